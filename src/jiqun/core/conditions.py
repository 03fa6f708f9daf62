"""A condition taken apart for explanation: each comparison and each answer asked, with its own state and sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jiqun.core.arithmetic import precisely
from jiqun.core.comparison import distance_words, shown
from jiqun.core.explain import remedy_words
from jiqun.core.expressions import Trace
from jiqun.core.facts import Facts
from jiqun.core.figures import canonical, format_figure
from jiqun.core.formula import Weighed, weigh
from jiqun.core.formula_words import Speaker, unit_of
from jiqun.core.logic import And, Comparison, EachYear, Logic, Not, Or
from jiqun.core.policy.schema import Operator
from jiqun.core.remedies import Remedy, remedy_for
from jiqun.core.vocabulary import Verdict
from jiqun.core.wording import Wording

DECIMALS = 2
VERDICTS = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}
OPPOSITE = {
    Operator.AT_LEAST: Operator.BELOW,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.ABOVE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.ABOVE,
}


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One comparison, or one answer asked: what is wanted in words, its state, and what was found."""

    words: str
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A condition that is not made of others; ``negated``: its opposite is wanted. ``facts`` look at its year."""

    logic: Logic
    facts: Facts
    negated: bool = False

    def weighed(self) -> Weighed:
        """What it gave."""
        found = weigh(self.logic, self.facts)
        return replace(found, truth=found.truth != self.negated) if found.truth is not None else found


@dataclass(frozen=True, slots=True)
class Group:
    """Several conditions: ``every`` one is wanted, or any."""

    members: tuple[Group | Leaf, ...]
    every: bool


def opened(logic: Logic, facts: Facts, *, negated: bool = False) -> Group | Leaf:
    """The condition as groups of leaves, every “not” carried down to the leaves, years one by one."""
    match logic:
        case Not(part=inner):
            return opened(inner, facts, negated=not negated)
        case And(members=members) | Or(members=members):
            every = isinstance(logic, And) != negated
            return Group(tuple(opened(each, facts, negated=negated) for each in members), every)
        case EachYear(part=inner, years=years) if len(facts.window(years)) >= (years or 1):
            each_year = tuple(opened(inner, facts.at(year), negated=negated) for year in facts.window(years))
            return Group(each_year, not negated)
    return Leaf(logic, facts, negated)


def leaves(tree: Group | Leaf) -> Iterator[Leaf]:
    """The leaves in the order written."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        for each in tree.members:
            yield from leaves(each)


def condition_results(tree: Group | Leaf, wording: Wording) -> tuple[ConditionResult, ...]:
    """Every leaf with its state."""
    return tuple(_result(each, wording) for each in leaves(tree))


def _result(leaf: Leaf, wording: Wording) -> ConditionResult:
    weighed = leaf.weighed()
    words = Speaker(wording, leaf.facts).truth(leaf.logic, negated=leaf.negated)
    return ConditionResult(words, VERDICTS[weighed.truth], _leaf_sentence(leaf, weighed, words, wording))


def _leaf_sentence(leaf: Leaf, weighed: Weighed, words: str, wording: Wording) -> str:
    if weighed.truth is None:
        if weighed.missing:
            return f"待填写：{wording.listing(weighed.missing)}"
        return f"{wording.listing(weighed.blamed) or words}{weighed.reason}，请核对"
    if isinstance(leaf.logic, Comparison):
        return _compared(leaf.logic, leaf, wording, met=weighed.truth)
    return f"{words}：{'符合' if weighed.truth else '不符合'}"


def _compared(logic: Comparison, leaf: Leaf, wording: Wording, *, met: bool) -> str:
    """“2022年总产值为38亿元，应不低于40亿元，还差2亿元”."""
    speaker = Speaker(wording, leaf.facts)
    value, bound = _values(logic, leaf.facts)
    if value is None or bound is None:
        return ""
    unit = unit_of(logic.left, wording)
    figure = shown(value, DECIMALS, logic.operator, bound)
    words = speaker.truth(logic, negated=leaf.negated).removeprefix(speaker.figure(logic.left))
    now = f"{speaker.figure(logic.left)}为{format_figure(figure)}{unit}"
    if met:
        return f"{now}，{words}，符合"
    remedy = _leaf_remedy(leaf, wording)
    told = f"（{remedy_words(remedy, wording)}）" if remedy and (remedy.held or remedy.others) else ""
    distance = Decimal(canonical(abs(bound - figure)))
    return f"{now}，应{words}{f'，相差{distance_words(distance, unit)}' if distance else ''}{told}"


def _leaf_remedy(leaf: Leaf, wording: Wording) -> Remedy | None:
    """What would meet a comparison that is not met, taken by itself."""
    if not isinstance(leaf.logic, Comparison):
        return None
    operator = OPPOSITE.get(leaf.logic.operator) if leaf.negated else leaf.logic.operator
    _, bound = _values(leaf.logic, leaf.facts)
    if operator is None or bound is None:
        return None
    return remedy_for(leaf.logic.left, operator, bound, leaf.facts, wording)


def _values(logic: Comparison, facts: Facts) -> tuple[Decimal | None, Decimal | None]:
    with precisely():
        return logic.left.value(facts, Trace()), logic.right.value(facts, Trace())


def short_sentence(tree: Group | Leaf, wording: Wording) -> str:
    """What keeps a condition from being met, or from being known; of alternatives every one."""
    if isinstance(tree, Leaf):
        return _result(tree, wording).sentence
    open_ = [each for each in tree.members if _truth(each) is not True]
    failed = [each for each in open_ if _truth(each) is False]
    if tree.every:
        return "；".join(dict.fromkeys(short_sentence(each, wording) for each in failed or open_))
    told = [short_sentence(each, wording) for each in open_]
    return f"以下满足一项即可：{'；'.join(f'（{number}）{text}' for number, text in enumerate(told, start=1))}"


def _truth(tree: Group | Leaf) -> bool | None:
    if isinstance(tree, Leaf):
        return tree.weighed().truth
    found = [_truth(each) for each in tree.members]
    if (not tree.every) in found:
        return not tree.every
    return None if None in found else tree.every


def remedy_of(logic: Logic, tree: Group | Leaf, facts: Facts, wording: Wording) -> Remedy | None:
    """The smallest change to one figure by which the whole condition is met, tried on the whole; None without one.

    The figure is the first that serves; of several bounds on it the one that asks least of it counts.
    """
    asked = (_leaf_remedy(leaf, wording) for leaf in leaves(tree) if leaf.weighed().truth is False)
    enough = [each for each in asked if each and not each.counted and weigh(logic, each.applied(facts)).truth]
    same = [each for each in enough if each.address == enough[0].address]
    return min(same, key=lambda each: abs(each.change), default=None)
