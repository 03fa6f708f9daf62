"""Key specialised towns (N16): which are listed, which figures are known of each, and where these come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from jiqun.accounts.models import Authority, Seat
from jiqun.core import roles
from jiqun.core.addresses import key_of
from jiqun.core.policy.registers import TownEntry
from jiqun.core.vocabulary import Tier
from jiqun.declarations.models import Declaration, Submission
from jiqun.declarations.queries import sealed, visible_to
from jiqun.insights.asked import Asked, as_answers, figures_asked
from jiqun.insights.models import TownFigures
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.towns import WHOLE_CITY, is_named, listed_towns


@dataclass(frozen=True, slots=True)
class TownRecord:
    """A town with what is known of it: figures as answers by address, and each line's source by its key.

    ``case``: the declaration that names the town, from which figures were brought; ``typed``: what the province keeps.
    """

    town: TownEntry
    city: str
    answers: Mapping[str, Any]
    sources: Mapping[str, str]
    case: Declaration | None
    typed: TownFigures | None


def town_records(call: Round, seat: Seat) -> list[TownRecord]:
    """Every listed town of the region with its figures, in three look-ups whatever their number."""
    policy = policy_of(call)
    cities = city_names()
    typed = {(each.code, each.name): each for each in TownFigures.objects.all()}
    named = cases_naming_towns(call, seat)
    asked = figures_asked(policy)
    return [
        record_of(
            town,
            cities.get(town.code[:4], ""),
            typed.get((town.code, town.name)),
            next((found for found in named if names_town(*found, town)), None),
            asked,
        )
        for town in listed_towns(policy.region)
    ]


def city_names() -> dict[str, str]:
    """The cities by the first four digits of their code."""
    return {each.code[:4]: each.place for each in Authority.objects.filter(tier=Tier.CITY)}


def cases_naming_towns(call: Round, seat: Seat) -> list[tuple[Declaration, Submission]]:
    """The cases from where towns lie that declare themselves of one, with what was submitted last."""
    policy = policy_of(call)
    found = visible_to(seat).filter(lying_where(listed_towns(policy.region)), round=call)
    cases = list(found.order_by("case_number"))
    seals = sealed(cases)
    held = [(case, seals[case.pk]) for case in cases if case.pk in seals]
    form = policy.form
    return [(case, seal) for case, seal in held if roles.town(form, seal.answers)]


def lying_where(towns: Sequence[TownEntry]) -> Q:
    """Cases of the counties that have a town on the list, or of all counties of a city that has one as a whole."""
    found = Q(pk__in=[])
    for code in {town.code for town in towns}:
        found |= Q(county__code__startswith=code[:4]) if code.endswith(WHOLE_CITY) else Q(county__code=code)
    return found


def names_town(case: Declaration, seal: Submission, town: TownEntry) -> bool:
    """Whether the case lies where the town does and calls it by its name, or by part of it."""
    return is_named(town, case.county.code, roles.town(policy_of(case.round).form, seal.answers))


def record_of(
    town: TownEntry,
    city: str,
    typed: TownFigures | None,
    named: tuple[Declaration, Submission] | None,
    asked: Sequence[Asked],
) -> TownRecord:
    """One town: figures from the declaration that names it, and over them those that the province typed."""
    answers: dict[str, Any] = {}
    sources: dict[str, str] = {}
    if named is not None:
        case, seal = named
        told = f"{case.dossier.cluster.name}申报材料（第{seal.number}次提交）"
        keys = {line.source for line in asked}
        answers = {place: value for place, value in seal.answers.items() if key_of(place) in keys}
        sources = {line.key: told for line in asked if _answered(line, answers)}
    if typed is not None:
        answers = as_answers(typed.figures, answers)
        sources |= typed.sources
    return TownRecord(town, city, answers, sources, named[0] if named else None, typed)


def _answered(line: Asked, answers: Mapping[str, Any]) -> bool:
    return line.table in answers if line.table else any(place in answers for place, _ in line.places)
