"""Taking a draft away as a file, and bringing one back in its place."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.tree import PolicyError, Problem
from jiqun.policies.forms import ImportForm
from jiqun.policies.services.starting import replace_pack
from jiqun.policies.views.audience import draft_or_404, for_readers, for_writers
from jiqun.policies.views.listing import name_of, pack_in
from jiqun.policyfiles.archive import one_text, zipped

HEADING = "{title}（{state}）\n由认定管理系统导出，改正后可再导入。"


@for_readers
def export(request: SeatedRequest, pk: int, kind: str) -> HttpResponse:  # noqa: ARG001 - views take it
    """The draft as one text, or as a folder with its cases."""
    draft = draft_or_404(pk)
    heading = HEADING.format(title=draft.title, state=draft.state_term.label)
    content: str | bytes
    if kind == "yaml":
        content, mime = one_text(draft.pack, heading), "application/yaml; charset=utf-8"
    elif kind == "zip":
        content, mime = zipped(draft.pack, heading), "application/zip"
    else:
        raise Http404
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = content_disposition_header(True, f"{draft.title}.{kind}") or ""
    return answer


@for_writers
def bring_in(request: SeatedRequest, pk: int) -> HttpResponse:
    """Put a file in place of what was written, whole or not at all."""
    draft = draft_or_404(pk)
    form = ImportForm(initial={"version": draft.version})
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
    problems: list[Problem] = []
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        try:
            pack, name = pack_in(given["upload"]), name_of(given["upload"])
            replace_pack(draft, pack, name=name, version=given["version"], by=request.seat, at=timezone.now())
        except PolicyError as refusal:
            problems = refusal.problems
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, f"已导入“{name}”，请核对与编制基础的差异")
            return redirect("policies:draft", pk)
    context = {"draft": draft, "form": form, "problems": problems, "findings": findings}
    status = 422 if form.errors or problems or findings else 200
    return render(request, "policies/import.html", context, status=status)
