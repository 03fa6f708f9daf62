"""Exact enough to compare: 34 digits tell apart all ratios of the figures that can be typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

PRECISION = Context(prec=34, rounding=ROUND_HALF_UP)
FINER = Context(prec=60, rounding=ROUND_HALF_UP)
WIDE = Context(prec=200)


@contextmanager
def precisely() -> Iterator[None]:
    """Decimal arithmetic to 34 digits, whatever the caller's context."""
    with localcontext(PRECISION):
        yield


def nth_root(value: Decimal, degree: int) -> Decimal:
    """The root of a figure above nought, rounded once: taken to 60 digits first, so that an exact root such as 1.1
    comes out exact."""
    if degree == 1:
        return value
    if degree == 2:
        return PRECISION.plus(FINER.sqrt(value))
    shift = FINER.prec - value.adjusted() // degree
    _, digits, exponent = value.as_tuple()
    whole = int("".join(map(str, digits))) * 10 ** (int(exponent) + degree * shift)
    return PRECISION.plus(Decimal(_whole_root(whole, degree)).scaleb(-shift, WIDE))


def _whole_root(whole: int, degree: int) -> int:
    """The largest whole number whose power is not larger, by Newton's way from above; quicker than by logarithms."""
    root = 1 << -(-whole.bit_length() // degree)
    while True:
        nearer = ((degree - 1) * root + whole // root ** (degree - 1)) // degree
        if nearer >= root:
            return root
        root = nearer


def quotient(fraction: Fraction) -> Decimal:
    """The fraction as a decimal, rounded once."""
    return PRECISION.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, as officials round by hand."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=WIDE)


def rounded_up(value: Decimal, decimals: int) -> Decimal:
    """Up to the next step, so that what is asked for is never too little."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_CEILING, context=WIDE)
