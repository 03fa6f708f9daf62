"""Forms of the account pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from jiqun.accounts.models import Authority, Person, Seat
from jiqun.accounts.queries import managed_authorities, roles_for
from jiqun.core.vocabulary import Role
from jiqun.ui.widgets import FileChoice

WEAK = {
    "password_too_short": "口令太短，至少须有{min_length}位",
    "password_too_similar": "口令与登录名或联系电话太相似",
    "password_too_common": "口令太常见，容易被猜中",
    "password_entirely_numeric": "口令不能全为数字",
}
"""What the validators of the settings find, in our words."""


class PasswordForm(forms.Form):
    """Changing one's own password."""

    current = forms.CharField(
        label="现用口令", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )
    new = forms.CharField(
        label="新口令",
        help_text="至少10位，不能全为数字，不能使用常见口令或与登录名、联系电话相近",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label="再次输入新口令", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_current(self) -> str:
        """The password in use must be known."""
        current: str = self.cleaned_data["current"]
        if not self.person.check_password(current):
            raise forms.ValidationError("现用口令不正确，请重新输入")
        return current

    def clean_new(self) -> str:
        """The new one must be strong enough, and new."""
        new: str = self.cleaned_data["new"]
        try:
            validate_password(new, self.person)
        except forms.ValidationError as weak:
            sentences = [WEAK[each.code or ""].format(**(each.params or {})) for each in weak.error_list]
            raise forms.ValidationError(sentences) from None
        if self.person.check_password(new):
            raise forms.ValidationError("新口令不能与现用口令相同")
        return new

    def clean_again(self) -> str:
        """Both inputs must agree."""
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new") not in (None, again):
            raise forms.ValidationError("两次输入的新口令不一致")
        return again


class AccountForm(forms.Form):
    """One new seat in an office below."""

    authority = forms.ModelChoiceField(label="单位", queryset=Authority.objects.none(), empty_label="请选择单位")
    role = forms.ChoiceField(label="岗位")
    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(
        label="登录名",
        max_length=60,
        help_text="3至60位，小写字母开头，可含数字、点和短横；已有账号的人员填写原登录名即可兼任",
    )
    phone = forms.CharField(label="联系电话", max_length=40, required=False)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = managed_authorities(seat)
        self.fields["authority"].queryset = offices  # type: ignore[attr-defined]
        tiers: dict[Role, dict[str, None]] = {}
        for office in offices:
            for role in roles_for(office):
                tiers.setdefault(role, {})[office.tier_term.label] = None
        # Nothing chosen beforehand: the first role would be a strong one.
        every = {office.tier_term.label for office in offices}
        named = [
            (str(role), role.label if found.keys() == every else f"{role.label}（{'、'.join(found)}单位）")
            for role, found in tiers.items()
        ]
        self.fields["role"].choices = [("", "请选择岗位"), *named]  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        """User names are kept in small letters."""
        return str(self.cleaned_data["username"]).strip().lower()

    def clean_role(self) -> Role:
        """The role as a word of the vocabulary."""
        return Role(self.cleaned_data["role"])


class WorkbookForm(forms.Form):
    """A spreadsheet of accounts."""

    workbook = forms.FileField(
        label="账号名单（Excel工作簿）",
        widget=FileChoice({"accept": ".xlsx"}),
        help_text="按模板填写：单位、岗位、姓名、登录名、联系电话",
    )
