"""What the province of the demonstration does: check, review, draw, deliberate, post, publish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from jiqun.accounts.models import Authority, Seat
from jiqun.assessments.models import Assignment, Panel, SpotCheck, SpotCheckDraw, SpotCheckOutcome
from jiqun.assessments.queries import check_items
from jiqun.assessments.services.closing import close_panel
from jiqun.assessments.services.draws import announce_draw, perform_draw
from jiqun.assessments.services.experts import Particulars, save_profile
from jiqun.assessments.services.formal_check import admit, refuse
from jiqun.assessments.services.panels import Call, convene_panel
from jiqun.assessments.services.recusal import recuse
from jiqun.assessments.services.scoring import Filled, save_sheet, submit_sheet
from jiqun.assessments.services.spot_check import Look, attach_photo, record_spot_check
from jiqun.core.vocabulary import Role
from jiqun.decisions.briefing import usual_reason
from jiqun.decisions.models import Outcome, PublicNotice
from jiqun.decisions.services.deliberation import Agenda, Resolution, record_meeting
from jiqun.decisions.services.notice import open_notice, prepare_notice
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import ListKind, RecognitionList
from jiqun.recognitions.services.lists import issue_list, prepare_list
from jiqun.site.demo.people import EXPERTS, Cast
from jiqun.site.demo.photo import photo

CONTACT = "省工业和信息化厅中小企业处，太原市府西街，工作日8:30—18:00，电话0351-0000000（演示）"


@dataclass(frozen=True, slots=True)
class Province:
    """The provincial office at work in one round."""

    call: Round
    office: Authority
    cast: Cast

    def seat(self, role: Role) -> Seat:
        """The office's seat of a role."""
        return self.cast.at(self.office, role)

    @property
    def officer(self) -> Seat:
        """The provincial officer."""
        return self.seat(Role.PROVINCIAL_OFFICER)

    def introduce_experts(self, cities: Sequence[Authority], at: datetime) -> None:
        """Write the particulars of the experts; two of them live in cities and will be recused there."""
        for number, (seat, (_, organisation, field)) in enumerate(zip(self.cast.experts, EXPERTS, strict=True)):
            city = cities[number % len(cities)] if number < 2 else None
            save_profile(seat, Particulars(organisation, field, city), by=self.officer, at=at)

    def admit(self, case: Declaration, at: datetime) -> Declaration:
        """Find every line as it should be."""
        lines = {item.id: {"ok": "yes", "remark": ""} for item in check_items(case)}
        return admit(case, lines, by=self.officer, at=at)

    def refuse(self, case: Declaration, at: datetime) -> Declaration:
        """Find one line wanting."""
        items = check_items(case)
        lines = {item.id: {"ok": "yes", "remark": ""} for item in items}
        lines[items[-1].id] = {"ok": "no", "remark": "主要佐证材料未加盖公章"}
        return refuse(case, lines, reason="主要佐证材料不符合要求，未在规定时间内提供", by=self.officer, at=at)

    def convene(self, cases: Sequence[Declaration], title: str, at: datetime) -> Panel:
        """Draw experts for the cases."""
        about = Call(title, str(cases[0].purpose))
        return convene_panel(self.call, about, cases, self.cast.experts, by=self.seat(Role.PANEL_SECRETARY), at=at)

    def score(self, panel: Panel, at: datetime, chance: Random, *, leave: int = 0) -> None:
        """One expert steps back; the others score, ``leave`` of them only in part."""
        tasks = list(standing_tasks(panel))
        first = tasks[0]
        recuse(first, reason="曾为该集群企业提供咨询服务", by=first.expert, at=at)
        tasks = list(standing_tasks(panel))
        for number, task in enumerate(tasks):
            finished = number >= leave
            (submit_sheet if finished else save_sheet)(task, self.sheet(task, chance), by=task.expert, at=at)

    def sheet(self, task: Assignment, chance: Random) -> Filled:
        """Points that follow the strength of a cluster, with each expert's own leaning."""
        strength = Random(task.declaration.dossier.cluster.name).randint(70, 93)  # noqa: S311
        leaning = Random(task.expert.person.username).randint(-4, 4)  # noqa: S311
        share = [min(99, max(40, strength + leaning + chance.randint(-5, 5))) for _ in range(8)]
        items = policy_of(self.call).scoring.items
        points = {
            item.id: str((item.points * percent / 100).quantize(item.points / item.points / 10))
            for item, percent in zip(items, share, strict=True)
        }
        remarks = {items[0].id: "主导产业特色鲜明，产值数据有佐证支撑。"}
        return Filled(points=points, remarks=remarks, opinion="产业基础较好，建议加强公共服务平台建设。")

    def close(self, panel: Panel, at: datetime) -> None:
        """End the review."""
        close_panel(panel, by=self.seat(Role.PANEL_SECRETARY), at=at)

    def announce(self, cases: Sequence[Declaration], title: str, at: datetime) -> SpotCheckDraw:
        """Announce a draw whose seed will come from outside."""
        source, known = "公告后首次公布的“排列5”开奖号码（演示）", at + timedelta(hours=10)
        return announce_draw(
            self.call, cases, title=title, seed_source=source, seed_known_at=known, by=self.officer, at=at
        )

    def draw(self, draw: SpotCheckDraw, seed: str, at: datetime) -> list[SpotCheck]:
        """Draw with the published seed."""
        perform_draw(draw, seed=seed, by=self.officer, at=at)
        return list(SpotCheck.objects.filter(draw=draw).select_related("declaration__dossier__cluster"))

    def look(self, check: SpotCheck, at: datetime) -> None:
        """Look on site; one kind of fate finds that things differ."""
        report = "实地查看重点企业和公共服务平台，抽查台账，与申报材料一致。"
        seen = Look((at - timedelta(hours=6)).date(), str(SpotCheckOutcome.CONFORMS), report)
        attach_photo(check, photo("现场照片（演示）.png"), by=self.officer, at=at)
        record_spot_check(check, seen, by=self.officer, at=at)

    def meet(
        self, approved: Iterable[Declaration], declined: Iterable[Declaration], title: str, number: str, at: datetime
    ) -> None:
        """Deliberate; what is declined has its reason."""
        agenda = Agenda(
            title=title,
            held_on=at.date(),
            attendees="厅分管领导、中小企业处、规划处、科技处、纪检监察组",
            number=number,
            place="厅机关第一会议室",
            minutes="会议听取形式审查、专家评审和实地抽查情况汇报，逐项研究，形成如下意见。",
        )
        said = [Resolution(case, Outcome.PROPOSE, usual_reason(case)) for case in approved]
        reason = "专家评审得分偏低，产业链协作和协同创新支撑不足，建议继续培育"
        said += [Resolution(case, Outcome.DECLINE, reason) for case in declined]
        record_meeting(self.call, agenda, said, by=self.officer, at=at)

    def post(
        self,
        cases: Sequence[Declaration],
        title: str,
        at: datetime,
        *,
        first_day: date | None = None,
        sign: bool = True,
    ) -> PublicNotice:
        """Post the proposed results."""
        notice = prepare_notice(
            self.call, cases, title=title, first_day=first_day or at.date(), contact=CONTACT, by=self.officer, at=at
        )
        return open_notice(notice, by=self.seat(Role.SIGNATORY), at=at) if sign else notice

    def publish(
        self, cases: Sequence[Declaration], kind: ListKind, title: str, number: str, at: datetime
    ) -> RecognitionList:
        """Draw up a list and issue it."""
        made = prepare_list(
            self.call, kind, cases, title=title, number=number, issued_on=at.date(), by=self.officer, at=at
        )
        issue_list(made, by=self.seat(Role.SIGNATORY), at=at)
        return made


def standing_tasks(panel: Panel) -> Iterable[Assignment]:
    """The assignments of experts who did not step back."""
    tasks = Assignment.objects.filter(panel=panel, recused_at=None)
    return tasks.select_related("declaration__dossier__cluster", "expert__person", "expert__authority").order_by("pk")
