"""The page of one case of the quota."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jiqun.accounts.access import SeatedRequest
from jiqun.core.casetrial import Trial, check_cases
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import RoundPolicy
from jiqun.policies.editing.traces import same_value, trace_of
from jiqun.policies.models import Draft
from jiqun.policies.queries import checked
from jiqun.policies.quotaforms import QuotaCaseForm
from jiqun.policies.services.writing import Unchanged, add_item, save_part
from jiqun.policies.views.audience import draft_or_404, for_writers
from jiqun.policyfiles.packcases import cases_of

CASE_PLACE = "核对情形 › {}"


@for_writers
def new_quota_case(request: SeatedRequest, pk: int) -> HttpResponse:
    """Add a case of the quota."""
    return answer(request, draft_or_404(pk), {}, None)


def answer(request: SeatedRequest, draft: Draft, stored: dict[str, Any], number: int | None) -> HttpResponse:
    """The page, or what came of posting it."""
    policy, problems = checked(draft.pack)
    if policy is None or problems:
        messages.warning(request, "草案有待改之处，改正后再编辑核对情形")
        return redirect("policies:draft", draft.pk)
    form = QuotaCaseForm(policy, stored, draft.version, request.POST or None)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        case = {key: value for key, value in {**stored, **form.plain}.items() if value or key == "chosen"}
        how: dict[str, Any] = {"version": form.cleaned_data["version"], "by": request.seat, "at": timezone.now()}
        how["unchanged"] = unchanged_case(request, number)
        how["place"] = CASE_PLACE.format(case["case"])
        try:
            if number is None:
                add_item(draft, ("cases",), case, **how)
            else:
                save_part(draft, ("cases", number), case, **how)
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, f"已保存情形“{form.cleaned_data['case']}”")
            return redirect("policies:draft", draft.pk)
    context = {"draft": draft, "form": form, "number": number, "now": now(policy, stored), "findings": findings}
    context["seen"] = trace_of(draft.pack["cases"][number]) if number is not None else ""
    return render(request, "policies/quota_case.html", context, status=422 if form.errors or findings else 200)


def unchanged_case(request: SeatedRequest, number: int | None) -> Unchanged:
    """Whether a case is as it was when its page was shown; a new one collides with nobody."""
    if number is None:
        return lambda _pack: True
    return same_value(("cases", number), request.POST.get("seen") or request.GET.get("seen", ""))


def now(policy: RoundPolicy, stored: dict[str, Any]) -> Trial | None:
    """What the draft says of the case as it is stored; None for one that is not stored yet."""
    return check_cases(policy, cases_of([stored]), {})[0] if stored else None
