"""The road of a case: who may do what where, and where it leads. One row per step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import (
    FINAL_STAGES,
    Event,
    Extra,
    Level,
    Purpose,
    Role,
    Stage,
    Tier,
    event_label,
    stage_label,
)

DECLARATION = frozenset({Purpose.DECLARATION})
RE_EVALUATION = frozenset({Purpose.RE_EVALUATION})
BOTH_PURPOSES = frozenset(Purpose)
PROVINCIAL = frozenset({Level.PROVINCIAL})
NATIONAL = frozenset({Level.NATIONAL})
BOTH_LEVELS = frozenset(Level)

HANDLER = frozenset({Role.HANDLER})
SIGNATORY = frozenset({Role.SIGNATORY})
OFFICER = frozenset({Role.PROVINCIAL_OFFICER})
PANEL = frozenset({Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY})
EITHER = frozenset({Role.HANDLER, Role.SIGNATORY})
PROVINCE_EITHER = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the road. ``signed`` says for which setting of the sign-off switch it holds; None: for both.

    ``needs`` names an extra stage without which the row does not hold, ``unless`` one with which it does not.
    """

    start: Stage
    event: Event
    end: Stage
    tier: Tier
    roles: frozenset[Role]
    purposes: frozenset[Purpose] = BOTH_PURPOSES
    levels: frozenset[Level] = BOTH_LEVELS
    signed: bool | None = None
    reason_needed: bool = False
    needs: Extra | None = None
    unless: Extra | None = None

    def holds_for(self, case: Traveller) -> bool:
        """Whether the round, the purpose and the level of the case have this row, wherever the case stands."""
        return (
            case.purpose in self.purposes
            and case.level in self.levels
            and self.signed in (None, case.sign_off)
            and (self.needs is None or self.needs in case.extras)
            and self.unless not in case.extras
        )


@dataclass(frozen=True, slots=True)
class Traveller:
    """What the road needs to know of a case; ``extras``: the extra stages that its round has."""

    stage: Stage
    purpose: Purpose
    level: Level
    sign_off: bool
    extras: frozenset[Extra] = frozenset()


COUNTY, CITY, PROVINCE = Tier.COUNTY, Tier.CITY, Tier.PROVINCE
S, E = Stage, Event
SECOND_LOOK, DEFENCE = Extra.CITY_SPOT_CHECK, Extra.DEFENCE

