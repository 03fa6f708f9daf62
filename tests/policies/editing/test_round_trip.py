from __future__ import annotations

import pytest

from jiqun.core.policy.schema import Field
from jiqun.policies.editing.addresses import Spot, locate
from jiqun.policies.editing.ground import MOST_ROWS
from jiqun.policies.editing.shapes import Pack
from jiqun.policyfiles.folder import read_round, round_files
from jiqun.policyfiles.pack import split
from tests.policies.editing.pages import every_part, form_of, posted_by

PACKS = {path.stem: split(read_round(path)) for path in round_files()}
NAMES = sorted(PACKS)


@pytest.mark.parametrize("name", NAMES)
def test_an_address_leads_back_to_its_part(name):
    pack = PACKS[name]

    for spot in every_part(pack):
        found = locate(pack, spot.address)
        assert (found.steps, found.page) == (spot.steps, spot.page)


@pytest.mark.parametrize("name", NAMES)
def test_a_part_that_nobody_touched_comes_back_as_it_was(name):
    for spot in every_part(PACKS[name]):
        shown = form_of(spot)
        if shown is None:
            continue
        form = form_of(spot, posted_by(shown))

        assert form.is_valid(), (spot.address, form.errors)
        assert form.plain == spot.plain, spot.address


def test_more_rows_than_a_page_offers_are_all_kept():
    plain = {"key": "k", "label": "很多选项", "kind": "choice", "choices": []}
    plain["choices"] = [{"code": f"c{at}", "label": f"选项{at}"} for at in range(MOST_ROWS + 5)]
    spot = Spot(("field",), Field, plain, above=Spot((), Pack, {"round": {}, "criteria": {}}))

    form = form_of(spot, posted_by(form_of(spot)))
    assert form.is_valid(), form.errors
    assert form.plain == plain
