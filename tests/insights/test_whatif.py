"""标准测算: who passes under other thresholds, by city and by criterion, against the thresholds in force."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from jiqun.core.vocabulary import Level, Role, Verdict
from jiqun.insights.comparing import compare
from jiqun.insights.populations import population
from jiqun.insights.prepared import MOST_KEPT, shelf
from jiqun.insights.question import question_of
from jiqun.insights.standards import assembled_at
from jiqun.insights.thresholds import sliders, tried
from jiqun.policies.models import DraftState
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import Recognition
from tests.factories import make_city, make_province, make_round, make_seat, officer, shanxi_policy
from tests.insights.scene import (
    OUTPUT,
    auditor,
    draft_with,
    many,
    next_round,
    several,
    signatory,
    submitted,
    threshold_of,
)

pytestmark = pytest.mark.django_db
URL = "/insights/"


@pytest.fixture(autouse=True)
def _fresh():
    shelf.clear()
    assembled_at.cache_clear()


def asked(**wishes: str):
    call = make_round()
    question = question_of(wishes, call)
    prepared = shelf.take(question.whom, question.standard, call, officer())
    found = sliders(question.standard, wishes)
    return compare(prepared, found, tried(found))


def count(comparison, verdict):
    return next(each.now for each in comparison.counts if each.verdict is verdict)


def test_a_higher_threshold_fails_those_below_it_and_names_them():
    several()

    found = asked(**{f"t-{OUTPUT}": "100"})

    assert count(found, Verdict.NOT_MET) == 3
    assert {each.name for each in found.changes} == {
        f"{place}法兰锻造产业集群" for place in ("平遥县", "代县", "定襄县")
    }
    assert all("符合→不符合" in each.why[0] for each in found.changes)


def test_the_criterion_that_alone_fails_most_is_named():
    several()

    found = asked(**{f"t-{OUTPUT}": "100"})

    assert found.tightest.startswith("近三年集群总产值")
    assert next(row for row in found.criteria if row.tightest).binding == 3


def test_every_criterion_is_listed_and_one_without_a_bound_may_be_the_one_that_decides():
    submitted(veto_accident="yes")

    found = asked()

    criteria = policy_of(make_round()).track("provincial").criteria.criteria
    assert [row.label for row in found.criteria] == [each.label for each in criteria]
    decisive = next(row for row in found.criteria if row.tightest)
    assert (decisive.label, decisive.slider, decisive.kind) == (criteria[0].label, None, "否决事项")


def test_a_criterion_of_which_one_of_its_group_suffices_says_so(as_seat):
    submitted()

    groups = {row.label: row.group for row in asked().criteria if row.group}

    assert list(groups.values()) == [2, 2]
    assert "同组2项满足其一即可" in as_seat(officer()).get(URL).content.decode()


@pytest.mark.parametrize(("typed", "told"), [("1,234.5", True), ("-1", True), ("100", False)])
def test_a_share_beyond_the_whole_is_hinted_at_and_counted(as_seat, typed, told):
    submitted()

    answer = as_seat(officer()).get(URL, {"t-C1.3": typed}, headers={"HX-Request": "true"})

    assert ("百分比通常在0至100之间" in answer.content.decode()) is told


def test_the_edition_is_told_in_full_and_no_digest_is_shown(as_seat):
    call = make_round()

    page = as_seat(officer()).get(URL).content.decode()

    assert f"版本：{call.title}" in page
    assert call.policy_id[:16] not in page


def test_without_other_thresholds_nothing_changes():
    several()

    found = asked()

    assert found.changes == ()
    assert all(not each.difference for each in found.counts)


def test_counts_by_city_add_up_to_the_whole():
    several()

    found = asked(**{f"t-{OUTPUT}": "100"})

    assert {row.name: row.total for row in found.groups} == {"忻州市": 2, "晋中市": 1}
    assert sum(row.total for row in found.groups) == found.total


def test_an_unreadable_figure_is_told_and_the_others_count(as_seat):
    submitted()

    answer = as_seat(officer()).get(URL, {f"t-{OUTPUT}": "一百", "t-C1.3": "99"})
    told = answer.content.decode()

    assert answer.status_code == 422
    assert "应填数字" in told
    assert "一百" in told
    assert "已调整1项指标" in told


@pytest.mark.parametrize("typed", ["1,000.5", "１０００．５", "1 000.5", "1000.5亿元"])
def test_figures_are_understood_as_officials_type_them(as_seat, typed):
    submitted()

    told = as_seat(officer()).get(URL, {f"t-{OUTPUT}": typed}).content.decode()

    assert "1,000.5亿元" in told


@pytest.mark.parametrize(
    "wishes",
    [
        {"whom": "nobody"},
        {"edition": "round-999999"},
        {"edition": "draft-１"},
        {"edition": "x" * 500},
        {"track": "nowhere"},
        {"t-C1.2": "9" * 40},
        {"t-C1.2": "1e9"},
        {"edition": "round-" + "9" * 30},
    ],
)
def test_a_wish_that_cannot_be_met_is_told_in_a_sentence(as_seat, wishes):
    submitted()

    answer = as_seat(officer()).get(URL, wishes)

    assert answer.status_code == 422
    assert 'name="t-C1.2"' in answer.content.decode()


def test_a_draft_may_be_asked_before_it_is_published(as_seat):
    submitted()
    draft = draft_with(OUTPUT, "100")

    told = as_seat(officer()).get(URL, {"edition": f"draft-{draft.pk}"}).content.decode()

    assert "现行：不低于100亿元" in told


def test_a_draft_with_mistakes_is_told_and_the_round_is_asked_instead(as_seat):
    submitted()
    draft = draft_with()
    draft.pack["round"]["code"] = 7
    draft.pack["round"].pop("title")
    draft.save()

    answer = as_seat(officer()).get(URL, {"edition": f"draft-{draft.pk}"})

    assert answer.status_code == 422
    assert "处错误，不能用于测算" in answer.content.decode()


def test_the_sliders_get_the_answer_alone_and_an_address_to_keep(as_seat):
    submitted()

    answer = as_seat(officer()).get(URL, {f"t-{OUTPUT}": "100"}, headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()
    kept = parse_qs(urlsplit(answer["HX-Replace-Url"]).query)
    assert kept[f"t-{OUTPUT}"] == ["100"]


def test_a_new_submission_is_counted_at_once():
    submitted()
    before = asked().total
    submitted("代县", "140923")

    assert (before, asked().total) == (1, 2)


@pytest.mark.parametrize("whom", ["cases-provincial", "cases-national", "cases-re_evaluation", "towns", "past"])
def test_every_population_can_be_asked(as_seat, whom):
    submitted()

    assert as_seat(officer()).get(URL, {"whom": whom}).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_database_the_same_for_one_case_and_for_thirty(
    as_seat, django_assert_max_num_queries, number
):
    many(number)
    client = as_seat(officer())

    with django_assert_max_num_queries(17):
        client.get(URL, {f"t-{OUTPUT}": "100"})
    with django_assert_max_num_queries(14):
        client.get(URL, {f"t-{OUTPUT}": "90"}, headers={"HX-Request": "true"})


def test_a_past_cluster_is_asked_by_what_it_submitted_last_in_whatever_round():
    case = submitted(output="33")
    cluster = case.dossier.cluster
    Recognition.objects.create(
        cluster=cluster,
        level=Level.NATIONAL,
        name=cluster.name,
        province="山西省",
        county="定襄县",
        batch=2025,
        valid_from=date(2025, 9, 1),
        valid_until=date(2028, 8, 31),
    )
    last = shanxi_policy().years[-1]

    (found,) = population("past", next_round(), officer()).members

    assert found.answers[f"output_total.{last + 1}"] == "33"
    assert found.answers["area_km2"] == case.dossier.answers["area_km2"]


def test_only_the_province_asks_and_its_auditor_may_look(as_seat):
    make_round()

    for seat in (officer(), signatory(), auditor()):
        assert as_seat(seat).get(URL).status_code == 200
    for seat in (make_seat(make_city(), Role.HANDLER), make_seat(make_province(), Role.EXPERT)):
        assert as_seat(seat).get(URL).status_code == 403


def test_before_any_round_there_is_nothing_to_ask(as_seat):
    assert not Round.objects.exists()

    assert "目前没有批次" in as_seat(officer()).get(URL).content.decode()


def test_the_threshold_in_force_stands_beside_the_one_tried(as_seat):
    submitted()

    told = as_seat(officer()).get(URL, {f"t-{OUTPUT}": "100"}).content.decode()

    assert f"现行{threshold_of(OUTPUT)}亿元" in told


def test_the_page_can_be_asked_without_script(as_seat):
    make_round()

    told = as_seat(officer()).get(reverse("insights:whatif")).content.decode()

    assert '<form class="trying-form" method="get"' in told
    assert "<button" in told


def test_only_the_questions_asked_last_are_kept():
    submitted()
    call = make_round()
    for whom in ("cases-provincial", "towns", "past"):
        for track in ("provincial", "national", "re_evaluation"):
            question = question_of({"whom": whom, "track": track}, call)
            shelf.take(whom, question.standard, call, officer())

    assert shelf.kept == MOST_KEPT


def test_a_withdrawn_draft_is_not_offered_and_not_asked(as_seat):
    make_round()
    draft = draft_with()
    draft.state = DraftState.WITHDRAWN
    draft.save()

    answer = as_seat(officer()).get(URL, {"edition": f"draft-{draft.pk}"})

    assert answer.status_code == 422
    assert draft.title not in answer.content.decode()
