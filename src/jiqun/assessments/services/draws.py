"""Drawing cases for a look on site: candidates and seed source are public before the seed exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from jiqun.accounts.models import Seat
from jiqun.assessments.models import SpotCheck, SpotCheckDraw
from jiqun.assessments.queries import to_draw
from jiqun.assessments.services.duty import OFFICER, refuse_unless_on_duty
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.sampling import FEWEST_IN_SEED, FEWEST_IN_SOURCE, draw_sample, sample_size
from jiqun.core.vocabulary import Event, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.advance import advance, hold
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of


@transaction.atomic
def announce_draw(
    call: Round,
    cases: Sequence[Declaration],
    *,
    title: str,
    seed_source: str,
    seed_known_at: datetime | None,
    by: Seat,
    at: datetime,
) -> SpotCheckDraw:
    """Fix the candidates, the size of the sample, where the seed will come from and from when on it is known.

    Raises:
        Refused: something is not stated, or a case is not waiting for a draw.
    """
    refuse_unless_on_duty(by, OFFICER, "抽查公告")
    hold(cases)  # first: what another draw named meanwhile is only seen after waiting for it
    findings = [*stated_findings(title, seed_source, seed_known_at, at), *candidate_findings(call, cases, by=by)]
    if findings:
        raise Refused(*findings)
    numbers = sorted({case.case_number for case in cases})
    draw = SpotCheckDraw.objects.create(
        round=call,
        title=title.strip(),
        seed_source=seed_source.strip(),
        seed_known_at=seed_known_at,
        candidates=numbers,
        size=size_for(call, len(numbers)),
        announced_at=at,
        announced_by=by.person.name,
    )
    record(
        "announce_draw",
        f"公告抽查抽取：{draw.title}",
        by=by.actor,
        at=at,
        subject=f"draw:{draw.pk}",
        round_code=call.code,
        detail={
            "candidates": numbers,
            "size": draw.size,
            "seed_source": draw.seed_source,
            "seed_known_at": seed_known_at.isoformat() if seed_known_at else "",
        },
    )
    return draw


def candidate_findings(call: Round, cases: Sequence[Declaration], *, by: Seat) -> list[Finding]:
    """Why these cases cannot be drawn from: none chosen, or some that do not wait for a draw."""
    if not cases:
        return [Finding("draw.empty", "请至少选择一个候选事项", field="cases")]
    waiting = set(to_draw(by, call).values_list("pk", flat=True))
    return [
        Finding(
            "draw.not_waiting",
            f"“{case.dossier.cluster.name}”不在待抽查抽取环节，或已列入另一次抽取，请刷新后重新选择",
            field="cases",
        )
        for case in cases
        if case.pk not in waiting
    ]


def stated_findings(title: str, seed_source: str, seed_known_at: datetime | None, at: datetime) -> list[Finding]:
    """What an announcement leaves unsaid, or says so that the seed could be chosen."""
    found = []
    if not title.strip():
        found.append(Finding("draw.title", "请填写抽取名称", field="title"))
    if len(seed_source.strip()) < FEWEST_IN_SOURCE:
        message = f"请写明种子来源（至少{FEWEST_IN_SOURCE}个字）：抽取时才会产生、任何人可以查到的数字"
        found.append(Finding("draw.seed_source", message, field="seed_source"))
    if seed_known_at is None:
        message = "请填写种子产生的时间，如开奖时间；在此之前不能抽取"
        found.append(Finding("draw.seed_known_at", message, field="seed_known_at"))
    elif seed_known_at <= at:
        message = "种子须在公告之后产生，请改用今后公布的数字，并填写其产生的时间"
        found.append(Finding("draw.seed_known", message, field="seed_known_at"))
    return found


def size_for(call: Round, total: int) -> int:
    """How many of so many candidates the round's policy wants drawn."""
    policy = policy_of(call)
    rule = policy.spot_check
    return sample_size(total, share_percent=rule.share_percent.on(policy.day), at_least=rule.at_least.on(policy.day))


@transaction.atomic
def perform_draw(draw: SpotCheckDraw, *, seed: str, by: Seat, at: datetime) -> SpotCheckDraw:
    """Draw with the seed that the announced source gave; once, and for good.

    Candidates that left the road meanwhile (disqualified) take no part.

    Raises:
        Refused: drawn already, no seed or too short a one, or the seed cannot be known yet.
    """
    refuse_unless_on_duty(by, OFFICER, "抽查抽取")
    fresh = SpotCheckDraw.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=draw.pk)
    if fresh.drawn_at is not None:
        raise Refused(Finding("draw.done", "本次抽取已经完成，结果不能更改"))
    if findings := seed_findings(fresh, seed, at):
        raise Refused(*findings)
    hold(Declaration.objects.filter(case_number__in=fresh.candidates))
    cases = visible_to(by).filter(case_number__in=fresh.candidates, stage=Stage.REVIEWED)
    standing = {case.case_number: case for case in cases}
    sample = draw_sample(standing, size=fresh.size, seed=seed.strip())
    fresh.seed, fresh.drawn_at = seed.strip(), at
    fresh.save(update_fields=["seed", "drawn_at"])
    record(
        "perform_draw",
        f"完成抽查抽取：{fresh.title}",
        by=by.actor,
        at=at,
        subject=f"draw:{fresh.pk}",
        round_code=fresh.round.code,
        detail={"seed": fresh.seed, "sample": sample, "left_out": sorted(set(fresh.candidates) - set(standing))},
    )
    about = {"draw": f"draw:{fresh.pk}"}
    for number, case in sorted(standing.items()):
        drawn = number in sample
        advance(case, Event.DRAW if drawn else Event.PASS_DRAW, by=by, at=at, detail=about)
        if drawn:
            SpotCheck.objects.create(draw=fresh, declaration=case)
    return fresh


def seed_findings(draw: SpotCheckDraw, seed: str, at: datetime) -> list[Finding]:
    """Why a seed cannot be that of the draw: its source has not spoken yet, or it says too little."""
    found = []
    if draw.seed_known_at is not None and at < draw.seed_known_at:
        known = localtime(draw.seed_known_at)
        when = f"{known.year}年{known.month}月{known.day}日{known:%H:%M}"
        message = f"公告的种子（{draw.seed_source}）于{when}产生，届时方可抽取"
        found.append(Finding("draw.early", message, field="seed"))
    if len(seed.strip()) < FEWEST_IN_SEED:
        message = f"请填写种子（至少{FEWEST_IN_SEED}位）：按公告的来源（{draw.seed_source}）查得的数字，原样填写"
        found.append(Finding("draw.seed", message, field="seed"))
    return found
