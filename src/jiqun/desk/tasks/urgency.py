"""Tasks in the order in which they press."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from jiqun.core.vocabulary import Term
from jiqun.ui.parts import Task
from jiqun.ui.tones import SOON_DAYS


class Urgency(Term):
    """How much a task presses, by the deadline that applies to it."""

    OVERDUE = "overdue", "已逾期"
    SOON = "soon", "3天内"
    THIS_WEEK = "this_week", "本周"
    OTHER = "other", "其他"


def urgency(due: date | None, today: date) -> Urgency:
    """Which group a deadline falls into; the closing day itself is not yet past. Weeks end on Sunday."""
    if due is None:
        return Urgency.OTHER
    if due < today:
        return Urgency.OVERDUE
    if due <= today + timedelta(days=SOON_DAYS):
        return Urgency.SOON
    sunday = today + timedelta(days=6 - today.weekday())
    return Urgency.THIS_WEEK if due <= sunday else Urgency.OTHER


def by_urgency(tasks: Iterable[Task], today: date) -> list[tuple[Urgency, list[Task]]]:
    """The tasks in groups, nearest deadline first within each; empty groups left out."""
    ordered = sorted(tasks, key=lambda task: task.due or date.max)
    groups = [(each, [task for task in ordered if urgency(task.due, today) == each]) for each in Urgency]
    return [(each, found) for each, found in groups if found]
