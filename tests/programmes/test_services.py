from __future__ import annotations

from dataclasses import replace

import pytest

from jiqun.accounts.models import Authority
from jiqun.audit.models import Entry
from jiqun.core.canonical import digest
from jiqun.core.findings import SYSTEM, Refused
from jiqun.core.policy.tree import PolicyError
from jiqun.programmes.models import PolicySnapshot, Round
from jiqun.programmes.queries import current_round, policy_of
from jiqun.programmes.services import bring_in_round, open_round, switch_sign_off
from tests.factories import AT, make_round, shanxi_policy

pytestmark = pytest.mark.django_db


def test_an_open_round_answers_with_the_policy_it_froze():
    call = open_round(shanxi_policy(), by=SYSTEM, at=AT)

    assert policy_of(call) == shanxi_policy()
    assert call.policy_id == digest(call.policy.plain)


def test_opening_is_on_record_with_the_digest():
    call = open_round(shanxi_policy(), by=SYSTEM, at=AT)

    entry = Entry.objects.get()
    assert (entry.act, entry.round_code, entry.detail["policy_digest"]) == ("open_round", call.code, call.policy_id)


def test_the_same_round_is_not_opened_twice():
    open_round(shanxi_policy(), by=SYSTEM, at=AT)

    with pytest.raises(Refused) as refusal:
        open_round(replace(shanxi_policy(), title="另一标题"), by=SYSTEM, at=AT)

    assert [finding.code for finding in refusal.value.findings] == ["round.exists"]
    assert (Round.objects.count(), PolicySnapshot.objects.count()) == (1, 1)


def test_a_later_round_is_the_current_one_and_leaves_the_first_alone():
    first = make_round()
    second = open_round(replace(shanxi_policy(), code="shanxi-2025-b", title="更正批次"), by=SYSTEM, at=AT)

    assert current_round() == second
    assert policy_of(Round.objects.get(pk=first.pk)).title == shanxi_policy().title


def test_nobody_has_a_round_before_the_first():
    assert current_round() is None


def test_a_round_brings_the_authorities_of_its_region():
    bring_in_round(shanxi_policy(), by=SYSTEM, at=AT)

    assert Authority.objects.filter(code="140900", tier="city").exists()


def test_a_round_of_an_unknown_region_opens_nothing():
    with pytest.raises(PolicyError):
        bring_in_round(replace(shanxi_policy(), region="atlantis"), by=SYSTEM, at=AT)

    assert not Round.objects.exists()


def test_the_sign_off_switch_is_on_record_once_per_change():
    call = make_round()

    for required in (False, False, True):
        switch_sign_off(call, required, by=SYSTEM, at=AT)

    assert list(Entry.objects.filter(act="switch_sign_off").values_list("label", flat=True)) == [
        "停用负责人签发环节",
        "启用负责人签发环节",
    ]
    assert Round.objects.get().sign_off
