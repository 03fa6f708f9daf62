"""Forms of the round pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate

from jiqun.core.figures import Unreadable
from jiqun.core.holidays import read_days, read_holidays, write_days, write_holidays
from jiqun.core.policy.dated import Source
from jiqun.core.policy.registers import Workdays
from jiqun.core.vocabulary import Mark
from jiqun.policies.queries import published_titles
from jiqun.programmes.queries import openable_rounds
from jiqun.ui.widgets import LongText
from jiqun.ui.wording import chinese_date

UNUSED = ("", "不使用")


SOURCES = ("published", "shipped")


class OpenRoundForm(forms.Form):
    """What a round is opened from: a policy that was approved here, or one that came with the software."""

    published = forms.ChoiceField(
        label="已发布的政策", required=False, help_text="在“政策编制”中起草、审定并发布的政策"
    )
    shipped = forms.ChoiceField(label="随系统提供的政策数据", required=False)
    checked = forms.BooleanField(
        label="已核对日期、名额、标准和来源，知悉批次开启后政策数据即固定，不能修改",
        error_messages={"required": "请核对后勾选"},
    )
    over_is_known = forms.BooleanField(
        label="知悉报送截止日期已过的批次开启后各级不能申报，且不能撤销",
        required=False,
        help_text="只在报送已截止仍需开启的，如补录往年批次，才勾选",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = [(str(pk), _named(title, moment)) for pk, title, moment in published_titles()]
        self.fields["published"].choices = [UNUSED, *approved]  # type: ignore[attr-defined]
        self.fields["shipped"].choices = [UNUSED, *openable_rounds().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        given = super().clean() or {}
        if not self.errors.keys() & set(SOURCES) and sum(bool(given.get(each)) for each in SOURCES) != 1:
            raise forms.ValidationError("请选择一份已发布的政策，或一份随系统提供的政策数据，二者择一")
        return given

    @property
    def origin(self) -> str:
        """What the round is opened from, for the record."""
        name = next(each for each in SOURCES if self.cleaned_data[each])
        words = dict(self.fields[name].choices)[self.cleaned_data[name]]  # type: ignore[attr-defined]
        return f"{self.fields[name].label}：{words}"


def _named(title: str, moment: datetime) -> str:
    return f"{title}（{chinese_date(localdate(moment))}发布）"


class WorkdaysForm(forms.Form):
    """The days off of one year, typed as the State Council's notice gives them."""

    document = forms.CharField(
        label="依据文件", max_length=200, help_text="如：国务院办公厅关于2027年部分节假日安排的通知"
    )
    clause = forms.CharField(label="文号", max_length=100, required=False)
    mark = forms.ChoiceField(
        label="数据来源", choices=[(each.value, each.label) for each in Mark], widget=forms.RadioSelect
    )
    holidays = forms.CharField(
        label="放假安排",
        widget=LongText(rows=8),
        help_text="每行一个节日，如“国庆节 10月1日至10月7日”；不连续的日期以顿号隔开",
    )
    makeup_days = forms.CharField(
        label="调休上班日",
        required=False,
        widget=LongText(rows=2),
        help_text="放假调休须上班的周末，如“1月4日、2月14日”",
    )

    def __init__(self, year: int, *args: Any, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    def clean_holidays(self) -> dict[str, tuple[date, ...]]:
        """Each holiday with its days."""
        try:
            return read_holidays(self.cleaned_data["holidays"], self.year)
        except Unreadable as unreadable:
            raise forms.ValidationError(unreadable.sentence) from None

    def clean_makeup_days(self) -> tuple[date, ...]:
        """Weekend days that are worked."""
        try:
            return read_days(self.cleaned_data["makeup_days"], self.year)
        except Unreadable as unreadable:
            raise forms.ValidationError(unreadable.sentence) from None

    def workdays(self) -> Workdays:
        """What was typed, as the calendar keeps it."""
        given = self.cleaned_data
        source = Source(given["document"], given["clause"], Mark(given["mark"]))
        return Workdays(self.year, source, given["holidays"], given["makeup_days"])


def as_typed(known: Workdays) -> dict[str, str]:
    """A year that is known, as it would be typed."""
    return {
        "document": known.source.document,
        "clause": known.source.clause,
        "mark": known.source.mark.value,
        "holidays": write_holidays(known.holidays),
        "makeup_days": write_days(known.makeup_days),
    }
