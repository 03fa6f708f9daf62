"""Who sees which cases: every look-up of a case starts here."""

from __future__ import annotations

from django.db.models import QuerySet

from jiqun.accounts.models import Seat
from jiqun.core.route import Traveller
from jiqun.core.vocabulary import Role, Stage, Tier
from jiqun.declarations.models import Declaration, Dossier, Submission

PROVINCE_READERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY, Role.PANEL_SECRETARY, Role.AUDITOR})
OFFICE_READERS = frozenset({Role.HANDLER, Role.SIGNATORY})


def visible_to(seat: Seat) -> QuerySet[Declaration]:
    """The cases that a seat may see.

    A county sees its own; a city those of its counties once they were submitted to it; the province and its
    auditor all that were ever submitted; administrators and experts none here (experts: through their panel).
    """
    cases = Declaration.objects.select_related("dossier__cluster", "county", "city", "round")
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
    return Traveller(case.stage_term, case.purpose_term, case.level_term, case.round.sign_off)


def latest_submission(case: Declaration) -> Submission | None:
    """What was submitted last: the thing that is verified, checked and scored."""
    return case.submissions.order_by("-number").first()


def editable_tracks(dossier: Dossier) -> tuple[str, ...]:
    """The tracks of a dossier that are still drafts, whose questions may be answered."""
    return tuple(dossier.cases.filter(stage=Stage.DRAFT).order_by("case_number").values_list("track", flat=True))


def dossier_subject(dossier_id: int) -> str:
    """The name under which evidence hangs on a dossier."""
    return f"dossier:{dossier_id}"
