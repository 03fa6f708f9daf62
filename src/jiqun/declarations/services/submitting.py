"""Submitting: everything that is missing at once, then the seal, then the road."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.accounts.services.separation import refuse_own_draft
from jiqun.core import roles
from jiqun.core.canonical import digest
from jiqun.core.completeness import consistency, missing
from jiqun.core.findings import Finding, Refused, overlong
from jiqun.core.policy.schema import CriterionKind
from jiqun.core.vocabulary import Event, Role, Stage, Tier, Verdict
from jiqun.declarations.commitment import commitment_findings
from jiqun.declarations.models import Declaration, Dossier, Submission
from jiqun.declarations.prerequisites import DRAFTING, is_recognised, rests_on, standing_findings
from jiqun.declarations.queries import WITH_COUNTY, dossier_subject, newest_seal, visible_to
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.services.advance import advance
from jiqun.declarations.services.answering import follow_cluster
from jiqun.declarations.services.window import window_findings
from jiqun.evidence.queries import evidence_list, proven_addresses
from jiqun.programmes.queries import policy_of
from jiqun.programmes.towns import listed_town

REPLY = "reply-"
"""How the fields of replies begin; the key of the demand follows."""
LONGEST_REPLY = 1000
NO_REPLIES: Mapping[int, str] = MappingProxyType({})


def submit_findings(case: Declaration, at: datetime) -> list[Finding]:
    """Everything that stands in the way of submitting this case now; empty when nothing does."""
    policy, dossier = policy_of(case.round), case.dossier
    answers, proven = dossier.answers, proven_addresses(dossier_subject(dossier.pk))
    return [
        *window_findings(case.round, at),
        *as_judged(case, missing(policy.form, answers, evidence=proven, tracks=(case.track,), years=policy.years)),
        *consistency(
            policy.form,
            answers,
            tracks=(case.track,),
            years=policy.years,
            on=policy.day,
            conventions=policy.conventions,
        ),
        *commitment_findings(policy, answers),
        *veto_findings(case),
        *reason_findings(case),
        *prerequisite_findings(case, at),
    ]


def as_judged(case: Declaration, findings: Iterable[Finding]) -> list[Finding]:
    """What is missing for a veto with the clause by which this level judges it, not that of the shared form."""
    criteria = policy_of(case.round).track(case.track).criteria.criteria
    clauses = {each.field: each.source.citation for each in criteria if each.kind is CriterionKind.VETO}
    return [replace(each, citation=clauses.get(each.field, each.citation)) for each in findings]


def veto_findings(case: Declaration) -> list[Finding]:
    """A declared veto ends a declaration before it starts (C0)."""
    return [
        Finding("criteria.veto", f"{result.sentence}，不得申报", result.citation, result.criterion.field)
        for result in assess_answers(case, case.dossier.answers).results
        if result.criterion.kind == CriterionKind.VETO and result.verdict == Verdict.NOT_MET
    ]


def reason_findings(case: Declaration) -> list[Finding]:
    """Outside a bound that holds “in general” the county says why, where the criterion names the question for it."""
    form, answers = policy_of(case.round).form, case.dossier.answers
    return [
        Finding("criteria.reason", f"{result.sentence}：须填写“{asked.label}”", result.citation, asked.key)
        for result in assess_answers(case, answers).reasons_wanted
        if (asked := form.question(result.criterion.reason_field)) is not None
        and not str(answers.get(asked.key) or "").strip()
    ]


def town_notices(case: Declaration) -> list[Finding]:
    """What does not keep a case back, but should be known: the specialised town it names is not on the list (N16)."""
    policy, answers = policy_of(case.round), case.dossier.answers
    name = roles.town(policy.form, answers)
    if not name or listed_town(policy, case.county.code, answers) is not None:
        return []
    message = (
        f"“{name}”在{case.county.place}所在地的专业镇名单中未见，请核对名称；"
        "不影响提交，市级、省级可以看到，未见于名单的同分时不优先"
    )
    citation = policy.towns_first.entry_on(policy.day).source.citation
    return [Finding("town.not_listed", message, citation, policy.form.roles.town_name)]


def prerequisite_findings(case: Declaration, at: datetime) -> list[Finding]:
    """A national case needs provincial recognition, or the stated exception with both declared together (N05)."""
    rests = rests_on(case)
    if rests is None or is_recognised(case, rests[0], at):
        return []
    found = standing_findings(case, at, act="提交", behind=DRAFTING)
    form = policy_of(case.round).form
    exception = form.question(form.roles.exception)
    if exception is not None and not str(case.dossier.answers.get(exception.key) or "").strip():
        message = "尚未获省级认定而同时申报国家级的，须写明产业集聚度、发展基础和管理服务情况"
        found.append(Finding("prerequisite.exception", message, rests[1], exception.key))
    return found


def sign_findings(case: Declaration, at: datetime) -> list[Finding]:
    """Why a case may not leave the county now: the round is closed, or what it rests on stays behind."""
    return [*window_findings(case.round, at), *standing_findings(case, at, act="签发", behind=WITH_COUNTY)]


def reply_findings(replies: Mapping[int, str]) -> list[Finding]:
    """Replies to demands for which there is no room."""
    return [
        each
        for key, text in replies.items()
        for each in overlong(text.strip(), LONGEST_REPLY, "补正答复", f"{REPLY}{key}")
    ]


@transaction.atomic
def submit(case: Declaration, *, by: Seat, at: datetime, replies: Mapping[int, str] = NO_REPLIES) -> Declaration:
    """Submit a case: seal what is answered now and move it on.

    ``replies``: what the county says to a demand for correction, by the key of the remark.

    Raises:
        Refused: with every finding at once; nothing is changed then.
    """
    fresh = visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=case.pk).first()
    if fresh is None:
        raise Refused(Finding("route.not_visible", "该事项不在本单位办理范围内"))
    dossier = Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=fresh.dossier_id)
    fresh.dossier = dossier
    if fresh.stage == Stage.DRAFT and by.tier == Tier.COUNTY and by.role_term == Role.HANDLER:
        findings = [*submit_findings(fresh, at), *reply_findings(replies)]
        if findings:
            raise Refused(*findings)
        follow_cluster(dossier)
    moved = advance(fresh, Event.SUBMIT, by=by, at=at, detail={"revision": dossier.revision})
    seal(moved, dossier, by=by, at=at)
    for remark in fresh.remarks.filter(answered=False):
        remark.answered, remark.reply = True, replies.get(remark.pk, "").strip()
        remark.save(update_fields=["answered", "reply"])
    return moved


def seal(case: Declaration, dossier: Dossier, *, by: Seat, at: datetime) -> Submission:
    """Keep for ever what was submitted: answers, evidence digests, and the policy it is judged by."""
    evidence = evidence_list(dossier_subject(dossier.pk))
    # The digest speaks of the files, not of the numbers that a database happened to give them.
    files = [{name: value for name, value in each.items() if name != "id"} for each in evidence]
    facts = {"answers": dossier.answers, "evidence": files, "policy": case.round.policy_id}
    return Submission.objects.create(
        declaration=case,
        number=case.submissions.count() + 1,
        submitted_at=at,
        submitted_by=by.person.name,
        answers=dossier.answers,
        evidence=evidence,
        policy_digest=case.round.policy_id,
        digest=digest(facts),
        left_at=at if case.stage == Stage.SUBMITTED else None,
    )


@transaction.atomic
def sign_off(case: Declaration, *, by: Seat, at: datetime) -> Declaration:
    """The signatory, who is not the one who submitted, lets a case leave the county.

    The closing moment and what the case rests on count here too.
    """
    findings = sign_findings(case, at)
    if findings:
        raise Refused(*findings)
    moved = advance(case, Event.SIGN_OFF, by=by, at=at)
    if moved.round.sign_off:
        refuse_own_draft(moved.case_number, str(Event.SUBMIT), "该事项", by=by)
    if (signed := newest_seal(moved)) is not None:
        signed.left_at = at
        signed.save(update_fields=["left_at"])
    return moved
