"""Contradictions inside the criteria of a track: names that lead nowhere, conditions that nothing can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jiqun.core.policy.criteriawords import CRITERIA_WORDS
from jiqun.core.policy.flaws import Flaw, one_of, repeated
from jiqun.core.policy.ground import Ground, grounds_of
from jiqun.core.policy.schema import CriteriaSet, Criterion, CriterionKind, FieldKind, RoundPolicy
from jiqun.core.policy.unitchecks import threshold_unit

LOOKED_AT = {
    "indicator": (CriterionKind.FIGURE,),
    "threshold": (CriterionKind.FIGURE,),
    "soft": (CriterionKind.FIGURE, CriterionKind.RULE),
    "field": (CriterionKind.VETO,),
    "reason_field": (CriterionKind.FIGURE, CriterionKind.RULE),
    "rule": (CriterionKind.RULE,),
}
"""Members of a criterion that only some kinds have."""
TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)


def check_criteria(policy: RoundPolicy) -> Iterator[Flaw]:
    """Every flaw of every track's criteria."""
    years = policy.data_years.on(policy.day)
    for ground in grounds_of(policy):
        yield from criteria_of(ground)
        if ground.criteria.data_years > years > 0:
            yield f"{ground.path}data_years", f"应不超过本批次填报的{years}年", f"{ground.criteria.data_years}"


def criteria_of(ground: Ground) -> Iterator[Flaw]:
    """Every flaw of one set of criteria, its formulas left aside."""
    yield from _ids(ground.criteria, ground.path)
    for number, criterion in enumerate(ground.criteria.criteria):
        path = f"{ground.path}criteria.{number}"
        yield from one_of(criterion.aspect, [each.id for each in ground.criteria.aspects], f"{path}.aspect")
        yield from KINDS[criterion.kind](criterion, ground, path)
        yield from _ignored(criterion, path)
        yield from _reason(criterion, ground, path)


def _ids(criteria: CriteriaSet, path: str) -> Iterator[Flaw]:
    yield from repeated((each.id for each in criteria.aspects), f"{path}aspects.{{}}.id")
    yield from repeated((each.id for each in criteria.indicators), f"{path}indicators.{{}}.id")
    yield from repeated((each.id for each in criteria.criteria), f"{path}criteria.{{}}.id")
    used = {each.aspect for each in criteria.criteria}
    for at, aspect in enumerate(criteria.aspects):
        if aspect.id not in used:
            yield f"{path}aspects.{at}.id", "每个方面应至少有一项条件", f"“{aspect.label}”没有条件"
    groups = Counter(each.either for each in criteria.criteria if each.either)
    for at, criterion in enumerate(criteria.criteria):
        if groups[criterion.either] == 1:
            yield f"{path}criteria.{at}.either", "择一组应至少有两项条件", "只有一项"


def _ignored(criterion: Criterion, path: str) -> Iterator[Flaw]:
    """What is filled in although nothing looks at it in a criterion of this kind."""
    for name, kinds in LOOKED_AT.items():
        if getattr(criterion, name) and criterion.kind not in kinds:
            words = CRITERIA_WORDS["Criterion"].fields[name].label
            yield (
                f"{path}.{name}",
                f"只有{'、'.join(each.label for each in kinds)}才填写“{words}”",
                criterion.kind.label,
            )


def _figure(criterion: Criterion, ground: Ground, path: str) -> Iterator[Flaw]:
    yield from one_of(criterion.indicator, [each.id for each in ground.criteria.indicators], f"{path}.indicator")
    if criterion.threshold is None:
        yield f"{path}.threshold", "量化指标必须填写界限值", "未填写"
    elif indicator := ground.indicators.get(criterion.indicator):
        yield from threshold_unit(criterion.threshold.unit, indicator, f"{path}.threshold.unit")


def _veto(criterion: Criterion, ground: Ground, path: str) -> Iterator[Flaw]:
    field = ground.asked.get(criterion.field)
    if field is None or field.kind != FieldKind.YES_NO:
        yield f"{path}.field", "否决事项应对应表中的一个是否题", f"“{criterion.field}”"


def _rule(criterion: Criterion, _ground: Ground, path: str) -> Iterator[Flaw]:
    if not criterion.rule.strip():
        yield f"{path}.rule", "组合条件必须填写公式", "未填写"


def _reason(criterion: Criterion, ground: Ground, path: str) -> Iterator[Flaw]:
    """Where the county gives the reason for being outside a soft bound, if the criterion says so."""
    key = criterion.reason_field
    if not key:
        return
    if not criterion.soft:
        yield f"{path}.reason_field", "只有一般要求才指定理由填报项", f"“{key}”"
    field = ground.asked.get(key)
    if field is None or field.kind not in TEXTS:
        yield f"{path}.reason_field", "理由填报项应为表中的一个文字题", f"“{key}”"


def _judged(_criterion: Criterion, _ground: Ground, _path: str) -> Iterator[Flaw]:
    yield from ()


KINDS = {
    CriterionKind.FIGURE: _figure,
    CriterionKind.VETO: _veto,
    CriterionKind.RULE: _rule,
    CriterionKind.JUDGED: _judged,
}
