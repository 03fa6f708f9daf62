"""Who sees which cases: every look-up of a case starts here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.audit.queries import entries_about
from jiqun.core.route import Traveller
from jiqun.core.vocabulary import FINAL_STAGES, Event, Role, Stage, Tier
from jiqun.declarations.models import Declaration, Dossier, FieldRemark, Submission
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.programmes.queries import policy_of

PROVINCE_READERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY, Role.PANEL_SECRETARY, Role.AUDITOR})
OFFICE_READERS = frozenset({Role.HANDLER, Role.SIGNATORY})
WITH_COUNTY = (Stage.DRAFT, Stage.SIGNING)
SUBJECT = "dossier:"


def visible_to(seat: Seat) -> QuerySet[Declaration]:
    """The cases that a seat may see.

    A county sees its own; a city those of its counties once they were submitted to it; the province and its
    auditor all that were ever submitted; administrators and experts none here (experts: through their panel).
    What the county is typing, rosters included, stays in the database until it is asked for.
    """
    cases = Declaration.objects.select_related("dossier__cluster", "county", "city", "round").defer("dossier__answers")
    role, tier = seat.role_term, seat.tier
    if tier == Tier.COUNTY and role in OFFICE_READERS:
        return cases.filter(county=seat.authority)
    if tier == Tier.CITY and role in OFFICE_READERS:
        return cases.filter(city=seat.authority, first_submitted_at__isnull=False)
    if tier == Tier.PROVINCE and role in PROVINCE_READERS:
        return cases.filter(first_submitted_at__isnull=False)
    return cases.none()


def traveller(case: Declaration) -> Traveller:
    """What the road needs to know of a case."""
    extras = policy_of(case.round).extras
    return Traveller(case.stage_term, case.purpose_term, case.road, case.round.sign_off, extras)


def latest_submission(case: Declaration) -> Submission | None:
    """What left the county last: the thing that is verified, checked and scored.

    It stays so while a returned case waits for its signature again, or was sent back by the signatory.
    """
    return case.submissions.filter(left_at__isnull=False).order_by("-number").first()


def sealed(cases: Iterable[Declaration]) -> dict[int, Submission]:
    """What left the county last of each case, by the key of the case, in one query; its list of files only if asked."""
    rows = Submission.objects.filter(declaration__in=[case.pk for case in cases], left_at__isnull=False)
    rows = rows.defer("evidence")
    return {row.declaration_id: row for row in rows.order_by("declaration_id", "number")}


def newest_seal(case: Declaration) -> Submission | None:
    """What the county's handler submitted last, signed or not: the thing that is signed."""
    return case.submissions.order_by("-number").first()


def beyond_the_county(cluster_id: int, dossier_id: int | None = None) -> bool:
    """Whether somebody beyond the county is deciding on a case of the cluster, or has decided on one of the dossier."""
    left = Declaration.objects.filter(dossier__cluster=cluster_id).exclude(stage__in=WITH_COUNTY)
    return left.filter(~Q(stage__in=FINAL_STAGES) | Q(dossier=dossier_id)).exists()


def editable_tracks(dossier: Dossier) -> tuple[str, ...]:
    """The tracks of a dossier that are still drafts, whose questions may be answered."""
    return tuple(dossier.cases.filter(stage=Stage.DRAFT).order_by("case_number").values_list("track", flat=True))


def dossier_subject(dossier_id: int) -> str:
    """The name under which evidence hangs on a dossier."""
    return f"{SUBJECT}{dossier_id}"


def is_owner(seat: Seat, dossier: Dossier) -> bool:
    """Whether the seat sits in the county that declares; it alone sees what was not submitted."""
    return seat.tier == Tier.COUNTY and seat.authority_id == dossier.cluster.county_id


def readable_evidence(seat: Seat, pk: int) -> Evidence | None:
    """A file of a dossier that the seat may open: the county everything of its own, others what was submitted.

    A file that was taken off its field stays readable as long as a submission names it.
    """
    piece = Evidence.objects.select_related("stored").filter(pk=pk, subject__startswith=SUBJECT).first()
    if piece is None:
        return None
    cases = visible_to(seat).filter(dossier_id=int(piece.subject.removeprefix(SUBJECT)))
    first = cases.first()
    if first is None:
        return None
    if is_owner(seat, first.dossier):
        return piece
    left = Submission.objects.filter(declaration__in=cases, left_at__isnull=False)
    submitted = left.values_list("evidence", flat=True)
    return piece if any(fact["id"] == piece.pk for facts in submitted for fact in facts) else None


def dossiers_of(seat: Seat, *, wanted: str = "") -> QuerySet[Dossier]:
    """The dossiers with a case the seat may see, newest round first, with those cases as ``shown_cases``."""
    visible = visible_to(seat)
    cases = Prefetch("cases", queryset=visible.order_by("case_number"), to_attr="shown_cases")
    dossiers = Dossier.objects.filter(pk__in=visible.values("dossier"))
    if wanted:
        dossiers = dossiers.filter(cluster__name__icontains=wanted)
    return (
        dossiers.select_related("cluster__county__parent", "round")
        .prefetch_related(cases)
        .order_by("-round__opens_on", "cluster__county__code", "cluster__name")
    )


def readable_answers(case: Declaration, seat: Seat) -> tuple[Mapping[str, Any], Submission | None]:
    """What the seat may read of a case: the county its draft while it drafts, everybody else what left the county last.

    The submission is None for a draft.
    """
    owner = is_owner(seat, case.dossier)
    if case.stage == Stage.DRAFT and owner:
        return case.dossier.answers, None
    submission = newest_seal(case) if owner else latest_submission(case)
    return (submission.answers if submission else {}), submission


def open_remarks(dossier: Dossier) -> QuerySet[FieldRemark]:
    """What is still to be corrected in any case of the dossier."""
    return FieldRemark.objects.filter(declaration__dossier=dossier, answered=False)


def unchanged_since_return(case: Declaration) -> bool:
    """Whether a returned case still says exactly what was submitted, files included."""
    last = newest_seal(case)
    if last is None or standing_return(case) is None:
        return False
    files = {each.pk for each in evidence_for(dossier_subject(case.dossier_id))}
    return last.answers == case.dossier.answers and {each["id"] for each in last.evidence} == files


def standing_return(case: Declaration) -> Entry | None:
    """Why a case is a draft again: the entry of its return, when returning was its last move."""
    if case.stage != Stage.DRAFT:
        return None
    moves = entries_about(case.case_number).exclude(before="").order_by("-sequence")
    last = moves.first()
    return last if last is not None and last.act in (Event.RETURN, Event.SEND_BACK) else None
