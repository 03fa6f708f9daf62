"""The visit: drafts may be incomplete, a conclusion may not, and what is found not met ends the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.selfcheck import assess_answers
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.recommendations.conformity import Line, Report, report_findings
from jiqun.recommendations.models import Conformity, SiteVisit, VerifiedCriterion
from jiqun.recommendations.queries import PHOTO, visit_of, visit_subject
from jiqun.recommendations.services.visiting import attach_photo, conclude_visit, remove_photo, save_visit
from tests.core.weighing import judged, weigh
from tests.factories import AT, make_case, make_city, make_county, make_seat
from tests.recommendations.scenes import full_report, handler, signatory, stages

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0picture"


@pytest.fixture
def case() -> Declaration:
    """A case that waits for its visit."""
    return make_case(stage=Stage.SUBMITTED)


def refused_codes(case: Declaration, report: Report) -> list[str]:
    """What a conclusion is refused for."""
    with pytest.raises(Refused) as refusal:
        conclude_visit(case, report, by=handler(), at=AT)
    return [finding.code for finding in refusal.value.findings]


def test_a_draft_may_be_incomplete(case: Declaration):
    save_visit(case, Report(place="定襄县", lines={"C1.2": Line(Conformity.CONFORMS)}), by=handler(), at=AT)

    visit = SiteVisit.objects.get()
    assert (visit.place, visit.visited_on, visit.concluded_at) == ("定襄县", None, None)
    assert [(line.criterion, line.conformity) for line in visit.lines.all()] == [("C1.2", "conforms")]
    assert stages([case]) == [Stage.SUBMITTED]


def test_the_same_draft_twice_is_one_act(case: Declaration):
    for _ in range(2):
        save_visit(case, Report(place="定襄县"), by=handler(), at=AT)

    assert Entry.objects.filter(act="save_visit").count() == 1


def test_what_a_colleague_wrote_since_is_not_overwritten(case: Declaration):
    first = save_visit(case, Report(place="定襄县", conclusion="核查属实"), by=handler(), at=AT)

    for act in (save_visit, conclude_visit):
        with pytest.raises(Refused) as refusal:
            act(case, replace(full_report(case), conclusion=""), seen=first.revision - 1, by=handler(), at=AT)
        assert [finding.code for finding in refusal.value.findings] == ["visit.changed"]

    assert SiteVisit.objects.get().conclusion == "核查属实"
    save_visit(case, Report(place="河边镇"), seen=first.revision, by=handler(), at=AT)
    assert SiteVisit.objects.get().place == "河边镇"


def test_a_page_that_is_behind_but_says_the_same_loses_nothing(case: Declaration):
    save_visit(case, Report(place="定襄县"), by=handler(), at=AT)

    assert save_visit(case, Report(place="定襄县"), seen=0, by=handler(), at=AT).revision == 1


@pytest.mark.parametrize("act", [save_visit, conclude_visit])
def test_a_value_or_remark_that_does_not_fit_is_refused_and_not_cut(case: Declaration, act: Any):
    report = full_report(case, C1_1=Line(Conformity.DIFFERS, "1" * 61, "字" * 501))

    with pytest.raises(Refused) as refusal:
        act(case, report, by=handler(), at=AT)

    assert [(each.code, each.field) for each in refusal.value.findings] == [("text.too_long", "line.C1.1")] * 2
    assert not VerifiedCriterion.objects.exists()


def test_a_line_of_no_criterion_is_left_out(case: Declaration):
    save_visit(case, Report(lines={"X9": Line(Conformity.CONFORMS)}), by=handler(), at=AT)

    assert not VerifiedCriterion.objects.exists()


def test_a_full_report_verifies_the_case_and_closes_the_visit(case: Declaration):
    conclude_visit(case, full_report(case), by=handler(), at=AT)

    visit = visit_of(case)
    assert visit is not None
    assert (stages([case]), visit.concluded_at, visit.concluded_by) == ([Stage.VERIFIED], AT, handler().person.name)
    assert Entry.objects.filter(act="verify", subject=case.case_number).count() == 1


def test_everything_missing_is_said_at_once_and_nothing_is_kept(case: Declaration):
    report = full_report(case)
    codes = refused_codes(case, replace(report, visited_on=None, place=" ", participants="", conclusion="", lines={}))

    assert codes[:4] == ["visit.date", "visit.place", "visit.participants", "visit.conclusion"]
    assert codes[4:] == ["visit.line_open"] * len(report.lines)
    assert (SiteVisit.objects.get().place, VerifiedCriterion.objects.exists()) == ("", False)


def test_a_visit_of_tomorrow_is_refused(case: Declaration):
    assert refused_codes(case, replace(full_report(case), visited_on=date(2025, 5, 13))) == ["visit.future"]


def test_a_condition_found_not_met_cannot_be_verified(case: Declaration):
    codes = refused_codes(case, full_report(case, C1_3=Line(Conformity.DIFFERS, "45%", "部分企业已外迁")))

    assert codes == ["visit.not_met"]
    assert stages([case]) == [Stage.SUBMITTED]


def test_what_differs_needs_a_remark(case: Declaration):
    assert refused_codes(case, full_report(case, C1_1=Line(Conformity.DIFFERS, "120"))) == ["visit.remark"]


def test_a_soft_bound_may_be_exceeded_with_a_remark(case: Declaration):
    report = full_report(case, C1_1=Line(Conformity.DIFFERS, "120", "两个园区合并计算"))

    assert conclude_visit(case, report, by=handler(), at=AT).stage == Stage.VERIFIED


def test_of_an_either_group_one_member_suffices(case: Declaration):
    report = full_report(case, C2_1=Line(Conformity.DIFFERS, "0", "无小巨人企业"))

    assert conclude_visit(case, report, by=handler(), at=AT).stage == Stage.VERIFIED


def test_of_an_either_group_none_met_is_refused_once(case: Declaration):
    differs = Line(Conformity.DIFFERS, "0", "未见相关证书")

    assert refused_codes(case, full_report(case, C2_1=differs, C2_2=differs)) == ["visit.not_met"]


def test_a_judged_condition_may_be_left_to_the_experts(case: Declaration):
    report = full_report(case, C3=Line(Conformity.NOT_APPLICABLE, "", "由专家评审认定"))

    assert conclude_visit(case, report, by=handler(), at=AT).stage == Stage.VERIFIED


def test_what_people_find_to_conform_needs_their_reason(case: Declaration):
    report = full_report(case, C3=Line(Conformity.CONFORMS), C7=Line(Conformity.CONFORMS, "", " "))

    assert refused_codes(case, report) == ["visit.judged"] * 2


def test_what_people_find_to_conform_needs_a_file_and_all_that_lack_one_are_told_in_one_sentence(case: Declaration):
    report = full_report(case)
    Evidence.objects.update(removed_at=AT)

    with pytest.raises(Refused, match="由人工认定符合的7项条件尚无佐证，请上传现场照片或材料") as refusal:
        conclude_visit(case, report, by=handler(), at=AT)

    assert [(each.code, each.field) for each in refusal.value.findings] == [("visit.proof", "photo")]


def test_a_file_declared_for_the_field_of_a_judged_condition_shows_it_too():
    assessment = weigh({}, judged(id="J", field="brand"))
    report = Report(date(2025, 5, 11), "园区", "张工", "属实", {"J": Line(Conformity.CONFORMS, "", "商标为驰名商标")})

    def found(*proven: str) -> list[str]:
        findings = report_findings(report, assessment, AT, proven=proven)
        return [finding.code for finding in findings]

    assert (found(), found("area"), found("brand"), found(PHOTO)) == (["visit.proof"], ["visit.proof"], [], [])


def test_a_veto_cannot_be_passed_over(case: Declaration):
    report = full_report(case, C0_1=Line(Conformity.NOT_APPLICABLE, "", "不了解"))

    assert refused_codes(case, report) == ["visit.not_met"]


def test_a_verified_figure_below_the_bound_contradicts_conformity(case: Declaration):
    assert refused_codes(case, full_report(case, C1_3=Line(Conformity.CONFORMS, "45%"))) == ["visit.value_short"]


def test_another_figure_than_declared_needs_a_remark_even_where_it_meets_the_bound(case: Declaration):
    declared = next(
        each for each in assess_answers(case, case.dossier.answers).results if each.criterion.id == "C1.3"
    ).value_text

    assert refused_codes(case, full_report(case, C1_3=Line(Conformity.CONFORMS, "60%"))) == ["visit.value_differs"]
    explained = Line(Conformity.CONFORMS, "60%", "以统计部门年报为准")
    assert refused_codes(case, full_report(case, C1_3=explained, C0_1=Line())) == ["visit.line_open"]
    same = full_report(case, C1_3=Line(Conformity.CONFORMS, declared))
    assert conclude_visit(case, same, by=handler(), at=AT).stage == Stage.VERIFIED


def test_nobody_verifies_on_site_what_was_not_declared_yet(case: Declaration):
    before = replace(full_report(case), visited_on=date(2025, 4, 1))

    assert refused_codes(case, before) == ["visit.early"]


def test_a_verified_figure_must_be_readable(case: Declaration):
    assert refused_codes(case, full_report(case, C1_3=Line(Conformity.CONFORMS, "大约七成"))) == ["visit.value"]


def test_a_declared_figure_stands_where_nothing_else_was_found(case: Declaration):
    report = full_report(case, C1_3=Line(Conformity.CONFORMS))

    assert conclude_visit(case, report, by=handler(), at=AT).stage == Stage.VERIFIED


def test_a_second_conclusion_finds_the_visit_closed(case: Declaration):
    report = full_report(case)
    conclude_visit(case, report, by=handler(), at=AT)

    assert refused_codes(case, report) == ["visit.closed"]
    assert Entry.objects.filter(act="verify").count() == 1


def test_the_signatory_does_not_visit(case: Declaration):
    with pytest.raises(Refused, match="由市级经办人办理"):
        save_visit(case, Report(), by=signatory(), at=AT)


def test_another_city_does_not_see_the_case(case: Declaration):
    stranger = make_seat(make_city("140200", "大同市"), Role.HANDLER)

    with pytest.raises(Refused, match="不在本单位办理范围内"):
        conclude_visit(case, full_report(case), by=stranger, at=AT)


def test_photos_hang_on_the_visit_until_it_is_concluded(case: Declaration):
    piece = attach_photo(case, SimpleUploadedFile("园区.jpg", JPEG), by=handler(), at=AT)
    visit = visit_of(case)
    assert visit is not None
    assert list(evidence_for(visit_subject(visit))) == [piece]

    remove_photo(case, piece, by=handler(), at=AT)
    assert list(evidence_for(visit_subject(visit))) == []

    conclude_visit(case, full_report(case), by=handler(), at=AT)
    with pytest.raises(Refused, match="不能再修改"):
        attach_photo(case, SimpleUploadedFile("园区.jpg", JPEG), by=handler(), at=AT)


def test_a_photo_of_another_visit_cannot_be_removed_here(case: Declaration):
    other = make_case(make_county("140922", "五台县"), niche="建材", stage=Stage.SUBMITTED)
    piece = attach_photo(other, SimpleUploadedFile("园区.jpg", JPEG), by=handler(), at=AT)

    with pytest.raises(Refused, match="不属于本次核查"):
        remove_photo(case, piece, by=handler(), at=AT)


def test_what_cannot_be_computed_needs_a_verified_figure(case: Declaration):
    submission = case.submissions.get()
    del submission.answers["output_sme.2024"]
    submission.save()

    assert refused_codes(case, full_report(case, C1_3=Line(Conformity.CONFORMS))) == ["visit.value_missing"]


def test_a_case_that_submitted_nothing_has_no_visit():
    assert visit_of(make_case()) is None
