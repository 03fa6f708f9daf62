from __future__ import annotations

import pytest

from jiqun.core.vocabulary import Role
from jiqun.policies.editing.addresses import locate
from jiqun.policies.models import DraftState
from tests.factories import make_city, make_province, make_seat
from tests.policies.editing.pages import every_part, untouched
from tests.policies.scene import begun

pytestmark = pytest.mark.django_db
CRITERION = "criteria/national-2022/criteria/C1.2"
FIELDS = "round/form/sections/figures/fields"


@pytest.fixture
def officer(as_seat):
    return as_seat(make_seat(make_province(), Role.PROVINCIAL_OFFICER))


@pytest.fixture
def draft():
    return begun()


def page_of(draft, address, act="edit"):
    return f"/policies/{draft.pk}/{act}/{address}/"


def typed(client, draft, address, **changes):
    """What a browser posts of the page with some inputs changed."""
    posted = form_in(client.get(page_of(draft, address)).content.decode())
    return {**posted.dict(), "act": "save", **changes}


def form_in(markup):
    inside = markup[markup.index('id="part"') :]
    return untouched(inside[: inside.index("</form>")])


def part(draft, address):
    draft.refresh_from_db()
    return locate(draft.pack, address).plain


def one_of_each(pack):
    """The first part of every shape, and of every kind of question and condition."""
    found = {}
    for spot in every_part(pack):
        kind = spot.plain.get("kind", "") if isinstance(spot.plain, dict) else ""
        found.setdefault((str(spot.hint), kind, spot.page), spot)
    return list(found.values())


def test_every_kind_of_part_has_a_page_and_saving_it_untouched_changes_nothing(officer, draft):
    for spot in one_of_each(draft.pack):
        shown = officer.get(page_of(draft, spot.address))
        assert shown.status_code == 200, spot.address
        if 'id="part"' in shown.content.decode():
            posted = {**form_in(shown.content.decode()), "act": "save"}
            answer = officer.post(page_of(draft, spot.address), posted)
            assert answer.status_code == 302, (spot.address, answer.context["form"].errors)
            assert part(draft, spot.address) == spot.plain, spot.address

    assert draft.version == 1
