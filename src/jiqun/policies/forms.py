"""What is typed on the pages of drafts."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.policies.bases import Base, bases
from jiqun.ui.widgets import FileChoice

FILES = ".yaml,.yml,.zip"
ENDINGS = tuple(FILES.split(","))
MOST_OCTETS = 5_000_000


def policy_upload(label: str, **options: Any) -> forms.FileField:
    """A policy file: one YAML text, or a ZIP of a policy folder."""
    return forms.FileField(label=label, widget=FileChoice({"accept": FILES}), **options)


def check_upload(upload: Any) -> None:
    """Refuse by ending and size before anything is read."""
    if upload is None:
        return
    if not upload.name.lower().endswith(ENDINGS):
        raise forms.ValidationError("请上传由本系统导出的政策文件（.yaml）或政策文件夹压缩包（.zip）")
    if upload.size > MOST_OCTETS:
        raise forms.ValidationError(f"文件应不超过{MOST_OCTETS // 1_000_000}MB，请核对是否选错文件")


class StartForm(forms.Form):
    """What a draft begins from, and whether as next year's."""

    base = forms.ChoiceField(label="编制基础", widget=forms.RadioSelect, error_messages={"required": "请选择编制基础"})
    upload = policy_upload(
        "上传政策文件",
        required=False,
        help_text="选“上传政策文件”的在此上传；由本系统导出的单个文件或文件夹压缩包均可",
    )
    a_year_on = forms.BooleanField(
        label="以此为基础编制下一年度",
        required=False,
        initial=True,
        help_text="年度、日期、数据年度和复核年度顺延一年，标为“暂定、待通知”；其余内容照旧",
    )
    title = forms.CharField(
        label="草案名称",
        max_length=200,
        required=False,
        help_text="便于内部辨认，如“2026年度申报政策”；不填的取批次名称",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bases = {base.key: base for base in bases()}
        choices = [(key, base.origin) for key, base in self.bases.items()]
        self.fields["base"].choices = [*choices, ("upload", "上传政策文件")]  # type: ignore[attr-defined]

    def clean_upload(self) -> Any:
        """A policy file by its ending."""
        check_upload(self.cleaned_data["upload"])
        return self.cleaned_data["upload"]

    def clean(self) -> dict[str, Any]:
        """A file is there when it is to be begun from."""
        given = super().clean() or {}
        if given.get("base") == "upload" and not given.get("upload") and "upload" not in self.errors:
            self.add_error("upload", "请上传政策文件，或选择其他编制基础")
        return given

    @property
    def base_chosen(self) -> Base | None:
        """The beginning chosen; None for an uploaded file."""
        return self.bases.get(self.cleaned_data["base"])


class ImportForm(forms.Form):
    """A file in place of what was written."""

    upload = policy_upload("政策文件")
    version = forms.IntegerField(widget=forms.HiddenInput)
    checked = forms.BooleanField(
        label="知悉导入将替换草案现有内容",
        error_messages={"required": "请确认后勾选"},
    )

    def clean_upload(self) -> Any:
        """A policy file by its ending."""
        check_upload(self.cleaned_data["upload"])
        return self.cleaned_data["upload"]


class RenameForm(forms.Form):
    """Another name."""

    title = forms.CharField(label="草案名称", max_length=200, error_messages={"required": "请填写草案名称"})
    version = forms.IntegerField(widget=forms.HiddenInput)
