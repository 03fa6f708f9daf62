"""A county opens cases of a cluster: all that were asked for, or none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jiqun.accounts.models import Authority
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Cluster, Declaration
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.opening import open_declarations
from tests.declarations.scenes import LAST_SECOND, TOO_LATE, handler, signatory
from tests.factories import AT, make_city, make_county, make_round, make_seat

pytestmark = pytest.mark.django_db
NAMES = {"name": "定襄县法兰锻造产业集群", "niche": "法兰锻造", "leading_industry": "锻造"}


def open_both(at=AT, by=None, tracks=("provincial", "national")):
    return open_declarations(make_round(), **NAMES, tracks=tracks, by=by or handler(), at=at)


def test_both_levels_share_one_dossier():
    cases = open_both()

    assert [(case.track, case.stage) for case in cases] == [("provincial", Stage.DRAFT), ("national", Stage.DRAFT)]
    assert len({case.dossier_id for case in cases}) == 1


def test_the_names_of_the_cluster_are_the_first_answers():
    case = open_both()[0]

    assert case.dossier.answers == {"cluster_name": NAMES["name"], "niche": "法兰锻造", "leading_industry": "锻造"}


def test_opening_is_recorded_case_by_case():
    cases = open_both()

    assert [entry.subject for entry in Entry.objects.filter(act="open_case")] == [case.case_number for case in cases]


def test_the_same_post_again_at_once_is_one_act():
    first = open_both()

    assert open_both(at=AT + timedelta(seconds=59)) == first
    assert Entry.objects.filter(act="open_case").count() == 2


@pytest.mark.parametrize("changes", [{"niche": "不锈钢"}, {"tracks": ("provincial", "re_evaluation")}])
def test_another_post_at_once_is_no_repeated_one(changes):
    open_both()
    asked = {**NAMES, "tracks": ("provincial", "national"), **changes}

    with pytest.raises(Refused):
        open_declarations(make_round(), **asked, by=handler(), at=AT)


def test_a_second_post_opens_nothing_more():
    open_both()

    with pytest.raises(Refused) as refusal:
        open_both(at=AT + timedelta(minutes=2))

    assert [finding.code for finding in refusal.value.findings] == ["declaration.exists"] * 2
    assert Declaration.objects.count() == 2


def test_when_one_level_is_open_already_the_other_is_not_opened_either():
    open_both(tracks=("provincial",))

    with pytest.raises(Refused):
        open_both()

    assert [case.track for case in Declaration.objects.all()] == ["provincial"]


def test_the_last_second_of_the_closing_day_is_in_time():
    assert len(open_both(at=LAST_SECOND)) == 2


def test_after_the_closing_moment_nothing_is_opened_and_no_cluster_is_kept():
    with pytest.raises(Refused) as refusal:
        open_both(at=TOO_LATE)

    assert [finding.code for finding in refusal.value.findings] == ["round.closed"]
    assert "2025年5月31日24时" in str(refusal.value)
    assert Cluster.objects.count() == 0


def test_without_a_level_nothing_is_opened():
    with pytest.raises(Refused) as refusal:
        open_both(tracks=())

    assert refusal.value.findings[0].code == "declaration.no_track"


def test_only_the_handler_of_a_county_opens():
    with pytest.raises(Refused) as refusal:
        open_both(by=signatory())

    assert refusal.value.findings[0].code == "declaration.wrong_seat"


@pytest.fixture
def zone() -> Authority:
    """A zone that reaches into the county, and an officer of it."""
    made = make_city("140171", "山西转型综合改革示范区")
    made.covers.add(handler().authority)
    return made


def test_a_zone_that_reaches_into_the_county_may_recommend_in_place_of_its_city(zone):
    [case] = open_declarations(make_round(), **NAMES, tracks=["provincial"], recommender=zone, by=handler(), at=AT)

    assert case.city == zone
    assert case.county == handler().authority


def test_without_a_word_the_city_recommends(zone):
    assert open_both()[0].city == handler().authority.parent


def test_both_levels_of_a_cluster_are_recommended_by_one(zone):
    open_declarations(make_round(), **NAMES, tracks=["provincial"], recommender=zone, by=handler(), at=AT)
    [national] = open_both(tracks=("national",))

    assert national.city == zone
    city = handler().authority.parent
    with pytest.raises(Refused) as refusal:
        open_declarations(make_round(), **NAMES, tracks=["national"], recommender=city, by=handler(), at=AT)
    assert "declaration.two_recommenders" in [finding.code for finding in refusal.value.findings]


def test_nobody_else_recommends_for_the_county():
    foreign = make_city("140100", "太原市")

    with pytest.raises(Refused) as refusal:
        open_declarations(make_round(), **NAMES, tracks=["provincial"], recommender=foreign, by=handler(), at=AT)

    assert [finding.code for finding in refusal.value.findings] == ["declaration.recommender"]
    assert not Declaration.objects.exists()


def test_the_page_asks_who_recommends_only_where_there_is_a_choice(as_seat, zone):
    make_round()
    here, elsewhere = handler().authority, make_seat(make_county("140922", "五台县"), Role.HANDLER)

    assert 'name="recommender"' in as_seat(make_seat(here, Role.HANDLER)).get("/declarations/new/").content.decode()
    assert 'name="recommender"' not in as_seat(elsewhere).get("/declarations/new/").content.decode()


def test_the_zone_sees_what_it_recommends_and_the_city_does_not(zone):
    [case] = open_declarations(make_round(), **NAMES, tracks=["provincial"], recommender=zone, by=handler(), at=AT)
    Declaration.objects.filter(pk=case.pk).update(stage=Stage.SUBMITTED, first_submitted_at=AT)

    assert list(visible_to(make_seat(zone, Role.HANDLER))) == [case]
    assert not visible_to(make_seat(handler().authority.parent, Role.HANDLER)).exists()
