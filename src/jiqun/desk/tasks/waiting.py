"""What a seat waits for: cases of its own that others have, with whom and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse

from jiqun.accounts.models import Authority, Seat
from jiqun.core.steps import NextStep, next_step
from jiqun.core.vocabulary import FINAL_STAGES, Role, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import traveller, visible_to

AT_COUNTY = (Stage.DRAFT, Stage.SIGNING)
AT_CITY = (Stage.SUBMITTED, Stage.CITY_CHECK, Stage.VERIFIED)
ELSEWHERE = {
    Stage.DRAFT: "县级主管部门补正",
    Stage.SIGNING: "县级负责人签发",
    Stage.SUBMITTED: "市级主管部门核查",
    Stage.CITY_CHECK: "市级主管部门另行抽查",
    Stage.VERIFIED: "市级主管部门推荐",
    Stage.RECOMMENDED: "省级主管部门形式审查",
    Stage.ADMITTED: "省级主管部门组织专家评审",
    Stage.UNDER_REVIEW: "评审专家评分",
    Stage.DEFENCE: "省级主管部门组织答辩",
    Stage.REVIEWED: "省级主管部门抽取抽查对象",
    Stage.SPOT_CHECK: "省级主管部门实地抽查",
    Stage.READY: "省级主管部门会议研究",
    Stage.PROPOSED: "省级主管部门公示",
    Stage.ON_NOTICE: "公示期满",
    Stage.CLEARED: "省级主管部门公布名单",
    Stage.FORWARDED: "工业和信息化部公布结果",
}
"""Whom a stage waits for, in words."""
AWAITED: dict[tuple[Tier, Role], frozenset[Stage]] = {
    (Tier.CITY, Role.HANDLER): frozenset(ELSEWHERE) - {*AT_CITY},
    (Tier.CITY, Role.SIGNATORY): frozenset(ELSEWHERE) - {*AT_CITY},
    (Tier.PROVINCE, Role.PROVINCIAL_OFFICER): frozenset(
        {*AT_COUNTY, *AT_CITY, Stage.UNDER_REVIEW, Stage.ON_NOTICE, Stage.FORWARDED}
    ),
    (Tier.PROVINCE, Role.SIGNATORY): frozenset(
        {*AT_CITY, Stage.RECOMMENDED, Stage.UNDER_REVIEW, Stage.READY, Stage.ON_NOTICE, Stage.FORWARDED}
    ),
    (Tier.PROVINCE, Role.PANEL_SECRETARY): frozenset({Stage.RECOMMENDED, Stage.UNDER_REVIEW}),
}
"""The stages in which a seat waits for others; a county waits case by case."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what is awaited, from whom, since when."""

    sentence: str
    who: str
    since: datetime
    url: str


def waiting_of(seat: Seat) -> list[Waiting]:
    """What the seat waits for, of all rounds."""
    return case_by_case(seat) if seat.tier == Tier.COUNTY else stage_by_stage(seat)


def case_by_case(seat: Seat) -> list[Waiting]:
    """A county's cases that are on their way, the longest waiting first."""
    own = AT_COUNTY if seat.role_term == Role.HANDLER else (Stage.SIGNING,)
    away = [stage for stage in Stage if stage not in FINAL_STAGES and stage not in own]
    if seat.role_term == Role.HANDLER:
        away.append(Stage.SIGNING)
    cases = visible_to(seat).filter(stage__in=away).select_related("city__parent").order_by("stage_since")
    return [waiting_for(case) for case in cases]


def waiting_for(case: Declaration) -> Waiting:
    """One case with whom it waits for."""
    step = step_after(case)
    about = f"{case.level_term.label}{case.purpose_term.label}"
    return Waiting(
        f"{case.dossier.cluster.name}（{about}）",
        ELSEWHERE[Stage.FORWARDED] if case.stage == Stage.FORWARDED else f"{step.who}{step.what}",
        case.stage_since,
        reverse("desk:case", args=[case.case_number]),
    )


def step_after(case: Declaration) -> NextStep:
    """Who does what with the case next, on the road that its round has."""
    stands = traveller(case)
    return next_step(
        stands.stage, stands.purpose, stands.level, stands.sign_off, offices_of(case), extras=stands.extras
    )


def offices_of(case: Declaration) -> Mapping[Tier, str]:
    """The offices along the road of a case, by tier."""
    offices: dict[Tier, Authority | None] = {
        Tier.COUNTY: case.county,
        Tier.CITY: case.city,
        Tier.PROVINCE: case.city.parent,
    }
    return {tier: office.name for tier, office in offices.items() if office is not None}


def stage_by_stage(seat: Seat) -> list[Waiting]:
    """How many cases wait for whom, and since when the oldest does; each round apart, the newest first."""
    stages = AWAITED.get((seat.tier, seat.role_term), frozenset())
    cases = visible_to(seat).filter(stage__in=stages).values("round__opens_on", "round__code", "round__year", "stage")
    rows = list(cases.annotate(count=Count("pk"), since=Min("stage_since")).order_by("-round__opens_on"))
    several = len({row["round__code"] for row in rows}) > 1
    order = list(Stage)
    found = [(Stage(row["stage"]), row) for row in rows]
    found.sort(key=lambda pair: (-pair[1]["round__opens_on"].toordinal(), order.index(pair[0])))
    return [
        Waiting(
            f"{row['count']}项{stage.label}" + (f"（{row['round__year']}年度）" if several else ""),
            ELSEWHERE[stage],
            row["since"],
            f"{reverse('desk:cases')}?round={row['round__code']}&stage={stage}",
        )
        for stage, row in found
    ]
