"""What an official who types a formula needs beside it: the names that may stand in it, the functions, and examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiqun.core.expressions import ROSTER
from jiqun.core.policy.schema import CriteriaSet, FieldKind
from jiqun.core.wording import SETTING_LABELS
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.names import YES_NO, Options, answers_of, questions

FUNCTION_WORDS: dict[str, tuple[str, str]] = {
    "last": ("last(名称)", "最近一年的数值"),
    "first": ("first(名称)", "数据窗口第一年的数值"),
    "lowest": ("lowest(名称)", "各年中的最低值"),
    "highest": ("highest(名称)", "各年中的最高值"),
    "mean": ("mean(名称)", "各年的平均值"),
    "total": ("total(名称)", "各年的合计"),
    "growth": ("growth(名称)", "年均增速（%），按本批次的计算约定"),
    "compound_growth": ("compound_growth(名称)", "年均复合增速（%）"),
    "mean_growth": ("mean_growth(名称)", "各年增速的平均（%）"),
    "rows": ("rows(名称)", "明细表填了几行"),
    "firms": ('firms("称号")', "名录中有所列任一称号的企业数，是否重复计数按计算约定；称号后可写名录的一列"),
    "firms_once": ('firms_once("称号")', "同上，一家企业只计一次"),
    "titles": ('titles("称号")', "同上，兼有几个称号计几次"),
    "each_year": ("each_year(条件)", "每一年都符合该条件"),
}
FIGURES = {FieldKind.INTEGER: "", FieldKind.DECIMAL: "", FieldKind.YEARS: "分年度", FieldKind.ROWS: "明细表"}
TITLES = "titles"


@dataclass(frozen=True, slots=True)
class Usable:
    """A name that may stand in a formula: its label, how it is written, its unit or what it is."""

    label: str
    key: str
    unit: str = ""
    note: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one section of the form, or of one kind."""

    label: str
    names: tuple[Usable, ...]


def usable_names(spot: Spot) -> list[Group]:
    """Every name that a formula of this part may use, by section."""
    pack = spot.trail[0].plain
    groups = [
        Group(str(section.get("label") or ""), tuple(filter(None, map(_question, section.get("fields") or []))))
        for section in (pack["round"].get("form") or {}).get("sections") or []
    ]
    groups.append(Group("企业称号", tuple(Usable(word, f'"{code}"') for code, word in _titles(pack))))
    groups.append(Group("名录的列，写在企业称号之后", tuple(_columns(pack))))
    groups.append(Group("所列指标", tuple(_indicators(spot))))
    groups.append(Group("申报类别和地区", tuple(Usable(label, key) for key, label in SETTING_LABELS.items())))
    return [group for group in groups if group.names]


def functions() -> list[tuple[str, str, str]]:
    """Name, how it is written, what it gives."""
    return [(name, written, meaning) for name, (written, meaning) in FUNCTION_WORDS.items()]


def _question(asked: dict[str, Any]) -> Usable | None:
    label, key = str(asked.get("label") or "未命名"), str(asked.get("key", ""))
    if asked.get("kind") in FIGURES:
        return Usable(label, key, str(asked.get("unit") or ""), FIGURES[FieldKind(asked["kind"])])
    answers: Options = answers_of(asked)
    note = "是否" if answers == YES_NO else "选择"
    return (
        Usable(label, key, "", note, tuple((word, f'{key} == "{code}"') for code, word in answers)) if answers else None
    )


def _titles(pack: Any) -> Options:
    """The titles of the roster of firms."""
    found: dict[str, str] = {}
    for section in (pack["round"].get("form") or {}).get("sections") or []:
        for asked in section.get("fields") or []:
            for column in asked.get("columns") or []:
                if column.get("key") == TITLES:
                    found |= {str(each.get("code")): str(each.get("label")) for each in column.get("choices") or []}
    return list(found.items())


def _columns(pack: Any) -> Iterator[Usable]:
    """The columns by which firms of the roster can be told apart: those that take one of few answers."""
    rosters = (asked for asked in questions(pack) if asked.get("key") == ROSTER)
    for column in (column for asked in rosters for column in asked.get("columns") or []):
        if column.get("kind") in (FieldKind.YES_NO, FieldKind.CHOICE):
            for code, word in answers_of(column):
                yield Usable(f"{column.get('label')}：{word}", f'{column.get("key")}="{code}"')


def _indicators(spot: Spot) -> list[Usable]:
    edition = spot.owner_of(CriteriaSet)
    items = edition.plain.get("indicators") or [] if edition else []
    return [
        Usable(str(each.get("label") or "未命名"), str(each.get("id", "")), str(each.get("unit") or ""))
        for each in items
        if each is not spot.plain
    ]
