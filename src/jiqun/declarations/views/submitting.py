"""Submitting, signing, sending back and taking back: each an act that is done once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiqun.accounts.access import OFFICES, SeatedRequest, for_seats
from jiqun.core.addresses import key_of
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Stage, Tier
from jiqun.core.wording import wording_of
from jiqun.declarations import wayfinding
from jiqun.declarations.commitment import commitment_field
from jiqun.declarations.models import Declaration, FieldRemark
from jiqun.declarations.progress import by_section, home_sections
from jiqun.declarations.queries import newest_seal, unchanged_since_return, visible_to
from jiqun.declarations.selfcheck import track_checks
from jiqun.declarations.services import returning, submitting, voiding
from jiqun.declarations.twins import departures
from jiqun.programmes.queries import policy_of
from jiqun.ui.posted import key_in, text_in

COUNTY = (Tier.COUNTY,)


@never_cache
@for_seats(tiers=COUNTY, roles=(Role.HANDLER,))
def submit(request: SeatedRequest, case_number: str) -> HttpResponse:
    """Everything that stands in the way, each thing linked to where it is put right; or the act itself."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    if case.stage != Stage.DRAFT:
        messages.info(request, f"该事项已提交，现为“{case.stage_words}”")
        return redirect("declarations:reading", case_number)
    if request.method != "POST":
        return submit_page(request, case, submitting.submit_findings(case, timezone.now()))
    replies = posted_replies(request)
    try:
        moved = submitting.submit(case, by=request.seat, at=timezone.now(), replies=replies)
    except Refused as refusal:
        shown = submit_page(request, case, refusal.findings, replies, status=422)
        return moved_meanwhile(request, case) or shown
    messages.success(request, submitted_sentence(moved))
    return redirect("declarations:reading", case_number)


def posted_replies(request: SeatedRequest) -> dict[int, str]:
    """What the county says to each demand for correction."""
    return {
        key: text_in(request.POST, name)
        for name in request.POST
        if name.startswith(submitting.REPLY) and (key := key_in(name.removeprefix(submitting.REPLY)))
    }


@dataclass(frozen=True, slots=True)
class Demand:
    """What is still to be corrected: the question, where it is answered, the demand, and the reply typed so far."""

    label: str
    url: str
    remark: FieldRemark
    reply: str = ""
    wrong: str = ""


def demands(case: Declaration, replies: Mapping[int, str], wrong: Mapping[str, str]) -> list[Demand]:
    """The demands of this case with what was typed for them; ``wrong``: what is the matter with a reply, by field."""
    form = policy_of(case.round).form
    homes, wording = home_sections(form), wording_of(form)
    found = []
    for remark in case.remarks.filter(answered=False):
        home = homes.get(key_of(remark.address), "")
        url = reverse("declarations:section", args=[case.case_number, home]) if home else ""
        said = wrong.get(f"{submitting.REPLY}{remark.pk}", "")
        found.append(Demand(wording.label(remark.address), url, remark, replies.get(remark.pk, ""), said))
    return found


def submitted_sentence(case: Declaration) -> str:
    """What now holds after submitting, and what comes next."""
    if case.stage == Stage.SIGNING:
        return f"已送{case.county.name}负责人签发；签发后报送{case.city.place}，签发前可以撤回修改"
    return f"已报送{case.city.place}，接下来由{case.city.place}现场核查；核查完成前可以撤回修改"


def moved_meanwhile(request: SeatedRequest, case: Declaration) -> HttpResponse | None:
    """When the case has moved meanwhile (pressed twice, a colleague was faster): say where it stands, do nothing."""
    fresh = visible_to(request.seat).filter(pk=case.pk).first()
    if fresh is None or fresh.stage == case.stage:
        return None
    messages.info(request, f"该事项已办理，现为“{fresh.stage_words}”；{wayfinding.what_next(fresh)}")
    return redirect("declarations:reading", case.case_number)


def submit_page(
    request: SeatedRequest,
    case: Declaration,
    found: Sequence[Finding],
    replies: Mapping[int, str] = submitting.NO_REPLIES,
    status: int = 200,
) -> HttpResponse:
    """The page before submitting; what is the matter with a reply stands beside it."""
    policy = policy_of(case.round)
    wrong = {each.field: each.message for each in found if each.field.startswith(submitting.REPLY)}
    findings = [each for each in found if each.field not in wrong]
    others = case.dossier.cases.filter(stage=Stage.DRAFT).exclude(pk=case.pk)
    context = {
        "case": case,
        "track": wayfinding.track_name(case),
        "count": len(findings),
        "form_source": policy.form.source if findings else None,
        "groups": by_section(policy.form, findings),
        "notices": by_section(policy.form, submitting.town_notices(case)),
        "checks": track_checks(policy, (case.track,), case.dossier.answers),
        "commitment": commitment_field(policy),
        "departures": departures(case),
        "remarks": demands(case, replies, wrong),
        "unchanged": unchanged_since_return(case),
        "others": [(each, wayfinding.track_name(each)) for each in others],
        "today": timezone.localdate(),
    }
    return render(request, "declarations/submit.html", context, status=status)


