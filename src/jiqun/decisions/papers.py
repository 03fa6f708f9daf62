"""The papers of this stage out of its records: minutes of a meeting, public notice."""

from __future__ import annotations

import re

from django.utils.timezone import localdate

from jiqun.decisions.briefing import matter, proposed_as
from jiqun.decisions.models import Meeting, Outcome, PublicNotice
from jiqun.decisions.queries import decisions_of, noticed_cases, objection_rules
from jiqun.declarations.models import Declaration
from jiqun.documents.sheets import MinutesDecision, MinutesSheet, NoticeSheet, Pair, Table
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of

MINUTES, NOTICE = "minutes", "public_notice"
HEADERS = ("序号", "集群名称", "所在市", "所在县（市、区）", "拟定结果")
BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


def issuer(call: Round) -> str:
    """The office in whose name the round's papers go out."""
    return policy_of(call).notice.issuer


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def minutes_sheet(meeting: Meeting) -> MinutesSheet:
    """The minutes of a meeting with all it decided."""
    closed = meeting.closed_at
    return MinutesSheet(
        title=f"{meeting.title}纪要",
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
                f"{each.declaration.dossier.cluster.name}（{matter(each.declaration)}）",
                each.declaration.county.place,
                Outcome(each.outcome).label,
                each.reason,
            )
            for each in decisions_of(meeting)
        ),
        issuer=issuer(meeting.round),
        number=meeting.number,
    )


def notice_sheet(notice: PublicNotice) -> NoticeSheet:
    """The public notice with the table of its cases."""
    cases = list(noticed_cases(notice))
    return NoticeSheet(
        title=notice.title,
        dated=notice.first_day,
        demo=notice.round.is_demo,
        paragraphs=(announcement(notice, len(cases)),),
        table=Table("拟定结果名单", HEADERS, tuple(row(place, case) for place, case in enumerate(cases, 1))),
        first_day=notice.first_day,
        last_day=notice.last_day,
        working_days=notice.working_days,
        objection_rules=(objection_rules(notice.round),),
        contacts=(Pair("受理异议方式", notice.contact),),
        issuer=issuer(notice.round),
    )


def announcement(notice: PublicNotice, cases: int) -> str:
    """What the notice makes known, in one sentence."""
    title = policy_of(notice.round).notice.title
    return f"根据《{title}》，经形式审查、专家评审、实地抽查和会议研究，现将{cases}个集群的拟定结果予以公示。"


def row(place: int, case: Declaration) -> tuple[int, str, str, str, str]:
    """One case as the notice lists it."""
    return place, case.dossier.cluster.name, case.city.place, case.county.place, proposed_as(case)
