"""Opening a case: the cluster, its dossier for the round, and one case per level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from jiqun.accounts.models import Authority, Seat
from jiqun.accounts.queries import recommenders_of
from jiqun.audit.queries import just_done
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import Track
from jiqun.core.roles import first_answers
from jiqun.core.vocabulary import FINAL_STAGES, Level, Purpose, Role, Stage, Tier
from jiqun.declarations.models import Cluster, Declaration, Dossier
from jiqun.declarations.queries import beyond_the_county
from jiqun.declarations.services.window import refuse_when_closed
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of

LETTERS = {
    (Level.PROVINCIAL, Purpose.DECLARATION): "S",
    (Level.NATIONAL, Purpose.DECLARATION): "N",
    (Level.PROVINCIAL, Purpose.RE_EVALUATION): "R",
    (Level.NATIONAL, Purpose.RE_EVALUATION): "F",
}

WRONG_SEAT = Finding("declaration.wrong_seat", "申报由所在县级主管部门的经办人发起，请切换席位或联系经办人办理")


def register_cluster(county: Authority, *, name: str, niche: str, leading_industry: str) -> Cluster:
    """The county's cluster of that name, made when it is new.

    An old one takes the newer niche and industry where they are given, unless somebody beyond the county is deciding
    on a case of it.
    """
    given = {"niche": niche.strip(), "leading_industry": leading_industry.strip()}
    cluster, new = Cluster.objects.get_or_create(county=county, name=name.strip(), defaults=given)
    stated = {field: text for field, text in given.items() if text}
    if stated and not new and not beyond_the_county(cluster.pk):
        Cluster.objects.filter(pk=cluster.pk).update(**stated)
        cluster.refresh_from_db(fields=list(stated))
    return cluster


@transaction.atomic
def open_declarations(
    call: Round,
    *,
    name: str,
    niche: str,
    leading_industry: str,
    tracks: Sequence[str],
    recommender: Authority | None = None,
    by: Seat,
    at: datetime,
) -> list[Declaration]:
    """Register the county's cluster and open a case on each of the tracks, all of them or none.

    ``recommender``: the zone that is to recommend it; without one, the county's city.
    The same once more within a minute is a repeated post: the cases just opened are given again.

    Raises:
        Refused: no track chosen, or whatever keeps one of the cases from being opened.
    """
    if by.tier != Tier.COUNTY or by.role_term != Role.HANDLER:
        raise Refused(WRONG_SEAT)
    if not tracks:
        raise Refused(Finding("declaration.no_track", "请选择申报类别", field="tracks"))
    # Under the county's lock two posts of one form queue up, and the second finds the cases of the first.
    county = Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=by.authority_id)
    named = {"name": name.strip(), "niche": niche.strip(), "leading_industry": leading_industry.strip()}
    again = _opened_just_now(call, named, tracks, by=by, at=at)
    if again and recommender in (None, again[0].city):
        return again
    cluster = register_cluster(county, **named)
    findings: list[Finding] = []
    cases = []
    for track in dict.fromkeys(tracks):
        try:
            cases.append(open_case(cluster, call, track, recommender=recommender, by=by, at=at))
        except Refused as refusal:
            findings += [each for each in refusal.findings if each not in findings]
    if findings:
        raise Refused(*findings)
    return cases


def _opened_just_now(
    call: Round, named: Mapping[str, str], tracks: Sequence[str], *, by: Seat, at: datetime
) -> list[Declaration]:
    """The cases asked for, where this seat has just opened each of them; otherwise none."""
    opened = just_done("open_case", by=by.actor, at=at).values("subject")
    cluster = {f"dossier__cluster__{field}": text for field, text in named.items() if text}
    found = Declaration.objects.filter(round=call, county=by.authority, case_number__in=opened, **cluster)
    found = found.exclude(stage=Stage.VOIDED)
    by_track = {case.track: case for case in found}
    wanted = list(dict.fromkeys(tracks))
    return [by_track[track] for track in wanted] if set(wanted) <= by_track.keys() else []


def standing_cases(dossier: Dossier, track: Track) -> QuerySet[Declaration]:
    """The case of a dossier on the level of a track, if there is one that was not voided."""
    return dossier.cases.filter(level=track.level, purpose=track.purpose).exclude(stage=Stage.VOIDED)


def exists_already(dossier: Dossier, track: Track) -> Finding:
    """Where the case of this level stands, and what can be done instead of opening another."""
    case = standing_cases(dossier, track).get()
    stands = f"“{dossier.cluster.name}”本批次已有“{track.label}”事项（{case.case_number}）"
    if case.stage == Stage.DRAFT:
        message = f"{stands}，请在“申报”中继续填报"
    elif case.stage in FINAL_STAGES:
        message = f"{stands}，结果为“{case.stage_words}”；同一批次同一级别只申报一次，可在下一批次申报"
    else:
        message = f"{stands}，现为“{case.stage_words}”，请在“申报”中查看办理进展"
    return Finding("declaration.exists", message, track.source.citation)


@transaction.atomic
def open_case(
    cluster: Cluster, call: Round, track_id: str, *, recommender: Authority | None = None, by: Seat, at: datetime
) -> Declaration:
    """Open a case of the cluster on one track of the round, sharing the dossier and its recommender with its others.

    Raises:
        Refused: wrong seat, foreign cluster, a recommender that has no say there, round closed, or the case is open
            already.
    """
    if by.tier != Tier.COUNTY or by.role_term != Role.HANDLER or cluster.county_id != by.authority_id:
        raise Refused(WRONG_SEAT)
    policy = policy_of(call)
    track = policy.track(track_id)
    refuse_when_closed(call, at)
    county = Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=cluster.county_id)
    dossier, new = Dossier.objects.get_or_create(cluster=cluster, round=call)
    city = chosen_recommender(county, dossier, recommender)
    if new:
        dossier.answers = first_answers(
            policy.form, name=cluster.name, niche=cluster.niche, leading_industry=cluster.leading_industry
        )
        dossier.save(update_fields=["answers"])
    if standing_cases(dossier, track).exists():
        raise Refused(exists_already(dossier, track))
    prefix = f"{call.year}-{county.code}-"
    taken = Declaration.objects.filter(case_number__startswith=prefix).count()
    case = Declaration.objects.create(
        dossier=dossier,
        round=call,
        county=county,
        city=city,
        case_number=f"{prefix}{taken + 1:02d}{LETTERS[track.level, track.purpose]}",
        track=track.id,
        level=track.level,
        purpose=track.purpose,
        stage_since=at,
    )
    record(
        "open_case",
        f"建立{track.label}事项",
        by=by.actor,
        at=at,
        subject=case.case_number,
        round_code=call.code,
        after=case.stage,
    )
    return case


def chosen_recommender(county: Authority, dossier: Dossier, wanted: Authority | None) -> Authority:
    """Who recommends a new case: as for the other cases of the dossier, else who was asked for, else the city.

    Raises:
        Refused: nobody stands above the county, or who was asked for does not recommend for it.
    """
    standing = dossier.cases.exclude(stage=Stage.VOIDED).select_related("city").first()
    offered = recommenders_of(county)
    if not offered:
        raise Refused(Finding("declaration.no_city", "该单位没有上级推荐单位，请联系省级主管部门维护单位层级"))
    if standing is not None:
        if wanted is not None and wanted != standing.city:
            message = f"该集群本批次的另一事项由{standing.city.name}推荐，两级须为同一推荐单位"
            raise Refused(Finding("declaration.two_recommenders", message, field="recommender"))
        return standing.city
    if wanted is None:
        return offered[0]
    if wanted not in offered:
        names = "、".join(each.name for each in offered)
        raise Refused(Finding("declaration.recommender", f"本县的推荐单位为{names}，请从中选择", field="recommender"))
    return wanted
