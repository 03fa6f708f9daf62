"""What waits at a city, what it has sent, and in which order its clusters are suggested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiqun.accounts.models import Authority
from jiqun.core.findings import SYSTEM
from jiqun.core.vocabulary import Purpose, Role, Stage, Verdict
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.programmes.services import open_round
from jiqun.recommendations.candidates import candidates, left_out, suggested
from jiqun.recommendations.queries import (
    InboxCounts,
    Tab,
    already_recommended,
    inbox,
    inbox_counts,
    lists_visible_to,
    nominees,
    quota_of,
)
from tests.factories import (
    AT,
    full_answers,
    make_case,
    make_city,
    make_county,
    make_round,
    make_seat,
    officer,
    shanxi_policy,
)
from tests.recommendations.scenes import also_national, handler, prepared, sent, verified

pytestmark = pytest.mark.django_db


def case_with(niche: str, **answers: str | None):
    """A verified case whose answers differ from the usual ones."""
    content = full_answers(shanxi_policy(), niche=niche, **{"is_key_town": "no", **answers})
    return make_case(niche=niche, stage=Stage.VERIFIED, answers=content)


def test_every_case_of_the_city_stands_on_one_tab():
    at = [
        Stage.SUBMITTED,
        Stage.SIGNING,
        Stage.CITY_CHECK,
        Stage.VERIFIED,
        Stage.ADMITTED,
        Stage.NOT_RECOMMENDED,
    ]
    cases = [make_case(niche=stage.value, stage=stage) for stage in at]

    found = {tab: list(inbox(handler(), make_round(), tab)) for tab in Tab}

    assert found == {tab: [case] for tab, case in zip(Tab, cases, strict=True)}


def test_counts_go_with_the_tabs():
    cases = verified(["法兰", "陶瓷"])
    make_case(niche="醋", stage=Stage.SUBMITTED)
    prepared(cases)

    assert inbox_counts(handler(), make_round()) == InboxCounts(to_verify=1, verified=2, lists=1)
    assert inbox_counts(handler()) == InboxCounts(to_verify=1, verified=2, lists=1)


def test_other_tiers_have_no_inbox_here():
    verified(["法兰"])

    assert inbox_counts(officer()) == InboxCounts()


def test_a_prepared_list_has_recommended_nothing_yet():
    cases = verified(["法兰"])
    prepared(cases)

    assert already_recommended(handler().authority, make_round()) == []


def test_what_was_sent_comes_in_the_order_of_the_city():
    cases = verified(["法兰", "陶瓷"])
    sent(cases[::-1])

    assert already_recommended(handler().authority, make_round()) == cases[::-1]


def test_the_niche_that_counts_is_the_submitted_one():
    (case,) = verified(["法兰"])
    case.dossier.cluster.niche = "另一领域"
    case.dossier.cluster.save()

    assert [each.niche for each in nominees([case], make_round())] == ["法兰"]


def test_re_evaluations_are_named_but_do_not_count():
    case = make_case(track="re_evaluation", stage=Stage.VERIFIED)

    assert [each.counts for each in nominees([case], make_round())] == [False]


def test_the_quota_carries_its_clause():
    quota = quota_of(make_round(), make_city())

    assert (quota.per_recommender, quota.per_niche) == (3, 1)
    assert str(quota.per_recommender_citation) == "《2025年度申报和复核通知》一（三）3"


def test_a_recommender_of_a_kind_has_the_quota_of_its_kind_and_no_limit_where_none_is_set():
    ministry = read_round(policydata_root() / "rounds" / "ministry-2025.yaml")
    call = open_round(ministry, by=SYSTEM, at=AT)

    quotas = [quota_of(call, Authority(kind=kind)) for kind in ("", "separately_planned")]

    assert [(quota.per_recommender, quota.per_niche) for quota in quotas] == [(8, None), (2, None)]


def test_a_region_loaded_later_does_not_alter_the_quota_of_an_open_round():
    ministry = read_round(policydata_root() / "rounds" / "ministry-2025.yaml")
    city = make_city()
    call = open_round(ministry, by=SYSTEM, at=AT)
    Authority.objects.update(kind="separately_planned")
    city.refresh_from_db()

    assert quota_of(call, city).per_recommender == 8
    assert quota_of(open_round(replace(ministry, code="next"), by=SYSTEM, at=AT), city).per_recommender == 2


def test_towns_come_first_then_what_the_figures_meet_then_output():
    plain = case_with("陶瓷")
    failing = case_with("玛钢", **{"output_sme.2024": "1", "output_total.2024": "900"})
    larger = case_with("法兰", **{"output_total.2024": "130"})
    town = case_with("醋", is_key_town="yes", town_name="定襄法兰专业镇", **{"output_total.2024": "105"})

    found = candidates([plain, failing, larger, town], make_round())

    assert [each.cases for each in found] == [(town,), (larger,), (plain,), (failing,)]
    assert found[0].why.startswith("重点专业镇优先")
    assert found[3].check.verdict == Verdict.NOT_MET


def test_both_levels_of_a_cluster_are_one_candidate():
    (case,) = verified(["法兰"])
    national = also_national(case)

    assert [each.cases for each in candidates([case, national], make_round())] == [(case, national)]


def test_the_suggestion_stops_at_the_quota_and_passes_over_a_niche_taken():
    city, call = handler().authority, make_round()
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])
    twin = verified(["法兰"], county=make_county("140922", "五台县"))
    found = candidates([*cases, *twin], call)

    ranks = suggested(found, city, call)

    assert sorted(ranks.values()) == [1, 2, 3]
    niches = [each.niche for each in found if each.cluster.pk in ranks]
    assert len(set(niches)) == 3


def test_what_is_left_out_says_why():
    city, call = handler().authority, make_round()
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])

    reasons = left_out(candidates(cases, call), cases[:3], city, call)

    assert {key: [finding.code for finding in found] for key, found in reasons.items()} == {
        cases[3].dossier.cluster_id: ["quota.recommender"]
    }


def test_a_list_is_seen_by_its_city_at_once_and_by_the_province_when_it_is_sent():
    stranger = make_seat(make_city("140200", "大同市"), Role.HANDLER)
    names = prepared(verified(["法兰"]))
    assert [list(lists_visible_to(seat)) for seat in (handler(), officer(), stranger)] == [[names], [], []]

    names = sent([row.declaration for row in names.rows.all()])

    assert [list(lists_visible_to(seat)) for seat in (handler(), officer(), stranger)] == [[names], [names], []]


def test_a_county_sees_no_list():
    prepared(verified(["法兰"]), Purpose.DECLARATION)

    assert list(lists_visible_to(make_seat(make_county(), Role.HANDLER))) == []
