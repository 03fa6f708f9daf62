"""The dossier that the cases of a draft depart from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding, Refused
from jiqun.policies.caseforms import Bench, Changes, TablesForm, one_row_more
from jiqun.policies.models import Draft
from jiqun.policies.queries import checked
from jiqun.policies.services.writing import save_part
from jiqun.policies.views.audience import draft_or_404, for_writers
from jiqun.policies.views.draft import version_in

PREFIX = "base"


@for_writers
def case_base(request: SeatedRequest, pk: int) -> HttpResponse:
    """Change what all cases share."""
    draft = draft_or_404(pk)
    policy, problems = checked(draft.pack)
    if policy is None or problems:
        messages.warning(request, "草案有待改之处，改正后再编辑核对情形")
        return redirect("policies:draft", pk)
    bench, stored = Bench(policy, None), draft.pack["answers"]
    given: dict[str, Any] = {"prefix": PREFIX, "form_kwargs": {"bench": bench}}
    if request.method != "POST":
        tables = TablesForm(bench, stored, of_case=False)
        return show(request, draft, bench, (Changes(initial=bench.rows(stored), **given), tables))
    changes: Any = Changes(one_row_more(request.POST, PREFIX), **given)
    tables = TablesForm(bench, stored, request.POST, of_case=False)
    typed = (changes, tables)
    if "add_row" in request.POST:
        return show(request, draft, bench, typed)
    if not (changes.is_valid() & tables.is_valid()):
        return show(request, draft, bench, typed, status=422)
    answers = {place: value for place, value in changes.changes() if value}
    try:
        version = version_in(request)
        value = {**bench.kept(stored), **tables.rows(), **answers}
        save_part(
            draft, ("answers",), value, version=version, by=request.seat, at=timezone.now(), place="核对用基础数据"
        )
    except Refused as refusal:
        return show(request, draft, bench, typed, findings=refusal.findings, status=422)
    messages.success(request, "已保存核对用基础数据，各情形已重新检验")
    return redirect("policies:draft", pk)


def show(
    request: SeatedRequest,
    draft: Draft,
    bench: Bench,
    typed: tuple[Any, TablesForm],
    *,
    findings: tuple[Finding, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, with what was typed."""
    context = {
        "draft": draft,
        "changes": typed[0],
        "tables": typed[1],
        "kept": bench.kept_words(draft.pack["answers"]),
        "version": request.POST.get("version", draft.version),
        "findings": findings,
    }
    return render(request, "policies/case_base.html", context, status=status)
