"""What is asked of lists; an answer that makes no sense is left out of the question."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Level, Purpose, Stage, Tier
from jiqun.desk.queries import Asked, Group, Order, Wanted, cities
from jiqun.programmes.models import Round
from jiqun.ui.widgets import DayInput

ALL = ("", "全部")


class CasesForm(forms.Form):
    """Filters above the list of cases."""

    q = forms.CharField(label="名称、领域、地区或编号", required=False, max_length=60)
    round = forms.ChoiceField(label="批次", required=False)
    group = forms.ChoiceField(label="环节", required=False, choices=[ALL, *Group.choices()])
    city = forms.ChoiceField(label="推荐单位", required=False)
    level = forms.ChoiceField(label="级别", required=False, choices=[ALL, *Level.choices()])
    purpose = forms.ChoiceField(label="事项", required=False, choices=[ALL, *Purpose.choices()])
    sort = forms.ChoiceField(label="排序", required=False, choices=Order.choices(), initial=Order.PLACE.value)
    stage = forms.ChoiceField(required=False, choices=Stage.choices(), widget=forms.HiddenInput)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("round", [(each.code, each.title) for each in Round.objects.all()])
        if seat.tier == Tier.PROVINCE:
            self.offer("city", [(each.code, each.place) for each in cities()])
        else:
            del self.fields["city"]

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a choice what may be chosen."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [ALL, *choices]

    def wanted(self) -> Wanted:
        """The question put."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("q", "").strip(),
            order=Order(given.get("sort") or Order.PLACE),
            **{name: given.get(name, "") for name in ("round", "group", "stage", "city", "level", "purpose")},
        )


class RecordsForm(forms.Form):
    """Filters above the record."""

    person = forms.CharField(label="人员或单位", required=False, max_length=60)
    act = forms.CharField(label="办理内容", required=False, max_length=60)
    subject = forms.CharField(label="事项编号", required=False, max_length=60)
    first_day = forms.DateField(label="自", required=False, widget=DayInput())
    last_day = forms.DateField(label="至", required=False, widget=DayInput())

    def asked(self) -> Asked:
        """The question put."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            person=given.get("person", "").strip(),
            act=given.get("act", "").strip(),
            subject=given.get("subject", "").strip(),
            first_day=given.get("first_day"),
            last_day=given.get("last_day"),
        )
