"""Cases: situations with the result that an official expects, by which rules are tried and disputed."""

from __future__ import annotations

from dataclasses import dataclass, field

from jiqun.core.vocabulary import Level, Purpose, Verdict


@dataclass(frozen=True, slots=True)
class CriteriaCase:
    """A dossier that differs from a base in some answers, and what criteria should say of it.

    Held against a ``track`` of the ``round`` (its code; empty: of any), or against a ``standard`` that stands alone;
    ``clause`` is where the rule stands in the document. ``answers``: by address, empty text for an answer taken away.
    ``last_year``, ``purpose`` and ``level`` matter only where a standard stands alone, ``west`` also on a track.
    ``expect``: verdicts by criterion; ``aspect``: by aspect; ``overall``: of everything together.
    """

    case: str
    clause: str
    round: str = ""
    track: str = ""
    standard: str = ""
    answers: dict[str, object] = field(default_factory=dict)
    last_year: int = 0
    purpose: Purpose | None = None
    level: Level | None = None
    west: bool | None = None
    expect: dict[str, Verdict] = field(default_factory=dict)
    aspect: dict[str, Verdict] = field(default_factory=dict)
    overall: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One cluster that was or is recommended: its niche field, and a name where several cases are of one cluster."""

    niche: str
    cluster: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class QuotaCase:
    """A list that a recommender sends, what it had sent before, and which findings should refuse it.

    ``round``: its code, empty for any; ``kind``: the kind of recommender, for exceptions from the quota; ``expect``:
    codes of the findings, each once.
    """

    case: str
    clause: str
    chosen: tuple[Sent, ...]
    round: str = ""
    sent: tuple[Sent, ...] = ()
    kind: str = ""
    expect: tuple[str, ...] = ()


Case = CriteriaCase | QuotaCase
