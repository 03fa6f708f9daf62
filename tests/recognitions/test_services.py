"""Lists, the ministry's answers, re-evaluation, revocation and the registers of other years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiqun.audit.models import Entry
from jiqun.audit.queries import verify_chain
from jiqun.core.findings import SYSTEM, Refused
from jiqun.core.policy.dated import Source
from jiqun.core.policy.registers import ListValidity, PastCluster, PastClusters
from jiqun.core.vocabulary import Level, Mark, Role, Stage
from jiqun.decisions.models import PublicNotice
from jiqun.declarations.models import Cluster, Declaration
from jiqun.policyfiles.folder import read_past_clusters
from jiqun.recognitions.held import holds
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList, RecognitionState
from jiqun.recognitions.services.granting import grant
from jiqun.recognitions.services.lists import cancel_list, issue_list
from jiqun.recognitions.services.ministry import Answer, Document, record_ministry_results
from jiqun.recognitions.services.re_evaluation import open_re_evaluation
from jiqun.recognitions.services.registers import load_past_clusters
from jiqun.recognitions.services.revocation import disqualify, revoke
from tests.factories import AT, make_case, make_city, make_county, make_next_round, make_round, make_seat, officer
from tests.recognitions.scenes import cleared, drawn_up, recognised, signatory

pytestmark = pytest.mark.django_db
DOCUMENT = "工信厅企业函〔2025〕300号"


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


def stage_of(case):
    return Declaration.objects.get(pk=case.pk).stage


def answered(case, passed, **changes):
    said = Answer(case, passed, changes.pop("reason", ""), changes.pop("number", ""))
    document = Document(**{"number": DOCUMENT, "issued_on": date(2025, 5, 12), **changes})
    return next(iter(record_ministry_results([said], document, by=officer(), at=AT)), None)


def test_issuing_a_provincial_list_recognises_and_numbers_its_cases():
    made = drawn_up(cleared(2))

    granted = issue_list(made, by=signatory(), at=AT)

    assert [(each.number, each.valid_from, each.valid_until) for each in granted] == [
        ("省集群〔2025〕001号", date(2025, 5, 12), date(2028, 5, 11)),
        ("省集群〔2025〕002号", date(2025, 5, 12), date(2028, 5, 11)),
    ]
    assert {stage_of(case) for case in made.cases.all()} == {Stage.RECOGNISED}
    assert verify_chain().holds


def test_the_validity_carries_how_well_its_number_is_founded():
    granted = issue_list(drawn_up(cleared()), by=signatory(), at=AT)

    assert [(each.validity_mark, each.mark) for each in granted] == [("A", "V")]


def test_issuing_a_national_list_forwards_and_recognises_nothing():
    made = drawn_up(cleared(1, "national"), ListKind.FORWARDED)

    assert issue_list(made, by=signatory(), at=AT) == []
    assert stage_of(made.cases.get()) == Stage.FORWARDED


def test_a_list_is_issued_once():
    made = drawn_up(cleared())
    issue_list(made, by=signatory(), at=AT)

    with pytest.raises(Refused) as refusal:
        issue_list(made, by=signatory(), at=AT)

    assert codes(refusal) == ["list.issued"]
    assert Recognition.objects.count() == 1


def test_the_officer_cannot_issue_while_sign_off_is_wanted():
    made = drawn_up(cleared())

    with pytest.raises(Refused) as refusal:
        issue_list(made, by=officer(), at=AT)

    assert codes(refusal) == ["route.wrong_seat"]
    assert Recognition.objects.count() == 0


def test_a_list_names_every_case_that_left_the_road_and_issues_none():
    cases = cleared(3)
    made = drawn_up(cases)
    for case in cases[:2]:
        disqualify(case, reason="提供虚假材料", by=officer(), at=AT)

    with pytest.raises(Refused) as refusal:
        issue_list(made, by=signatory(), at=AT)

    assert codes(refusal) == ["list.case_gone", "list.case_gone"]
    assert stage_of(cases[2]) == Stage.CLEARED


def test_everything_wrong_with_a_list_is_said_at_once():
    drawn_up(cleared())
    ready = make_case(make_county("140981", "原平市"), stage=Stage.READY)

    with pytest.raises(Refused) as refusal:
        drawn_up([ready], title=" ")

    assert codes(refusal) == ["list.title", "list.number_used", "list.case"]


def test_a_case_stands_on_one_list_only():
    cases = cleared()
    drawn_up(cases)

    with pytest.raises(Refused) as refusal:
        drawn_up(cases, number="晋工信企业函〔2025〕109号")

    assert codes(refusal) == ["list.case"]


@pytest.mark.parametrize(("track", "kind"), [("national", ListKind.PROVINCIAL), ("provincial", ListKind.FORWARDED)])
def test_a_case_goes_on_the_list_of_its_level(track, kind):
    with pytest.raises(Refused) as refusal:
        drawn_up(cleared(1, track), kind)

    assert codes(refusal) == ["list.case"]


def test_a_list_is_dated_after_the_notice_of_its_cases():
    cases = cleared()
    notice = PublicNotice.objects.create(
        round=make_round(),
        title="公示",
        first_day=date(2025, 5, 6),
        last_day=date(2025, 5, 12),
        working_days=5,
        contact="中小企业处",
        prepared_at=AT,
        prepared_by="张三",
        opened_at=AT,
        closed_at=AT,
    )
    notice.cases.set(cases)

    with pytest.raises(Refused) as refusal:
        drawn_up(cases)

    assert codes(refusal) == ["list.too_early"]


def test_a_cancelled_list_frees_its_cases_and_can_no_longer_be_issued():
    cases = cleared()
    made = drawn_up(cases)
    cancel_list(made, by=officer(), at=AT)

    with pytest.raises(Refused) as refusal:
        issue_list(made, by=signatory(), at=AT)

    assert codes(refusal) == ["list.gone"]
    assert drawn_up(cases).cases.count() == 1


def test_an_issued_list_cannot_be_cancelled():
    made = drawn_up(cleared())
    issue_list(made, by=signatory(), at=AT)

    with pytest.raises(Refused) as refusal:
        cancel_list(made, by=officer(), at=AT)

    assert codes(refusal) == ["list.issued"]


def test_a_city_cannot_draw_up_a_list():
    with pytest.raises(Refused) as refusal:
        drawn_up(cleared(), by=make_seat(make_city(), Role.SIGNATORY))

    assert codes(refusal) == ["list.wrong_seat"]
    assert RecognitionList.objects.count() == 0


def test_the_ministry_recognises_for_calendar_years():
    case = make_case(track="national", stage=Stage.FORWARDED)

    recognition = answered(case, True)

    assert recognition is not None
    assert (recognition.valid_from, recognition.valid_until) == (date(2025, 1, 1), date(2027, 12, 31))
    assert (recognition.source, stage_of(case)) == (DOCUMENT, Stage.RECOGNISED)


def test_a_case_that_the_ministry_declines_has_no_recognition():
    case = make_case(track="national", stage=Stage.FORWARDED)

    assert answered(case, False) is None
    assert stage_of(case) == Stage.NOT_RECOGNISED


def test_what_the_register_knew_from_the_press_becomes_the_recognition():
    case = make_case(track="national", stage=Stage.FORWARDED)
    known = recognised(case.county, batch=2025, source="公开报道", mark="S")

    recognition = answered(case, True)

    assert recognition is not None
    assert (recognition.pk, recognition.mark, recognition.source) == (known.pk, "V", DOCUMENT)


def namesakes(**facts):
    """Two cases of different counties whose clusters bear the same name."""
    cases = [make_case(make_county(f"1409{n}", place), **facts) for n, place in (("21", "甲县"), ("22", "乙县"))]
    Cluster.objects.update(name="法兰锻造产业集群")
    return [Declaration.objects.get(pk=case.pk) for case in cases]


def test_clusters_of_the_same_name_in_two_counties_are_both_recognised():
    cases = namesakes(stage=Stage.CLEARED)

    granted = issue_list(drawn_up(cases), by=signatory(), at=AT)

    assert [(each.cluster, each.name, each.county) for each in granted] == [
        (cases[0].dossier.cluster, "法兰锻造产业集群", "甲县"),
        (cases[1].dossier.cluster, "法兰锻造产业集群", "乙县"),
    ]


def test_what_the_register_knew_of_a_namesake_stays_the_namesakes():
    one, other = namesakes(track="national", stage=Stage.FORWARDED)
    known = recognised(batch=2025, cluster=one.dossier.cluster, name="法兰锻造产业集群", county="甲县")

    assert answered(other, True) != known
    assert answered(one, True) == known


def test_a_cluster_is_recognised_once_on_a_level_and_in_a_year():
    first = cleared()[0]
    issue_list(drawn_up([first]), by=signatory(), at=AT)
    again = make_case(first.county, call=make_next_round(), stage=Stage.FORWARDED)

    with pytest.raises(Refused) as refusal:
        grant(again, AT.date())

    assert codes(refusal) == ["recognition.exists"]


def test_a_renewal_starts_the_day_after_the_old_one_ends():
    held = recognised()
    case = make_case(track="re_evaluation", stage=Stage.FORWARDED)

    renewed = answered(case, True)

    assert renewed is not None
    assert (renewed.previous, renewed.valid_from, renewed.valid_until) == (held, date(2026, 1, 1), date(2028, 12, 31))


def test_the_newest_recognition_is_the_one_renewed():
    recognised(batch=2019, valid_from=date(2020, 1, 1), valid_until=date(2022, 12, 31))
    newest = recognised()

    renewed = answered(make_case(track="re_evaluation", stage=Stage.FORWARDED), True)

    assert renewed is not None
    assert renewed.previous == newest


def test_a_recognition_that_is_not_renewed_lapses_with_a_reason():
    held = recognised()
    case = make_case(track="re_evaluation", stage=Stage.FORWARDED)
    answered(case, False, reason="三年目标未完成")
    held.refresh_from_db()

    assert (stage_of(case), held.state, held.note) == (Stage.LAPSED, RecognitionState.LAPSED, "三年目标未完成")


def test_everything_wrong_with_the_ministrys_answers_is_said_at_once():
    lapsing = make_case(track="re_evaluation", stage=Stage.FORWARDED)
    elsewhere = make_case(make_county("140981", "原平市"), track="national", stage=Stage.CLEARED)

    with pytest.raises(Refused) as refusal:
        record_ministry_results(
            [Answer(lapsing, passed=False), Answer(elsewhere, passed=True)],
            Document("x", (AT + timedelta(days=1)).date()),
            by=officer(),
            at=AT,
        )

    assert codes(refusal) == ["ministry.document", "ministry.future", "ministry.reason", "ministry.not_forwarded"]
    assert stage_of(lapsing) == Stage.FORWARDED


def test_a_result_is_recorded_once():
    case = make_case(track="national", stage=Stage.FORWARDED)
    answered(case, True)

    with pytest.raises(Refused) as refusal:
        answered(case, True)

    assert codes(refusal) == ["ministry.not_forwarded"]


def test_the_county_opens_the_re_evaluation_of_its_own_recognition():
    held = recognised()

    case = open_re_evaluation(held, make_round(), by=make_seat(make_county(), Role.HANDLER), at=AT)

    assert (case.track, case.stage, case.dossier.cluster) == ("re_evaluation", Stage.DRAFT, held.cluster)


@pytest.mark.parametrize("changes", [{"batch": 2024}, {"state": RecognitionState.REVOKED}])
def test_only_recognitions_of_the_year_that_still_hold_are_re_evaluated(changes):
    held = recognised(**changes)

    with pytest.raises(Refused) as refusal:
        open_re_evaluation(held, make_round(), by=make_seat(make_county(), Role.HANDLER), at=AT)

    assert codes(refusal) == ["re_evaluation.not_due"]


def test_a_county_does_not_open_the_re_evaluation_of_another():
    other = make_seat(make_county("140981", "原平市"), Role.HANDLER)

    with pytest.raises(Refused) as refusal:
        open_re_evaluation(recognised(), make_round(), by=other, at=AT)

    assert codes(refusal) == ["re_evaluation.not_due"]


def test_revoking_moves_the_case_and_keeps_the_reason():
    [recognition] = issue_list(drawn_up(cleared()), by=signatory(), at=AT)

    revoke(recognition, reason="发生重大环境事故", by=officer(), at=AT)
    recognition.refresh_from_db()

    assert (recognition.state, recognition.note) == (RecognitionState.REVOKED, "发生重大环境事故")
    assert stage_of(recognition.declaration) == Stage.REVOKED


def test_a_recognition_without_a_case_is_revoked_on_the_record():
    recognition = recognised()

    revoke(recognition, reason="工信部公告撤销", by=officer(), at=AT)

    assert Entry.objects.get(subject=f"recognition:{recognition.pk}").remark == "工信部公告撤销"


@pytest.mark.parametrize(
    ("changes", "reason", "expected"),
    [
        ({}, " ", "revoke.reason"),
        ({"cluster": None}, "虚假申报", "revoke.foreign"),
        ({"state": RecognitionState.REVOKED}, "虚假申报", "revoke.done"),
    ],
)
def test_a_recognition_is_revoked_once_with_a_reason_and_at_home(changes, reason, expected):
    recognition = recognised(**changes)

    with pytest.raises(Refused) as refusal:
        revoke(recognition, reason=reason, by=officer(), at=AT)

    assert codes(refusal) == [expected]


def test_a_county_revokes_nothing():
    with pytest.raises(Refused) as refusal:
        revoke(recognised(), reason="虚假申报", by=make_seat(make_county(), Role.SIGNATORY), at=AT)

    assert codes(refusal) == ["revoke.wrong_seat"]


def test_disqualifying_needs_a_reason():
    with pytest.raises(Refused) as refusal:
        disqualify(cleared()[0], reason="  ", by=officer(), at=AT)

    assert codes(refusal) == ["route.reason_missing"]


def test_a_list_of_the_province_from_before_counts_as_provincial_recognition():
    source = Source("某省级名单", mark=Mark.VERIFIED)
    entry = PastCluster(2024, "山西省", "定襄县", "定襄县法兰锻造产业集群", source, city="忻州市")
    validity = ListValidity(date(2024, 8, 1), date(2027, 7, 31), source)
    make_county()

    made = load_past_clusters(
        [PastClusters("2024年度省级名单", source, validity, (entry,), Level.PROVINCIAL)], by=SYSTEM, at=AT
    )

    (known,) = Recognition.objects.all()
    assert (made, known.level, known.valid_until) == (1, Level.PROVINCIAL, date(2027, 7, 31))
    assert [holds(known.cluster_id, level, AT.date()) for level in (Level.PROVINCIAL, Level.NATIONAL)] == [True, False]


def test_past_lists_are_loaded_once_with_their_validity_and_marks():
    make_county()
    made = load_past_clusters(read_past_clusters(), by=SYSTEM, at=AT)
    again = load_past_clusters(read_past_clusters(), by=SYSTEM, at=AT)
    ours = Recognition.objects.get(county="定襄县")

    assert (made, again) == (72, 0)
    assert (ours.valid_from, ours.valid_until) == (date(2025, 1, 1), date(2027, 12, 31))
    assert (ours.mark, ours.validity_mark) == ("S", "A")
    assert ours.cluster is not None
    assert ours.cluster.niche == "法兰锻造"


def test_a_national_recognition_has_the_number_and_the_term_of_the_published_list_and_no_other():
    case = make_case(track="national", stage=Stage.FORWARDED)

    plain = answered(case, True, valid_from=date(2026, 1, 1), valid_until=date(2028, 12, 31))
    other = make_case(make_county("140981", "原平市"), track="national", stage=Stage.FORWARDED)
    numbered = answered(other, True, number="国01")

    assert plain is not None
    assert numbered is not None
    assert (plain.number, numbered.number) == ("", "国01")
    assert (plain.valid_from, plain.valid_until, plain.validity_mark) == (date(2026, 1, 1), date(2028, 12, 31), "V")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issued_on": date(2025, 5, 11)}, "ministry.too_early"),
        ({"valid_from": date(2026, 1, 1), "valid_until": date(2025, 12, 31)}, "ministry.term"),
        ({"valid_from": date(2022, 1, 1), "valid_until": date(2025, 5, 12)}, "ministry.term"),
        ({"number": "x"}, "ministry.document"),
    ],
)
def test_days_out_of_order_and_half_a_number_are_refused(changes, code):
    case = make_case(track="national", stage=Stage.FORWARDED)
    document = Document(**{"number": DOCUMENT, "issued_on": date(2025, 5, 12), **changes})

    with pytest.raises(Refused) as refusal:
        record_ministry_results([Answer(case, passed=True)], document, by=officer(), at=AT)

    assert codes(refusal) == [code]
