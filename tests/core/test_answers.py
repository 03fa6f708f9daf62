"""What a page posts is stored in one way, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.core.answers import (
    address,
    address_of,
    addresses_of,
    cell_address,
    key_of,
    post_name,
    read_section,
    typed,
    year_of,
)
from jiqun.core.policy.dated import Source
from jiqun.core.policy.schema import Choice, Column, Field, FieldKind, Form, Section

YEARS = (2022, 2023, 2024)
SOURCE = Source("申报通知", "一")
TITLES = (Choice("srdi", "专精特新中小企业"), Choice("little_giant", "小巨人"), Choice("champion", "单项冠军"))
CODE = "91350100M000100Y43"


def field(key, kind, **more):
    return Field(key, more.pop("label", key), kind, SOURCE, **more)


ROSTER = field(
    "roster",
    FieldKind.ROWS,
    label="企业名录",
    columns=(
        Column("name", "名称", required=True, max_chars=5),
        Column("uscc", "信用代码", FieldKind.USCC),
        Column("titles", "称号", FieldKind.CHOICES, choices=TITLES),
        Column("output", "产值", FieldKind.DECIMAL, "万元"),
        Column("since", "认定日期", FieldKind.DATE),
    ),
)


def read(asked, **posted):
    return read_section([asked], {name.replace("__", "-"): value for name, value in posted.items()}, years=YEARS)


def test_addresses_and_input_names_are_two_spellings_of_one_thing():
    for place in (address("output_total", 2024), address("area"), cell_address("roster", 0, "uscc")):
        assert address_of(post_name(place)) == place
    assert post_name("roster.0.uscc") == "roster-0-uscc"
    assert (key_of("output_total.2024"), year_of("output_total.2024")) == ("output_total", 2024)
    assert (key_of("roster.0.uscc"), year_of("roster.0.uscc"), year_of("area")) == ("roster", None, None)


def test_a_field_with_base_year_asks_one_year_more():
    plain, with_base = field("x", FieldKind.YEARS), field("x", FieldKind.YEARS, base_year=True)

    assert addresses_of(plain, YEARS) == ("x.2022", "x.2023", "x.2024")
    assert addresses_of(with_base, YEARS) == ("x.2021", "x.2022", "x.2023", "x.2024")


@pytest.mark.parametrize(
    ("asked", "posted", "stored"),
    [
        (field("x", FieldKind.TEXT), " 法兰\t锻造 ", "法兰 锻造"),
        (field("x", FieldKind.LONG_TEXT), "一\r\n二\x00\n", "一\n二"),
        (field("x", FieldKind.INTEGER, unit="人"), "1.05万人", "10500"),
        (field("x", FieldKind.DECIMAL, unit="亿元"), "１２０．８９０", "120.89"),
        (field("x", FieldKind.YES_NO), "yes", "yes"),
        (field("x", FieldKind.YES_NO), "否", "no"),
        (field("x", FieldKind.CHOICE, choices=TITLES), "小巨人", "little_giant"),
        (field("x", FieldKind.CHOICES, choices=TITLES), ["", "champion", "srdi", "srdi"], ["srdi", "champion"]),
        (field("x", FieldKind.CHOICES, choices=TITLES), "小巨人、单项冠军", ["little_giant", "champion"]),
        (field("x", FieldKind.CHOICES, choices=TITLES), [""], []),
        (field("x", FieldKind.DATE), "2024年5月1日", "2024-05-01"),
        (field("x", FieldKind.DATE), "20240501", "2024-05-01"),
        (field("x", FieldKind.DATE), "2024/5/1", "2024-05-01"),
        (field("x", FieldKind.USCC), CODE.lower(), CODE),
        (field("x", FieldKind.TEXT), "  ", None),
        (field("x", FieldKind.TEXT, digits=4), "３４８９", "3489"),
        (field("x", FieldKind.DECIMAL), "", None),
    ],
)
def test_an_answer_is_stored_in_one_way(asked, posted, stored):
    reading = read(asked, x=posted)

    assert (reading.values, reading.findings, reading.kept) == ({"x": stored}, [], {})


@pytest.mark.parametrize(
    ("asked", "posted", "sentence"),
    [
        (field("x", FieldKind.INTEGER), "12.5", "“x”应填整数，现填“12.5”"),
        (field("x", FieldKind.DECIMAL), "约120", "“x”应填数字，如1,234.5，现填“约120”"),
        (field("x", FieldKind.YES_NO), "可能", "“x”应选“是”或“否”，现为“可能”"),
        (field("x", FieldKind.CHOICE, choices=TITLES), "龙头", "“x”中没有“龙头”这一选项"),
        (field("x", FieldKind.DATE), "2024-02-30", "“x”应填日期，如2024-05-01，现填“2024-02-30”"),
    ],
)
def test_what_cannot_be_read_is_kept_as_typed_and_the_old_answer_stays(asked, posted, sentence):
    reading = read(asked, x=posted)

    assert [(each.code, each.message, each.field) for each in reading.findings] == [("form.unreadable", sentence, "x")]
    assert reading.kept == {"x": posted}
    assert reading.merged_into({"x": "7", "y": "8"}) == {"x": "7", "y": "8"}


@pytest.mark.parametrize(
    ("asked", "posted", "code", "sentence"),
    [
        (field("x", FieldKind.TEXT, max_chars=2), "一 二三", "form.too_long", "“x”限2字，现为3字，超出1字"),
        (field("x", FieldKind.TEXT, digits=4), "abcd", "form.wrong_digits", "“x”应为4位数字，现填“abcd”"),
        (field("x", FieldKind.TEXT, digits=4), "9", "form.wrong_digits", "“x”应为4位数字，现填“9”"),
        (field("x", FieldKind.DECIMAL, minimum=Decimal(0)), "-1", "form.out_of_range", "“x”不应小于0，现填-1"),
        (field("x", FieldKind.DECIMAL, maximum=Decimal(100)), "101", "form.out_of_range", "“x”不应大于100，现填101"),
        (
            field("x", FieldKind.USCC),
            CODE[:-1] + "4",
            "form.bad_code",
            f"“x”（{CODE[:-1]}4）校验不通过，请核对是否有错字",
        ),
    ],
)
def test_what_is_readable_but_wrong_is_stored_and_found(asked, posted, code, sentence):
    reading = read(asked, x=posted)

    assert [(each.code, each.message) for each in reading.findings] == [(code, sentence)]
    assert (list(reading.values), reading.kept) == (["x"], {})
    assert reading.findings[0].citation == SOURCE.citation


def test_white_space_is_free_of_the_word_limit():
    assert read(field("x", FieldKind.LONG_TEXT, max_chars=4), x="一 二\n三　四").findings == []


def test_each_year_is_an_answer_of_its_own():
    asked = field("x", FieldKind.YEARS, label="总产值", unit="亿元", base_year=True)
    reading = read(asked, x__2021="90", x__2022="", x__2023="约100")

    assert reading.values == {"x.2021": "90", "x.2022": None}
    assert reading.kept == {"x.2023": "约100"}
    assert [each.message for each in reading.findings] == ["“2023年总产值”应填数字，如1,234.5，现填“约100”"]


def test_what_was_not_posted_is_left_alone_and_what_was_emptied_is_removed():
    reading = read_section([field("x", FieldKind.TEXT), field("y", FieldKind.TEXT)], {"x": ""}, years=YEARS)

    assert reading.merged_into({"x": "1", "y": "2", "z": "3"}) == {"y": "2", "z": "3"}


def test_rows_are_read_in_order_and_empty_rows_left_out():
    posted = {
        "roster-10-name": "丙",
        "roster-2-name": "乙",
        "roster-2-titles": ["", "champion"],
        "roster-0-name": " ",
        "roster-0-titles": [""],
        "roster-1-name": "甲",
        "roster-1-uscc": CODE.lower(),
        "roster-1-output": "1,200",
        "roster-1-since": "2024.5.1",
        "roster-1-stranger": "x",
    }
    reading = read_section([ROSTER], posted, years=YEARS)

    assert reading.findings == []
    assert reading.values["roster"] == [
        {"name": "甲", "uscc": CODE, "output": "1200", "since": "2024-05-01"},
        {"name": "乙", "titles": ["champion"]},
        {"name": "丙"},
    ]


def test_one_slip_in_a_table_loses_nothing():
    reading = read(ROSTER, roster__0__name="甲", roster__0__output="约5", roster__1__name="乙")

    assert reading.values == {"roster": [{"name": "甲", "output": "约5"}, {"name": "乙"}]}
    assert reading.kept == {"roster.0.output": "约5"}
    assert [each.message for each in reading.findings] == ["“企业名录第1行产值”应填数字，如1,234.5，现填“约5”"]


def test_the_same_code_twice_is_noticed_once():
    reading = read(ROSTER, roster__0__uscc=CODE, roster__1__name="乙", roster__2__uscc=CODE)

    assert [(each.code, each.field, each.message) for each in reading.findings] == [
        ("form.duplicate_row", "roster.2.uscc", "“企业名录”第1行与第3行的信用代码相同，请核对是否重复")
    ]


def test_a_table_emptied_by_its_own_input_is_empty_and_one_not_posted_is_left_alone():
    assert read(ROSTER, roster="").values == {"roster": []}
    assert read(ROSTER).values == {}


def test_stored_answers_become_values():
    form = Form(
        "f", "表", "1", SOURCE, (Section("s", "节", (ROSTER, field("x", FieldKind.YEARS), field("d", FieldKind.DATE))),)
    )
    stored = {
        "x.2024": "120.89",
        "x.2023": "约",
        "d": "2024-05-01",
        "gone": "1",
        "roster": [{"name": "甲", "output": "约5", "titles": ["srdi"], "since": "2024-05-01"}],
    }

    assert typed(form, stored) == {
        "x.2024": Decimal("120.89"),
        "d": date(2024, 5, 1),
        "roster": [{"name": "甲", "titles": ["srdi"], "since": date(2024, 5, 1)}],
    }


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.sampled_from(list(FieldKind)), st.text(max_size=10) | st.lists(st.text(max_size=5), max_size=3))
def test_whatever_is_posted_is_stored_or_kept(kind, posted):
    if kind is not FieldKind.ROWS:
        place = "x.2024" if kind is FieldKind.YEARS else "x"
        reading = read_section([field("x", kind, choices=TITLES)], {post_name(place): posted}, years=YEARS)

        assert (place in reading.values) != (place in reading.kept)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.sampled_from(list(FieldKind)), st.text(max_size=10))
def test_reading_what_is_stored_changes_nothing(kind, posted):
    asked = field("x", kind, choices=TITLES)
    stored = read(asked, x=posted).values.get("x")
    if stored and kind is not FieldKind.ROWS:
        assert read(asked, x=stored).values == {"x": stored}
