"""Log-ins on record: who came, who left, who was refused and who was locked out; never a password."""

from __future__ import annotations

from datetime import datetime

from jiqun.accounts.models import Person
from jiqun.audit.services import record
from jiqun.core.findings import Actor

UNKNOWN = Actor(seat_id=None, name="身份未确认", office="", role="")
"""Somebody who did not prove who they are."""


def actor_of(person: Person) -> Actor:
    """The person in the first of their seats, or by name alone."""
    seat = person.seats.filter(is_active=True).select_related("authority", "person").first()
    return seat.actor if seat else Actor(None, person.name, "", "")


def record_log_in(person: Person, *, at: datetime, address: str) -> None:
    """Somebody logged in; ``address`` is that of their machine."""
    _record("log_in", "登录", person, by=actor_of(person), at=at, address=address)


def record_log_out(person: Person, *, at: datetime, address: str) -> None:
    """Somebody logged out."""
    _record("log_out", "退出", person, by=actor_of(person), at=at, address=address)


def record_failed_log_in(username: str, *, locked: bool, at: datetime, address: str) -> None:
    """A wrong password, and the lock-out if this was one too many.

    An unknown user name is not written down: people type their password there by mistake.
    """
    person = Person.objects.filter(username=username).first()
    label = f"登录失败：{person.name}" if person else "登录失败：没有该登录名"
    _record("log_in_failed", label, person, by=UNKNOWN, at=at, address=address)
    if locked:
        label = f"登录锁定：{person.name}" if person else "登录锁定：没有该登录名"
        _record("locked_out", label, person, by=UNKNOWN, at=at, address=address)


def _record(act: str, label: str, person: Person | None, *, by: Actor, at: datetime, address: str) -> None:
    subject = f"person:{person.pk}" if person else ""
    record(act, label, by=by, at=at, subject=subject, detail={"address": address})
