"""The policy folder: YAML files to the core's shapes, a reference to another file replaced by what stands there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from jiqun.core.policy.checks import check_policy
from jiqun.core.policy.loader import decode
from jiqun.core.policy.registers import PastClusters, Region, TownEntry, Towns, Workdays
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import Node, PolicyError, placed
from jiqun.policyfiles.regions import SHIPPED, region_problems
from jiqun.policyfiles.texts import completed
from jiqun.policyfiles.trees import FILE_NAME, MAX_BYTES, read_tree, tree_of, with_references

__all__ = [
    "FILE_NAME",
    "MAX_BYTES",
    "folder_of",
    "policydata_root",
    "read_past_clusters",
    "read_region",
    "read_round",
    "read_towns",
    "read_uploaded_round",
    "read_workday_years",
    "region_names",
    "round_files",
    "shipped_rounds",
    "shipped_titles",
]

T = TypeVar("T")


def policydata_root() -> Path:
    """The folder of the policy files shipped with the software."""
    return SHIPPED


def round_files() -> list[Path]:
    """The shipped rounds, by name."""
    return sorted((policydata_root() / "rounds").glob("*.yaml"))


def read_round(path: Path) -> RoundPolicy:
    """The round of that file with everything it refers to; raises PolicyError with every problem found."""
    root = folder_of(path)
    return _checked(with_references(read_tree(path.resolve(), root), root), root)


def folder_of(path: Path) -> Path:
    """The policy folder in which a round's file lies, under ``rounds``."""
    return path.resolve().parent.parent


def read_uploaded_round(raw: bytes, name: str) -> RoundPolicy:
    """The round of an uploaded file; the files it refers to are those shipped with the software.

    Raises:
        PolicyError: with every problem found; ``name`` is what the file is called in them.
    """
    return _checked(with_references(tree_of(raw, name), policydata_root()), policydata_root())


@lru_cache(maxsize=1)
def shipped_rounds() -> dict[str, RoundPolicy]:
    """The shipped rounds by the names of their files, read once."""
    return {path.stem: read_round(path) for path in round_files()}


def shipped_titles() -> dict[str, str]:
    """The titles of the shipped rounds by the names of their files."""
    return {name: policy.title for name, policy in shipped_rounds().items()}


def _checked(tree: Node, root: Path) -> RoundPolicy:
    policy = decode(tree, RoundPolicy)
    if flaws := [*check_policy(policy), *region_problems(policy, root)]:
        raise PolicyError(placed(flaws, tree))
    return completed(policy)


def read_region(name: str, root: Path | None = None) -> Region:
    """The authorities of a region such as ``shanxi``, from a policy folder where it has them, else those shipped.

    Raises:
        PolicyError: with every problem found.
    """
    file = f"regions/{name}.yaml"
    if root is None or not (root / file).exists():
        return _read_shipped(file, Region)
    return decode(read_tree(root / file, root), Region)


def region_names() -> list[str]:
    """The regions shipped."""
    return sorted(path.stem for path in (policydata_root() / "regions").glob("*.yaml"))


def read_towns(name: str) -> tuple[TownEntry, ...]:
    """The key specialised towns of a region; raises PolicyError."""
    return _read_shipped(f"towns/{name}.yaml", Towns).towns


def read_past_clusters() -> tuple[PastClusters, ...]:
    """The lists of earlier years, national and provincial, by the name of their file; raises PolicyError."""
    return tuple(_read_shipped(name, PastClusters) for name in _names_in("clusters"))


def read_workday_years() -> tuple[Workdays, ...]:
    """Holidays and make-up days of every year known, oldest first; raises PolicyError."""
    return tuple(_read_shipped(name, Workdays) for name in _names_in("workdays"))


def _names_in(shelf: str) -> list[str]:
    return [f"{shelf}/{path.name}" for path in sorted((policydata_root() / shelf).glob("*.yaml"))]


def _read_shipped(name: str, shape: type[T]) -> T:
    root = policydata_root()
    return decode(read_tree(root / name, root), shape)
