"""A national declaration rests on provincial recognition, or on the provincial case of the same round (N05)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Level, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.submitting import sign_off, submit
from jiqun.recognitions.models import Recognition, RecognitionState
from tests.declarations.scenes import handler, ready, signatory, with_national
from tests.factories import AT

pytestmark = pytest.mark.django_db

ENDED = [Stage.NOT_RECOMMENDED, Stage.REFUSED, Stage.DECLINED, Stage.DISQUALIFIED, Stage.REVOKED]


def refused(case: Declaration) -> Any:
    """The findings with which a case stays in the county."""
    with pytest.raises(Refused) as refusal:
        submit(case, by=handler(), at=AT)
    return refusal.value.findings


def both() -> tuple[Declaration, Declaration]:
    """A provincial and a national draft of one dossier."""
    case = ready()
    return case, with_national(case)


def recognised(case: Declaration, until: date, **facts: Any) -> Recognition:
    """A provincial recognition of the cluster of the case."""
    cluster = case.dossier.cluster
    return Recognition.objects.create(
        cluster=cluster,
        level=Level.PROVINCIAL,
        name=cluster.name,
        province="山西省",
        county=case.county.place,
        batch=until.year - 3,
        valid_from=date(until.year - 3, 1, 1),
        valid_until=until,
        **facts,
    )


def put(case: Declaration, stage: Stage) -> None:
    """The case straight onto a stage."""
    Declaration.objects.filter(pk=case.pk).update(stage=stage)


def test_a_national_declaration_needs_the_provincial_one():
    assert [each.code for each in refused(ready(track="national"))] == ["prerequisite.provincial"]


def test_it_does_not_leave_while_the_provincial_one_is_a_draft():
    _, national = both()

    (finding,) = refused(national)

    assert finding.code == "prerequisite.behind"
    assert "省级事项现为“填报中”；请先办理省级事项或一并办理，再提交国家级事项" in finding.message


def test_both_leave_together_and_the_national_one_is_not_signed_first():
    provincial, national = both()
    submit(provincial, by=handler(), at=AT)
    national = submit(national, by=handler(), at=AT)

    with pytest.raises(Refused, match="省级事项现为“待县级负责人签发”"):
        sign_off(national, by=signatory(), at=AT)
    provincial.refresh_from_db()
    sign_off(provincial, by=signatory(), at=AT)

    assert sign_off(national, by=signatory(), at=AT).stage == Stage.SUBMITTED


@pytest.mark.parametrize("stage", ENDED)
def test_a_provincial_case_that_ended_carries_no_national_one(stage: Stage):
    provincial, national = both()
    put(provincial, stage)

    assert [each.code for each in refused(national)] == ["prerequisite.ended"]


def test_declaring_both_levels_at_once_needs_its_reason():
    case = ready(answers={"national_exception": None})
    national = with_national(case)
    put(case, Stage.SIGNING)

    (finding,) = refused(national)

    assert (finding.code, finding.field) == ("prerequisite.exception", "national_exception")


def test_with_provincial_recognition_on_the_day_neither_sister_nor_reason_is_needed():
    case = ready(track="national", answers={"national_exception": None})
    recognised(case, AT.date())

    assert submit(case, by=handler(), at=AT).stage == Stage.SIGNING


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (date(2025, 5, 11), RecognitionState.VALID),
        (date(2027, 12, 31), RecognitionState.LAPSED),
        (date(2027, 12, 31), RecognitionState.REVOKED),
    ],
)
def test_a_recognition_that_has_run_out_lapsed_or_been_revoked_does_not_count(until: date, state: RecognitionState):
    case = ready(track="national")
    recognised(case, until, state=state)
    put(case, Stage.DRAFT)

    assert [each.code for each in refused(case)] == ["prerequisite.provincial"]


def test_the_stage_recognised_alone_does_not_count_when_the_recognition_has_run_out():
    provincial, national = both()
    put(provincial, Stage.RECOGNISED)
    recognised(provincial, date(2022, 12, 31))

    (finding,) = refused(national)

    assert "省级事项认定已失效" in finding.message
