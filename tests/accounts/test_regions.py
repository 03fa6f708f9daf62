"""A region file brings the offices, and what it changes of them stays on record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiqun.accounts.models import Authority
from jiqun.accounts.services.regions import load_region
from jiqun.audit.models import Entry
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.registers import Region
from jiqun.policyfiles.folder import read_region
from tests.factories import AT

pytestmark = pytest.mark.django_db
COUNTY, OTHER_CITY = "140921", "140100"


def corrected(region: Region, code: str, **facts: str) -> Region:
    """The region with other facts of one authority."""
    return replace(
        region,
        authorities=tuple(replace(each, **facts) if each.code == code else each for each in region.authorities),
    )


@pytest.fixture
def shanxi() -> Region:
    """The shipped region, loaded."""
    region = read_region("shanxi")
    load_region(region, by=SYSTEM, at=AT)
    return region


def test_a_county_moved_to_another_city_is_on_record_with_both(shanxi: Region):
    moved = corrected(shanxi, COUNTY, parent=OTHER_CITY, name="定襄县工业和信息化局（新）")

    assert load_region(moved, by=SYSTEM, at=AT) == 0

    before, after = (Authority.objects.get(code=code).name for code in ("140900", OTHER_CITY))
    entry = Entry.objects.filter(act="load_region").latest("sequence")
    assert entry.label.startswith("更新")
    assert entry.detail["changed"][COUNTY]["parent"] == [before, after]
    assert entry.detail["changed"][COUNTY].keys() == {"parent", "name"}
    assert Authority.objects.get(code=COUNTY).parent.code == OTHER_CITY


def test_the_same_region_again_changes_nothing_and_leaves_no_entry(shanxi: Region):
    load_region(shanxi, by=SYSTEM, at=AT)

    assert Entry.objects.filter(act="load_region").count() == 1
