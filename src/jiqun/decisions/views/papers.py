"""The papers of this stage as files to save."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.vocabulary import Tier
from jiqun.decisions.models import Meeting, PublicNotice
from jiqun.decisions.papers import MINUTES, NOTICE, minutes_sheet, notice_sheet
from jiqun.decisions.services.duty import DECIDERS
from jiqun.declarations.views.papers import handed_out


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def minutes_paper(_: SeatedRequest, pk: int, extension: str) -> HttpResponse:
    """The minutes of a meeting."""
    meeting = get_object_or_404(Meeting.objects.select_related("round"), pk=pk)
    return handed_out(MINUTES, extension, minutes_sheet(meeting))


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def notice_paper(_: SeatedRequest, pk: int, extension: str) -> HttpResponse:
    """A notice, also before it is signed: that is what the signatory reads."""
    notice = get_object_or_404(PublicNotice.objects.select_related("round"), pk=pk)
    return handed_out(NOTICE, extension, notice_sheet(notice))
