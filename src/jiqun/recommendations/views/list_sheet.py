"""What the page of a list shows: what is on it, what may be, what may not yet, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding
from jiqun.core.policy.schema import Form
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.candidates import Candidate, candidates, left_out, suggested, waiting
from jiqun.recommendations.forms import PostedList
from jiqun.recommendations.models import RecommendationList
from jiqun.recommendations.queries import (
    already_recommended,
    lists_visible_to,
    nominees,
    open_list,
    quota_of,
    rows_of,
    sent_cases,
    verified_words,
)
from jiqun.ui.posted import key_in

LAST = 9999
"""Where what is no rank stands."""
PLAIN_COLUMNS = 6
"""Columns of the table that every programme has."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One cluster on the page: what was typed or kept of it, and why it is left out if it is."""

    candidate: Candidate
    rank: str
    opinion: str
    ticked: frozenset[int]
    reasons: Sequence[Finding] = ()
    verified: str = ""


def verified_cases(seat: Seat, call: Round, purpose: Purpose) -> list[Declaration]:
    """The cases that may be put on the list."""
    return list(visible_to(seat).filter(round=call, purpose=purpose, stage=Stage.VERIFIED))


def list_context(
    seat: Seat, call: Round, purpose: Purpose, *, typed: PostedList | None = None, suggest: bool = False
) -> dict[str, Any]:
    """Everything the page of the list shows."""
    city = seat.authority
    cases = list(visible_to(seat).filter(round=call, purpose=purpose))
    standing = open_list(city, call, purpose)
    found = candidates([case for case in cases if case.stage == Stage.VERIFIED], call)
    given = typed or (kept(standing) if standing else PostedList.of(suggested(found, city, call) if suggest else {}))
    chosen = [case for each in found if given.ranks.get(each.cluster.pk) for case in given.of_cluster(each.cases)]
    reasons = left_out(found, chosen, city, call)
    opinions = verified_words(case for each in found for case in each.cases)
    rows = [list_row(each, given, reasons.get(each.cluster.pk, []), opinions) for each in found]
    return {
        "round": call,
        "purpose": purpose,
        "standing": standing,
        "refused": typed is not None,
        "seen": standing.prepared_at.isoformat() if standing else "",
        "listed": sorted((row for row in rows if row.rank), key=by_rank),
        "others": [row for row in rows if not row.rank],
        "waiting": waiting(cases),
        "sent": list(sent_cases(city, call, purpose)),
        "sent_lists": list(lists_visible_to(seat).filter(round=call, purpose=purpose, sent_at__isnull=False)),
        **questions_shown(policy_of(call).form),
        **quota_shown(seat, call, purpose, chosen),
        **duties(seat, call, purpose, standing),
    }


def questions_shown(form: Form) -> dict[str, Any]:
    """The columns of the table in the words of the form; what it does not ask has none."""
    asked = {each: form.question(getattr(form.roles, each)) for each in ("name", "niche", "output")}
    output = asked["output"]
    return {
        "name_asked": asked["name"].label if asked["name"] else "名称",
        "niche_asked": asked["niche"].label if asked["niche"] else "",
        "output_asked": f"{output.label}（{output.unit}）" if output else "",
        "width": PLAIN_COLUMNS + sum(asked[each] is not None for each in ("niche", "output")),
    }


def kept(standing: RecommendationList) -> PostedList:
    """An open list as it would have been typed."""
    rows = list(rows_of(standing))
    return PostedList(
        {row.declaration.dossier.cluster_id: str(row.rank) for row in rows},
        {row.declaration.dossier.cluster_id: row.opinion for row in rows},
        frozenset(row.declaration_id for row in rows),
        standing.prepared_at,
    )


def list_row(each: Candidate, given: PostedList, reasons: Sequence[Finding], opinions: Mapping[int, str]) -> ListRow:
    """One candidate with what is known of its place, and what the city itself found of it."""
    key = each.cluster.pk
    ticked = frozenset(case.pk for case in given.of_cluster(each.cases))
    told = [(case.level_term.label, opinions[case.pk]) for case in each.cases if case.pk in opinions]
    verified = "；".join(f"{level}{words}" if len(told) > 1 else words for level, words in told)
    return ListRow(each, given.ranks.get(key, ""), given.opinions.get(key, ""), ticked, reasons, verified)


def by_rank(row: ListRow) -> tuple[int, int]:
    """Typed ranks in order, what is no number last."""
    return (key_in(row.rank) or LAST, row.candidate.place)


def quota_shown(seat: Seat, call: Round, purpose: Purpose, chosen: Sequence[Declaration]) -> dict[str, Any]:
    """The quota and how much of it is taken, with what is on the page; nothing where no quota applies."""
    policy = policy_of(call)
    if not any(track.quota_applies for track in policy.tracks if track.purpose == purpose):
        return {"quota": None}
    quota = quota_of(call, seat.authority)
    counted = [*already_recommended(seat.authority, call), *chosen]
    return {
        "quota": quota,
        "limited": quota.per_recommender is not None or quota.per_niche is not None,
        "used": len({each.cluster for each in nominees(counted, call) if each.counts}),
        "towns": policy.towns_first.entry_on(policy.day),
    }


def duties(seat: Seat, call: Round, purpose: Purpose, standing: RecommendationList | None) -> dict[str, Any]:
    """Who draws up and who sends, and what goes along on paper."""
    policy = policy_of(call)
    signer = Role.SIGNATORY if call.sign_off else Role.HANDLER
    letter = next(track.package.letter for track in policy.tracks if track.purpose == purpose)
    return {
        "letter": letter.on(policy.day),
        "signer": signer,
        "may_prepare": seat.role_term == Role.HANDLER,
        "may_send": standing is not None and seat.role_term == signer,
    }
