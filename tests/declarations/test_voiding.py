"""A declaration opened by mistake is voided by the county's handler, with a reason, before the city has seen it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.opening import open_case, open_declarations
from jiqun.declarations.services.returning import withdraw
from jiqun.declarations.services.submitting import sign_off, submit
from jiqun.declarations.services.voiding import void
from jiqun.recognitions.queries import re_evaluation_cases
from tests.declarations.scenes import draft, handler, ready, signatory
from tests.factories import AT, make_case, make_city, make_round

pytestmark = pytest.mark.django_db


def voided(case: Declaration) -> Declaration:
    return void(case, reason="误建", by=handler(), at=AT)


def test_a_voided_draft_has_ended_with_its_reason_on_record():
    case = voided(draft())

    entry = Entry.objects.get(act="void")
    assert case.stage == Stage.VOIDED
    assert (entry.subject, entry.remark, entry.before, entry.after) == (case.case_number, "误建", "draft", "voided")


def test_a_voided_draft_frees_the_way_for_another_of_the_same_level():
    case = voided(draft())
    again = open_case(case.dossier.cluster, case.round, case.track, by=handler(), at=AT)

    assert (again.stage, again.dossier) == (Stage.DRAFT, case.dossier)
    assert again.case_number != case.case_number


def test_nobody_voids_without_a_reason_nor_for_the_handler():
    case = draft()

    for reason, by in (("", handler()), ("误建", signatory())):
        with pytest.raises(Refused):
            void(case, reason=reason, by=by, at=AT)
    case.refresh_from_db()
    assert case.stage == Stage.DRAFT


def test_what_the_city_has_seen_is_not_voided():
    case = ready()
    submit(case, by=handler(), at=AT)
    case = sign_off(case, by=signatory(), at=AT)
    case = withdraw(case, by=handler(), at=AT)

    with pytest.raises(Refused, match="曾报送忻州市，不能作废"):
        voided(case)
    case.refresh_from_db()
    assert case.stage == Stage.DRAFT


def test_the_handler_voids_on_the_page_and_reads_the_end_of_it(as_seat):
    case, client = draft(), as_seat(handler())
    page = reverse("declarations:void", args=[case.case_number])
    assert page in client.get(reverse("declarations:reading", args=[case.case_number])).content.decode()

    told = client.post(page, {"reason": "误建"}, follow=True)
    again = client.post(page, {"reason": "误建"}, follow=True)

    assert "申报已作废；需要时可重新建立" in told.content.decode()
    assert "该事项已作废，无须重复办理" in again.content.decode()
    assert Entry.objects.filter(act="void").count() == 1
    assert client.get(reverse("desk:case", args=[case.case_number])).status_code == 200


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.DRAFT, "请在“申报”中继续填报"),
        (Stage.NOT_RECOMMENDED, "结果为“市级未推荐”；同一批次同一级别只申报一次，可在下一批次申报"),
        (Stage.RECOMMENDED, "现为“待形式审查”，请在“申报”中查看办理进展"),
    ],
)
def test_a_second_case_of_a_level_is_refused_with_what_became_of_the_first(stage: Stage, words: str):
    case = draft(stage=stage)

    with pytest.raises(Refused, match=words):
        open_case(case.dossier.cluster, case.round, case.track, by=handler(), at=AT)


def test_after_voiding_another_recommender_may_be_chosen_and_the_same_order_opens_anew():
    cluster = {"name": "定襄县法兰锻造产业集群", "niche": "法兰锻造", "leading_industry": "锻造"}
    zone = make_city("140171", "山西转型综合改革示范区")
    zone.covers.add(handler().authority)
    [first] = open_declarations(make_round(), **cluster, tracks=["provincial"], by=handler(), at=AT)
    voided(first)

    [again] = open_declarations(
        make_round(), **cluster, tracks=["provincial"], recommender=zone, by=handler(), at=AT + timedelta(seconds=20)
    )

    assert (again.stage, again.city) == (Stage.DRAFT, zone)


def test_a_voided_re_evaluation_can_be_begun_again():
    case = voided(make_case(track="re_evaluation"))

    assert re_evaluation_cases(case.round) == {}
