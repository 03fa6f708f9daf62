"""Inputs written without a template are those that the template writes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import Context, Template
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from jiqun.ui.markup import DIRECT, direct
from jiqun.ui.renderer import FormRenderer
from jiqun.ui.specimen import FirmRows
from jiqun.ui.widgets import DayInput, QuantityInput

OPTIONS = [("", "请选择"), ("a&b", "甲<乙>"), ("c", SafeString("<em>丙</em>")), (3, "三")]
WIDGETS: list[forms.Widget] = [
    forms.TextInput({"placeholder": '"引号"', "required": True, "hidden": False, "maxlength": 12}),
    QuantityInput("万元"),
    DayInput(),
    forms.HiddenInput(),
    forms.CheckboxInput(),
    forms.Select({"class": "wide"}, choices=OPTIONS),
    forms.CheckboxSelectMultiple({"class": "wide"}, choices=OPTIONS),
    forms.RadioSelect(choices=OPTIONS),
]
GROUPED = forms.Select(choices=[("一组", [("a", "甲")]), ("b", "乙")])


def tidy(markup: str) -> str:
    """Markup without the blanks and line ends that a template leaves between tags."""
    return re.sub(r"\s+", " ", markup.strip()).replace("> <", "><")


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@given(value=st.one_of(st.none(), st.sampled_from(["a&b", "c", "3", "<i>'\"&"]), st.text(max_size=8)))
def test_the_markup_is_that_of_the_template(widget: forms.Widget, value: Any) -> None:
    given_value = [value] if isinstance(widget, forms.CheckboxSelectMultiple) and value is not None else value
    attrs = {"id": "id_x", "aria-label": "第1行 称号", "data-none": None}
    ours = widget.render("x", given_value, attrs, renderer=FormRenderer())
    theirs = widget.render("x", given_value, attrs, renderer=TemplatesSetting())

    assert widget.template_name in DIRECT
    assert tidy(ours) == tidy(theirs)


def test_options_in_groups_are_left_to_the_template() -> None:
    assert direct(GROUPED.template_name, GROUPED.get_context("x", "a", {})["widget"]) is None
    assert "<optgroup" in GROUPED.render("x", "a", renderer=FormRenderer())


def test_a_row_of_firms_asks_no_template_for_its_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    found = TemplatesSetting.get_template
    monkeypatch.setattr(TemplatesSetting, "get_template", lambda self, name: asked.append(name) or found(self, name))
    rows = FirmRows(initial=[{"name": f"企业{n}"} for n in range(20)], prefix="firms")
    page = Template("{% load jiqun %}{% rows_table rows '企业' %}").render(Context({"rows": rows}))

    assert page.count("data-row>") == 22
    assert [name for name in asked if name.startswith("django/forms/widgets/")] == []
