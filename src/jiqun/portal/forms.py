"""What the public types: an objection in four steps, and what is sought in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jiqun.core.vocabulary import Level
from jiqun.decisions.services.objections import Statement
from jiqun.decisions.services.objectors import person_findings
from jiqun.declarations.models import Declaration
from jiqun.recognitions.queries import Wanted
from jiqun.ui.widgets import LongText

STEPS = ("选择对象", "身份与联系方式", "异议内容与事实证据", "核对提交")
FIELDS: tuple[tuple[str, ...], ...] = (("case",), ("name", "unit", "contact"), ("statement", "facts"), ())
LONGEST = 3000
"""Characters of a text: enough for any objection, and small enough to be carried from step to step."""


def words(label: str, **options: Any) -> forms.CharField:
    """A text that must be given; why, in the words of the rule."""
    message = f"请填写{label}；匿名、无事实依据或无联系方式的异议不予受理"
    return forms.CharField(label=label, error_messages={"required": message}, **options)


class ObjectionForm(forms.Form):
    """One step of an objection; what belongs to other steps is carried along hidden, so that nothing is lost.

    Nothing of an unfinished objection is kept but in the session of its writer, which forgets it when it is filed.
    """

    case = forms.ChoiceField(
        label="对哪一项有异议",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项", "invalid_choice": "该项不在公示中，请重新选择"},
    )
    name = words("姓名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    unit = words(
        "单位",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text="没有工作单位的，填写“个人”",
    )
    contact = words(
        "联系方式",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        help_text="电话号码或电子邮箱，用于调查核实时与您联系，不对外公开",
    )
    statement = words(
        "异议内容",
        max_length=LONGEST,
        widget=LongText(rows=6, limit=LONGEST),
        help_text="认为哪些内容不实、不符合什么要求",
    )
    facts = words(
        "事实与证据",
        max_length=LONGEST,
        widget=LongText(rows=6, limit=LONGEST),
        help_text="写明事实依据和证据名称、来源；纸质证据可按公示所列地址寄送，并注明回执编号",
    )

    def __init__(self, step: int, cases: Sequence[Declaration], *args: Any, **kwargs: Any) -> None:
        """``step`` counts from 1; only its own fields are shown and asked for."""
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = [(str(case.pk), named(case)) for case in cases]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name not in FIELDS[step - 1]:
                field.required, field.widget = False, forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Names and contacts that lead to nobody are none."""
        given = self.cleaned_data
        for finding in person_findings(given.get("name", ""), given.get("contact", "")):
            if not self.fields[finding.field].widget.is_hidden:
                self.add_error(finding.field, finding.message)
        return given

    def own_errors(self, step: int) -> bool:
        """Whether something of this step is wrong; later steps are not asked yet."""
        return any(self.has_error(name) for name in FIELDS[step - 1])


def named(case: Declaration) -> str:
    """A case as the public knows it."""
    return f"{case.dossier.cluster.name}（{case.level_term.label}{case.purpose_term.label}）"


def said_in(data: Mapping[str, Any]) -> Statement:
    """The texts of an objection as posted."""
    texts = {name: str(data.get(name, "")) for name in ("name", "unit", "contact", "statement", "facts")}
    return Statement(**texts)


def step_of(field: str) -> int:
    """The step that asks for a field; the last where none does."""
    return next((place for place, names in enumerate(FIELDS, 1) if field in names), len(STEPS))


class RegisterForm(forms.Form):
    """What is sought in the register."""

    level = forms.ChoiceField(label="级别", required=False, choices=[("", "全部级别"), *Level.choices()])
    batch = forms.TypedChoiceField(label="认定年度", required=False, coerce=int, empty_value=None)
    province = forms.ChoiceField(label="省份", required=False)
    q = forms.CharField(label="名称或所在地", required=False, max_length=60)

    def __init__(self, data: Mapping[str, Any], batches: Sequence[int], provinces: Sequence[str]) -> None:
        super().__init__(data)
        years = [(str(year), f"{year}年") for year in batches]
        self.fields["batch"].choices = [("", "全部年度"), *years]  # type: ignore[attr-defined]
        self.fields["province"].choices = [("", "全部省份"), *((each, each) for each in provinces)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filter but for the province; what cannot be read does not narrow the list."""
        self.is_valid()
        kept = self.cleaned_data
        return Wanted(words=kept.get("q", "").strip(), level=kept.get("level", ""), batch=kept.get("batch"))

    def wanted_province(self) -> str:
        """The province asked for, or nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("province", ""))
