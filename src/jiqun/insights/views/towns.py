"""专业镇契合度: every key specialised town against a standard, one town with its figures, and the report (N16)."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Purpose, Role
from jiqun.declarations.views.papers import handed_out
from jiqun.insights.access import ISSUERS, for_issuers, for_readers
from jiqun.insights.asked import figures_asked
from jiqun.insights.fit import fit_of, fits_of, summary, town_wording
from jiqun.insights.forms import Typed, kept, lines_of, read_posted
from jiqun.insights.papers import fit_report
from jiqun.insights.services import keep_town_figures
from jiqun.insights.standards import Edition, EditionTrack, edition_of
from jiqun.insights.towns import TownRecord, town_records
from jiqun.programmes.models import Round
from jiqun.programmes.queries import current_round, policy_of
from jiqun.ui.posted import key_in

TRACK = "track"


def declaration_standards(edition: Edition) -> list[EditionTrack]:
    """The standards that a town would declare under; re-evaluation is for those recognised."""
    tracks = [each for each in edition.policy.tracks if each.purpose == Purpose.DECLARATION]
    return [EditionTrack(edition, each) for each in tracks or edition.policy.tracks]


def standard_asked(edition: Edition, track: str) -> EditionTrack:
    """The standard of the track asked for, else of the first."""
    standards = declaration_standards(edition)
    return next((each for each in standards if each.track.id == track), standards[0])


@require_safe
@for_readers
def towns(request: SeatedRequest) -> HttpResponse:
    """All towns, best fit first."""
    call = current_round()
    if call is None:
        return render(request, "insights/no_round.html")
    policy, edition = policy_of(call), edition_of(call)
    standard = standard_asked(edition, request.GET.get(TRACK, ""))
    fits = fits_of(town_records(call, request.seat), standard, policy.years[-1])
    context = {
        "call": call,
        "standard": standard,
        "tracks": [each.track for each in declaration_standards(edition)],
        "fits": fits,
        "summary": summary(fits),
        "may_issue": request.seat.role_term in ISSUERS,
        "priority": policy.towns_first.entry_on(policy.day),
    }
    return render(request, "insights/towns.html", context)


@require_safe
@for_issuers
def report(request: SeatedRequest, kind: str) -> HttpResponse:
    """The report as a file."""
    call = current_round()
    if call is None:
        raise Http404
    standard = standard_asked(edition_of(call), request.GET.get(TRACK, ""))
    fits = fits_of(town_records(call, request.seat), standard, policy_of(call).years[-1])
    return handed_out("town_fit", kind, fit_report(fits, standard, call, dated=localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def town(request: SeatedRequest, name: str) -> HttpResponse:
    """One town: how it fits, and its figures; the officer writes them."""
    call = current_round()
    record = next((each for each in town_records(call, request.seat) if each.town.name == name), None) if call else None
    if call is None or record is None:
        raise Http404
    if request.method != "POST":
        return town_page(request, call, record, kept(record.typed))
    if request.seat.role_term != Role.PROVINCIAL_OFFICER:
        raise PermissionDenied
    asked = figures_asked(policy_of(call))
    typed = read_posted({name: str(value) for name, value in request.POST.items()}, asked)
    seen = key_in(request.POST.get("revision", ""))
    try:
        keep_town_figures(record.town, asked, typed.figures, typed.sources, seen=seen, by=request.seat, at=now())
    except Refused as refusal:
        return town_page(request, call, record, typed, refusal.findings)
    messages.success(request, f"已保存“{record.town.name}”的数据，契合度随即重算")
    return redirect("insights:town", name)


def town_page(
    request: SeatedRequest, call: Round, record: TownRecord, typed: Typed, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The page of one town against each standard of the round."""
    policy, edition = policy_of(call), edition_of(call)
    wording = town_wording(policy.form)
    own = record.typed.sources if record.typed else {}
    declared = {key: told for key, told in record.sources.items() if key not in own}
    context = {
        "call": call,
        "record": record,
        "fits": [(each, fit_of(record, each, policy.years[-1], wording)) for each in declaration_standards(edition)],
        "lines": lines_of(figures_asked(policy), typed, findings, declared),
        "findings": findings,
        "may_write": request.seat.role_term == Role.PROVINCIAL_OFFICER,
        "revision": record.typed.revision if record.typed else 0,
        "priority": policy.towns_first.entry_on(policy.day),
    }
    return render(request, "insights/town.html", context, status=422 if findings else 200)
