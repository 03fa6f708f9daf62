"""The province's tasks: counts with the page where they are done; public notices with their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.assessments.models import SpotCheckDraw
from jiqun.assessments.queries import assessment_counts, panels_for
from jiqun.core.vocabulary import Stage
from jiqun.decisions.models import PublicNotice
from jiqun.decisions.queries import NoticeState, notice_state, notices, to_be_noticed
from jiqun.declarations.queries import visible_to
from jiqun.desk.tasks.defences import defence_tasks
from jiqun.desk.tasks.policies import policies_to_approve, policies_to_correct
from jiqun.desk.tasks.rounds import round_by_round
from jiqun.programmes.models import Round
from jiqun.recognitions.models import RecognitionList
from jiqun.recognitions.queries import recognition_counts
from jiqun.ui.parts import Task
from jiqun.ui.wording import chinese_date


def officer_tasks(seat: Seat, _call: Round | None, at: datetime) -> list[Task]:
    """Every step of the province from the formal check to the ministry's result."""
    counts = assessment_counts(seat)
    return [
        *counted(counts["to_check"], "项待形式审查", "assessments:formal-checks", "审查"),
        *to_convene(seat),
        *panels_to_close(seat),
        *defence_tasks(seat, at),
        *draws(seat),
        *counted(counts["to_spot_check"], "项已抽中，待登记实地抽查结果", "assessments:spot-checks", "登记"),
        *deliberation(seat),
        *unsigned_notices(by_signatory=False),
        *notice_tasks(at),
        *endings(seat),
        *policies_to_correct(seat),
    ]


def signatory_tasks(seat: Seat, _call: Round | None, _at: datetime) -> list[Task]:
    """What the province's signatory signs."""
    unsigned = [*unsigned_notices(by_signatory=True), *unsigned_lists(by_signatory=True)]
    return [*unsigned, *deliberation(seat), *policies_to_approve(seat)]


def secretary_tasks(seat: Seat, _call: Round | None, at: datetime) -> list[Task]:
    """Panels to convene and to close, and the 答辩 of a round that has it."""
    return [
        *to_convene(seat),
        *panels_to_close(seat),
        *defence_tasks(seat, at),
    ]


def counted(count: int, what: str, page: str, act: str, about: str = "") -> Iterator[Task]:
    """One task for so many cases; none for none."""
    if count:
        yield Task(f"{count}{what}", reverse(page), act, None, about)


def to_convene(seat: Seat) -> Iterator[Task]:
    """Admitted cases that wait for a panel."""
    admitted = visible_to(seat).filter(stage=Stage.ADMITTED)
    yield from round_by_round(admitted, "项已受理，待组织专家评审", "assessments:convene", "组建评审组")


def panels_to_close(seat: Seat) -> Iterator[Task]:
    """Open panels whose sheets are all in."""
    panels: QuerySet[Any] = panels_for(seat).filter(closed_at=None)
    for panel in panels:
        if panel.sheets_wanted and panel.sheets_in == panel.sheets_wanted:
            url = reverse("assessments:panel", args=[panel.pk])
            yield Task(f"{panel.title}评分已全部提交，可结束评审", url, "结束评审", None, f"共{panel.case_count}项")


def draws(seat: Seat) -> Iterator[Task]:
    """Draws announced and not performed, and reviewed cases that no draw names."""
    announced = list(SpotCheckDraw.objects.filter(drawn_at=None))
    named = {number for draw in announced for number in draw.candidates}
    waiting = visible_to(seat).filter(stage=Stage.REVIEWED).exclude(case_number__in=named)
    yield from round_by_round(waiting, "项评审结束，待公告实地抽查抽取办法", "assessments:announce", "公告抽取")
    for draw in announced:
        url, about = reverse("assessments:draw", args=[draw.pk]), f"{chinese_date(draw.announced_at)}公告"
        yield Task(f"“{draw.title}”待种子公布后抽取", url, "抽取", None, about)


def deliberation(seat: Seat) -> Iterator[Task]:
    """Cases ready for the meeting."""
    count = visible_to(seat).filter(stage=Stage.READY).count()
    yield from counted(count, "项待会议研究", "decisions:meetings", "登记会议")


def notice_tasks(at: datetime) -> Iterator[Task]:
    """Objections to answer and notices to close."""
    standing: QuerySet[Any] = notices().filter(closed_at=None, opened_at__isnull=False)
    for notice in standing:
        url = reverse("decisions:notice", args=[notice.pk])
        if notice.pending_count:
            yield Task(f"{notice.pending_count}件异议待处理", url, "处理", notice.last_day, notice.title)
        elif notice_state(notice, at) == NoticeState.EXPIRED:
            about = f"{chinese_date(notice.last_day)}期满，无未处理异议"
            yield Task(f"办结“{notice.title}”", url, "办结公示", None, about)


def unsigned_notices(*, by_signatory: bool) -> Iterator[Task]:
    """Notices drawn up and not signed, of the rounds that ask for the signatory or of those that do not.

    They have to be signed on their first day at the latest.
    """
    for notice in PublicNotice.objects.filter(opened_at=None, closed_at=None, round__sign_off=by_signatory):
        url = reverse("decisions:notice", args=[notice.pk])
        about = f"{notice.prepared_by}{chinese_date(notice.prepared_at)}拟定"
        yield Task(f"签发“{notice.title}”", url, "签发", notice.first_day, about)


def unsigned_lists(*, by_signatory: bool) -> Iterator[Task]:
    """Lists drawn up and not issued, of the rounds that ask for the signatory or of those that do not."""
    for made in RecognitionList.objects.filter(issued_at=None, round__sign_off=by_signatory):
        url = reverse("recognitions:list", args=[made.pk])
        about = f"{made.prepared_by}{chinese_date(made.prepared_at)}拟定"
        yield Task(f"签发“{made.title}”", url, "签发", None, about)


def endings(seat: Seat) -> Iterator[Task]:
    """Results to post, lists to draw up, the ministry's answers to record."""
    yield from counted(to_be_noticed(seat).count(), "项会议研究通过，待公示", "decisions:notices", "拟定公示")
    counts = recognition_counts(seat)
    yield from counted(counts["to_list"], "项公示期满，待列入名单", "recognitions:lists", "拟定名单")
    yield from unsigned_lists(by_signatory=False)
    yield from counted(counts["to_record"], "项已上报工信部，待登记国家结果", "recognitions:ministry", "登记结果")
