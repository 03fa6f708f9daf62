"""The form of a round as frozen dataclasses: pages, questions, and what the answers must agree on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiqun.core.policy.dated import Source
from jiqun.core.vocabulary import Term


class FieldKind(Term):
    """The shape of one answer."""

    TEXT = "text", "单行文字"
    LONG_TEXT = "long_text", "多行文字"
    INTEGER = "integer", "整数"
    DECIMAL = "decimal", "小数"
    YES_NO = "yes_no", "是否"
    CHOICE = "choice", "单选"
    CHOICES = "choices", "多选"
    DATE = "date", "日期"
    YEARS = "years", "分年度数值"  # one figure per year of the window: key.2022, key.2023, key.2024
    ROWS = "rows", "明细表"  # repeating rows of columns
    USCC = "uscc", "统一社会信用代码"


class Operator(Term):
    """How the documents compare. Both ends as the documents use the words: 以上 includes, 高于 does not."""

    AT_LEAST = "at_least", "不低于"
    ABOVE = "above", "高于"
    AT_MOST = "at_most", "不超过"
    BELOW = "below", "低于"
    EQUALS = "equals", "等于"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice field."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """The field is asked only when another answer has this value (``yes``/``no`` for yes-no fields)."""

    field: str
    equals: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a repeating table; ``kind`` is any but years and rows; bounds hold for figures."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    required: bool = False
    max_chars: int = 0
    choices: tuple[Choice, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form.

    ``tracks`` empty: asked on every track. ``evidence``: what proves it, in words; only where
    ``evidence_required`` does its absence keep a declaration from being submitted. ``digits``: a text is a code of so
    many digits (0: any text); ``whole``: figures by year are counts, of people for instance.
    """

    key: str
    label: str
    kind: FieldKind
    source: Source
    unit: str = ""
    help: str = ""
    required: bool = True
    tracks: tuple[str, ...] = ()
    max_chars: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    min_rows: int = 0
    base_year: bool = False
    only_if: OnlyIf | None = None
    evidence: str = ""
    evidence_required: bool = False
    digits: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form."""

    id: str
    label: str
    fields: tuple[Field, ...]
    help: str = ""
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consistency:
    """Two formulas over the same answers that must agree, e.g. ``output_sme`` at most ``output_total``.

    A bare name of a field by years is compared in every year; ``label`` says the rule in words.
    """

    id: str
    label: str
    left: str
    operator: Operator
    right: str
    source: Source


@dataclass(frozen=True, slots=True)
class Roles:
    """Which questions the software itself looks at, by their keys; a form without such a question goes without.

    ``name`` of what is declared; ``niche`` counted by the quota; ``output`` by which a suggested order goes; ``town``,
    a yes-no question, and ``town_name`` for the priority of specialised towns; ``exception``: why a level is declared
    without the one before it; ``commitment`` to the truth; ``bodies``: names, or tables with a column ``name``, of
    houses that experts may belong to.
    """

    name: str = "cluster_name"
    niche: str = "niche"
    leading_industry: str = "leading_industry"
    output: str = "output_total"
    town: str = "is_key_town"
    town_name: str = "town_name"
    exception: str = "national_exception"
    commitment: str = "commitment"
    bodies: tuple[str, ...] = ("organisation", "roster", "service_bodies")


@dataclass(frozen=True, slots=True)
class Form:
    """All sections of a dossier; what a track asks is a selection of it, so that shared answers are typed once."""

    name: str
    title: str
    edition: str
    source: Source
    sections: tuple[Section, ...]
    consistency: tuple[Consistency, ...] = ()
    roles: Roles = Roles()

    def sections_for(self, track: str) -> tuple[Section, ...]:
        """The sections and fields that one track asks, in order."""
        return self.sections_for_any((track,))

    def sections_for_any(self, tracks: tuple[str, ...]) -> tuple[Section, ...]:
        """The sections and fields that any of the tracks asks, in order."""
        picked = []
        for section in self.sections:
            if section.tracks and not set(section.tracks) & set(tracks):
                continue
            fields = tuple(f for f in section.fields if not f.tracks or set(f.tracks) & set(tracks))
            if fields:
                picked.append(Section(section.id, section.label, fields, section.help, section.tracks))
        return tuple(picked)

    def field(self, key: str) -> Field:
        """The field of that key; raises KeyError."""
        for section in self.sections:
            for each in section.fields:
                if each.key == key:
                    return each
        raise KeyError(key)

    def question(self, key: str) -> Field | None:
        """The field of that key; None where the form has none."""
        try:
            return self.field(key)
        except KeyError:
            return None