ROUTE: tuple[Step, ...] = (
    Step(S.DRAFT, E.SUBMIT, S.SIGNING, COUNTY, HANDLER, signed=True),
    Step(S.DRAFT, E.SUBMIT, S.SUBMITTED, COUNTY, HANDLER, signed=False),
    Step(S.DRAFT, E.VOID, S.VOIDED, COUNTY, HANDLER, reason_needed=True),
    Step(S.SIGNING, E.SIGN_OFF, S.SUBMITTED, COUNTY, SIGNATORY),
    Step(S.SIGNING, E.SEND_BACK, S.DRAFT, COUNTY, SIGNATORY, reason_needed=True),
    Step(S.SIGNING, E.WITHDRAW, S.DRAFT, COUNTY, HANDLER),
    Step(S.SUBMITTED, E.WITHDRAW, S.DRAFT, COUNTY, EITHER),
    Step(S.SUBMITTED, E.RETURN, S.DRAFT, CITY, EITHER, reason_needed=True),
    Step(S.SUBMITTED, E.VERIFY, S.VERIFIED, CITY, HANDLER, unless=SECOND_LOOK),
    Step(S.SUBMITTED, E.VERIFY, S.CITY_CHECK, CITY, HANDLER, needs=SECOND_LOOK),
    Step(S.SUBMITTED, E.NOT_RECOMMEND, S.NOT_RECOMMENDED, CITY, EITHER, reason_needed=True),
    Step(S.CITY_CHECK, E.PASS_CITY_CHECK, S.VERIFIED, CITY, HANDLER, needs=SECOND_LOOK),
    Step(S.CITY_CHECK, E.NOT_RECOMMEND, S.NOT_RECOMMENDED, CITY, EITHER, reason_needed=True, needs=SECOND_LOOK),
    Step(S.VERIFIED, E.NOT_RECOMMEND, S.NOT_RECOMMENDED, CITY, EITHER, reason_needed=True),
    Step(S.VERIFIED, E.RECOMMEND, S.RECOMMENDED, CITY, HANDLER, signed=False),
    Step(S.VERIFIED, E.RECOMMEND, S.RECOMMENDED, CITY, SIGNATORY, signed=True),
    Step(S.RECOMMENDED, E.ADMIT, S.ADMITTED, PROVINCE, OFFICER),
    Step(S.RECOMMENDED, E.REFUSE, S.REFUSED, PROVINCE, OFFICER, reason_needed=True),
    Step(S.ADMITTED, E.ASSIGN_EXPERTS, S.UNDER_REVIEW, PROVINCE, PANEL),
    Step(S.UNDER_REVIEW, E.CLOSE_REVIEW, S.REVIEWED, PROVINCE, PANEL, unless=DEFENCE),
    Step(S.UNDER_REVIEW, E.CLOSE_REVIEW, S.DEFENCE, PROVINCE, PANEL, needs=DEFENCE),
    Step(S.DEFENCE, E.RECORD_DEFENCE, S.REVIEWED, PROVINCE, PANEL, needs=DEFENCE),
    Step(S.REVIEWED, E.DRAW, S.SPOT_CHECK, PROVINCE, OFFICER),
    Step(S.REVIEWED, E.PASS_DRAW, S.READY, PROVINCE, OFFICER),
    Step(S.SPOT_CHECK, E.RECORD_SPOT_CHECK, S.READY, PROVINCE, OFFICER),
    Step(S.READY, E.PROPOSE, S.PROPOSED, PROVINCE, PROVINCE_EITHER),
    Step(S.READY, E.DECLINE, S.DECLINED, PROVINCE, PROVINCE_EITHER, reason_needed=True),
    Step(S.PROPOSED, E.OPEN_NOTICE, S.ON_NOTICE, PROVINCE, SIGNATORY, signed=True),
    Step(S.PROPOSED, E.OPEN_NOTICE, S.ON_NOTICE, PROVINCE, OFFICER, signed=False),
    Step(S.ON_NOTICE, E.RECALL_NOTICE, S.PROPOSED, PROVINCE, SIGNATORY, signed=True, reason_needed=True),
    Step(S.ON_NOTICE, E.RECALL_NOTICE, S.PROPOSED, PROVINCE, OFFICER, signed=False, reason_needed=True),
    Step(S.ON_NOTICE, E.UPHOLD_OBJECTION, S.READY, PROVINCE, PROVINCE_EITHER, reason_needed=True),
    Step(S.ON_NOTICE, E.CLOSE_NOTICE, S.CLEARED, PROVINCE, PROVINCE_EITHER),
    Step(S.CLEARED, E.RECOGNISE, S.RECOGNISED, PROVINCE, SIGNATORY, DECLARATION, PROVINCIAL, signed=True),
    Step(S.CLEARED, E.RECOGNISE, S.RECOGNISED, PROVINCE, OFFICER, DECLARATION, PROVINCIAL, signed=False),
    Step(S.CLEARED, E.FORWARD, S.FORWARDED, PROVINCE, SIGNATORY, BOTH_PURPOSES, NATIONAL, signed=True),
    Step(S.CLEARED, E.FORWARD, S.FORWARDED, PROVINCE, OFFICER, BOTH_PURPOSES, NATIONAL, signed=False),
    Step(S.CLEARED, E.RENEW, S.RENEWED, PROVINCE, SIGNATORY, RE_EVALUATION, PROVINCIAL, signed=True),
    Step(S.CLEARED, E.RENEW, S.RENEWED, PROVINCE, OFFICER, RE_EVALUATION, PROVINCIAL, signed=False),
    Step(S.FORWARDED, E.MINISTRY_RECOGNISE, S.RECOGNISED, PROVINCE, OFFICER, DECLARATION, NATIONAL),
    Step(S.FORWARDED, E.MINISTRY_DECLINE, S.NOT_RECOGNISED, PROVINCE, OFFICER, DECLARATION, NATIONAL),
    Step(S.FORWARDED, E.RENEW, S.RENEWED, PROVINCE, OFFICER, RE_EVALUATION, NATIONAL),
    Step(S.FORWARDED, E.LAPSE, S.LAPSED, PROVINCE, OFFICER, RE_EVALUATION, NATIONAL, reason_needed=True),
    *(
        Step(stage, E.DISQUALIFY, S.DISQUALIFIED, PROVINCE, PROVINCE_EITHER, reason_needed=True)
        for stage in Stage
        if stage not in FINAL_STAGES
    ),
    Step(S.RECOGNISED, E.REVOKE, S.REVOKED, PROVINCE, PROVINCE_EITHER, DECLARATION, reason_needed=True),
    Step(S.RENEWED, E.REVOKE, S.REVOKED, PROVINCE, PROVINCE_EITHER, RE_EVALUATION, reason_needed=True),
)


def steps_from(case: Traveller) -> Iterator[Step]:
    """The steps that lead on from where a case stands, whoever may take them."""
    for step in ROUTE:
        if step.start == case.stage and step.holds_for(case):
            yield step


def steps_for(case: Traveller, tier: Tier, role: Role) -> list[Step]:
    """The steps that a seat of this tier and role may take with the case."""
    return [step for step in steps_from(case) if step.tier == tier and role in step.roles]


def take(case: Traveller, event: Event, tier: Tier, role: Role, *, reason: str = "") -> Step:
    """The step that ``event`` means here.

    Raises:
        Refused: the road has no such step from this stage, the seat may not take it, or a needed reason is missing.
    """
    act = event_label(event, case.purpose)
    open_here = [step for step in steps_from(case) if step.event == event]
    if not open_here:
        message = f"该事项现为“{stage_label(case.stage, case.purpose)}”，不能办理“{act}”；请刷新页面查看最新环节"
        raise Refused(Finding("route.no_such_step", message))
    for step in open_here:
        if step.tier == tier and role in step.roles:
            if step.reason_needed and not reason.strip():
                raise Refused(Finding("route.reason_missing", f"办理“{act}”须写明理由", field="reason"))
            return step
    where = open_here[0].tier.label
    doers = "、".join(sorted({role.label.removeprefix(where) for step in open_here for role in step.roles}))
    message = f"“{act}”由{where}{doers}办理，请联系相应人员"
    raise Refused(Finding("route.wrong_seat", message))
