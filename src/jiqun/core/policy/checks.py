"""What a well-shaped policy may still get wrong: names that lead nowhere, repeated ids, days out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from string import Formatter
from typing import Any

from jiqun.core.policy.criteriachecks import check_criteria
from jiqun.core.policy.dated import Dated
from jiqun.core.policy.flaws import Flaw, one_of, repeated
from jiqun.core.policy.formchecks import check_form
from jiqun.core.policy.formulachecks import check_formulas
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.textchecks import check_texts
from jiqun.core.policy.tree import Place, Problem
from jiqun.core.vocabulary import Level, Purpose

GROWTH = ("compound", "mean")
WHOLE_SHARE = 100  # per cent
FEWEST_WITHOUT_EXTREMES = 3  # with fewer, nothing is left once the highest and the lowest are dropped


def check_policy(policy: RoundPolicy) -> list[Problem]:
    """Every contradiction inside a policy, at paths such as ``tracks.0.criteria``; only its reader knows the lines."""
    flaws = list(_not_in_force(policy, policy.day, ""))
    if not flaws:  # the other checks read what holds on the day of the notice
        flaws = [flaw for check in CHECKS for flaw in check(policy)]
    return [Problem(Place(), *flaw) for flaw in flaws]


def _not_in_force(value: Any, day: date, path: str) -> Iterator[Flaw]:
    """Dated values without an entry on the day, wherever they stand."""
    if isinstance(value, Dated):
        if min(value.values) > day:
            yield f"{path}.values", f"在通知日{day}应有有效值", f"最早自{min(value.values)}起有效"
    elif is_dataclass(value):
        for field in fields(value):
            yield from _not_in_force(getattr(value, field.name), day, f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _not_in_force(item, day, f"{path}.{at}")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _not_in_force(item, day, f"{path}.{name}")


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
        if track.prerequisite is not None:
            yield from one_of(track.prerequisite.on(policy.day), Level.codes(), f"{path}.prerequisite")
        if track.purpose == Purpose.RE_EVALUATION and track.re_evaluates is None:
            yield f"{path}.re_evaluates", "复核类别必须填写参加复核的认定年度", "未填写"
        if track.level not in policy.validity:
            yield "validity", f"应包含“{track.level.label}”的有效期", "未填写"
        yield from _label(track.package.disc_label.on(policy.day), f"{path}.package.disc_label")
        for name in ("form_copies", "discs"):
            yield from _at_least(getattr(track.package, name).on(policy.day), 0, f"{path}.package.{name}")


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
        yield "closes_on", f"截止日期应不早于开始日期{opens}", f"{closes}"
    for name in ("per_recommender", "per_niche"):
        if (limit := getattr(policy.quota, name)) is not None:
            yield from _at_least(limit.on(day), 0, f"quota.{name}")
    for at, exception in enumerate(policy.quota.exceptions):
        yield from _at_least(exception.per_recommender.on(day), 0, f"quota.exceptions.{at}.per_recommender")
    yield from _at_least(policy.data_years.on(day), 1, "data_years")
    yield from _at_least(policy.spot_check.share_percent.on(day), 0, "spot_check.share_percent")
    if (share := policy.spot_check.share_percent.on(day)) > WHOLE_SHARE:
        yield "spot_check.share_percent", f"应不大于{WHOLE_SHARE}", f"{share}"
    yield from _at_least(policy.spot_check.at_least.on(day), 0, "spot_check.at_least")
    yield from _at_least(policy.public_notice.working_days.on(day), 1, "public_notice.working_days")
    for level, validity in policy.validity.items():
        yield from _at_least(validity.years.on(day), 1, f"validity.{level}.years")


def _scoring(policy: RoundPolicy) -> Iterator[Flaw]:
    day, scoring = policy.day, policy.scoring
    fewest = FEWEST_WITHOUT_EXTREMES if scoring.drop_extremes.on(day) else 1
    yield from _at_least(scoring.experts_per_case.on(day), fewest, "scoring.experts_per_case")
    for at, item in enumerate(scoring.items):
        if item.points <= 0:
            yield f"scoring.items.{at}.points", "应大于0", f"{item.points}"
    yield from one_of(policy.conventions.growth.on(day), GROWTH, "conventions.growth")


def _at_least(value: Any, least: int, path: str) -> Iterator[Flaw]:
    if value < least:
        yield path, f"应不小于{least}", f"{value}"


CHECKS = (_names, _tracks, _days_and_numbers, _scoring, check_form, check_criteria, check_formulas, check_texts)
