"""The first page: what this is, the current round, what stands for objection, what was published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.timezone import localdate, now

from jiqun.accounts.access import for_public
from jiqun.assessments.queries import public_draws
from jiqun.core.vocabulary import Level
from jiqun.decisions.queries import standing_notices
from jiqun.portal import queries
from jiqun.programmes.models import Round
from jiqun.programmes.queries import current_round, policy_of
from jiqun.programmes.texts import text_of
from jiqun.ui.wording import chinese_date

SHOWN = 5
WHO_MAY_DECLARE = "N03"
"""The clause of the notice that names the declaring authority."""


@for_public
def mark(_request: HttpRequest) -> HttpResponse:
    """Our mark, where browsers look for it that show a file of ours, which names none."""
    return redirect(static("ui/mark.svg"))


@for_public
def home(request: HttpRequest) -> HttpResponse:
    """What somebody sees who comes for the first time."""
    at, call = now(), current_round()
    tally = queries.tally(localdate(at))
    policy = policy_of(call) if call else None
    context: dict[str, Any] = {
        "title": text_of(policy, "pages", "home_title"),
        "lead": text_of(policy, "pages", "home_lead"),
        "round": call,
        "today": localdate(at),
        "standing": standing_notices(at)[:SHOWN],
        "lists": queries.public_lists()[:SHOWN],
        "draws": public_draws()[:SHOWN],
        "provincial": tally.get(Level.PROVINCIAL, 0),
        "national": tally.get(Level.NATIONAL, 0),
        **(round_facts(call, at) if call else {}),
    }
    return render(request, "portal/home.html", context)


def round_facts(call: Round, at: datetime) -> dict[str, Any]:
    """What is said of the current round."""
    policy = policy_of(call)
    declare = next((clause.says for clause in policy.clauses if clause.id == WHO_MAY_DECLARE), "")
    facts = [
        ("依据", f"《{policy.notice.title}》"),
        ("印发单位", policy.notice.issuer),
        ("印发日期", chinese_date(policy.notice.issued_on)),
        ("申报类别", "、".join(track.label for track in policy.tracks)),
        ("谁可以申报", declare),
        ("联系处室", policy.notice.contact_office),
    ]
    today = localdate(at)
    return {
        "facts": [(name, value) for name, value in facts if value],
        "road": queries.road(call, at),
        "open": call.opens_on <= today <= call.closes_on,
        "to_come": today < call.opens_on,
    }
