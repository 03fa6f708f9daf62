"""Drawing experts for cases by lot: conflicts of interest kept apart, loads as even as they can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import Generic, TypeVar

from jiqun.core.evenness import hand_out
from jiqun.core.findings import Finding, Refused
from jiqun.core.sampling import lot

E = TypeVar("E", bound=int | str)

Conflicts = Mapping[str, Mapping[E, str]]
"""For a case the experts who may not have it, each with the reason; a case left out has none."""


@dataclass(frozen=True, slots=True)
class Replacement(Generic[E]):
    """One expert gone from a case, who came instead, and why."""

    case: str
    gone: E
    come: E
    reason: str


@dataclass(frozen=True, slots=True)
class Plan(Generic[E]):
    """Who reviews what, with all that is needed to draw it again or to draw a substitute."""

    seed: str
    experts: frozenset[E]
    panels: Mapping[str, tuple[E, ...]]
    conflicts: Conflicts[E] = field(default_factory=dict)
    replacements: tuple[Replacement[E], ...] = ()

    def loads(self) -> dict[E, int]:
        """How many cases each expert has: those with none included, and those who have left the pool since."""
        counts = dict.fromkeys(self.experts, 0)
        for panel in self.panels.values():
            for expert in panel:
                counts[expert] = counts.get(expert, 0) + 1
        return counts


def assign(
    cases: Iterable[str], experts: Iterable[E], per_case: int, seed: str, conflicts: Conflicts[E] | None = None
) -> Plan[E]:
    """Draw ``per_case`` different experts for every case; the order of cases and experts given does not matter.

    Lots (see :func:`jiqun.core.sampling.lot`) settle everything that conflicts and even loads leave open. Loads are
    as even as the conflicts allow: they differ by one at most when they can.

    Raises:
        Refused: cases with fewer experts left than needed, all of them named.
    """
    against = conflicts or {}
    pool = frozenset(experts)
    eligible = {case: _in_order_of_lot(seed, case, pool - against.get(case, {}).keys()) for case in cases}
    findings = [_too_few(case, per_case, len(left)) for case, left in sorted(eligible.items()) if len(left) < per_case]
    if findings:
        raise Refused(*findings)
    panels = hand_out(eligible, per_case, lambda case: lot(seed, case))
    ordered = {case: tuple(expert for expert in eligible[case] if expert in panels[case]) for case in sorted(panels)}
    return Plan(seed, pool, ordered, against)


def replace(plan: Plan[E], case: str, expert: E, reason: str) -> Plan[E]:
    """Draw the next expert for a case in place of one who cannot review it; everyone else keeps what they have.

    Next is the least loaded of those who may have the case and never had it; lots settle equals.

    Raises:
        Refused: no reason given, the expert is not on the panel, or nobody is left.
    """
    findings = _cannot_replace(plan, case, expert, reason)
    if findings:
        raise Refused(*findings)
    gone = {each.gone for each in plan.replacements if each.case == case}
    barred = gone | set(plan.panels[case]) | plan.conflicts.get(case, {}).keys()
    left = _in_order_of_lot(plan.seed, case, plan.experts - barred)
    if not left:
        raise Refused(Finding("panel.no_substitute", f"事项{case}已无可替换的专家，请先增补专家再办理替换"))
    loads = plan.loads()
    come = min(left, key=lambda each: loads[each])
    panel = tuple(come if each == expert else each for each in plan.panels[case])
    entry = Replacement(case, expert, come, reason.strip())
    return changed(plan, panels={**plan.panels, case: panel}, replacements=(*plan.replacements, entry))


def _in_order_of_lot(seed: str, case: str, experts: Iterable[E]) -> list[E]:
    return sorted(experts, key=lambda expert: lot(seed, f"{case}/{expert}"))


def _too_few(case: str, per_case: int, left: int) -> Finding:
    message = f"事项{case}需要{per_case}名专家，回避后仅有{left}名；请增补{per_case - left}名无利害关系的专家后重新抽取"
    return Finding("panel.too_few_experts", message)


def _cannot_replace(plan: Plan[E], case: str, expert: E, reason: str) -> list[Finding]:
    findings = []
    if expert not in plan.panels.get(case, ()):
        findings.append(Finding("panel.not_on_panel", f"该专家不在事项{case}的评审组中，请刷新页面后重新选择"))
    if not reason.strip():
        findings.append(Finding("panel.reason_missing", "更换专家须写明理由", field="reason"))
    return findings
