"""修订影响: what another policy changes in words, and which open cases it would change; nothing is altered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from jiqun.audit.models import Entry
from jiqun.core.vocabulary import Role, Stage, Verdict
from jiqun.insights.effect import effect_on
from jiqun.insights.standards import Edition, assembled_at, edition, edition_of
from jiqun.policies.models import Draft
from tests.factories import make_case, make_city, make_county, make_province, make_round, make_seat, officer
from tests.insights.scene import OUTPUT, draft_with, many, several, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    assembled_at.cache_clear()


def effect(bound: str):
    call = make_round()
    draft = draft_with(OUTPUT, bound)
    return effect_on(call, edition_of(call), edition(f"draft-{draft.pk}"), officer())


def page(client, **wishes):
    return client.get(reverse("insights:effect"), wishes)


def test_a_higher_bound_turns_the_open_cases_below_it():
    several()

    found = effect("100")

    assert (found.total, found.turned) == (3, 3)
    assert {(each.before, each.after) for each in found.touched} == {(Verdict.JUDGED, Verdict.NOT_MET)}
    assert all("符合→不符合" in change.told for each in found.touched for change in each.criteria)


def test_cases_that_have_ended_are_left_alone():
    several()
    ended = submitted("五台县", "140922")
    ended.stage = Stage.RECOGNISED
    ended.save()

    assert effect("100").total == 3


def test_a_bound_that_touches_nobody_changes_nothing():
    several()

    assert effect("11").touched == ()


def test_a_case_without_its_track_in_the_other_policy_is_told():
    submitted()
    before = edition_of(make_round())
    policy = replace(before.policy, tracks=before.policy.tracks[1:])

    found = effect_on(make_round(), before, Edition("draft-1", "草案", policy, "1/1", frozen=False), officer())

    assert [each.after for each in found.touched] == [None]


def test_a_case_without_its_track_in_the_first_policy_is_told():
    submitted()
    after = edition_of(make_round())
    policy = replace(after.policy, tracks=after.policy.tracks[1:])

    found = effect_on(make_round(), Edition("draft-1", "草案", policy, "1/1", frozen=False), after, officer())

    assert [(each.before, each.after) for each in found.touched] == [(None, Verdict.JUDGED)]


def test_what_has_not_left_the_county_is_counted_as_left_out(as_seat):
    several()
    make_case(make_county("140922", "五台县"))

    found = effect("100")

    assert (found.total, found.left_out) == (3, 1)
    told = page(as_seat(officer()), against=f"draft-{Draft.objects.get().pk}").content.decode()
    assert "另有1项尚未报送，未列入比较" in told


def test_any_two_versions_are_held_against_each_other(as_seat):
    several()
    one, other = draft_with(OUTPUT, "130"), draft_with(OUTPUT, "150")

    told = page(as_seat(officer()), since=f"draft-{one.pk}", against=f"draft-{other.pk}").content.decode()

    assert "130亿元" in told
    assert "150亿元" in told
    assert "从“下一批次政策（起草中）”到“下一批次政策（起草中）”" in told


def test_a_version_against_itself_is_told_in_a_sentence(as_seat):
    submitted()
    draft = draft_with(OUTPUT, "100")

    told = page(as_seat(officer()), since=f"draft-{draft.pk}", against=f"draft-{draft.pk}").content.decode()

    assert "所选两个版本相同" in told


def test_the_page_says_in_words_what_changed_and_before_and_after(as_seat):
    submitted()
    draft, client = draft_with(OUTPUT, "100"), as_seat(officer())
    entries = Entry.objects.count()

    told = page(client, against=f"draft-{draft.pk}").content.decode()

    assert "100" in told
    assert "改了什么" in told
    assert "定襄县法兰锻造产业集群" in told
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("against", ["draft-99", "nonsense", "round-", "draft-１"])
def test_an_unknown_version_is_told_in_a_sentence(as_seat, against):
    make_round()

    answer = page(as_seat(officer()), against=against)

    assert answer.status_code == 422
    assert "没有所选的标准版本" in answer.content.decode()


def test_without_another_version_the_page_says_so(as_seat):
    make_round()

    assert "没有可比较的版本" in page(as_seat(officer())).content.decode()


def test_cities_are_refused(as_seat):
    assert page(as_seat(make_seat(make_city(), Role.HANDLER))).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_database_the_same_for_one_case_and_for_thirty(
    as_seat, django_assert_max_num_queries, number
):
    many(number)
    draft = draft_with(OUTPUT, "100")
    client = as_seat(officer())

    with django_assert_max_num_queries(15):
        page(client, against=f"draft-{draft.pk}")


def test_the_page_of_a_draft_leads_here_those_who_may_look(as_seat):
    draft = draft_with()
    url = f"{reverse('insights:effect')}?against=draft-{draft.pk}"
    page_of_draft = reverse("policies:draft", args=[draft.pk])

    assert url in as_seat(officer()).get(page_of_draft).content.decode()
    assert url not in as_seat(make_seat(make_province(), Role.SYSTEM_ADMIN)).get(page_of_draft).content.decode()
