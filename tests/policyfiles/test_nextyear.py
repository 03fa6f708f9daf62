"""Next year's round begins as last year's, a year on, and says what is only assumed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiqun.core.vocabulary import Mark
from jiqun.policyfiles.folder import policydata_root, read_round, round_files
from jiqun.policyfiles.nextyear import next_year
from jiqun.policyfiles.pack import assembled, split
from tests.policyfiles.test_pack import SHANXI, changed


@pytest.mark.parametrize("path", round_files(), ids=lambda path: path.stem)
def test_every_shipped_round_a_year_on_is_a_sound_policy_ten_times_over(path: Path) -> None:
    pack = split(read_round(path))
    for _ in range(10):
        pack = next_year(pack)

    assert assembled(pack).year == read_round(path).year + 10


def test_title_code_and_notice_carry_the_next_year() -> None:
    policy = assembled(next_year(split(SHANXI)))

    assert policy.code == "shanxi-2026"
    assert policy.title == "2026年度中小企业特色产业集群申报和2023年度复核"
    assert policy.notice.title.startswith("关于组织开展2026年度")
    assert policy.notice.number == ""


def test_the_days_stay_and_the_years_move() -> None:
    policy = assembled(next_year(split(SHANXI)))

    assert policy.day == date(2026, 4, 17)
    assert policy.opens_on.on(policy.day) == date(2026, 4, 17)
    assert policy.closes_on.on(policy.day) == date(2026, 5, 31)
    assert policy.years == (2023, 2024, 2025)
    assert policy.track("re_evaluation").re_evaluates.on(policy.day) == 2023


def test_what_was_moved_is_marked_as_waiting_for_the_notice() -> None:
    policy = assembled(next_year(split(SHANXI)))
    moved = [policy.opens_on, policy.closes_on, policy.last_data_year, policy.track("re_evaluation").re_evaluates]
    sources = [policy.notice.source, *(each.entry_on(policy.day).source for each in moved)]

    assert {(source.mark, source.note) for source in sources} == {(Mark.ASSUMED, "待通知")}


def test_an_earlier_notice_does_not_bring_last_years_days_back() -> None:
    policy = assembled(next_year(split(SHANXI)))

    assert [list(each.values) for each in (policy.opens_on, policy.closes_on)] == [[policy.day]] * 2


def test_thresholds_quotas_and_their_sources_stay() -> None:
    policy = assembled(next_year(split(SHANXI)))

    assert policy.quota == SHANXI.quota
    assert [track.criteria for track in policy.tracks] == [track.criteria for track in SHANXI.tracks]


def test_the_last_of_february_stays_the_last() -> None:
    pack = changed(split(SHANXI), "round", "closes_on", "values", "2025-04-17", "value", to="2028-02-29")

    assert next_year(pack)["round"]["closes_on"]["values"]["2026-04-17"]["value"] == "2029-02-28"


def test_figures_of_cases_move_with_the_window() -> None:
    case = {"case": "产值正好", "answers": {"output_total.2024": "60", "area_km2": "80"}}
    quota = {"case": "四个集群", "chosen": [{"niche": "法兰"}]}
    pack = next_year(split(SHANXI, [case, quota], {"output_sme.2023": "48"}))

    assert pack["cases"][0]["answers"] == {"output_total.2025": "60", "area_km2": "80"}
    assert pack["cases"][1] == quota
    assert pack["answers"] == {"output_sme.2024": "48"}


def test_the_pack_it_began_from_is_left_alone() -> None:
    pack = split(SHANXI)
    next_year(pack)

    assert pack == split(read_round(policydata_root() / "rounds" / "shanxi-2025.yaml"))
