"""The head of a case: its road, where it stands, what comes next and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.audit.queries import entries_about
from jiqun.core.steps import State, progress
from jiqun.core.vocabulary import Event, Stage
from jiqun.decisions.models import PublicNotice
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import traveller, visible_to
from jiqun.declarations.wayfinding import due
from jiqun.desk.tasks.waiting import step_after
from jiqun.ui.wording import chinese_date

STOPPED_WITH_REASON = frozenset(
    {
        Stage.VOIDED,
        Stage.NOT_RECOMMENDED,
        Stage.REFUSED,
        Stage.DECLINED,
        Stage.LAPSED,
        Stage.NOT_RECOGNISED,
        Stage.DISQUALIFIED,
        Stage.REVOKED,
    }
)


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands above every side of a case."""

    steps: list[tuple[str, State]]
    sentence: str
    due: date | None
    remark: str
    """Why the case came back or ended, where somebody had to say so."""


def head_of(case: Declaration) -> CaseHead:
    """The head of a case, as everybody who sees the case may read it."""
    last = last_move(case)
    stood_at = Stage(last.before) if last is not None and case.stage == Stage.DISQUALIFIED else None
    stands = traveller(case)
    road = progress(
        stands.stage, stands.purpose, stands.level, stands.sign_off, stood_at=stood_at, extras=stands.extras
    )
    notice = standing_notice(case)
    came_back = last is not None and last.act in (Event.RETURN, Event.SEND_BACK)
    told = came_back or case.stage_term in STOPPED_WITH_REASON
    return CaseHead(
        road,
        f"{what_happened(last) if came_back else ''}{what_follows(case)}",
        notice.last_day if notice else due(case),
        last.remark if last is not None and told else "",
    )


def last_move(case: Declaration) -> Entry | None:
    """The entry that brought the case where it stands; None for one that never moved."""
    return entries_about(case.case_number).exclude(before="").order_by("-sequence").first()


def what_happened(entry: Entry | None) -> str:
    """Who sent the case back and when."""
    return f"{entry.office}{chinese_date(entry.at)}{entry.label}。" if entry else ""


def what_follows(case: Declaration) -> str:
    """Who does what next."""
    return step_after(case).sentence


def standing_notice(case: Declaration) -> PublicNotice | None:
    """The public notice that the case stands on now."""
    if case.stage != Stage.ON_NOTICE:
        return None
    return case.public_notices.filter(opened_at__isnull=False, closed_at=None).first()


def siblings(case: Declaration, seat: Seat) -> list[Declaration]:
    """The other cases of the same dossier that the seat may see."""
    return list(visible_to(seat).filter(dossier=case.dossier_id).exclude(pk=case.pk))
