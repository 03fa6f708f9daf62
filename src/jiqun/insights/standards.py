"""The standards that questions may be asked of: the frozen ones of rounds, and those of packs being written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import CriteriaSet, Criterion, CriterionKind, RoundPolicy, Track
from jiqun.core.policy.tree import PolicyError
from jiqun.core.standard import InUse, track_in_use
from jiqun.policies.models import Draft, DraftState
from jiqun.policyfiles.pack import assembled
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of

ROUND, DRAFT = "round", "draft"
MOST_ROUNDS, MOST_DRAFTS = 10, 20
"""How many of each are offered, the newest first."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole policy that can be asked: that of a round, or a pack. ``stamp`` changes when its content does."""

    key: str
    label: str
    policy: RoundPolicy
    stamp: str
    frozen: bool

    def standard(self, track: str) -> EditionTrack | None:
        """The standard of one of its tracks; None where it has no such track."""
        found = next((each for each in self.policy.tracks if each.id == track), None)
        return EditionTrack(self, found) if found else None


@dataclass(frozen=True, slots=True)
class EditionTrack:
    """A track of an edition: whose criteria, in which words, with which bounds."""

    edition: Edition
    track: Track

    @property
    def key(self) -> str:
        """What addresses call it."""
        return f"{self.edition.key}.{self.track.id}"

    @property
    def criteria(self) -> CriteriaSet:
        """What is asked."""
        return self.track.criteria

    @property
    def policy(self) -> RoundPolicy:
        """The policy around it."""
        return self.edition.policy

    def until(self, last: int) -> InUse:
        """Its criteria over as many years as this policy looks at, the last of them given."""
        own = track_in_use(self.policy, self.track)
        return replace(own, years=tuple(range(last - len(own.years) + 1, last + 1)))

    def measured(self) -> Iterator[tuple[Criterion, Decimal, str]]:
        """The criteria with a bound, the bound in force and its unit."""
        units = {each.id: each.unit for each in self.criteria.indicators}
        for each in self.criteria.criteria:
            if each.kind is CriterionKind.FIGURE and each.threshold is not None:
                yield each, each.threshold.on(self.policy.day), units.get(each.indicator, each.threshold.unit)


def edition_of(call: Round) -> Edition:
    """What a round froze."""
    return Edition(f"{ROUND}-{call.pk}", call.title, policy_of(call), call.policy_id, frozen=True)


@lru_cache(maxsize=16)
def assembled_at(pk: int, _version: int) -> RoundPolicy:
    """The policy of a pack at one version, put together once per process."""
    return assembled(Draft.objects.get(pk=pk).pack)


def edition_choices() -> list[tuple[str, str]]:
    """The editions offered, by key and words: rounds, then packs that were not withdrawn."""
    rounds = Round.objects.only("pk", "title")[:MOST_ROUNDS]
    drafts = Draft.objects.exclude(state=DraftState.WITHDRAWN).defer("pack", "base")[:MOST_DRAFTS]
    return [
        *((f"{ROUND}-{each.pk}", each.title) for each in rounds),
        *((f"{DRAFT}-{each.pk}", draft_label(each)) for each in drafts),
    ]


def draft_label(draft: Draft) -> str:
    """The pack with its state."""
    return f"{draft.title}（{draft.state_term.label}）"


def edition(key: str) -> Edition:
    """The edition of that key.

    Raises:
        LookupError: there is none.
        Refused: a pack that cannot be put together yet.
    """
    kind, _, number = key.partition("-")
    if not number.isascii() or not number.isdigit() or kind not in (ROUND, DRAFT) or len(number) > 9:
        raise LookupError(key)
    if kind == ROUND:
        call = Round.objects.filter(pk=int(number)).first()
        if call is None:
            raise LookupError(key)
        return edition_of(call)
    draft = Draft.objects.exclude(state=DraftState.WITHDRAWN).defer("pack", "base").filter(pk=int(number)).first()
    if draft is None:
        raise LookupError(key)
    return Edition(key, draft_label(draft), _policy_of(draft), f"{draft.pk}/{draft.version}", frozen=False)


def _policy_of(draft: Draft) -> RoundPolicy:
    try:
        return assembled_at(draft.pk, draft.version)
    except PolicyError as error:
        message = f"“{draft.title}”尚有{len(error.problems)}处错误，不能用于测算；请先在政策草案中改正"
        raise Refused(Finding("insights.draft", message)) from error
