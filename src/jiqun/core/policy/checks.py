"""What a well-shaped policy may still get wrong: names that lead nowhere, repeated ids, days out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

from jiqun.core.formula_reading import MOST_YEARS
from jiqun.core.policy.criteriachecks import check_criteria
from jiqun.core.policy.dated import Dated
from jiqun.core.policy.flaws import Flaw, one_of, repeated
from jiqun.core.policy.formchecks import check_form
from jiqun.core.policy.formulachecks import check_formulas
from jiqun.core.policy.schema import RoundPolicy, Track
from jiqun.core.policy.textchecks import check_texts
from jiqun.core.policy.tree import Place, Problem
from jiqun.core.policy.valuechecks import value_flaws
from jiqun.core.policy.walking import brought_forward, records_in
from jiqun.core.vocabulary import Level, Purpose

GROWTH = ("compound", "mean")
WHOLE_SHARE = 100  # per cent
YEARS = (1949, 2999)
FEWEST_WITHOUT_EXTREMES = 3  # with fewer, nothing is left once the highest and the lowest are dropped


def check_policy(policy: RoundPolicy) -> list[Problem]:
    """Every contradiction inside a policy, at paths such as ``tracks.0.criteria``; only its reader knows the lines."""
    late = list(_not_in_force(policy))
    whole = brought_forward(policy, policy.day) if late else policy  # what is not in force yet hides nothing else
    flaws = [*late, *value_flaws(policy), *(flaw for check in CHECKS for flaw in check(whole))]
    return [Problem(Place(), *flaw) for flaw in flaws]


def _not_in_force(policy: RoundPolicy) -> Iterator[Flaw]:
    """Dated values without an entry on the day, wherever they stand."""
    for path, value in records_in(policy):
        if isinstance(value, Dated) and min(value.values) > policy.day:
            yield f"{path}.values", f"在通知日{policy.day}应有有效值", f"最早自{min(value.values)}起有效"


CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""What can stand in the address of a round."""


def _names(policy: RoundPolicy) -> Iterator[Flaw]:
    if not CODE.fullmatch(policy.code):
        yield "code", "批次代码应只含小写字母、数字和连字符，不超过60个字符", f"“{policy.code}”"
    yield from repeated((track.id for track in policy.tracks), "tracks.{}.id")
    yield from repeated((clause.id for clause in policy.clauses), "clauses.{}.id")
    yield from repeated((item.id for item in policy.formal_checks), "formal_checks.{}.id")
    yield from repeated((item.id for item in policy.scoring.items), "scoring.items.{}.id")
    tracks = [track.id for track in policy.tracks]
    for at, item in enumerate(policy.formal_checks):
        for name in item.tracks:
            yield from one_of(name, tracks, f"formal_checks.{at}.tracks")


def _tracks(policy: RoundPolicy) -> Iterator[Flaw]:
    if not policy.tracks:
        yield "tracks", "至少应有一个类别", "没有"
    ways: dict[tuple[Level, Purpose], str] = {}
    for at, track in enumerate(policy.tracks):
        path = f"tracks.{at}"
        if (same := ways.setdefault((track.level, track.purpose), track.id)) != track.id:
            words = f"{track.level.label}{track.purpose.label}"
            yield f"{path}.level", f"同一级别、同一事项只能有一个类别，“{same}”已是{words}", words
        if track.purpose == Purpose.RE_EVALUATION and track.re_evaluates is None:
            yield f"{path}.re_evaluates", "复核类别必须填写参加复核的认定年度", "未填写"
        if track.level not in policy.validity:
            yield "validity", f"应包含“{track.level.label}”的有效期", "未填写"
        yield from _values_of(track, path, policy.day)


def _values_of(track: Track, path: str, day: date) -> Iterator[Flaw]:
    """What a track sets from a day."""
    if track.prerequisite is not None:
        here = _at(track.prerequisite, day, f"{path}.prerequisite")
        yield from one_of(track.prerequisite.on(day), Level.codes(), here)
    if track.re_evaluates is not None:
        yield from _within(track.re_evaluates, day, f"{path}.re_evaluates", *YEARS)
    label = track.package.disc_label
    yield from _label(label.on(day), _at(label, day, f"{path}.package.disc_label"))
    for name in ("form_copies", "discs"):
        yield from _within(getattr(track.package, name), day, f"{path}.package.{name}", 0)


def _label(text: str, path: str) -> Iterator[Flaw]:
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        names = [text]
    for name in names:
        yield from one_of(name, ["county"], path)


def _days_and_numbers(policy: RoundPolicy) -> Iterator[Flaw]:
    day = policy.day
    opens, closes = policy.opens_on.on(day), policy.closes_on.on(day)
    if closes < opens:
        yield _at(policy.closes_on, day, "closes_on"), f"截止日期应不早于开始日期{opens}", f"{closes}"
    for name in ("per_recommender", "per_niche"):
        if (limit := getattr(policy.quota, name)) is not None:
            yield from _within(limit, day, f"quota.{name}", 0)
    for at, exception in enumerate(policy.quota.exceptions):
        yield from _within(exception.per_recommender, day, f"quota.exceptions.{at}.per_recommender", 0)
    yield from _within(policy.last_data_year, day, "last_data_year", *YEARS)
    yield from _within(policy.data_years, day, "data_years", 1, MOST_YEARS)
    yield from _within(policy.spot_check.share_percent, day, "spot_check.share_percent", 0, WHOLE_SHARE)
    yield from _within(policy.spot_check.at_least, day, "spot_check.at_least", 0)
    yield from _within(policy.public_notice.working_days, day, "public_notice.working_days", 1)
    for level, validity in policy.validity.items():
        yield from _within(validity.years, day, f"validity.{level}.years", 1)


def _scoring(policy: RoundPolicy) -> Iterator[Flaw]:
    day, scoring, growth = policy.day, policy.scoring, policy.conventions.growth
    fewest = FEWEST_WITHOUT_EXTREMES if scoring.drop_extremes.on(day) else 1
    yield from _within(scoring.experts_per_case, day, "scoring.experts_per_case", fewest)
    for at, item in enumerate(scoring.items):
        if item.points <= 0:
            yield f"scoring.items.{at}.points", "应大于0", f"{item.points}"
    yield from one_of(growth.on(day), GROWTH, _at(growth, day, "conventions.growth"))


def _within(dated: Dated[Any], day: date, path: str, least: int, most: int | None = None) -> Iterator[Flaw]:
    """The value in force against its bounds, told where it stands."""
    value = dated.on(day)
    if value < least:
        yield _at(dated, day, path), f"应不小于{least}", f"{value}"
    if most is not None and value > most:
        yield _at(dated, day, path), f"应不大于{most}", f"{value}"


def _at(dated: Dated[Any], day: date, path: str) -> str:
    """Where the value in force on the day stands in the text."""
    return f"{path}.values.{dated.since(day)}.value"


CHECKS = (_names, _tracks, _days_and_numbers, _scoring, check_form, check_criteria, check_formulas, check_texts)
