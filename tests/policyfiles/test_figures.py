"""Figures that officials type into a file or a workbook are understood, or refused with every slip at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jiqun.policyfiles.figurebook import ROSTER_SHEET, write_template
from jiqun.policyfiles.figures import Entry, FiguresRefused, answered, read_figures
from jiqun.policyfiles.folder import policydata_root
from jiqun.policyfiles.standards import read_standard

STANDARD = read_standard("national-2022")
SOUND = policydata_root() / "cases" / "answers" / "sound.yaml"


def read(text: str, folder: Path) -> dict[str, object]:
    path = folder / "数据.yaml"
    path.write_text(text, encoding="utf-8")
    return read_figures(path, STANDARD.form).answers


def slips(text: str, folder: Path) -> list[str]:
    with pytest.raises(FiguresRefused) as refusal:
        read(text, folder)
    return refusal.value.sentences


def test_the_base_of_the_cases_is_a_file_of_figures() -> None:
    answers = read_figures(SOUND, STANDARD.form).answers

    assert answers["output_total.2024"] == "60"
    assert answers["roster"] == [
        {"name": "甲公司", "titles": ["srdi", "little_giant"], "leading": "yes"},
        {"name": "乙公司", "titles": ["innovative"], "leading": "yes"},
    ]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1,234.5", "1234.5"),
        ("１２３４．５", "1234.5"),
        ("1,234.5亿元", "1234.5"),
        ("12345万元", "1.2345"),
        ("0.10", "0.1"),
    ],
)
def test_figures_are_read_as_officials_type_them(typed: str, stored: str, tmp_path: Path) -> None:
    assert read(f"output_total.2024: '{typed}'", tmp_path) == {"output_total.2024": stored}


def test_years_may_stand_below_their_key(tmp_path: Path) -> None:
    text = "output_total:\n  2023: 53\n  2024: 60\n"

    assert read(text, tmp_path) == {"output_total.2023": "53", "output_total.2024": "60"}


def test_options_are_understood_by_label(tmp_path: Path) -> None:
    text = "veto_tax: 否\nroster:\n  - {name: 甲公司, titles: 专精特新“小巨人”企业、国家高新技术企业}\n"

    assert read(text, tmp_path) == {
        "veto_tax": "no",
        "roster": [{"name": "甲公司", "titles": ["little_giant", "high_tech"]}],
    }


def test_every_slip_is_told_at_its_line(tmp_path: Path) -> None:
    text = "output_total.2024: 六十\narea_mu: 3\narea_km2.2024: 3\noutput_sme: 3\narea_km2: 3公顷\n"

    assert slips(text, tmp_path) == [
        "数据.yaml 第1行：“2024年集群总产值”应填数字，如1,234.5，现填“六十”",
        "数据.yaml 第2行：表中没有键为“area_mu”的填报项，名称相近的有：area_km2",
        "数据.yaml 第3行：“占地面积”只填一个答案，不分年度",
        "数据.yaml 第4行：“中小企业产值”应分年度填写，如output_sme.2024",
        "数据.yaml 第5行：“占地面积”应以“平方公里”为单位填写，现填的单位是“公顷”",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- 1\n", "应逐行写明"),
        ("", "文件应有内容"),
        ("roster: 3\n", "“企业名录”应逐行填写"),
        ("roster: [{mingcheng: 甲}]\n", "没有这些列：mingcheng"),
        ("roster: [{name: {a: 1}}]\n", "应为一个答案"),
        ("roster: [{name: 甲}, 乙]\n", "每一行应写明各列"),
        ("output_total:\n  2024: {a: 1}\n", "此处应为一个答案"),
        ("area_km2: [{a: 1}]\n", "不是明细表"),
        ("veto_tax: [no, yes]\n", "只填一个答案，现为多项"),
        ("veto_tax: [no]\n", "只填一个答案，现为多项"),
        ("output_total.2024: [60, 6]\n", "“2024年集群总产值”只填一个答案"),
        ("roster: [{name: [甲, 乙]}]\n", "“企业名录第1行企业名称”只填一个答案"),
        ("roster: [{name: 甲, size: [small, micro]}]\n", "只填一个答案"),
        ("area_km2: -3\n", "不应小于0"),
        ("a: &a [x]\n", "不应使用锚点"),
    ],
)
def test_what_is_no_file_of_figures_is_refused_with_a_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    assert any(sentence in each for each in slips(text, tmp_path))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FiguresRefused, match="文件不存在"):
        read_figures(tmp_path / "none.xlsx", STANDARD.form)


def test_a_workbook_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    path.write_bytes(b"PK broken")

    with pytest.raises(FiguresRefused, match="无法读取"):
        read_figures(path, STANDARD.form)


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=4))
def test_whatever_is_typed_is_read_or_refused(typed: list[tuple[str, str]]) -> None:
    keys = ["output_total.2024", "area_km2", "veto_tax", "roster", "scope"]
    entries = [Entry("表", keys[len(key) % 5] if len(key) < 5 else key, value) for key, value in typed]
    said: list[str] = []
    try:
        answered(entries, STANDARD.form)
    except FiguresRefused as refusal:
        said = refusal.sentences

    assert all(said)


def fill(path: Path, data: dict[tuple[str, str], object], roster: list[tuple[str | int, ...]]) -> None:
    """The template with cells written in: by key and column of the first sheet, and rows of the roster."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    rows = sheets["数据"]
    places = {
        (str(row[1]), str(header)): (at, across) for at, row in enumerate(rows) for across, header in enumerate(rows[0])
    }
    for (key, header), value in data.items():
        at, across = places[key, header]
        rows[at][across] = value  # type: ignore[call-overload]
    sheets[ROSTER_SHEET] += [list(row) for row in roster]
    with xlsxwriter.Workbook(str(path)) as made:
        for name, cells in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(cells):
                sheet.write_row(at, 0, row)


