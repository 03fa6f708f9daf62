"""专业镇契合度: figures of towns with their sources, how they fit, and the report (N16)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from jiqun.audit.models import Entry
from jiqun.core.assessment import CriterionResult
from jiqun.core.findings import Refused
from jiqun.core.policy.registers import TownEntry
from jiqun.core.policy.schema import CriterionKind
from jiqun.core.vocabulary import Role, Verdict
from jiqun.insights.asked import Asked, figures_asked
from jiqun.insights.fit import Fit, fit_of, fits_of, town_wording
from jiqun.insights.models import TownFigures
from jiqun.insights.populations import population
from jiqun.insights.prepared import prepare
from jiqun.insights.services import keep_town_figures
from jiqun.insights.standards import EditionTrack, edition_of
from jiqun.insights.towns import TownRecord, town_records
from jiqun.programmes.queries import policy_of
from jiqun.programmes.towns import listed_towns
from tests.factories import AT, make_city, make_county, make_province, make_round, make_seat, officer, shanxi_policy
from tests.insights.scene import FLANGES, auditor, submitted

pytestmark = pytest.mark.django_db
SOURCE = "定襄县统计局2024年统计公报"


def asked() -> tuple[Asked, ...]:
    return figures_asked(shanxi_policy())


def town(name: str = FLANGES) -> TownEntry:
    return next(each for each in listed_towns("shanxi") if each.name == name)


def record(name: str = FLANGES) -> TownRecord:
    return next(each for each in town_records(make_round(), officer()) if each.town.name == name)


def fit(name: str = FLANGES, track: str = "provincial") -> Fit:
    call = make_round()
    standard = edition_of(call).standard(track)
    assert standard is not None
    return fit_of(record(name), standard, policy_of(call).years[-1], town_wording(policy_of(call).form))


def keep(figures: dict[str, str], *, sources: dict[str, str] | None = None, seen: int = 0) -> TownFigures:
    told = sources if sources is not None else {line.key: SOURCE for line in asked() if given(line, figures)}
    return keep_town_figures(town(), asked(), figures, told, seen=seen, by=officer(), at=AT)


def given(line: Asked, figures: dict[str, str]) -> bool:
    return any(figures.get(place) for place, _ in line.places)


def whole() -> dict[str, str]:
    """Figures that meet every provincial criterion with a bound."""
    figures = {"area_km2": "32", "standards_count": "6", "platform_firms": "100", "platform_adopters": "40"}
    for key, start in (("output_total", 80), ("output_sme", 60), ("output_leading", 60), ("rd_sme", 1)):
        for line in asked():
            if line.key == key:
                figures |= {place: f"{start * 1.2**step:.2f}" for step, (place, _) in enumerate(line.places)}
    return figures | {"titles.champion.leading.yes": "1", "titles.srdi": "4"}


def test_every_listed_town_of_the_region_has_a_line():
    assert [each.town for each in town_records(make_round(), officer())] == list(listed_towns("shanxi"))


def test_a_town_without_figures_fits_nothing_and_says_what_is_missing():
    found = fit()

    assert (found.met, found.not_met, found.known) == (0, 0, 0)
    assert "集群总产值" in found.missing
    assert found.words == "尚无数据"


def test_typed_figures_are_held_against_the_standard():
    make_round()
    keep(whole())

    found = fit()

    assert (found.not_met, found.unknown) == (0, 0)
    assert found.words == f"有数据的{found.met}项（满足其一即可的按一项计）中符合{found.met}项"


def test_the_nearest_gap_is_the_smallest_part_of_its_bound():
    make_round()
    keep({**whole(), "area_km2": "50", "platform_adopters": "9.9", "standards_count": "1"})

    found = fit()

    assert found.not_met == 2
    assert found.nearest is not None
    assert found.nearest.criterion.label.startswith("工业互联网平台应用普及率")


def result(found: Fit, id: str) -> CriterionResult:
    return found.assessment.result(id)


def test_titles_left_blank_are_unknown_and_never_nought():
    make_round()
    keep({"titles.srdi": "2"})

    found = fit()

    assert [result(found, id).verdict for id in ("C2.1", "C2.2")] == [Verdict.UNKNOWN, Verdict.UNKNOWN]
    assert (found.met, found.not_met) == (0, 0)
    assert "企业中有“创新型中小企业”称号的企业数" in found.missing
    assert "专精特新中小企业" not in found.missing


def test_nought_that_was_typed_for_every_title_is_nought():
    make_round()
    keep({"titles.champion.leading.yes": "0", "titles.little_giant.leading.yes": "0"})

    assert result(fit(), "C2.1").verdict is Verdict.NOT_MET


def test_what_is_known_suffices_where_more_would_change_nothing():
    make_round()
    keep({"titles.little_giant.leading.yes": "3"})

    found = result(fit(), "C2.1")

    assert (found.verdict, found.value_text) == (Verdict.MET, "至少3家")
    assert found.sentence.startswith("仅就已知数据，")


def test_a_typed_title_leaves_the_other_titles_as_declared():
    roster = [{"name": f"企业{number}", "titles": ["srdi"], "leading": "yes"} for number in range(12)]
    submitted(is_key_town="yes", town_name=FLANGES, roster=roster)
    keep({"titles.champion.leading.yes": "0"})

    found = fit()

    assert (result(found, "C2.1").verdict, result(found, "C2.1").value) == (Verdict.NOT_MET, 0)
    assert (result(found, "C2.2").verdict, result(found, "C2.2").value) == (Verdict.MET, 12)
    sources = record().sources
    assert sources["titles.champion.leading.yes"] == SOURCE
    assert sources["titles.srdi"].endswith("（第1次提交）")


def test_a_typed_title_counts_instead_of_the_declared_firms_that_have_it():
    roster = [{"name": f"企业{number}", "titles": ["srdi", "high_tech"]} for number in range(12)]
    submitted(is_key_town="yes", town_name=FLANGES, roster=[*roster, {"name": "高新", "titles": ["high_tech"]}])
    keep({"titles.srdi": "5"})

    assert result(fit(), "C2.2").value == 6


def test_what_if_over_towns_counts_the_unknown_as_unknown_and_the_sufficient_as_met():
    make_round()
    keep({"titles.srdi": "2", "titles.little_giant.leading.yes": "3"})
    call = make_round()
    standard = edition_of(call).standard("provincial")
    assert standard is not None

    prepared = prepare(population("towns", call, officer()), standard)

    assert prepared.standing.by_criterion["C2.1"][Verdict.MET] == 1
    assert prepared.standing.by_criterion["C2.1"][Verdict.NOT_MET] == 0
    assert prepared.standing.by_criterion["C2.2"][Verdict.NOT_MET] == 0
    assert prepared.whatif.ask({"C2.1": Decimal(4)}).by_criterion["C2.1"][Verdict.MET] == 0


def test_a_title_that_counts_in_the_leading_industry_only_has_a_line_that_says_so():
    lines = {each.key: each.label for each in asked()}

    assert lines["titles.champion.leading.yes"] == "“是否属于主导产业”为“是”的制造业单项冠军企业数"
    assert "titles.champion" not in lines


def test_of_an_either_group_one_suffices_and_counts_once():
    make_round()
    keep({"titles.champion.leading.yes": "1", "titles.srdi": "20"})

    found = fit()

    assert (found.met, found.not_met) == (1, 0)


def test_both_of_an_either_group_met_count_once_and_what_does_not_apply_is_told():
    call = make_round()
    keep({**whole(), "titles.srdi": "20"})
    standard = edition_of(call).standard("provincial")
    assert standard is not None
    plain = fit()
    criteria = standard.criteria.criteria
    aside = replace(
        criteria[-1], id="C9", either="", kind=CriterionKind.RULE, rule="area_km2 > 0", when='level == "national"'
    )
    wider = replace(standard.track, criteria=replace(standard.criteria, criteria=(*criteria, aside)))

    found = fit_of(
        record(), EditionTrack(standard.edition, wider), policy_of(call).years[-1], town_wording(shanxi_policy().form)
    )

    groups = {(each.aspect, each.either or each.id) for each in criteria if each.kind is CriterionKind.FIGURE}
    assert plain.met == len(groups)
    assert (found.met, found.aside, found.whole, found.others) == (plain.met, 1, True, "另有不适用1项")


def test_figures_come_from_the_declaration_that_names_the_town():
    case = submitted(is_key_town="yes", town_name="法兰专业镇")

    found = record()

    assert found.case == case
    assert found.answers["area_km2"] == case.dossier.answers["area_km2"]
    assert case.dossier.cluster.name in found.sources["area_km2"]


def test_typed_figures_go_before_declared_ones():
    submitted(is_key_town="yes", town_name=FLANGES)
    keep({"area_km2": "41"})

    found = record()

    assert found.answers["area_km2"] == "41"
    assert found.sources["area_km2"] == SOURCE


def test_a_declaration_elsewhere_or_of_another_town_brings_nothing():
    submitted("代县", "140923", is_key_town="yes", town_name=FLANGES)
    submitted(is_key_town="yes", town_name="代州黄酒专业镇")

    assert record().case is None


def test_keeping_figures_is_written_down_with_what_they_were():
    make_round()
    keep({"area_km2": "41"})
    keep({"area_km2": "42"}, seen=1)

    entry = Entry.objects.filter(act="keep_town_figures").latest("sequence")
    assert entry.detail["before"] == {"area_km2": "41"}
    assert entry.detail["after"] == {"area_km2": "42"}
    assert FLANGES in entry.label


def test_keeping_the_same_again_writes_nothing():
    make_round()
    keep({"area_km2": "41"})
    keep({"area_km2": "41.0"}, seen=1)

    assert Entry.objects.filter(act="keep_town_figures").count() == 1


def test_an_empty_page_leaves_no_trace():
    make_round()
    keep({})

    assert not TownFigures.objects.exists()
    assert not Entry.objects.filter(act="keep_town_figures").exists()


def test_clearing_a_line_forgets_it_and_is_written_down():
    make_round()
    keep({"area_km2": "41"})
    keep({}, seen=1)

    assert record().answers == {}
    assert Entry.objects.filter(act="keep_town_figures").count() == 2


def test_a_figure_without_its_source_is_refused_and_everything_wrong_is_told_at_once():
    make_round()
    with pytest.raises(Refused) as refusal:
        keep({"area_km2": "41", "titles.srdi": "2.5", "output_total.2024": "很多"}, sources={"standards_count": SOURCE})

    told = [each.message for each in refusal.value.findings]
    assert len(told) == 4
    assert "请注明“占地面积”的数据来源" in told
    assert not TownFigures.objects.exists()


def test_who_comes_second_is_told():
    make_round()
    keep({"area_km2": "41"})

    with pytest.raises(Refused, match="他人刚刚修改"):
        keep({"area_km2": "42"})


def test_a_refusal_keeps_what_was_typed(as_seat):
    make_round()
    url = reverse("insights:town", args=[FLANGES])

    answer = as_seat(officer()).post(url, {"revision": "0", "area_km2": "１,2３4.5", "output_total-2024": "很多"})
    told = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="很多"' in told
    assert 'value="１,2３4.5"' in told


def test_the_officer_writes_figures_on_the_page(as_seat):
    make_round()
    url = reverse("insights:town", args=[FLANGES])

    as_seat(officer()).post(url, {"revision": "0", "area_km2": "1,234.5", "source-area_km2": SOURCE})

    assert TownFigures.objects.get().figures == {"area_km2": "1234.5"}


def test_others_of_the_province_read_and_do_not_write(as_seat):
    make_round()
    url = reverse("insights:town", args=[FLANGES])

    assert "保存数据" not in as_seat(auditor()).get(url).content.decode()
    assert as_seat(auditor()).post(url, {"revision": "0"}).status_code == 403


def test_cities_and_experts_are_refused_and_unknown_towns_are_not_there(as_seat):
    make_round()

    for seat in (make_seat(make_city(), Role.HANDLER), make_seat(make_province(), Role.EXPERT)):
        assert as_seat(seat).get(reverse("insights:towns")).status_code == 403
    assert as_seat(officer()).get(reverse("insights:town", args=["无此镇"])).status_code == 404


def test_the_best_fit_comes_first_and_the_priority_is_stated_with_its_clause(as_seat):
    make_round()
    keep(whole())

    told = as_seat(officer()).get(reverse("insights:towns")).content.decode()

    others = [each.name for each in listed_towns("shanxi") if each.name != FLANGES]
    assert all(told.index(FLANGES) < told.index(other) for other in others)
    assert "同等条件下重点专业镇优先，不免除任何条件" in told
    assert "三（一）" in told


def test_the_order_is_by_criteria_met_and_nothing_hidden():
    call = make_round()
    keep({"area_km2": "32", "standards_count": "1"})
    standard = edition_of(call).standard("provincial")
    assert standard is not None

    found = fits_of(town_records(call, officer()), standard, policy_of(call).years[-1])

    assert [(-each.met, each.not_met) for each in found] == sorted((-each.met, each.not_met) for each in found)
    assert found[0].record.town.name == FLANGES


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_report_is_handed_out(as_seat, kind):
    make_round()
    keep(whole())

    answer = as_seat(officer()).get(reverse("insights:towns-report", args=[kind]))

    assert answer.status_code == 200
    assert answer.content[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_workbook_names_every_town_and_the_rule(as_seat):
    make_round()

    answer = as_seat(officer()).get(reverse("insights:towns-report", args=["xlsx"]))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert all(each.name in words for each in listed_towns("shanxi"))
    assert "同等条件下重点专业镇优先" in words


def test_the_auditor_reads_the_page_and_issues_no_report(as_seat):
    make_round()
    client = as_seat(auditor())

    assert "报告（PDF）" not in client.get(reverse("insights:towns")).content.decode()
    assert client.get(reverse("insights:towns-report", args=["pdf"])).status_code == 403


def test_no_report_in_another_format(as_seat):
    make_round()

    assert as_seat(officer()).get("/insights/towns/report.docx").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_database_the_same_however_many_declared(as_seat, django_assert_max_num_queries, number):
    for place in range(40, 40 + number):
        submitted(f"测试{place}县", f"1409{place}", is_key_town="yes", town_name=FLANGES)
    client = as_seat(officer())

    with django_assert_max_num_queries(13):
        client.get(reverse("insights:towns"))


def test_verdicts_of_a_town_are_those_of_the_standard():
    make_county()
    make_round()
    keep(whole())

    assert all(each.verdict in (Verdict.MET, Verdict.JUDGED) or each.excused for each in fit().measured)


def test_a_region_without_a_list_has_no_towns():
    assert listed_towns("nowhere") == ()


def test_the_page_shows_stored_figures_as_officials_write_them(as_seat):
    make_round()
    keep({"area_km2": "1234.5"})

    told = as_seat(officer()).get(reverse("insights:town", args=[FLANGES])).content.decode()

    assert 'value="1,234.5"' in told
    assert str(TownFigures.objects.get()) == FLANGES


def test_a_source_too_long_and_a_source_without_figure_are_told():
    make_round()
    with pytest.raises(Refused) as refusal:
        keep({"area_km2": "41"}, sources={"area_km2": "统" * 121})

    assert "不超过120字" in str(refusal.value)


def test_before_any_round_there_is_no_page_and_no_report(as_seat):
    client = as_seat(officer())

    assert "目前没有批次" in client.get(reverse("insights:towns")).content.decode()
    assert "目前没有批次" in client.get(reverse("insights:effect")).content.decode()
    assert client.get(reverse("insights:towns-report", args=["pdf"])).status_code == 404
    assert client.get(reverse("insights:town", args=[FLANGES])).status_code == 404
