"""What waits at a city, what it has sent, and how much of its quota is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from jiqun.accounts.models import Authority, Seat
from jiqun.core.quota import Nominee, Quota, quota_from
from jiqun.core.roles import niche
from jiqun.core.vocabulary import Purpose, Stage, Term, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import (
    OFFICE_READERS,
    PROVINCE_READERS,
    WITH_COUNTY,
    latest_submission,
    sealed,
    visible_to,
)
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.models import CityCheck, Conformity, Recommendation, RecommendationList, SiteVisit

PHOTO = "photo"
"""The address under which photos of a visit hang."""

WITH_CITY = (Stage.SUBMITTED, Stage.CITY_CHECK, Stage.VERIFIED, Stage.NOT_RECOMMENDED)


class Tab(Term):
    """The parts of a city's inbox."""

    TO_VERIFY = "to_verify", "待核查"
    RETURNED = "returned", "补正中"
    TO_LOOK_AGAIN = "to_look_again", "待抽查"
    VERIFIED = "verified", "已核查"
    SENT = "sent", "已报送"
    NOT_RECOMMENDED = "not_recommended", "未推荐"


ON_TAB: dict[Tab, Q] = {
    Tab.TO_VERIFY: Q(stage=Stage.SUBMITTED),
    Tab.RETURNED: Q(stage__in=WITH_COUNTY),
    Tab.TO_LOOK_AGAIN: Q(stage=Stage.CITY_CHECK),
    Tab.VERIFIED: Q(stage=Stage.VERIFIED),
    Tab.SENT: ~Q(stage__in=(*WITH_COUNTY, *WITH_CITY)),
    Tab.NOT_RECOMMENDED: Q(stage=Stage.NOT_RECOMMENDED),
}


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """How many cases of a city stand where, and how many lists wait for a signature."""

    to_verify: int = 0
    returned: int = 0
    to_look_again: int = 0
    verified: int = 0
    sent: int = 0
    not_recommended: int = 0
    lists: int = 0

    def on(self, tab: Tab) -> int:
        """The number on one tab."""
        return int(getattr(self, tab.value))


def inbox(seat: Seat, call: Round, tab: Tab) -> QuerySet[Declaration]:
    """The cases of one tab; those waiting longest come first."""
    order = (
        ("stage_since", "case_number")
        if tab in (Tab.TO_VERIFY, Tab.RETURNED, Tab.TO_LOOK_AGAIN)
        else ("county__code", "case_number")
    )
    return visible_to(seat).filter(ON_TAB[tab], round=call).order_by(*order)


def inbox_counts(seat: Seat, call: Round | None = None) -> InboxCounts:
    """What a city's seat finds in its inbox, of one round or of all; nothing for other tiers."""
    if seat.tier != Tier.CITY:
        return InboxCounts()
    cases, lists = visible_to(seat), RecommendationList.objects.filter(city=seat.authority, sent_at=None)
    if call is not None:
        cases, lists = cases.filter(round=call), lists.filter(round=call)
    tallies = cases.aggregate(**{tab.value: Count("pk", filter=ON_TAB[tab]) for tab in Tab})
    return InboxCounts(**tallies, lists=lists.count())


def by_cluster(cases: Iterable[Declaration]) -> dict[int, list[Declaration]]:
    """The cases by the cluster they belong to, in the order given."""
    groups: dict[int, list[Declaration]] = {}
    for case in cases:
        groups.setdefault(case.dossier.cluster_id, []).append(case)
    return groups


def visit_of(case: Declaration) -> SiteVisit | None:
    """The visit about what was submitted last; None before it was begun."""
    submission = latest_submission(case)
    if submission is None:
        return None
    return SiteVisit.objects.filter(submission=submission).select_related("declaration").first()


def verified_words(cases: Iterable[Declaration]) -> dict[int, str]:
    """What the last concluded visit found of each case, counted: “符合17项，不涉及1项”; by the key of the case."""
    visits = SiteVisit.objects.filter(declaration__in=[case.pk for case in cases], concluded_at__isnull=False)
    found: dict[int, str] = {}
    for visit in visits.prefetch_related("lines").order_by("concluded_at"):
        opinions = [line.conformity for line in visit.lines.all()]
        counted = ((term, opinions.count(term.value)) for term in Conformity)
        found[visit.declaration_id] = "，".join(f"{term.label}{number}项" for term, number in counted if number)
    return found


