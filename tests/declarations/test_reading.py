"""What was answered is laid out in words, in the order of the form."""

from __future__ import annotations

import pytest

from jiqun.core.vocabulary import Stage, Verdict
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.reading import ReadGrid, read_view
from jiqun.declarations.selfcheck import assess_answers, assess_track, track_check
from tests.factories import full_answers, make_case, shanxi_policy

POLICY = shanxi_policy()
FILES = [{"id": 7, "address": "area_km2", "name": "规划图.pdf", "sha256": "0" * 64, "size": 2048}]


def view(**changes: object):
    return read_view(POLICY, "provincial", full_answers(POLICY, **changes), FILES, link=lambda pk: f"/file/{pk}")


def field(key: str, **changes: object):
    return next(each for section in view(**changes).sections for each in section.fields if each.key == key)


def test_sections_stand_in_the_order_of_the_form():
    expected = [section.id for section in POLICY.form.sections_for("provincial")]

    assert [section.id for section in view().sections] == expected


def test_figures_are_read_with_separators_and_unit():
    assert field("area_km2", area_km2="1032.5").value == "1,032.5平方公里"


def test_choices_are_read_in_words():
    assert field("organisation_kind", organisation_kind="government").value == "政府部门或派出机构"


def test_what_was_left_empty_is_a_dash():
    assert field("area_reason", area_reason="").value == "—"


def test_a_question_whose_condition_does_not_hold_is_not_read():
    keys = [each.key for section in view(is_key_town="no").sections for each in section.fields]

    assert "town_name" not in keys


def test_neighbouring_questions_by_years_share_one_table_with_the_base_year():
    grid = next(item for section in view().sections for item in section.items if isinstance(item, ReadGrid))

    assert grid.years == (2021, 2022, 2023, 2024)
    assert grid.rows[0].cells == ("80", "95", "108", "125")
    assert grid.rows[1].cells[0] is None


def test_rows_of_a_table_are_read_by_their_headings():
    roster = field("roster")

    assert roster.headers[-2] == "上年度产值（万元）"
    assert roster.rows[0][0] == "企业名称（测试）1"


def test_files_stand_with_the_question_they_prove():
    assert [(file.name, file.url) for file in field("area_km2").files] == [("规划图.pdf", "/file/7")]


def test_the_gap_is_told_as_the_sentence_tells_it():
    answers = full_answers(POLICY, **{"output_sme.2024": "85.25"})
    check = track_check(POLICY.track("national"), assess_track(POLICY, "national", answers))
    line = next(line for aspect in check.aspects for line in aspect.criteria if "1.80个百分点" in line.sentence)

    assert (line.value, line.threshold, line.gap) == ("68.20%", "不低于70%", "1.80个百分点")
    assert line.verdict is Verdict.NOT_MET


def test_states_of_aspects_are_counted_without_those_that_do_not_occur():
    check = track_check(POLICY.track("provincial"), assess_track(POLICY, "provincial", full_answers(POLICY)))

    assert sum(count for _, count in check.tally) == len(check.aspects)
    assert Verdict.NOT_MET not in dict(check.tally)


@pytest.mark.django_db
def test_a_submission_is_read_with_its_self_check():
    case = make_case(stage=Stage.SUBMITTED)
    submission = latest_submission(case)
    read = read_view(
        POLICY, case.track, submission.answers, submission.evidence, assess_answers(case, submission.answers)
    )

    assert read.check is not None
    assert read.title == "山西省中小企业特色产业集群申报表"
