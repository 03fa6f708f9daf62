"""The formal check: every line for admission; a reason and a clause for refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.assessments.models import FormalCheck
from jiqun.assessments.queries import assessment_counts, check_items, formal_check_cases, formal_check_counts
from jiqun.assessments.services.formal_check import admit, refuse, save_check
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Declaration
from tests.factories import AT, make_case, make_county, make_province, make_seat, officer

pytestmark = pytest.mark.django_db


def all_lines(case: Declaration, ok: str = "yes", **changes: str) -> dict[str, dict[str, str]]:
    """Every line of the check answered alike, but for ``changes``."""
    return {item.id: {"ok": changes.get(item.id, ok), "remark": ""} for item in check_items(case)}


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What a refusal found, by code."""
    return [finding.code for finding in refusal.value.findings]


def test_what_a_colleague_checked_since_is_not_overwritten(as_seat: Callable[[Seat], Client]):
    case = make_case(stage=Stage.RECOMMENDED)
    save_check(case, {"letter": {"ok": "no", "remark": "缺公章"}}, by=officer(), at=AT)

    for act in (save_check, admit):
        with pytest.raises(Refused) as refusal:
            act(case, all_lines(case), seen=0, by=officer(), at=AT)
        assert codes(refusal) == ["formal_check.changed"]
    url = reverse("assessments:formal-check", args=[case.case_number])
    refused = as_seat(officer()).post(url, {"version": "0", "remark-letter": "公章齐全"})

    assert FormalCheck.objects.get().lines["letter"]["ok"] == "no"
    assert (refused.status_code, refused.context["version"]) == (422, 1)
    assert "公章齐全" in refused.content.decode()
    assert admit(case, all_lines(case), seen=1, by=officer(), at=AT).stage == Stage.ADMITTED


def test_a_remark_that_does_not_fit_is_refused_and_not_cut(as_seat: Callable[[Seat], Client]):
    case = make_case(stage=Stage.RECOMMENDED)
    url, remark = reverse("assessments:formal-check", args=[case.case_number]), "缺" * 301

    refused = as_seat(officer()).post(url, {"version": "0", "remark-letter": remark})

    assert [finding.code for finding in refused.context["findings"]] == ["text.too_long"]
    assert remark in refused.content.decode()
    assert not FormalCheck.objects.exists()


def test_a_case_with_every_line_in_order_is_admitted():
    case = make_case(stage=Stage.RECOMMENDED)

    admit(case, all_lines(case), by=officer(), at=AT)

    case.refresh_from_db()
    check = case.formal_check
    assert (case.stage, check.admitted, check.decided_by) == (Stage.ADMITTED, True, officer().person.name)


def test_admission_names_every_line_open_or_failed_with_its_clause():
    case = make_case(stage=Stage.RECOMMENDED)
    lines = all_lines(case, letter="no", form="")

    with pytest.raises(Refused) as refusal:
        admit(case, lines, by=officer(), at=AT)

    assert codes(refusal) == ["formal_check.no", "formal_check.open"]
    assert [str(finding.citation) for finding in refusal.value.findings] == [
        "《2025年度申报和复核通知》三（三）",
        "《2025年度申报和复核通知》一（三）1",
    ]
    assert not FormalCheck.objects.exists()


def test_a_refusal_keeps_reason_and_clause():
    case = make_case(stage=Stage.RECOMMENDED)

    refuse(case, all_lines(case, quota="no"), reason="推荐数量超过名额", by=officer(), at=AT)

    case.refresh_from_db()
    assert case.stage == Stage.REFUSED
    stated = "推荐数量超过名额。不符合：推荐数量未超过名额（《2025年度申报和复核通知》一（三）3）"
    assert case.formal_check.reason == stated
    assert Entry.objects.get(act="refuse").remark == stated


def test_a_refusal_without_reason_or_ground_says_both():
    case = make_case(stage=Stage.RECOMMENDED)

    with pytest.raises(Refused) as refusal:
        refuse(case, all_lines(case), reason=" ", by=officer(), at=AT)

    assert codes(refusal) == ["formal_check.reason", "formal_check.no_ground"]


