"""What an address is called on the page: label and unit, taken from the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiqun.core.addresses import key_of, year_of
from jiqun.core.policy.schema import Form


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels and units by the key of a field."""

    labels: Mapping[str, str]
    units: Mapping[str, str]

    def label(self, address: str) -> str:
        """“2024年总产值” for ``output_total.2024``."""
        year = year_of(address)
        return f"{year}年{self.name(address)}" if year else self.name(address)

    def name(self, address: str) -> str:
        """“总产值”, whatever the year."""
        key = key_of(address)
        return self.labels.get(key, key)

    def unit(self, address: str) -> str:
        """The unit of the field, or nothing."""
        return self.units.get(key_of(address), "")

    def listing(self, addresses: Iterable[str]) -> str:
        """Several addresses in one phrase; years of one field share its name: “2023年、2024年总产值”."""
        years: dict[str, list[str]] = {}
        for address in addresses:
            year = year_of(address)
            years.setdefault(key_of(address), []).extend([f"{year}年"] if year else [])
        return "、".join("、".join(taken) + self.name(key) for key, taken in years.items())


def wording_of(form: Form) -> Wording:
    """The words of a form."""
    fields = [field for section in form.sections for field in section.fields]
    return Wording({field.key: field.label for field in fields}, {field.key: field.unit for field in fields})


NO_WORDING = Wording({}, {})
"""Where no form is at hand: addresses stand for themselves, fit for records only."""
