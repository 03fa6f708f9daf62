"""The page of a case: its head, its sides, what may be done, and what each reader may not see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jiqun.assessments.models import ReviewResult
from jiqun.audit.models import Entry
from jiqun.audit.services import record
from jiqun.core.route import ROUTE
from jiqun.core.vocabulary import Event, Role, Stage
from jiqun.declarations.models import Declaration, Submission
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.advance import advance
from jiqun.declarations.services.answering import save_section
from jiqun.declarations.services.returning import return_for_correction
from jiqun.declarations.services.submitting import seal
from jiqun.desk.acts import WAYS, acts_of, events_of
from jiqun.desk.casehead import head_of
from jiqun.desk.differences import differences
from jiqun.desk.sides import Side
from jiqun.desk.timeline import record_of
from jiqun.recognitions.services.lists import issue_list
from jiqun.recognitions.services.revocation import disqualify
from jiqun.recommendations.services.visiting import conclude_visit
from tests.assessments.scene import closed_panel, make_panel
from tests.factories import (
    AT,
    make_case,
    make_city,
    make_county,
    make_province,
    make_round,
    make_seat,
    officer,
    shanxi_policy,
)
from tests.recognitions.scenes import cleared, drawn_up, signatory
from tests.recommendations.scenes import full_report

pytestmark = pytest.mark.django_db
TRACK_OF = {
    Stage.FORWARDED: "national",
    Stage.NOT_RECOGNISED: "national",
    Stage.RENEWED: "re_evaluation",
    Stage.LAPSED: "re_evaluation",
}


def county():
    return make_seat(make_county(), Role.HANDLER)


def city():
    return make_seat(make_city(), Role.HANDLER)


def page(client, case, tab=""):
    return client.get(reverse("desk:case", args=[case.case_number]), {"tab": tab}).content.decode()


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_page_for_everybody_on_the_road(as_seat, stage):
    case = make_case(track=TRACK_OF.get(stage, "provincial"), stage=stage)

    for seat in (county(), city(), officer(), make_seat(make_province(), Role.AUDITOR)):
        answer = as_seat(seat).get(reverse("desk:case", args=[case.case_number]))
        assert answer.status_code == (200 if visible_to(seat).filter(pk=case.pk).exists() else 404)


def test_a_re_evaluation_is_told_in_its_own_words(as_seat):
    case = make_case(track="re_evaluation", stage=Stage.SUBMITTED)

    advance(case, Event.NOT_RECOMMEND, by=city(), at=AT, reason="产值下降")

    told = page(as_seat(city()), case, Side.RECORD)
    assert "初审不予通过，转为“初审未通过”" in told
    assert "推荐" not in Entry.objects.get(act=Event.NOT_RECOMMEND).label


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("who", [county, city, officer])
def test_every_side_opens_for_everybody_on_the_road(as_seat, who, side):
    case = make_case(stage=Stage.SUBMITTED)
    conclude_visit(case, full_report(case), by=city(), at=AT)

    assert f'aria-current="page">{side.label}' in page(as_seat(who()), case, side)


def test_a_case_of_another_county_is_not_there(as_seat):
    case = make_case(make_county("140981", "原平市"), stage=Stage.SUBMITTED)

    assert as_seat(county()).get(reverse("desk:case", args=[case.case_number])).status_code == 404


@pytest.mark.parametrize("role", [Role.EXPERT, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_experts_and_administrators_have_no_case_pages(as_seat, role):
    case = make_case(stage=Stage.SUBMITTED)
    client = as_seat(make_seat(make_province(), role))

    assert client.get(reverse("desk:case", args=[case.case_number])).status_code == 403


def test_the_head_says_where_it_stands_who_is_next_and_by_when():
    head = head_of(make_case(stage=Stage.SUBMITTED))

    assert head.sentence == "下一步：由忻州市工业和信息化局经办人实地核查"
    assert head.due == date(2025, 5, 31)
    assert [state for _, state in head.steps[:3]] == ["done", "current", "todo"]


def test_a_returned_case_says_who_returned_it_and_why():
    case = make_case(stage=Stage.SUBMITTED)
    return_for_correction(case, reason="补充统计局证明", remarks={}, by=city(), at=AT)
    case.refresh_from_db()
    head = head_of(case)

    assert head.sentence.startswith("忻州市工业和信息化局2025年5月12日退回补正。")
    assert head.remark == "补充统计局证明"


def test_a_disqualified_case_stops_where_it_stood():
    case = disqualify(make_case(stage=Stage.READY), reason="虚报产值", by=officer(), at=AT)
    head = head_of(case)

    assert [label for label, state in head.steps if state == "stopped"] == ["会议研究"]
    assert (head.remark, head.due) == ("虚报产值", None)


def test_the_province_disqualifies_once_and_with_a_reason(as_seat):
    case, client = make_case(stage=Stage.READY), as_seat(officer())
    url = reverse("desk:disqualify", args=[case.case_number])

    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "虚报产值"}).status_code == 302
    assert "无须重复办理" in client.post(url, {"reason": "再次"}, follow=True).content.decode()
    assert Declaration.objects.get().stage == Stage.DISQUALIFIED
    assert Entry.objects.filter(act="disqualify").count() == 1


@pytest.mark.parametrize("who", [county, city])
def test_nobody_else_disqualifies(as_seat, who):
    case, client = make_case(stage=Stage.READY), as_seat(who())
    url = reverse("desk:disqualify", args=[case.case_number])

    assert client.post(url, {"reason": "虚报产值"}).status_code == 403
    assert url not in page(client, case)


@pytest.mark.parametrize(
    ("stage", "who", "labels"),
    [
        (Stage.DRAFT, county, ["继续填报"]),
        (Stage.SUBMITTED, city, ["现场核查", "退回补正", "不予推荐"]),
        (Stage.VERIFIED, city, ["列入推荐名单", "不予推荐"]),
        (Stage.RECOMMENDED, officer, ["形式审查"]),
        (Stage.ADMITTED, officer, ["组建评审组"]),
        (Stage.REVIEWED, officer, ["实地抽查抽取"]),
        (Stage.READY, officer, ["登记会议研究"]),
        (Stage.PROPOSED, officer, ["拟定公示"]),
        (Stage.PROPOSED, signatory, ["签发公示"]),
        (Stage.CLEARED, officer, ["拟定名单"]),
        (Stage.CLEARED, signatory, ["签发名单"]),
        (Stage.RECOMMENDED, county, []),
    ],
)
def test_a_seat_is_offered_what_it_may_do(stage, who, labels):
    case, seat = make_case(stage=stage), who()

    assert [act.label for act in acts_of(case, seat, events_of(case, seat))] == labels


def test_every_act_of_the_road_has_a_page_or_a_panel():
    road = {step.event for step in ROUTE}
    panels = {"withdraw", "void", "disqualify"}
    same_page = {
        "send_back",
        "refuse",
        "pass_draw",
        "decline",
        "uphold_objection",
        "recall_notice",
        "ministry_decline",
        "lapse",
    }

    assert {str(event) for event in road - set(WAYS)} == panels | same_page


def test_the_other_level_of_the_cluster_is_linked(as_seat):
    case, other = make_case(stage=Stage.SUBMITTED), make_case(track="national", stage=Stage.SUBMITTED)

    assert reverse("desk:case", args=[other.case_number]) in page(as_seat(city()), case)


def test_a_city_does_not_learn_of_a_level_still_in_draft(as_seat):
    case, other = make_case(stage=Stage.SUBMITTED), make_case(track="national")

    assert other.case_number not in page(as_seat(city()), case)


def test_points_are_the_provinces(as_seat):
    panel = closed_panel(1)
    case = Declaration.objects.get()
    score = f"{ReviewResult.objects.get(panel=panel).score}"
    own = make_seat(case.county, Role.HANDLER)

    assert score in page(as_seat(officer()), case)
    for side in Side:
        assert score not in page(as_seat(own), case, side)


def test_no_expert_is_named_to_county_or_city(as_seat):
    panel = make_panel(1)
    case = Declaration.objects.get()
    names = {task.expert.person.name for task in panel.assignments.all()}
    readers = [make_seat(case.county, Role.HANDLER), make_seat(case.city, Role.HANDLER)]

    assert names
    for client in map(as_seat, readers):
        for side in Side:
            shown = page(client, case, side)
            assert [name for name in names if name in shown] == []


def test_the_record_tells_acts_newest_first_with_remarks_field_by_field():
    case = make_case(stage=Stage.SUBMITTED)
    remarks = {"output_total.2024": "补统计局证明"}
    return_for_correction(case, reason="数据有误", remarks=remarks, by=city(), at=AT)

    newest, oldest = record_of(case, county()).entries
    label = shanxi_policy().form.field("output_total").label

    assert (newest.act, oldest.act) == ("退回补正，转为“填报中”", "建立省级申报事项")
    assert newest.remark == f"数据有误\n{label}（2024年）：补统计局证明"
    assert newest.who.startswith("忻州市工业和信息化局 · ")


def test_a_second_submission_shows_what_it_changed():
    case = make_case(stage=Stage.SUBMITTED)
    first = Submission.objects.get()
    case.dossier.answers = {**first.answers, "output_total.2024": "130", "area_km2": "40"}
    case.dossier.save()
    for _ in range(2):
        record("submit", "提交", by=county().actor, at=AT, subject=case.case_number)
    seal(case, case.dossier, by=county(), at=AT)

    changes = record_of(case, county()).entries[0].differences

    assert {(each.before, each.after) for each in changes} == {("125亿元", "130亿元"), ("32.5平方公里", "40平方公里")}


def test_what_a_correction_changed_is_the_countys_own_until_it_is_signed():
    case = make_case(stage=Stage.SUBMITTED)
    case.dossier.answers = {**case.dossier.answers, "area_km2": "40"}
    case.dossier.save()
    for _ in range(2):
        record("submit", "提交", by=county().actor, at=AT, subject=case.case_number)
    case.stage = Stage.SIGNING
    case.save()
    seal(case, case.dossier, by=county(), at=AT)

    assert record_of(case, county()).entries[0].differences
    assert not record_of(case, city()).entries[0].differences


def test_equal_answers_differ_in_nothing_and_tables_by_their_rows():
    policy = shanxi_policy()
    rows = next(f for s in policy.form.sections_for("provincial") for f in s.fields if f.kind == "rows")

    assert differences(policy, "provincial", {rows.key: [{}]}, {rows.key: [{}]}) == []
    [change] = differences(policy, "provincial", {rows.key: [{}]}, {rows.key: [{}, {}]})
    assert (change.before, change.after) == ("1行", "2行，内容有修改")


def test_what_was_saved_after_submitting_is_the_countys_own():
    case = make_case(stage=Stage.SUBMITTED)
    case.stage = Stage.DRAFT
    case.save()
    section = make_policy_section("narrative_1")
    save_section(
        case.dossier,
        section,
        {"narrative_1": "新的内容"},
        seen=case.dossier.revision,
        by=county(),
        at=AT + timedelta(days=1),
    )

    assert record_of(case, county()).saves_count == 1
    assert record_of(case, city()).saves_count == 0


def make_policy_section(key):
    sections = shanxi_policy().form.sections_for("provincial")
    return next(section for section in sections if any(field.key == key for field in section.fields))


def test_the_documents_follow_the_case(as_seat):
    case = make_case(stage=Stage.SUBMITTED)
    before = page(as_seat(county()), case, Side.PAPERS)
    conclude_visit(case, full_report(case), by=city(), at=AT)
    after = page(as_seat(county()), case, Side.PAPERS)

    assert "现场核查符合性说明" not in before
    assert reverse("recommendations:conformity", args=[case.case_number, "pdf"]) in after


def test_a_published_list_is_among_the_documents_and_the_recognition_in_the_overview(as_seat):
    made = drawn_up(cleared())
    issue_list(made, by=signatory(), at=AT)
    case, client = made.cases.get(), as_seat(make_seat(make_county("140921", "第1县"), Role.HANDLER))

    assert reverse("portal:list-paper", args=[made.pk, "pdf"]) in page(client, case, Side.PAPERS)
    assert "省集群〔2025〕001号" in page(client, case)


def test_every_link_of_the_documents_page_leads_somewhere(as_seat):
    made = drawn_up(cleared())
    issue_list(made, by=signatory(), at=AT)
    case, client = made.cases.get(), as_seat(officer())
    shown = client.get(reverse("desk:case", args=[case.case_number]), {"tab": "papers"}).context["papers"]
    urls = [url for paper in shown for word, url in paper.links if word != "PDF文件"]

    assert urls
    for url in urls:
        answer = client.get(url)
        assert b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200


@pytest.mark.parametrize("side", list(Side))
def test_a_case_asks_a_bounded_number_of_questions(as_seat, django_assert_max_num_queries, side):
    make_round()
    made = drawn_up(cleared(3))
    issue_list(made, by=signatory(), at=AT)
    case, client = made.cases.first(), as_seat(officer())

    with django_assert_max_num_queries(24):
        page(client, case, side)
