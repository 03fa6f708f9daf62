"""Reading the chain: one case's way, and whether the chain still holds."""

from __future__ import annotations

from itertools import chain

from django.db.models import QuerySet, Subquery

from jiqun.audit.models import ChainHead, Entry
from jiqun.core.chain import ChainReport, Head, verify, without_head


def entries_about(*subjects: str) -> QuerySet[Entry]:
    """All acts on these subjects, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("sequence")


def verify_chain(noted: Head | None = None) -> ChainReport:
    """Recompute every link, in constant memory; the report names the first entry that does not fit.

    ``noted``: number and digest of an entry as they were noted elsewhere.
    """
    kept = ChainHead.objects.filter(pk=1)
    # One statement, one state of the database: acts that go on meanwhile are no entries beyond the head.
    beside = {"head_sequence": Subquery(kept.values("sequence")), "head_digest": Subquery(kept.values("digest"))}
    rows = Entry.objects.annotate(**beside).order_by("sequence").iterator(chunk_size=2000)
    first = next(rows, None)
    if first is None:
        return verify((), kept.values_list("sequence", "digest").first(), noted)
    links = ((row.sequence, row.previous, row.digest, row.facts()) for row in chain([first], rows))
    head: Head = (first.head_sequence, first.head_digest)  # type: ignore[attr-defined] # annotated above
    return without_head(verify(links, noted=noted)) if head[0] is None else verify(links, head, noted)
