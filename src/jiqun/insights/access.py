"""Who looks across dossiers: the province's officers, its signatory and its auditor."""

from __future__ import annotations

from jiqun.accounts.access import for_seats
from jiqun.core.vocabulary import Role, Tier

READERS = (Role.PROVINCIAL_OFFICER, Role.SIGNATORY, Role.AUDITOR)
for_readers = for_seats(tiers=(Tier.PROVINCE,), roles=READERS)
ISSUERS = (Role.PROVINCIAL_OFFICER, Role.SIGNATORY)
for_issuers = for_seats(tiers=(Tier.PROVINCE,), roles=ISSUERS)
