"""The summary table has the columns that the round chose, in its order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jiqun.core.findings import SYSTEM
from jiqun.core.policy.dated import Source
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.textschema import SummaryColumn, Texts
from jiqun.core.vocabulary import Mark
from jiqun.documents.catalogue import Format, make
from jiqun.programmes.services import open_round
from jiqun.recommendations.queries import rows_of
from jiqun.recommendations.summary import columns_of, summary_sheet
from tests.factories import AT, shanxi_policy
from tests.recommendations.scenes import sent, verified

SOURCE = Source("测试规定", mark=Mark.ASSUMED)


def with_columns(*columns: SummaryColumn) -> RoundPolicy:
    """The shipped round with a summary table of its own."""
    return replace(shanxi_policy(), texts=Texts("own", "自定用语", SOURCE, (), columns))


def test_columns_stand_in_the_order_of_the_round_and_figures_name_themselves() -> None:
    policy = with_columns(
        SummaryColumn("cluster", "{object}"), SummaryColumn("area_km2"), SummaryColumn("sme_share", "占比")
    )

    assert [column.header for column in columns_of(policy)] == ["集群", "占地面积（平方公里）", "占比"]


def test_a_figure_that_the_round_does_not_know_is_left_out() -> None:
    assert [each.key for each in columns_of(with_columns(SummaryColumn("rank", "序"), SummaryColumn("gone")))] == [
        "rank"
    ]


@pytest.mark.django_db
def test_the_table_is_printed_with_these_columns() -> None:
    columns = (SummaryColumn("output_total", "产值"), SummaryColumn("cluster", "名称"), SummaryColumn("rank", "次序"))
    open_round(with_columns(*columns), by=SYSTEM, at=AT)
    names = sent(verified(["法兰"]))

    sheet = summary_sheet(names, list(rows_of(names)))

    assert sheet.rows == ((Decimal(125), "定襄县法兰产业集群", 1),)
    assert make("recommendation_summary", Format.PDF, sheet).startswith(b"%PDF")
    assert make("recommendation_summary", Format.XLSX, sheet).startswith(b"PK")
