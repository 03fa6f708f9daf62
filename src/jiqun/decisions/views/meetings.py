"""Meetings: what waits for one, one recorded, and its minutes."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Tier
from jiqun.decisions import queries
from jiqun.decisions.briefing import briefs, matter
from jiqun.decisions.forms import MeetingForm, resolutions, typed_for
from jiqun.decisions.models import Outcome
from jiqun.decisions.services.deliberation import Resolution, record_meeting, resolution_findings
from jiqun.decisions.services.duty import DECIDERS
from jiqun.programmes.asked import round_asked, round_tabs
from jiqun.programmes.models import Round
from jiqun.ui.refusals import into_form

PER_PAGE = 50


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def meetings(request: SeatedRequest) -> HttpResponse:
    """All meetings, and how many cases wait for the next one."""
    waiting = queries.waiting_by_round(request.seat)
    context = {
        "page": Paginator(queries.meetings(), PER_PAGE).get_page(request.GET.get("page")),
        "waiting": waiting,
        "waiting_total": sum(count for _, count in waiting),
    }
    return render(request, "decisions/meetings.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def new_meeting(request: SeatedRequest) -> HttpResponse:
    """Record a meeting and what it decided of each case, all at once."""
    call = round_asked(request)
    if request.method != "POST":
        return meeting_form(request, call, MeetingForm(initial={"held_on": localdate()}))
    form, said = MeetingForm(request.POST), resolutions(typed_for(request.POST), request.seat)
    if not form.is_valid():
        return meeting_form(request, call, form, resolution_findings(call, said, by=request.seat, at=now()))
    try:
        meeting = record_meeting(call, form.agenda(), said, by=request.seat, at=now())
    except Refused as refusal:
        return meeting_form(request, call, form, into_form(form, refusal.findings))
    messages.success(request, recorded(said))
    return redirect("decisions:meeting", meeting.pk)


def recorded(said: Sequence[Resolution]) -> str:
    """What now holds after a meeting, and what comes next."""
    agreed = sum(1 for each in said if each.outcome == Outcome.PROPOSE)
    declined = len(said) - agreed
    parts = [f"同意{agreed}项，下一步拟定公示"] if agreed else []
    parts += [f"不同意{declined}项，理由已记入办理记录"] if declined else []
    return f"会议研究结果已登记：{'；'.join(parts)}"


def meeting_form(
    request: SeatedRequest, call: Round, form: MeetingForm, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The page on which a meeting is recorded; keeps what was typed."""
    cases = queries.on_the_table(request.seat, call)
    context = {
        "round": call,
        "round_tabs": round_tabs(request, call),
        "form": form,
        "groups": briefs(cases, typed_for(request.POST)),
        "findings": findings,
        "outcomes": Outcome.choices(),
    }
    status = 422 if findings or form.errors else 200
    return render(request, "decisions/new_meeting.html", context, status=status)


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def meeting(request: SeatedRequest, pk: int) -> HttpResponse:
    """One meeting: its minutes and decisions."""
    held = get_object_or_404(queries.meetings(), pk=pk)
    rows = [
        {
            "decision": each,
            "case": each.declaration,
            "matter": matter(each.declaration),
            "outcome": Outcome(each.outcome),
        }
        for each in queries.decisions_of(held)
    ]
    facts = [
        ("批次", held.round.title),
        ("纪要编号", held.number or None),
        ("地点", held.place or None),
        ("主持人", held.chair or None),
        ("参会人员", held.attendees),
        ("登记人", held.closed_by),
    ]
    return render(request, "decisions/meeting.html", {"meeting": held, "rows": rows, "facts": facts})
