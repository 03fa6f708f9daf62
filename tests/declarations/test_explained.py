"""The page that explains a case: what it is computed from, what proves it, and who may read which version."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.explaining import Explanation, explain_case
from jiqun.declarations.models import Submission
from jiqun.declarations.selfcheck import assess_answers
from jiqun.programmes.queries import policy_of
from tests.declarations.scenes import draft, handler, prove, ready, with_national
from tests.factories import make_case, make_city, make_county, make_province, make_seat, officer

pytestmark = pytest.mark.django_db


def page(client, case):
    return client.get(reverse("declarations:explained", args=[case.case_number]))


def explained(case) -> Explanation:
    answers = case.dossier.answers
    found = assess_answers(case, answers)
    return explain_case(policy_of(case.round), case.track, answers, (), found, link=lambda key: f"/{key}")


def line_of(explanation: Explanation, label: str):
    return next(each for aspect in explanation.aspects for each in aspect.lines if label in each.line.label)


def test_every_criterion_of_the_track_is_explained_once():
    case = draft()

    labels = [each.line.label for aspect in explained(case).aspects for each in aspect.lines]

    assert labels == [each.label for each in policy_of(case.round).track("provincial").criteria.criteria]


def test_a_figure_names_its_inputs_and_where_they_were_filled_in():
    share = line_of(explained(draft()), "中小企业产值占集群总产值")

    assert [(each.label, each.value) for each in share.inputs] == [
        ("2024年中小企业产值", "104亿元"),
        ("2024年集群总产值", "125亿元"),
    ]
    assert share.inputs[0].place.startswith("申报表“")
    assert share.inputs[0].url == "/output_sme"


def test_a_figure_tells_how_it_is_computed_and_the_smallest_change():
    share = line_of(explained(draft(answers={"output_sme.2024": "40"})), "中小企业产值占集群总产值")

    assert "÷" in share.line.formula
    assert "中小企业产值需再增加" in share.remedy


def test_a_count_names_the_firms_counted_with_their_titles():
    titled = line_of(explained(draft()), "专精特新中小企业、创新型中小企业和国家高新技术企业合计")

    counted = titled.inputs[0]
    assert counted.value == "1家"
    assert "企业1（国家高新技术企业、专精特新中小企业）" in counted.detail
    assert "企业2" not in counted.detail


def test_a_count_in_the_leading_industry_names_no_other_firm():
    case = draft()
    rows = [{**row, "titles": ["champion"]} for row in case.dossier.answers["roster"]]
    case.dossier.answers["roster"] = [{**rows[0], "leading": "no"}, *rows[1:]]

    counted = line_of(explained(case), "主导产业有制造业单项冠军").inputs[0]

    assert (counted.value, counted.detail) == ("1家", "企业2（制造业单项冠军企业）")


def test_what_is_unknown_leads_to_the_field_that_settles_it():
    growth = line_of(explained(draft(answers={"output_total.2023": None})), "集群总产值年均增速")

    assert growth.unknown == (("2023年集群总产值", "/output_total"),)


def test_a_veto_names_the_answer_it_rests_on():
    veto = line_of(explained(draft()), "事故")

    assert [(each.value, each.url) for each in veto.inputs] == [("否", "/veto_accident")]


def test_files_stand_beside_the_figures_they_prove(as_seat):
    case = ready()

    assert "证明.pdf" in page(as_seat(handler()), case).content.decode()


def test_the_county_reads_its_working_answers_and_is_led_to_the_field(as_seat):
    case = draft(answers={"output_total.2024": None})

    told = page(as_seat(handler()), case).content.decode()

    assert "草稿，按当前填报内容计算" in told
    assert "#ask-output_total" in told
    assert case.round.policy_id in told


def test_all_others_read_what_was_sealed(as_seat):
    case = make_case(stage=Stage.SUBMITTED)
    case.dossier.answers = {}
    case.dossier.save()
    seal = Submission.objects.get(declaration=case)

    told = page(as_seat(make_seat(make_city(), Role.HANDLER)), case).content.decode()

    assert "第1次提交" in told
    assert seal.policy_digest in told
    assert "#ask-" not in told


def test_the_other_level_of_the_same_cluster_is_one_step_away(as_seat):
    case = draft()
    other = with_national(case)

    assert (
        reverse("declarations:explained", args=[other.case_number]) in page(as_seat(handler()), case).content.decode()
    )


def test_another_county_meets_nothing_and_administrators_are_refused(as_seat):
    case = make_case(stage=Stage.SUBMITTED)
    stranger = make_seat(make_county("140922", "五台县"), Role.HANDLER)
    admin = make_seat(make_province(), Role.SYSTEM_ADMIN)

    assert page(as_seat(stranger), case).status_code == 404
    assert page(as_seat(admin), case).status_code == 403


def test_a_draft_stays_the_countys_own(as_seat):
    case = draft()

    assert page(as_seat(officer()), case).status_code == 404


@pytest.mark.parametrize("files", [0, 1])
def test_the_page_asks_the_database_the_same_whatever_is_attached(as_seat, django_assert_max_num_queries, files):
    case = draft()
    if files:
        prove(case)
    client = as_seat(handler())
    page(client, case)

    with django_assert_max_num_queries(14):
        page(client, case)


def test_the_rail_and_the_case_page_lead_to_it(as_seat):
    case = draft()
    client, url = as_seat(handler()), reverse("declarations:explained", args=[case.case_number])

    for address in (
        client.get(reverse("declarations:form", args=[case.case_number])).url,
        reverse("declarations:reading", args=[case.case_number]),
        f"{reverse('desk:case', args=[case.case_number])}?tab=criteria",
    ):
        assert url in client.get(address).content.decode()
