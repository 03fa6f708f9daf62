"""What a rule says when it is not met: what, why (with the clause) and what next."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.core.vocabulary import Mark

OURS = ("本系统", "试行约定")
"""How the names begin of what stands in for a document where there is none."""


def cited(document: str, clause: str, mark: Mark) -> str:
    """A source on one line; what only stands in for a document, and has no clause, is none and gets no 书名号."""
    is_ours = mark is Mark.ASSUMED and not clause and document.startswith(OURS)
    return document if is_ours else f"《{document}》{clause}"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from, how well that source is founded, and its very words where they were read."""

    document: str
    clause: str = ""
    mark: Mark = Mark.VERIFIED
    note: str = ""
    quote: str = ""

    def __str__(self) -> str:
        return cited(self.document, self.clause, self.mark)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the rules want it.

    ``code`` is for tests and records, ``message`` is the whole sentence for the official,
    ``field`` the address of the figure (``output_total.2024``) so that a page can link to it.
    """

    code: str
    message: str
    citation: Citation | None = None
    field: str = ""


class Refused(Exception):  # noqa: N818 - a refusal is an answer of the programme, not an error of the software
    """An act was refused; every finding is given at once and nothing was changed."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("；".join(finding.message for finding in findings))
        self.findings = findings


def overlong(text: str, limit: int, label: str, field: str = "") -> list[Finding]:
    """That a text has more characters than there is room for; nothing when it fits. Nobody cuts what was typed."""
    if len(text) <= limit:
        return []
    return [Finding("text.too_long", f"{label}不超过{limit}字，现为{len(text)}字，请精简", field=field)]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the record keeps it for ever: seat, person, office and role in words."""

    seat_id: int | None
    name: str
    office: str
    role: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.office, self.name, self.role) if part)


SYSTEM = Actor(seat_id=None, name="系统", office="", role="自动")
"""The actor of scheduled acts and of set-up."""

PUBLIC = Actor(seat_id=None, name="社会公众", office="", role="")
"""The actor of acts from the public pages."""
