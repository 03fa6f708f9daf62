"""Forms of the round pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate

from jiqun.policies.queries import published_titles
from jiqun.policyfiles.folder import shipped_titles
from jiqun.ui.widgets import FileChoice
from jiqun.ui.wording import chinese_date

UNUSED = ("", "不使用")


SOURCES = ("published", "shipped", "upload")


class OpenRoundForm(forms.Form):
    """What a round is opened from: a policy published here, one that came with the software, or a file."""

    published = forms.ChoiceField(
        label="已发布的政策", required=False, help_text="在“政策编制”中起草、审定并发布的政策"
    )
    shipped = forms.ChoiceField(label="随系统提供的政策数据", required=False)
    upload = forms.FileField(
        label="自备政策数据文件",
        required=False,
        widget=FileChoice(),
        help_text="由已有批次下载后更正的文件；所引用的申报表、标准等文件取随系统提供的版本",
    )
    checked = forms.BooleanField(
        label="已核对日期、名额、标准和来源，知悉批次开启后政策数据即固定，不能修改",
        error_messages={"required": "请核对后勾选"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = [(str(pk), _named(title, moment)) for pk, title, moment in published_titles()]
        self.fields["published"].choices = [UNUSED, *approved]  # type: ignore[attr-defined]
        self.fields["shipped"].choices = [UNUSED, *shipped_titles().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three."""
        given = super().clean() or {}
        if not self.errors.keys() & set(SOURCES) and sum(bool(given.get(each)) for each in SOURCES) != 1:
            raise forms.ValidationError(
                "请选择一份已发布的政策、一份随系统提供的政策数据，或上传一份自备文件，三者择一"
            )
        return given


def _named(title: str, moment: datetime) -> str:
    return f"{title}（{chinese_date(localdate(moment))}发布）"
