"""A recognition comes into being: numbered, with its validity from the policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from jiqun.core.calendar import validity
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Level, Mark, Purpose, Tier
from jiqun.declarations.models import Declaration
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import text_of
from jiqun.recognitions.models import Recognition, RecognitionList, RecognitionState

NUMBERS = {Level.PROVINCIAL: "provincial_number", Level.NATIONAL: "national_number"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Published:
    """What somebody else's list says of a recognition: its number, if it gives one, and its first and last day."""

    source: str
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


def grant(
    case: Declaration,
    issued_on: date,
    *,
    issued_in: RecognitionList | None = None,
    published: Published | None = None,
) -> Recognition:
    """Make the recognition of a case, valid as ``published`` says, else from the policy's first day on.

    A number is given by whoever issues the list: ours counts on, that of another stands as it was published.

    A renewal starts the day after the recognition it renews ends. What the register already knew of it from
    elsewhere becomes this recognition.

    Raises:
        Refused: another case of the cluster led to a recognition of the same level and year.
    """
    previous = recognition_renewed_by(case)
    valid_from, valid_until, mark = term_of(case, issued_on, published)
    recognition = known_already(case) or Recognition(level=case.level, batch=case.round.year)
    recognition.cluster, recognition.declaration = case.dossier.cluster, case
    recognition.list, recognition.previous = issued_in, previous
    recognition.name = case.dossier.cluster.name
    recognition.number = published.number if published else next_number(case)
    recognition.province, recognition.city, recognition.county = places_of(case)
    recognition.valid_from, recognition.valid_until = valid_from, valid_until
    recognition.validity_mark, recognition.mark = mark, "V"
    recognition.note = "复核通过" if previous else ""
    recognition.source = published.source if published else issued_in.number if issued_in else ""
    recognition.is_demo = case.round.is_demo
    recognition.save()
    return recognition


def term_of(case: Declaration, issued_on: date, published: Published | None = None) -> tuple[date, date, str]:
    """First and last day of the recognition, and the mark of what says so: the published list, else the policy."""
    if published and published.valid_from and published.valid_until:
        return published.valid_from, published.valid_until, str(Mark.VERIFIED)
    previous = recognition_renewed_by(case)
    policy = policy_of(case.round)
    rule = policy.validity[case.level_term]
    years = rule.years.entry_on(policy.day)
    start = previous.valid_until + ONE_DAY if previous else issued_on
    return *validity(start, years.value, rule.calendar_years.on(policy.day)), str(years.source.mark)


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
