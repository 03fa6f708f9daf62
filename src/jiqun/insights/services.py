"""What the province keeps of a key specialised town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.figures import Unreadable, canonical, read_figure
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.registers import TownEntry
from jiqun.insights.asked import Asked, too_large
from jiqun.insights.models import TownFigures

LONGEST_SOURCE = 120
STALE = Finding("insights.stale", "他人刚刚修改了本页数据，请核对后重新保存")


@transaction.atomic
def keep_town_figures(
    town: TownEntry,
    asked: Sequence[Asked],
    typed: Mapping[str, str],
    sources: Mapping[str, str],
    *,
    seen: int,
    by: Seat,
    at: datetime,
) -> TownFigures:
    """Keep the figures of a town as typed, each line with its source; a line left empty is forgotten.

    ``typed``: by address; ``sources``: by the key of the line; ``seen``: the revision that the page showed.

    Raises:
        Refused: a figure that cannot be read, a line without its source, or somebody else was quicker.
    """
    figures, told = read_lines(asked, typed, sources)
    start = {"changed_at": at, "changed_by": by.person.name}
    TownFigures.objects.get_or_create(code=town.code, name=town.name, defaults=start)
    kept = TownFigures.objects.select_for_update().get(code=town.code, name=town.name)
    if kept.revision != seen:
        raise Refused(STALE)
    if (figures, told) == (kept.figures, kept.sources):
        if kept.revision == 0:  # nothing was known and nothing was typed
            kept.delete()
        return kept
    before = kept.figures
    kept.figures, kept.sources, kept.revision = figures, told, kept.revision + 1
    kept.changed_at, kept.changed_by = at, by.person.name
    kept.save()
    record(
        "keep_town_figures",
        f"登记专业镇数据：{town.name}",
        by=by.actor,
        at=at,
        subject=f"town:{town.code}/{town.name}",
        detail={"before": before, "after": figures, "sources": told},
    )
    return kept


def read_lines(
    asked: Sequence[Asked], typed: Mapping[str, str], sources: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The figures by address and the sources by line; raises Refused with everything that is wrong."""
    figures: dict[str, str] = {}
    told: dict[str, str] = {}
    findings: list[Finding] = []
    for line in asked:
        before = len(findings)
        own = _figures(line, typed, findings)
        source = sources.get(line.key, "").strip()
        if own and not source:
            findings.append(Finding("insights.source", f"请注明“{line.label}”的数据来源", field=f"source.{line.key}"))
        elif len(source) > LONGEST_SOURCE:
            words = f"“{line.label}”的数据来源不超过{LONGEST_SOURCE}字"
            findings.append(Finding("insights.source", words, field=f"source.{line.key}"))
        elif source and not own and len(findings) == before:
            findings.append(
                Finding("insights.figure", f"“{line.label}”已注明来源，请填写数据", field=line.places[0][0])
            )
        if own:
            figures |= own
            told[line.key] = source
    if findings:
        raise Refused(*findings)
    return figures, told


def _figures(line: Asked, typed: Mapping[str, str], findings: list[Finding]) -> dict[str, str]:
    """What was typed on one line, in the one way it is stored."""
    found: dict[str, str] = {}
    for place, year in line.places:
        label = f"{year}年{line.label}" if year else line.label
        try:
            figure = read_figure(typed.get(place, ""), unit=line.unit, label=label)
        except Unreadable as wrong:
            findings.append(Finding("insights.figure", wrong.sentence, field=place))
            continue
        if figure is None:
            continue
        if problem := too_large(line, figure):
            findings.append(Finding("insights.figure", problem, field=place))
        else:
            found[place] = canonical(figure)
    return found
