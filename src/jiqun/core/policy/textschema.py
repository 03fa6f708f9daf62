"""The programme's own words, and the fixed texts of its documents, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.core.policy.dated import Source
from jiqun.core.texts.catalogue import part_of, parts_of


@dataclass(frozen=True, slots=True)
class Programme:
    """What is recognised: the full name, the word for one of them, the word it is counted with (个集群, 家企业)."""

    name: str = "中小企业特色产业集群"
    object: str = "集群"
    counter: str = "个"


CLUSTERS = Programme()
"""The programme of a round that names none, and of pages before there is a round."""


@dataclass(frozen=True, slots=True)
class PartText:
    """The words of one part of a document; facts stand in braces, such as ``{year}``.

    ``key``: document and part, such as ``minutes.title``.
    """

    key: str
    text: str
    source: Source

    @property
    def label(self) -> str:
        """What officials call the part: 会议纪要 · 标题; the key where there is no such part."""
        document = self.key.partition(".")[0]
        try:
            return f"{parts_of(document).label} · {part_of(self.key).label}"
        except KeyError:
            return self.key


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """One column of the cities' summary table; ``label`` empty: a figure's own label and unit.

    ``key``: one of the known facts, a figure of the form (its last year), or a derived figure.
    """

    key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """An edition of the fixed texts; what it leaves out is printed as shipped with the software."""

    name: str
    title: str
    source: Source
    parts: tuple[PartText, ...] = ()
    summary_columns: tuple[SummaryColumn, ...] = ()
