"""Drafts and published packs, and what is to be said of a draft as it stands."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.core.casetrial import Trial, check_cases
from jiqun.core.policy.cases import Case
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import PolicyError, Problem
from jiqun.policies.models import Draft, DraftState
from jiqun.policies.parts import Path, at
from jiqun.policyfiles.pack import Pack, assembled
from jiqun.policyfiles.packcases import cases_of


def part_of(draft: Draft, path: Path) -> Any:
    """The plain value at a path of the pack; raises LookupError where it leads nowhere."""
    return at(draft.pack, path)


def problems_of(draft: Draft) -> list[Problem]:
    """Everything that keeps the draft from being submitted; keys such as ``round.quota.per_niche.values``."""
    return checked(draft.pack)[1]


def checked(pack: Pack) -> tuple[RoundPolicy | None, list[Problem]]:
    """The policy put together, unless anything is wrong with it, and everything that is wrong with the pack."""
    policy, problems = _checked(json.dumps(pack, ensure_ascii=False))
    return policy, list(problems)


@lru_cache(maxsize=16)
def _checked(text: str) -> tuple[RoundPolicy | None, tuple[Problem, ...]]:
    """The same of a pack as text: a draft is looked at many times between two changes, and its base never changes."""
    pack = json.loads(text)
    policy, problems = None, list[Problem]()
    try:
        policy = assembled(pack)
    except PolicyError as error:
        problems += error.problems
    try:
        cases_of(pack["cases"])
    except PolicyError as error:
        problems += error.problems
    return policy, tuple(problems)


def case_results(draft: Draft) -> list[Trial]:
    """What the draft says of each of its cases; none while it cannot be put together."""
    policy, problems = checked(draft.pack)
    return try_cases(policy, draft.pack) if policy and not problems else []


def try_cases(policy: RoundPolicy, pack: Pack) -> list[Trial]:
    """Every case of a sound pack, in order."""
    cases: list[Case] = cases_of(pack["cases"])
    return check_cases(policy, cases, pack["answers"])


def drafts() -> QuerySet[Draft]:
    """All drafts and published packs with the people in them, their packs left in the database."""
    people = ("author__person", "author__authority", "submitter__person", "approver__person")
    return Draft.objects.select_related(*people).defer("pack", "base")


def published() -> QuerySet[Draft]:
    """The packs that rounds can be opened from, the latest first."""
    return drafts().filter(state=DraftState.PUBLISHED).order_by("-published_at", "-pk")


def to_approve(seat: Seat) -> QuerySet[Draft]:
    """Submitted drafts that the person of the seat wrote nothing of, the longest waiting first."""
    mine = Draft.objects.filter(writers__person=seat.person_id).values("pk")
    return drafts().filter(state=DraftState.AWAITING).exclude(pk__in=mine).order_by("submitted_at", "pk")


def returned_to(seat: Seat) -> QuerySet[Draft]:
    """Drafts given back to the person of the seat."""
    mine = Draft.objects.filter(writers__person=seat.person_id).values("pk")
    return drafts().filter(state=DraftState.DRAFTING, pk__in=mine).exclude(remark="")


def published_titles() -> list[tuple[int, str, datetime]]:
    """Key, title and moment of publication of every published pack, the latest first."""
    rows = Draft.objects.filter(state=DraftState.PUBLISHED, published_at__isnull=False)
    return [
        (pk, title, moment)
        for pk, title, moment in rows.order_by("-published_at", "-pk").values_list("pk", "title", "published_at")
        if moment
    ]


def published_policy(pk: int) -> RoundPolicy:
    """The policy that was published; raises PolicyError should the rules of the software no longer take it."""
    return assembled(Draft.objects.get(pk=pk, state=DraftState.PUBLISHED).pack)


def cases_published_with(digest: str) -> tuple[list[Any], dict[str, Any]] | None:
    """The cases of the published pack of that digest and the dossier they depart from; None where it has none."""
    pack = Draft.objects.filter(state=DraftState.PUBLISHED, digest=digest).values_list("pack", flat=True).first()
    return (pack["cases"], pack["answers"]) if pack and pack["cases"] else None


def acts_on(draft: Draft) -> QuerySet[Entry]:
    """The record of the draft, the latest act first."""
    return Entry.objects.filter(subject=subject_of(draft)).order_by("-sequence")


def subject_of(draft: Draft) -> str:
    """What the record calls the draft."""
    return f"policy:{draft.pk}"
