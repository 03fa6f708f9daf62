"""Reading the chain: one case's way, and whether the chain still holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain

from django.db.models import QuerySet, Subquery

from jiqun.audit.models import ChainHead, Entry
from jiqun.core.chain import ChainReport, Head, verify, without_head
from jiqun.core.findings import Actor

A_MOMENT = timedelta(minutes=1)
"""Within it, the same asked for by the same seat is a double click, a reload or a post sent again."""


def entries_about(*subjects: str) -> QuerySet[Entry]:
    """All acts on these subjects, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("sequence")


def just_done(act: str, *, by: Actor, at: datetime) -> QuerySet[Entry]:
    """The acts of a kind by a seat within the last minute, by which a repeated post is told from another act."""
    since = at - A_MOMENT
    return Entry.objects.filter(act=act, seat_id_then=by.seat_id, at__range=(since, at)).order_by("sequence")


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
