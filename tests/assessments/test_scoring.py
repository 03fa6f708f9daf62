"""Score sheets: drafts may be open, submission names everything at once, a submitted sheet is sealed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiqun.assessments.models import Scoresheet
from jiqun.assessments.queries import open_review_count, opened_sheets, review_reasons, review_tasks
from jiqun.assessments.services.scoring import Filled, save_sheet, submit_sheet
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from tests.assessments.scene import closed_panel, codes, filled, make_panel, submit_all
from tests.factories import AT, officer

pytestmark = pytest.mark.django_db


def test_a_draft_may_leave_items_open():
    task = make_panel(cases=1).assignments.first()

    save_sheet(task, Filled({"competitiveness": "２２．５"}, {"green": " 能效先进 "}, ""), by=task.expert, at=AT)

    sheet = Scoresheet.objects.get(assignment=task)
    assert (sheet.scores, sheet.remarks) == ({"competitiveness": "22.5"}, {"green": "能效先进"})
    assert (sheet.submitted_at, sheet.total) == (None, None)


def test_a_draft_with_what_is_no_number_is_refused():
    task = make_panel(cases=1).assignments.first()

    with pytest.raises(Refused) as refusal:
        save_sheet(task, Filled({"competitiveness": "较好"}, {}, ""), by=task.expert, at=AT)

    assert [(f.code, f.field) for f in refusal.value.findings] == [("score.unreadable", "competitiveness")]


@pytest.mark.parametrize("act", [save_sheet, submit_sheet])
def test_a_remark_that_does_not_fit_is_refused_and_not_cut(act):
    task = make_panel(cases=1).assignments.first()
    sheet = Filled(filled(task).points, {"green": "优" * 1001}, "")

    with pytest.raises(Refused) as refusal:
        act(task, sheet, by=task.expert, at=AT)

    assert [(f.code, f.field) for f in refusal.value.findings] == [("text.too_long", "green")]


def test_a_full_sheet_is_added_up_and_sealed():
    task = make_panel(cases=1).assignments.first()

    sheet = submit_sheet(task, filled(task), by=task.expert, at=AT)

    assert (sheet.total, sheet.submitted_at) == (Decimal(100), AT)
    with pytest.raises(Refused) as refusal:
        save_sheet(task, filled(task, "1"), by=task.expert, at=AT)
    assert codes(refusal) == ["sheet.sealed"]


def test_submission_names_everything_missing_too_high_too_fine_and_unreadable():
    task = make_panel(cases=1).assignments.first()
    sheet = filled(task, competitiveness="25.5", tiered_support="", green="3.25", digital="优")

    with pytest.raises(Refused) as refusal:
        submit_sheet(task, sheet, by=task.expert, at=AT)

    assert sorted((f.code, f.field) for f in refusal.value.findings) == [
        ("score.decimals", "green"),
        ("score.missing", "tiered_support"),
        ("score.out_of_range", "competitiveness"),
        ("score.unreadable", "digital"),
    ]


def test_the_record_of_a_submission_holds_no_points():
    task = make_panel(cases=1).assignments.first()

    submit_sheet(task, filled(task), by=task.expert, at=AT)

    assert Entry.objects.get(act="submit_sheet").detail == {"case": task.declaration.case_number}


def test_nobody_writes_the_sheet_of_another():
    mine, other = make_panel(cases=1).assignments.all()[:2]

    for by in (other.expert, officer()):
        with pytest.raises(Refused) as refusal:
            submit_sheet(mine, filled(mine), by=by, at=AT)
        assert codes(refusal) == ["sheet.foreign"]


def test_tasks_are_an_experts_own():
    panel = make_panel(cases=3, experts=8)
    expert = panel.assignments.first().expert

    assert {task.expert_id for task in review_tasks(expert)} == {expert.pk}
    assert open_review_count(expert) == panel.assignments.filter(expert=expert).count()
    assert not review_tasks(officer()).exists()


def test_sheets_and_reasons_stay_sealed_until_the_review_closes():
    panel = make_panel(cases=1)
    submit_all(panel)
    case = panel.assignments.first().declaration

    assert not opened_sheets(panel, case).exists()
    assert review_reasons(case) == []


def test_after_closing_the_sheets_open_and_reasons_carry_no_names():
    panel = closed_panel(cases=1)
    case = panel.assignments.first().declaration

    assert opened_sheets(panel, case).count() == 5
    assert review_reasons(case) == [("协同创新能力", "创新平台层次较高"), ("总体意见", "建议认定")]


def test_a_closed_review_takes_no_sheet_even_unsealed():
    panel = closed_panel(cases=1)
    task = panel.assignments.first()
    Scoresheet.objects.filter(assignment=task).update(submitted_at=None)

    with pytest.raises(Refused) as refusal:
        save_sheet(task, filled(task), by=task.expert, at=AT)

    assert codes(refusal) == ["sheet.closed"]
