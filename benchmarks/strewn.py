"""Thousands of invented dossiers without a database: the figures that criteria look at, some of them missing."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jiqun.core.policy.schema import CriteriaSet

TITLES = ("champion", "little_giant", "srdi", "innovative", "high_tech")


def dossiers(count: int, years: Sequence[int], seed: int = 1) -> list[dict[str, Any]]:
    """Answers as they are stored; one figure in fifty is missing. Rosters are shared, to spare memory."""
    chance = Random(seed)
    rosters = [roster(chance) for _ in range(500)]
    return [dossier(chance, years, rosters) for _ in range(count)]


def roster(chance: Random) -> list[dict[str, Any]]:
    """A handful of firms with titles."""
    return [
        {"name": f"企业{number}", "titles": chance.sample(TITLES, chance.randint(0, 2)), "leading": "yes"}
        for number in range(chance.randint(3, 25))
    ]


def dossier(chance: Random, years: Sequence[int], rosters: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """One of them."""
    total = chance.uniform(5, 120)
    answers: dict[str, Any] = {
        "area_km2": f"{chance.uniform(5, 140):.1f}",
        "standards_count": str(chance.randint(0, 12)),
        "platform_firms": str(chance.randint(0, 400)),
        "platform_adopters": str(chance.randint(0, 60)),
        "roster": chance.choice(rosters),
        **{veto: chance.choice(["no"] * 40 + ["yes", ""]) for veto in ("veto_accident", "veto_network", "veto_tax")},
    }
    for year in (years[0] - 1, *years):
        total *= chance.uniform(0.96, 1.22)
        answers[f"output_total.{year}"] = f"{total:.2f}"
        answers[f"output_sme.{year}"] = f"{total * chance.uniform(0.5, 0.98):.2f}"
        answers[f"output_leading.{year}"] = f"{total * chance.uniform(0.5, 0.98):.2f}"
        answers[f"rd_sme.{year}"] = f"{total * chance.uniform(0.01, 0.03):.4f}"
    for place in [place for place in answers if chance.random() < 0.02]:
        del answers[place]
    return answers


def thirty(criteria: CriteriaSet) -> CriteriaSet:
    """The standard with its measured criteria repeated until there are thirty in all."""
    from dataclasses import replace

    measured = [each for each in criteria.criteria if each.indicator]
    more = [
        replace(measured[number % len(measured)], id=f"X{number}", either="")
        for number in range(30 - len(criteria.criteria))
    ]
    return replace(criteria, criteria=(*criteria.criteria, *more))
