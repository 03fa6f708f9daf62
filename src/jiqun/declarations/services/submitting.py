"""Submitting: everything that is missing at once, then the seal, then the road."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.accounts.services.separation import refuse_own_draft
from jiqun.core.canonical import digest
from jiqun.core.completeness import consistency, missing
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import CriterionKind
from jiqun.core.vocabulary import Event, Level, Purpose, Role, Stage, Tier, Verdict
from jiqun.declarations.commitment import commitment_findings
from jiqun.declarations.models import Declaration, Dossier, Submission
from jiqun.declarations.queries import dossier_subject, newest_seal, visible_to
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.services.advance import advance
from jiqun.declarations.services.answering import follow_cluster
from jiqun.declarations.services.window import window_findings
from jiqun.evidence.queries import evidence_list, proven_addresses
from jiqun.programmes.queries import policy_of


def submit_findings(case: Declaration, at: datetime) -> list[Finding]:
    """Everything that stands in the way of submitting this case now; empty when nothing does."""
    policy, dossier = policy_of(case.round), case.dossier
    answers, proven = dossier.answers, proven_addresses(dossier_subject(dossier.pk))
    return [
        *window_findings(case.round, at),
        *missing(policy.form, answers, evidence=proven, tracks=(case.track,), years=policy.years),
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
        *prerequisite_findings(case),
    ]


def veto_findings(case: Declaration) -> list[Finding]:
    """A declared veto ends a declaration before it starts (C0)."""
    return [
        Finding("criteria.veto", f"{result.sentence}，不得申报", result.citation, result.criterion.field)
        for result in assess_answers(case, case.dossier.answers).results
        if result.criterion.kind == CriterionKind.VETO and result.verdict == Verdict.NOT_MET
    ]


def prerequisite_findings(case: Declaration) -> list[Finding]:
    """A national case needs provincial recognition, or the stated exception with both declared together (N05)."""
    if case.level != Level.NATIONAL or case.purpose != Purpose.DECLARATION:
        return []
    policy = policy_of(case.round)
    rule = policy.track(case.track).prerequisite
    if rule is None:
        return []
    provincial = Declaration.objects.filter(
        dossier__cluster_id=case.dossier.cluster_id, level=Level.PROVINCIAL, purpose=Purpose.DECLARATION
    )
    if provincial.filter(stage=Stage.RECOGNISED).exists():
        return []
    citation = rule.entry_on(policy.day).source.citation
    found = []
    if not provincial.filter(dossier_id=case.dossier_id).exists():
        message = "申报国家级的原则上须已获省级认定；尚未获认定的，须在本批次同时申报省级，请先建立省级申报事项"
        found.append(Finding("prerequisite.provincial", message, citation))
    exception = policy.form.question(policy.form.roles.exception)
    if exception is not None and not str(case.dossier.answers.get(exception.key) or "").strip():
        message = "尚未获省级认定而同时申报国家级的，须写明产业集聚度、发展基础和管理服务情况"
        found.append(Finding("prerequisite.exception", message, citation, exception.key))
    return found


@transaction.atomic
def submit(case: Declaration, *, by: Seat, at: datetime) -> Declaration:
    """Submit a case: seal what is answered now and move it on.

    Raises:
        Refused: with every finding at once; nothing is changed then.
    """
    fresh = visible_to(by).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if fresh is None:
        raise Refused(Finding("route.not_visible", "该事项不在本单位办理范围内"))
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=fresh.dossier_id)
    fresh.dossier = dossier
    if fresh.stage == Stage.DRAFT and by.tier == Tier.COUNTY and by.role_term == Role.HANDLER:
        findings = submit_findings(fresh, at)
        if findings:
            raise Refused(*findings)
        follow_cluster(dossier)
    moved = advance(fresh, Event.SUBMIT, by=by, at=at, detail={"revision": dossier.revision})
    seal(moved, dossier, by=by, at=at)
    fresh.remarks.filter(answered=False).update(answered=True)
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
    """The signatory, who is not the one who submitted, lets a case leave the county; the window holds here too."""
    findings = window_findings(case.round, at)
    if findings:
        raise Refused(*findings)
    moved = advance(case, Event.SIGN_OFF, by=by, at=at)
    refuse_own_draft(moved.case_number, str(Event.SUBMIT), "该事项", by=by)
    if (signed := newest_seal(moved)) is not None:
        signed.left_at = at
        signed.save(update_fields=["left_at"])
    return moved
