"""Convening a panel: who reviews what is drawn from a seed nobody chose, conflicts left out (N10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Assignment, Panel, Scoresheet
from jiqun.assessments.queries import expert_number, expert_seats, to_convene
from jiqun.assessments.services.conflicts import conflicts_among
from jiqun.assessments.services.duty import PANEL_STAFF, refuse_unless_on_duty
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.panel import Plan, assign
from jiqun.core.vocabulary import Event
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import sealed
from jiqun.declarations.services.advance import advance
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of


@dataclass(frozen=True, slots=True)
class Call:
    """What a panel is convened for: its name and the purpose of its cases."""

    title: str
    purpose: str


@transaction.atomic
def convene_panel(
    call: Round, about: Call, cases: Sequence[Declaration], experts: Sequence[Seat], *, by: Seat, at: datetime
) -> Panel:
    """Draw experts for admitted cases of one purpose and start their review.

    Cases, experts and conflicts go into the record first; the digest of that entry is the seed. It binds the moment and
    every act before, so that nobody can choose it, and everybody who verifies the record can draw again.

    Raises:
        Refused: something is not stated, a case or expert cannot be taken, or too few experts are free of conflict.
    """
    refuse_unless_on_duty(by, PANEL_STAFF, "组建评审组")
    if findings := [*stated_findings(about), *choice_findings(call, about, cases, experts, by)]:
        raise Refused(*findings)
    policy = policy_of(call)
    panel = Panel(
        round=call,
        title=about.title.strip(),
        purpose=about.purpose,
        per_case=policy.scoring.experts_per_case.on(policy.day),
        conflicts=kept_conflicts(experts, cases),
        convened_at=at,
        convened_by=by.person.name,
    )
    panel.save()
    panel.experts.set(experts)
    plan = draw_experts(panel, cases, experts, by=by, at=at)
    write_plan(panel, plan, cases, experts)
    for case in cases:
        advance(case, Event.ASSIGN_EXPERTS, by=by, at=at, detail={"panel": f"panel:{panel.pk}"})
    return panel


def draw_experts(
    panel: Panel, cases: Sequence[Declaration], experts: Sequence[Seat], *, by: Seat, at: datetime
) -> Plan[str]:
    """Record who takes part, take the digest of that entry as the seed, draw, and record what was drawn."""
    about = {"subject": f"panel:{panel.pk}", "round_code": panel.round.code}
    taking_part = {
        "cases": sorted(case.case_number for case in cases),
        "experts": sorted(expert_number(expert) for expert in experts),
        "per_case": panel.per_case,
        "conflicts": {number: sorted(against) for number, against in panel.conflicts.items()},
    }
    entry = record("convene_panel", f"组建评审组：{panel.title}", by=by.actor, at=at, detail=taking_part, **about)
    panel.seed, panel.seed_entry = entry.digest, entry.sequence
    plan = drawn_plan(panel, cases, experts)
    panel.save(update_fields=["seed", "seed_entry"])
    drawn = {"seed": panel.seed, "plan": {number: list(names) for number, names in plan.panels.items()}}
    record("draw_experts", f"抽取评审专家：{panel.title}", by=by.actor, at=at, detail=drawn, **about)
    return plan


def stated_findings(about: Call) -> list[Finding]:
    """What has not been stated of the panel."""
    return [] if about.title.strip() else [Finding("panel.title", "请填写评审组名称", field="title")]


def choice_findings(
    call: Round, about: Call, cases: Sequence[Declaration], experts: Sequence[Seat], by: Seat
) -> list[Finding]:
    """Why the chosen cases and experts cannot be taken as they are."""
    found = []
    if not cases:
        found.append(Finding("panel.no_cases", "请至少选择一个已受理的事项", field="cases"))
    if not experts:
        found.append(Finding("panel.no_experts", "请选择参加抽取的专家", field="experts"))
    waiting = to_convene(by, call, about.purpose).select_for_update(of=("self",), no_key=True)
    open_cases = set(waiting.values_list("pk", flat=True))
    for case in cases:
        if case.pk not in open_cases:
            message = f"“{case.dossier.cluster.name}”不在待专家评审环节，或与本组事项不同，请刷新后重新选择"
            found.append(Finding("panel.not_admitted", message, field="cases"))
    known = set(expert_seats().values_list("pk", flat=True))
    strangers = [expert.person.name for expert in experts if expert.pk not in known]
    return found + [Finding("panel.not_expert", f"{name}不是在岗的评审专家", field="experts") for name in strangers]


def kept_conflicts(experts: Sequence[Seat], cases: Sequence[Declaration]) -> dict[str, dict[str, str]]:
    """Case number to the numbers of the experts who may not have it, with the reason: what the panel keeps."""
    numbers = {expert.pk: expert_number(expert) for expert in experts}
    seals = sealed(cases)
    submitted = [(case, seals[case.pk].answers if case.pk in seals else {}) for case in cases]
    found = conflicts_among(experts, submitted)
    return {case: {numbers[pk]: reason for pk, reason in against.items()} for case, against in found.items()}


def drawn_plan(panel: Panel, cases: Sequence[Declaration], experts: Sequence[Seat]) -> Plan[str]:
    """The draw itself; a shortage is told with the name of the cluster."""
    names = {case.case_number: case.dossier.cluster.name for case in cases}
    try:
        return assign(
            list(names),
            [expert_number(expert) for expert in experts],
            panel.per_case,
            panel.seed,
            panel.conflicts,
        )
    except Refused as refusal:
        raise Refused(*(named(finding, names) for finding in refusal.findings)) from None


def named(finding: Finding, names: Mapping[str, str]) -> Finding:
    """The same finding with clusters instead of case numbers."""
    message = finding.message
    for number, name in names.items():
        message = message.replace(number, f"“{name}”")
    return Finding(finding.code, message, finding.citation, "experts")


def write_plan(panel: Panel, plan: Plan[str], cases: Sequence[Declaration], experts: Sequence[Seat]) -> None:
    """One assignment with an empty sheet for every expert drawn."""
    seats = {expert_number(expert): expert for expert in experts}
    by_number = {case.case_number: case for case in cases}
    for number, drawn in sorted(plan.panels.items()):
        for expert in drawn:
            give(panel, by_number[number], seats[expert])


def give(panel: Panel, case: Declaration, expert: Seat, *, replaces: Assignment | None = None) -> Assignment:
    """Give a case to an expert, with an empty sheet."""
    task = Assignment.objects.create(panel=panel, declaration=case, expert=expert, replaces=replaces)
    Scoresheet.objects.create(assignment=task)
    return task
