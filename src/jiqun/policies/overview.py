"""A draft as its page shows it: contents, changes since its base, problems, cases, acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from jiqun.audit.models import Entry
from jiqun.core.casetrial import Trial
from jiqun.core.policy.difference import Difference, DifferenceKind, differences
from jiqun.core.policy.hints import hints
from jiqun.core.policy.schema import RoundPolicy
from jiqun.policies.contents import Part, contents
from jiqun.policies.models import Draft
from jiqun.policies.queries import acts_on, checked, try_cases
from jiqun.policies.wording import STEP, ShownProblem, shown_hint, shown_problem, spot_at
from jiqun.policyfiles.pack import Pack
from jiqun.ui.parts import TimelineEntry

ACTS_SHOWN = 200
ACTS_AT_ONCE = 8
REPLACED = {DifferenceKind.ADDED, DifferenceKind.REMOVED}


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One case tried; ``number`` is its position in the pack, ``about`` what it is tried on."""

    number: int
    trial: Trial
    about: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands on the page; ``policy`` is None while the draft cannot be put together."""

    policy: RoundPolicy | None
    parts: list[Part]
    problems: list[ShownProblem]
    hints: list[ShownProblem]
    changes: Sequence[Difference]
    cases: list[ShownCase]
    acts: list[TimelineEntry]

    @property
    def failing(self) -> int:
        """How many cases end otherwise than expected."""
        return len(self.failing_cases)

    @property
    def failing_cases(self) -> list[ShownCase]:
        """Those that end otherwise than expected."""
        return [case for case in self.cases if not case.trial.holds]

    @property
    def latest(self) -> list[TimelineEntry]:
        """The acts that are shown at once."""
        return self.acts[:ACTS_AT_ONCE]

    @property
    def earlier(self) -> list[TimelineEntry]:
        """The acts that are folded away."""
        return self.acts[ACTS_AT_ONCE:]

    @property
    def to_check(self) -> int:
        """How many sources the province should check."""
        return sum(part.to_check for part in self.parts)


def overview(draft: Draft) -> Overview:
    """Everything to be said of a draft as it stands."""
    policy, problems = checked(draft.pack)
    before, _ = checked(draft.base) if policy else (None, [])
    return Overview(
        policy,
        contents(draft.pack, problems),
        [shown_problem(problem, draft.pack) for problem in problems],
        shown_hints(policy, draft.pack) if policy else [],
        merged(differences(before, policy)) if before and policy else (),
        shown_cases(policy, draft.pack) if policy and not problems else [],
        history(draft),
    )


def shown_hints(policy: RoundPolicy, pack: Pack) -> list[ShownProblem]:
    """What is worth a look, once each: editions that several tracks use are told once."""
    return list(dict.fromkeys(shown_hint(hint, pack) for hint in hints(policy)))


def shown_cases(policy: RoundPolicy, pack: Pack) -> list[ShownCase]:
    """Every case of a sound pack with what it is tried on in words."""
    labels = {track.id: track.label for track in policy.tracks}
    return [
        ShownCase(number, trial, labels.get(getattr(trial.case, "track", ""), "推荐名额"))
        for number, trial in enumerate(try_cases(policy, pack))
    ]


def merged(changes: Iterable[Difference]) -> list[Difference]:
    """The changes, with an entry that replaces another of an earlier day told as one."""
    told: dict[str, Difference] = {}
    for change in changes:
        above, _, _ = change.path.rpartition(".")
        other = told.get(above)
        if above.endswith(".values") and other is not None and {other.kind, change.kind} == REPLACED:
            new, old = (change, other) if change.kind is DifferenceKind.ADDED else (other, change)
            words = STEP.join(new.words.split(STEP)[:-1])
            told[above] = replace(new, words=words, before=old.before, kind=DifferenceKind.CHANGED)
        else:
            told[above if above.endswith(".values") and above not in told else change.path] = change
    return list(told.values())


def history(draft: Draft) -> list[TimelineEntry]:
    """The latest acts on the draft; changes of one part by one person in a row are told as one."""
    runs = groupby(acts_on(draft)[:ACTS_SHOWN], key=lambda entry: _run_of(entry, draft))
    return [_told(list(run), place) for (*_, place), run in runs]


def _run_of(entry: Entry, draft: Draft) -> tuple[object, ...]:
    """What entries have in common that are told as one; every act but a change stands for itself."""
    place = entry.remark or entry.detail.get("place") or part_words(draft, entry.detail.get("part") or ())
    is_change = entry.act == "change_draft" and place
    return (None if is_change else entry.sequence, entry.actor, entry.office, place)


def _told(run: list[Entry], place: object) -> TimelineEntry:
    last = run[0]
    act = last.label.partition("：")[0] if len(run) > 1 else _without_title(last)
    if len(run) > 1:
        act = f"{act}（{len(run)}次，共{sum(each.detail.get('differences', 0) for each in run)}处）"
    return TimelineEntry(last.at, " · ".join(filter(None, (last.office, last.actor, last.role))), act, str(place))


def _without_title(entry: Entry) -> str:
    """The act alone: the page carries the name of the draft."""
    head, _, rest = entry.label.partition("：")
    return f"{head}{rest[rest.rindex('（') :]}" if entry.act == "change_draft" and "（" in rest else head


def part_words(draft: Draft, steps: Iterable[str]) -> str:
    """Where a change was made, as far as the part is still there."""
    return spot_at(draft.pack, ".".join(steps))[1]
