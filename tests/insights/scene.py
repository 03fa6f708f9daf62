"""Scenes of questions across dossiers: submitted cases of several cities, and a draft with another threshold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jiqun.accounts.models import Seat
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.dated import Valued
from jiqun.core.policy.schema import Criterion, RoundPolicy
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.policies.models import Draft
from jiqun.policyfiles.pack import split
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.services import open_round
from tests.factories import (
    AT,
    full_answers,
    make_case,
    make_city,
    make_county,
    make_province,
    make_round,
    make_seat,
    officer,
    shanxi_policy,
)

OUTPUT, SHARE = "C1.2", "C1.3"
FLANGES = "定襄法兰专业镇"
AUDITOR = Role.AUDITOR


def auditor() -> Seat:
    """The province's auditor."""
    return make_seat(make_province(), Role.AUDITOR)


def signatory() -> Seat:
    """The province's signatory."""
    return make_seat(make_province(), Role.SIGNATORY)


def submitted(
    place: str = "定襄县", code: str = "140921", *, output: str = "125", city: str = "", **changes: object
) -> Declaration:
    """A case on the way, with the output of the last year given (and less in the years before)."""
    over = make_city(f"{code[:4]}00", city) if city else make_city()
    last = shanxi_policy().years[-1]
    answers = full_answers(shanxi_policy(), **{f"output_total.{last}": output, "is_key_town": "no", **changes})
    return make_case(make_county(code, place, over), stage=Stage.SUBMITTED, answers=answers)


def several() -> list[Declaration]:
    """Three cases in two cities."""
    return [
        submitted(),
        submitted("代县", "140923", output="140"),
        submitted("平遥县", "140728", city="晋中市", output="160"),
    ]


def many(count: int) -> list[Declaration]:
    """So many cases in one city."""
    return [submitted(f"测试{number}县", f"1409{number:02d}") for number in range(40, 40 + count)]


def with_bound(policy: RoundPolicy, id: str, bound: str, track: str = "provincial") -> RoundPolicy:
    """The policy with another threshold of one criterion of a track."""

    def other(each: Criterion) -> Criterion:
        if each.id != id or each.threshold is None:
            return each
        values = {day: Valued(Decimal(bound), entry.source) for day, entry in each.threshold.values.items()}
        return replace(each, threshold=replace(each.threshold, values=values))

    tracks = []
    for each in policy.tracks:
        criteria = replace(each.criteria, criteria=tuple(other(one) for one in each.criteria.criteria))
        tracks.append(replace(each, criteria=criteria) if each.id == track else each)
    return replace(policy, tracks=tuple(tracks))


def draft_with(id: str = OUTPUT, bound: str = "100") -> Draft:
    """A draft that departs from the round in one threshold."""
    base = split(policy_of(make_round()))
    pack = split(with_bound(policy_of(make_round()), id, bound))
    return Draft.objects.create(
        title="下一批次政策", origin="测试", pack=pack, base=base, author=officer(), started_at=AT, changed_at=AT
    )


def next_round() -> Round:
    """A round of the year after, which asks for figures one year newer."""
    policy = shanxi_policy()
    last = policy.last_data_year
    values = {day: Valued(entry.value + 1, entry.source) for day, entry in last.values.items()}
    later = replace(policy, code="shanxi-2026", title="下一年度批次", last_data_year=replace(last, values=values))
    return open_round(later, by=SYSTEM, at=AT)


def threshold_of(id: str, track: str = "provincial") -> Decimal:
    """What the round demands."""
    policy = policy_of(make_round())
    found = next(each for each in policy.track(track).criteria.criteria if each.id == id)
    assert found.threshold is not None
    return found.threshold.on(policy.day)
