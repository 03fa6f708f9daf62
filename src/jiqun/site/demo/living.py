"""A round in the middle of its life: every seat finds work, every page has something to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from jiqun.core.calendar import SHANGHAI, last_day_of_notice
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.registers import Workdays
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import Mark, Role
from jiqun.decisions.services.notice import close_notice
from jiqun.decisions.services.objections import Statement, file_objection
from jiqun.declarations.services.returning import return_for_correction
from jiqun.programmes.services import keep_workdays
from jiqun.programmes.workdays import known_years, work_calendar
from jiqun.site.demo import city
from jiqun.site.demo.ahead import look_ahead
from jiqun.site.demo.complete import pass_over, publish_lists
from jiqun.site.demo.production import Production, moment, produce
from jiqun.site.demo.scenes import Scene, scenes

T = TypeVar("T")
MARGIN = timedelta(days=100)
"""How far around today the demonstration plays."""
SHIFTED = Source("演示批次", mark=Mark.ASSUMED, note="演示用日期，非真实通知")

DONE = ("清徐县", "阳曲县", "太原市尖草坪区")
ON_NOTICE = ("大同市云州区", "阳高县", "平定县", "盂县")
DECLINED = ("大同市云冈区",)
TABLED = ("长治市上党区", "长子县", "襄垣县", "阳泉市郊区")
UNDER_REVIEW = ("泽州县", "阳城县", "晋城市城区", "怀仁市")
ADMITTED = ("应县", "朔州市平鲁区")
AT_PROVINCE = ("太原市小店区", "祁县", "平遥县", "晋中市榆次区", "高平市")
LISTED = ("原平市", "代县")
VERIFIED = ("运城市盐湖区", "永济市", "闻喜县")
SUBMITTED = ("襄汾县", "翼城县", "岢岚县", "长治市潞州区")
RETURNED = ("侯马市",)
SIGNING = ("文水县",)
DRAFTS = {"汾阳市": 6, "岚县": 2, "孝义市": 4}
PASSED_OVER = ("古交市", "武乡县", "晋中市太谷区", "河津市")


def set_for(value: T, day: date, about: str, unit: str = "") -> Dated[T]:
    """A value of the demonstration, marked as such."""
    return Dated(about, {day: Valued(value, SHIFTED)}, unit)


def moved(policy: RoundPolicy, *, opens: date, closes: date) -> RoundPolicy:
    """The shipped policy with the dates of a round that runs today; everything else as it is."""
    year = closes.year
    again = set_for(year - 3, opens, "复核对象的认定年度", "年")
    tracks = tuple(replace(track, re_evaluates=again) if track.re_evaluates else track for track in policy.tracks)
    return replace(
        policy,
        code=f"demo-{year}",
        title=f"{year}年度中小企业特色产业集群申报和{year - 3}年度复核（演示）",
        year=year,
        notice=replace(
            policy.notice,
            title=f"关于组织开展{year}年度中小企业特色产业集群申报和{year - 3}年度复核工作的通知（演示）",
            issued_on=opens,
            source=replace(SHIFTED, note="演示通知，没有文号"),
        ),
        opens_on=set_for(opens, opens, "申报开始日期"),
        closes_on=set_for(closes, opens, "报送省级截止日期（含当日）"),
        last_data_year=set_for(opens.year - 1, opens, "填报数据的最后年度", "年"),
        tracks=tracks,
    )


def posting_day(today: date, working_days: int) -> date:
    """The latest day on which a notice could be posted that was closed, and its list issued, before today."""
    day, calendar = today - timedelta(days=7), work_calendar()
    while last_day_of_notice(day, working_days, calendar) >= today - timedelta(days=1):
        day -= timedelta(days=1)
    return day


def foresee_workdays(today: date, at: datetime) -> None:
    """Invent the days off of years around today whose arrangement is not published: the holidays of fixed date."""
    for year in sorted({(today - MARGIN).year, (today + MARGIN).year} - known_years().keys()):
        off = {"元旦": (date(year, 1, 1),), "劳动节": (date(year, 5, 1), date(year, 5, 2))}
        off["国庆节"] = (date(year, 10, 1), date(year, 10, 2), date(year, 10, 3))
        source = Source("演示数据", mark=Mark.ASSUMED, note="该年度安排尚未登记，演示按固定日期的节日推算")
        keep_workdays(Workdays(year, source, off, ()), by=SYSTEM, at=at)


def play_living(policy: RoundPolicy, *, seed: int, now: datetime, progress: Callable[[str], None]) -> Production:
    """Bring up the round, with its cases strewn over the whole road."""
    now = now.astimezone(SHANGHAI)
    today = now.date()
    foresee_workdays(today, now - MARGIN)
    post = posting_day(today, policy.public_notice.working_days.on(policy.day))
    running = moved(policy, opens=post - timedelta(days=40), closes=today + timedelta(days=12))
    show = produce(running, seed=seed, at=moment(post - timedelta(days=40)), progress=progress)
    at_the_counties(show, post, now)
    through_the_city(show, post, now)
    finish_some(show, post)
    leave_some(show, now)
    look_ahead(show.call, show.province.officer, now - timedelta(hours=2))
    return show


def named(*places: str) -> list[Scene]:
    """The scenes of these places."""
    return [scene for scene in scenes() if scene.place in places]


def at_the_counties(show: Production, post: date, now: datetime) -> None:
    """Most have declared; some are still filling in, or wait for their signatory."""
    early = named(*DONE, *ON_NOTICE, *DECLINED, *TABLED, *UNDER_REVIEW, *ADMITTED)
    show.declare(early, moment(post - timedelta(days=34)))
    show.declare(named(*AT_PROVINCE, *LISTED, *VERIFIED, *PASSED_OVER), moment(post - timedelta(days=20)))
    recent = now - timedelta(days=4)
    show.declare(named(*SUBMITTED, *RETURNED), recent)
    show.declare(named(*SIGNING), now - timedelta(hours=5), sign=False)
    for place, sections in DRAFTS.items():
        show.declare(named(place), now - timedelta(days=2), upto=sections, hand_in=False)


def through_the_city(show: Production, post: date, now: datetime) -> None:
    """The cities have verified and sent most of it; one list waits for a signature."""
    show.progress("市级现场核查和推荐")
    early = named(*DONE, *ON_NOTICE, *DECLINED, *TABLED, *UNDER_REVIEW, *ADMITTED)
    show.verify(early, moment(post - timedelta(days=29)))
    show.recommend(early, moment(post - timedelta(days=27)))
    later = named(*AT_PROVINCE, *LISTED, *VERIFIED)
    show.verify(later, moment(post - timedelta(days=5)))
    show.recommend(named(*AT_PROVINCE), now - timedelta(days=3))
    show.recommend(named(*LISTED), now - timedelta(days=1), send=False)
    for case in show.of(named(*PASSED_OVER)):
        pass_over(show, case, now - timedelta(days=3))
    for case in show.of(named(*RETURNED)):
        remarks = {"output_sme": "与佐证材料汇总数不一致，请核对", "narrative_4": "请补充创新平台运行情况"}
        handler = show.cast.at(case.city, Role.HANDLER)
        return_for_correction(case, reason="数据与佐证不一致", remarks=remarks, by=handler, at=now - timedelta(days=1))
    city.begin_visit(show.of(named("襄汾县"))[0], show.cast, now - timedelta(hours=20))


def finish_some(show: Production, post: date) -> None:
    """The first batch has gone the whole way to the list."""
    show.progress("形式审查、专家评审和实地抽查")
    first = named(*DONE, *ON_NOTICE, *DECLINED, *TABLED)
    show.admit(
        named(*DONE, *ON_NOTICE, *DECLINED, *TABLED, *UNDER_REVIEW, *ADMITTED), moment(post - timedelta(days=22))
    )
    show.review(first, "第一评审组", moment(post - timedelta(days=18)))
    decided = named(*DONE, *ON_NOTICE, *DECLINED)
    draw = show.province.announce(show.of(decided), "第一批实地抽查", moment(post - timedelta(days=12)))
    for check in show.province.draw(draw, "40917-26", moment(post - timedelta(days=11), 21)):
        show.province.look(check, moment(post - timedelta(days=6), 17))
    done, declined = show.of(named(*DONE)), show.of(named(*DECLINED))
    title = f"{show.call.year}年第4次厅长办公会议"
    show.province.meet(done, declined, title, f"〔{show.call.year}〕4号", moment(post - timedelta(days=2)))
    notice = show.province.post(done, f"{show.call.year}年度第一批拟认定集群公示", moment(post, 9))
    day = notice.last_day + timedelta(days=1)
    close_notice(notice, by=show.province.officer, at=moment(day, 0))
    publish_lists(show, show.of(named(*DONE)), day)


def leave_some(show: Production, now: datetime) -> None:
    """The others stand on notice, on the table, before the draw, or with the experts."""
    on_notice = show.of(named(*ON_NOTICE))
    title = f"{show.call.year}年第5次厅长办公会议"
    show.province.meet(on_notice, [], title, f"〔{show.call.year}〕5号", now - timedelta(days=3))
    standing = show.of(named(*ON_NOTICE[:2], ON_NOTICE[3]))
    notice = show.province.post(standing, f"{show.call.year}年度第二批拟认定集群公示", now - timedelta(days=1))
    said = Statement("李某（演示）", "某企业（演示）", "13900000000", "企业名录中有已停产企业", "附停产公告复印件")
    file_objection(notice, show.of(named("盂县"))[0], said, at=now - timedelta(hours=3))
    show.province.post(
        show.of(named(ON_NOTICE[2])),
        f"{show.call.year}年度第三批拟认定集群公示",
        now - timedelta(hours=2),
        first_day=now.date() + timedelta(days=1),
        sign=False,
    )
    draw = show.province.announce(show.of(named(*TABLED[:3])), "第二批实地抽查", now - timedelta(days=3))
    checks = show.province.draw(draw, "58213-11", now - timedelta(days=2))
    for check in checks[1:]:
        show.province.look(check, now - timedelta(hours=6))
    panel = show.province.convene(show.of(named(*UNDER_REVIEW)), "第二评审组", now - timedelta(days=3))
    show.province.score(panel, now - timedelta(days=1), show.chance, leave=9)
