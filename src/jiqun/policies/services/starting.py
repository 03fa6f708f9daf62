"""Starting a draft, and putting a pack from outside in the place of one that is being written."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.policies.models import LONGEST_ORIGIN, LONGEST_TITLE, Draft
from jiqun.policies.parts import count_of_differences
from jiqun.policies.queries import subject_of
from jiqun.policies.services.duty import refuse_unless_writer
from jiqun.policies.services.writing import write
from jiqun.policyfiles.nextyear import next_year
from jiqun.policyfiles.pack import Pack


@transaction.atomic
def start_draft(base: Pack, *, title: str, origin: str, by: Seat, at: datetime, a_year_on: bool = False) -> Draft:
    """Begin a draft from a sound pack: a shipped round, that of an open round, a published one, or an uploaded one.

    ``origin`` says in words what it began from; without a title the draft is called as the round.
    ``a_year_on`` moves the year, the days and the window of data.

    Raises:
        Refused: wrong seat.
    """
    refuse_unless_writer(by)
    pack = next_year(base) if a_year_on else base
    named = title.strip() or str(pack["round"]["title"])
    draft = Draft.objects.create(
        title=named[:LONGEST_TITLE],
        origin=origin[:LONGEST_ORIGIN],
        pack=pack,
        base=base,
        author=by,
        started_at=at,
        changed_at=at,
    )
    draft.writers.add(by)
    detail = {"origin": origin, "a_year_on": a_year_on, "differences": count_of_differences(base, pack)}
    record("start_draft", f"起草政策：{draft.title}", by=by.actor, at=at, subject=subject_of(draft), detail=detail)
    return draft


@transaction.atomic
def replace_pack(draft: Draft, pack: Pack, *, name: str, version: int, by: Seat, at: datetime) -> Draft:
    """Put an imported pack in place of what was written; ``name`` is that of the file.

    A file that brings no cases leaves those of the draft.

    Raises:
        Refused: wrong seat or state, or the draft is no longer at that version.
    """
    return write(draft, lambda old: merged(old, pack), (), version=version, by=by, moment=at, act=f"导入“{name}”")


def merged(old: Pack, imported: Pack) -> Pack:
    """The imported pack, with the cases of the old one where it brings none."""
    return imported if imported["cases"] else {**imported, "cases": old["cases"], "answers": old["answers"]}