def test_a_template_filled_in_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    write_template(STANDARD, path, last_year=2024)
    fill(
        path,
        {
            ("output_total", "2024年"): 60.1,
            ("output_total", "2021年"): "40亿元",
            ("area_km2", "数值"): 80,
            ("veto_tax", "数值"): "否",
        },
        [("甲公司", "", "小型", "专精特新中小企业", 1200, "是")],
    )

    assert read_figures(path, STANDARD.form).answers == {
        "output_total.2024": "60.1",
        "output_total.2021": "40",
        "area_km2": "80",
        "veto_tax": "no",
        "roster": [{"name": "甲公司", "size": "small", "titles": ["srdi"], "output": "1200", "leading": "yes"}],
    }


def test_a_column_with_a_unit_says_so(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    write_template(STANDARD, path, last_year=2024)

    assert (
        "上年度产值（万元）"
        in python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(ROSTER_SHEET).to_python()[0]
    )


def test_a_template_left_empty_answers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    write_template(STANDARD, path, last_year=2024)

    assert read_figures(path, STANDARD.form).answers == {}


def test_a_template_asks_only_what_the_criteria_look_at(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    write_template(STANDARD, path, last_year=2024)

    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name("数据").to_python()
    assert rows[0] == ["项目", "键", "单位", "数值", "2021年", "2022年", "2023年", "2024年"]
    assert {row[1] for row in rows[1:]} == {each.key for each in STANDARD.questions()} - {"roster"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({("output_total", "键"): ""}, "第3行：未写明键"),
        ({("area_km2", "键"): "output_total"}, "重复，每项只填一行"),
        ({("area_km2", "2024年"): 3}, "不分年度"),
    ],
)
def test_a_workbook_spoilt_in_one_cell_is_told_with_its_row(
    data: dict[tuple[str, str], object], sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "数据.xlsx"
    write_template(STANDARD, path, last_year=2024)
    given: dict[tuple[str, str], object] = {("output_total", "2024年"): 60, ("area_km2", "数值"): 3, **data}
    fill(path, given, [])

    with pytest.raises(FiguresRefused, match=sentence):
        read_figures(path, STANDARD.form)


def test_a_workbook_of_another_layout_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Sheet1")

    with pytest.raises(FiguresRefused, match="没有名为“数据”的工作表"):
        read_figures(path, STANDARD.form)


def test_what_is_told_twice_is_refused_and_not_decided_by_its_place(tmp_path: Path) -> None:
    text = "output_total.2024: 60\narea_km2: 80\noutput_total:\n  2024: 6\n"

    assert slips(text, tmp_path) == ["数据.yaml 第4行：这项数据已在前面填写"]


def test_an_answer_of_a_wrong_shape_does_not_hide_the_other_slips(tmp_path: Path) -> None:
    text = "area_km2:\n  x: {y: 1}\nroster: [{name: 甲}, 乙]\noutput_total.2024: 六十\n"

    assert len(slips(text, tmp_path)) == 3


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    """A workbook with these rows on its first sheet; a pair of formula and result is a formula."""
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("数据")
        for at, row in enumerate((("项目", "键", "单位", "数值", "2023年", "2024年"), *rows)):
            for across, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write_formula(at, across, cell[0], None, cell[1])
                else:
                    sheet.write(at, across, cell)
    return path


def test_a_formula_of_the_workbook_counts_for_what_it_shows(tmp_path: Path) -> None:
    path = book(tmp_path / "数据.xlsx", ("", "output_total", "", "", ("=0.1+0.2", 0.1 + 0.2), ("=3*13.3", 3 * 13.3)))

    assert read_figures(path, STANDARD.form).answers == {"output_total.2023": "0.3", "output_total.2024": "39.9"}


def test_every_spoilt_row_of_a_workbook_is_told(tmp_path: Path) -> None:
    rows = [("面积", "", "", 3), ("", "area_km2", "", 3), ("", "area_km2", "", 4), ("", "area_mu", "", 5)]

    with pytest.raises(FiguresRefused) as refusal:
        read_figures(book(tmp_path / "数据.xlsx", *rows), STANDARD.form)

    assert [each.partition("：")[0] for each in refusal.value.sentences] == [
        "数据.xlsx 数据第2行",
        "数据.xlsx 数据第4行",
        "数据.xlsx 数据第5行",
    ]


def test_a_year_has_one_column(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("数据").write_row(0, 0, ("项目", "键", "单位", "数值", "2024年", "2024"))

    with pytest.raises(FiguresRefused, match="同一年度只应有一列"):
        read_figures(path, STANDARD.form)


@pytest.mark.parametrize(
    ("unit", "cell", "stored"),
    [
        ("万元", 400000, "40"),
        ("万元", "400,000", "40"),
        ("万元", "40亿元", "40"),
        ("亿元", 40, "40"),
        ("", 40, "40"),
        ("元", 4_000_000_000, "40"),
    ],
)
def test_a_figure_is_read_in_the_unit_that_its_row_says(unit: str, cell: object, stored: str, tmp_path: Path) -> None:
    path = book(tmp_path / "数据.xlsx", ("总产值", "output_total", unit, "", cell))

    assert read_figures(path, STANDARD.form).answers == {"output_total.2023": stored}


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        ("公顷", "数据第2行：“2023年集群总产值”应以“亿元”为单位填写，现填的单位是“公顷”"),
        ("2024", "数据第2行：单位“2024”无法识别"),
    ],
)
def test_a_unit_that_does_not_fit_is_told_with_sheet_and_row(unit: str, sentence: str, tmp_path: Path) -> None:
    path = book(tmp_path / "数据.xlsx", ("总产值", "output_total", unit, "", 40))

    with pytest.raises(FiguresRefused, match=sentence):
        read_figures(path, STANDARD.form)


def test_cells_without_a_value_are_told_and_never_taken_for_empty(tmp_path: Path) -> None:
    rows = [
        ("", "output_total", "", "", ("=1/0", "#DIV/0!"), ("=x", "#NAME?")),
        ("", "area_km2", "", ("=1+1", "")),
    ]

    with pytest.raises(FiguresRefused) as refusal:
        read_figures(book(tmp_path / "数据.xlsx", *rows), STANDARD.form)

    assert refusal.value.sentences == [
        "数据.xlsx 数据第2行E列：错误值“#DIV/0!”，请改正后再使用",
        "数据.xlsx 数据第2行F列：错误值“#NAME?”，请改正后再使用",
        "数据.xlsx 数据第3行D列：公式没有计算结果，请用Excel打开并保存后再使用",
    ]
