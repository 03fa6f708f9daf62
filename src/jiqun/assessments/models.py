"""What the province checks, what experts score, and what the spot check finds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from jiqun.accounts.models import Authority, Seat
from jiqun.core.vocabulary import Term
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round


class FormalCheck(models.Model):
    """The formal check of one case, line by line (N10)."""

    declaration = models.OneToOneField(Declaration, on_delete=models.PROTECT, related_name="formal_check")
    lines = models.JSONField("逐项结果", default=dict)  # check item -> {"ok": "yes"/"no"/"", "remark": …}
    revision = models.PositiveIntegerField("版本", default=0)
    admitted = models.BooleanField("予以受理", null=True)
    reason = models.TextField("理由", blank=True)
    decided_at = models.DateTimeField("审查时间", null=True)
    decided_by = models.CharField("审查人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "形式审查"

    def __str__(self) -> str:
        return f"{self.declaration.case_number} 形式审查"


class ExpertProfile(models.Model):
    """What has to be known of an expert before cases are drawn."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="expert_profile")
    organisation = models.CharField("工作单位", max_length=120, blank=True)
    specialities = models.CharField("专业领域", max_length=200, blank=True)
    city = models.ForeignKey(
        Authority, verbose_name="所在市", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "专家信息"

    def __str__(self) -> str:
        return self.seat.person.name


class Panel(models.Model):
    """Experts convened for a set of cases; who gets what is drawn from a seed that nobody chose.

    ``seed`` is the digest of the entry numbered ``seed_entry``, in which the record keeps cases and experts.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="panels")
    title = models.CharField("评审组名称", max_length=120)
    purpose = models.CharField("事项", max_length=16)
    seed = models.CharField("抽取种子", max_length=120)
    seed_entry = models.BigIntegerField("种子所据记录", null=True)
    per_case = models.PositiveSmallIntegerField("每项评审专家数")
    convened_at = models.DateTimeField("组建时间")
    convened_by = models.CharField("组建人", max_length=60)
    closed_at = models.DateTimeField("评审结束时间", null=True)
    experts = models.ManyToManyField(Seat, verbose_name="专家名册", related_name="panels")
    conflicts = models.JSONField(
        "组建时的回避关系", default=dict
    )  # case number -> seats of experts who may not have it

    class Meta:
        verbose_name = verbose_name_plural = "评审组"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """One expert on one case of a panel; recused ones stay on record with their reason."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="assignments")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="assignments")
    expert = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="assignments")
    recused_at = models.DateTimeField("回避时间", null=True)
    recusal_reason = models.CharField("回避理由", max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", verbose_name="替补", null=True, on_delete=models.PROTECT, related_name="replacement"
    )

    class Meta:
        verbose_name = verbose_name_plural = "评审任务"
        ordering = ["declaration__case_number", "pk"]
        constraints = [models.UniqueConstraint(name="assignment_once", fields=["panel", "declaration", "expert"])]

    def __str__(self) -> str:
        return f"{self.declaration.case_number} {self.expert.person.name}"


