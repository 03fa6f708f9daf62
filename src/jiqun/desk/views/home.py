"""My tasks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.core.vocabulary import Role
from jiqun.desk.tasks.home import may_declare, tasks_of, will_come
from jiqun.desk.tasks.urgency import by_urgency
from jiqun.desk.tasks.waiting import waiting_of
from jiqun.programmes.queries import current_round


@for_seats()
def home(request: SeatedRequest) -> HttpResponse:
    """What to do, grouped by how much it presses; below, what others have to do."""
    seat, call, at = request.seat, current_round(), now()
    today = localdate(at)
    tasks = tasks_of(seat, call, at)
    context = {
        "round": call,
        "today": today,
        "count": len(tasks),
        "groups": by_urgency(tasks, today),
        "waiting": waiting_of(seat),
        "will_come": will_come(seat),
        "may_declare": may_declare(seat, call, at),
        "bound": seat.role_term in CASE_READERS or seat.role_term == Role.SYSTEM_ADMIN,
    }
    return render(request, "desk/home.html", context)
