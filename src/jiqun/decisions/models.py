"""Meetings and their decisions, public notices and objections."""

from __future__ import annotations

from django.db import models

from jiqun.core.vocabulary import Term
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round


class Meeting(models.Model):
    """One deliberation with its minutes; several cases are decided in one meeting."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField("会议名称", max_length=120)
    number = models.CharField("纪要编号", max_length=60, blank=True)
    held_on = models.DateField("召开日期")
    place = models.CharField("地点", max_length=120, blank=True)
    chair = models.CharField("主持人", max_length=60, blank=True)
    attendees = models.TextField("参会人员")
    minutes = models.TextField("会议纪要", blank=True)
    closed_at = models.DateTimeField("定稿时间", null=True)
    closed_by = models.CharField("定稿人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议研究"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Outcome(Term):
    """What a meeting decides on a case."""

    PROPOSE = "propose", "同意"
    DECLINE = "decline", "不同意"


class Decision(models.Model):
    """One case in one meeting: outcome and reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField("结论", max_length=10, choices=Outcome.choices())
    reason = models.TextField("理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "研究结论"
        ordering = ["declaration__case_number"]
        constraints = [models.UniqueConstraint(name="decision_once_per_meeting", fields=["meeting", "declaration"])]

    def __str__(self) -> str:
        return f"{self.declaration.case_number} {Outcome(self.outcome).label}"


class PublicNotice(models.Model):
    """Proposed results standing for objections over whole working days."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="public_notices")
    title = models.CharField("公示标题", max_length=160)
    first_day = models.DateField("公示日期")
    last_day = models.DateField("截止日期")
    working_days = models.PositiveSmallIntegerField("工作日数")
    contact = models.CharField("受理异议方式", max_length=300)
    prepared_at = models.DateTimeField("拟定时间")
    prepared_by = models.CharField("拟定人", max_length=60)
    opened_at = models.DateTimeField("发布时间", null=True)
    opened_by = models.CharField("签发人", max_length=60, blank=True)
    closed_at = models.DateTimeField("结束时间", null=True)
    cases = models.ManyToManyField(Declaration, verbose_name="公示对象", related_name="public_notices")

    class Meta:
        verbose_name = verbose_name_plural = "结果公示"
        ordering = ["-first_day", "-pk"]

    def __str__(self) -> str:
        return self.title


class ObjectionState(Term):
    """Where an objection stands; anonymous ones, or those without evidence or contact, are not accepted."""

    FILED = "filed", "待受理"
    ACCEPTED = "accepted", "已受理，调查中"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    UPHELD = "upheld", "异议成立"
    DISMISSED = "dismissed", "异议不成立"


class Channel(Term):
    """How an objection came in."""

    ONLINE = "online", "网上提出"
    WRITTEN = "written", "书面"
    TELEPHONE = "telephone", "电话"
    EMAIL = "email", "电子邮件"
    VISIT = "visit", "来访"


class Objection(models.Model):
    """A real-name objection against one case on public notice."""

    notice = models.ForeignKey(PublicNotice, on_delete=models.PROTECT, related_name="objections")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="objections")
    receipt = models.CharField("回执编号", max_length=20, unique=True)
    name = models.CharField("姓名", max_length=60)
    unit = models.CharField("单位", max_length=120)
    contact = models.CharField("联系方式", max_length=120)
    statement = models.TextField("异议内容")
    facts = models.TextField("事实与证据")
    filed_at = models.DateTimeField("提出时间")
    channel = models.CharField("提出方式", max_length=12, choices=Channel.choices(), default=Channel.ONLINE)
    received_on = models.DateField("收到日期", null=True)
    state = models.CharField(
        "状态",
        max_length=16,
        choices=ObjectionState.choices(),
        default=ObjectionState.FILED,
    )
    answer = models.TextField("处理意见", blank=True)
    resolved_at = models.DateTimeField("处理时间", null=True)
    resolved_by = models.CharField("处理人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.receipt
