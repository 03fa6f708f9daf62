from __future__ import annotations

import json

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.core.canonical import plain
from jiqun.policies.editing.addresses import locate
from tests.policies.editing.pages import form_of, posted_by
from tests.policies.scene import pack

ADDRESSES = (
    "round",
    "dates",
    "round/quota",
    "criteria/national-2022/criteria/C1.2",
    "criteria/national-2022/indicators/sme_share",
    "round/form/sections/figures/fields/scope",
    "round/form/consistency/~0",
    "round/tracks/national",
)
TYPED = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "-1", "９９", "1e5", "2026-13-40", "true", "yes", "last(", "scope=all", "99999", "0"]),
)
PACK = pack()
SHOWN = {address: posted_by(form) for address in ADDRESSES if (form := form_of(locate(PACK, address)))}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_typed_is_refused_in_words_or_becomes_plain_data(data):
    address = data.draw(st.sampled_from(ADDRESSES))
    posted = QueryDict(mutable=True)
    posted.update(SHOWN[address])
    for name in data.draw(st.lists(st.sampled_from(sorted(SHOWN[address])), max_size=6, unique=True)):
        posted[name] = data.draw(TYPED)
    form = form_of(locate(PACK, address), posted)

    assert form is not None
    if form.is_valid():
        assert json.loads(json.dumps(plain(form.plain))) == form.plain
    else:
        assert all(str(sentence) for errors in form.errors.values() for sentence in errors)
