"""What the city finds on site, and the list it sends to the province."""

from __future__ import annotations

from django.db import models

from jiqun.accounts.models import Authority
from jiqun.core.vocabulary import Term
from jiqun.declarations.models import Declaration, Submission
from jiqun.programmes.models import Round


class Conformity(Term):
    """What the visit says of one criterion."""

    CONFORMS = "conforms", "符合"
    DIFFERS = "differs", "不符合"
    NOT_APPLICABLE = "not_applicable", "不涉及"


class SiteVisit(models.Model):
    """One on-site verification of one submission (N08, N14).

    ``conformity`` is that of the case as a whole; empty until it is concluded, and where a case ended at the city
    without anything found against it.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="visit")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField("核查日期", null=True)
    place = models.CharField("核查地点", max_length=200, blank=True)
    participants = models.CharField("参加人员", max_length=300, blank=True)
    conclusion = models.TextField("核查结论", blank=True)
    conformity = models.CharField("符合性结论", max_length=16, choices=Conformity.choices(), blank=True)
    revision = models.PositiveIntegerField("版本", default=0)
    concluded_at = models.DateTimeField("完成时间", null=True)
    concluded_by = models.CharField("核查人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "现场核查"

    def __str__(self) -> str:
        return f"{self.declaration.case_number} 现场核查"


class VerifiedCriterion(models.Model):
    """What was found for one criterion of the conformity statement."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.CASCADE, related_name="lines")
    criterion = models.CharField("条件", max_length=20)
    verified_value = models.CharField("核实数值", max_length=60, blank=True)
    conformity = models.CharField("核查意见", max_length=16, choices=Conformity.choices(), blank=True)
    remark = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "逐项核查"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="verified_criterion_once", fields=["visit", "criterion"])]

    def __str__(self) -> str:
        return self.criterion


class CityCheck(models.Model):
    """One second look at a verified case by other people of the city, in rounds that have it (市级抽查).

    A look that found the case not to conform stays on record beside the one that follows it.
    """

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="city_checks")
    visited_on = models.DateField("抽查日期", null=True)
    participants = models.CharField("抽查人员", max_length=300, blank=True)
    outcome = models.CharField("抽查结果", max_length=16, choices=Conformity.choices(), blank=True)
    report = models.TextField("抽查情况", blank=True)
    recorded_at = models.DateTimeField("登记时间", null=True)
    recorded_by = models.CharField("登记人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "市级抽查"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="city_check_one_open",
                fields=["declaration"],
                condition=models.Q(recorded_at=None),
                violation_error_message="该事项已有一份尚未登记的抽查记录",
            )
        ]

    def __str__(self) -> str:
        return f"{self.declaration.case_number} 市级抽查"


class RecommendationList(models.Model):
    """What one city sends at one time: prepared by the handler, signed by the signatory, then fixed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="recommendation_lists")
    city = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="recommendation_lists")
    purpose = models.CharField("事项", max_length=16)
    letter_number = models.CharField("推荐文件文号", max_length=80, blank=True)
    prepared_at = models.DateTimeField("拟定时间")
    prepared_by = models.CharField("拟定人", max_length=60)
    sent_at = models.DateTimeField("报送时间", null=True)
    sent_by = models.CharField("签发人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "推荐名单"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="recommendation_list_one_open",
                fields=["round", "city", "purpose"],
                condition=models.Q(sent_at=None),
                violation_error_message="本市已有一份待签发的名单",
            )
        ]

    def __str__(self) -> str:
        return f"{self.city.place}推荐名单"


class Recommendation(models.Model):
    """One case on a city's list, with its rank; a national and a provincial case of a cluster share the rank."""

    list = models.ForeignKey(RecommendationList, on_delete=models.CASCADE, related_name="rows")
    declaration = models.OneToOneField(Declaration, on_delete=models.PROTECT, related_name="recommendation")
    rank = models.PositiveSmallIntegerField("推荐排序")
    opinion = models.CharField("推荐意见", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "推荐"
        ordering = ["list_id", "rank", "declaration__case_number"]

    def __str__(self) -> str:
        return f"{self.rank} {self.declaration.case_number}"
