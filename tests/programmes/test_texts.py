"""A round prints its own words; what it does not say is printed as shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiqun.core.policy.dated import Source
from jiqun.core.policy.loader import from_plain, to_plain
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.textschema import PartText, Programme, SummaryColumn, Texts
from jiqun.core.vocabulary import Mark
from jiqun.programmes.texts import basis_of, summary_columns, text_of, words_of
from tests.factories import shanxi_policy

SOURCE = Source("测试规定", mark=Mark.ASSUMED)


def saying(*columns: SummaryColumn, **texts: str) -> RoundPolicy:
    """The shipped round with texts of its own; ``minutes__title`` stands for ``minutes.title``."""
    parts = tuple(PartText(key.replace("__", "."), text, SOURCE) for key, text in texts.items())
    return replace(shanxi_policy(), texts=Texts("own", "自定用语", SOURCE, parts, columns))


def test_a_round_prints_its_own_words() -> None:
    policy = saying(minutes__title="{meeting}记录")

    assert text_of(policy, "minutes", "title", meeting="专题会议") == "专题会议记录"


def test_what_a_round_leaves_out_is_printed_as_shipped() -> None:
    for policy in (saying(minutes__title="{meeting}记录"), replace(shanxi_policy(), texts=None), None):
        assert text_of(policy, "minutes", "decided", count=3) == "会议对下列3个集群逐一研究，决定如下："


def test_the_programme_is_named_in_every_text() -> None:
    policy = replace(shanxi_policy(), programme=Programme("专精特新中小企业", "企业", "家"))

    assert text_of(policy, "minutes", "decided", count=3) == "会议对下列3家企业逐一研究，决定如下："
    assert text_of(policy, "pages", "platform") == "专精特新中小企业认定工作平台"
    assert summary_columns(policy)[1].label == "企业名称"


def test_the_words_of_a_document_are_its_own_and_those_of_all_documents() -> None:
    days = {"first_day": date(2025, 6, 19), "counted_from": date(2025, 6, 20), "last_day": date(2025, 6, 26)}
    words = words_of(shanxi_policy(), "public_notice", **days, days=5)

    assert words["period"] == "公示自2025年6月19日公布，期限自2025年6月20日起算，至2025年6月26日止，共5个工作日。"
    assert words["annex"] == "附件"
    assert "announcement" not in words  # its facts were not given
    assert words["file_name"] == "{about}_{title}_{day}"


def test_there_is_no_text_without_its_facts_and_none_by_another_key() -> None:
    with pytest.raises(KeyError):
        text_of(None, "minutes", "title")
    with pytest.raises(KeyError):
        text_of(None, "minutes", "heading")
    with pytest.raises(KeyError):
        text_of(None, "protocol", "title")


def test_a_fact_with_braces_is_not_filled_again() -> None:
    assert text_of(None, "minutes", "title", meeting="{programme}") == "{programme}纪要"


def test_the_notice_is_cited_with_its_number_where_it_has_one() -> None:
    policy = shanxi_policy()
    numbered = replace(policy, notice=replace(policy.notice, number="晋工信函〔2025〕1号"))

    assert basis_of(policy) == f"《{policy.notice.title}》"
    assert basis_of(numbered) == f"《{policy.notice.title}》（晋工信函〔2025〕1号）"


def test_columns_are_those_that_the_round_chose() -> None:
    policy = saying(SummaryColumn("cluster", "{object}"), SummaryColumn("output_total"))

    assert [(each.key, each.label) for each in summary_columns(policy)] == [("cluster", "集群"), ("output_total", "")]


def test_texts_come_back_from_the_database_as_they_were_frozen() -> None:
    policy = saying(SummaryColumn("cluster", "名称"), minutes__title="{meeting}记录")

    assert from_plain(to_plain(policy)) == policy


def test_a_round_frozen_before_there_were_texts_is_read_and_printed_as_shipped() -> None:
    plain = to_plain(shanxi_policy())
    del plain["texts"], plain["programme"]

    assert text_of(from_plain(plain), "pages", "home_title") == "中小企业特色产业集群认定"
