"""What a part of a document is, and the facts that texts may name."""

from __future__ import annotations

from dataclasses import dataclass

LABEL, LINE, SENTENCE = 30, 100, 800
"""Longest heading or column, longest title or short line, longest paragraph; in characters."""

PLACES: dict[str, str] = {
    "programme": "项目全称",
    "object": "认定对象",
    "counter": "量词",
    "about": "集群或单位",
    "basis": "通知标题和文号",
    "candidates": "候选数",
    "city": "市",
    "cluster": "集群名称",
    "commitment": "承诺内容",
    "copies": "份数",
    "count": "个数",
    "day": "日期",
    "days": "工作日数",
    "fewest": "份数下限",
    "first_day": "起始日期",
    "counted_from": "起算日期",
    "form": "申报表名称",
    "labels": "标签",
    "last_day": "截止日期",
    "level": "级别",
    "matter": "事项",
    "meeting": "会议名称",
    "notice": "通知标题",
    "number": "顺序号",
    "office": "单位",
    "panel": "评审组名称",
    "province": "省",
    "purpose": "事项类别",
    "reason": "理由",
    "round": "批次名称",
    "title": "标题",
    "track": "申报类别",
    "year": "年度",
}
"""Every name that may stand in braces, and what it stands for."""

EVERYWHERE = ("programme", "object", "counter")
"""The programme's own words, which every text may name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a document: its key, what officials call it, which facts it may name, how long it may be."""

    key: str
    label: str
    longest: int = LABEL
    places: tuple[str, ...] = ()
    optional: bool = False

    @property
    def all_places(self) -> tuple[str, ...]:
        """Every name that may stand in braces here."""
        return self.places + EVERYWHERE

    @property
    def may_name(self) -> str:
        """The same in words: {meeting}会议名称、{programme}项目全称……"""
        return "、".join(f"{{{name}}}{PLACES[name]}" for name in self.all_places)


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """All texts of one document."""

    key: str
    label: str
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part:
        """The part of that key; raises KeyError."""
        for each in self.parts:
            if each.key == key:
                return each
        raise KeyError(key)


def labels(**given: str) -> tuple[Part, ...]:
    """Headings and column names, which name nothing but the programme."""
    return tuple(Part(key, label) for key, label in given.items())


def line(key: str, label: str, *places: str) -> Part:
    """A title or short line."""
    return Part(key, label, LINE, places)


def sentence(key: str, label: str, *places: str, optional: bool = False) -> Part:
    """A paragraph; an optional one may be left empty and is then not printed."""
    return Part(key, label, SENTENCE, places, optional)
