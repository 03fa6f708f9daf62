"""Objections: real name and evidence, inside the period, answered once; an upheld one opens the case again."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

import pytest
from django.urls import reverse

from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.decisions.models import Channel, Objection, ObjectionState, PublicNotice
from jiqun.decisions.services.notice import close_notice, open_notice
from jiqun.decisions.services.objections import (
    Statement,
    accept_objection,
    dismiss_objection,
    file_objection,
    reject_objection,
    uphold_objection,
)
from jiqun.decisions.services.objectors import person_findings
from jiqun.decisions.services.receiving import Received, record_objection
from tests.decisions.scene import (
    LAST_SECOND,
    POSTED_AT,
    POSTED_ON,
    SAID,
    TOO_LATE,
    accepted,
    codes,
    drawn_up,
    objected,
    posted,
    ready,
    signatory,
    stage_of,
)
from tests.factories import SHANGHAI, make_province, make_seat, officer

pytestmark = pytest.mark.django_db


def test_an_objection_with_name_and_evidence_gets_a_receipt():
    objection = objected(posted())

    assert objection.state == ObjectionState.FILED
    assert len(objection.receipt) == 12
    assert Entry.objects.get(act="file_objection").actor == "社会公众"


def test_the_record_of_an_objection_does_not_name_the_objector():
    objected(posted())

    kept = str(Entry.objects.get(act="file_objection").facts())

    assert SAID.name not in kept
    assert SAID.contact not in kept


def test_filing_the_same_again_gives_the_same_receipt_even_after_the_period():
    notice = posted()
    first = objected(notice)
    again = objected(notice, said=replace(SAID, name=f" {SAID.name} "))
    late = file_objection(notice, notice.cases.get(), SAID, at=TOO_LATE)

    assert first == again == late
    assert Objection.objects.count() == 1
    assert Entry.objects.filter(act="file_objection").count() == 1


def test_anonymous_objections_without_evidence_are_refused_for_every_reason():
    with pytest.raises(Refused) as refusal:
        objected(posted(), said=Statement("", " ", "", "", ""))

    assert codes(refusal) == ["objection.incomplete"] * 5
    assert [finding.field for finding in refusal.value.findings] == ["name", "unit", "contact", "statement", "facts"]
    assert not Objection.objects.exists()


def test_what_is_posted_in_time_but_comes_after_the_closing_is_refused():
    seen = posted()
    close_notice(seen, by=officer(), at=TOO_LATE)

    with pytest.raises(Refused) as refusal:
        file_objection(seen, seen.cases.get(), SAID, at=LAST_SECOND)

    assert codes(refusal) == ["objection.closed"]


def test_objections_are_taken_to_the_last_second():
    notice = posted()
    case = notice.cases.get()

    with pytest.raises(Refused) as refusal:
        file_objection(notice, case, SAID, at=TOO_LATE)
    filed = file_objection(notice, case, SAID, at=LAST_SECOND)

    assert codes(refusal) == ["objection.closed"]
    assert filed.filed_at == LAST_SECOND


def test_nothing_can_be_filed_before_the_notice_is_signed_or_its_day_has_come():
    notice = drawn_up(ready(stage=Stage.PROPOSED), date(2025, 6, 23))
    case = notice.cases.get()

    with pytest.raises(Refused) as unsigned:
        file_objection(notice, case, SAID, at=datetime(2025, 6, 23, 9, 0, tzinfo=SHANGHAI))
    notice = open_notice(notice, by=signatory(), at=POSTED_AT)
    with pytest.raises(Refused) as early:
        file_objection(notice, case, SAID, at=POSTED_AT)

    assert (codes(unsigned), codes(early)) == (["objection.closed"], ["objection.closed"])


def test_a_closed_notice_takes_no_objection():
    notice = posted()
    close_notice(notice, by=officer(), at=TOO_LATE)
    notice.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        file_objection(notice, notice.cases.get(), SAID, at=POSTED_AT)

    assert codes(refusal) == ["objection.closed"]


def test_only_cases_of_the_notice_can_be_objected_to():
    notice, other = posted(), ready(["陶瓷"])[0]

    with pytest.raises(Refused) as refusal:
        objected(notice, other)

    assert codes(refusal) == ["objection.case"]


def test_an_upheld_objection_brings_the_case_back_to_the_table():
    notice = posted()

    objection = uphold_objection(accepted(notice), answer="经查产值虚报", by=signatory(), at=POSTED_AT)

    assert objection.state == ObjectionState.UPHELD
    assert stage_of(notice.cases.get()) == Stage.READY
    assert Entry.objects.get(act="uphold_objection").remark == "经查产值虚报"


def test_a_case_that_left_the_notice_takes_no_further_objection():
    notice = posted()
    uphold_objection(accepted(notice), answer="经查产值虚报", by=officer(), at=POSTED_AT)

    with pytest.raises(Refused) as refusal:
        objected(notice, said=replace(SAID, name="另一人"))

    assert codes(refusal) == ["objection.left"]


def test_two_objections_against_one_case_may_both_be_upheld():
    notice = posted()
    first, second = (
        accepted(notice),
        accept_objection(objected(notice, said=replace(SAID, name="另一人")), by=officer(), at=POSTED_AT),
    )

    uphold_objection(first, answer="属实", by=officer(), at=POSTED_AT)
    second = uphold_objection(second, answer="属实", by=officer(), at=POSTED_AT)

    assert second.state == ObjectionState.UPHELD
    assert Entry.objects.filter(act="uphold_objection").count() == 1


def test_a_dismissed_objection_leaves_the_case_on_notice():
    notice = posted()

    objection = dismiss_objection(accepted(notice), answer="数据属实", by=officer(), at=POSTED_AT)

    assert objection.state == ObjectionState.DISMISSED
    assert stage_of(notice.cases.get()) == Stage.ON_NOTICE


def test_an_objection_is_answered_once_and_with_words():
    objection = objected(posted())

    with pytest.raises(Refused) as wordless:
        reject_objection(objection, answer=" ", by=officer(), at=POSTED_AT)
    with pytest.raises(Refused) as early:
        uphold_objection(objection, answer="属实", by=officer(), at=POSTED_AT)
    reject_objection(objection, answer="未附事实依据", by=officer(), at=POSTED_AT)
    with pytest.raises(Refused) as again:
        reject_objection(objection, answer="未附事实依据", by=officer(), at=POSTED_AT)

    assert (codes(wordless), codes(early), codes(again)) == (
        ["objection.answer"],
        ["objection.state"],
        ["objection.state"],
    )
    assert Objection.objects.get().answer == "未附事实依据"


def test_the_panel_secretary_handles_no_objection():
    objection = objected(posted())
    secretary = make_seat(make_province(), Role.PANEL_SECRETARY)

    with pytest.raises(Refused) as refusal:
        accept_objection(objection, by=secretary, at=POSTED_AT)

    assert codes(refusal) == ["decisions.wrong_seat"]


def test_what_is_said_on_acceptance_is_kept():
    filed = objected(posted())

    accepted = accept_objection(filed, answer="已交中小企业处调查", by=officer(), at=POSTED_AT)

    assert accepted.answer == "已交中小企业处调查"


def test_a_second_acceptance_is_told_who_was_first():
    filed = objected(posted())
    accept_objection(filed, by=officer(), at=POSTED_AT)

    with pytest.raises(Refused) as refusal:
        accept_objection(filed, by=signatory(), at=POSTED_AT)

    assert f"已由{officer().person.name}于6月19日10:00办理，现为“已受理，调查中”" in str(refusal.value)


@pytest.mark.parametrize(
    ("contact", "leads"),
    [
        ("13800000000", True),
        ("0351-3045678转801", True),
        ("+86 138 0000 0000", True),
        ("郭某，guo@example.cn", True),
        ("abc", False),
        ("123456", False),
        ("1" * 16, False),
        ("太原市府西街", False),
    ],
)
def test_a_contact_is_a_telephone_number_or_an_address_of_mail(contact: str, leads: bool):
    assert (person_findings("郭某", contact) == []) == leads


LAST_BUT_ONE = datetime(2025, 6, 25, 9, tzinfo=SHANGHAI)


def entered(notice: PublicNotice, on: date = POSTED_ON, at: datetime = LAST_BUT_ONE, **changes: str) -> Objection:
    """An objection by letter, entered by the officer on the last day but one."""
    received = Received(Channel.WRITTEN, on)
    return record_objection(notice, notice.cases.get(), replace(SAID, **changes), received, by=officer(), at=at)


def test_an_objection_by_letter_is_entered_with_its_day_and_a_receipt():
    objection = entered(posted())

    assert (objection.channel, objection.received_on, len(objection.receipt)) == (Channel.WRITTEN, POSTED_ON, 12)
    assert Entry.objects.get(act="file_objection").actor == officer().person.name


def test_a_letter_that_says_what_was_filed_already_is_no_second_objection():
    notice = posted()
    first = entered(notice)
    again = entered(notice, at=datetime(2025, 6, 25, 10, tzinfo=SHANGHAI))

    assert again == first
    assert Entry.objects.filter(act="file_objection").count() == 1


@pytest.mark.parametrize("on", [date(2025, 6, 18), date(2025, 6, 27), date(2025, 6, 26)])
def test_an_objection_received_outside_the_period_or_tomorrow_is_refused(on: date):
    notice = posted()

    with pytest.raises(Refused) as refusal:
        entered(notice, on)

    assert codes(refusal) == ["objection.received"]


def test_an_objection_by_letter_needs_the_same_facts():
    notice = posted()

    with pytest.raises(Refused) as refusal:
        entered(notice, name="郭", contact="", facts="")

    assert codes(refusal) == ["objection.incomplete", "objection.incomplete", "objection.name"]


def test_the_officer_enters_a_letter_on_the_page(as_seat, monkeypatch):
    monkeypatch.setattr("jiqun.decisions.views.objections.now", lambda: POSTED_AT)
    notice = posted()
    address = reverse("decisions:enter-objection", args=[notice.pk])
    typed = {"case": notice.cases.get().pk, "channel": "telephone", "received_on": "2025-06-19", **asdict(SAID)}

    empty = as_seat(officer()).post(address, {})
    done = as_seat(officer()).post(address, typed)

    objection = Objection.objects.get()
    assert (empty.status_code, objection.channel) == (422, Channel.TELEPHONE)
    assert done.url == reverse("decisions:objection", args=[objection.pk])
