"""What a form says: of a wrong shape in the words of the programme, of a refused act beside the field it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms

from jiqun.core.findings import Finding

EARLIEST, LATEST = 1900, 2199
"""The years in which a day on a form may lie."""

SENTENCES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "请填写此项"},
    forms.IntegerField: {"invalid": "请填写整数，不带单位和文字"},
    forms.DecimalField: {"invalid": "请填写数字，不带单位和文字"},
    forms.DateField: {"invalid": "请填写日期，格式如2025-05-31"},
    forms.DateTimeField: {"invalid": "请填写日期和时间，格式如2025-05-31 14:03"},
    forms.ChoiceField: {"required": "请选择一项", "invalid_choice": "所选项不在可选范围内，请重新选择"},
    forms.MultipleChoiceField: {"required": "请至少选择一项", "invalid_choice": "所选项不在可选范围内，请重新选择"},
    forms.ModelChoiceField: {"required": "请选择一项", "invalid_choice": "所选项不存在或不在办理范围内，请重新选择"},
    forms.ModelMultipleChoiceField: {
        "required": "请至少选择一项",
        "invalid_choice": "所选项不在办理范围内，请重新选择",
    },
    forms.BooleanField: {"required": "请勾选确认"},
    forms.FileField: {
        "required": "请上传文件",
        "missing": "请上传文件",
        "empty": "文件内容为空，请检查后重新上传",
        "invalid": "文件未能上传，请重新选择",
    },
}


def speak_plainly() -> None:
    """Put the sentences in place of the framework's, for every form."""
    for field, sentences in SENTENCES.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **sentences}
    forms.DateField.default_validators = [plausible]


def plausible(day: date) -> None:
    """Refuse a day that can only be a slip: far from it, calendars and databases end."""
    if not EARLIEST <= day.year <= LATEST:
        raise forms.ValidationError(f"请填写{EARLIEST}年至{LATEST}年之间的日期", code="implausible")


def into_form(form: forms.Form, findings: Iterable[Finding]) -> list[Finding]:
    """Give each finding to the field it is about; what belongs to no field comes back for the top of the page."""
    rest = []
    for finding in findings:
        if finding.field in form.fields:
            if not form.has_error(finding.field):
                form.add_error(finding.field, finding.message)
        else:
            rest.append(finding)
    return rest
