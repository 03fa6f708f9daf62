"""Lists: what waits for them, drawing one up, signing or cancelling it, and its documents."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.queries import PROVINCE_READERS
from jiqun.declarations.views.papers import handed_out
from jiqun.programmes.models import Round
from jiqun.recognitions.forms import ListForm
from jiqun.recognitions.models import ListKind, RecognitionList
from jiqun.recognitions.papers import list_sheet, paper_of, suggested_title
from jiqun.recognitions.queries import listed_cases, lists_visible_to, waiting_counts, waiting_for_list
from jiqun.recognitions.services.lists import MAKERS, cancel_list, issue_list, prepare_list

PER_PAGE = 50
for_readers = for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_READERS)
for_makers = for_seats(tiers=[Tier.PROVINCE], roles=MAKERS)


@for_readers
def lists(request: SeatedRequest) -> HttpResponse:
    """What waits for a list, and all lists."""
    page = Paginator(lists_visible_to(request.seat), PER_PAGE).get_page(request.GET.get("page"))
    waiting = waiting_counts(request.seat)
    may_prepare = request.seat.role_term in MAKERS
    context = {"page": page, "waiting": waiting, "may_prepare": may_prepare}
    return render(request, "recognitions/lists.html", context)


@for_makers
def new_list(request: SeatedRequest) -> HttpResponse:
    """Draw up a list of one kind in one round."""
    call = get_object_or_404(Round, code=request.GET.get("round", ""))
    kind = kind_asked(request)
    waiting = list(waiting_for_list(request.seat, call, kind))
    fitting = [case.pk for case in waiting]
    title = suggested_title(call, kind, request.seat.authority)
    initial = {"title": title, "issued_on": localdate(), "cases": fitting}
    form = ListForm(waiting, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = prepare_list(call, kind, by=request.seat, at=now(), **form.given())
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error(finding.field if finding.field in form.fields else None, finding.message)
        else:
            messages.success(request, f"已拟定“{made.title}”，{signing_follows(call)}")
            return redirect("recognitions:list", made.pk)
    context = {"form": form, "round": call, "kind": kind, "count": len(fitting)}
    return render(request, "recognitions/new_list.html", context, status=422 if form.errors else 200)


def kind_asked(request: SeatedRequest) -> ListKind:
    """The kind named in the address; 404 for none."""
    try:
        return ListKind(request.GET.get("kind", ""))
    except ValueError:
        raise Http404 from None


def signing_follows(call: Round) -> str:
    """What comes after a list is drawn up."""
    return "待负责人签发后生效" if call.sign_off else "核对无误后即可签发"


def signer_of(call: Round) -> Role:
    """Who signs lists in a round."""
    return Role.SIGNATORY if call.sign_off else Role.PROVINCIAL_OFFICER


@for_readers
def list_page(request: SeatedRequest, key: int) -> HttpResponse:
    """One list with its cases, its documents and what may be done with it."""
    made = get_object_or_404(lists_visible_to(request.seat), pk=key)
    return show(request, made)


def show(request: SeatedRequest, made: RecognitionList, findings: tuple[Finding, ...] = ()) -> HttpResponse:
    """The page of a list."""
    context = {
        "list": made,
        "cases": list(listed_cases(made)),
        "paper": paper_of(made),
        "findings": findings,
        "signer": signer_of(made.round),
        "provincial": made.kind == ListKind.PROVINCIAL,
        **rights(request.seat, made),
    }
    return render(request, "recognitions/list.html", context, status=422 if findings else 200)


def rights(seat: Seat, made: RecognitionList) -> dict[str, bool]:
    """What this seat may do with the list as it stands."""
    waits = made.issued_at is None
    return {
        "may_sign": waits and seat.role_term == signer_of(made.round),
        "may_cancel": waits and seat.role_term in MAKERS,
    }


@require_POST
@for_makers
def sign(request: SeatedRequest, key: int) -> HttpResponse:
    """Issue a list."""
    made = get_object_or_404(lists_visible_to(request.seat), pk=key)
    if made.issued_at is not None:
        messages.info(request, f"该名单已由{made.issued_by}签发，无须重复办理")
        return redirect("recognitions:list", key)
    try:
        granted = issue_list(made, by=request.seat, at=now())
    except Refused as refusal:
        return show(request, made, refusal.findings)
    listed = f"认定{len(granted)}项，编号和有效期已载入名录"
    follows = listed if granted else "所列事项已上报工信部，国家公布后请登记结果"
    messages.success(request, f"“{made.title}”已签发，{follows}")
    return redirect("recognitions:list", key)


@require_POST
@for_makers
def cancel(request: SeatedRequest, key: int) -> HttpResponse:
    """Drop a list that was never issued."""
    made = get_object_or_404(lists_visible_to(request.seat), pk=key)
    try:
        cancel_list(made, by=request.seat, at=now())
    except Refused as refusal:
        return show(request, made, refusal.findings)
    messages.success(request, f"“{made.title}”已取消，所列事项可重新拟定名单")
    return redirect("recognitions:lists")


@for_readers
def list_paper(request: SeatedRequest, key: int, extension: str) -> HttpResponse:
    """The document of a list as a file to save, also before it is signed: that is what the signatory reads."""
    made = get_object_or_404(lists_visible_to(request.seat), pk=key)
    return handed_out(paper_of(made).key, extension, list_sheet(made, list(listed_cases(made))))
