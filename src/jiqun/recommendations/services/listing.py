"""Drawing up the city's list: clusters in order of merit, inside the quota from the first draft on (N08, N09)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Authority, Seat
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused, overlong
from jiqun.core.quota import check_quota
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.prerequisites import BEFORE_PROVINCE, standing_findings
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.window import window_findings
from jiqun.programmes.models import Round
from jiqun.recommendations.models import Recommendation, RecommendationList
from jiqun.recommendations.queries import already_recommended, nominees, open_list, quota_of, rows_of, sent_cases
from jiqun.recommendations.services.duty import locked_city, refuse_unless_city

LONGEST_OPINION = 500


@dataclass(frozen=True, slots=True)
class Place:
    """One case and the rank of its cluster on the list; cases of one cluster share it."""

    case: Declaration
    rank: int
    opinion: str = ""


@transaction.atomic
def prepare_list(
    call: Round, purpose: Purpose, places: Sequence[Place], *, by: Seat, at: datetime, seen: datetime | None = None
) -> RecommendationList:
    """Draw up the list of one purpose, or draw the open one up anew; nothing of it is sent yet.

    ``seen`` is when the list that the page showed was drawn up: a colleague's newer list is not overwritten.

    Raises:
        Refused: wrong seat, round closed, nothing chosen, ranks that clash, a case that is not verified,
            more than the quota takes together with what was sent before, or a colleague was quicker.
    """
    refuse_unless_city(by, (Role.HANDLER,), "推荐名单")
    city = locked_city(by)
    fresh = fresh_places(places, call, purpose, by=by)
    ranks = settled_ranks(fresh, city, call, purpose)
    findings = [
        *window_findings(call, at),
        *place_findings(places, fresh),
        *quota_findings(city, call, [place.case for place in fresh]),
        *sister_findings([place.case for place in fresh], at),
    ]
    if findings:
        raise Refused(*findings)
    standing = open_list(city, call, purpose)
    if standing is not None and stands_already(standing, fresh, ranks):
        return standing
    refuse_unseen(standing, seen)
    names = written(standing, city, call, purpose, by=by, at=at)
    Recommendation.objects.bulk_create(
        Recommendation(
            list=names, declaration=place.case, rank=ranks[place.case.dossier.cluster_id], opinion=place.opinion
        )
        for place in fresh
    )
    record(
        "prepare_list",
        "拟定推荐名单" if standing is None else "调整推荐名单",
        by=by.actor,
        at=at,
        subject=list_subject(names),
        round_code=call.code,
        detail={"rows": [[ranks[place.case.dossier.cluster_id], place.case.case_number] for place in fresh]},
    )
    return names


@transaction.atomic
def cancel_list(call: Round, purpose: Purpose, *, by: Seat, at: datetime) -> None:
    """Take the open list back; its cases are verified as before. Without an open list nothing is done."""
    refuse_unless_city(by, (Role.HANDLER, Role.SIGNATORY), "撤下名单")
    standing = open_list(locked_city(by), call, purpose)
    if standing is None:
        return
    cases = [row.declaration.case_number for row in rows_of(standing)]
    subject = list_subject(standing)
    standing.delete()
    record(
        "cancel_list",
        "撤下推荐名单",
        by=by.actor,
        at=at,
        subject=subject,
        round_code=call.code,
        detail={"cases": cases},
    )


def list_subject(names: RecommendationList) -> str:
    """The name of a list in the record."""
    return f"list:{names.pk}"


def fresh_places(places: Sequence[Place], call: Round, purpose: Purpose, *, by: Seat) -> list[Place]:
    """The places whose cases the city may see in this round for this purpose, locked, in order of rank."""
    keys = [place.case.pk for place in places]
    cases = {
        case.pk: case
        for case in visible_to(by)
        .select_for_update(of=("self",), no_key=True)
        .filter(pk__in=keys, round=call, purpose=purpose)
    }
    found = [
        Place(cases[place.case.pk], place.rank, place.opinion.strip()) for place in places if place.case.pk in cases
    ]
    return sorted(found, key=lambda place: (place.rank, place.case.case_number))


def place_findings(asked: Sequence[Place], fresh: Sequence[Place]) -> list[Finding]:
    """What is wrong with the list before its number is looked at."""
    if not asked:
        return [Finding("list.empty", "名单中没有事项，请先填写推荐排序")]
    found = []
    if len(fresh) != len({place.case.pk for place in asked}):
        found.append(Finding("list.foreign", "名单中有不属于本市本批次的事项，请刷新页面后重新拟定"))
    found += stage_findings([place.case for place in fresh])
    opinions = {place.case.dossier.cluster: place.opinion for place in fresh}
    for named, opinion in opinions.items():
        found += overlong(opinion, LONGEST_OPINION, f"“{named.name}”的推荐意见")
    clusters_by_rank: dict[int, dict[int, str]] = {}
    for place in fresh:
        cluster = place.case.dossier.cluster
        clusters_by_rank.setdefault(place.rank, {})[cluster.pk] = cluster.name
    for rank, clusters in sorted(clusters_by_rank.items()):
        if rank < 1:
            found.append(Finding("list.rank", f"“{'、'.join(clusters.values())}”的推荐排序应为正整数"))
        if len(clusters) > 1:
            message = f"“{'、'.join(clusters.values())}”的推荐排序同为第{rank}位，请排出先后"
            found.append(Finding("list.tie", message))
    return found


def stage_findings(cases: Sequence[Declaration]) -> list[Finding]:
    """Only verified cases may be recommended; what has changed since is named."""
    return [
        Finding(
            "list.not_verified",
            f"“{case.dossier.cluster.name}”（{case.level_term.label}）现为“{case.stage_words}”，不能推荐；请调整名单",
        )
        for case in cases
        if case.stage != Stage.VERIFIED
    ]


def sister_findings(cases: Sequence[Declaration], at: datetime) -> list[Finding]:
    """A national case goes on only together with, or after, the provincial one that it rests on (N05)."""
    along = [case.pk for case in cases]
    return [
        finding
        for case in cases
        for finding in standing_findings(case, at, act="推荐", behind=BEFORE_PROVINCE, along=along)
    ]


def quota_findings(city: Authority, call: Round, chosen: Sequence[Declaration]) -> list[Finding]:
    """What the quota says of the chosen cases together with everything sent before; call it under the city's lock."""
    sent = nominees(already_recommended(city, call), call)
    return check_quota(sent, nominees(chosen, call), quota_of(call, city), city.place)


