"""What formulas of one set of criteria may name, as the checks hold them against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jiqun.core.facts import Setting, setting_of
from jiqun.core.policy.schema import CriteriaSet, Field, Form, Indicator, RoundPolicy


@dataclass(frozen=True, slots=True)
class Ground:
    """A set of criteria where it is used.

    ``path``: where the set lies in the policy, ending in a dot unless empty. ``asked``: the questions by key.
    ``from_base``: whether growth is counted from the year before the window; ``data_years``: how long that window is.
    ``settings``: those under which the set is used; none are known for a standard alone.
    """

    path: str
    criteria: CriteriaSet
    asked: Mapping[str, Field]
    from_base: bool
    data_years: int
    settings: tuple[Setting, ...] = ()
    indicators: Mapping[str, Indicator] = field(default_factory=dict)

    def names_indicator(self, key: str) -> bool:
        """Whether a name in a formula means another indicator; keys of the form come first."""
        return key in self.indicators and key not in self.asked


def ground_of(criteria: CriteriaSet, form: Form, *, from_base: bool) -> Ground:
    """A standard alone, with all that the form asks."""
    asked = _by_key(field for section in form.sections for field in section.fields)
    return Ground("", criteria, asked, from_base, criteria.data_years, indicators=_by_id(criteria))


def grounds_of(policy: RoundPolicy) -> list[Ground]:
    """The criteria of every track of a round, with what that track asks."""
    from_base, years = policy.conventions.growth_from_base_year.on(policy.day), policy.data_years.on(policy.day)
    grounds = []
    for at, track in enumerate(policy.tracks):
        asked = _by_key(field for section in policy.form.sections_for(track.id) for field in section.fields)
        settings = tuple(setting_of(policy, each) for each in policy.tracks if each.criteria == track.criteria)
        path, indicators = f"tracks.{at}.criteria.", _by_id(track.criteria)
        grounds.append(Ground(path, track.criteria, asked, from_base, years, settings, indicators))
    return grounds


def _by_key(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.key: field for field in fields}


def _by_id(criteria: CriteriaSet) -> dict[str, Indicator]:
    return {each.id: each for each in criteria.indicators}
