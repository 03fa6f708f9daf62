"""Formal check: line by line against the notice, then admitted or refused with the clause (N10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.assessments.models import FormalCheck
from jiqun.assessments.queries import check_items
from jiqun.assessments.services.duty import OFFICER, refuse_unless_on_duty
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused, overlong
from jiqun.core.policy.schema import CheckItem
from jiqun.core.vocabulary import Event, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.advance import advance

Lines = Mapping[str, Mapping[str, str]]
"""What was found per check item: ``{"ok": "yes" / "no" / "", "remark": …}``."""
LONGEST_REMARK = 300
CHANGED = Finding(
    "formal_check.changed", "他人刚刚修改了审查记录，您的输入仍保留在页面上、尚未保存；请另开页面核对最新记录，再行办理"
)


@transaction.atomic
def save_check(case: Declaration, lines: Lines, *, seen: int = 0, by: Seat, at: datetime) -> FormalCheck:
    """Keep a check that is not finished yet; what is missing is no obstacle. An unchanged one leaves no record.

    Raises:
        Refused: not the officer, the case is not waiting for its check, or a colleague changed it meanwhile.
    """
    check, changed = opened_check(case, lines, seen, by=by)
    if changed:
        record(
            "save_formal_check",
            "保存形式审查",
            by=by.actor,
            at=at,
            subject=case.case_number,
            round_code=case.round.code,
            detail={"answered": sum(1 for line in check.lines.values() if line["ok"])},
        )
    return check


@transaction.atomic
def admit(case: Declaration, lines: Lines, *, seen: int = 0, by: Seat, at: datetime) -> Declaration:
    """Admit a case of which every line is as it should be.

    Raises:
        Refused: naming every line that is open or not as it should be.
    """
    check, _ = opened_check(case, lines, seen, by=by)
    findings = [
        Finding(
            f"formal_check.{line_state(check, item) or 'open'}", sentence(check, item), item.source.citation, item.id
        )
        for item in check_items(case)
        if line_state(check, item) != "yes"
    ]
    if findings:
        raise Refused(*findings)
    moved = advance(case, Event.ADMIT, by=by, at=at)
    close_check(check, admitted=True, reason="", by=by, at=at)
    return moved


@transaction.atomic
def refuse(case: Declaration, lines: Lines, *, reason: str, seen: int = 0, by: Seat, at: datetime) -> Declaration:
    """Refuse a case for good: the reason in words, and the clause of every line that is not as it should be.

    Raises:
        Refused: no reason, or no line marked as not conforming.
    """
    check, _ = opened_check(case, lines, seen, by=by)
    failed = [item for item in check_items(case) if line_state(check, item) == "no"]
    findings = []
    if not reason.strip():
        findings.append(Finding("formal_check.reason", "不予受理须写明理由", field="reason"))
    if not failed:
        message = "不予受理须至少有一项审查要点不符合，作为依据；请先逐项标明"
        findings.append(Finding("formal_check.no_ground", message))
    if findings:
        raise Refused(*findings)
    grounds = "；".join(f"{item.label}（{item.source.citation}）" for item in failed)
    stated = (
        f"{reason.strip()}。不符合：{grounds}"
        if reason.strip()[-1] not in "。；！"
        else f"{reason.strip()}不符合：{grounds}"
    )
    moved = advance(case, Event.REFUSE, by=by, at=at, reason=stated, detail={"failed": [item.id for item in failed]})
    close_check(check, admitted=False, reason=stated, by=by, at=at)
    return moved


def opened_check(case: Declaration, lines: Lines, seen: int, *, by: Seat) -> tuple[FormalCheck, bool]:
    """The check of a case that waits for it, locked, with the lines written in, and whether that changed anything.

    Unknown items are left out. ``seen`` is the revision that the page showed.

    Raises:
        Refused: wrong seat or stage, or the lines would overwrite what a colleague wrote since.
    """
    refuse_unless_on_duty(by, OFFICER, "形式审查")
    fresh = visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=case.pk).first()
    if fresh is None:
        raise Refused(Finding("route.not_visible", "该事项不在本单位办理范围内"))
    if fresh.stage != Stage.RECOMMENDED:
        message = f"该事项现为“{fresh.stage_words}”，形式审查已经结束，不能再修改"
        raise Refused(Finding("formal_check.closed", message))
    check, new = FormalCheck.objects.get_or_create(declaration=fresh)
    written = {
        item.id: {"ok": given if given in ("yes", "no") else "", "remark": str(line.get("remark", "")).strip()}
        for item in check_items(fresh)
        for line in [lines.get(item.id, {})]
        for given in [line.get("ok", "")]
    }
    if written == check.lines and not new:
        return check, False
    if findings := [each for item in check_items(fresh) for each in too_long(item, written[item.id]["remark"])]:
        raise Refused(*findings)
    if check.revision != seen:
        raise Refused(CHANGED)
    check.lines, check.revision = written, check.revision + 1
    check.save(update_fields=["lines", "revision"])
    return check, True


def too_long(item: CheckItem, remark: str) -> list[Finding]:
    """That there is no room for the remark on a line."""
    return overlong(remark, LONGEST_REMARK, f"“{item.label}”的说明", item.id)


def line_state(check: FormalCheck, item: CheckItem) -> str:
    """``yes``, ``no``, or nothing while the line is open."""
    return str(check.lines.get(item.id, {}).get("ok", ""))


def sentence(check: FormalCheck, item: CheckItem) -> str:
    """Why a line stands in the way of admission."""
    if line_state(check, item) == "no":
        return f"“{item.label}”标为不符合，不能受理；如确不符合，请办理不予受理"
    return f"“{item.label}”尚未审查，请标明是否符合"


def close_check(check: FormalCheck, *, admitted: bool, reason: str, by: Seat, at: datetime) -> None:
    """Write the outcome into the check; it is not changed after that."""
    check.admitted, check.reason = admitted, reason
    check.decided_at, check.decided_by = at, by.person.name
    check.save(update_fields=["admitted", "reason", "decided_at", "decided_by"])
