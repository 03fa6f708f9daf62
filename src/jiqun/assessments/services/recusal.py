"""Recusal: an expert steps back with a reason, another is drawn in, and both stay on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Assignment, Panel
from jiqun.assessments.queries import expert_number, expert_seats, vacancies
from jiqun.assessments.services.duty import PANEL_STAFF, refuse_unless_on_duty
from jiqun.assessments.services.panels import give, kept_conflicts
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.panel import Plan, Replacement, replace
from jiqun.core.vocabulary import Role

REASON_LENGTH = 300


@transaction.atomic
def recuse(task: Assignment, *, reason: str, by: Seat, at: datetime) -> Assignment | None:
    """Take an expert off a case before the sheet is in; returns the assignment that steps in, if anybody can.

    Experts declare it themselves; the secretary or officer may do it for an expert who cannot be reached. Nobody is
    kept on a case for want of a replacement: the place stays open then, and the panel does not close before it is
    filled.

    Raises:
        Refused: no reason, not this expert's task, the sheet is in, or the review has closed.
    """
    if by.role_term != Role.EXPERT:
        refuse_unless_on_duty(by, PANEL_STAFF, "更换专家")
    panel = Panel.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=task.panel_id)
    fresh = (
        Assignment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("sheet", "expert__person", "declaration__dossier__cluster")
        .get(pk=task.pk)
    )
    if findings := recusal_findings(panel, fresh, reason, by):
        raise Refused(*findings)
    fresh.recused_at, fresh.recusal_reason = at, reason.strip()
    fresh.save(update_fields=["recused_at", "recusal_reason"])
    stepping_in = fill(panel, fresh)
    record(
        "recuse",
        "专家回避" if by.pk == fresh.expert_id else "更换专家",
        by=by.actor,
        at=at,
        subject=f"panel:{panel.pk}",
        round_code=panel.round.code,
        remark=fresh.recusal_reason,
        detail={
            "case": fresh.declaration.case_number,
            "expert": expert_number(fresh.expert),
            "replacement": expert_number(stepping_in.expert) if stepping_in else "",
        },
    )
    return stepping_in


def recusal_findings(panel: Panel, task: Assignment, reason: str, by: Seat) -> list[Finding]:
    """Why an expert cannot be taken off a case."""
    if by.role_term == Role.EXPERT and task.expert_id != by.pk:
        return [Finding("recusal.foreign", "该评审任务不在您名下")]
    if task.recused_at is not None:
        return [Finding("recusal.done", "已经回避，无须重复申请")]
    if panel.closed_at is not None or task.sheet.submitted_at is not None:
        return [Finding("recusal.late", "评分表已提交或评审已结束，不能再申请回避；如有情况请联系评审秘书")]
    if not reason.strip():
        return [Finding("recusal.reason", "请写明回避理由", field="reason")]
    if len(reason.strip()) > REASON_LENGTH:
        return [Finding("recusal.long", f"回避理由不超过{REASON_LENGTH}字，请精简", field="reason")]
    return []


def fill(panel: Panel, gone: Assignment) -> Assignment | None:
    """Draw the expert who steps in for a recused one; None when nobody free of conflict is left."""
    number, out = gone.declaration.case_number, expert_number(gone.expert)
    pool = {expert_number(expert): expert for expert in expert_seats().filter(panels=panel)}
    try:
        plan = replace(standing_plan(panel, gone, pool), number, out, gone.recusal_reason)
    except Refused:
        return None
    return give(panel, gone.declaration, pool[plan.replacements[-1].come], replaces=gone)


def standing_plan(panel: Panel, gone: Assignment, pool: Iterable[str]) -> Plan[str]:
    """Who reviews what now, the one to be replaced still in place, and who has left before."""
    panels: dict[str, tuple[str, ...]] = {}
    left = []
    for each in panel.assignments.select_related("expert", "declaration"):
        number, expert = each.declaration.case_number, expert_number(each.expert)
        kept = panels.setdefault(number, ())
        if each.recused_at is None or each.pk == gone.pk:
            panels[number] = (*kept, expert)
        else:
            left.append(Replacement(number, expert, "", each.recusal_reason))
    return Plan(panel.seed, frozenset(pool), panels, panel.conflicts, tuple(left))


@transaction.atomic
def add_experts(panel: Panel, experts: Sequence[Seat], *, by: Seat, at: datetime) -> list[Assignment]:
    """Add experts to the pool of an open panel; places left open by recusals are filled at once.

    Raises:
        Refused: the review has closed, nobody is named, or somebody is no expert.
    """
    refuse_unless_on_duty(by, PANEL_STAFF, "补充专家")
    fresh = Panel.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=panel.pk)
    if fresh.closed_at is not None:
        raise Refused(Finding("panel.closed", "本组评审已经结束，不能再补充专家"))
    known = set(expert_seats().values_list("pk", flat=True))
    there = set(fresh.experts.values_list("pk", flat=True))
    new = [expert for expert in experts if expert.pk in known and expert.pk not in there]
    if not new:
        raise Refused(Finding("panel.no_new_expert", "请选择尚未参加本组的在岗专家", field="experts"))
    cases = list(
        {each.declaration_id: each.declaration for each in fresh.assignments.select_related("declaration")}.values()
    )
    for number, against in kept_conflicts(new, cases).items():
        fresh.conflicts[number] = {**fresh.conflicts.get(number, {}), **against}
    fresh.save(update_fields=["conflicts"])
    fresh.experts.add(*new)
    filled = [task for gone in vacancies(fresh) if (task := fill(fresh, gone)) is not None]
    record(
        "add_experts",
        f"补充评审专家：{'、'.join(expert.person.name for expert in new)}",
        by=by.actor,
        at=at,
        subject=f"panel:{fresh.pk}",
        round_code=fresh.round.code,
        detail={"experts": sorted(map(expert_number, new)), "filled": [t.declaration.case_number for t in filled]},
    )
    return filled
