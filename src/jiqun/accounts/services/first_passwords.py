"""First passwords: made from the entry of the act that gives one.

So the same act gives the same password however often it is asked for, and none is kept anywhere: to make it again takes
the secret key of the installation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.crypto import salted_hmac

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 4, 4
CREATE, RESET = "create_account", "reset_password"


@dataclass(frozen=True, slots=True)
class Given:
    """A seat, the entry of the act on it, and the first password that it gave; empty where the person had one."""

    seat: Seat
    entry: Entry
    first_password: str = ""


def first_password(entry: Entry) -> str:
    """A password to be changed at first log-in: four groups of four letters and digits, easy to copy from paper."""
    number = int.from_bytes(salted_hmac("jiqun.accounts.first_password", entry.digest, algorithm="sha256").digest())
    groups = []
    for _ in range(GROUPS):
        group = ""
        for _ in range(LENGTH):
            number, sign = divmod(number, len(LETTERS))
            group += LETTERS[sign]
        groups.append(group)
    return "-".join(groups)


def given(entries: Iterable[Entry]) -> list[Given]:
    """What acts gave, in their order; a password that its owner has changed since is not told."""
    found = [each for each in entries if "seat" in each.detail]
    held = Seat.objects.select_related("person", "authority").in_bulk([each.detail["seat"] for each in found])
    return shared([_given(held[each.detail["seat"]], each) for each in found if each.detail["seat"] in held])


def shared(acts: Sequence[Given]) -> list[Given]:
    """The same acts; further seats of somebody who is new here tell the one first password again."""
    told = {each.seat.person_id: each.first_password for each in acts if each.first_password}
    return [replace(each, first_password=told.get(each.seat.person_id, "")) for each in acts]


def _given(seat: Seat, entry: Entry) -> Given:
    gave = entry.act == RESET or entry.detail["new"]
    return Given(seat, entry, first_password(entry) if gave and seat.person.must_change_password else "")
