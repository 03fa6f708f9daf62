"""The clusters of the demonstration, as read from ``scenes.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Scene:
    """One invented cluster of a real county; ``scale`` is its newest output in 亿元, ``fate`` how its way ends."""

    place: str
    niche: str
    industry: str
    code: str
    scale: Decimal
    town: str = ""
    national: bool = False
    fate: str = "pass"
    re_evaluation: bool = False
    zone: str = ""
    """The place of the zone that recommends it, in place of its city."""

    @property
    def weak(self) -> bool:
        """Whether its figures fall short, so that the city does not recommend it."""
        return self.fate in ("skip", "fail")

    @property
    def name(self) -> str:
        """The name by the usual pattern: county, niche, 产业集群."""
        return f"{self.place}{self.niche}产业集群"


@lru_cache(maxsize=1)
def scenes() -> tuple[Scene, ...]:
    """All scenes: declarations first, then re-evaluations."""
    text = (Path(__file__).parent / "scenes.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    declared = [_scene(row) for row in read["clusters"]]
    return (*declared, *(_scene({**row, "re_evaluation": True}) for row in read["re_evaluations"]))


def _scene(row: dict[str, object]) -> Scene:
    return Scene(**{**row, "scale": Decimal(str(row["scale"]))})  # type: ignore[arg-type]
