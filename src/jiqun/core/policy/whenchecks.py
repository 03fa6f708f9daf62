"""Conditions that decide nothing: never true, or always, whatever is answered; and what a ``when`` may look at."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiqun.core.expressions import Number, Part
from jiqun.core.logic import And, Comparison, Logic
from jiqun.core.policy.dated import Dated
from jiqun.core.policy.flaws import Flaw
from jiqun.core.policy.ground import Ground
from jiqun.core.policy.possible import possible
from jiqun.core.policy.schema import Operator
from jiqun.core.uses import Manner, uses

ALLOWED = (Manner.SETTING, Manner.ANSWER)


def when_flaws(logic: Logic, ground: Ground, path: str) -> Iterator[Flaw]:
    """A figure may not decide whether a criterion applies; and some use of the set must be able to, and not all."""
    figures = [use.key for use in uses(logic) if use.manner not in ALLOWED]
    for key in dict.fromkeys(figures):
        yield path, "适用前提只能使用批次设定、选择题和是否题", f"“{key}”"
    if figures:
        return
    if True not in possible(logic, ground, ground.settings):
        yield path, "适用前提应有可能满足", "没有一个类别或答案能够满足"
    elif False not in possible(logic, ground):
        yield path, "适用前提应随批次设定或答案而变，始终适用的不填", "任何情况都满足"


def rule_flaws(logic: Logic, when: Logic | None, ground: Ground, path: str) -> Iterator[Flaw]:
    """A combined criterion must be met by some and not by all of those that it applies to."""
    if True not in possible(logic, ground, ground.settings):
        yield path, "组合条件应有可能符合", "任何情况都不符合"
    elif False not in possible(logic, ground):
        yield path, "组合条件应有可能不符合", "任何情况都符合"
    elif when is not None and _contradict(when, logic, ground):
        yield path, "组合条件在适用前提满足时应有可能符合", "任何情况都不符合"


def _contradict(when: Logic, logic: Logic, ground: Ground) -> bool:
    """Whether a condition can hold nowhere that its premise does, although each can hold by itself."""
    both = And((when, logic))
    return True in possible(when, ground, ground.settings) and True not in possible(both, ground, ground.settings)


def bound_flaws(part: Part, operator: Operator, bound: Dated[Decimal], ground: Ground, path: str) -> Iterator[Flaw]:
    """A threshold must be within what the form lets be filled in."""
    for day, entry in bound.values.items():
        if True not in possible(Comparison(operator, part, Number(entry.value)), ground):
            yield f"{path}.values.{day}.value", "按表样的最小值和最大值，界限值应有可能达到", f"{entry.value}"
