"""What a journey needs that the demonstration does not bring; run beside the server by ``python manage.py shell``."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils.timezone import localtime, now

from jiqun.accounts.models import Authority, Seat
from jiqun.assessments.models import SpotCheckDraw
from jiqun.core.vocabulary import Extra, Role, Tier
from jiqun.decisions.services.notice import close_notice
from jiqun.declarations.models import Declaration
from jiqun.policyfiles.folder import read_region
from jiqun.programmes.models import Round
from jiqun.programmes.queries import current_round, policy_of
from jiqun.site.demo import city, county
from jiqun.site.demo.living import moved, named, posting_day
from jiqun.site.demo.people import Cast
from jiqun.site.demo.production import Production, moment, produce
from jiqun.site.demo.province import Province
from jiqun.site.demo.scenes import Scene
from jiqun.site.demo.shown import show_accounts
from jiqun.site.setup import set_up_registers
from tests.factories import shanxi_policy, with_extras

FOURTH = Scene("河津市", "水泵", "泵及真空设备制造", "3441", Decimal(33))
"""A fourth cluster for a city that may recommend three, in a niche field that one of them holds already."""


CLEARED = Scene("岚县", "马铃薯主食加工", "淀粉及淀粉制品制造", "1391", Decimal(21))
"""A cluster that has stood on notice to the end, so that a list can be drawn up."""


def cast() -> Cast:
    """The people of the demonstration, found again."""
    seats = list(Seat.objects.select_related("authority__parent", "person"))
    experts = tuple(seat for seat in seats if seat.role_term == Role.EXPERT)
    return Cast({(seat.authority_id, seat.role_term): seat for seat in seats}, experts)


def the_round() -> Round:
    """The round of the demonstration."""
    call = current_round()
    assert call is not None
    return call


def declared(scene: Scene, call: Round, people: Cast, at: datetime | None = None) -> Declaration:
    """The provincial case of a scene, handed in by its county; now, or then."""
    at = at or now()
    cases = county.open_cases(scene, call, people, at)
    county.fill_in(cases, scene, people, at, seed=1)
    (case,) = county.hand_in(cases, people, at)
    return case


def verify_a_fourth() -> None:
    """Declare the fourth cluster and let its city find that it conforms."""
    people = cast()
    city.verify(declared(FOURTH, the_round(), people), people, now())


def clear_one() -> None:
    """Take a cluster from its county to the end of its public notice."""
    call, people = the_round(), cast()
    province = Province(call, Authority.objects.get(tier=Tier.PROVINCE), people)
    show = Production(call, province, people, 1, Random(1), lambda _: None, [CLEARED])
    policy = policy_of(call)
    post = posting_day(localtime().date(), policy.public_notice.working_days.on(policy.day))
    show.cases[CLEARED.name] = [declared(CLEARED, call, people, moment(post - timedelta(days=12)))]
    show.verify([CLEARED], moment(post - timedelta(days=9)))
    show.recommend([CLEARED], moment(post - timedelta(days=9), 15))
    show.admit([CLEARED], moment(post - timedelta(days=9), 16))
    show.review([CLEARED], "第九评审组", moment(post - timedelta(days=8)))
    draw = province.announce(show.of([CLEARED]), "第九批实地抽查", moment(post - timedelta(days=4)))
    for check in province.draw(draw, "30517", moment(post - timedelta(days=3))):
        province.look(check, moment(post - timedelta(days=2), 17))
    title = f"{call.year}年第9次厅长办公会议"
    province.meet(show.of([CLEARED]), [], title, f"〔{call.year}〕9号", moment(post - timedelta(days=1)))
    notice = province.post(show.of([CLEARED]), f"{call.year}年度第九批拟认定集群公示", moment(post, 9))
    close_notice(notice, by=province.officer, at=now())


def let_the_seed_be_known() -> None:
    """Let the moment pass at which the source of an announced draw speaks."""
    SpotCheckDraw.objects.filter(drawn_at=None).update(seed_known_at=now())


def load_offices() -> None:
    """Give an empty installation its offices, which otherwise come with the first round."""
    set_up_registers(read_region("shanxi"), at=now())


OF_ONE_CITY = ("阳城县", "晋城市城区")
"""Two counties of one city, for the round with extra stages."""


def open_a_round_with_extra_stages() -> None:
    """Open a round that has 答辩 and the city's second look, with two cases that their city has verified."""
    at, today = now(), localtime().date()
    running = moved(shanxi_policy(), opens=today - timedelta(days=20), closes=today + timedelta(days=12))
    played = named(*OF_ONE_CITY)
    show = produce(with_extras(running, *Extra), seed=1, at=at, progress=lambda _: None, played=played)
    show.declare(played, at - timedelta(days=4))
    show.verify(played, at - timedelta(days=3))
    show_accounts()


def review_what_was_looked_at() -> None:
    """Take the cases of the round with extra stages from their city to the end of the review."""
    call, people = the_round(), cast()
    province = Province(call, Authority.objects.get(tier=Tier.PROVINCE), people)
    played = named(*OF_ONE_CITY)
    show = Production(call, province, people, 1, Random(1), lambda _: None, played)
    for scene in played:
        show.cases[scene.name] = list(Declaration.objects.filter(dossier__cluster__name=scene.name))
    show.recommend(played, now())
    show.admit(played, now())
    show.review(played, "第一评审组", now() - timedelta(days=4))