def settled_ranks(places: Sequence[Place], city: Authority, call: Round, purpose: Purpose) -> Mapping[int, int]:
    """The rank of each cluster: the one it was sent with before, or the next free ones in the chosen order."""
    sent = {row.declaration.dossier.cluster_id: row.rank for row in sent_cases(city, call, purpose)}
    ranks: dict[int, int] = {}
    last = max(sent.values(), default=0)
    for place in places:
        cluster = place.case.dossier.cluster_id
        if cluster in ranks:
            continue
        if cluster not in sent:
            last += 1
        ranks[cluster] = sent.get(cluster, last)
    return ranks


def refuse_unseen(standing: RecommendationList | None, seen: datetime | None) -> None:
    """Raise Refused when the open list is not the one that the page showed."""
    if standing is not None and standing.prepared_at != seen:
        message = f"{standing.prepared_by}刚刚调整了名单，您的输入仍保留在页面上；请对照最新名单核对后再办理"
        raise Refused(Finding("list.changed", message))


def stands_already(standing: RecommendationList, places: Sequence[Place], ranks: Mapping[int, int]) -> bool:
    """Whether the open list says exactly this: the same post twice is one act."""
    now = {(row.declaration_id, row.rank, row.opinion) for row in rows_of(standing)}
    return now == {(place.case.pk, ranks[place.case.dossier.cluster_id], place.opinion) for place in places}


def written(
    standing: RecommendationList | None, city: Authority, call: Round, purpose: Purpose, *, by: Seat, at: datetime
) -> RecommendationList:
    """The open list, emptied and drawn up by this seat now."""
    names = standing or RecommendationList(city=city, round=call, purpose=purpose)
    names.prepared_at, names.prepared_by = at, by.person.name
    names.save()
    names.rows.all().delete()
    return names
