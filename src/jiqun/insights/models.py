"""Figures of key specialised towns, as the province knows them."""

from __future__ import annotations

from django.db import models


class TownFigures(models.Model):
    """What is known of one town of the policy's list, each figure with its source.

    ``figures``: by address as in the form (``output_total.2024``), counts of firms by title as ``titles.<code>``;
    ``sources``: by the same addresses, one line each.
    """

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("专业镇名称", max_length=60)
    figures = models.JSONField("数据", default=dict)
    sources = models.JSONField("来源", default=dict)
    revision = models.PositiveIntegerField("版本", default=0)
    changed_at = models.DateTimeField("最近修改时间")
    changed_by = models.CharField("修改人", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "专业镇数据"
        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(
                name="town_figures_once", fields=["code", "name"], violation_error_message="该专业镇已有数据"
            )
        ]

    def __str__(self) -> str:
        return self.name
