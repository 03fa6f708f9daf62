"""A county's tasks: case by case, since there are few and each is somebody's work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.audit.queries import entries_about
from jiqun.core.vocabulary import Event, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.desk.tasks.defences import defences_to_attend
from jiqun.programmes.models import Round
from jiqun.recognitions.queries import due_for, re_evaluation_cases
from jiqun.ui.parts import Task
from jiqun.ui.wording import chinese_date

RETURNS = (Event.RETURN, Event.SEND_BACK)


def county_tasks(seat: Seat, call: Round | None, at: datetime) -> list[Task]:
    """What the handler fills in and the signatory signs in a round."""
    if call is None:
        return []
    if seat.role_term == Role.SIGNATORY:
        return [*(to_sign(case) for case in own(seat, call, Stage.SIGNING)), *defences_to_attend(seat, call, at)]
    return [*drafts(seat, call), *defences_to_attend(seat, call, at), *to_re_evaluate(seat, call)]


def own(seat: Seat, call: Round, stage: Stage) -> list[Declaration]:
    """The county's cases in a stage, with the number of remarks still to be answered."""
    pending = Count("remarks", filter=Q(remarks__answered=False))
    cases = visible_to(seat).filter(round=call, stage=stage).annotate(pending=pending)
    return list(cases.order_by("case_number"))


def title(case: Declaration) -> str:
    """The cluster and what it is declared for."""
    return f"{case.dossier.cluster.name}{case.level_term.label}{case.purpose_term.label}"


def to_sign(case: Declaration) -> Task:
    """One case that waits for the signatory."""
    url = reverse("declarations:sign", args=[case.case_number])
    return Task(f"签发{title(case)}", url, "审核签发", case.round.closes_on, f"{chinese_date(case.stage_since)}提交")


def drafts(seat: Seat, call: Round) -> Iterator[Task]:
    """Cases to fill in; those that came back say from whom, when, and how much is asked."""
    cases = own(seat, call, Stage.DRAFT)
    back = returned([case.case_number for case in cases])
    for case in cases:
        url, entry = reverse("declarations:form", args=[case.case_number]), back.get(case.case_number)
        if entry is None:
            yield Task(f"填报{title(case)}", url, "继续填报", call.closes_on)
        else:
            pending = f"，{case.pending}处补正要求" if case.pending else ""  # type: ignore[attr-defined]
            about = f"{entry.office}{chinese_date(entry.at)}退回{pending}"
            yield Task(f"按要求修改{title(case)}，并重新提交", url, "修改", call.closes_on, about)


def returned(numbers: list[str]) -> dict[str, Entry]:
    """The drafts whose last move was a return, with the entry that says so; one query for all."""
    last: dict[str, Entry] = {}
    for entry in entries_about(*numbers).exclude(before=""):
        last[entry.subject] = entry
    return {number: entry for number, entry in last.items() if entry.act in RETURNS}


def to_re_evaluate(seat: Seat, call: Round) -> Iterator[Task]:
    """Recognitions of the county that have to be re-evaluated and are not yet."""
    opened = re_evaluation_cases(call)
    url = f"{reverse('recognitions:due')}?round={call.code}"
    for each in due_for(seat, call):
        if (each.cluster_id or 0, each.level) not in opened:
            about = f"有效期至{chinese_date(each.valid_until)}"
            yield Task(f"发起{each.name}复核", url, "发起复核", call.closes_on, about)
