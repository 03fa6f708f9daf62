"""What one policy instead of another would do to the cases that are open: looked at, never applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import FINAL_STAGES, Verdict
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import sealed, visible_to
from jiqun.insights.judging import Answers, CriterionChange, changed_criteria, judged_many
from jiqun.insights.standards import Edition, EditionTrack
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of


@dataclass(frozen=True, slots=True)
class CaseEffect:
    """One open case under both policies; None where one has no such track."""

    case: Declaration
    before: Verdict | None
    after: Verdict | None
    criteria: tuple[CriterionChange, ...]

    @property
    def turns(self) -> bool:
        """Whether its result as a whole is another."""
        return self.before is not self.after


@dataclass(frozen=True, slots=True)
class Effect:
    """All open cases: how many were looked at, and those for which anything changes, the gravest first.

    ``left_out``: open cases that could not be looked at, because nothing of them has left the county yet.
    """

    total: int
    left_out: int
    touched: tuple[CaseEffect, ...]
    tally: tuple[tuple[Verdict, int, int], ...]

    @property
    def turned(self) -> int:
        """How many results as a whole change."""
        return sum(each.turns for each in self.touched)

    @property
    def shifted(self) -> int:
        """How many keep their result while some criterion changes."""
        return len(self.touched) - self.turned


def open_cases(call: Round, seat: Seat) -> list[Declaration]:
    """The cases of the round that the seat may see and that have not ended."""
    cases = visible_to(seat).filter(round=call).exclude(stage__in=FINAL_STAGES)
    return list(cases.order_by("city__code", "case_number"))


def effect_on(call: Round, before: Edition, after: Edition, seat: Seat) -> Effect:
    """Hold what each open case submitted last against both policies; in two look-ups whatever their number.

    Figures are those up to the year that the round of the cases asked for.
    """
    policy = policy_of(call)
    cases = open_cases(call, seat)
    seals = sealed(cases)
    found: list[CaseEffect] = []
    for track in policy.tracks:
        own = [case for case in cases if case.track == track.id and case.pk in seals]
        answers = [seals[case.pk].answers for case in own]
        found += effects_of(own, answers, before.standard(track.id), after.standard(track.id), policy.years[-1])
    touched = [each for each in found if each.turns or each.criteria]
    still_open = Declaration.objects.filter(round=call).exclude(stage__in=FINAL_STAGES).count()
    return Effect(
        len(found), still_open - len(found), tuple(sorted(touched, key=lambda each: not each.turns)), tally_of(found)
    )


def effects_of(
    cases: Sequence[Declaration],
    answers: Sequence[Answers],
    before: EditionTrack | None,
    after: EditionTrack | None,
    last_year: int,
) -> Iterator[CaseEffect]:
    """The cases of one track under both standards; None where a policy has no such track."""
    was = judged_many(before, answers, last_year) if before else None
    now = judged_many(after, answers, last_year) if after else None
    for row, case in enumerate(cases):
        criteria = tuple(changed_criteria(was, now, row)) if was and now else ()
        yield CaseEffect(case, was.overall(row) if was else None, now.overall(row) if now else None, criteria)


def tally_of(found: Iterable[CaseEffect]) -> tuple[tuple[Verdict, int, int], ...]:
    """How many cases are in each state before and after."""
    listed: Sequence[CaseEffect] = list(found)
    was = Counter(each.before for each in listed)
    now = Counter(each.after for each in listed)
    return tuple((verdict, was[verdict], now[verdict]) for verdict in Verdict if was[verdict] or now[verdict])
