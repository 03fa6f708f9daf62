"""The plain facts each document needs. Callers fill these; the renderers look nothing up.

A cell that is ``None`` or empty is printed as a dash. Texts are printed as they are: nothing in them is markup or
a formula. Numbers are given as numbers, so that a workbook can add them up; their unit stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jiqun.core.texts.summary import SUMMARY_FACTS
from jiqun.core.vocabulary import Mark, Verdict

Cell = str | int | Decimal | date | None
"""One value: words, an exact number, a day, or nothing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One question and its answer."""

    label: str
    value: Cell = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A longer answer; line breaks part paragraphs."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any length; ``numeric`` are the columns set to the right, ``widths`` the shares of the columns."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a row or a list of widths that does not match the headers (ValueError)."""
        wrong = [row for row in self.rows if len(row) != len(self.headers)]
        if wrong or (self.widths and len(self.widths) != len(self.headers)):
            raise ValueError(f"{self.title}: rows and widths must have {len(self.headers)} columns")


Item = Pair | Prose | Table


@dataclass(frozen=True, slots=True)
class SectionSheet:
    """One part of a form with its answers in order."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class VetoLine:
    """One veto matter and what was declared of it; ``None``: not answered."""

    text: str
    clean: bool | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One criterion of the self-check: ``condition`` is operator and threshold in words (“不低于70%”)."""

    criterion: str
    condition: str
    value: str
    verdict: Verdict
    clause: str = ""
    mark: Mark = Mark.VERIFIED


@dataclass(frozen=True, slots=True)
class OpinionBox:
    """Where an office writes its opinion, signs and seals; an empty box leaves room for pen and seal."""

    title: str
    text: str = ""
    signatory: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign: the capacity, the name when known, the day."""

    capacity: str
    name: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture (JPEG or PNG) with its caption."""

    caption: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What all documents share.

    ``dated`` is the day the document bears and also the date in the file's properties, so that the same sheet
    always gives the same bytes. ``demo`` prints 演示数据 on every page. ``digest`` is the digest of the sealed
    record, printed small at the foot. ``words`` are the headings, column names and fixed sentences by the keys of
    :mod:`jiqun.core.texts`; a text that a template prints and that is not there is a KeyError.
    """

    title: str
    dated: date
    demo: bool = False
    digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationSheet(Sheet):
    """申报表 or 复核申报表: ``title`` is the form's title, ``level`` and ``purpose`` are labels."""

    cluster: str
    county: str
    city: str
    round_title: str
    case_number: str
    level: str
    purpose: str
    declaring_office: str
    sections: tuple[SectionSheet, ...]
    checks: tuple[CheckRow, ...] = ()
    vetoes: tuple[VetoLine, ...] = ()
    commitment: str = ""
    opinions: tuple[OpinionBox, ...] = ()


@dataclass(frozen=True, slots=True)
class ConformityRow:
    """One criterion as declared and as found on site; ``conforms``: whether the condition is met.

    ``None``: neither was found, and ``word`` says why, if anything does.
    """

    criterion: str
    declared: str
    verified: str
    conforms: bool | None
    remark: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformitySheet(Sheet):
    """现场核查符合性说明, filled in by the city (N08, N14)."""

    cluster: str
    county: str
    city: str
    round_title: str
    case_number: str
    purpose: str
    office: str
    visited_on: date | None
    place: str
    participants: tuple[str, ...]
    rows: tuple[ConformityRow, ...]
    conforms: bool | None
    conclusion: str
    signatures: tuple[Signature, ...] = ()
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """One column of the summary table: a known fact (:mod:`jiqun.core.texts.summary`) or a figure, and its head."""

    key: str
    header: str

    @property
    def is_figure(self) -> bool:
        """Whether numbers stand in it."""
        return self.key not in SUMMARY_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySheet(Sheet):
    """推荐汇总表 of a city (N08), one row per cluster; heads of figures carry their unit: “总产值（亿元）”."""

    city: str
    office: str
    round_title: str
    columns: tuple[SummaryColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    contact: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not match the columns (ValueError)."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row must have {len(self.columns)} cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSheet(Sheet):
    """公示 of proposed results: both days of the period are inclusive."""

    paragraphs: tuple[str, ...]
    table: Table
    first_day: date
    last_day: date
    working_days: int
    objection_rules: tuple[str, ...]
    contacts: tuple[Pair, ...]
    issuer: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet(Sheet):
    """A formal document with a list: 认定名单, 上报推荐名单, 正式推荐文件.

    ``number`` is the document number (“晋工信函〔2025〕1号”), ``validity`` a whole sentence or empty,
    ``closing`` the paragraphs after the list, ``copies_to`` the offices of the 抄送 line.
    """

    paragraphs: tuple[str, ...]
    table: Table
    issuer: str
    number: str = ""
    addressee: str = ""
    validity: str = ""
    closing: tuple[str, ...] = ()
    copies_to: str = ""


@dataclass(frozen=True, slots=True)
class MinutesDecision:
    """What the meeting decided of one case, and why."""

    cluster: str
    county: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSheet(Sheet):
    """会议纪要 of the deliberation (N10)."""

    held_on: date
    place: str
    chair: str
    attendees: tuple[str, ...]
    recorder: str
    paragraphs: tuple[str, ...]
    decisions: tuple[MinutesDecision, ...]
    issuer: str
    absentees: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class DrawCandidate:
    """One candidate as it went into the draw; ``lot`` is the number anyone can compute again."""

    name: str
    lot: str
    drawn: bool
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSheet(Sheet):
    """抽取记录 of experts or of spot-check cases: enough for anyone to draw again."""

    round_title: str
    about: str
    seed: str
    seed_source: str
    how_to_recompute: tuple[str, ...]
    candidates: tuple[DrawCandidate, ...]
    signatures: tuple[Signature, ...] = ()
    issuer: str = ""


SCORE_COLUMNS = ("rank", "cluster", "county", "city", "mean", "spread", "sheets", "remark")
"""The words over the columns of a score summary, from left to right."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One reviewed cluster: mean of the sheets, spread between them, how many there were.

    ``order`` names the order of merit that ``rank`` counts in; each has a table of its own on paper.
    """

    rank: int
    cluster: str
    county: str
    city: str
    mean: Decimal
    spread: Decimal
    sheets: int
    remark: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSummarySheet(Sheet):
    """评审汇总 after the review has closed; no expert is named."""

    round_title: str
    rows: tuple[ScoreRow, ...]
    office: str = ""
    method: str = ""
