"""A spot-check sample that anybody can draw again from the seed and the numbers of the cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

HUNDRED = Decimal(100)


def lot(case_number: str, seed: str) -> str:
    """The lot of one case: SHA-256 of seed, slash and number, in hexadecimal."""
    return hashlib.sha256(f"{seed}/{case_number}".encode()).hexdigest()


def lots(case_numbers: Iterable[str], seed: str) -> list[tuple[str, str]]:
    """All cases with their lots, smallest lot first: the table by which a draw is checked."""
    return sorted(((number, lot(number, seed)) for number in set(case_numbers)), key=lambda pair: (pair[1], pair[0]))


def draw_sample(case_numbers: Iterable[str], *, size: int, seed: str) -> list[str]:
    """The ``size`` cases whose lots come first; the order of input does not matter."""
    return [number for number, _ in lots(case_numbers, seed)[:size]]


def sample_size(total: int, *, share_percent: Decimal, at_least: int) -> int:
    """How many to draw: the share rounded up, at least the minimum, at most all."""
    share = (Decimal(total) * share_percent / HUNDRED).to_integral_value(rounding=ROUND_CEILING)
    return min(total, max(int(share), at_least))
