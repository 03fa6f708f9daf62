"""A recognition comes into being: numbered, with its validity from the policy."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q

from jiqun.core.calendar import validity
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Level, Purpose, Tier
from jiqun.declarations.models import Declaration
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import text_of
from jiqun.recognitions.models import Recognition, RecognitionList, RecognitionState

NUMBERS = {Level.PROVINCIAL: "provincial_number", Level.NATIONAL: "national_number"}
ONE_DAY = timedelta(days=1)


def grant(
    case: Declaration, issued_on: date, *, issued_in: RecognitionList | None = None, source: str = ""
) -> Recognition:
    """Make the recognition of a case, valid from the policy's first day after ``issued_on``.

    A renewal starts the day after the recognition it renews ends. What the register already knew of it from
    elsewhere becomes this recognition.

    Raises:
        Refused: another case of the cluster led to a recognition of the same level and year.
    """
    previous = recognition_renewed_by(case)
    start = previous.valid_until + ONE_DAY if previous else issued_on
    policy = policy_of(case.round)
    rule = policy.validity[case.level_term]
    years = rule.years.entry_on(policy.day)
    valid_from, valid_until = validity(start, years.value, rule.calendar_years.on(policy.day))
    recognition = known_already(case) or Recognition(level=case.level, batch=case.round.year)
    recognition.cluster, recognition.declaration = case.dossier.cluster, case
    recognition.list, recognition.previous = issued_in, previous
    recognition.name, recognition.number = case.dossier.cluster.name, next_number(case)
    recognition.province, recognition.city, recognition.county = places_of(case)
    recognition.valid_from, recognition.valid_until = valid_from, valid_until
    recognition.validity_mark, recognition.mark = str(years.source.mark), "V"
    recognition.note = "复核通过" if previous else ""
    recognition.source = source or (issued_in.number if issued_in else "")
    recognition.is_demo = case.round.is_demo
    recognition.save()
    return recognition


def known_already(case: Declaration) -> Recognition | None:
    """What the register knows of this recognition from published lists; None when it is new.

    Our own are told apart by their cluster, since two counties may each have one of the same name.
    """
    cluster, alike = case.dossier.cluster, Recognition.objects.filter(level=case.level, batch=case.round.year)
    if alike.filter(cluster=cluster, declaration__isnull=False).exists():
        message = f"“{cluster.name}”{case.round.year}年度已有同级别的认定，不能重复认定；请在名录中核对"
        raise Refused(Finding("recognition.exists", message))
    listed = alike.filter(Q(cluster=cluster) | Q(cluster=None, name=cluster.name), declaration=None)
    return listed.order_by(F("cluster").asc(nulls_last=True)).first()


def next_number(case: Declaration) -> str:
    """The running number of the level and year; the record's lock, taken by the act before, keeps it unique."""
    year = case.round.year
    taken = Recognition.objects.filter(level=case.level, batch=year, declaration__isnull=False).count()
    policy, part = policy_of(case.round), NUMBERS[case.level_term]
    return text_of(policy, "recognition_list", part, year=year, number=f"{taken + 1:03d}")


def places_of(case: Declaration) -> tuple[str, str, str]:
    """Province, city and county of a case."""
    province = case.city.parent
    known = province is not None and province.tier == Tier.PROVINCE
    return province.place if province is not None and known else "", case.city.place, case.county.place


def recognition_renewed_by(case: Declaration) -> Recognition | None:
    """The recognition that a re-evaluation case is about: the cluster's newest of that level that was not revoked."""
    if case.purpose != Purpose.RE_EVALUATION:
        return None
    held = Recognition.objects.filter(cluster_id=case.dossier.cluster_id, level=case.level)
    held = held.exclude(declaration=case).exclude(state=RecognitionState.REVOKED)
    return held.order_by("-batch").first()
