"""What an address is called on the page: label and unit, taken from the form, the indicators and the setting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jiqun.core.addresses import column_address, counted_at, key_of, year_of
from jiqun.core.policy.schema import Choice, FieldKind, Form, Indicator
from jiqun.core.vocabulary import Level, Purpose, Term

SETTING_LABELS = {"purpose": "申报事项", "level": "申报级别", "west": "是否西部地区"}
YES_NO = {"yes": "是", "no": "否"}
NOTHING: Mapping[str, str] = {}


class SourceKind(Term):
    """What an input of a criterion is."""

    FIELD = "field", "填报项"
    ROSTER = "roster", "企业名录"
    TABLE = "table", "明细表"
    INDICATOR = "indicator", "指标"
    SETTING = "setting", "批次设定"


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels and units by the key of a field or the id of an indicator; labels also by ``key.column`` of a table.

    ``choices``: labels of options by ``key``, or ``key.column`` of a table.
    """

    labels: Mapping[str, str]
    units: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds: Mapping[str, SourceKind] = field(default_factory=dict)

    def label(self, address: str) -> str:
        """“2024年总产值” for ``output_total.2024``."""
        year, counted = year_of(address), counted_at(address)
        if counted:
            return self._counted(key_of(address), *counted)
        return f"{year}年{self.name(address)}" if year else self.name(address)

    def _counted(self, key: str, what: str, choices: tuple[str, ...]) -> str:
        if what == "firms":
            column, _, code = next((each for each in choices if "=" in each), "").partition("=")
            titles = [each for each in choices if "=" not in each]
            return f"{self.name(key)}中{self.titled(titles, column, code)}的企业数"
        return f"{self.rows(key, *choices)}行数"

    def rows(self, key: str, column: str = "", code: str = "") -> str:
        """A table, or those of its rows that hold an option: “标准清单中有‘国家标准’的”."""
        of_column = f"中有{quoted(self.option(f'{key}.{column}', code))}的" if column else ""
        return f"{self.name(key)}{of_column}"

    def titles(self, titles: Iterable[str]) -> str:
        """Titles of firms in words: “甲”或“乙”."""
        return "或".join(quoted(self.option("roster.titles", title)) for title in titles)

    def titled(self, titles: Iterable[str], column: str = "", code: str = "") -> str:
        """What firms must be to be counted: “是否属于主导产业”为“是”且有“甲”或“乙”称号."""
        return f"{self.held(column, code, '且')}有{self.titles(titles)}称号"

    def held(self, column: str, code: str, then: str) -> str:
        """An option that a column of the roster must hold, and what follows; nothing without a column."""
        if not column:
            return ""
        place = column_address("roster", column)
        return f"{quoted(self.labels.get(place, column))}为{quoted(self.option(place, code))}{then}"

    def name(self, address: str) -> str:
        """“总产值”, whatever the year; of a column of a table: 企业名录中的“称号”."""
        key = key_of(address)
        own = self.labels.get(key) or SETTING_LABELS.get(key, key)
        column = self.labels.get(address) if address != key else ""
        return f"{own}中的{quoted(column)}" if column else own

    def unit(self, address: str) -> str:
        """The unit of the field or of the count, or nothing."""
        counted = counted_at(address)
        if counted:
            return "家" if counted[0] == "firms" else "行"
        return self.units.get(key_of(address), "")

    def option(self, place: str, code: str) -> str:
        """What an option is called: of a field by its key, of a table's column by ``key.column``."""
        return self.choices.get(place, NOTHING).get(code) or YES_NO.get(code, code)

    def kind(self, address: str) -> SourceKind:
        """What an input is."""
        return self.kinds.get(key_of(address), SourceKind.FIELD)

    def listing(self, addresses: Iterable[str]) -> str:
        """Addresses in one phrase; years of one field share its name: “2022年、2024年总产值”, “2022—2024年…”."""
        years: dict[str, list[int]] = {}
        for address in addresses:
            year = year_of(address)
            called = self.label(address) if counted_at(address) else self.name(address)
            years.setdefault(called, []).extend([year] if year else [])
        return "、".join(f"{_years(taken)}{called}" for called, taken in years.items())

    def with_indicators(self, indicators: Iterable[Indicator]) -> Wording:
        """The same with the indicators of a set; a field of the same name comes first."""
        new = {each.id: each for each in indicators if each.id not in self.labels}
        return Wording(
            {**{id: each.label for id, each in new.items()}, **self.labels},
            {**{id: each.unit for id, each in new.items()}, **self.units},
            self.choices,
            {**dict.fromkeys(new, SourceKind.INDICATOR), **self.kinds},
        )


def _years(years: Sequence[int]) -> str:
    """Three and more without a gap as a span."""
    if len(years) > 2 and max(years) - min(years) + 1 == len(set(years)):
        return f"{min(years)}—{max(years)}年"
    return "、".join(f"{year}年" for year in years)


def quoted(label: str) -> str:
    """In quotation marks, those within turned into single ones."""
    return f"“{label.replace('“', '‘').replace('”', '’')}”"


def wording_of(form: Form) -> Wording:
    """The words of a form."""
    fields = [field for section in form.sections for field in section.fields]
    columns = {column_address(each.key, column.key): column for each in fields for column in each.columns}
    choices = {field.key: _labels(field.choices) for field in fields if field.choices}
    choices |= {place: _labels(column.choices) for place, column in columns.items() if column.choices}
    tables = {each.key: SourceKind.TABLE for each in fields if each.kind is FieldKind.ROWS}
    return Wording(
        {field.key: field.label for field in fields} | {place: column.label for place, column in columns.items()},
        {field.key: field.unit for field in fields},
        choices | SETTING_CHOICES,
        tables | SETTING_KINDS,
    )


def _labels(choices: Iterable[Choice]) -> dict[str, str]:
    return {choice.code: choice.label for choice in choices}


SETTING_CHOICES = {"purpose": dict(Purpose.choices()), "level": dict(Level.choices())}
SETTING_KINDS = {**dict.fromkeys(SETTING_LABELS, SourceKind.SETTING), "roster": SourceKind.ROSTER}
NO_WORDING = Wording({}, {}, SETTING_CHOICES, SETTING_KINDS)
"""Where no form is at hand: addresses stand for themselves, fit for records only."""
