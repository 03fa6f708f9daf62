"""The shipped policy says what the notice says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from jiqun.core.policy.loader import from_plain, to_plain
from jiqun.core.policy.schema import CriteriaSet, CriterionKind, FieldKind, Operator, RoundPolicy
from jiqun.core.vocabulary import Level, Mark, Tier
from jiqun.policyfiles.folder import (
    policydata_root,
    read_past_clusters,
    read_region,
    read_round,
    read_towns,
    read_workday_years,
    round_files,
)

ASPECTS = [
    "核心竞争力",
    "中小企业梯度培育",
    "产业链供应链协作",
    "协同创新能力",
    "数字化转型",
    "绿色化发展",
    "产业开放合作",
    "治理和服务能力",
]


@pytest.fixture(scope="module")
def policy() -> RoundPolicy:
    return read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")


@pytest.mark.parametrize("path", round_files(), ids=lambda path: path.stem)
def test_every_shipped_round_loads(path) -> None:
    assert read_round(path).code == path.stem


@pytest.mark.parametrize("path", round_files(), ids=lambda path: path.stem)
def test_industry_codes_have_four_digits_and_people_are_whole(path) -> None:
    form = read_round(path).form

    assert form.field("industry_code").digits == 4
    assert form.field("employment").whole


def test_a_frozen_policy_is_read_back_the_same(policy: RoundPolicy) -> None:
    assert from_plain(to_plain(policy)) == policy


def test_the_notice_has_twenty_three_clauses(policy: RoundPolicy) -> None:
    assert [clause.id for clause in policy.clauses] == [f"N{number:02}" for number in range(1, 24)]


def test_three_clusters_per_city_and_one_per_niche_field(policy: RoundPolicy) -> None:
    assert policy.quota.per_recommender.on(policy.day) == 3
    assert policy.quota.per_niche.on(policy.day) == 1
    assert policy.quota.per_niche.entry_on(policy.day).source.citation.clause == "一（三）3"


def test_material_is_due_on_the_last_of_may(policy: RoundPolicy) -> None:
    assert policy.closes_on.on(policy.day) == date(2025, 5, 31)


def test_packages_are_three_five_and_five_copies_with_two_discs(policy: RoundPolicy) -> None:
    day = policy.day
    packages = {track.id: track.package for track in policy.tracks}

    assert {id: each.form_copies.on(day) for id, each in packages.items()} == {
        "provincial": 3,
        "national": 5,
        "re_evaluation": 5,
    }
    assert {each.discs.on(day) for each in packages.values()} == {2}
    label = packages["re_evaluation"].disc_label.on(day)
    assert label.format(county="定襄县") == "定襄县中小企业特色产业集群复核申报资料"


def test_re_evaluation_is_of_2022_and_outside_the_quota(policy: RoundPolicy) -> None:
    track = policy.track("re_evaluation")

    assert track.re_evaluates is not None
    assert track.re_evaluates.on(policy.day) == 2022
    assert not track.quota_applies


def test_national_declarations_follow_a_provincial_recognition(policy: RoundPolicy) -> None:
    assert [track.id for track in policy.tracks if track.prerequisite] == ["national"]


def test_figures_are_asked_for_2022_to_2024(policy: RoundPolicy) -> None:
    assert policy.years == (2022, 2023, 2024)


def test_points_of_the_eight_aspects_add_up_to_a_hundred(policy: RoundPolicy) -> None:
    assert [item.label for item in policy.scoring.items] == ASPECTS
    assert sum(item.points for item in policy.scoring.items) == Decimal(100)
    assert {len(item.anchors) for item in policy.scoring.items} == {3}


@pytest.mark.parametrize("track", ["provincial", "national", "re_evaluation"])
def test_criteria_cover_the_veto_and_all_eight_aspects(policy: RoundPolicy, track: str) -> None:
    assert [aspect.label for aspect in policy.track(track).criteria.aspects] == ["否决事项", *ASPECTS]


def thresholds(criteria: CriteriaSet, day: date) -> dict[str, tuple[Operator, Decimal]]:
    return {each.id: (each.operator, each.threshold.on(day)) for each in criteria.criteria if each.threshold}


def test_national_thresholds_are_those_of_the_2022_edition(policy: RoundPolicy) -> None:
    assert thresholds(policy.track("national").criteria, policy.day) == {
        "C1.1": (Operator.AT_MOST, Decimal(100)),
        "C1.2": (Operator.AT_LEAST, Decimal(40)),
        "C1.3": (Operator.AT_LEAST, Decimal(70)),
        "C1.4": (Operator.ABOVE, Decimal(70)),
        "C1.5": (Operator.ABOVE, Decimal(10)),
        "C2.1": (Operator.AT_LEAST, Decimal(1)),
        "C2.2": (Operator.AT_LEAST, Decimal(10)),
        "C4.1": (Operator.ABOVE, Decimal(5)),
        "C4.2": (Operator.AT_LEAST, Decimal(2)),
        "C5.1": (Operator.AT_LEAST, Decimal(10)),
    }


def test_national_thresholds_not_found_are_marked_so(policy: RoundPolicy) -> None:
    marks = {
        each.id: each.threshold.entry_on(policy.day).source.mark
        for each in policy.track("national").criteria.criteria
        if each.threshold
    }

    assert [id for id, mark in marks.items() if mark != Mark.VERIFIED] == ["C4.1", "C4.2", "C5.1"]


def test_every_provincial_number_is_marked_as_a_stand_in(policy: RoundPolicy) -> None:
    for criterion in policy.track("provincial").criteria.criteria:
        assert criterion.source.mark == Mark.ASSUMED
        if criterion.threshold:
            source = criterion.threshold.entry_on(policy.day).source
            assert source.mark == Mark.ASSUMED
            assert source.note.startswith("以晋企发〔2023〕35号为准，待替换")


def test_only_the_area_is_a_soft_condition(policy: RoundPolicy) -> None:
    for track in policy.tracks:
        assert [each.id for each in track.criteria.criteria if each.soft] == ["C1.1"]


def test_three_vetoes_are_declared(policy: RoundPolicy) -> None:
    vetoes = [each.id for each in policy.track("national").criteria.criteria if each.kind == CriterionKind.VETO]

    assert vetoes == ["C0.1", "C0.2", "C0.3"]


def test_figures_name_their_evidence(policy: RoundPolicy) -> None:
    years = [field for section in policy.form.sections for field in section.fields if field.kind == FieldKind.YEARS]

    assert [field.key for field in years if not field.evidence] == []
    assert [field.key for field in years if field.base_year] == ["output_total", "rd_sme"]


def test_only_re_evaluation_asks_for_contributions(policy: RoundPolicy) -> None:
    def pages(track: str) -> list[str]:
        return [section.id for section in policy.form.sections_for(track)]

    assert set(pages("re_evaluation")) - set(pages("provincial")) == {"re_evaluation"}


def test_validity_is_by_calendar_years_for_the_ministry_only(policy: RoundPolicy) -> None:
    assert {level: each.calendar_years.on(policy.day) for level, each in policy.validity.items()} == {
        Level.PROVINCIAL: False,
        Level.NATIONAL: True,
    }


def test_shanxi_has_twelve_recommenders_and_117_counties() -> None:
    region = read_region("shanxi")

    assert [len(region.of_tier(tier)) for tier in (Tier.PROVINCE, Tier.CITY, Tier.COUNTY)] == [1, 12, 117]
    codes = [each.code for each in region.authorities]
    assert codes == sorted(set(codes))


def test_the_zone_committee_stands_at_city_tier() -> None:
    zone = next(each for each in read_region("shanxi").authorities if each.code == "140171")

    assert (zone.name, zone.tier) == ("山西转型综合改革示范区管理委员会", Tier.CITY)


def test_the_zone_reaches_into_counties_by_an_assumption_of_ours() -> None:
    region = read_region("shanxi")
    [zone] = [each for each in region.authorities if each.covers is not None]
    assert zone.covers is not None

    assert set(zone.covers.counties) < {each.code for each in region.of_tier(Tier.COUNTY)}
    assert zone.covers.source.mark == Mark.ASSUMED


def test_every_county_is_below_its_city() -> None:
    region = read_region("shanxi")
    cities = {each.code for each in region.of_tier(Tier.CITY)}

    assert [each.name for each in region.of_tier(Tier.COUNTY) if each.parent not in cities] == []


def test_offices_have_names_of_their_own() -> None:
    names = Counter(each.name for each in read_region("shanxi").authorities)

    assert [name for name, count in names.items() if count > 1] == []
    assert names["定襄县工业和信息化局"] == 1


def test_towns_lie_in_known_divisions() -> None:
    codes = {each.code for each in read_region("shanxi").authorities}
    towns = read_towns("shanxi")

    assert len(towns) == 15
    assert [town.name for town in towns if town.code not in codes] == []


def test_seventy_two_national_clusters_are_known() -> None:
    clusters = [each for known in read_past_clusters() for each in known.clusters]

    assert len(clusters) == 72
    assert {each.source.mark for each in clusters} == {Mark.SECONDARY}
    assert [(each.year, each.name) for each in clusters if each.province == "山西省"] == [
        (2024, "定襄县法兰锻造产业集群")
    ]


def test_every_known_list_holds_for_calendar_years_and_says_how_well_that_is_founded() -> None:
    known = {
        (each.validity.valid_from, each.validity.valid_until): each.validity.source.mark
        for each in read_past_clusters()
    }

    assert known == {
        (date(2023, 1, 1), date(2025, 12, 31)): Mark.VERIFIED,
        (date(2024, 1, 1), date(2026, 12, 31)): Mark.ASSUMED,
        (date(2025, 1, 1), date(2027, 12, 31)): Mark.ASSUMED,
        (date(2026, 1, 1), date(2028, 12, 31)): Mark.ASSUMED,
    }


def test_make_up_days_are_weekend_days_and_no_holidays() -> None:
    for year in read_workday_years():
        holidays = {day for days in year.holidays.values() for day in days}
        assert {day.year for day in holidays | set(year.makeup_days)} == {year.year}
        assert {day.weekday() for day in year.makeup_days} <= {5, 6}
        assert not holidays & set(year.makeup_days)


def test_the_closing_day_of_2025_is_a_holiday() -> None:
    year = next(each for each in read_workday_years() if each.year == 2025)

    assert date(2025, 5, 31) in year.holidays["端午节"]
