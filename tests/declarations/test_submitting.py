"""A declaration leaves the county whole and in time, or stays with everything that is missing named at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jiqun.audit.models import Entry
from jiqun.audit.queries import verify_chain
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Submission
from jiqun.declarations.queries import latest_submission, readable_answers, readable_evidence, standing_return
from jiqun.declarations.services.proving import attach_evidence, remove_evidence
from jiqun.declarations.services.returning import return_for_correction, send_back, withdraw
from jiqun.declarations.services.submitting import sign_off, submit, submit_findings
from tests.declarations.scenes import (
    LAST_SECOND,
    TOO_LATE,
    draft,
    files_of,
    handler,
    prove,
    ready,
    signatory,
    upload,
)
from tests.factories import AT, make_case, make_city, make_round, make_seat, shanxi_policy

pytestmark = pytest.mark.django_db


def codes(refusal) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def refused(case, at=AT):
    with pytest.raises(Refused) as refusal:
        submit(case, by=handler(), at=at)
    case.refresh_from_db()
    assert (case.stage, Submission.objects.count()) == (Stage.DRAFT, 0)
    return refusal


def test_a_complete_declaration_goes_to_the_signatory_and_is_sealed():
    case = ready()

    moved = submit(case, by=handler(), at=AT)

    sealed = Submission.objects.get()
    assert moved.stage == Stage.SIGNING
    assert (sealed.number, sealed.answers) == (1, case.dossier.answers)
    assert {fact["id"] for fact in sealed.evidence} == {piece.pk for piece in files_of(case)}


def test_where_sign_off_is_switched_off_it_goes_straight_to_the_city():
    case = ready(call=make_round(sign_off=False))

    moved = submit(case, by=handler(), at=AT)

    assert (moved.stage, moved.first_submitted_at) == (Stage.SUBMITTED, AT)


def test_everything_missing_is_named_at_once_and_nothing_changes():
    case = ready(answers={"bounds": None, "output_sme.2024": "999", "veto_tax": "yes", "roster": []})
    before = Entry.objects.count()

    refusal = refused(case)

    assert {"form.missing", "form.inconsistent", "criteria.veto", "form.too_few_rows"} <= set(codes(refusal))
    assert Entry.objects.count() == before


def test_missing_evidence_keeps_it_back():
    case = draft()

    assert set(codes(refused(case))) == {"evidence.missing"}


def test_without_the_commitment_nothing_is_submitted():
    refusal = refused(ready(answers={"commitment": "no"}))

    assert codes(refusal) == ["declaration.no_commitment"]
    assert refusal.value.findings[0].field == "commitment"


def test_every_finding_leads_to_its_field():
    case = draft(answers={"bounds": None, "output_total.2023": None})

    fields = {finding.field for finding in refused(case).value.findings}

    assert {"bounds", "output_total.2023", "niche"} <= fields


def test_a_second_post_is_no_second_act():
    case = ready()
    submit(case, by=handler(), at=AT)

    with pytest.raises(Refused) as refusal:
        submit(case, by=handler(), at=AT)

    assert codes(refusal) == ["route.no_such_step"]
    assert Submission.objects.count() == 1


def test_the_last_second_counts():
    case = ready(call=make_round(sign_off=False))

    assert submit(case, by=handler(), at=LAST_SECOND).stage == Stage.SUBMITTED


def test_a_moment_later_is_too_late_and_says_until_when():
    refusal = refused(ready(), at=TOO_LATE)

    assert codes(refusal) == ["round.closed"]
    assert "2025年5月31日24时" in str(refusal.value)


def test_the_signature_too_must_be_in_time():
    case = submit(ready(), by=handler(), at=AT)

    with pytest.raises(Refused) as refusal:
        sign_off(case, by=signatory(), at=TOO_LATE)

    assert codes(refusal) == ["round.closed"]
    assert sign_off(case, by=signatory(), at=LAST_SECOND).stage == Stage.SUBMITTED


def test_only_the_signatory_signs():
    case = submit(ready(), by=handler(), at=AT)

    with pytest.raises(Refused) as refusal:
        sign_off(case, by=handler(), at=AT)

    assert codes(refusal) == ["route.wrong_seat"]


def test_the_signatory_sends_back_with_a_reason():
    case = submit(ready(), by=handler(), at=AT)

    with pytest.raises(Refused):
        send_back(case, reason=" ", by=signatory(), at=AT)
    send_back(case, reason="产值与年报不符", by=signatory(), at=AT)

    case.refresh_from_db()
    assert case.stage == Stage.DRAFT
    assert standing_return(case).remark == "产值与年报不符"


def test_the_county_takes_back_what_the_city_has_not_finished():
    case = ready(call=make_round(sign_off=False))
    submit(case, by=handler(), at=AT)

    withdraw(case, by=handler(), at=AT)

    case.refresh_from_db()
    assert (case.stage, standing_return(case)) == (Stage.DRAFT, None)


@pytest.mark.parametrize("stage", [Stage.SIGNING, Stage.SUBMITTED])
def test_after_closing_nothing_is_taken_back_because_it_could_not_be_submitted_again(stage):
    case = draft(stage=stage)

    with pytest.raises(Refused, match=r"24时（北京时间）截止.*不能重新提交，因此不再办理撤回") as refusal:
        withdraw(case, by=handler(), at=TOO_LATE)

    case.refresh_from_db()
    assert (codes(refusal), case.stage) == (["withdraw.closed"], stage)


def test_outside_a_soft_bound_the_reason_has_to_be_given_in_its_field():
    case = ready(answers={"area_km2": "120", "area_reason": " "})

    refusal = refused(case)

    (finding,) = refusal.value.findings
    assert (finding.code, finding.field) == ("criteria.reason", "area_reason")
    assert "一般不超过100平方公里，现为120" in finding.message
    case.dossier.answers["area_reason"] = "两个园区由河道隔开，合并计算"
    case.dossier.save()
    assert submit(case, by=handler(), at=AT).stage == Stage.SIGNING


def test_in_the_last_second_it_may_still_be_taken_back():
    case = draft(stage=Stage.SUBMITTED)

    assert withdraw(case, by=handler(), at=LAST_SECOND).stage == Stage.DRAFT


def test_after_closing_the_city_returns_a_case_only_when_it_has_confirmed_that_this_ends_it():
    case, city = draft(stage=Stage.SUBMITTED), make_seat(make_city(), Role.HANDLER)

    with pytest.raises(Refused, match="县级不能再行报送，本事项在本批次即告终止") as refusal:
        return_for_correction(case, reason="请核对", remarks={}, by=city, at=TOO_LATE)

    assert codes(refusal) == ["return.closed"]
    moved = return_for_correction(case, reason="请核对", remarks={}, by=city, at=TOO_LATE, confirmed=True)
    assert moved.stage == Stage.DRAFT


def test_after_verification_it_cannot_be_taken_back():
    case = draft(stage=Stage.VERIFIED)

    with pytest.raises(Refused) as refusal:
        withdraw(case, by=handler(), at=AT)

    assert codes(refusal) == ["route.no_such_step"]


def test_remarks_of_the_city_are_answered_by_the_next_submission():
    case = ready(call=make_round(sign_off=False))
    submit(case, by=handler(), at=AT)
    city = make_seat(make_city(), Role.HANDLER)
    return_for_correction(case, reason="", remarks={"output_total.2024": "与年鉴不符"}, by=city, at=AT)

    submit(case, by=handler(), at=AT)

    assert [remark.answered for remark in case.remarks.all()] == [True]
    assert [each.number for each in case.submissions.all()] == [1, 2]


def test_every_act_stands_in_the_record_and_the_chain_holds():
    case = ready()
    submit(case, by=handler(), at=AT)
    sign_off(case, by=signatory(), at=AT)

    acts = list(Entry.objects.filter(subject=case.case_number).values_list("act", "before", "after"))

    assert acts == [
        ("open_case", "", "draft"),
        ("submit", "draft", "signing"),
        ("sign_off", "signing", "submitted"),
    ]
    assert verify_chain().holds


def test_a_draft_proved_later_can_be_submitted_later():
    case = draft()
    refused(case)
    prove(case)

    assert submit(case, by=handler(), at=AT).stage == Stage.SIGNING


def test_the_city_judges_what_left_the_county_while_the_correction_waits_for_its_signature():
    case, city = ready(), make_seat(make_city(), Role.HANDLER)
    submit(case, by=handler(), at=AT)
    assert latest_submission(case) is None
    sign_off(case, by=signatory(), at=AT)
    return_for_correction(case, reason="请核对", remarks={}, by=city, at=AT)
    proof = files_of(case)[0]
    remove_evidence(case.dossier, proof.pk, by=handler(), at=AT)
    [added] = attach_evidence(
        case.dossier,
        shanxi_policy().form.field(proof.address),
        [upload(content=b"%PDF-1.7 other")],
        by=handler(),
        at=AT,
    )
    case.refresh_from_db()
    submit(case, by=handler(), at=AT)
    case.refresh_from_db()

    assert readable_answers(case, city)[1] == latest_submission(case) == case.submissions.get(number=1)
    assert readable_evidence(city, added.pk) is None
    assert readable_answers(case, handler())[1] == case.submissions.get(number=2)

    sign_off(case, by=signatory(), at=AT)
    assert latest_submission(case) == case.submissions.get(number=2)
    assert readable_evidence(city, added.pk) == added


def test_what_the_signatory_did_not_sign_never_left():
    case = ready()
    submit(case, by=handler(), at=AT)

    send_back(case, reason="产值与年报不符", by=signatory(), at=AT)

    assert latest_submission(case) is None


def test_what_is_asked_of_a_field_is_not_cut():
    case = make_case(stage=Stage.SUBMITTED)
    city = make_seat(make_city(), Role.HANDLER)

    with pytest.raises(Refused) as refusal:
        return_for_correction(case, reason="", remarks={"output_total.2024": "补" * 1001}, by=city, at=AT)

    assert [(each.code, each.field) for each in refusal.value.findings] == [("text.too_long", "output_total.2024")]


def test_a_missing_veto_is_cited_by_the_clause_of_its_level():
    case = ready(answers={"veto_tax": None})
    (finding,) = submit_findings(case, AT)
    criteria = shanxi_policy().track(case.track).criteria.criteria

    assert finding.citation == next(each for each in criteria if each.field == "veto_tax").source.citation


def test_a_reply_for_which_there_is_no_room_is_told_and_nothing_is_cut(as_seat):
    case = ready()
    case.remarks.create(address="output_total.2024", text="请核对", made_at=AT, made_by="市级")
    remark = case.remarks.get()
    address = reverse("declarations:submit", args=[case.case_number])

    answer = as_seat(handler()).post(address, {f"reply-{remark.pk}": "复" * 1001})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "补正答复不超过1000字，现为1001字" in page
    assert "复" * 1001 in page
    case.refresh_from_db()
    assert case.stage == Stage.DRAFT
