"""The shape of what officials type at this stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from jiqun.core.vocabulary import Level
from jiqun.declarations.models import Declaration
from jiqun.recognitions.queries import Standing, Wanted
from jiqun.recognitions.services.ministry import Answer, Document
from jiqun.ui.widgets import DayInput

PASSED, FAILED = "passed", "failed"


class ListForm(forms.Form):
    """What stands above a list, and which of the waiting cases go on it."""

    title = forms.CharField(label="名单标题", max_length=160)
    number = forms.CharField(label="文号", max_length=80, help_text="以本机关发文登记为准，同一文号只能用于一份名单。")
    issued_on = forms.DateField(label="公布日期", widget=DayInput(), help_text="应晚于公示截止日，认定有效期据此计算。")
    cases = forms.MultipleChoiceField(label="列入名单的事项", widget=forms.CheckboxSelectMultiple)

    def __init__(self, waiting: Iterable[Declaration], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {str(case.pk): case for case in waiting}
        field = self.fields["cases"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(pk, told(case)) for pk, case in self.waiting.items()]

    def given(self) -> dict[str, Any]:
        """What was typed and ticked, as the service takes it."""
        return {**self.cleaned_data, "cases": [self.waiting[pk] for pk in self.cleaned_data["cases"]]}


def told(case: Declaration) -> str:
    """A case with its place and what it is about."""
    about = f"{case.level_term.label}{case.purpose_term.label}"
    return f"{case.dossier.cluster.name}（{case.place}，{about}）"


class DocumentForm(forms.Form):
    """The document in which the ministry published its results, with the term that it gives."""

    document = forms.CharField(label="国家公布文件文号", max_length=200, help_text="例如：工信部企业函〔2025〕300号")
    issued_on = forms.DateField(label="公布日期", widget=DayInput(), help_text="不早于上报日期")
    valid_from = forms.DateField(label="有效期起", widget=DayInput(), help_text="按公布文件填写；已按政策数据预填")
    valid_until = forms.DateField(label="有效期止", widget=DayInput(), help_text="申报和复核的有效期不同的，分两次登记")

    def document_given(self) -> Document:
        """The cleaned facts of the document."""
        given = self.cleaned_data
        return Document(given["document"], given["issued_on"], given["valid_from"], given["valid_until"])


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One forwarded case with what was chosen for it."""

    case: Declaration
    result: str = ""
    reason: str = ""
    number: str = ""


def posted_results(data: Mapping[str, str], cases: Sequence[Declaration]) -> list[ResultRow]:
    """What was chosen for each case; anything but the two results counts as not announced yet."""
    rows = []
    for case in cases:
        result = data.get(f"result-{case.pk}", "")
        reason = data.get(f"reason-{case.pk}", "")
        number = data.get(f"number-{case.pk}", "")
        rows.append(ResultRow(case, result if result in (PASSED, FAILED) else "", reason, number[:60]))
    return rows


def answers_in(rows: Sequence[ResultRow]) -> list[Answer]:
    """The answers among the rows."""
    return [Answer(row.case, row.result == PASSED, row.reason, row.number) for row in rows if row.result]


class RegisterForm(forms.Form):
    """What is asked of the register; everything may be left empty."""

    q = forms.CharField(label="名称、地区或编号", required=False, max_length=60)
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "全部"), *Level.choices()])
    batch = forms.TypedChoiceField(label="认定年度", required=False, coerce=int, empty_value=None)
    standing = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *Standing.choices()])
    own = forms.ChoiceField(label="范围", required=False, choices=[("", "全国"), ("own", "本省")])

    def __init__(self, years: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["batch"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "全部"), *((year, f"{year}年") for year in years)]

    def wanted(self) -> Wanted:
        """The question put; an answer that makes no sense is left out of it."""
        self.is_valid()
        given = self.cleaned_data
        standing = given.get("standing")
        return Wanted(
            words=given.get("q", "").strip(),
            level=given.get("level", ""),
            batch=given.get("batch"),
            standing=Standing(standing) if standing else None,
            own=given.get("own") == "own",
        )
