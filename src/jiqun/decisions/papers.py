"""The papers of this stage out of its records: minutes of a meeting, public notice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.timezone import localdate

from jiqun.decisions.briefing import NOTICE, matter, proposed_as
from jiqun.decisions.models import Meeting, Outcome, PublicNotice
from jiqun.decisions.period import period_of
from jiqun.decisions.queries import decisions_of, noticed_cases, objection_rules
from jiqun.declarations.models import Declaration
from jiqun.documents.sheets import MinutesDecision, MinutesSheet, NoticeSheet, Pair, Table
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import basis_of, text_of, words_of

__all__ = ["MINUTES", "NOTICE", "announcement", "issuer", "minutes_sheet", "notice_sheet"]

MINUTES = "minutes"
COLUMN_SHARES = (8, 38, 16, 20, 36)
"""Of the annex: the name of a city stands on one line."""
BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


def issuer(call: Round) -> str:
    """The office in whose name the round's papers go out."""
    return policy_of(call).notice.issuer


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def minutes_sheet(meeting: Meeting) -> MinutesSheet:
    """The minutes of a meeting with all it decided."""
    closed, decided, policy = meeting.closed_at, list(decisions_of(meeting)), policy_of(meeting.round)
    words = words_of(policy, MINUTES, meeting=meeting.title, count=clusters_among(each.declaration for each in decided))
    return MinutesSheet(
        title=words["title"],
        words=words,
        dated=localdate(closed) if closed else meeting.held_on,
        demo=meeting.round.is_demo,
        held_on=meeting.held_on,
        place=meeting.place,
        chair=meeting.chair,
        attendees=tuple(name for name in BETWEEN_NAMES.split(meeting.attendees) if name),
        recorder=meeting.closed_by,
        paragraphs=paragraphs(meeting.minutes),
        decisions=tuple(
            MinutesDecision(
                named(each.declaration),
                each.declaration.county.place,
                Outcome(each.outcome).label,
                each.reason,
            )
            for each in decided
        ),
        issuer=issuer(meeting.round),
        number=meeting.number,
    )


def named(case: Declaration) -> str:
    """A case as the minutes name it: the cluster and what is asked for it."""
    facts = {"cluster": case.dossier.cluster.name, "matter": matter(case)}
    return text_of(policy_of(case.round), MINUTES, "decision", **facts)


def notice_sheet(notice: PublicNotice) -> NoticeSheet:
    """The public notice with the table of its cases."""
    cases = list(noticed_cases(notice))
    words = words_of(
        policy_of(notice.round),
        NOTICE,
        year=notice.round.year,
        first_day=notice.first_day,
        counted_from=period_of(notice).counted_from,
        last_day=notice.last_day,
        days=notice.working_days,
    )
    headers = tuple(words[key] for key in ("number", "cluster", "city", "county", "outcome"))
    return NoticeSheet(
        title=notice.title,
        dated=notice.first_day,
        demo=notice.round.is_demo,
        words=words,
        paragraphs=(announcement(notice, cases),),
        table=Table(
            words["table"],
            headers,
            tuple(row(place, case) for place, case in enumerate(cases, 1)),
            widths=COLUMN_SHARES,
        ),
        first_day=notice.first_day,
        last_day=notice.last_day,
        working_days=notice.working_days,
        objection_rules=(objection_rules(notice.round),),
        contacts=(Pair(words["contact"], notice.contact),),
        issuer=issuer(notice.round),
    )


def clusters_among(cases: Iterable[Declaration]) -> int:
    """How many clusters cases are about: the two levels of one cluster are one."""
    return len({case.dossier.cluster_id for case in cases})


def announcement(notice: PublicNotice, cases: Iterable[Declaration]) -> str:
    """What the notice makes known, in one sentence; it counts clusters, as it was posted."""
    policy = policy_of(notice.round)
    basis, title, year = basis_of(policy), policy.notice.title, notice.round.year
    return text_of(policy, NOTICE, "announcement", basis=basis, notice=title, year=year, count=clusters_among(cases))


def row(place: int, case: Declaration) -> tuple[int, str, str, str, str]:
    """One case as the notice lists it."""
    return place, case.dossier.cluster.name, case.city.place, case.county.place, proposed_as(case)
