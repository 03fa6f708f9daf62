"""A whole round from opening to list, on its own dates, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from jiqun.core.calendar import add_working_days
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import Level, Purpose, Role, Stage
from jiqun.decisions.models import PublicNotice
from jiqun.decisions.services.notice import close_notice
from jiqun.decisions.services.objections import (
    Statement,
    accept_objection,
    dismiss_objection,
    file_objection,
    uphold_objection,
)
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.returning import return_for_correction
from jiqun.programmes.workdays import work_calendar
from jiqun.recognitions.models import ListKind
from jiqun.recommendations.services.declining import not_recommend
from jiqun.site.demo import city, county
from jiqun.site.demo.production import Production, moment, produce
from jiqun.site.demo.scenes import Scene

SPOT_SEED = "20250611-73904"


def play_complete(
    policy: RoundPolicy, *, seed: int, progress: Callable[[str], None], played: Sequence[Scene] | None = None
) -> Production:
    """Play every step of the round through the services; the dates follow from the round's own.

    ``played``: instead of all scenes these, among them one of each fate but ``skip`` and ``fail``, and a re-evaluation.
    """
    close = policy.closes_on.on(policy.day)
    opening = moment(policy.opens_on.on(policy.day))
    show = produce(policy, seed=seed, at=opening, progress=progress, played=played)
    declared = [scene for scene in show.scenes if scene.fate not in ("skip", "fail")]
    at_county_and_city(show, declared, close)
    reviewed = [scene for scene in declared if scene.fate != "refuse"]
    at_province(show, reviewed, close)
    to_the_lists(show, reviewed, close)
    return show


def at_county_and_city(show: Production, declared: Sequence[Scene], close: date) -> None:
    """Declare, return one for correction, verify, set some aside with reasons, recommend."""
    show.declare(show.scenes, moment(close - timedelta(days=18)))
    first = show.of(declared[:1])[0]
    handler = show.cast.at(first.city, Role.HANDLER)
    asked = {"narrative_3": "请补充本地配套企业的协作情况"}
    at = moment(close - timedelta(days=14))
    return_for_correction(first, reason="产业链协作内容不够具体", remarks=asked, by=handler, at=at)
    show.cases[declared[0].name] = county.hand_in([first], show.cast, moment(close - timedelta(days=12)))
    show.progress("市级现场核查和推荐")
    show.verify(declared, moment(close - timedelta(days=8)))
    for case in show.of(scene for scene in show.scenes if scene not in declared):
        pass_over(show, case, moment(close - timedelta(days=6)))
    show.recommend(declared, moment(close - timedelta(days=3)))


def pass_over(show: Production, case: Declaration, at: datetime) -> None:
    """End a case at its city: a re-evaluation fails item by item, a declaration stands behind others."""
    if case.purpose == Purpose.RE_EVALUATION:
        city.fail(case, show.cast, at)
        return
    reason = "本市名额已满，集群规模和配套程度相对不足，建议继续培育"
    not_recommend(case, reason=reason, by=show.cast.at(case.city, Role.SIGNATORY), at=at)


def at_province(show: Production, reviewed: Sequence[Scene], close: date) -> None:
    """Formal check, expert review of both purposes, spot check from a published seed."""
    show.progress("形式审查")
    for scene in show.scenes:
        if scene.fate == "refuse":
            for case in show.of([scene]):
                show.province.refuse(case, moment(close + timedelta(days=4)))
    show.admit(reviewed, moment(close + timedelta(days=4)))
    show.progress("专家评审")
    show.review(
        [scene for scene in reviewed if not scene.re_evaluation], "申报评审组", moment(close + timedelta(days=6))
    )
    show.review([scene for scene in reviewed if scene.re_evaluation], "复核评审组", moment(close + timedelta(days=6)))
    show.progress("实地抽查")
    draw = show.province.announce(show.of(reviewed), "实地抽查", moment(close + timedelta(days=10)))
    for check in show.province.draw(draw, SPOT_SEED, moment(close + timedelta(days=11), 21)):
        show.province.look(check, moment(close + timedelta(days=18), 17))


def to_the_lists(show: Production, reviewed: Sequence[Scene], close: date) -> None:
    """Deliberate, post for whole working days with two objections, publish and forward."""
    show.progress("会议研究")
    declined = show.of(scene for scene in reviewed if scene.fate == "decline")
    approved = show.of(scene for scene in reviewed if scene.fate != "decline")
    meeting_day = close + timedelta(days=23)
    title = f"{show.call.year}年第6次厅长办公会议"
    show.province.meet(approved, declined, title, f"〔{show.call.year}〕6号", moment(meeting_day))
    show.progress("结果公示")
    notice_title = f"{show.call.year}年度中小企业特色产业集群拟认定、拟推荐和复核结果公示"
    notice = show.province.post(approved, notice_title, moment(meeting_day + timedelta(days=3), 9))
    object_twice(show, notice, meeting_day + timedelta(days=5))
    over = add_working_days(notice.last_day, 1, work_calendar())
    close_notice(notice, by=show.province.officer, at=moment(over, 9))
    publish_lists(show, show.of(reviewed), over)


def object_twice(show: Production, notice: PublicNotice, day: date) -> None:
    """One objection is dismissed, one upheld: that case is deliberated again and declined."""
    by = show.province.officer
    doubted = show.of(scene for scene in show.scenes if scene.fate == "objection")[0]
    other = notice.cases.exclude(pk=doubted.pk).order_by("case_number")[0]
    for case, founded in ((other, False), (doubted, True)):
        said = Statement(
            "陈某（演示）", "某企业（演示）", "13800000000", "企业名录与实际不符", "附企业迁出证明复印件一份"
        )
        objection = file_objection(notice, case, said, at=moment(day, 15))
        accept_objection(objection, by=by, at=moment(day, 16))
        if founded:
            answer = "经核实，名录中两户企业已迁出本县，异议成立"
            uphold_objection(objection, answer=answer, by=by, at=moment(day + timedelta(days=1)))
        else:
            answer = "经核实，所指企业正常经营，异议不成立"
            dismiss_objection(objection, answer=answer, by=by, at=moment(day + timedelta(days=1)))
    doubted.refresh_from_db()
    show.province.meet(
        [],
        [doubted],
        f"{show.call.year}年第7次厅长办公会议",
        f"〔{show.call.year}〕7号",
        moment(day + timedelta(days=2)),
    )


def publish_lists(show: Production, cases: Sequence[Declaration], day: date) -> None:
    """The provincial list, the national recommendations, and the re-evaluations to the ministry."""
    show.progress("公布名单")
    cleared = [case for case in cases if case.stage == Stage.CLEARED]
    year = show.call.year
    provincial = [case for case in cleared if case.level == Level.PROVINCIAL]
    national = [case for case in cleared if case.level == Level.NATIONAL]
    forwarded = [case for case in national if case.purpose == Purpose.DECLARATION]
    renewed = [case for case in national if case.purpose == Purpose.RE_EVALUATION]
    lists = (
        (provincial, ListKind.PROVINCIAL, f"{year}年度山西省中小企业特色产业集群名单", 108),
        (forwarded, ListKind.FORWARDED, f"{year}年度国家级中小企业特色产业集群推荐名单", 109),
        (renewed, ListKind.RE_EVALUATION, f"{year - 3}年度国家级中小企业特色产业集群复核推荐名单", 110),
    )
    for chosen, kind, title, number in lists:
        if chosen:
            show.province.publish(chosen, kind, title, f"晋工信企业函〔{year}〕{number}号", moment(day, 15))
