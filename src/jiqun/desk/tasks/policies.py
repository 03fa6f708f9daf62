"""Tasks of the policy being written: to approve, to correct after a return, to open a round from."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.policies.queries import published, returned_to, to_approve
from jiqun.programmes.models import Round
from jiqun.ui.parts import Task


def policies_to_approve(seat: Seat) -> Iterator[Task]:
    """Drafts that wait for a second person."""
    for draft in to_approve(seat):
        submitter = draft.submitter.person.name if draft.submitter else ""
        yield Task(f"审定政策“{draft.title}”", _page(draft.pk), "审定", None, f"{submitter}提交")


def policies_to_correct(seat: Seat) -> Iterator[Task]:
    """Drafts that the signatory gave back."""
    for draft in returned_to(seat):
        yield Task(f"修改退回的政策“{draft.title}”", _page(draft.pk), "修改", None, draft.remark)


def policies_to_open(approved_for: Round | None) -> Iterator[Task]:
    """Policies published after the last round was opened, and not opened yet."""
    waiting = published().exclude(digest__in=Round.objects.values("policy"))
    if approved_for is not None:
        waiting = waiting.filter(published_at__gt=approved_for.opened_at)
    for draft in waiting:
        yield Task(f"政策“{draft.title}”已发布，可开启批次", reverse("programmes:open"), "开启批次")


def _page(pk: int) -> str:
    return reverse("policies:draft", args=[pk])
