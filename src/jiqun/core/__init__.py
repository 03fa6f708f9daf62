"""The rules of the programme: pure Python, exact, free of framework, database and wall clock.

What other programs and notebooks may rely on is named in ``__all__`` and told in docs/how-to/notebook.md; each name is
brought in when it is first asked for, so that numpy is needed for ``assess_many`` and ``bench_of`` only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jiqun.core.assessment import AspectResult, Assessment, CriterionResult
    from jiqun.core.batch import Bench, Verdicts, assess_many, bench_of
    from jiqun.core.casetrial import Trial, check_cases
    from jiqun.core.criteria import assess
    from jiqun.core.facts import Facts, Setting, facts_of
    from jiqun.core.findings import Citation, Finding
    from jiqun.core.formula import FormulaError, Outcome, Weighed, compiled, condition, evaluate, weigh
    from jiqun.core.policy.checks import check_policy
    from jiqun.core.policy.difference import Difference, differences
    from jiqun.core.policy.hints import Hint, hints
    from jiqun.core.policy.loader import decode, from_plain, to_plain
    from jiqun.core.policy.schema import Conventions, CriteriaSet, Criterion, Form, Indicator, RoundPolicy
    from jiqun.core.policy.tree import PolicyError, Problem
    from jiqun.core.standard import InUse, Standard, newest_year, track_in_use
    from jiqun.core.vocabulary import Level, Mark, Purpose, Verdict

__all__ = [
    "AspectResult",
    "Assessment",
    "Bench",
    "Citation",
    "Conventions",
    "CriteriaSet",
    "Criterion",
    "CriterionResult",
    "Difference",
    "Facts",
    "Finding",
    "Form",
    "FormulaError",
    "Hint",
    "InUse",
    "Indicator",
    "Level",
    "Mark",
    "Outcome",
    "PolicyError",
    "Problem",
    "Purpose",
    "RoundPolicy",
    "Setting",
    "Standard",
    "Trial",
    "Verdict",
    "Verdicts",
    "Weighed",
    "assess",
    "assess_many",
    "bench_of",
    "check_cases",
    "check_policy",
    "compiled",
    "condition",
    "decode",
    "differences",
    "evaluate",
    "facts_of",
    "from_plain",
    "hints",
    "newest_year",
    "to_plain",
    "track_in_use",
    "weigh",
]

ROOMS = {
    "assessment": ("AspectResult", "Assessment", "CriterionResult"),
    "batch": ("Bench", "Verdicts", "assess_many", "bench_of"),
    "casetrial": ("Trial", "check_cases"),
    "criteria": ("assess",),
    "facts": ("Facts", "Setting", "facts_of"),
    "findings": ("Citation", "Finding"),
    "formula": ("FormulaError", "Outcome", "Weighed", "compiled", "condition", "evaluate", "weigh"),
    "policy.checks": ("check_policy",),
    "policy.difference": ("Difference", "differences"),
    "policy.hints": ("Hint", "hints"),
    "policy.loader": ("decode", "from_plain", "to_plain"),
    "policy.schema": ("Conventions", "CriteriaSet", "Criterion", "Form", "Indicator", "RoundPolicy"),
    "policy.tree": ("PolicyError", "Problem"),
    "standard": ("InUse", "Standard", "newest_year", "track_in_use"),
    "vocabulary": ("Level", "Mark", "Purpose", "Verdict"),
}
"""Where each public name lives."""
HOMES = {name: room for room, names in ROOMS.items() for name in names}
GUARDED = frozenset({"assess", "assess_many", "bench_of", "facts_of"})
"""What programs give answers to: these are looked at first, so that no slip is taken for a missing answer."""


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    return import_module(f"{__name__}.given").guarded(found) if name in GUARDED else found


def __dir__() -> list[str]:
    return sorted([*globals(), *HOMES])
