"""One objection at the province: what is said, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Stage, Tier
from jiqun.decisions import queries
from jiqun.decisions.forms import ACCEPT, ACTS, DISMISS, REJECT, UPHOLD, EnteredObjectionForm, ObjectionForm
from jiqun.decisions.models import Channel, Objection, ObjectionState
from jiqun.decisions.services.duty import DECIDERS
from jiqun.decisions.services.objections import (
    accept_objection,
    dismiss_objection,
    moved_on,
    reject_objection,
    uphold_objection,
)
from jiqun.decisions.services.receiving import record_objection
from jiqun.ui.refusals import into_form
from jiqun.ui.wording import chinese_date

DONE = {
    ACCEPT: "异议已受理，请调查核实后登记处理结果",
    REJECT: "异议不予受理，理由可由异议人凭回执编号查询",
    DISMISS: "异议不成立，继续公示；处理意见可由异议人凭回执编号查询",
    UPHOLD: "异议成立，处理意见可由异议人凭回执编号查询",
}
SENTENCES = {
    ObjectionState.FILED: "登记后不能更改，异议人可以凭回执编号看到；受理的转入调查核实，不予受理的办结。",
    ObjectionState.ACCEPTED: "登记后不能更改，异议人可凭回执编号看到；异议成立的，退出本次公示，重新提交会议研究。",
}
ANSWERED = {ACCEPT: accept_objection, REJECT: reject_objection, DISMISS: dismiss_objection, UPHOLD: uphold_objection}


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def objection(request: SeatedRequest, pk: int) -> HttpResponse:
    """The page of one objection; its handling is posted here."""
    filed = objection_or_404(pk)
    if request.method != "POST":
        return objection_page(request, filed, ObjectionForm(ObjectionState(filed.state)))
    form = ObjectionForm(ObjectionState(filed.state), request.POST)
    if ObjectionState(filed.state) not in ACTS:
        messages.info(request, f"该异议现为“{ObjectionState(filed.state).label}”，无须重复处理")
        return redirect("decisions:objection", pk)
    if request.POST.get("act") in ANSWERED and request.POST["act"] not in dict(ACTS[ObjectionState(filed.state)]):
        kept = ObjectionForm(ObjectionState(filed.state), initial={"answer": request.POST.get("answer", "")})
        return objection_page(request, filed, kept, [moved_on(filed)])
    if not form.is_valid():
        return objection_page(request, filed, form)
    act, answer = form.cleaned_data["act"], form.cleaned_data["answer"]
    try:
        ANSWERED[act](filed, answer=answer, by=request.seat, at=now())
    except Refused as refusal:
        return objection_page(request, objection_or_404(pk), form, into_form(form, refusal.findings))
    name = filed.declaration.dossier.cluster.name
    left = f"；“{name}”已退出本次公示，重新待会议研究" if act == UPHOLD else ""
    messages.success(request, f"{DONE[act]}{left}")
    return redirect("decisions:objection", pk)


def objection_or_404(pk: int) -> Objection:
    """The objection with its notice and case."""
    rows = Objection.objects.select_related("notice__round", "declaration__dossier__cluster", "declaration__county")
    return get_object_or_404(rows, pk=pk)


def objection_page(
    request: SeatedRequest, filed: Objection, form: ObjectionForm, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The page of one objection; keeps what was typed."""
    state = ObjectionState(filed.state)
    source = queries.objection_clause(filed.notice.round)
    context = {
        "objection": filed,
        "case": filed.declaration,
        "state": state,
        "form": form if state in ACTS else None,
        "sentence": SENTENCES.get(state, ""),
        "standing": filed.declaration.stage == Stage.ON_NOTICE,
        "findings": findings,
        "rules": queries.objection_rules(filed.notice.round),
        "citation": source.citation,
        "objector": [
            ("姓名", filed.name),
            ("单位", filed.unit),
            ("联系方式", filed.contact),
            ("提出方式", Channel(filed.channel).label),
            *([("收到日期", chinese_date(filed.received_on))] if filed.received_on else []),
        ],
    }
    status = 422 if findings or form.errors else 200
    return render(request, "decisions/objection.html", context, status=status)


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def enter_objection(request: SeatedRequest, pk: int) -> HttpResponse:
    """Enter an objection that came in writing or by telephone, the ways that the notice names."""
    notice = get_object_or_404(queries.notices(), pk=pk)
    cases = list(queries.noticed_cases(notice).filter(stage=Stage.ON_NOTICE))
    form = EnteredObjectionForm(cases, request.POST if request.method == "POST" else None)
    findings: list[Finding] = []
    if form.is_valid():
        case = next(each for each in cases if str(each.pk) == form.cleaned_data["case"])
        try:
            entered = record_objection(notice, case, form.said(), form.received(), by=request.seat, at=now())
        except Refused as refusal:
            findings = into_form(form, refusal.findings)
        else:
            messages.success(request, f"异议已登记，回执编号{entered.receipt}，请告知异议人；下一步决定是否受理")
            return redirect("decisions:objection", entered.pk)
    context = {"notice": notice, "form": form, "findings": findings}
    return render(request, "decisions/enter_objection.html", context, status=422 if form.errors or findings else 200)
