"""Objecting in four steps, and asking what became of it; everything typed travels with the form and the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache

from jiqun.accounts.access import for_public
from jiqun.core.findings import Finding, Refused
from jiqun.decisions.models import Objection, ObjectionState, PublicNotice
from jiqun.decisions.queries import objection_clause, objection_rules, posted_notices, takes_objections
from jiqun.decisions.services.objections import LABELS, file_objection, filing_findings
from jiqun.portal.forms import STEPS, ObjectionForm, named, said_in, step_of
from jiqun.portal.queries import objectionable, receipt_given
from jiqun.ui.posted import key_in
from jiqun.ui.wording import chinese_moment

LAST = len(STEPS)
KEPT = "objection"
"""Where the session keeps what was typed between two pages."""
MOST_KEPT = 4000
"""Characters of each text: more than any input takes, so that what is too long is told and not cut unseen."""
CLOSED = Finding("objection.closed", "公示期已结束，不能再对本次公示提出异议；以下是您填写的内容，可自行保存")


@never_cache
@for_public
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One step after the other; the last one files the objection. Every post leads on to an address that is read."""
    at = now()
    notice = get_object_or_404(posted_notices(at), pk=pk)
    if request.method == "POST":
        return posted(request, notice, at)
    typed = kept(request, notice) if "step" in request.GET else {}
    if not takes_objections(notice, at):
        if typed:
            return step_page(request, notice, LAST, initial=typed, findings=[CLOSED])
        messages.info(request, "公示期已结束，不再受理对本次公示的异议")
        return redirect("portal:notice", pk)
    step = bounded(request.GET.get("step", "1"))
    if "check" not in request.GET:
        return step_page(request, notice, step, initial=typed or {"case": request.GET.get("case", "")})
    if step == LAST:
        return step_page(request, notice, LAST, initial=typed, findings=left_to_find(notice, typed, at))
    return step_page(request, notice, step, form=ObjectionForm(step, objectionable(notice), typed))


def posted(request: HttpRequest, notice: PublicNotice, at: datetime) -> HttpResponse:
    """What a button of the form leads to."""
    step, go = bounded(request.POST.get("step", "1")), request.POST.get("go", "next")
    if not takes_objections(notice, at):
        return to_step(request, notice, LAST)
    if go == "submit":
        return submit(request, notice, at)
    if go == "previous":
        return to_step(request, notice, max(1, step - 1))
    if 1 <= key_in(go) < LAST:
        return to_step(request, notice, key_in(go))
    if ObjectionForm(step, objectionable(notice), request.POST).own_errors(step):
        return to_step(request, notice, step, check=True)
    return to_step(request, notice, min(LAST, step + 1))


def bounded(step: str) -> int:
    """The step that was named, within bounds."""
    return min(LAST, max(1, key_in(step)))


def to_step(request: HttpRequest, notice: PublicNotice, step: int, *, check: bool = False) -> HttpResponse:
    """Read a step next, with what was typed so far; ``check`` shows what is wrong there.

    The session carries the texts over this one redirect, so that going back in the browser sends nothing again; it
    forgets them when the objection is filed or another is begun.
    """
    typed = {name: request.POST.get(name, "")[:MOST_KEPT] for name in ("case", *LABELS)}
    request.session[KEPT] = {"notice": notice.pk, "typed": typed}
    query = urlencode({"step": step, **({"check": "yes"} if check else {})})
    return redirect(f"{reverse('portal:objection', args=[notice.pk])}?{query}")


def kept(request: HttpRequest, notice: PublicNotice) -> dict[str, str]:
    """What was typed of an objection to this notice; nothing when it was to another."""
    found: dict[str, Any] = request.session.get(KEPT, {})
    return dict(found["typed"]) if found.get("notice") == notice.pk else {}


def submit(request: HttpRequest, notice: PublicNotice, at: datetime) -> HttpResponse:
    """File the objection and show its receipt; a second post of the same leads to the same receipt."""
    cases = objectionable(notice)
    for step in range(2, LAST):
        if ObjectionForm(step, cases, request.POST).own_errors(step):
            return to_step(request, notice, step, check=True)
    case = notice.cases.select_related("dossier__cluster").filter(pk=key_in(request.POST.get("case", ""))).first()
    if case is None:
        return to_step(request, notice, 1, check=True)
    try:
        filed = file_objection(notice, case, said_in(request.POST), at=at)
    except Refused:
        return to_step(request, notice, LAST, check=True)
    request.session.pop(KEPT, None)
    messages.success(request, "异议已提交，请记下回执编号；受理和处理情况凭编号在本页查询")
    return redirect(f"{reverse('portal:receipt')}?{urlencode({'number': filed.receipt})}")


def left_to_find(notice: PublicNotice, typed: dict[str, str], at: datetime) -> list[Finding]:
    """Why what was typed could not be filed, said on the last step."""
    case = notice.cases.select_related("dossier__cluster").filter(pk=key_in(typed.get("case", ""))).first()
    if case is None:
        return [Finding("objection.case", "请选择本次公示中的一项")]
    return [replace(finding, field="") for finding in filing_findings(notice, case, said_in(typed), at)]


def step_page(
    request: HttpRequest,
    notice: PublicNotice,
    step: int,
    *,
    form: ObjectionForm | None = None,
    initial: dict[str, Any] | None = None,
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    """The page of one step; ``form`` where it is wrong, else what was typed so far."""
    cases = objectionable(notice)
    typed = {**(initial or {})} if form is None else dict(form.data.items())
    context = {
        "notice": notice,
        "step": step,
        "last": LAST,
        "steps": [
            (name, "done" if place < step else "current" if place == step else "todo")
            for place, name in enumerate(STEPS, 1)
        ],
        "step_title": STEPS[step - 1],
        "form": form or ObjectionForm(step, cases, initial=initial),
        "review": review(typed, {str(case.pk): named(case) for case in cases}) if step == LAST else [],
        "findings": findings,
        "rules": objection_rules(notice.round),
        "citation": objection_clause(notice.round).citation,
    }
    return render(request, "portal/objection.html", context, status=422 if findings or form else 200)


def review(typed: dict[str, Any], names: dict[str, str]) -> list[tuple[int, str, str]]:
    """What was typed, each with the step to change it in."""
    lines = [("case", "所涉事项", names.get(str(typed.get("case", "")), "未选择"))]
    lines += [(field, label, str(typed.get(field, "")).strip() or "未填写") for field, label in LABELS.items()]
    return [(step_of(field), label, value) for field, label, value in lines]


@never_cache
@for_public
def receipt(request: HttpRequest) -> HttpResponse:
    """What became of an objection, by its receipt number alone; says nothing of who filed it."""
    number = request.GET.get("number", "").strip()
    found = receipt_given(number)
    context = {
        "number": number,
        "asked": "number" in request.GET,
        "objection": found,
        "facts": receipt_facts(found) if found else [],
        "grouped": grouped(found.receipt) if found else "",
    }
    status = 404 if number and found is None else 200
    return render(request, "portal/receipt.html", context, status=status)


def grouped(number: str) -> str:
    """A receipt number in groups of four, easier to copy by hand."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def receipt_facts(filed: Objection) -> list[tuple[str, str]]:
    """State and answer of an objection."""
    facts = [
        ("公示", filed.notice.title),
        ("所涉事项", named(filed.declaration)),
        ("提出时间", chinese_moment(filed.filed_at)),
        ("状态", ObjectionState(filed.state).label),
    ]
    if filed.answer:
        facts += [("处理意见", filed.answer), ("处理时间", chinese_moment(filed.resolved_at))]
    return facts
