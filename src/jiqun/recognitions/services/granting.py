"""A recognition comes into being: numbered, with its validity from the policy."""

from __future__ import annotations

from datetime import date

from jiqun.core.calendar import validity
from jiqun.core.vocabulary import Level, Tier
from jiqun.declarations.models import Declaration
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import Recognition, RecognitionList

LEVEL_WORDS = {Level.PROVINCIAL: "省", Level.NATIONAL: "国"}


def grant(
    case: Declaration,
    issued_on: date,
    *,
    issued_in: RecognitionList | None = None,
    previous: Recognition | None = None,
) -> Recognition:
    """Make the recognition of a case, valid from the policy's first day after ``issued_on``.

    A renewal starts the day after the recognition it renews ends.
    """
    policy = policy_of(case.round)
    rule = policy.validity[case.level_term]
    years, calendar_years = (
        rule.years.on(policy.day),
        rule.calendar_years.on(policy.day),
    )
    start = date.fromordinal(previous.valid_until.toordinal() + 1) if previous else issued_on
    valid_from, valid_until = validity(start, years, calendar_years)
    batch = case.round.year
    taken = Recognition.objects.filter(level=case.level, batch=batch, declaration__isnull=False).count()
    province = case.city.parent
    return Recognition.objects.create(
        cluster=case.dossier.cluster,
        declaration=case,
        list=issued_in,
        previous=previous,
        level=case.level,
        name=case.dossier.cluster.name,
        province=province.place if province is not None and province.tier == Tier.PROVINCE else "",
        city=case.city.place,
        county=case.county.place,
        batch=batch,
        number=f"{LEVEL_WORDS[case.level_term]}集群〔{batch}〕{taken + 1:03d}号",
        valid_from=valid_from,
        valid_until=valid_until,
        note="复核通过" if previous else "",
        source=issued_in.number if issued_in else "",
        is_demo=case.round.is_demo,
    )