@never_cache
@for_seats(tiers=COUNTY, roles=(Role.SIGNATORY,))
def sign(request: SeatedRequest, case_number: str) -> HttpResponse:
    """The signatory sees what was submitted and lets it leave the county."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    if case.stage != Stage.SIGNING:
        messages.info(request, f"该事项现为“{case.stage_words}”，无须签发")
        return redirect("declarations:reading", case_number)
    if request.method != "POST":
        return sign_page(request, case, submitting.sign_findings(case, timezone.now()))
    try:
        submitting.sign_off(case, by=request.seat, at=timezone.now())
    except Refused as refusal:
        return moved_meanwhile(request, case) or sign_page(request, case, refusal.findings, status=422)
    messages.success(request, f"已签发并报送{case.city.place}，接下来由{case.city.place}现场核查")
    return redirect("declarations:reading", case_number)


def sign_page(
    request: SeatedRequest, case: Declaration, findings: Sequence[Finding], error: str = "", status: int = 200
) -> HttpResponse:
    """The page before signing."""
    submission = newest_seal(case)
    answers = submission.answers if submission else {}
    context = {
        "case": case,
        "track": wayfinding.track_name(case),
        "submission": submission,
        "findings": findings,
        "checks": track_checks(policy_of(case.round), (case.track,), answers),
        "error": error,
        "facts": sign_facts(case),
        "today": timezone.localdate(),
    }
    return render(request, "declarations/sign.html", context, status=status)


def sign_facts(case: Declaration) -> list[tuple[str, str]]:
    """What the signatory sees at a glance."""
    submission, cluster = newest_seal(case), case.dossier.cluster
    named = [("主导产业", cluster.leading_industry), ("细分领域", cluster.niche)]
    return [
        ("申报类别", f"{case.level_term.label}{case.purpose_term.label}"),
        *((label, text) for label, text in named if text),
        ("经办人", submission.submitted_by if submission else "—"),
        ("佐证材料", f"{len(submission.evidence) if submission else 0}份"),
        ("报送单位", case.city.name),
    ]


@require_POST
@for_seats(tiers=COUNTY, roles=(Role.SIGNATORY,))
def send_back(request: SeatedRequest, case_number: str) -> HttpResponse:
    """The signatory gives the case back to the handler and says why."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    try:
        returning.send_back(case, reason=request.POST.get("reason", ""), by=request.seat, at=timezone.now())
    except Refused as refusal:
        if moved := moved_meanwhile(request, case):
            return moved
        if case.stage != Stage.SIGNING:
            messages.error(request, str(refusal))
            return redirect("declarations:reading", case_number)
        return sign_page(request, case, (), error=str(refusal), status=422)
    messages.success(request, "已退回经办人修改，修改后须重新提交签发")
    return redirect("declarations:reading", case_number)


@require_POST
@for_seats(tiers=COUNTY, roles=OFFICES)
def withdraw(request: SeatedRequest, case_number: str) -> HttpResponse:
    """The county takes a case back while the city has not finished with it."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    if case.stage == Stage.DRAFT:
        messages.info(request, "该事项已在本县填报中，无须撤回")
        return redirect("declarations:reading", case_number)
    try:
        returning.withdraw(case, by=request.seat, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("declarations:reading", case_number)
    messages.success(request, f"已撤回，可以修改；须在{closing(case)}前重新提交，逾期不再接收")
    return redirect("declarations:reading", case_number)


@require_POST
@for_seats(tiers=COUNTY, roles=(Role.HANDLER,))
def void(request: SeatedRequest, case_number: str) -> HttpResponse:
    """The handler ends a draft that was opened by mistake."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    if case.stage == Stage.VOIDED:
        messages.info(request, "该事项已作废，无须重复办理")
        return redirect("declarations:reading", case_number)
    try:
        voiding.void(case, reason=request.POST.get("reason", ""), by=request.seat, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("declarations:reading", case_number)
    messages.success(request, f"“{case.dossier.cluster.name}”{wayfinding.track_name(case)}申报已作废；需要时可重新建立")
    return redirect("declarations:list")


def closing(case: Declaration) -> str:
    """The closing moment in words."""
    day = case.round.closes_on
    return f"{day.year}年{day.month}月{day.day}日24时"
