"""A city's tasks: single cases while they are few, counts when they are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.desk.tasks.defences import defences_to_attend
from jiqun.programmes.models import Round
from jiqun.recommendations.models import CityCheck, Recommendation, RecommendationList
from jiqun.ui.parts import Task
from jiqun.ui.wording import chinese_date

FEW = 5
"""Up to so many cases are named one by one."""


def city_tasks(seat: Seat, call: Round | None, at: datetime) -> list[Task]:
    """What is to be visited, listed and signed in a round."""
    if call is None:
        return []
    signer = Role.SIGNATORY if call.sign_off else Role.HANDLER
    tasks = list(lists_to_sign(seat, call)) if seat.role_term == signer else []
    tasks += defences_to_attend(seat, call, at)
    if seat.role_term == Role.HANDLER:
        listed = Recommendation.objects.filter(list__city=seat.authority, list__round=call).values("declaration")
        stages = (Stage.SUBMITTED, Stage.CITY_CHECK, Stage.VERIFIED)
        cases = visible_to(seat).filter(round=call, stage__in=stages).exclude(pk__in=listed)
        found = list(cases.order_by("stage_since", "case_number"))
        tasks += to_visit([case for case in found if case.stage == Stage.SUBMITTED], call)
        tasks += to_look_again([case for case in found if case.stage == Stage.CITY_CHECK], call)
        tasks += to_list([case for case in found if case.stage == Stage.VERIFIED], call)
    return tasks


def to_visit(cases: Sequence[Declaration], call: Round) -> Iterator[Task]:
    """Cases that wait for verification on site."""
    if len(cases) > FEW:
        about = f"最早{chinese_date(cases[0].stage_since)}报送"
        url = f"{reverse('recommendations:inbox')}?round={call.code}"
        yield Task(f"{len(cases)}项待现场核查", url, "核查", call.closes_on, about)
        return
    for case in cases:
        url = reverse("recommendations:visit", args=[case.case_number])
        title = f"{case.dossier.cluster.name}{case.level_term.label}{case.purpose_term.label}"
        about = f"{case.county.place}{chinese_date(case.stage_since)}报送"
        yield Task(f"现场核查{title}", url, "核查", call.closes_on, about)


def to_look_again(cases: Sequence[Declaration], call: Round) -> Iterator[Task]:
    """Verified cases that other people of the city have to look at, and those that did not stand it."""
    if not cases:
        return
    if len(cases) > FEW:
        url = f"{reverse('recommendations:inbox')}?round={call.code}&tab=to_look_again"
        yield Task(f"{len(cases)}项待市级抽查", url, "抽查", call.closes_on)
        return
    differing = CityCheck.objects.filter(declaration__in=cases, recorded_at__isnull=False)
    failed = set(differing.values_list("declaration", flat=True))
    for case in cases:
        url = reverse("recommendations:city-check", args=[case.case_number])
        title = f"{case.dossier.cluster.name}{case.level_term.label}{case.purpose_term.label}"
        about = "上次抽查不符合，可再次抽查或不予推荐" if case.pk in failed else "由未参加现场核查的人员抽查"
        yield Task(f"市级抽查{title}", url, "抽查", call.closes_on, about)


def to_list(cases: Sequence[Declaration], call: Round) -> Iterator[Task]:
    """Verified cases that no list names, purpose by purpose."""
    for purpose in Purpose:
        count = sum(1 for case in cases if case.purpose == purpose)
        if count:
            words = "列入推荐名单" if purpose == Purpose.DECLARATION else "列入复核意见名单"
            url = f"{reverse('recommendations:list')}?round={call.code}&purpose={purpose}"
            yield Task(f"{count}项{purpose.label}核查通过，待{words}", url, "拟定名单", call.closes_on)


def lists_to_sign(seat: Seat, call: Round) -> Iterator[Task]:
    """Lists drawn up and not yet sent."""
    for names in RecommendationList.objects.filter(city=seat.authority, round=call, sent_at=None):
        purpose = Purpose(names.purpose)
        url = f"{reverse('recommendations:list')}?round={call.code}&purpose={purpose}"
        about = f"{names.prepared_by}{chinese_date(names.prepared_at)}拟定"
        yield Task(f"签发{purpose.label}推荐名单并报送省级", url, "签发", call.closes_on, about)
