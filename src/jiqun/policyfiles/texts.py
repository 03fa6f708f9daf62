"""Editions of the fixed texts, and those of a policy made whole, so that a frozen round leaves none to the software."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from jiqun.core.policy.loader import decode
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.textschema import Texts
from jiqun.policyfiles.regions import SHIPPED as ROOT
from jiqun.policyfiles.trees import read_tree

WHOLE = "cluster-2025"
"""The edition that names every part, for what others leave out."""


def read_texts(name: str) -> Texts:
    """An edition shipped with the software, as far as it goes; raises PolicyError."""
    return decode(read_tree(ROOT / "texts" / f"{name}.yaml", ROOT), Texts)


@lru_cache(maxsize=1)
def shipped_texts() -> Texts:
    """The edition that names every part, read once."""
    return read_texts(WHOLE)


def completed(policy: RoundPolicy) -> RoundPolicy:
    """The policy with every text in order of the documents; what it leaves out is that of the shipped edition."""
    whole, own = shipped_texts(), policy.texts
    if own is None:
        return replace(policy, texts=whole)
    said = {each.key: each for each in own.parts}
    parts = tuple(said.get(each.key, each) for each in whole.parts)
    columns = own.summary_columns or whole.summary_columns
    return replace(policy, texts=replace(own, parts=parts, summary_columns=columns))
