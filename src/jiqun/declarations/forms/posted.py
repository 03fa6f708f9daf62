"""What a page posted, by input name, and what an input shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from jiqun.core.findings import Finding

Posted = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the inputs of a page show: stored answers, what was typed over them, and what is wrong.

    ``more_rows`` is the key of a table that gets one more empty row.
    """

    answers: Mapping[str, Any]
    posted: Posted | None = None
    findings: Sequence[Finding] = ()
    more_rows: str = ""

    def wrong_at(self, place: str) -> list[str]:
        """The sentences about one address."""
        return [finding.message for finding in self.findings if finding.field == place]


def read_post(data: QueryDict) -> Posted:
    """What was posted: several values of one name as a list; rows that were struck out are left out."""
    struck = tuple(name.removesuffix("DELETE") for name in data if name.endswith("-DELETE"))
    return {
        name: values if len(values) > 1 else "".join(values)
        for name, values in data.lists()
        if not name.startswith(struck)
    }


def is_blank(typed: str | list[str] | None) -> bool:
    """Whether nothing was typed or chosen."""
    return not any(part.strip() for part in ([typed] if isinstance(typed, str) else typed or []))
