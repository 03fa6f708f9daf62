"""A policy is published by two people, whole and sound, and touches nothing that is open."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role
from jiqun.policies.models import Draft, DraftState
from jiqun.policies.services.approval import (
    publish_draft,
    return_draft,
    submit_draft,
    take_back_draft,
    withdraw_draft,
)
from jiqun.policyfiles.pack import assembled
from jiqun.programmes.models import PolicySnapshot
from jiqun.programmes.services import open_round
from tests.factories import AT, make_province, make_round, make_seat, officer
from tests.policies.scene import (
    CASE,
    DATA_YEARS,
    LATER,
    QUOTA,
    begun,
    changed,
    codes,
    published_draft,
    signatory,
    submitted,
    system_admin,
)

pytestmark = pytest.mark.django_db


def state() -> str:
    return Draft.objects.get().state


def also(person_of: Seat, role: Role) -> Seat:
    """Another seat of the same person."""
    return Seat.objects.create(person=person_of.person, authority=person_of.authority, role=role)


def test_a_submitted_draft_awaits_the_signatory() -> None:
    draft = submitted()

    assert (draft.state, draft.submitter) == ("awaiting", draft.author)
    entry = Entry.objects.get(act="submit_draft")
    assert (entry.detail["before"], entry.detail["after"]) == ("drafting", "awaiting")


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"answers": {"area_km": "100"}}, "表样中没有键为“area_km”的填报项"),
        ({"answers": {"area_km2": "abc"}, "expect": {"C1.1": "unknown"}}, "“占地面积”应填数字"),
        ({"expect": {}}, "没有写明预期结论"),
    ],
)
def test_a_case_that_cannot_be_meant_keeps_a_draft_from_being_submitted(spoilt: dict[str, Any], said: str) -> None:
    draft = begun({**CASE, **spoilt})

    with pytest.raises(Refused) as refusal:
        submit_draft(draft, version=draft.version, by=officer(), at=LATER)

    assert [said in finding.message for finding in refusal.value.findings] == [True]


def test_every_problem_is_told_at_once_and_in_words() -> None:
    draft = changed(changed(begun(), DATA_YEARS, 0), QUOTA, -1)

    with pytest.raises(Refused) as refusal:
        submit_draft(draft, version=draft.version, by=officer(), at=LATER)

    assert {finding.field for finding in refusal.value.findings} == {
        "round.data_years.values.2025-04-17.value",
        "round.quota.per_recommender.values.2025-04-17.value",
    }
    assert "推荐名额 › 每个单位名额 › 自2025年4月17日起：应不小于0，现为-1" in str(refusal.value)
    assert all("›" in each.message or "年数" in each.message for each in refusal.value.findings)
    assert state() == DraftState.DRAFTING


def test_a_case_that_ends_otherwise_keeps_the_draft_back() -> None:
    wrong = {**CASE, "expect": {"C1.1": "not_met", "C9.9": "met"}}
    draft = begun(CASE, wrong)

    with pytest.raises(Refused) as refusal:
        submit_draft(draft, version=draft.version, by=officer(), at=LATER)

    assert codes(refusal) == ["policies.case", "policies.case"]


def test_a_draft_changed_since_it_was_read_is_not_submitted() -> None:
    draft = begun()
    changed(draft, QUOTA, 4)

    with pytest.raises(Refused) as refusal:
        submit_draft(draft, version=draft.version, by=officer(), at=LATER)

    assert codes(refusal) == ["policies.version"]


def test_a_draft_that_nothing_tries_is_submitted_only_by_who_knows_it() -> None:
    draft = begun()

    with pytest.raises(Refused) as refusal:
        submit_draft(draft, version=draft.version, by=officer(), at=LATER)
    submit_draft(draft, version=draft.version, by=officer(), at=LATER, without_cases=True)

    assert codes(refusal) == ["policies.no_cases"]
    assert Entry.objects.get(act="submit_draft").detail["cases"] == 0


def test_who_wrote_it_takes_a_submitted_draft_back_until_it_was_approved() -> None:
    draft = take_back_draft(submitted(), by=officer(), at=LATER)
    assert draft.state == DraftState.DRAFTING
    assert Entry.objects.filter(act="take_back_draft").exists()

    draft = published_draft(draft)
    with pytest.raises(Refused) as refusal:
        take_back_draft(draft, by=officer(), at=LATER)
    assert codes(refusal) == ["policies.wrong_state"]


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SIGNATORY])
def test_nobody_else_takes_it_back(role: Role) -> None:
    draft = submitted()

    with pytest.raises(Refused):
        take_back_draft(draft, by=make_seat(make_province(), role), at=LATER)

    assert state() == DraftState.AWAITING


def test_a_returned_draft_is_written_again_with_the_reason_at_hand() -> None:
    draft = return_draft(submitted(), "名额请按通知核对", by=signatory(), at=LATER)

    assert (draft.state, draft.remark) == ("drafting", "名额请按通知核对")
    assert Entry.objects.get(act="return_draft").remark == "名额请按通知核对"
    assert submitted(draft).remark == ""


def test_a_return_wants_a_reason() -> None:
    draft = submitted()

    with pytest.raises(Refused) as refusal:
        return_draft(draft, " ", by=signatory(), at=LATER)

    assert codes(refusal) == ["policies.reason"]


def test_a_second_person_publishes() -> None:
    draft = published_draft()

    assert (draft.state, draft.approver) == ("published", signatory())
    assert len(draft.digest) == 64
    assert Entry.objects.get(act="publish_draft").detail["policy_digest"] == draft.digest


def test_who_submitted_does_not_approve_from_another_seat() -> None:
    draft = submitted()

    with pytest.raises(Refused) as refusal:
        publish_draft(draft, version=draft.version, by=also(officer(), Role.SIGNATORY), at=LATER)

    assert codes(refusal) == ["policies.same_person"]
    assert state() == DraftState.AWAITING


def test_who_wrote_any_of_it_does_not_approve_either() -> None:
    draft = submitted(changed(begun(), QUOTA, 4, by=system_admin()))

    with pytest.raises(Refused) as refusal:
        publish_draft(draft, version=draft.version, by=also(system_admin(), Role.SIGNATORY), at=LATER)

    assert codes(refusal) == ["policies.same_person"]


@pytest.mark.parametrize("role", [Role.PROVINCIAL_OFFICER, Role.SYSTEM_ADMIN, Role.AUDITOR, Role.SECURITY_ADMIN])
def test_only_the_signatory_of_the_province_approves_and_returns(role: Role) -> None:
    draft, seat = submitted(), make_seat(make_province(), role)

    for act in (
        lambda: publish_draft(draft, version=draft.version, by=seat, at=LATER),
        lambda: return_draft(draft, "请核对", by=seat, at=LATER),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert codes(refusal) == ["policies.wrong_seat"]


def test_a_withdrawn_draft_is_at_an_end_and_a_published_one_cannot_be_withdrawn() -> None:
    draft = withdraw_draft(begun(), "通知改期", by=officer(), at=LATER)
    assert (draft.state, draft.remark) == ("withdrawn", "通知改期")

    for ended in (draft, published_draft()):
        with pytest.raises(Refused) as refusal:
            withdraw_draft(ended, "再次作废", by=officer(), at=LATER)
        assert codes(refusal) == ["policies.wrong_state"]


def test_what_is_written_and_published_never_reaches_an_open_round() -> None:
    call = make_round()
    plain = PolicySnapshot.objects.get().plain

    published_draft(changed(begun(), QUOTA, 4))

    call.refresh_from_db()
    assert PolicySnapshot.objects.get(pk=call.policy_id).plain == plain


def test_a_round_opened_from_a_published_pack_carries_its_digest() -> None:
    draft = published_draft(begun(a_year_on=True))

    call = open_round(assembled(draft.pack), by=officer().actor, at=AT)

    assert call.policy_id == draft.digest


def test_the_database_refuses_a_publication_without_a_second_person() -> None:
    draft = submitted()

    for wrong in ({"digest": ""}, {"approver": draft.submitter}, {"state": "lost"}):
        row = {"state": "published", "approver": signatory(), "published_at": LATER, "digest": "0" * 64, **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.filter(pk=draft.pk).update(**row)
