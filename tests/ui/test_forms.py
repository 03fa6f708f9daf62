"""Forms say in plain words what is wrong, beside the field and at the top."""

from __future__ import annotations

from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template

from jiqun.accounts.forms import WorkbookForm
from jiqun.policies.forms import StartForm
from jiqun.ui.specimen import FirmRows, SampleForm, grid_rows
from jiqun.ui.widgets import DayInput, FileChoice, LongText, QuantityInput

SOURCE = Path(__file__).resolve().parents[2] / "src"


class OutputForm(forms.Form):
    """One quantity and one choice."""

    output = forms.DecimalField(label="总产值", widget=QuantityInput("万元"), help_text="按统计数据填写。")
    town = forms.ChoiceField(label="专业镇", choices=[("y", "是")], widget=forms.RadioSelect)


def render(template: str, **values: object) -> str:
    """The template rendered with these values."""
    return Template("{% load jiqun %}" + template).render(Context(values))


@pytest.mark.parametrize("typed", ["286000.5", "286,000.5", "２８６，０００．５", " 286 000.5 "])
def test_a_quantity_is_read_however_it_was_typed(typed: str) -> None:
    form = OutputForm({"output": typed, "town": "y"})

    assert form.is_valid(), form.errors
    assert str(form.cleaned_data["output"]) == "286000.5"


def test_a_field_shows_label_unit_help_and_error_together() -> None:
    page = str(OutputForm({"output": "很多"})["output"].as_field_group())

    assert '<label for="id_output">总产值</label>' in page
    assert '<span class="unit">万元</span>' in page
    assert '<p class="field-help" id="id_output_helptext">按统计数据填写。</p>' in page
    assert '<p class="field-error" id="id_output_error">请填写数字，不带单位和文字</p>' in page
    assert 'aria-describedby="id_output_helptext id_output_error"' in page


def test_choices_stand_in_a_named_group() -> None:
    assert "<legend>专业镇</legend>" in str(OutputForm()["town"].as_field_group())


def test_only_optional_fields_are_marked() -> None:
    assert str(SampleForm()).count("选填") == sum(not field.required for field in SampleForm.base_fields.values())


def test_the_summary_leads_to_every_wrong_field() -> None:
    form = OutputForm({"output": ""})
    form.add_error(None, "申报已截止")
    page = render("{% error_summary form %}", form=form)

    assert "有3处需要改正" in page
    assert "<li>申报已截止</li>" in page
    assert '<a href="#id_output">总产值：请填写此项</a>' in page
    assert '<a href="#id_town_0">专业镇：请选择一项</a>' in page


def test_the_summary_counts_rows_too_and_stays_away_when_all_is_well() -> None:
    rows = FirmRows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-output": "多"})

    assert "有2处需要改正" in render("{% error_summary rows %}", rows=rows)
    assert render("{% error_summary form none %}", form=OutputForm(), none=None).strip() == ""


def test_a_grid_cell_is_named_by_row_and_year_and_says_what_is_wrong() -> None:
    page = render("{% year_grid years rows '经济规模' %}", years=[2022, 2023, 2024], rows=grid_rows())

    assert 'aria-label="主导产业产值占比 2024年"' in page
    assert '<p class="field-error" id="id_share-2024_error">2024年：请填写数字，不带单位和文字</p>' in page


def test_rows_can_be_added_without_script() -> None:
    page = render("{% rows_table rows '企业' %}", rows=FirmRows(prefix="firms"))

    assert (
        '<button class="btn btn-outline-primary btn-sm" name="add_row" value="firms" formnovalidate data-add-row>'
        in page
    )
    assert 'name="firms-TOTAL_FORMS"' in page
    assert 'name="firms-__prefix__-name"' in page


def test_a_day_input_takes_the_day_as_browsers_send_it() -> None:
    assert 'type="date"' in DayInput().render("day", None)


def test_a_file_input_brings_its_own_words() -> None:
    page = render("{% file_choice 'photo' id='id_photo' form='photos' aria_label='选择文件' multiple=True %}")

    expected = 'type="file" name="photo" id="id_photo" form="photos" aria-label="选择文件" multiple'
    assert expected in page
    assert "未选择文件" in page


def test_no_page_holds_a_bare_file_input() -> None:
    templates = [path for path in SOURCE.rglob("*.html") if 'type="file"' in path.read_text(encoding="utf-8")]

    assert [path.name for path in templates] == ["file.html"]


@pytest.mark.parametrize("form", [WorkbookForm, StartForm, SampleForm])
def test_forms_that_take_a_file_use_it(form: type[forms.Form]) -> None:
    widgets = [field.widget for field in form.base_fields.values() if isinstance(field, forms.FileField)]

    assert [type(widget) for widget in widgets] == [FileChoice]


@pytest.mark.parametrize(("limit", "told"), [(300, True), (None, False)])
def test_a_long_text_tells_its_limit(limit: int | None, told: bool) -> None:
    assert ("data-limit" in LongText(limit=limit).render("text", "")) == told
