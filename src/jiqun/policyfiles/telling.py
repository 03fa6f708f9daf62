"""An assessment told in a terminal, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiqun.core.assessment import Assessment, CriterionResult
from jiqun.core.figures import canonical
from jiqun.core.findings import Citation
from jiqun.core.policy.valuetext import day_words
from jiqun.core.standard import InUse
from jiqun.core.vocabulary import Mark, Verdict
from jiqun.core.wording import Wording, wording_of


def told(standard: InUse, found: Assessment) -> Iterator[str]:
    """The result line by line: aspect by aspect with every criterion, then the whole."""
    first, last = standard.years[0], standard.years[-1]
    yield standard.criteria.title
    yield f"数据年度：{first}年至{last}年；按{day_words(standard.on)}的有效值"
    for aspect in found.aspects:
        yield ""
        yield f"【{aspect.aspect.label}】{aspect.verdict.label}"
        for result in found.results:
            if result.aspect_id == aspect.aspect.id:
                yield from _criterion(result, standard)
    yield ""
    yield from _whole(found)


def _criterion(result: CriterionResult, standard: InUse) -> Iterator[str]:
    excused = "（同组另一条已符合）" if result.excused else ""
    yield f"  {result.verdict.label}　{result.criterion.id}　{result.criterion.label}{excused}"
    if result.verdict is not Verdict.JUDGED or result.reason_wanted:
        yield f"      {result.sentence}"
    wanted = wording_of(standard.form).with_indicators(standard.criteria.indicators).listing(result.missing)
    if wanted and wanted not in result.sentence:
        yield f"      待填写：{wanted}"
    yield from _computed(result)
    yield f"      依据：{_cited(result.citation)}"


def _computed(result: CriterionResult) -> Iterator[str]:
    """How it was computed, and from what."""
    if result.basis.formula and result.applies:
        yield f"      算法：{'；'.join((result.basis.formula, *result.basis.methods))}"
    for each in result.conditions:
        yield f"        {each.verdict.label}　{each.sentence}"
    if result.sources:
        yield f"      所用数据：{'、'.join(f'{each.label}{each.text}（{each.kind.label}）' for each in result.sources)}"


def _cited(citation: Citation) -> str:
    quote = f"，原文“{citation.quote}”" if citation.quote else ""
    mark = f"（{citation.mark.label}{f'，{citation.note}' if citation.note else ''}）"
    return f"{citation}{quote}" if citation.mark is Mark.VERIFIED else f"{citation}{quote}{mark}"


def _whole(found: Assessment) -> Iterator[str]:
    judged = found.of(Verdict.JUDGED)
    counts = [f"{verdict.label}{len(found.of(verdict))}项" for verdict in (Verdict.NOT_MET, Verdict.UNKNOWN)]
    match found.verdict:
        case Verdict.NOT_MET:
            yield f"总体结论：不符合（{'，'.join(counts)}）"
        case Verdict.UNKNOWN:
            yield f"总体结论：待补数据（{counts[1]}）"
        case _:
            yield "总体结论：可以计算的条件均符合" if judged else "总体结论：符合"
    if judged:
        yield f"另有{len(judged)}项由人工认定，不在上述结论之内：{'、'.join(each.criterion.id for each in judged)}"


def as_plain(standard: InUse, found: Assessment) -> dict[str, Any]:
    """The result as JSON holds it: figures as text, verdicts as codes beside sentences."""
    wording = wording_of(standard.form).with_indicators(standard.criteria.indicators)
    return {
        "standard": standard.criteria.name,
        "title": standard.criteria.title,
        "on": standard.on.isoformat(),
        "years": list(standard.years),
        "verdict": found.verdict.value,
        "aspects": [
            {"id": each.aspect.id, "label": each.aspect.label, "verdict": each.verdict.value} for each in found.aspects
        ],
        "criteria": [_plain_criterion(each, wording) for each in found.results],
    }


def _plain_criterion(result: CriterionResult, wording: Wording) -> dict[str, Any]:
    return {
        "id": result.criterion.id,
        "aspect": result.aspect_id,
        "label": result.criterion.label,
        "verdict": result.verdict.value,
        "excused": result.excused,
        "reason_wanted": result.reason_wanted,
        "value": _figure(result.value),
        "operator": result.operator.value if result.threshold is not None else None,
        "threshold": _figure(result.threshold),
        "unit": result.unit,
        "gap": _figure(result.gap),
        "sentence": result.sentence,
        "formula": result.basis.formula,
        "methods": list(result.basis.methods),
        "when": result.basis.when,
        "inputs": [
            {
                "address": one.address,
                "label": one.label,
                "value": _figure(one.value),
                "answer": one.answer,
                "unit": one.unit,
                "kind": one.kind.value,
            }
            for one in result.sources
        ],
        "conditions": [
            {"words": one.words, "verdict": one.verdict.value, "sentence": one.sentence} for one in result.conditions
        ],
        "remedy": result.remedy_text,
        "missing": [{"address": place, "label": wording.label(place)} for place in result.missing],
        "source": {
            "document": result.citation.document,
            "clause": result.citation.clause,
            "mark": result.citation.mark.value,
            "note": result.citation.note,
            "quote": result.citation.quote,
        },
    }


def _figure(value: Any) -> str | None:
    return None if value is None else canonical(value)
