"""All visible cases by what is asked of them, and the entries of the record by what is asked of those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from jiqun.accounts.models import Authority, Seat
from jiqun.audit.models import Entry
from jiqun.core.calendar import SHANGHAI
from jiqun.core.vocabulary import FINAL_STAGES, Stage, Term, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to


class Group(Term):
    """Stages as officials group them."""

    COUNTY = "county", "县级填报"
    CITY = "city", "市级核查推荐"
    CHECK = "check", "形式审查"
    REVIEW = "review", "专家评审"
    SPOT = "spot", "实地抽查"
    MEETING = "meeting", "会议研究"
    NOTICE = "notice", "结果公示"
    RESULT = "result", "公布和上报"
    PASSED = "passed", "已认定或复核通过"
    ENDED = "ended", "未通过或已取消"


PASSED = (Stage.RECOGNISED, Stage.RENEWED)
IN_GROUP: dict[Group, tuple[Stage, ...]] = {
    Group.COUNTY: (Stage.DRAFT, Stage.SIGNING),
    Group.CITY: (Stage.SUBMITTED, Stage.CITY_CHECK, Stage.VERIFIED),
    Group.CHECK: (Stage.RECOMMENDED,),
    Group.REVIEW: (Stage.ADMITTED, Stage.UNDER_REVIEW, Stage.DEFENCE),
    Group.SPOT: (Stage.REVIEWED, Stage.SPOT_CHECK),
    Group.MEETING: (Stage.READY,),
    Group.NOTICE: (Stage.PROPOSED, Stage.ON_NOTICE),
    Group.RESULT: (Stage.CLEARED, Stage.FORWARDED),
    Group.PASSED: PASSED,
    Group.ENDED: tuple(stage for stage in Stage if stage in FINAL_STAGES and stage not in PASSED),
}


class Order(Term):
    """How cases may be sorted."""

    NUMBER = "number", "编号"
    PLACE = "place", "市县"
    NEWEST = "newest", "最近办理在前"
    LONGEST = "longest", "停留最久在前"


SORTED: dict[Order, tuple[str, ...]] = {
    Order.NUMBER: ("case_number",),
    Order.PLACE: ("city__code", "county__code", "case_number"),
    Order.NEWEST: ("-stage_since", "case_number"),
    Order.LONGEST: ("stage_since", "case_number"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the cases; everything empty: all that are visible."""

    words: str = ""
    round: str = ""
    group: str = ""
    stage: str = ""
    city: str = ""
    level: str = ""
    purpose: str = ""
    order: Order = Order.PLACE


def cases_wanted(seat: Seat, wanted: Wanted) -> QuerySet[Declaration]:
    """The visible cases that answer the question, in the order asked for."""
    cases = visible_to(seat).select_related("city__parent")
    stages = IN_GROUP[Group(wanted.group)] if wanted.group else ()
    exact = {"round__code": wanted.round, "stage": wanted.stage, "city__code": wanted.city}
    exact |= {"level": wanted.level, "purpose": wanted.purpose}
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    if stages:
        cases = cases.filter(stage__in=stages)
    for word in wanted.words.split():
        cases = cases.filter(about(word))
    return cases.order_by(*SORTED[wanted.order])


def about(word: str) -> Q:
    """Cases in whose name, niche, places or number a word stands."""
    cluster = Q(dossier__cluster__name__icontains=word) | Q(dossier__cluster__niche__icontains=word)
    return cluster | Q(county__place__icontains=word) | Q(city__place__icontains=word) | Q(case_number__icontains=word)


def cities() -> QuerySet[Authority]:
    """The recommending bodies, for a choice."""
    return Authority.objects.filter(tier=Tier.CITY).order_by("code")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the record; everything empty: all of it."""

    person: str = ""
    act: str = ""
    subject: str = ""
    first_day: date | None = None
    last_day: date | None = None


def entries_wanted(asked: Asked) -> QuerySet[Entry]:
    """The entries that answer the question, newest first; both days count in full, on the office's clock."""
    entries = Entry.objects.all()
    if asked.person:
        entries = entries.filter(Q(actor__icontains=asked.person) | Q(office__icontains=asked.person))
    if asked.act:
        entries = entries.filter(Q(label__icontains=asked.act) | Q(remark__icontains=asked.act))
    if asked.subject:
        entries = entries.filter(subject__icontains=asked.subject)
    if asked.first_day:
        entries = entries.filter(at__gte=midnight(asked.first_day))
    if asked.last_day:
        entries = entries.filter(at__lt=midnight(asked.last_day + timedelta(days=1)))
    return entries.order_by("-sequence")


def midnight(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min, SHANGHAI)
