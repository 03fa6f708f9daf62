"""A recognition comes into being: numbered, with its validity from the policy."""

from __future__ import annotations

from datetime import date, timedelta

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
        Refused: another case led to a recognition of the same level, year and name.
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
    """What the register knows of this recognition from published lists; None when it is new."""
    standing = Recognition.objects.filter(
        level=case.level, batch=case.round.year, name=case.dossier.cluster.name
    ).first()
    if standing is not None and standing.declaration_id is not None:
        message = f"名录中已有{case.round.year}年度同级别的“{standing.name}”，请核对名称"
        raise Refused(Finding("recognition.exists", message))
    return standing


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
