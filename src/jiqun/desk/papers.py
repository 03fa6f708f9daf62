"""The documents of a case that exist now, as links to where each stage hands them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from jiqun.accounts.access import PROVINCE_STAFF
from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Extra, Role, Tier
from jiqun.decisions.queries import posted_notices
from jiqun.declarations.models import Declaration
from jiqun.desk.outcomes import concluded_visit
from jiqun.evidence.queries import evidence_for
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.models import Conformity
from jiqun.recommendations.papers import papers_of
from jiqun.recommendations.queries import city_check_subject, city_checks_of
from jiqun.ui.wording import chinese_date

DECIDERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})
WORDS = {"pdf": "PDF文件", "docx": "Word文档", "xlsx": "电子表格"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One document with its formats: pairs of the word and the address."""

    label: str
    links: tuple[tuple[str, str], ...]
    about: str = ""


def papers_for(case: Declaration, seat: Seat, at: datetime) -> list[Paper]:
    """What the seat may take away, in the order of the road."""
    found = [*of_the_county(case), *of_the_city(case, seat)]
    if seat.tier == Tier.PROVINCE:
        found += of_the_province(case, seat)
    return [*found, *published(case, at)]


def formats(page: str, *args: object, kinds: tuple[str, ...] = ("pdf", "docx")) -> tuple[tuple[str, str], ...]:
    """A page that takes the extension as its last argument, in several formats."""
    return tuple((WORDS[kind], reverse(page, args=[*args, kind])) for kind in kinds)


def of_the_county(case: Declaration) -> Iterator[Paper]:
    """The form and everything that proves it."""
    number = case.case_number
    links = tuple((WORDS[kind], reverse(f"declarations:declaration-{kind}", args=[number])) for kind in ("pdf", "docx"))
    yield Paper(f"{case.level_term.label}{case.purpose_term.label}表", links)
    about = "申报表、佐证材料和清单，用于刻录光盘或存档"
    yield Paper("全部申报材料", (("压缩包", reverse("declarations:bundle", args=[number])),), about)


def of_the_city(case: Declaration, seat: Seat) -> Iterator[Paper]:
    """The conformity statement; the list that was sent, for the city and the province."""
    if concluded_visit(case) is not None:
        yield Paper("现场核查符合性说明", formats("recommendations:conformity", case.case_number))
    yield from second_looks(case)
    row = getattr(case, "recommendation", None)
    if seat.tier == Tier.COUNTY or row is None or row.list.sent_at is None:
        return
    for paper in papers_of(row.list):
        kinds = tuple(str(kind) for kind in paper.formats)
        links = formats("recommendations:list-paper", row.list_id, paper.key, kinds=kinds)
        yield Paper(paper.label, links, row.list.letter_number)


def second_looks(case: Declaration) -> Iterator[Paper]:
    """The photos of the city's second looks, in a round that has them."""
    if Extra.CITY_SPOT_CHECK not in policy_of(case.round).extras:
        return
    for check in city_checks_of(case):
        links = tuple(
            (piece.name, reverse("recommendations:city-check-photo", args=[case.case_number, piece.pk]))
            for piece in evidence_for(city_check_subject(check))
        )
        if links:
            about = f"{chinese_date(check.visited_on)}，{Conformity(check.outcome).label}"
            yield Paper("市级抽查照片和文件", links, about)


def of_the_province(case: Declaration, seat: Seat) -> Iterator[Paper]:
    """Score summary, draw and minutes, for those who may open them."""
    result, check = getattr(case, "review_result", None), getattr(case, "spot_check", None)
    staff = seat.role_term in PROVINCE_STAFF
    if staff and result is not None:
        links = formats("assessments:score-summary", result.panel_id, kinds=("pdf", "xlsx"))
        yield Paper("专家评审汇总表", links)
        draw = reverse("assessments:panel-draw-record", args=[result.panel_id])
        yield Paper("评审专家抽取记录", ((WORDS["pdf"], draw),))
    if staff and check is not None:
        draw = reverse("assessments:draw-record", args=[check.draw_id])
        yield Paper("实地抽查抽取记录", ((WORDS["pdf"], draw),))
    if seat.role_term in DECIDERS:
        for each in case.decisions.select_related("meeting").order_by("meeting__held_on", "pk"):
            yield Paper("会议纪要", formats("decisions:minutes-paper", each.meeting_id), each.meeting.title)


def published(case: Declaration, at: datetime) -> Iterator[Paper]:
    """What the public may read as well."""
    for notice in posted_notices(at).filter(cases=case).order_by("first_day", "pk"):
        yield Paper("公示", formats("portal:notice-paper", notice.pk), notice.title)
    for made in case.lists.filter(issued_at__isnull=False):
        yield Paper(made.kind_term.label, formats("portal:list-paper", made.pk), f"{made.title}（{made.number}）")
