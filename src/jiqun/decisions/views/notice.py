"""One public notice: where it stands, its cases and objections, and the acts that move it on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier
from jiqun.decisions import queries
from jiqun.decisions.briefing import proposed_as
from jiqun.decisions.models import ObjectionState, PublicNotice
from jiqun.decisions.period import first_day_counts, period_of
from jiqun.decisions.queries import NoticeState
from jiqun.decisions.services.duty import DECIDERS
from jiqun.decisions.services.notice import cancel_notice, close_notice, open_notice, recall_notice
from jiqun.ui.wording import chinese_date

State = NoticeState
LEADS = {
    State.PREPARED: "公示已拟定，待签发；公示日期过后须重新拟定。",
    State.SIGNED: "公示已签发，自公示日期起公开并受理异议；公开之前可以撤回。",
    State.STANDING: "正在公示，公众可以实名提出异议；期满次日起在本页办结。",
    State.EXPIRED: "公示期已满，异议处理完毕后办结，进入公布名单环节。",
    State.CLOSED: "公示已办结，无异议或异议不成立的进入公布名单环节。",
}


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def notice(request: SeatedRequest, pk: int) -> HttpResponse:
    """The page of one notice; its acts are posted here."""
    posted = get_object_or_404(queries.notices(), pk=pk)
    if request.method != "POST":
        return notice_page(request, posted)
    try:
        return act_on(request, posted)
    except Refused as refusal:
        fresh = get_object_or_404(queries.notices(), pk=pk)
        return notice_page(request, fresh, refusal.findings)


def act_on(request: SeatedRequest, posted: PublicNotice) -> HttpResponse:
    """Sign, cancel or close as the button says; raises Refused."""
    seat, at, act = request.seat, now(), request.POST.get("act")
    if act == "open":
        opened = open_notice(posted, by=seat, at=at)
        last_day = chinese_date(opened.last_day)
        messages.success(request, f"公示已签发，公示期至{last_day}（含当日）；其间受理实名异议，期满后办结")
    elif act == "recall":
        recall_notice(posted, reason=request.POST.get("reason", ""), by=seat, at=at)
        messages.success(request, "公示已撤回，可以取消后重新拟定，或重新签发")
    elif act == "cancel":
        cancel_notice(posted, by=seat, at=at)
        messages.success(request, "拟定的公示已取消，所列事项回到待公示，可重新拟定")
        return redirect("decisions:notices")
    elif act == "close":
        close_notice(posted, by=seat, at=at)
        messages.success(request, "公示已办结，公示期满的下一步拟定名单")
    return redirect("decisions:notice", posted.pk)


def notice_page(request: SeatedRequest, posted: PublicNotice, findings: Sequence[Finding] = ()) -> HttpResponse:
    """The page of one notice."""
    at = now()
    state = queries.notice_state(posted, at)
    objections = [(each, ObjectionState(each.state)) for each in queries.objections_of(posted)]
    context: dict[str, Any] = {
        "notice": posted,
        "state": state,
        "lead": LEADS[state],
        "facts": facts(posted),
        "today": localdate(at),
        "days": period_of(posted).days,
        "rows": [(case, proposed_as(case)) for case in queries.noticed_cases(posted)],
        "objections": objections,
        "findings": findings,
        **acts(posted, request.seat, at),
    }
    return render(request, "decisions/notice.html", context, status=422 if findings else 200)


def acts(posted: PublicNotice, seat: Seat, at: datetime) -> dict[str, bool]:
    """Which acts the page offers this seat now."""
    state = queries.notice_state(posted, at)
    signer = Role.SIGNATORY if posted.round.sign_off else Role.PROVINCIAL_OFFICER
    return {
        "may_open": state == State.PREPARED and seat.role_term == signer and localdate(at) <= posted.first_day,
        "may_cancel": state == State.PREPARED,
        "may_recall": state == State.SIGNED and seat.role_term == signer,
        "may_close": state == State.EXPIRED and not posted.pending_count,  # type: ignore[attr-defined]
        "may_enter": state in (State.STANDING, State.EXPIRED),
        "waits_for_answers": state == State.EXPIRED and bool(posted.pending_count),  # type: ignore[attr-defined]
        "too_late_to_open": state == State.PREPARED and localdate(at) > posted.first_day,
    }


def facts(posted: PublicNotice) -> list[tuple[str, str]]:
    """The facts of a notice as names and values."""
    first, last = chinese_date(posted.first_day), chinese_date(posted.last_day)
    return [
        ("批次", posted.round.title),
        ("公示日期", f"{first}（{'当日计入' if first_day_counts(posted.round) else '自次日起算'}公示期）"),
        ("截止日期", f"{last}（含当日，共{posted.working_days}个工作日）"),
        ("受理异议方式", posted.contact),
        ("拟定人", posted.prepared_by),
        ("签发人", posted.opened_by or "—"),
    ]
