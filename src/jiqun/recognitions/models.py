"""Lists, recognitions with their validity, and the register of past ones."""

from __future__ import annotations

from django.db import models

from jiqun.core.vocabulary import Level, Term
from jiqun.declarations.models import Cluster, Declaration
from jiqun.programmes.models import Round


class ListKind(Term):
    """What a list does with the cases on it."""

    PROVINCIAL = "provincial", "本级认定名单"
    FORWARDED = "forwarded", "国家级推荐名单"
    RE_EVALUATION = "re_evaluation", "复核结果上报名单"


class RecognitionList(models.Model):
    """A list with number and date: recognised provincial clusters, or cases forwarded to the ministry."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="lists")
    kind = models.CharField("名单类别", max_length=16, choices=ListKind.choices())
    title = models.CharField("标题", max_length=160)
    number = models.CharField("文号", max_length=80)
    issued_on = models.DateField("公布日期")
    prepared_at = models.DateTimeField("拟定时间")
    prepared_by = models.CharField("拟定人", max_length=60)
    issued_at = models.DateTimeField("签发时间", null=True)
    issued_by = models.CharField("签发人", max_length=60, blank=True)
    cases = models.ManyToManyField(Declaration, verbose_name="名单对象", related_name="lists")

    class Meta:
        verbose_name = verbose_name_plural = "认定名单"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="list_number_once",
                fields=["number"],
                violation_error_message="该文号已用于另一份名单",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_term(self) -> ListKind:
        """The kind as a word of the vocabulary."""
        return ListKind(self.kind)


class RecognitionState(Term):
    """Whether a recognition holds."""

    VALID = "valid", "有效"
    LAPSED = "lapsed", "已失效"
    REVOKED = "revoked", "已撤销"


class Recognition(models.Model):
    """A recognition that holds for three years; past ones from other registers have no cluster of ours."""

    cluster = models.ForeignKey(
        Cluster,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recognitions",
    )
    declaration = models.OneToOneField(
        Declaration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recognition",
    )
    list = models.ForeignKey(
        RecognitionList,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recognitions",
    )
    level = models.CharField("级别", max_length=12, choices=Level.choices())
    name = models.CharField("集群名称", max_length=120)
    province = models.CharField("省份", max_length=30)
    city = models.CharField("市", max_length=30, blank=True)
    county = models.CharField("县（市、区）", max_length=30)
    batch = models.PositiveSmallIntegerField("认定年度")
    previous = models.ForeignKey(
        "self",
        verbose_name="所续认定",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
    )
    number = models.CharField("认定编号", max_length=60, blank=True)
    valid_from = models.DateField("有效期起")
    valid_until = models.DateField("有效期止")
    validity_mark = models.CharField("有效期依据", max_length=1, default="V")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=RecognitionState.choices(),
        default=RecognitionState.VALID,
    )
    note = models.CharField("备注", max_length=300, blank=True)
    source = models.CharField("来源", max_length=300, blank=True)
    mark = models.CharField("依据", max_length=1, default="V")
    is_demo = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "认定"
        ordering = ["-batch", "level", "province", "name"]
        indexes = [models.Index(fields=["level", "batch"], name="recognition_by_batch")]
        constraints = [
            models.UniqueConstraint(
                name="recognition_once",
                fields=["level", "batch", "cluster"],
                condition=models.Q(declaration__isnull=False),
                violation_error_message="该集群本年度已有同级别的认定",
            ),
            # Past recognitions of other registers are known by name only; two counties may each have a cluster of it.
            models.UniqueConstraint(
                name="recognition_by_name_once",
                fields=["level", "batch", "name"],
                condition=models.Q(declaration=None),
            ),
            models.CheckConstraint(
                name="recognition_ends_after_start",
                condition=models.Q(valid_until__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level_term(self) -> Level:
        """The level as a word of the vocabulary."""
        return Level(self.level)

    @property
    def place(self) -> str:
        """Province, city and county in one; a district that carries its city's name says it once."""
        parts = ("" if self.county.startswith(self.city) else self.city, self.county)
        return "".join(dict.fromkeys((self.province, *parts)))
