"""What both demonstrations share: the round, the people, the registers, and the acts over many cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from jiqun.accounts.models import Authority
from jiqun.core.calendar import SHANGHAI
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import Level, Tier
from jiqun.declarations.models import Cluster, Declaration
from jiqun.policyfiles.folder import read_region
from jiqun.programmes.models import Round
from jiqun.programmes.services import open_round
from jiqun.recognitions.models import Recognition
from jiqun.site.demo import city, county
from jiqun.site.demo.people import Cast, make_cast
from jiqun.site.demo.province import Province
from jiqun.site.demo.scenes import Scene, scenes
from jiqun.site.setup import set_up_registers

FIRST_LETTER = 18
"""The number of the first recommendation letter; cities number their own."""


@dataclass(slots=True)
class Production:
    """One demonstration round being played; ``scenes`` take part, ``cases`` by the name of the cluster."""

    call: Round
    province: Province
    cast: Cast
    seed: int
    chance: Random
    progress: Callable[[str], None]
    scenes: Sequence[Scene]
    cases: dict[str, list[Declaration]] = field(default_factory=dict)

    def of(self, chosen: Iterable[Scene]) -> list[Declaration]:
        """The cases of these scenes as they stand now."""
        keys = [case.pk for scene in chosen for case in self.cases[scene.name]]
        found = Declaration.objects.filter(pk__in=keys)
        return list(found.select_related("dossier__cluster", "county", "city", "round").order_by("case_number"))

    def declare(
        self, chosen: Iterable[Scene], at: datetime, *, upto: int = 99, hand_in: bool = True, sign: bool = True
    ) -> None:
        """Open and fill in the cases of these scenes, and hand them in."""
        for scene in chosen:
            self.progress(f"申报：{scene.name}")
            cases = county.open_cases(scene, self.call, self.cast, at)
            self.cases[scene.name] = cases
            county.fill_in(cases, scene, self.cast, at, seed=self.seed, upto=upto)
            if hand_in:
                self.cases[scene.name] = county.hand_in(cases, self.cast, at, sign=sign)

    def verify(self, chosen: Iterable[Scene], at: datetime) -> None:
        """Visit and pass the cases of these scenes."""
        for case in self.of(chosen):
            city.verify(case, self.cast, at)

    def recommend(self, chosen: Iterable[Scene], at: datetime, *, send: bool = True) -> None:
        """Each city lists and sends what it recommends, each purpose by itself."""
        cases = sorted(self.of(chosen), key=lambda case: (case.city.code, case.purpose, case.case_number))
        for number, (_, group) in enumerate(groupby(cases, key=lambda case: (case.city_id, case.purpose))):
            city.recommend(list(group), self.cast, at, number=FIRST_LETTER + number, send=send)

    def admit(self, chosen: Iterable[Scene], at: datetime) -> None:
        """The province admits the cases of these scenes."""
        for case in self.of(chosen):
            self.province.admit(case, at)

    def review(self, chosen: Sequence[Scene], title: str, at: datetime) -> None:
        """Convene, score and close one panel."""
        panel = self.province.convene(self.of(chosen), title, at)
        self.province.score(panel, at + timedelta(days=2), self.chance)
        self.province.close(panel, at + timedelta(days=3))


def moment(day: date, hour: int = 10) -> datetime:
    """An hour of a day in Asia/Shanghai."""
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI)


def produce(
    policy: RoundPolicy,
    *,
    seed: int,
    at: datetime,
    progress: Callable[[str], None],
    played: Sequence[Scene] | None = None,
) -> Production:
    """Open the round with its registers, people, and recognitions due for re-evaluation; all scenes, or ``played``."""
    chosen = scenes() if played is None else played
    set_up_registers(read_region(policy.region), at=at)
    call = open_round(policy, by=SYSTEM, at=at, is_demo=True)
    office = Authority.objects.get(tier=Tier.PROVINCE)
    places = [scene.place for scene in chosen]
    offices = Authority.objects.filter(place__in=places, tier=Tier.COUNTY).select_related("parent").order_by("code")
    cast = make_cast(office, offices)
    province = Province(call, office, cast)
    cities = list(dict.fromkeys(each.parent for each in offices if each.parent))
    province.introduce_experts(cities, at)
    recognise_earlier(policy, [scene for scene in chosen if scene.re_evaluation])
    return Production(call, province, cast, seed, Random(seed), progress, chosen)  # noqa: S311


def recognise_earlier(policy: RoundPolicy, chosen: Iterable[Scene]) -> None:
    """Give the scenes of re-evaluation the (invented) recognition that they re-evaluate."""
    track = next(track for track in policy.tracks if track.re_evaluates is not None)
    if track.re_evaluates is None:
        return
    batch = track.re_evaluates.on(policy.day)
    years = policy.validity[Level.NATIONAL].years.on(policy.day)
    for scene in chosen:
        office = Authority.objects.select_related("parent").get(place=scene.place, tier=Tier.COUNTY)
        cluster = Cluster.objects.create(
            county=office, name=scene.name, niche=scene.niche, leading_industry=scene.industry
        )
        Recognition.objects.create(
            cluster=cluster,
            level=Level.NATIONAL,
            name=scene.name,
            province="山西省",
            city=office.parent.place if office.parent else "",
            county=scene.place,
            batch=batch,
            valid_from=date(batch + 1, 1, 1),
            valid_until=date(batch + years, 12, 31),
            note="演示数据，非真实认定",
            source="演示",
            mark="A",
            is_demo=True,
        )
