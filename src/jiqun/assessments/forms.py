"""The shape of what the province and the experts type; what it means is judged by the services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from jiqun.accounts.models import Authority
from jiqun.assessments.models import DefenceAdvice, SpotCheckOutcome
from jiqun.core.policy.schema import CheckItem, Scoring
from jiqun.core.vocabulary import Tier
from jiqun.ui.posted import text_in
from jiqun.ui.widgets import DayInput, LongText, MomentInput, QuantityInput


class ExpertForm(forms.Form):
    """The particulars of an expert."""

    organisation = forms.CharField(
        label="工作单位",
        max_length=120,
        error_messages={"required": "请填写工作单位：抽取专家时据此回避"},
        help_text="填写全称；与申报材料中的企业、机构同名或相关的，抽取时自动回避",
    )
    specialities = forms.CharField(
        label="专业领域", max_length=200, required=False, help_text="如：锻造工艺、工业互联网；多项以顿号分开"
    )
    city = forms.ModelChoiceField(
        label="所在市",
        queryset=Authority.objects.none(),
        required=False,
        empty_label="不限（省直、省外单位）",
        help_text="所在市的事项在抽取时自动回避",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = Authority.objects.filter(tier=Tier.CITY).order_by("code")
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]
        self.fields["city"].label_from_instance = lambda city: city.place  # type: ignore[attr-defined]


class PanelForm(forms.Form):
    """What a panel is called."""

    title = forms.CharField(label="评审组名称", max_length=120, error_messages={"required": "请填写评审组名称"})


class DrawForm(forms.Form):
    """What is announced of a draw before its seed is known."""

    title = forms.CharField(label="抽取名称", max_length=120, error_messages={"required": "请填写抽取名称"})
    seed_source = forms.CharField(
        label="种子来源",
        max_length=200,
        error_messages={"required": "请写明种子来源：抽取时才会产生、任何人可以查到的数字"},
        help_text="写明抽取时才会产生、任何人可以查到的数字，如“2025年6月10日双色球开奖号码（按公布顺序）”",
    )
    seed_known_at = forms.DateTimeField(
        label="种子产生时间",
        widget=MomentInput(),
        error_messages={
            "required": "请填写种子产生的时间，如开奖时间；在此之前不能抽取",
            "invalid": "请填写日期和时间，格式如2025-06-10 21:30",
        },
        help_text="如开奖时间；须晚于公告，在此之前不能抽取",
    )


class SeedForm(forms.Form):
    """The seed, once its source has spoken."""

    seed = forms.CharField(
        label="种子",
        max_length=120,
        error_messages={"required": "请填写种子：按公告的来源查得的数字，原样填写"},
        help_text="按公告的来源查得的数字，原样填写",
    )


class WhenAndWhereForm(forms.Form):
    """When and where a session of 答辩 sits."""

    held_on = forms.DateField(label="答辩日期", widget=DayInput(), error_messages={"required": "请填写答辩日期"})
    starts_at = forms.TimeField(
        label="开始时间",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "请填写开始时间", "invalid": "请填写时间，格式如08:30"},
    )
    minutes_each = forms.IntegerField(
        label="每项时间",
        widget=QuantityInput(unit="分钟"),
        error_messages={"required": "请填写每项时间"},
        help_text="含汇报和提问，各项时间据此推算",
    )
    place = forms.CharField(
        label="答辩地点",
        max_length=200,
        error_messages={"required": "请填写答辩地点"},
        help_text="写明地址和会议室；视频答辩的，写明接入方式",
    )


class DefenceSessionForm(WhenAndWhereForm):
    """A session with its name."""

    title = forms.CharField(label="场次名称", max_length=120, error_messages={"required": "请填写场次名称"})

    field_order = ("title", "held_on", "starts_at", "minutes_each", "place")


class DefenceForm(forms.Form):
    """What came of one defence."""

    attended = forms.ChoiceField(
        label="到场情况",
        choices=[("yes", "已到场"), ("no", "未到场")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择到场情况"},
    )
    minutes = forms.IntegerField(
        label="用时", required=False, widget=QuantityInput(unit="分钟"), help_text="已到场的须填写"
    )
    advice = forms.ChoiceField(
        label="答辩意见",
        choices=DefenceAdvice.choices(),
        required=False,
        widget=forms.RadioSelect,
        help_text="已到场的须选择；供会议研究参考",
    )
    opinion = forms.CharField(
        label="答辩情况",
        required=False,
        max_length=2000,
        widget=LongText(rows=6, limit=2000),
        help_text="建议不予推荐的，须写明理由；未到场的，可写明原因",
    )


class LookForm(forms.Form):
    """What the look on site found."""

    visited_on = forms.DateField(
        label="抽查日期",
        widget=DayInput(),
        error_messages={"required": "请填写抽查日期", "invalid": "请填写正确的日期，如2025-06-12"},
    )
    outcome = forms.ChoiceField(
        label="抽查结果",
        choices=SpotCheckOutcome.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择抽查结果"},
    )
    report = forms.CharField(
        label="抽查情况",
        widget=LongText(rows=6),
        error_messages={"required": "请写明查看了哪些地方、核对了什么；与申报不完全一致的，须写明发现的问题"},
        help_text="查看的地方和核对的内容；与申报不完全一致的，写明发现的问题",
    )


def posted_lines(data: Mapping[str, Any], items: tuple[CheckItem, ...]) -> dict[str, dict[str, str]]:
    """The lines of a formal check as posted: ``ok-<item>`` and ``remark-<item>``."""
    return {
        item.id: {"ok": str(data.get(f"ok-{item.id}", "")), "remark": text_in(data, f"remark-{item.id}")}
        for item in items
    }


def posted_points(data: Mapping[str, Any], scoring: Scoring) -> dict[str, str]:
    """Points per item as typed: ``points-<item>``."""
    return {item.id: str(data.get(f"points-{item.id}", "")).strip() for item in scoring.items}


def posted_remarks(data: Mapping[str, Any], scoring: Scoring) -> dict[str, str]:
    """Remarks per item as typed: ``remark-<item>``."""
    return {item.id: text_in(data, f"remark-{item.id}") for item in scoring.items}
