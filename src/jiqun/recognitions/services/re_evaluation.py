"""Opening the re-evaluation of a recognition that comes to the end of its three years (N12, N13)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Authority, Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Purpose
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.opening import open_case
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import Recognition
from jiqun.recognitions.queries import due_for


@transaction.atomic
def open_re_evaluation(
    recognition: Recognition, call: Round, *, recommender: Authority | None = None, by: Seat, at: datetime
) -> Declaration:
    """Open the re-evaluation case of a recognised cluster in a round; ``recommender`` as for a declaration.

    Raises:
        Refused: the recognition is not due in this round, or not of this county.
    """
    due = due_for(by, call).filter(pk=recognition.pk).first()
    if due is None or due.cluster is None:
        raise Refused(Finding("re_evaluation.not_due", "该事项不在本批次复核范围内"))
    track = next(
        each for each in policy_of(call).tracks if each.purpose == Purpose.RE_EVALUATION and each.level == due.level
    )
    return open_case(due.cluster, call, track.id, recommender=recommender, by=by, at=at)
