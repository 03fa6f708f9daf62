"""Tables of a case are typed as lines."""

from __future__ import annotations

import pytest

from jiqun.core.figures import Unreadable
from jiqun.policies.caserows import lines_of, rows_of
from tests.factories import shanxi_policy

ROSTER = shanxi_policy().form.field("roster")


def test_a_line_with_a_number_stands_for_so_many_firms_each_with_a_name_of_its_own() -> None:
    assert rows_of(ROSTER, "企业2：创新型中小企业\n专精特新中小企业、国家高新技术企业 × 2") == [
        {"name": "企业2", "titles": ["innovative"]},
        {"name": "企业1", "titles": ["srdi", "high_tech"]},
        {"name": "企业3", "titles": ["srdi", "high_tech"]},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲公司：专精特新中小企业、专精特新“小巨人”企业",
        "专精特新中小企业 × 12",
        "甲公司：规模=large".replace("规模=large", "小型、上年度产值=1200、是否属于主导产业=是"),
        "不填 × 3",
    ],
)
def test_what_is_typed_is_shown_again_as_it_was_typed(text: str) -> None:
    assert lines_of(ROSTER, rows_of(ROSTER, text)) == text


def test_every_line_that_cannot_be_read_is_told_with_what_may_be_written() -> None:
    with pytest.raises(Unreadable) as refused:
        rows_of(ROSTER, "专精特新\n创新型中小企业 × 2\n甲公司：上年度产值=很多")

    assert "第1行：“专精特新”不是可填的内容，可写“大型”" in refused.value.sentence
    assert "第3行" in refused.value.sentence
    assert "第2行" not in refused.value.sentence


def test_more_firms_than_anybody_needs_are_refused() -> None:
    with pytest.raises(Unreadable, match="合计应不超过500行"):
        rows_of(ROSTER, "专精特新中小企业 × 9999")