def visit_subject(visit: SiteVisit) -> str:
    """The name under which photos hang on a visit."""
    return f"visit:{visit.pk}"


def city_checks_of(case: Declaration) -> QuerySet[CityCheck]:
    """The second looks of the city that were recorded, oldest first."""
    return CityCheck.objects.filter(declaration=case, recorded_at__isnull=False).order_by("recorded_at", "pk")


def open_city_check(case: Declaration) -> CityCheck | None:
    """The second look that is under way; None before it was begun."""
    return CityCheck.objects.filter(declaration=case, recorded_at=None).first()


def city_check_subject(check: CityCheck) -> str:
    """The name under which photos hang on a second look."""
    return f"city_check:{check.pk}"


def open_list(city: Authority, call: Round, purpose: str) -> RecommendationList | None:
    """The list drawn up but not yet sent."""
    lists = RecommendationList.objects.filter(city=city, round=call, purpose=purpose, sent_at=None)
    return lists.select_related("city", "round").first()


def rows_of(names: RecommendationList) -> QuerySet[Recommendation]:
    """The cases of a list in the order of the city."""
    return names.rows.select_related(
        "declaration__dossier__cluster", "declaration__county", "declaration__city", "declaration__round"
    ).order_by("rank", "declaration__case_number")


def lists_visible_to(seat: Seat) -> QuerySet[RecommendationList]:
    """The lists that a seat may see: a city its own, the province those that were sent, newest first."""
    lists = RecommendationList.objects.select_related("city__parent", "round").annotate(
        clusters=Count("rows__declaration__dossier__cluster", distinct=True)
    )
    if seat.tier == Tier.CITY and seat.role_term in OFFICE_READERS:
        lists = lists.filter(city=seat.authority)
    elif seat.tier == Tier.PROVINCE and seat.role_term in PROVINCE_READERS:
        lists = lists.filter(sent_at__isnull=False)
    else:
        lists = lists.none()
    return lists.order_by("-sent_at", "-pk")


def sent_cases(city: Authority, call: Round, purpose: str) -> QuerySet[Recommendation]:
    """What a city has sent of one purpose in this round, in its order."""
    rows = Recommendation.objects.filter(
        list__city=city, list__round=call, list__purpose=purpose, list__sent_at__isnull=False
    )
    return rows.select_related("declaration__dossier__cluster", "declaration__county", "list").order_by("rank", "pk")


def already_recommended(city: Authority, call: Round) -> list[Declaration]:
    """The cases a city has sent for recognition in this round, in its order; re-evaluations are not among them."""
    return [row.declaration for row in sent_cases(city, call, Purpose.DECLARATION)]


def nominees(cases: Iterable[Declaration], call: Round) -> list[Nominee]:
    """The cases as the quota sees them, with the niche that was submitted.

    A refused recommendation keeps its place unless the policy of the round frees it; re-evaluations take none.
    """
    chosen, policy = list(cases), policy_of(call)
    seals = sealed(chosen)
    frees = policy.quota.refused_frees_place.on(policy.day)
    return [
        Nominee(
            case.case_number,
            case.dossier.cluster_id,
            niche(policy.form, seals[case.pk].answers) if case.pk in seals else case.dossier.cluster.niche,
            counts=policy.track(case.track).quota_applies and not (frees and case.stage == Stage.REFUSED),
            name=case.dossier.cluster.name,
        )
        for case in chosen
    ]


def quota_of(call: Round, recommender: Authority) -> Quota:
    """How many this recommender may send in the round, and per niche field, with the clauses.

    Its kind is that of the day on which the round was opened; an office that came later has the kind it came with.
    """
    policy = policy_of(call)
    kind = call.recommender_kinds.get(recommender.code, recommender.kind)
    return quota_from(policy.quota, policy.day, kind)
