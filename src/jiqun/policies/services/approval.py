"""From a draft to a published policy: submitted by one person, approved by a second."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.canonical import digest
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.loader import to_plain
from jiqun.core.policy.tree import Problem
from jiqun.policies.models import Draft, DraftState
from jiqun.policies.parts import count_of_differences
from jiqun.policies.queries import case_results, problems_of, subject_of
from jiqun.policies.services.duty import held, is_second_person, may_write, refuse_unless_approver, refuse_unless_writer
from jiqun.policies.services.writing import CHANGED_MEANWHILE
from jiqun.policies.wording import shown_problem
from jiqun.policyfiles.pack import assembled

NO_CASES = "草案没有核对情形，改动是否符合本意无从检验；请先增加情形，确需不经核对提交的，办理“无情形提交”"
DRAFTING, AWAITING, PUBLISHED, WITHDRAWN = DraftState


@transaction.atomic
def submit_draft(draft: Draft, *, version: int, by: Seat, at: datetime, without_cases: bool = False) -> Draft:
    """Hand the draft to the signatory; ``without_cases``: it is known that nothing tries it.

    Raises:
        Refused: wrong seat or state, an older version, and every problem and every failing case at once; or no case,
            unless that is known.
    """
    refuse_unless_writer(by)
    fresh = held(draft, DRAFTING)
    if fresh.version != version:
        raise Refused(Finding("policies.version", CHANGED_MEANWHILE))
    _refuse_unsound(fresh)
    if not fresh.pack["cases"] and not without_cases:
        raise Refused(Finding("policies.no_cases", NO_CASES))
    fresh.submitter, fresh.submitted_at, fresh.remark = by, at, ""
    return _moved(fresh, AWAITING, "submit_draft", "提交审定", by=by, at=at)


@transaction.atomic
def take_back_draft(draft: Draft, *, by: Seat, at: datetime) -> Draft:
    """Have a submitted draft back, to go on writing, as long as it was not approved.

    Raises:
        Refused: wrong seat or state, or a person who neither wrote nor submitted it.
    """
    refuse_unless_writer(by)
    fresh = held(draft, AWAITING)
    if is_second_person(fresh, by):
        raise Refused(Finding("policies.not_yours", "只有编制或提交本草案的人员可以撤回，请联系提交人"))
    return _moved(fresh, DRAFTING, "take_back_draft", "撤回", by=by, at=at)


@transaction.atomic
def return_draft(draft: Draft, reason: str, *, by: Seat, at: datetime) -> Draft:
    """Give the draft back to be changed; raises Refused."""
    refuse_unless_approver(by)
    fresh = held(draft, AWAITING)
    fresh.remark = _reason(reason, "请填写退回理由")
    return _moved(fresh, DRAFTING, "return_draft", "退回修改", by=by, at=at, remark=fresh.remark)


@transaction.atomic
def publish_draft(draft: Draft, *, version: int, by: Seat, at: datetime) -> Draft:
    """Approve the draft and publish it: from now on it never changes, and rounds can be opened from it.

    Raises:
        Refused: wrong seat or state, not a second person, another version than was read, or no longer sound.
    """
    refuse_unless_approver(by)
    fresh = held(draft, AWAITING)
    if not is_second_person(fresh, by):
        message = "本人编制或提交的政策不能由本人审定，换用其他岗位也不行；请由另一位负责人审定"
        raise Refused(Finding("policies.same_person", message))
    if fresh.version != version:
        raise Refused(Finding("policies.version", "草案内容已有变化，请对照最新内容后再审定"))
    _refuse_unsound(fresh)
    fresh.approver, fresh.published_at = by, at
    fresh.digest = digest(to_plain(assembled(fresh.pack)))
    return _moved(fresh, PUBLISHED, "publish_draft", "审定并发布", by=by, at=at)


@transaction.atomic
def withdraw_draft(draft: Draft, reason: str, *, by: Seat, at: datetime) -> Draft:
    """Give a draft up for good; a published policy stays. Raises Refused."""
    if not may_write(by):
        refuse_unless_approver(by)
    fresh = held(draft, DRAFTING, AWAITING)
    fresh.remark = _reason(reason, "请填写作废理由")
    return _moved(fresh, WITHDRAWN, "withdraw_draft", "作废", by=by, at=at, remark=fresh.remark)


def _reason(reason: str, asked: str) -> str:
    if not reason.strip():
        raise Refused(Finding("policies.reason", asked, field="reason"))
    return reason.strip()


def _refuse_unsound(draft: Draft) -> None:
    """Refuse with every problem of the whole check and every case that ends otherwise than expected."""
    problems = problems_of(draft)
    findings = [_finding(problem, draft) for problem in problems]
    if not problems:
        findings = [
            Finding("policies.case", f"核对情形“{each.case.case}”：{deviation}", field=f"cases.{number}")
            for number, each in enumerate(case_results(draft))
            for deviation in each.deviations
        ]
    if findings:
        raise Refused(*findings)


def _finding(problem: Problem, draft: Draft) -> Finding:
    return Finding("policies.problem", str(shown_problem(problem, draft.pack)), field=problem.key)


def _moved(draft: Draft, state: DraftState, act: str, label: str, *, by: Seat, at: datetime, remark: str = "") -> Draft:
    before, draft.state = draft.state, state
    draft.save()
    detail = {
        "before": before,
        "after": draft.state,
        "version": draft.version,
        "differences": count_of_differences(draft.base, draft.pack),
        "policy_digest": draft.digest,
        "cases": len(draft.pack["cases"]),
    }
    record(
        act,
        f"{label}：{draft.title}",
        by=by.actor,
        at=at,
        subject=subject_of(draft),
        remark=remark,
        detail=detail,
    )
    return draft
