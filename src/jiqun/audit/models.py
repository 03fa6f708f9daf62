"""The chain: one row per act, never changed, never deleted."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db import models


class ImmutableEntryError(Exception):
    """Somebody tried to change or delete a record of the chain through the application."""


class ChainHead(models.Model):
    """The last link; locked while a new one is made, so that links have one order."""

    sequence = models.BigIntegerField("序号", default=0)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "记录链末端"


class Entry(models.Model):
    """One act: who, when, what, on which case, and the digest that binds it to the act before."""

    sequence = models.BigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    seat_id_then = models.BigIntegerField("席位", null=True)
    actor = models.CharField("人员", max_length=60)
    office = models.CharField("单位", max_length=120, blank=True)
    role = models.CharField("岗位", max_length=30, blank=True)
    act = models.CharField("事项", max_length=60)
    label = models.CharField("办理内容", max_length=120)
    subject = models.CharField("对象", max_length=80, blank=True, db_index=True)
    round_code = models.CharField("批次", max_length=60, blank=True, db_index=True)
    before = models.CharField("办理前环节", max_length=30, blank=True)
    after = models.CharField("办理后环节", max_length=30, blank=True)
    remark = models.TextField("意见", blank=True)
    detail = models.JSONField("明细", default=dict)
    previous = models.CharField("前一摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["sequence"]
        indexes = [models.Index(fields=["subject", "sequence"], name="audit_entry_subject_order")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only; a second save of the same row is refused."""
        if not self._state.adding:
            raise ImmutableEntryError("办理记录不得修改")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: the chain only grows."""
        raise ImmutableEntryError("办理记录不得删除")

    def facts(self) -> dict[str, Any]:
        """What the digest covers: everything but the digests themselves."""
        return {
            "sequence": self.sequence,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "seat": self.seat_id_then,
            "actor": self.actor,
            "office": self.office,
            "role": self.role,
            "act": self.act,
            "label": self.label,
            "subject": self.subject,
            "round": self.round_code,
            "before": self.before,
            "after": self.after,
            "remark": self.remark,
            "detail": self.detail,
        }
