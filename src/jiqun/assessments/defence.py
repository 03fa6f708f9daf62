"""What waits for a 答辩, which sessions there are, and what is ahead of a county or city."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from jiqun.accounts.access import PROVINCE_STAFF
from jiqun.accounts.models import Seat
from jiqun.assessments.models import Defence, DefenceSession
from jiqun.core.vocabulary import Extra, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of

HOW_TO_DRAW_THE_ORDER = (
    "将种子、斜杠和受理编号连成一行文字（UTF-8编码，不另加空格），计算SHA-256摘要，即为该事项的签号。",
    "将签号按从小到大排列，即为答辩顺序。",
    "种子取自安排答辩时形成的办理记录的摘要，任何人事先不能预知，事后可按此重新计算核对。",
)

HOW_A_PUBLISHED_SEED_WAS_DRAWN = (
    *HOW_TO_DRAW_THE_ORDER[:2],
    "种子在安排前已向参加单位公布，任何人可按此重新计算核对。",
)
"""For sessions of old, whose seed was typed."""


def how_drawn(session: DefenceSession) -> tuple[str, ...]:
    """How to draw the order of a session again."""
    return HOW_A_PUBLISHED_SEED_WAS_DRAWN if session.seed_entry is None else HOW_TO_DRAW_THE_ORDER


def has_defence(call: Round | None) -> bool:
    """Whether the round has the stage."""
    return call is not None and Extra.DEFENCE in policy_of(call).extras


def to_defend(seat: Seat, call: Round) -> QuerySet[Declaration]:
    """Reviewed cases that wait for their 答辩 and are in no session yet."""
    cases = visible_to(seat).filter(round=call, stage=Stage.DEFENCE, defence=None)
    return cases.select_related("review_result").order_by("level", "review_result__place", "case_number")


def defence_sessions_for(seat: Seat) -> QuerySet[DefenceSession]:
    """Sessions with how many cases they have and how many are recorded; for the province's staff only."""
    if seat.tier != Tier.PROVINCE or seat.role_term not in PROVINCE_STAFF:
        return DefenceSession.objects.none()
    return (
        DefenceSession.objects.select_related("round")
        .annotate(
            case_count=Count("defences"),
            recorded_count=Count("defences", filter=Q(defences__recorded_at__isnull=False)),
            open_count=Count(
                "defences", filter=Q(defences__recorded_at=None, defences__declaration__stage=Stage.DEFENCE)
            ),
        )
        .order_by("-held_on", "-pk")
    )


def defences_of(session: DefenceSession) -> QuerySet[Defence]:
    """The cases of a session in the order drawn."""
    return session.defences.select_related(
        "session", "declaration__dossier__cluster", "declaration__county", "declaration__city", "declaration__round"
    ).order_by("turn")


def defences_ahead(seat: Seat, call: Round) -> list[Defence]:
    """The defences of the seat's own cases that are arranged and not recorded, the next one first."""
    own = visible_to(seat).filter(round=call, stage=Stage.DEFENCE)
    found = Defence.objects.filter(declaration__in=own, recorded_at=None).select_related(
        "session", "declaration__dossier__cluster", "declaration__county", "declaration__city"
    )
    return list(found.order_by("session__held_on", "session__starts_at", "session_id", "turn"))
