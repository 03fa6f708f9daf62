"""Reading the chain: one case's way, and whether the chain still holds."""

from __future__ import annotations

from django.db.models import QuerySet

from jiqun.audit.models import ChainHead, Entry
from jiqun.core.chain import ChainReport, verify


def entries_about(*subjects: str) -> QuerySet[Entry]:
    """All acts on these subjects, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("sequence")


def verify_chain() -> ChainReport:
    """Recompute every link, in constant memory; the report names the first entry that does not fit."""
    head = ChainHead.objects.filter(pk=1).first()
    rows = Entry.objects.order_by("sequence").iterator(chunk_size=2000)
    links = ((row.sequence, row.previous, row.digest, row.facts()) for row in rows)
    return verify(links, (head.sequence, head.digest) if head else None)