def test_a_draft_may_stay_open_and_is_recorded():
    case = make_case(stage=Stage.RECOMMENDED)

    check = save_check(case, {"letter": {"ok": "no", "remark": " 缺公章 "}}, by=officer(), at=AT)

    assert check.lines["letter"] == {"ok": "no", "remark": "缺公章"}
    assert Entry.objects.get(act="save_formal_check").detail == {"answered": 1}


def test_lines_of_another_track_are_not_asked():
    case = make_case(stage=Stage.RECOMMENDED)

    check = save_check(case, {"prerequisite": {"ok": "yes"}, "made_up": {"ok": "no"}}, by=officer(), at=AT)

    assert set(check.lines) == {item.id for item in check_items(case)}
    assert "prerequisite" not in check.lines


def test_a_decided_check_is_not_changed_again():
    case = make_case(stage=Stage.RECOMMENDED)
    admit(case, all_lines(case), by=officer(), at=AT)

    with pytest.raises(Refused) as refusal:
        refuse(case, all_lines(case, form="no"), reason="改为不受理", by=officer(), at=AT)

    assert codes(refusal) == ["formal_check.closed"]
    assert case.formal_check.admitted is True


@pytest.mark.parametrize("role", [Role.PANEL_SECRETARY, Role.SIGNATORY, Role.EXPERT])
def test_only_the_officer_checks(role: Role):
    case = make_case(stage=Stage.RECOMMENDED)

    with pytest.raises(Refused) as refusal:
        admit(case, all_lines(case), by=make_seat(make_province(), role), at=AT)

    assert codes(refusal) == ["duty.wrong_seat"]


def test_tabs_count_what_they_list():
    waiting, admitted, refused = (
        make_case(make_county(f"14092{n}", f"{n}县"), stage=Stage.RECOMMENDED) for n in range(1, 4)
    )
    admit(admitted, all_lines(admitted), by=officer(), at=AT)
    refuse(refused, all_lines(refused, form="no"), reason="申报表不完整", by=officer(), at=AT)

    listed = {tab: list(formal_check_cases(officer(), tab)) for tab in ("pending", "admitted", "refused")}

    assert listed == {"pending": [waiting], "admitted": [admitted], "refused": [refused]}
    assert formal_check_counts(officer()) == {"pending": 1, "admitted": 1, "refused": 1}
    assert formal_check_counts(make_seat(make_province(), Role.EXPERT)) == {"pending": 0, "admitted": 0, "refused": 0}


def test_what_waits_is_counted_by_what_is_to_be_done_next():
    stages = [Stage.RECOMMENDED, Stage.ADMITTED, Stage.ADMITTED, Stage.REVIEWED, Stage.SPOT_CHECK, Stage.READY]
    for n, stage in enumerate(stages):
        make_case(make_county(f"14092{n}", f"{n}县"), stage=stage)

    assert assessment_counts(officer()) == {
        "to_check": 1,
        "under_review": 0,
        "to_draw": 1,
        "to_spot_check": 1,
    }


def test_an_officer_does_not_check_what_is_outside_the_territory():
    case = make_case()

    with pytest.raises(Refused) as refusal:
        admit(case, all_lines(case), by=officer(), at=AT)

    assert codes(refusal) == ["route.not_visible"]


def test_an_unchanged_check_leaves_no_record():
    case = make_case(stage=Stage.RECOMMENDED)
    for lines in (all_lines(case, ok=""), all_lines(case), all_lines(case), all_lines(case, letter="no")):
        seen = getattr(FormalCheck.objects.first(), "revision", 0)
        save_check(case, lines, seen=seen, by=officer(), at=AT)

    answered = [entry.detail["answered"] for entry in Entry.objects.filter(act="save_formal_check")]
    assert answered == [0, len(check_items(case)), len(check_items(case))]
