"""The two levels of one cluster share their answers; what one has submitted may differ from what the other will."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.core.addresses import key_of
from jiqun.core.completeness import asked_fields
from jiqun.core.vocabulary import Stage
from jiqun.core.wording import wording_of
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import newest_seal
from jiqun.declarations.wayfinding import track_name
from jiqun.programmes.queries import policy_of


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the draft says something else than a case of the same dossier that was submitted before."""

    case: Declaration
    track: str
    labels: tuple[str, ...]


def drafted_twin(case: Declaration) -> Declaration | None:
    """The case of the same dossier that is still being filled in, where this one is not any more."""
    return case.dossier.cases.filter(stage=Stage.DRAFT).exclude(pk=case.pk).first()


def departures(case: Declaration) -> list[Departure]:
    """For every submitted case of the same dossier the answers asked by both that were changed since; none left out."""
    others = case.dossier.cases.exclude(stage__in=(Stage.DRAFT, Stage.VOIDED)).exclude(pk=case.pk)
    found = [Departure(each, track_name(each), changed_since(case, each)) for each in others.order_by("case_number")]
    return [each for each in found if each.labels]


def changed_since(case: Declaration, other: Declaration) -> tuple[str, ...]:
    """What both are asked and the draft answers otherwise than the other submitted, in words."""
    sealed = newest_seal(other)
    if sealed is None:
        return ()
    form, now, then = policy_of(case.round).form, case.dossier.answers, sealed.answers
    both = {field.key for field in asked_fields(form, now, tracks=(case.track,))}
    both &= {field.key for field in asked_fields(form, then, tracks=(other.track,))}
    wording = wording_of(form)
    places = [place for place in dict.fromkeys([*then, *now]) if key_of(place) in both]
    return tuple(wording.label(place) for place in places if then.get(place) != now.get(place))
