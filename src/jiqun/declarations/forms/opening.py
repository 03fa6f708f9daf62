"""The form that starts a declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from jiqun.accounts.models import Authority
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.roles import opening_questions
from jiqun.core.vocabulary import Purpose
from jiqun.declarations.models import Cluster

BOTH = "both"
NAMES = ("name", "niche", "leading_industry")


class NewDeclarationForm(forms.Form):
    """Which cluster, and on which levels; the round's form words the questions."""

    known = forms.ModelChoiceField(
        queryset=Cluster.objects.none(),
        required=False,
        empty_label="（新的，在下面填写）",
        help_text="往年申报过的请在此选取，下面各项可不再填写。",
    )
    name = forms.CharField(label="名称", max_length=40)
    niche = forms.CharField()
    leading_industry = forms.CharField()
    tracks = forms.ChoiceField(label="申报类别", widget=forms.RadioSelect)
    recommender = forms.TypedChoiceField(
        label="推荐单位",
        widget=forms.RadioSelect,
        help_text="位于示范区范围内的，可由示范区管委会核查推荐，占用其名额",
    )

    def __init__(
        self, policy: RoundPolicy, clusters: Any, recommenders: Sequence[Authority], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose_between(recommenders)
        if clusters.exists():
            self.fields["known"].queryset = clusters  # type: ignore[attr-defined]
            self.fields["known"].label = f"本县已有{policy.programme.object}"
        else:
            del self.fields["known"]
        self.as_asked(policy)
        self.fields["tracks"].error_messages["required"] = "请选择申报类别"
        offered = [track for track in policy.tracks if track.purpose == Purpose.DECLARATION]
        options = [(track.id, track.label) for track in offered]
        if len(offered) == 1:
            self.fields["tracks"].initial = offered[0].id
        if len(offered) > 1:
            levels = "、".join(track.level.label for track in offered)
            options.append((BOTH, f"{levels}同时申报（共用一份填报内容）"))
        self.fields["tracks"].choices = options  # type: ignore[attr-defined]
        self.every_track = tuple(track.id for track in offered)

    def choose_between(self, recommenders: Sequence[Authority]) -> None:
        """Ask who is to recommend only where there is a choice; the county's city is offered first."""
        if len(recommenders) < 2:
            del self.fields["recommender"]
            return
        offices = {each.code: each for each in recommenders}
        field = cast(forms.TypedChoiceField, self.fields["recommender"])
        field.choices = [(code, each.name) for code, each in offices.items()]
        field.coerce = offices.__getitem__
        field.initial = recommenders[0].code
        field.error_messages["required"] = "请选择推荐单位"

    def as_asked(self, policy: RoundPolicy) -> None:
        """Name, niche and industry in the words of the round's form; what it does not ask is not asked here either."""
        for name, question in opening_questions(policy.form).items():
            if question is None and name != "name":
                del self.fields[name]
                continue
            if question is not None:
                self.fields[name] = forms.CharField(
                    label=question.label, max_length=question.max_chars, help_text=question.help
                )
            # The browser would cut a pasted name without a word; the form refuses it and says how long it may be.
            self.fields[name].widget.attrs.pop("maxlength", None)
            self.fields[name].error_messages["max_length"] = (
                f"{self.fields[name].label}现为%(show_value)s字，不应超过%(limit_value)s字，请精简"
            )
            self.fields[name].required = not self.data.get("known")
            self.fields[name].error_messages["required"] = f"请填写{self.fields[name].label}"

    def clean(self) -> dict[str, Any]:
        """A known cluster keeps its name, and what was left empty is taken from it."""
        cleaned = super().clean() or {}
        if (known := cleaned.get("known")) is not None:
            stated = {name: cleaned.get(name) or getattr(known, name) for name in NAMES if name in self.fields}
            cleaned |= {**stated, "name": known.name}
        return cleaned

    @property
    def chosen_tracks(self) -> tuple[str, ...]:
        """The tracks to open."""
        chosen = str(self.cleaned_data["tracks"])
        return self.every_track if chosen == BOTH else (chosen,)
