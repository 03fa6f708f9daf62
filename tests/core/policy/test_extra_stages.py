"""The switches of extra stages are values in force from a day, as all others."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.schema import ExtraStages
from jiqun.core.vocabulary import Extra

DAY = date(2025, 4, 17)


def switch(on: bool | None) -> Dated[bool] | None:
    return None if on is None else Dated("是否增设", {DAY: Valued(on, Source("通知"))})


def test_every_extra_stage_has_its_switch_and_every_switch_its_stage():
    assert [each.name for each in fields(ExtraStages)] == Extra.codes()


@given(st.dictionaries(st.sampled_from(list(Extra)), st.sampled_from([True, False, None])))
def test_a_stage_is_there_only_where_its_switch_says_yes(switches: dict[Extra, bool | None]):
    stages = ExtraStages(**{each.value: switch(on) for each, on in switches.items()})

    assert stages.on(DAY) == {each for each, on in switches.items() if on}


def test_a_switch_may_change_with_a_later_day():
    source = Source("通知")
    later = DAY + timedelta(days=30)
    stages = ExtraStages(defence=Dated("是否增设", {DAY: Valued(False, source), later: Valued(True, source)}))

    assert (stages.on(DAY), stages.on(later)) == (frozenset(), {Extra.DEFENCE})
