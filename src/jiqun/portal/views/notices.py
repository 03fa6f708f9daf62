"""Public notices as the public sees them: signed ones, from their first day on."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import for_public
from jiqun.core.vocabulary import Stage
from jiqun.decisions import queries
from jiqun.decisions.briefing import proposed_as
from jiqun.decisions.papers import NOTICE, announcement, issuer, notice_sheet
from jiqun.decisions.period import period_of
from jiqun.declarations.views.papers import handed_out
from jiqun.ui.wording import chinese_date

PER_PAGE = 50


@for_public
def notices(request: HttpRequest) -> HttpResponse:
    """All notices ever posted, newest first."""
    at = now()
    page = Paginator(queries.posted_notices(at), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(notice, queries.takes_objections(notice, at)) for notice in page]
    return render(request, "portal/notices.html", {"page": page, "rows": rows, "today": localdate(at)})


@for_public
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice with its cases, its period day by day and how to object."""
    at = now()
    posted = get_object_or_404(queries.posted_notices(at), pk=pk)
    cases = list(queries.noticed_cases(posted))
    gone = queries.withdrawn_from(posted)
    standing = queries.takes_objections(posted, at)
    source = queries.objection_clause(posted.round)
    context = {
        "notice": posted,
        "announcement": announcement(posted, cases),
        "withdrawn": len(gone),
        "standing": standing,
        "today": localdate(at),
        "days": period_of(posted).days,
        "facts": [
            ("公示单位", issuer(posted.round)),
            ("公示日期", chinese_date(posted.first_day)),
            ("截止日期", f"{chinese_date(posted.last_day)}（含当日，共{posted.working_days}个工作日）"),
            ("受理异议方式", posted.contact),
        ],
        "rows": [
            (case, proposed_as(case), standing and case.stage == Stage.ON_NOTICE, case.pk in gone) for case in cases
        ],
        "rules": queries.objection_rules(posted.round),
        "citation": source.citation,
    }
    return render(request, "portal/notice.html", context)


@for_public
def notice_paper(_: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """The notice as a document to save."""
    posted = get_object_or_404(queries.posted_notices(now()), pk=pk)
    return handed_out(NOTICE, extension, notice_sheet(posted))