class Scoresheet(models.Model):
    """One expert's points on the eight aspects; sealed once submitted."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="sheet")
    scores = models.JSONField("评分", default=dict)  # score item -> points as text
    remarks = models.JSONField("评语", default=dict)
    opinion = models.TextField("总体意见", blank=True)
    total = models.DecimalField("合计", max_digits=6, decimal_places=2, null=True)
    submitted_at = models.DateTimeField("提交时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "评分表"

    def __str__(self) -> str:
        return str(self.assignment)


class ReviewResult(models.Model):
    """What a closed panel says of one case: mean, spread and place in the order of merit."""

    declaration = models.OneToOneField(Declaration, on_delete=models.PROTECT, related_name="review_result")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="results")
    score = models.DecimalField("综合得分", max_digits=6, decimal_places=2)
    spread = models.DecimalField("分差", max_digits=6, decimal_places=2)
    sheets = models.PositiveSmallIntegerField("评分份数", default=0)
    place = models.PositiveSmallIntegerField("名次")
    town = models.BooleanField("重点专业镇", default=False)
    reason = models.TextField("排序依据", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评审结果"
        ordering = ["panel_id", "place", "declaration__case_number"]

    def __str__(self) -> str:
        return f"{self.place} {self.declaration.case_number}"


class DefenceSession(models.Model):
    """One sitting of 答辩; the order comes from a seed nobody chose, the digest of the entry ``seed_entry``.

    Sessions of old had their seed typed, and have no entry.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="defence_sessions")
    title = models.CharField("场次名称", max_length=120)
    held_on = models.DateField("答辩日期")
    starts_at = models.TimeField("开始时间")
    place = models.CharField("答辩地点", max_length=200)
    minutes_each = models.PositiveSmallIntegerField("每项时间（分钟）")
    seed = models.CharField("抽签种子", max_length=120)
    seed_entry = models.BigIntegerField("种子所据记录", null=True)
    arranged_at = models.DateTimeField("安排时间")
    arranged_by = models.CharField("安排人", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "答辩场次"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class DefenceAdvice(Term):
    """What a defence advises; the meeting decides."""

    PASS = "pass", "通过"
    AGAINST = "against", "建议不予推荐"


class Defence(models.Model):
    """One case in a session: its turn, and what came of it. ``attended`` None: not recorded yet."""

    session = models.ForeignKey(DefenceSession, on_delete=models.PROTECT, related_name="defences")
    declaration = models.OneToOneField(Declaration, on_delete=models.PROTECT, related_name="defence")
    turn = models.PositiveSmallIntegerField("顺序")
    attended = models.BooleanField("到场", null=True)
    minutes = models.PositiveSmallIntegerField("用时（分钟）", null=True)
    advice = models.CharField("答辩意见", max_length=16, choices=DefenceAdvice.choices(), blank=True)
    opinion = models.TextField("答辩情况", blank=True)
    recorded_at = models.DateTimeField("登记时间", null=True)
    recorded_by = models.CharField("登记人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "答辩"
        ordering = ["session_id", "turn"]
        constraints = [models.UniqueConstraint(name="defence_one_turn", fields=["session", "turn"])]

    def __str__(self) -> str:
        return f"{self.declaration.case_number} 答辩"

    @property
    def begins_at(self) -> datetime:
        """When the turn of the case comes, on the clock of the office, without zone."""
        session = self.session
        begin = datetime.combine(session.held_on, session.starts_at)
        return begin + timedelta(minutes=session.minutes_each * (self.turn - 1))

    @property
    def result_words(self) -> str:
        """What came of it, short; empty while nothing is recorded."""
        if self.attended is None:
            return ""
        return DefenceAdvice(self.advice).label if self.attended else "未到场"


class SpotCheckDraw(models.Model):
    """One draw: candidates and rule are fixed first, the seed comes from outside, the sample follows."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="draws")
    title = models.CharField("抽取名称", max_length=120)
    seed_source = models.CharField("种子来源", max_length=200)
    seed_known_at = models.DateTimeField("种子产生时间", null=True)
    candidates = models.JSONField("候选编号", default=list)
    size = models.PositiveSmallIntegerField("抽取数量")
    announced_at = models.DateTimeField("公告时间")
    announced_by = models.CharField("公告人", max_length=60)
    seed = models.CharField("种子", max_length=120, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "抽查抽取"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class SpotCheckOutcome(Term):
    """What the province's own look on site says."""

    CONFORMS = "conforms", "与申报一致"
    MINOR = "minor", "基本一致，存在问题"
    DIFFERS = "differs", "与申报不一致"


class SpotCheck(models.Model):
    """One drawn case and what was found there."""

    draw = models.ForeignKey(SpotCheckDraw, on_delete=models.PROTECT, related_name="checks")
    declaration = models.OneToOneField(Declaration, on_delete=models.PROTECT, related_name="spot_check")
    visited_on = models.DateField("抽查日期", null=True)
    outcome = models.CharField("抽查结果", max_length=16, choices=SpotCheckOutcome.choices(), blank=True)
    report = models.TextField("抽查情况", blank=True)
    recorded_at = models.DateTimeField("登记时间", null=True)
    recorded_by = models.CharField("登记人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "实地抽查"

    def __str__(self) -> str:
        return f"{self.declaration.case_number} 实地抽查"
