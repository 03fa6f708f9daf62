"""The list and its quota: three clusters, one per niche, whatever the levels; over it nothing is accepted."""

from __future__ import annotations

from datetime import datetime

import pytest

from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.recommendations.models import Recommendation, RecommendationList
from jiqun.recommendations.services.declining import not_recommend
from jiqun.recommendations.services.listing import Place, cancel_list, prepare_list
from tests.factories import AT, SHANGHAI, make_case, make_city, make_county, make_round, make_seat
from tests.recommendations.scenes import (
    LETTER,
    also_national,
    handler,
    places,
    prepared,
    sent,
    signatory,
    signed,
    stages,
    verified,
)

pytestmark = pytest.mark.django_db

LATE = datetime(2025, 6, 1, 0, 0, tzinfo=SHANGHAI)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What a refusal found, by code."""
    return [finding.code for finding in refusal.value.findings]


def ranks(cases: list[Declaration]) -> list[int | None]:
    """The ranks that the cases carry now."""
    return [Declaration.objects.get(pk=case.pk).rank for case in cases]


def test_three_verified_clusters_are_sent_with_their_ranks():
    cases = verified(["法兰", "陶瓷", "玛钢"])

    names = sent(cases)

    assert stages(cases) == [Stage.RECOMMENDED] * 3
    assert ranks(cases) == [1, 2, 3]
    assert (names.letter_number, names.sent_by, names.sent_at) == (LETTER, signatory().person.name, AT)


def test_a_fourth_recommendation_is_refused_whole():
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])

    with pytest.raises(Refused) as refusal:
        prepared(cases)

    assert codes(refusal) == ["quota.recommender"]
    assert not RecommendationList.objects.exists()
    assert stages(cases) == [Stage.VERIFIED] * 4


def test_two_of_one_niche_are_refused_whole():
    one, other = make_county(), make_county("140922", "五台县")
    cases = [*verified(["法兰"], county=one), *verified(["法兰"], county=other)]

    with pytest.raises(Refused) as refusal:
        prepared(cases)

    assert codes(refusal) == ["quota.niche"]
    assert str(refusal.value.findings[0].citation) == "《2025年度申报和复核通知》一（三）3"


def test_a_second_list_counts_with_the_first():
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])
    sent(cases[:3])

    with pytest.raises(Refused) as refusal:
        prepared(cases[3:])

    assert codes(refusal) == ["quota.recommender"]
    assert stages(cases) == [*[Stage.RECOMMENDED] * 3, Stage.VERIFIED]


def test_a_list_drawn_up_before_another_was_sent_is_counted_again_when_it_is_sent():
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])
    names = prepared(cases[:2])
    others = RecommendationList.objects.create(
        round=names.round,
        city=names.city,
        purpose=Purpose.DECLARATION,
        prepared_at=AT,
        prepared_by="李工",
        sent_at=AT,
        sent_by="王局",
    )
    for rank, case in enumerate(cases[2:], start=1):
        Recommendation.objects.create(list=others, declaration=case, rank=rank)
        Declaration.objects.filter(pk=case.pk).update(stage=Stage.RECOMMENDED)

    with pytest.raises(Refused) as refusal:
        signed(names)

    assert codes(refusal) == ["quota.recommender"]
    assert stages(cases) == [Stage.VERIFIED, Stage.VERIFIED, Stage.RECOMMENDED, Stage.RECOMMENDED]


def test_both_levels_of_one_cluster_count_once_and_share_the_rank():
    cases = verified(["法兰", "陶瓷", "玛钢"])
    national = also_national(cases[1])

    sent([*cases, national])

    assert ranks([*cases, national]) == [1, 2, 3, 2]


def test_the_second_level_of_a_cluster_sent_before_takes_no_further_place():
    cases = verified(["法兰", "陶瓷", "玛钢"])
    sent(cases)
    national = also_national(cases[2])

    sent([national])

    assert ranks([national]) == [3]


def test_a_refused_recommendation_does_not_free_its_place():
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])
    sent(cases[:3])
    Declaration.objects.filter(pk=cases[0].pk).update(stage=Stage.REFUSED)

    with pytest.raises(Refused) as refusal:
        prepared(cases[3:])

    assert codes(refusal) == ["quota.recommender"]


def test_re_evaluations_take_no_place():
    again = [make_case(niche=niche, track="re_evaluation", stage=Stage.VERIFIED) for niche in ["铁", "铜", "铝", "锌"]]
    sent(again, Purpose.RE_EVALUATION)
    cases = verified(["法兰", "陶瓷", "玛钢"])

    sent(cases)

    assert stages([*again, *cases]) == [Stage.RECOMMENDED] * 7


def test_another_city_has_a_quota_of_its_own():
    sent(verified(["法兰", "陶瓷", "玛钢"]))
    city = make_city("140200", "大同市")
    case = make_case(make_county("140212", "新荣区", city), niche="法兰", stage=Stage.VERIFIED)

    names = prepare_list(make_round(), Purpose.DECLARATION, places([case]), by=make_seat(city, Role.HANDLER), at=AT)

    assert names.rows.count() == 1


def test_a_late_list_is_refused_with_the_closing_moment():
    cases = verified(["法兰"])
    names = prepared(cases)

    with pytest.raises(Refused, match="2025年5月31日24时") as refusal:
        signed(names, at=LATE)

    assert codes(refusal) == ["round.closed"]
    assert stages(cases) == [Stage.VERIFIED]


def test_no_list_is_drawn_up_after_the_closing_moment():
    with pytest.raises(Refused, match="2025年5月31日24时"):
        prepare_list(make_round(), Purpose.DECLARATION, places(verified(["法兰"])), by=handler(), at=LATE)


def test_an_opinion_or_a_number_that_does_not_fit_is_refused_and_not_cut():
    [case] = verified(["法兰"])

    with pytest.raises(Refused) as of_opinion:
        prepare_list(make_round(), Purpose.DECLARATION, [Place(case, 1, "好" * 501)], by=handler(), at=AT)
    with pytest.raises(Refused) as of_number:
        signed(prepared([case]), letter_number="1" * 81)

    assert codes(of_opinion) == ["text.too_long"]
    assert codes(of_number) == ["list.letter", "text.too_long"]


def test_a_list_leaves_with_the_number_of_its_letter():
    names = prepared(verified(["法兰"]))

    with pytest.raises(Refused, match="正式推荐文件的文号") as refusal:
        signed(names, letter_number=" ")

    assert codes(refusal) == ["list.letter"]


def test_the_handler_sends_only_where_no_signature_is_asked():
    names = prepared(verified(["法兰"]))
    with pytest.raises(Refused, match="由市级负责人办理"):
        signed(names, by=handler())

    call = make_round(sign_off=False)
    names.refresh_from_db()
    signed(names, by=handler())

    assert not call.sign_off
    assert Declaration.objects.get().stage == Stage.RECOMMENDED


def test_sending_twice_is_one_act():
    names = sent(verified(["法兰"]))

    with pytest.raises(Refused, match="无须重复办理"):
        signed(names)

    assert Entry.objects.filter(act="send_list").count() == 1
    assert Entry.objects.filter(act="recommend").count() == 1


def test_drawing_up_the_same_list_twice_is_one_act():
    cases = verified(["法兰", "陶瓷"])

    assert prepared(cases).pk == prepared(cases).pk
    assert Entry.objects.filter(act="prepare_list").count() == 1


def test_the_open_list_is_drawn_up_anew_in_another_order():
    cases = verified(["法兰", "陶瓷"])
    prepared(cases)

    names = prepared(cases[::-1])

    assert [row.declaration for row in names.rows.all()] == cases[::-1]
    assert RecommendationList.objects.count() == 1


def test_a_case_that_is_not_verified_keeps_the_list_back():
    case = make_case(niche="醋", stage=Stage.SUBMITTED)

    with pytest.raises(Refused, match="待市级核查"):
        prepared([*verified(["法兰"]), case])


def test_a_case_that_moved_since_keeps_the_whole_list_back():
    cases = verified(["法兰", "陶瓷"])
    names = prepared(cases)
    Declaration.objects.filter(pk=cases[1].pk).update(stage=Stage.DISQUALIFIED)

    with pytest.raises(Refused, match="已取消资格"):
        signed(names)

    assert stages(cases) == [Stage.VERIFIED, Stage.DISQUALIFIED]


def test_two_clusters_of_one_rank_are_to_be_told_apart():
    first, second = verified(["法兰", "陶瓷"])

    with pytest.raises(Refused) as refusal:
        prepare_list(make_round(), Purpose.DECLARATION, [Place(first, 1), Place(second, 1)], by=handler(), at=AT)

    assert codes(refusal) == ["list.tie"]


def test_a_rank_counts_from_one():
    (case,) = verified(["法兰"])

    with pytest.raises(Refused) as refusal:
        prepare_list(make_round(), Purpose.DECLARATION, [Place(case, 0)], by=handler(), at=AT)

    assert codes(refusal) == ["list.rank"]


def test_an_empty_list_is_none():
    with pytest.raises(Refused, match="名单中没有事项"):
        prepared([])


def test_a_foreign_case_is_not_taken_onto_the_list():
    county = make_county("140212", "新荣区", make_city("140200", "大同市"))
    foreign = make_case(county, niche="陶瓷", stage=Stage.VERIFIED)

    with pytest.raises(Refused) as refusal:
        prepared([*verified(["法兰"]), foreign])

    assert codes(refusal) == ["list.foreign"]


def test_a_cancelled_list_leaves_its_cases_verified():
    cases = verified(["法兰"])
    names = prepared(cases)

    for _ in range(2):
        cancel_list(names.round, Purpose.DECLARATION, by=handler(), at=AT)

    assert not RecommendationList.objects.exists()
    assert stages(cases) == [Stage.VERIFIED]
    assert Entry.objects.filter(act="cancel_list").count() == 1


def test_a_list_taken_back_cannot_be_sent():
    names = prepared(verified(["法兰"]))
    cancel_list(names.round, Purpose.DECLARATION, by=handler(), at=AT)

    with pytest.raises(Refused, match="已撤下"):
        signed(names)


def test_a_case_on_the_open_list_is_taken_off_before_it_is_declined():
    cases = verified(["法兰"])
    prepared(cases)

    with pytest.raises(Refused, match="请先在“推荐名单”中撤下"):
        not_recommend(cases[0], reason="经研究不予推荐", by=handler(), at=AT)


def test_a_county_draws_up_no_list():
    county = make_seat(make_county(), Role.HANDLER)

    with pytest.raises(Refused, match="由市级经办人办理"):
        prepare_list(make_round(), Purpose.DECLARATION, [], by=county, at=AT)


def test_a_colleagues_newer_list_is_not_overwritten():
    cases = verified(["法兰", "陶瓷"])
    prepared(cases[:1])

    with pytest.raises(Refused, match="刚刚调整了名单"):
        prepare_list(make_round(), Purpose.DECLARATION, places(cases[1:]), by=handler(), at=AT, seen=None)


def test_nobody_signs_a_list_they_have_not_seen():
    names = prepared(verified(["法兰"]))

    with pytest.raises(Refused, match="刚刚调整了名单"):
        signed(names, seen=LATE)


def test_a_national_case_is_not_sent_without_the_provincial_one_that_it_rests_on():
    (provincial,) = verified(["法兰"])
    national = also_national(provincial)

    with pytest.raises(Refused, match="省级事项现为“市级核查通过”；请先办理省级事项或一并办理") as refusal:
        prepared([national])

    assert codes(refusal) == ["prerequisite.behind"]
    sent([provincial, national])
    assert stages([provincial, national]) == [Stage.RECOMMENDED] * 2


def test_a_list_drawn_up_is_not_sent_once_the_provincial_case_has_ended():
    (provincial,) = verified(["法兰"])
    sent([provincial])
    national = also_national(provincial)
    names = prepared([national])
    Declaration.objects.filter(pk=provincial.pk).update(stage=Stage.DISQUALIFIED)

    with pytest.raises(Refused) as refusal:
        signed(names)

    assert codes(refusal) == ["prerequisite.ended"]
    assert stages([national]) == [Stage.VERIFIED]
