"""Writing to the chain; always inside the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.audit.models import ChainHead, Entry
from jiqun.core.chain import GENESIS, link
from jiqun.core.findings import Actor

LONGEST_LABEL = 120
"""How much a label may hold; a long file name is named whole in the detail."""


@transaction.atomic
def record(
    act: str,
    label: str,
    *,
    by: Actor,
    at: datetime,
    subject: str = "",
    round_code: str = "",
    before: str = "",
    after: str = "",
    remark: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one act to the chain.

    ``detail`` holds text, whole numbers, truth values, lists and mappings only (figures as text), so that
    both databases give back exactly what was digested.
    """
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"digest": GENESIS})
    entry = Entry(
        sequence=head.sequence + 1,
        at=at,
        seat_id_then=by.seat_id,
        actor=by.name,
        office=by.office,
        role=by.role,
        act=act,
        label=label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…",
        subject=subject,
        round_code=round_code,
        before=before,
        after=after,
        remark=remark,
        detail=dict(detail or {}),
        previous=head.digest,
    )
    entry.digest = link(head.digest, entry.facts())
    entry.save()
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save()
    return entry
