"""One input of a part: which field of a form it gets, how a stored value stands in it, and how it is read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from jiqun.core.policy.scalars import READERS
from jiqun.policies.editing.shapes import ABSENT, Kind
from jiqun.ui.widgets import DayInput, LongText, QuantityInput, plain_number

MOST_CHARACTERS = 5000
MOST_DIGITS = 40
NOT_CHOSEN = ("", "请选择")
NONE = ("", "不设")
YES_NO = [("true", "是"), ("false", "否")]
READS = {Kind.WHOLE: READERS[int], Kind.DECIMAL: READERS[Decimal]}
FIGURE, CONDITION = "figure", "condition"
GONE = "（已不存在的选项）"


@dataclass(frozen=True, slots=True)
class Asking:
    """What an input asks. ``options`` are pairs, or groups of pairs; None where any text may stand."""

    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    options: Sequence[tuple[str, Any]] | None = None
    unit: str = ""
    tick: bool = False  # a yes-no question that is one box; otherwise 是 and 否 to choose from
    formula: str = ""  # FIGURE or CONDITION: what a formula must give
    focus: bool = False  # where typing goes on when a row was added
    needed: bool = False  # by the kind of the record, whatever the shape allows


class FigureField(forms.CharField):
    """A number kept as the text that the policy's own reader takes, so that it stays exact."""

    def __init__(self, kind: Kind, **options: Any) -> None:
        super().__init__(max_length=MOST_DIGITS, **options)
        self.kind = kind

    def clean(self, value: Any) -> str:
        """Plain digits, or nothing."""
        text = plain_number(str(super().clean(value) or ""))
        try:
            if text:
                READS[self.kind].read(text)
        except ValueError:
            wanted = "整数" if self.kind is Kind.WHOLE else "数字"
            raise forms.ValidationError(f"请填写{wanted}，不带单位和文字", code="invalid") from None
        return text


class DayField(forms.DateField):
    """A day as text, year-month-day."""

    def clean(self, value: Any) -> str:
        """The day as it is stored, or nothing."""
        day = super().clean(value)
        return day.isoformat() if day else ""


class LinesField(forms.CharField):
    """Several texts, one per line."""

    def clean(self, value: Any) -> list[str]:
        """The lines that are not blank."""
        return [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]


def field_for(asking: Asking, stored: Any) -> forms.Field:
    """The field of a form for what is asked; a stored name that nothing has any more stays among the options."""
    given: dict[str, Any] = {"label": asking.label, "help_text": asking.help, "required": asking.required}
    if asking.options is not None:
        return _choosing(asking, stored, given)
    if asking.kind is Kind.YES_NO:
        return _yes_no(asking, given)
    match asking.kind:
        case Kind.WHOLE | Kind.DECIMAL:
            return FigureField(asking.kind, widget=QuantityInput(asking.unit), **given)
        case Kind.DAY:
            return DayField(widget=DayInput(), **given)
        case Kind.LINES:
            return LinesField(widget=LongText(rows=3), max_length=MOST_CHARACTERS, **given)
        case Kind.LONG if asking.formula:
            attrs = {"class": "code", "spellcheck": "false", "autocomplete": "off", "data-formula": True}
            return forms.CharField(widget=LongText(rows=2, attrs=attrs), max_length=MOST_CHARACTERS, **given)
        case Kind.LONG:
            return forms.CharField(widget=LongText(rows=2), max_length=MOST_CHARACTERS, **given)
    return forms.CharField(max_length=MOST_CHARACTERS, widget=forms.TextInput({"autocomplete": "off"}), **given)


def _yes_no(asking: Asking, given: dict[str, Any]) -> forms.Field:
    if asking.tick:
        return forms.BooleanField(**given | {"required": False})
    return forms.ChoiceField(choices=[NOT_CHOSEN, *YES_NO], **given)


def shown(asking: Asking, stored: Any) -> Any:
    """A stored value as the input gives it back when nobody touches it."""
    if asking.kind is Kind.LINES:
        return [str(each) for each in stored] if isinstance(stored, list) else []
    if stored is ABSENT or stored is None:
        return False if asking.tick else ""
    if asking.kind is Kind.YES_NO:
        return stored if asking.tick else str(stored).lower()
    return "\n".join(str(stored).strip().splitlines())


def words_of(asking: Asking, held: Any) -> str:
    """A value as its input shows it, in words; nothing is 未填写."""
    if isinstance(held, bool):
        return "是" if held else "否"
    named = dict(YES_NO if asking.kind is Kind.YES_NO else _pairs(asking.options or ()))
    return "、".join(named.get(each, each) for each in _listed(held) if each) or "未填写"


def typed_in(cleaned: Any) -> Any:
    """What the form gives, in the same terms as :func:`shown`."""
    if isinstance(cleaned, str):
        return "\n".join(cleaned.strip().splitlines())
    return cleaned


def plain_of(asking: Asking, typed: Any) -> Any:
    """What was typed as the policy stores it."""
    if asking.kind is Kind.YES_NO and not asking.tick:
        return typed == "true"
    return int(typed) if asking.kind is Kind.WHOLE else typed


def initial_of(asking: Asking, stored: Any) -> Any:
    """What a blank form shows: lines as text, everything else as it is given back."""
    value = shown(asking, stored)
    return "\n".join(value) if asking.kind is Kind.LINES and asking.options is None else value


def _choosing(asking: Asking, stored: Any, given: dict[str, Any]) -> forms.Field:
    options = list(asking.options or ())
    held = shown(asking, stored)
    known = _codes(options)
    options += [(each, f"{each}{GONE}") for each in _listed(held) if each and each not in known]
    if asking.kind is Kind.LINES:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple(), **given)
    blank = NOT_CHOSEN if asking.required or asking.needed else NONE
    return forms.ChoiceField(choices=options if asking.required and held else [blank, *options], **given)


def _codes(options: Sequence[tuple[str, Any]]) -> set[str]:
    """Every code, also of options in groups."""
    return {code for code, _ in _pairs(options)}


def _pairs(options: Sequence[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The options, those in groups too."""
    grouped = [pair for _, more in options if isinstance(more, list) for pair in more]
    return [(code, word) for code, word in (*options, *grouped) if not isinstance(word, list)]


def _listed(held: Any) -> list[str]:
    return held if isinstance(held, list) else [held]
