"""Files that prove figures. Evidence hangs on a subject (``dossier:12``), so that this floor knows no stage."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """The bytes, kept once under their digest and never overwritten."""

    sha256 = models.CharField("摘要", max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField("字节数")
    content_type = models.CharField("类型", max_length=100)
    file = models.FileField("文件", upload_to="evidence/%Y")

    class Meta:
        verbose_name = verbose_name_plural = "文件"

    def __str__(self) -> str:
        return self.sha256


class Evidence(models.Model):
    """One file offered as proof of one figure (or as a photo of a visit)."""

    subject = models.CharField("所属", max_length=40)
    address = models.CharField("字段", max_length=80)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="uses")
    name = models.CharField("文件名", max_length=200)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.CharField("上传人", max_length=60)
    removed_at = models.DateTimeField("移除时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "佐证材料"
        ordering = ["address", "pk"]
        indexes = [models.Index(fields=["subject", "address"], name="evidence_by_subject")]
        constraints = [
            models.UniqueConstraint(
                name="evidence_once_per_field",
                fields=["subject", "address", "stored"],
                condition=models.Q(removed_at=None),
                violation_error_message="该字段已有同一文件",
            )
        ]

    def __str__(self) -> str:
        return self.name
