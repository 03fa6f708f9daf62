"""Forms of the round pages."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.policyfiles.folder import shipped_titles
from jiqun.ui.widgets import FileChoice


class OpenRoundForm(forms.Form):
    """Which policy file a round is opened from: one that came with the software, or one of one's own."""

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
        choices = [("", "不使用"), *shipped_titles().items()]
        self.fields["shipped"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        given = super().clean() or {}
        if "shipped" in given and "upload" in given and bool(given["shipped"]) == bool(given["upload"]):
            raise forms.ValidationError("请选择一份随系统提供的政策数据，或上传一份自备文件，二者择一")
        return given
