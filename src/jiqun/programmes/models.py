"""A round: one notice, opened under a policy that is frozen on that day."""

from __future__ import annotations

from django.db import models


class PolicySnapshot(models.Model):
    """The policy values of a round as plain data, kept under their digest and never changed."""

    digest = models.CharField("摘要", max_length=64, primary_key=True)
    plain = models.JSONField("政策数据")

    class Meta:
        verbose_name = verbose_name_plural = "政策数据"

    def __str__(self) -> str:
        return self.digest


class WorkdayYear(models.Model):
    """The days off of one year as the province entered them; they stand over those that came with the software."""

    year = models.PositiveSmallIntegerField("年度", primary_key=True)
    plain = models.JSONField("节假日安排")
    changed_at = models.DateTimeField("登记时间")
    changed_by = models.CharField("登记人", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "节假日安排"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年节假日安排"


class Round(models.Model):
    """One notice and everything it froze; later edits of the policy files never reach an open round."""

    code = models.SlugField("批次代码", max_length=60, unique=True)
    title = models.CharField("批次名称", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    sign_off = models.BooleanField("须负责人签发", default=True)
    decides_all = models.BooleanField("本级认定国家级", default=False)
    policy = models.ForeignKey(PolicySnapshot, verbose_name="政策数据", on_delete=models.PROTECT)
    recommender_kinds = models.JSONField("推荐单位类别", default=dict)  # code -> kind, as the offices stood on opening
    is_demo = models.BooleanField("演示数据", default=False)
    opened_at = models.DateTimeField("开启时间")

    class Meta:
        verbose_name = verbose_name_plural = "批次"
        ordering = ["-opens_on", "-pk"]

    def __str__(self) -> str:
        return self.title
