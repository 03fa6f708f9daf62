"""The ministry's round needs no code of its own: provinces recommend eight, separately planned cities two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jiqun.accounts.models import Authority
from jiqun.core.findings import SYSTEM, Refused
from jiqun.core.vocabulary import Level, Mark, Purpose, Role, Stage, Tier
from jiqun.decisions.models import PublicNotice
from jiqun.declarations.models import Declaration
from jiqun.policyfiles.folder import read_region, read_round
from jiqun.programmes.services import bring_in_round
from jiqun.recognitions.models import Recognition
from jiqun.recommendations.services.listing import prepare_list
from tests.factories import AT, make_province, make_seat
from tests.policydata.road import MINISTRY, county_below, declared, opened, recommended, verified
from tests.policydata.top import at_work, cleared, fresh, listed
from tests.recommendations.scenes import places

SHANXI_PROVINCE, NINGBO = "140000", "330200"


def cases_below(code: str, number: int, county_code: str) -> list[Declaration]:
    """That many verified clusters of one county, each in a niche of its own."""
    call, county = opened(MINISTRY, AT), county_below(code, number=county_code)
    found = [declared(call, county, f"第{each}集群", "national", at=AT) for each in range(1, number + 1)]
    return [verified(case, at=AT) for case in found]


def refused_for(cases: list[Declaration]) -> list[str]:
    """The codes for which the list of these cases is refused."""
    by = make_seat(cases[0].city, Role.HANDLER)
    with pytest.raises(Refused) as refusal:
        prepare_list(cases[0].round, Purpose.DECLARATION, places(cases), by=by, at=AT, seen=None)
    return [each.code for each in refusal.value.findings]


@pytest.mark.django_db
def test_a_province_sends_eight_clusters_and_the_ninth_keeps_all_back() -> None:
    cases = cases_below(SHANXI_PROVINCE, 9, "140921")

    assert refused_for(cases) == ["quota.recommender"]
    recommended(cases[:8], at=AT)
    assert Declaration.objects.filter(stage=Stage.RECOMMENDED).count() == 8


@pytest.mark.django_db
def test_a_separately_planned_city_sends_two() -> None:
    cases = cases_below(NINGBO, 3, "330281")

    assert refused_for(cases) == ["quota.recommender"]
    recommended(cases[:2], at=AT)
    assert Declaration.objects.filter(stage=Stage.RECOMMENDED).count() == 2


@pytest.mark.django_db
def test_the_ministry_recognises_itself_and_forwards_nothing(as_seat) -> None:
    (case,) = cases_below(NINGBO, 1, "330281")
    recommended([case], at=AT)
    ministry = at_work(case.round, Authority.objects.get(code="100000"), [f"部第{n}研究院" for n in range(1, 6)])

    names = listed(cleared(case, ministry, AT), ministry, AT + timedelta(days=31))

    assert fresh(case).stage == Stage.RECOGNISED
    recognition = Recognition.objects.get()
    assert (recognition.level, recognition.batch) == (Level.NATIONAL, 2025)
    notice = PublicNotice.objects.get()
    page = as_seat(ministry.officer).get(reverse("portal:notice", args=[notice.pk])).content.decode()
    assert "拟认定为国家级中小企业特色产业集群" in page
    for name, *args in (("desk:case", case.case_number), ("recognitions:list", names.pk), ("desk:home",)):
        assert as_seat(ministry.officer).get(reverse(name, args=args)).status_code == 200, name


@pytest.mark.django_db
def test_the_list_page_of_a_recommender_shows_its_own_quota(as_seat) -> None:
    (case,) = cases_below(NINGBO, 1, "330281")

    page = as_seat(make_seat(case.city, Role.HANDLER)).get(reverse("recommendations:list")).content.decode()

    assert "推荐名额" in page
    assert "/2" in page.replace(" ", "") or "2个" in page
    assert "每个细分领域限" not in page


@pytest.mark.django_db
def test_a_province_in_office_does_not_become_a_recommender_of_the_ministry() -> None:
    make_province()

    with pytest.raises(Refused) as refusal:
        bring_in_round(read_round(MINISTRY), by=SYSTEM, at=AT)

    assert [each.code for each in refusal.value.findings] == ["region.tier"]
    assert Authority.objects.get().tier == Tier.PROVINCE


def test_the_region_has_31_provinces_five_cities_and_the_corps() -> None:
    region = read_region("china")
    recommenders = region.of_tier(Tier.CITY)

    assert [each.name for each in region.of_tier(Tier.PROVINCE)] == ["工业和信息化部"]
    assert len([each for each in recommenders if not each.kind]) == 31
    assert [each.place for each in recommenders if each.kind == "separately_planned"] == [
        "大连市",
        "宁波市",
        "厦门市",
        "青岛市",
        "深圳市",
        "新疆生产建设兵团",
    ]
    codes = [each.code for each in region.authorities]
    assert codes == sorted(set(codes))


def test_what_was_not_read_is_marked() -> None:
    policy = read_round(MINISTRY)
    closing = policy.closes_on.entry_on(policy.day)

    assert (closing.value, closing.source.mark) == (date(2025, 7, 15), Mark.SECONDARY)
    assert policy.quota.per_niche is None
    assert policy.west is not None
    assert (policy.west.on(policy.day), policy.west.entry_on(policy.day).source.mark) == (False, Mark.ASSUMED)
