"""Draws: candidates and source first, the seed later, and the same sample for whoever draws again."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiqun.assessments.models import SpotCheckDraw
from jiqun.assessments.queries import draw_lots, public_draws, spot_checks_for, to_draw
from jiqun.assessments.services.draws import announce_draw, perform_draw, seed_findings, size_for
from jiqun.assessments.services.spot_check import Look, record_spot_check
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Event, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from tests.assessments import scene
from tests.assessments.scene import KNOWN, codes, make_cases, photographed, secretary
from tests.factories import AT, day, make_county, make_round, officer

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=2)


def announced(count: int = 5) -> SpotCheckDraw:
    """A draw announced over so many reviewed cases."""
    return scene.announced(make_cases(count, Stage.REVIEWED))


def test_an_announced_draw_fixes_candidates_and_size():
    draw = announced(5)

    assert (len(draw.candidates), draw.size, draw.seed) == (5, 3, "")
    assert list(public_draws()) == [draw]
    assert not to_draw(officer(), make_round()).exists()


def at_one_moment() -> tuple[SpotCheckDraw, SpotCheckDraw]:
    """Two draws announced in the same second, the earlier first."""
    cases = make_cases(6, Stage.REVIEWED)
    return scene.announced(cases[:3]), scene.announced(cases[3:], title="第二次抽查")


def test_two_draws_of_one_moment_keep_one_order():
    first, second = at_one_moment()

    assert first.announced_at == second.announced_at
    assert list(public_draws()) == [second, first]

    perform_draw(first, seed="031522", by=officer(), at=LATER)

    assert list(public_draws()) == [second, first]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(total=st.integers(min_value=0, max_value=300))
def test_the_sample_is_a_share_rounded_up_at_least_three_at_most_all(total: int):
    assert size_for(make_round(), total) == min(total, max(3, -(-total * 30 // 100)))


def test_the_sample_is_that_of_the_smallest_lots():
    draw = announced(5)

    perform_draw(draw, seed="031522", by=officer(), at=LATER)

    by_hand = sorted(draw.candidates, key=lambda number: hashlib.sha256(f"031522/{number}".encode()).hexdigest())
    drawn = set(Declaration.objects.filter(stage=Stage.SPOT_CHECK).values_list("case_number", flat=True))
    assert drawn == set(by_hand[:3])
    assert set(Declaration.objects.filter(stage=Stage.READY).values_list("case_number", flat=True)) == set(by_hand[3:])


def test_the_lots_show_the_whole_draw():
    draw = perform_draw(announced(4), seed="031522", by=officer(), at=LATER)

    table = draw_lots(draw)

    assert [row.outcome for row in table] == ["抽中", "抽中", "抽中", "未抽中"]
    assert [row.lot for row in table] == sorted(row.lot for row in table)


def test_before_the_seed_there_are_candidates_but_no_lots():
    assert {(row.lot, row.outcome) for row in draw_lots(announced(3))} == {("", "")}


def test_a_disqualified_candidate_takes_no_part():
    draw = announced(4)
    gone = Declaration.objects.get(case_number=draw.candidates[0])
    advance(gone, Event.DISQUALIFY, by=officer(), at=AT, reason="虚假申报")

    draw = perform_draw(draw, seed="031522", by=officer(), at=LATER)

    outcomes = {row.case_number: row.outcome for row in draw_lots(draw)}
    assert outcomes.pop(gone.case_number) == "未参加抽取"
    assert set(outcomes.values()) == {"抽中"}
    assert Entry.objects.get(act="perform_draw").detail["left_out"] == [gone.case_number]


def test_everything_missing_from_an_announcement_is_said_at_once():
    with pytest.raises(Refused) as refusal:
        scene.announced([], title="", seed_source=" x ", seed_known_at=None)

    assert codes(refusal) == ["draw.title", "draw.seed_source", "draw.seed_known_at", "draw.empty"]


def test_a_candidate_of_an_open_draw_is_not_announced_again():
    draw = announced(3)
    case = Declaration.objects.get(case_number=draw.candidates[0])

    with pytest.raises(Refused) as refusal:
        scene.announced([case], title="第二次")

    assert codes(refusal) == ["draw.not_waiting"]


def test_a_draw_needs_a_seed_and_happens_once():
    draw = announced(3)
    with pytest.raises(Refused) as without:
        perform_draw(draw, seed=" 123 ", by=officer(), at=LATER)
    perform_draw(draw, seed="1234", by=officer(), at=LATER)

    with pytest.raises(Refused) as again:
        perform_draw(draw, seed="2345", by=officer(), at=LATER)

    assert (codes(without), codes(again)) == (["draw.seed"], ["draw.done"])
    draw.refresh_from_db()
    assert draw.seed == "1234"


def test_only_the_officer_announces_and_draws():
    draw = announced(2)
    with pytest.raises(Refused) as announcing:
        announce_draw(make_round(), [], title="一", seed_source="开奖号码", seed_known_at=KNOWN, by=secretary(), at=AT)
    with pytest.raises(Refused) as drawing:
        perform_draw(draw, seed="1234", by=secretary(), at=LATER)

    assert (codes(announcing), codes(drawing)) == (["duty.wrong_seat"], ["duty.wrong_seat"])


def test_a_look_that_conforms_sends_the_case_to_the_meeting():
    draw = perform_draw(announced(3), seed="1234", by=officer(), at=KNOWN)
    check = draw.checks.first()

    record_spot_check(photographed(check), Look(day("2025-05-12"), "conforms", "台账一致"), by=officer(), at=AT)

    check.refresh_from_db()
    assert (check.outcome, check.recorded_at, check.declaration.stage) == ("conforms", AT, Stage.READY)
    assert Entry.objects.get(act="record_spot_check").remark == "与申报一致。台账一致。"


@pytest.mark.parametrize("outcome", ["conforms", "minor", "differs"])
def test_a_look_must_say_what_was_looked_at(outcome: str):
    check = perform_draw(announced(3), seed="1234", by=officer(), at=KNOWN).checks.first()

    with pytest.raises(Refused) as refusal:
        record_spot_check(photographed(check), Look(day("2025-05-12"), outcome, " "), by=officer(), at=AT)

    assert codes(refusal) == ["spot_check.report"]
    found = record_spot_check(
        photographed(check), Look(day("2025-05-12"), outcome, "产值口径不一致"), by=officer(), at=AT
    )
    assert found.report == "产值口径不一致"


def test_impossible_days_and_a_missing_outcome_are_named():
    check = perform_draw(announced(3), seed="1234", by=officer(), at=KNOWN).checks.first()
    found = {}
    for name, visited in (("date", None), ("future", day("2025-05-13")), ("early", day("2025-05-11"))):
        with pytest.raises(Refused) as refusal:
            record_spot_check(photographed(check), Look(visited, "", "台账一致"), by=officer(), at=AT)
        found[name] = codes(refusal)

    assert found == {name: [f"spot_check.{name}", "spot_check.outcome"] for name in ("date", "future", "early")}


def test_an_outcome_is_recorded_once():
    check = perform_draw(announced(3), seed="1234", by=officer(), at=KNOWN).checks.first()
    look = Look(day("2025-05-12"), "conforms", "台账一致")
    record_spot_check(photographed(check), look, by=officer(), at=AT)

    with pytest.raises(Refused) as refusal:
        record_spot_check(photographed(check), look, by=officer(), at=AT)

    assert codes(refusal) == ["spot_check.recorded"]


def test_open_looks_come_first_and_only_to_the_province():
    draw = perform_draw(announced(3), seed="1234", by=officer(), at=KNOWN)
    done = draw.checks.first()
    record_spot_check(photographed(done), Look(day("2025-05-12"), "conforms", "台账一致"), by=officer(), at=AT)

    assert list(spot_checks_for(officer()))[-1] == done
    assert not spot_checks_for(make_county().seats.first()).exclude(declaration__county=make_county()).exists()


def test_the_seed_must_come_after_the_announcement():
    with pytest.raises(Refused) as refusal:
        scene.announced(make_cases(3, Stage.REVIEWED), seed_known_at=AT)

    assert codes(refusal) == ["draw.seed_known"]


@given(minutes=st.integers(1, 10_000), early=st.integers(1, 10_000))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_draws_before_the_seed_can_be_known(minutes: int, early: int):
    known = AT + timedelta(minutes=minutes)
    draw = SpotCheckDraw(seed_source="6月10日开奖号码", seed_known_at=known)

    assert [each.code for each in seed_findings(draw, "58213", known - timedelta(seconds=early))] == ["draw.early"]
    assert seed_findings(draw, "58213", known) == []
