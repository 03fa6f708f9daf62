"""A sample that anyone can draw again: lots are salted digests, the seed is made public."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

FEWEST_IN_SEED = 4
"""A shorter seed can be tried out by hand until the sample suits."""

FEWEST_IN_SOURCE = 6
"""Fewer characters name no source that anybody could look up."""


def lot(seed: str, name: str) -> str:
    """The lot of a name: SHA-256 of ``seed/name`` in UTF-8, 64 hexadecimal characters."""
    return hashlib.sha256(f"{seed}/{name}".encode()).hexdigest()


def draw_sample(case_numbers: Iterable[str], size: int, seed: str) -> list[str]:
    """The ``size`` cases whose lots come first; order and repetition of the input do not matter.

    Raises:
        ValueError: a negative size.
    """
    if size < 0:
        raise ValueError("a sample cannot be smaller than nothing")
    return [case_number for case_number, _ in explain(case_numbers, seed)[:size]]


def explain(case_numbers: Iterable[str], seed: str) -> list[tuple[str, str]]:
    """Every case with its lot, in the order of drawing, so that anybody can recompute the draw."""
    return sorted(((number, lot(seed, number)) for number in set(case_numbers)), key=lambda pair: (pair[1], pair[0]))


def sample_size(total: int, share_percent: Decimal, at_least: int) -> int:
    """How many of ``total`` cases to draw: the share rounded up, at least so many, never more than there are.

    Raises:
        ValueError: a negative total, share or minimum.
    """
    if total < 0 or share_percent < 0 or at_least < 0:
        raise ValueError("total, share and minimum cannot be negative")
    share = (total * share_percent / 100).to_integral_value(ROUND_CEILING)
    return min(total, max(int(share), at_least))
