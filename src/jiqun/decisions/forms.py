"""The shape of what is typed at this stage; what it means is judged by the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from jiqun.accounts.models import Seat
from jiqun.decisions.briefing import Typed, matter
from jiqun.decisions.models import Channel, ObjectionState, Outcome
from jiqun.decisions.queries import BY_MATTER
from jiqun.decisions.services.deliberation import Agenda, Resolution
from jiqun.decisions.services.objections import LABELS, Statement
from jiqun.decisions.services.receiving import Received
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.ui.posted import keys_in
from jiqun.ui.widgets import DayInput, LongText

OUTCOME, REASON = "outcome-", "reason-"
ACCEPT, REJECT = "accept", "reject"
DISMISS, UPHOLD = "dismiss", "uphold"
ACTS = {
    ObjectionState.FILED: [(ACCEPT, "受理，开展调查核实"), (REJECT, "不予受理，并说明理由")],
    ObjectionState.ACCEPTED: [
        (DISMISS, "异议不成立，继续公示"),
        (UPHOLD, "异议成立，退出本次公示，重新提交会议研究"),
    ],
}


def words(label: str, **options: Any) -> forms.CharField:
    """A line of text that must be filled in unless told otherwise."""
    return forms.CharField(label=label, error_messages={"required": f"请填写{label}"}, **options)


def day(label: str, **options: Any) -> forms.DateField:
    """A day that must be given."""
    messages = {"required": f"请填写{label}", "invalid": f"{label}无法识别，请按“2025-06-01”的格式填写"}
    return forms.DateField(label=label, widget=DayInput(), error_messages=messages, **options)


class MeetingForm(forms.Form):
    """What is known of a meeting."""

    title = words("会议名称", max_length=120, help_text="如：2025年度认定工作专题会议")
    held_on = day("召开日期")
    number = words("纪要编号", max_length=60, required=False)
    place = words("地点", max_length=120, required=False)
    chair = words("主持人", max_length=60, required=False)
    attendees = words("参会人员", widget=LongText(rows=2), help_text="多人以顿号分开")
    minutes = words(
        "会议纪要",
        widget=LongText(rows=6),
        required=False,
        help_text="会议听取的情况和形成的共同意见；每项结论在下表逐项登记",
    )

    def agenda(self) -> Agenda:
        """The cleaned facts of the meeting."""
        return Agenda(**self.cleaned_data)


class NoticeForm(forms.Form):
    """The wording of a notice and its first day."""

    title = words("公示标题", max_length=160)
    first_day = day("公示日期", help_text="公布当日不计入公示期")
    contact = words(
        "受理异议方式",
        max_length=300,
        widget=LongText(rows=3),
        help_text="受理单位、联系电话、通信地址和电子邮箱",
    )


class FirstDayForm(forms.Form):
    """Only the first day, to work the period out."""

    first_day = day("公示日期")


class EnteredObjectionForm(forms.Form):
    """An objection made in writing or by telephone, as the office enters it."""

    case = forms.ChoiceField(label="所涉事项", error_messages={"required": "请选择所涉事项"})
    channel = forms.ChoiceField(
        label="提出方式",
        choices=[choice for choice in Channel.choices() if choice[0] != Channel.ONLINE],
        error_messages={"required": "请选择提出方式"},
    )
    received_on = day("收到日期", help_text="须在公示期内；信函以收到之日为准")
    name = words("姓名", max_length=60)
    unit = words("单位", max_length=120, help_text="没有工作单位的，填写“个人”")
    contact = words("联系方式", max_length=120, help_text="电话号码或电子邮箱")
    statement = words("异议内容", max_length=3000, widget=LongText(rows=5, limit=3000))
    facts = words("事实与证据", max_length=3000, widget=LongText(rows=5, limit=3000))

    def __init__(self, cases: Sequence[Declaration], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(case.pk), f"{case.dossier.cluster.name}（{matter(case)}）") for case in cases]
        self.fields["case"].choices = [("", "请选择"), *named]  # type: ignore[attr-defined]

    def said(self) -> Statement:
        """The cleaned texts."""
        return Statement(**{name: self.cleaned_data[name] for name in LABELS})

    def received(self) -> Received:
        """How and when it came."""
        return Received(Channel(self.cleaned_data["channel"]), self.cleaned_data["received_on"])


class ObjectionForm(forms.Form):
    """What is to become of an objection, and the answer to the objector."""

    act = forms.ChoiceField(label="处理结果", widget=forms.RadioSelect, error_messages={"required": "请选择处理结果"})
    answer = forms.CharField(
        label="处理意见",
        widget=LongText(rows=5),
        required=False,
        error_messages={"required": "请写明调查情况和结论"},
        help_text="异议人凭回执编号可以看到；受理的可写明办理安排，不予受理的须写明理由，异议成立或不成立的须写明调查情况和结论",
    )

    def __init__(self, state: ObjectionState, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = ACTS.get(state, [])  # type: ignore[attr-defined]
        self.fields["answer"].required = state == ObjectionState.ACCEPTED


def posted_first_day(data: Mapping[str, Any]) -> date | None:
    """The first day as posted, or None when it is none."""
    form = FirstDayForm(data)
    return form.cleaned_data["first_day"] if form.is_valid() else None


def typed_for(data: Mapping[str, Any]) -> dict[int, Typed]:
    """What was typed for each case, by its key: ``outcome-<key>`` and ``reason-<key>``."""
    names = {name.rpartition("-")[2] for name in data if name.startswith((OUTCOME, REASON))}
    return {
        key: Typed(str(data.get(f"{OUTCOME}{key}", "")), str(data.get(f"{REASON}{key}", ""))) for key in keys_in(names)
    }


def resolutions(typed: Mapping[int, Typed], seat: Seat) -> list[Resolution]:
    """What was decided, for cases the seat may see; those without an outcome were not discussed."""
    decided = {key: said for key, said in typed.items() if said.outcome in Outcome.codes()}
    cases = visible_to(seat).select_related("spot_check").filter(pk__in=decided).order_by("case_number")
    return [Resolution(case, Outcome(decided[case.pk].outcome), decided[case.pk].reason) for case in cases]


def chosen_cases(data: Any, seat: Seat) -> list[Declaration]:
    """The cases ticked under ``cases``, of those the seat may see."""
    return list(visible_to(seat).filter(pk__in=keys_in(data.getlist("cases"))).order_by(*BY_MATTER, "case_number"))
