"""What a higher declaration rests on: recognition one level below, or the sister case of the same round (N05).

The register of recognitions lies on a floor above; it says what a cluster holds by :func:`offer`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime

from django.utils.timezone import localdate

from jiqun.core.findings import Citation, Finding
from jiqun.core.vocabulary import FINAL_STAGES, Level, Purpose, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import WITH_COUNTY
from jiqun.programmes.queries import policy_of

Holds = Callable[[int, Level, date], bool]
REGISTERS: list[Holds] = []
DRAFTING = (Stage.DRAFT,)
BEFORE_PROVINCE = (*WITH_COUNTY, Stage.SUBMITTED, Stage.CITY_CHECK, Stage.VERIFIED)
NOWHERE: tuple[Stage, ...] = ()


def offer(register: Holds) -> None:
    """Have this register asked whether a cluster holds a recognition of a level on a day."""
    if register not in REGISTERS:
        REGISTERS.append(register)


def rests_on(case: Declaration) -> tuple[Level, Citation] | None:
    """The level that must be recognised first, with the clause; None where the policy asks for none."""
    policy = policy_of(case.round)
    rule = policy.track(case.track).prerequisite if case.purpose == Purpose.DECLARATION else None
    if rule is None:
        return None
    return Level(rule.on(policy.day)), rule.entry_on(policy.day).source.citation


def is_recognised(case: Declaration, level: Level, at: datetime) -> bool:
    """Whether the cluster of the case holds a recognition of that level on the day of ``at``."""
    return any(holds(case.dossier.cluster_id, level, localdate(at)) for holds in REGISTERS)


def standing_findings(
    case: Declaration,
    at: datetime,
    *,
    act: str,
    behind: Collection[Stage] = NOWHERE,
    along: Collection[int] = (),
    ended: Collection[int] = (),
) -> list[Finding]:
    """Why this act would take a case on without what it rests on; empty when nothing stands in the way.

    A sister case must not have ended without recognition, nor stand at a stage ``behind``, unless it is one of those
    that go ``along`` now. ``ended``: the cases that the same act ends. Both are keys of cases.
    """
    rests = rests_on(case)
    if rests is None or is_recognised(case, rests[0], at):
        return []
    level, citation = rests
    own, name = case.level_term.label, case.dossier.cluster.name
    sisters = case.dossier.cases.filter(level=level, purpose=Purpose.DECLARATION).exclude(stage=Stage.VOIDED)
    sister = sisters.first()
    if sister is None:
        message = (
            f"“{name}”申报{own}的原则上须已获{level.label}认定；尚未获认定的，"
            f"须在本批次同时申报{level.label}，请先建立{level.label}申报事项"
        )
        return [Finding(f"prerequisite.{level}", message, citation)]
    stands = f"“{name}”的{own}申报以同批{level.label}申报为前提，{level.label}事项"
    if sister.stage in FINAL_STAGES:
        words = "认定已失效" if sister.stage == Stage.RECOGNISED else f"现为“{sister.stage_words}”"
        return [Finding("prerequisite.ended", f"{stands}{words}，{own}事项不能{act}", citation)]
    if sister.pk in ended:
        return [Finding("prerequisite.ended", f"{stands}本次不予同意，{own}事项不能{act}", citation)]
    if sister.stage in behind and sister.pk not in along:
        message = f"{stands}现为“{sister.stage_words}”；请先办理{level.label}事项或一并办理，再{act}{own}事项"
        return [Finding("prerequisite.behind", message, citation)]
    return []
