"""A policy being written: one whole pack of parts, from its first draft to its publication."""

from __future__ import annotations

from django.db import models

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Term

LONGEST_TITLE, LONGEST_ORIGIN = 200, 300


class DraftState(Term):
    """Where a draft stands."""

    DRAFTING = "drafting", "起草中"
    AWAITING = "awaiting", "待审定"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已作废"


class Draft(models.Model):
    """The whole pack is the unit of editing; ``version`` grows by one with every change, so that none is lost.

    ``base`` is the pack it began from; ``digest`` that of the policy put together, once published.
    """

    title = models.CharField("名称", max_length=LONGEST_TITLE)
    state = models.CharField("状态", max_length=12, choices=DraftState.choices(), default=DraftState.DRAFTING)
    origin = models.CharField("编制基础", max_length=LONGEST_ORIGIN)
    pack = models.JSONField("政策数据")
    base = models.JSONField("基础政策数据")
    version = models.PositiveIntegerField("版本", default=1)
    author = models.ForeignKey(Seat, verbose_name="起草人", on_delete=models.PROTECT, related_name="drafts_begun")
    writers = models.ManyToManyField(Seat, verbose_name="编制人员", related_name="drafts_written")
    started_at = models.DateTimeField("起草时间")
    changed_at = models.DateTimeField("最近修改时间")
    submitter = models.ForeignKey(
        Seat, verbose_name="提交人", null=True, on_delete=models.PROTECT, related_name="drafts_submitted"
    )
    submitted_at = models.DateTimeField("提交时间", null=True)
    approver = models.ForeignKey(
        Seat, verbose_name="审定人", null=True, on_delete=models.PROTECT, related_name="drafts_approved"
    )
    published_at = models.DateTimeField("发布时间", null=True)
    remark = models.TextField("退回或作废理由", blank=True)
    digest = models.CharField("摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "政策草案"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="draft_state_is_known", condition=models.Q(state__in=[str(each.value) for each in DraftState])
            ),
            models.CheckConstraint(
                name="draft_is_published_with_digest_and_approver",
                condition=models.Q(state="published", approver__isnull=False, published_at__isnull=False)
                & ~models.Q(digest="")
                | ~models.Q(state="published") & models.Q(digest="", approver=None, published_at=None),
                violation_error_message="发布的政策须有审定人、发布时间和摘要",
            ),
            models.CheckConstraint(
                name="draft_approver_is_a_second_person",
                condition=models.Q(approver=None) | ~models.Q(approver=models.F("submitter")),
                violation_error_message="审定人不得为提交人",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_term(self) -> DraftState:
        """The state as a word."""
        return DraftState(self.state)
