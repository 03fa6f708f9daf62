"""Rounds: what each froze, the sign-off switch, and opening a new one."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import PolicyError
from jiqun.core.vocabulary import Role, Tier
from jiqun.policies.queries import published_policy
from jiqun.policies.services.duty import may_write
from jiqun.policyfiles.folder import shipped_rounds
from jiqun.policyfiles.text import write_policy_text
from jiqun.programmes.forms import OpenRoundForm
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.services import bring_in_round, switch_sign_off
from jiqun.programmes.sheet import count_to_check, criteria_sheets, track_group, value_groups
from jiqun.ui.wording import chinese_date

PROVINCE = (Tier.PROVINCE,)
READERS = (Role.PROVINCIAL_OFFICER, Role.SIGNATORY, Role.SYSTEM_ADMIN, Role.AUDITOR)
SYSTEM = (Role.SYSTEM_ADMIN,)
CORRECTION = """{title}政策数据
更正办法：改正数值及其来源和标记（V为原文，S为转引，A为暂定），另取批次代码和名称，在“政策编制”中上传为草案，
经检查、审定、发布后开启新批次。已开启批次的数据固定不变。"""
UNSOUND = "所选政策已不符合本系统现行的检查，不能开启；请在“政策编制”中以其为基础另行起草，审定发布后再开启"


@for_seats(tiers=PROVINCE, roles=READERS)
def rounds(request: SeatedRequest) -> HttpResponse:
    """All rounds, the newest first."""
    context = {"rounds": Round.objects.all(), "may_open": request.seat.role_term in SYSTEM}
    return render(request, "programmes/rounds.html", {**context, "today": timezone.localdate()})


@for_seats()
def round_page(request: SeatedRequest, code: str) -> HttpResponse:
    """Everything that a round froze, with the source of each value; open to every seat."""
    call = get_object_or_404(Round, code=code)
    policy = policy_of(call)
    groups, track_groups = value_groups(policy), [track_group(each, policy.day) for each in policy.tracks]
    criteria = criteria_sheets(policy)
    all_groups = [*groups, *track_groups, *(each for sheet in criteria for each in sheet.aspects)]
    context = {
        "call": call,
        "policy": policy,
        "groups": groups,
        "track_groups": track_groups,
        "criteria": criteria,
        "to_check": count_to_check(policy, all_groups),
        "today": timezone.localdate(),
        "may_switch": request.seat.role_term in SYSTEM and request.seat.tier in PROVINCE,
        "may_draft": may_write(request.seat),
        "may_list": request.seat.role_term in READERS and request.seat.tier in PROVINCE,
    }
    return render(request, "programmes/round.html", context)


@for_seats()
def policy_file(request: SeatedRequest, code: str, kind: str) -> HttpResponse:  # noqa: ARG001 - views take it
    """The frozen policy as a file to keep, to check by its digest, or to correct for a new round."""
    call = get_object_or_404(Round.objects.select_related("policy"), code=code)
    if kind == "yaml":
        content, mime = write_policy_text(call.policy.plain, CORRECTION.format(title=call.title)), "application/yaml"
    elif kind == "json":
        content, mime = json.dumps(call.policy.plain, ensure_ascii=False, indent=2), "application/json"
    else:
        raise Http404
    answer = HttpResponse(content, content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{call.title}政策数据.{kind}") or ""
    return answer


@for_seats(tiers=PROVINCE, roles=SYSTEM)
def open_page(request: SeatedRequest) -> HttpResponse:
    """Open a round from what was approved here or came with the software; a file of one's own becomes a draft first."""
    form = OpenRoundForm(request.POST or None)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        known = form.cleaned_data["over_is_known"]
        given: dict[str, Any] = {"is_demo": settings.DEMO, "origin": form.origin, "over_is_known": known}
        try:
            call = bring_in_round(_policy(form.cleaned_data), by=request.seat.actor, at=timezone.now(), **given)
        except PolicyError:
            findings = (Finding("round.unsound", UNSOUND),)
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, f"已开启“{call.title}”，政策数据已固定；{_what_next(call)}")
            return redirect("programmes:round", call.code)
    status = 422 if form.errors or findings else 200
    return render(request, "programmes/open.html", {"form": form, "findings": findings}, status=status)


def _policy(given: dict[str, Any]) -> RoundPolicy:
    """The policy asked for; raises PolicyError should the rules of the software no longer take a published one."""
    return published_policy(int(given["published"])) if given["published"] else shipped_rounds()[given["shipped"]]


def _what_next(call: Round) -> str:
    """Whether anybody can declare yet, or still."""
    today = timezone.localdate()
    if call.closes_on < today:
        return f"报送已于{chinese_date(call.closes_on)}截止，不再接受申报"
    return "各级可以开始申报" if call.opens_on <= today else f"各级自{chinese_date(call.opens_on)}起可以申报"


@require_POST
@for_seats(tiers=PROVINCE, roles=SYSTEM)
def sign_off(request: SeatedRequest, code: str) -> HttpResponse:
    """Switch the sign-off step on or off."""
    call = get_object_or_404(Round, code=code)
    required = request.POST.get("required") == "yes"
    switch_sign_off(call, required, by=request.seat.actor, at=timezone.now())
    now_holds = "提交、推荐、公示和公布须经负责人签发" if required else "经办人提交或推荐即报出，不再经负责人签发"
    messages.success(request, f"签发环节已{'启用' if required else '停用'}：{now_holds}")
    return redirect("programmes:round", call.code)
