"""Whom a question is asked about: the declared cases of a round, key specialised towns, clusters recognised earlier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.addresses import address, key_of, year_of
from jiqun.core.vocabulary import Level
from jiqun.declarations.models import Submission
from jiqun.declarations.queries import sealed, visible_to
from jiqun.insights.models import TownFigures
from jiqun.insights.towns import town_records
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import Recognition

CASES, TOWNS, PAST = "cases", "towns", "past"
NOWHERE = "其他"


@dataclass(frozen=True, slots=True)
class Member:
    """One that is counted: its name and place, the page about it, and its answers by address."""

    name: str
    group: str
    url: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Population:
    """Members in order; ``last_year`` is the newest year their figures are about."""

    key: str
    label: str
    members: tuple[Member, ...]
    last_year: int


def population_choices(call: Round) -> list[tuple[str, str]]:
    """What may be asked about, by key and words."""
    cases = [(f"{CASES}-{each.id}", f"本批次{each.label}") for each in policy_of(call).tracks]
    return [*cases, (TOWNS, "重点专业镇"), (PAST, "历年国家级集群（本省，按各自最近一次报送的年度）")]


def population(key: str, call: Round, seat: Seat) -> Population:
    """The population of that key; raises LookupError."""
    label = dict(population_choices(call))[key]
    policy = policy_of(call)
    last = policy.years[-1]
    if key == TOWNS:
        return Population(key, label, tuple(_towns(call, seat)), last)
    if key == PAST:
        return Population(key, label, tuple(_past(call, seat)), last)
    return Population(key, label, tuple(_cases(key.removeprefix(f"{CASES}-"), call, seat)), last)


def stamp() -> str:
    """Changes whenever anything does that a population is made of; one look at each table."""
    seals = Submission.objects.aggregate(last=Max("pk"), left=Max("left_at"), many=Count("pk"))
    typed = TownFigures.objects.aggregate(last=Max("changed_at"), many=Count("pk"))
    held = Recognition.objects.aggregate(last=Max("pk"), many=Count("pk"))
    return repr((*seals.values(), *typed.values(), *held.values()))


def _cases(track: str, call: Round, seat: Seat) -> list[Member]:
    """What left the county last of every case of the track that the seat may see: bare values, as these may be many."""
    found = visible_to(seat).filter(round=call, track=track).order_by("city__code", "case_number")
    seals = Submission.objects.filter(declaration__round=call, declaration__track=track, left_at__isnull=False)
    answers = dict(seals.order_by("declaration_id", "number").values_list("declaration_id", "answers"))
    return [
        Member(name, place, reverse("desk:case", args=[number]), answers[pk])
        for pk, number, name, place in found.values_list("pk", "case_number", "dossier__cluster__name", "city__place")
        if pk in answers
    ]


def _towns(call: Round, seat: Seat) -> list[Member]:
    return [
        Member(each.town.name, each.city or NOWHERE, reverse("insights:town", args=[each.town.name]), each.answers)
        for each in town_records(call, seat)
    ]


def _past(call: Round, seat: Seat) -> list[Member]:
    """The national clusters of the province; figures as they declared last, in whatever round, else none."""
    found = list(
        Recognition.objects.filter(level=Level.NATIONAL, province=seat.authority.place).order_by("batch", "name")
    )
    cases = visible_to(seat).filter(dossier__cluster__in=[each.cluster_id for each in found if each.cluster_id])
    listed = list(cases)
    seals = sealed(listed)
    newest = sorted((case for case in listed if case.pk in seals), key=lambda case: (seals[case.pk].left_at, case.pk))
    last = policy_of(call).years[-1]
    answers = {
        case.dossier.cluster_id: moved(seals[case.pk].answers, last - policy_of(case.round).years[-1])
        for case in newest
    }
    return [
        Member(
            each.name,
            each.city or NOWHERE,
            reverse("recognitions:recognition", args=[each.pk]),
            answers.get(each.cluster_id or 0, {}),
        )
        for each in found
    ]


def moved(answers: Mapping[str, Any], years: int) -> Mapping[str, Any]:
    """The same answers so many years later, so that the newest years of an earlier round stand for those asked."""
    if not years:
        return answers
    return {
        address(key_of(place), year + years) if (year := year_of(place)) else place: value
        for place, value in answers.items()
    }
