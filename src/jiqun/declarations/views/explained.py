"""The page that explains a case criterion by criterion."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Event
from jiqun.declarations import wayfinding
from jiqun.declarations.explaining import explain_case
from jiqun.declarations.models import Declaration, Submission
from jiqun.declarations.progress import home_sections
from jiqun.declarations.queries import dossier_subject, readable_answers, visible_to
from jiqun.declarations.selfcheck import Link, assess_answers
from jiqun.evidence.queries import evidence_list
from jiqun.programmes.queries import policy_of


@require_safe
@for_seats(roles=CASE_READERS)
def explained(request: SeatedRequest, case_number: str) -> HttpResponse:
    """Every criterion explained: about the county's draft while it drafts, for everybody else about the seal."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    answers, submission = readable_answers(case, request.seat)
    evidence = submission.evidence if submission else evidence_list(dossier_subject(case.dossier_id))
    policy, assessment = policy_of(case.round), assess_answers(case, answers)
    link = question_link(case, request.seat, submission)
    others = visible_to(request.seat).filter(dossier=case.dossier_id).exclude(pk=case.pk)
    context = {
        "case": case,
        "track": wayfinding.track_name(case),
        "submission": submission,
        "explanation": explain_case(policy, case.track, answers, evidence, assessment, link=link),
        "criteria": policy.track(case.track).criteria,
        "digest": submission.policy_digest if submission else case.round.policy_id,
        "others": [(each, wayfinding.track_name(each)) for each in others],
    }
    return render(request, "declarations/explained.html", context)


def question_link(case: Declaration, seat: Seat, submission: Submission | None) -> Link:
    """Where a question is answered, for those who fill in the draft; for all others where its answer is read."""
    homes = home_sections(policy_of(case.round).form)
    number = case.case_number
    writes = submission is None and wayfinding.may(case, seat, Event.SUBMIT)

    def link(key: str) -> str:
        home = homes.get(key)
        if not home:
            return ""
        if writes:
            return f"{reverse('declarations:section', args=[number, home])}#ask-{key}"
        return f"{reverse('declarations:reading', args=[number])}#section-{home}"

    return link
