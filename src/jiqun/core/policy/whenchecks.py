"""Conditions under which a criterion applies: what they may look at, and whether any track can ever satisfy them."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun.core.facts import Facts
from jiqun.core.formula import weigh
from jiqun.core.logic import Logic
from jiqun.core.policy.flaws import Flaw
from jiqun.core.policy.ground import Ground
from jiqun.core.uses import Manner, uses

ALLOWED = (Manner.SETTING, Manner.ANSWER)


def when_flaws(logic: Logic, ground: Ground, path: str) -> Iterator[Flaw]:
    """A figure may not decide whether a criterion applies; and some use of the set must be able to."""
    figures = [use.key for use in uses(logic) if use.manner not in ALLOWED]
    for key in dict.fromkeys(figures):
        yield path, "适用前提只能使用批次设定、选择题和是否题", f"“{key}”"
    if figures or not ground.settings:
        return
    blank = (Facts(answers={}, years=(), setting=setting) for setting in ground.settings)
    if all(weigh(logic, facts).truth is False for facts in blank):
        yield path, "应有申报类别能够满足适用前提", "没有一个类别适用本条"
