"""What else a city may do with a case: return it for correction field by field, or not recommend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import SeatedRequest
from jiqun.core.addresses import addresses_of, post_name
from jiqun.core.answers import labelled
from jiqun.core.completeness import asked_fields
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import Field
from jiqun.core.vocabulary import Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.services.returning import return_for_correction
from jiqun.declarations.services.window import window_findings
from jiqun.declarations.submitted import in_words
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.forms import posted_remarks
from jiqun.recommendations.queries import visit_of
from jiqun.recommendations.services.declining import not_recommend
from jiqun.recommendations.views.inbox import inbox_of
from jiqun.recommendations.views.visit import DECIDABLE, case_of, for_city_offices


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of the form with what was submitted and what is asked about it."""

    address: str
    name: str
    label: str
    value: str
    remark: str


@dataclass(frozen=True, slots=True)
class AskedSection:
    """One section; open when something is asked in it."""

    label: str
    fields: tuple[Asked, ...]

    @property
    def remarks(self) -> int:
        """How many remarks it carries."""
        return sum(1 for each in self.fields if each.remark)


@for_city_offices
def return_page(request: SeatedRequest, number: str) -> HttpResponse:
    """Return a case with a remark on each field that is to be corrected."""
    case = case_of(request, number)
    if request.method != "POST":
        return return_form(request, case, {}, "")
    addresses = [each.address for section in asked_sections(case, {}) for each in section.fields]
    remarks, reason = posted_remarks(request.POST, addresses), request.POST.get("reason", "")
    try:
        sure = request.POST.get("confirmed") == "yes"
        return_for_correction(case, reason=reason, remarks=remarks, by=request.seat, at=now(), confirmed=sure)
    except Refused as refusal:
        case.refresh_from_db()
        return return_form(request, case, remarks, reason, findings=refusal.findings)
    counted = f"，逐项要求{len(remarks)}处" if remarks else ""
    follows = "重新报送后再行核查" if not window_findings(case.round, now()) else "本批次已经截止，不再接收"
    message = f"“{case.dossier.cluster.name}”已退回{case.county.place}补正{counted}；{follows}"
    messages.success(request, message)
    return redirect(inbox_of(case.round))


def return_form(
    request: SeatedRequest,
    case: Declaration,
    remarks: Mapping[str, str],
    reason: str,
    *,
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    """The page on which remarks are written."""
    context = {
        "case": case,
        "sections": asked_sections(case, remarks),
        "reason": reason,
        "findings": findings,
        "today": localdate(),
        "closed": bool(window_findings(case.round, now())),
        "confirmed": request.POST.get("confirmed") == "yes",
        "returnable": case.stage == Stage.SUBMITTED,
    }
    return render(request, "recommendations/return.html", context, status=422 if findings else 200)


def asked_sections(case: Declaration, remarks: Mapping[str, str]) -> list[AskedSection]:
    """The fields that the track asks, by section, with what was submitted."""
    policy, submission = policy_of(case.round), latest_submission(case)
    answers = submission.answers if submission else {}
    asked = {field.key for field in asked_fields(policy.form, answers, tracks=(case.track,))}

    def lines(field: Field) -> list[Asked]:
        return [
            Asked(
                place,
                post_name(place),
                labelled(field, place),
                shown(field, answers.get(place)),
                remarks.get(place, ""),
            )
            for place in addresses_of(field, policy.years)
        ]

    return [
        AskedSection(
            section.label,
            tuple(line for field in section.fields if field.key in asked for line in lines(field)),
        )
        for section in policy.form.sections_for(case.track)
    ]


def shown(field: Field, stored: object) -> str:
    """What was submitted, short: a table by the number of its rows."""
    if field.columns:
        return f"共{len(stored)}行" if isinstance(stored, list) else "未填"
    return f"{in_words(field, stored)}{field.unit if stored else ''}"


@for_city_offices
def decline_page(request: SeatedRequest, number: str) -> HttpResponse:
    """End a case at the city, with reasons."""
    case, reason = case_of(request, number), ""
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            not_recommend(case, reason=reason, by=request.seat, at=now())
        except Refused as refusal:
            case.refresh_from_db()
            findings = refusal.findings
        else:
            matter = f"{case.level_term.label}{case.purpose_term.label}"
            message = f"“{case.dossier.cluster.name}”{matter}不予推荐，理由已告知{case.county.place}"
            messages.success(request, message)
            return redirect(inbox_of(case.round))
    context = {
        "case": case,
        "reason": reason,
        "findings": findings,
        "decidable": case.stage in DECIDABLE,
        "unverified": case.stage == Stage.SUBMITTED,
        "visit": visit_of(case),
    }
    return render(request, "recommendations/decline.html", context, status=422 if findings else 200)
