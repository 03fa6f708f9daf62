"""Equal facts have equal bytes, on every machine and after every round trip."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.canonical import canonical_json, digest, plain
from jiqun.core.vocabulary import Stage

zones = st.integers(-12 * 60, 12 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=zones)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
    | st.dates()
    | moments
)
facts = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_keys_are_sorted_without_spaces_and_chinese_stays_readable():
    assert canonical_json({"乙": [1, True, None], "甲": "法兰"}) == '{"乙":[1,true,null],"甲":"法兰"}'.encode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1E+3"), '"1000"'),
        (Decimal("0.0000001"), '"0.0000001"'),
        (Decimal("120.890"), '"120.890"'),
        (date(2025, 5, 31), '"2025-05-31"'),
        (datetime(2025, 5, 31, 8, tzinfo=timezone(timedelta(hours=8))), '"2025-05-31T00:00:00+00:00"'),
        (Stage.DRAFT, '"draft"'),
        ((1, 2), "[1,2]"),
    ],
)
def test_a_value_has_one_spelling(value: object, written: str):
    assert canonical_json(value) == written.encode()


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, {1: "a"}, {"a"}, b"a", object()])
def test_what_has_no_exact_spelling_is_refused(value: object):
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), datetime(2025, 5, 31)])
def test_a_figure_that_is_none_and_a_moment_without_zone_are_refused(value: object):
    with pytest.raises(ValueError, match=r"not a figure|zone"):
        canonical_json(value)


@given(facts)
def test_stored_as_json_and_read_back_the_facts_keep_their_digest(value: object):
    stored = json.loads(json.dumps(plain(value)))

    assert canonical_json(stored) == canonical_json(value)


@given(st.dictionaries(st.text(max_size=5), leaves, max_size=6))
def test_the_order_in_which_facts_were_written_does_not_matter(value: dict[str, object]):
    assert digest(dict(reversed(value.items()))) == digest(value)


@given(moments)
def test_a_moment_is_the_same_in_every_zone(moment: datetime):
    assert digest(moment) == digest(moment.astimezone(UTC))


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_written_exactly_and_without_exponent(figure: Decimal):
    written = json.loads(canonical_json(figure))

    assert "E" not in written
    assert Decimal(written) == figure


def test_the_digest_is_the_sha256_of_the_bytes():
    assert digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()
