"""What hangs on a subject, and which figures it proves."""

from __future__ import annotations

from django.db.models import QuerySet

from jiqun.evidence.models import Evidence


def evidence_for(subject: str) -> QuerySet[Evidence]:
    """The files that stand, in order of field and time."""
    return Evidence.objects.filter(subject=subject, removed_at=None).select_related("stored").order_by("address", "pk")


def proven_addresses(subject: str) -> set[str]:
    """The fields that have at least one file."""
    return set(Evidence.objects.filter(subject=subject, removed_at=None).values_list("address", flat=True))


def evidence_list(subject: str) -> list[dict[str, object]]:
    """The files as plain facts, for a seal."""
    return [
        {
            "id": each.pk,
            "address": each.address,
            "name": each.name,
            "sha256": each.stored_id,
            "size": each.stored.size,
        }
        for each in evidence_for(subject)
    ]
