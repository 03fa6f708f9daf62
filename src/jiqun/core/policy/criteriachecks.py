"""Contradictions inside the criteria of a track: names that lead nowhere, conditions that nothing can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jiqun.core.policy.flaws import Flaw, one_of, repeated
from jiqun.core.policy.schema import CriteriaSet, Criterion, CriterionKind, Field, FieldKind, RoundPolicy


def check_criteria(policy: RoundPolicy) -> Iterator[Flaw]:
    """Every flaw of every track's criteria."""
    asked = {field.key: field for section in policy.form.sections for field in section.fields}
    for at, track in enumerate(policy.tracks):
        path = f"tracks.{at}.criteria"
        yield from _ids(track.criteria, path)
        for number, criterion in enumerate(track.criteria.criteria):
            yield from _criterion(criterion, track.criteria, asked, f"{path}.criteria.{number}")


def _ids(criteria: CriteriaSet, path: str) -> Iterator[Flaw]:
    yield from repeated((each.id for each in criteria.aspects), f"{path}.aspects.{{}}.id")
    yield from repeated((each.id for each in criteria.indicators), f"{path}.indicators.{{}}.id")
    yield from repeated((each.id for each in criteria.criteria), f"{path}.criteria.{{}}.id")
    used = {each.aspect for each in criteria.criteria}
    for at, aspect in enumerate(criteria.aspects):
        if aspect.id not in used:
            yield f"{path}.aspects.{at}.id", "每个方面应至少有一项条件", f"“{aspect.label}”没有条件"
    groups = Counter(each.either for each in criteria.criteria if each.either)
    for at, criterion in enumerate(criteria.criteria):
        if groups[criterion.either] == 1:
            yield f"{path}.criteria.{at}.either", "择一组应至少有两项条件", "只有一项"


def _criterion(criterion: Criterion, criteria: CriteriaSet, asked: dict[str, Field], path: str) -> Iterator[Flaw]:
    yield from one_of(criterion.aspect, [each.id for each in criteria.aspects], f"{path}.aspect")
    if criterion.kind == CriterionKind.FIGURE:
        yield from one_of(criterion.indicator, [each.id for each in criteria.indicators], f"{path}.indicator")
        if criterion.threshold is None:
            yield f"{path}.threshold", "量化指标必须填写界限值", "未填写"
    elif criterion.kind == CriterionKind.VETO:
        field = asked.get(criterion.field)
        if field is None or field.kind != FieldKind.YES_NO:
            yield f"{path}.field", "否决事项应对应表中的一个是否题", f"“{criterion.field}”"
