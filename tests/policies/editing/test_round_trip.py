from __future__ import annotations

import pytest

from jiqun.policies.editing.addresses import locate
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
