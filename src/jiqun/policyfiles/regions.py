"""A policy held against the authorities of its region, where their file is at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jiqun.core.policy.loader import decode
from jiqun.core.policy.regionchecks import check_region
from jiqun.core.policy.registers import Region
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import Problem
from jiqun.policyfiles.trees import FILE_NAME, read_tree

SHIPPED = Path(__file__).resolve().parent.parent / "policydata"


def region_file(name: str, root: Path) -> tuple[Path, Path] | None:
    """The folder that holds the region's file and the file, of this folder or else as shipped; None without one."""
    for each in (root, SHIPPED):
        path = each / "regions" / f"{name}.yaml"
        if FILE_NAME.fullmatch(name) and path.exists():
            return each, path
    return None


def region_problems(policy: RoundPolicy, root: Path = SHIPPED) -> list[Problem]:
    """Quotas for kinds of recommender that the region does not have; nothing where its file is not there.

    Raises:
        PolicyError: the region's file cannot be read.
    """
    found = region_file(policy.region, root)
    if found is None or not policy.quota.exceptions:
        return []
    home, path = found
    return check_region(policy, _region(path, home, path.stat().st_mtime_ns))


@lru_cache(maxsize=8)
def _region(path: Path, root: Path, _stamp: int) -> Region:
    """Read again only when the file has changed: a draft is checked at every look."""
    return decode(read_tree(path, root), Region)
