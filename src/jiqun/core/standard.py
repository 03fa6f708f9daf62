"""Criteria with all that is needed to use them: labels, conventions, years, the day and the setting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jiqun.core.addresses import key_of, year_of
from jiqun.core.assessment import Assessment
from jiqun.core.compiled_set import compiled_set
from jiqun.core.criteria import assess
from jiqun.core.expressions import Part
from jiqun.core.facts import NO_SETTING, Setting, setting_of
from jiqun.core.given import check_given
from jiqun.core.logic import Logic
from jiqun.core.policy.schema import Conventions, CriteriaSet, Field, FieldKind, Form, RoundPolicy, Track

if TYPE_CHECKING:
    from jiqun.core.batch import Bench, Verdicts


@dataclass(frozen=True, slots=True)
class Standard:
    """An edition of criteria that stands alone, with the form that gives its labels and the readings of its words."""

    criteria: CriteriaSet
    form: Form
    conventions: Conventions

    def questions(self) -> tuple[Field, ...]:
        """The questions of the form that the criteria look at, in its order; raises FormulaError."""
        read = compiled_set(self.criteria, self.form)
        trees: list[Part | Logic] = [*read.parts.values(), *read.whens.values(), *read.rules.values()]
        wanted = {key for tree in trees for key in tree.names()} | {each.field for each in self.criteria.criteria}
        return tuple(field for section in self.form.sections for field in section.fields if field.key in wanted)

    def in_use(self, *, last_year: int, on: date, setting: Setting = NO_SETTING) -> InUse:
        """Ready for dossiers whose newest figures are of ``last_year``, by the values in force on a day."""
        years = tuple(range(last_year - self.criteria.data_years + 1, last_year + 1))
        return InUse(self.criteria, self.form, self.conventions, years, on, setting)


@dataclass(frozen=True, slots=True)
class InUse:
    """Criteria as they are held against dossiers: over which years, on which day, for which purpose and place."""

    criteria: CriteriaSet
    form: Form
    conventions: Conventions
    years: tuple[int, ...]
    on: date
    setting: Setting = NO_SETTING

    def assess(self, answers: Mapping[str, object]) -> Assessment:
        """What the criteria say of one dossier that a program gives.

        Raises as :func:`jiqun.core.criteria.assess` does, and before it:
            TypeError: figures are floats, which are not exact.
            ValueError: the form asks nothing at an address.
        """
        check_given([answers], self.form)
        return self.assess_stored(answers)

    def assess_stored(self, answers: Mapping[str, object]) -> Assessment:
        """The same of answers as they are stored: what the form does not ask is passed over."""
        return assess(
            self.criteria,
            answers,
            years=self.years,
            on=self.on,
            conventions=self.conventions,
            form=self.form,
            setting=self.setting,
        )

    def assess_many(self, dossiers: Sequence[Mapping[str, object]]) -> Verdicts:
        """The verdicts on many dossiers at once, the same as one by one; needs numpy. Raises as ``assess`` does."""
        check_given(dossiers, self.form)
        return self.bench(dossiers).verdicts()

    def bench(self, dossiers: Sequence[Mapping[str, object]]) -> Bench:
        """Laid against stored dossiers once, so that other thresholds can be tried; needs numpy."""
        from jiqun.core.batch import bench_of

        return bench_of(
            self.criteria,
            dossiers,
            years=self.years,
            on=self.on,
            conventions=self.conventions,
            form=self.form,
            setting=self.setting,
        )


def track_in_use(policy: RoundPolicy, track: Track) -> InUse:
    """The criteria of a track as the round uses them."""
    setting = setting_of(policy, track)
    return InUse(track.criteria, policy.form, policy.conventions, policy.years, policy.day, setting)


def newest_year(form: Form, answers: Iterable[str]) -> int | None:
    """The newest year for which any answer was given; None where no address is by year."""
    by_years = {each.key for section in form.sections for each in section.fields if each.kind is FieldKind.YEARS}
    years = [year_of(address) for address in answers if key_of(address) in by_years]
    return max((year for year in years if year), default=None)
