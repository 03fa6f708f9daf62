"""One draft: its parts, what changed, what is wrong, its cases, and the acts on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role
from jiqun.policies.forms import RenameForm
from jiqun.policies.models import Draft, DraftState
from jiqun.policies.overview import overview
from jiqun.policies.services.approval import publish_draft, return_draft, submit_draft, take_back_draft, withdraw_draft
from jiqun.policies.services.duty import is_second_person, may_approve, may_write
from jiqun.policies.services.writing import rename_draft
from jiqun.policies.views.audience import draft_or_404, for_approvers, for_either, for_readers, for_writers
from jiqun.policies.wording import OF_A_CASE, spot_at
from jiqun.ui.posted import key_in


@for_readers
def draft_page(request: SeatedRequest, pk: int) -> HttpResponse:
    """Everything about one draft."""
    return show(request, draft_or_404(pk))


@require_POST
@for_writers
def submit(request: SeatedRequest, pk: int) -> HttpResponse:
    """Hand it to the signatory."""
    draft = draft_or_404(pk)
    try:
        unproved = request.GET.get("without_cases") == "yes"
        submit_draft(draft, version=version_in(request), by=request.seat, at=timezone.now(), without_cases=unproved)
    except Refused as refusal:
        return show(request, draft, refusal.findings)
    messages.success(request, f"已提交“{draft.title}”，待省级负责人审定")
    return redirect("policies:draft", pk)


@require_POST
@for_writers
def take_back(request: SeatedRequest, pk: int) -> HttpResponse:
    """Have it back before it was approved."""
    draft = draft_or_404(pk)
    try:
        take_back_draft(draft, by=request.seat, at=timezone.now())
    except Refused as refusal:
        return show(request, draft, refusal.findings)
    messages.success(request, f"已撤回“{draft.title}”，可继续修改")
    return redirect("policies:draft", pk)


@require_POST
@for_approvers
def send_back(request: SeatedRequest, pk: int) -> HttpResponse:
    """Give it back with a reason."""
    draft = draft_or_404(pk)
    try:
        return_draft(draft, request.POST.get("reason", ""), by=request.seat, at=timezone.now())
    except Refused as refusal:
        return show(request, draft, refusal.findings)
    messages.success(request, f"已退回“{draft.title}”，理由已告知编制人员")
    return redirect("policies:draft", pk)


@require_POST
@for_approvers
def publish(request: SeatedRequest, pk: int) -> HttpResponse:
    """Approve it, as a second person."""
    draft = draft_or_404(pk)
    try:
        publish_draft(draft, version=version_in(request), by=request.seat, at=timezone.now())
    except Refused as refusal:
        return show(request, draft, refusal.findings)
    messages.success(request, f"已发布“{draft.title}”，内容自此固定；系统管理员可据此开启批次")
    return redirect("policies:draft", pk)


@require_POST
@for_either
def withdraw(request: SeatedRequest, pk: int) -> HttpResponse:
    """Give it up for good."""
    draft = draft_or_404(pk)
    try:
        withdraw_draft(draft, request.POST.get("reason", ""), by=request.seat, at=timezone.now())
    except Refused as refusal:
        return show(request, draft, refusal.findings)
    messages.success(request, f"“{draft.title}”已作废")
    return redirect("policies:draft", pk)


@require_POST
@for_writers
def rename(request: SeatedRequest, pk: int) -> HttpResponse:
    """Give it another name."""
    draft = draft_or_404(pk)
    form = RenameForm(request.POST)
    if not form.is_valid():
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return show(request, draft, [Finding("policies.title", sentence) for sentence in sentences])
    given = form.cleaned_data
    try:
        rename_draft(draft, given["title"], version=given["version"], by=request.seat, at=timezone.now())
    except Refused as refusal:
        return show(request, draft, refusal.findings)
    messages.success(request, "已更改草案名称")
    return redirect("policies:draft", pk)


def show(request: SeatedRequest, draft: Draft, findings: Sequence[Finding] = ()) -> HttpResponse:
    """The page of the draft; with ``findings`` after an act was refused."""
    seat, state, shown = request.seat, draft.state_term, overview(draft)
    context = {
        "draft": draft,
        "shown": shown,
        "refusals": [(each.message, page_for(each, draft)) for each in findings],
        "may_change": may_write(seat) and state is DraftState.DRAFTING,
        "may_take_back": may_write(seat) and state is DraftState.AWAITING and not is_second_person(draft, seat),
        "may_approve": may_approve(seat) and state is DraftState.AWAITING and is_second_person(draft, seat),
        "same_person": may_approve(seat) and state is DraftState.AWAITING and not is_second_person(draft, seat),
        "may_return": may_approve(seat) and state is DraftState.AWAITING,
        "may_withdraw": (may_write(seat) or may_approve(seat)) and state in (DraftState.DRAFTING, DraftState.AWAITING),
        "may_start": may_write(seat),
        "may_measure": shown.policy and seat.role_term is not Role.SYSTEM_ADMIN and state is not DraftState.WITHDRAWN,
        "rename_form": RenameForm(initial={"title": draft.title, "version": draft.version}),
    }
    return render(request, "policies/draft.html", context, status=422 if findings else 200)


def page_for(finding: Finding, draft: Draft) -> str:
    """Where to put right what an act was refused for; empty where that is no page."""
    if found := OF_A_CASE.match(finding.field):
        return reverse("policies:case", args=[draft.pk, int(found[1])])
    spot, _ = spot_at(draft.pack, finding.field)
    return reverse("policies:part", args=[draft.pk, spot.address]) if len(spot.steps) > 1 else ""


def version_in(request: SeatedRequest) -> int:
    """The version of the draft that was read; 0, which no draft has, when it was not posted."""
    return key_in(request.POST.get("version", ""))
