"""Who comes to the pages of drafts, and how an address names one."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from jiqun.accounts.access import for_seats
from jiqun.core.vocabulary import Tier
from jiqun.policies.models import Draft
from jiqun.policies.queries import drafts
from jiqun.policies.services.duty import APPROVERS, READERS, WRITERS

PROVINCE = (Tier.PROVINCE,)
for_readers = for_seats(tiers=PROVINCE, roles=READERS)
for_writers = for_seats(tiers=PROVINCE, roles=WRITERS)
for_approvers = for_seats(tiers=PROVINCE, roles=APPROVERS)
for_either = for_seats(tiers=PROVINCE, roles=WRITERS | APPROVERS)


def draft_or_404(pk: int) -> Draft:
    """The draft with its people and its pack."""
    return get_object_or_404(drafts().defer(None), pk=pk)
