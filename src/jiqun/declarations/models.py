"""What lives how long: the cluster for life, the dossier for a round, a case per level and purpose."""

from __future__ import annotations

from django.db import models

from jiqun.accounts.models import Authority
from jiqun.core.vocabulary import Level, Purpose, Stage, stage_label
from jiqun.programmes.models import Round


class Cluster(models.Model):
    """One cluster for life, whatever rounds and recognitions it passes through."""

    county = models.ForeignKey(Authority, verbose_name="申报主体", on_delete=models.PROTECT, related_name="clusters")
    name = models.CharField("集群名称", max_length=120)
    niche = models.CharField("细分领域", max_length=60)
    leading_industry = models.CharField("主导产业", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "集群"
        ordering = ["county__code", "name"]
        constraints = [
            models.UniqueConstraint(
                name="cluster_once_per_county", fields=["county", "name"], violation_error_message="本县已有同名集群"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Dossier(models.Model):
    """What one cluster answers in one round; its cases of either level share these answers."""

    cluster = models.ForeignKey(Cluster, verbose_name="集群", on_delete=models.PROTECT, related_name="dossiers")
    round = models.ForeignKey(Round, verbose_name="批次", on_delete=models.PROTECT, related_name="dossiers")
    answers = models.JSONField("填报内容", default=dict)
    revision = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "申报档案"
        constraints = [
            models.UniqueConstraint(
                name="dossier_once_per_round",
                fields=["cluster", "round"],
                violation_error_message="该集群本批次已建立申报档案",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster.name}（{self.round.year}）"


class AnswerChange(models.Model):
    """One answer changed once: the history of a dossier, field by field."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField("版本")
    address = models.CharField("字段", max_length=80)
    before = models.JSONField("修改前", null=True)
    after = models.JSONField("修改后", null=True)
    actor = models.CharField("修改人", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "填报修改"
        ordering = ["pk"]
        indexes = [models.Index(fields=["dossier", "revision"], name="answer_change_by_revision")]

    def __str__(self) -> str:
        return f"{self.address} #{self.revision}"


class Declaration(models.Model):
    """The case: one dossier on one level for one purpose, somewhere on the road."""

    dossier = models.ForeignKey(Dossier, verbose_name="申报档案", on_delete=models.PROTECT, related_name="cases")
    round = models.ForeignKey(Round, verbose_name="批次", on_delete=models.PROTECT, related_name="cases")
    county = models.ForeignKey(Authority, verbose_name="县级", on_delete=models.PROTECT, related_name="county_cases")
    city = models.ForeignKey(Authority, verbose_name="市级", on_delete=models.PROTECT, related_name="city_cases")
    case_number = models.CharField("编号", max_length=40, unique=True)
    track = models.CharField("申报类别", max_length=30)
    level = models.CharField("级别", max_length=12, choices=Level.choices())
    purpose = models.CharField("事项", max_length=16, choices=Purpose.choices())
    stage = models.CharField("办理环节", max_length=20, choices=Stage.choices(), default=Stage.DRAFT)
    stage_since = models.DateTimeField("进入本环节时间")
    first_submitted_at = models.DateTimeField("首次报送市级时间", null=True)
    rank = models.PositiveSmallIntegerField("市级推荐排序", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "申报事项"
        ordering = ["case_number"]
        constraints = [
            models.UniqueConstraint(
                name="declaration_once_per_level",
                fields=["dossier", "level", "purpose"],
                condition=~models.Q(stage=Stage.VOIDED),
                violation_error_message="该集群本批次已有同级别的申报事项",
            ),
            models.CheckConstraint(name="declaration_stage_is_known", condition=models.Q(stage__in=Stage.codes())),
            models.CheckConstraint(name="declaration_level_is_known", condition=models.Q(level__in=Level.codes())),
            models.CheckConstraint(
                name="declaration_purpose_is_known", condition=models.Q(purpose__in=Purpose.codes())
            ),
        ]
        indexes = [
            models.Index(fields=["round", "stage", "case_number"], name="declaration_by_stage"),
            models.Index(fields=["city", "round", "stage"], name="declaration_by_city"),
            models.Index(fields=["county", "round"], name="declaration_by_county"),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.dossier.cluster.name}"

    @property
    def place(self) -> str:
        """City and county in one; a district that carries its city's name says it once."""
        city, county = self.city.place, self.county.place
        return county if county.startswith(city) else f"{city}{county}"

    @property
    def stage_term(self) -> Stage:
        """The stage as a word of the vocabulary."""
        return Stage(self.stage)

    @property
    def stage_words(self) -> str:
        """What the stage is called in a case of this purpose."""
        return stage_label(self.stage_term, self.purpose_term)

    @property
    def level_term(self) -> Level:
        """The level as a word of the vocabulary."""
        return Level(self.level)

    @property
    def road(self) -> Level:
        """Whose road the case goes: where nothing is forwarded, every case goes as one that is decided here."""
        return Level.PROVINCIAL if self.round.decides_all else self.level_term

    @property
    def purpose_term(self) -> Purpose:
        """The purpose as a word of the vocabulary."""
        return Purpose(self.purpose)


class Submission(models.Model):
    """What was submitted, sealed: judgement is always about a submission, never about a draft.

    Without ``left_at`` it waits for the signature, or was never signed, and is the county's own.
    """

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField("第几次提交")
    submitted_at = models.DateTimeField("提交时间")
    submitted_by = models.CharField("提交人", max_length=60)
    left_at = models.DateTimeField("报送市级时间", null=True)
    answers = models.JSONField("填报内容")
    evidence = models.JSONField("佐证材料清单", default=list)
    policy_digest = models.CharField("政策数据摘要", max_length=64)
    digest = models.CharField("内容摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "提交版本"
        ordering = ["declaration_id", "number"]
        constraints = [models.UniqueConstraint(name="submission_number_once", fields=["declaration", "number"])]

    def __str__(self) -> str:
        return f"{self.declaration.case_number} 第{self.number}次提交"


class FieldRemark(models.Model):
    """Why a field was returned for correction; answered when the next submission is made."""

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="remarks")
    address = models.CharField("字段", max_length=80, blank=True)
    text = models.TextField("补正要求")
    made_at = models.DateTimeField("提出时间")
    made_by = models.CharField("提出人", max_length=60)
    answered = models.BooleanField("已重新提交", default=False)
    reply = models.CharField("补正答复", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "补正要求"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]
