"""The cases of a pack: plain data without what is empty, and without a round's code, since a pack is one round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from jiqun.core.policy.cases import Case, CriteriaCase, QuotaCase
from jiqun.core.policy.loader import decode, to_plain
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import PolicyError, Problem, plain_tree
from jiqun.policyfiles.casebook import BASE, Casebook, read_casebook
from jiqun.policyfiles.folder import policydata_root

Plain = dict[str, Any]
SHARED = ("track", "clause", "kind")


def shipped_cases(policy: RoundPolicy) -> tuple[list[Plain], Plain]:
    """The cases that came with the software for a round, and the dossier that they depart from."""
    book = read_casebook(policydata_root())
    mine = [case for case in book.cases if _is_of(case, policy)]
    return plain_cases(Casebook(tuple(mine), book.base if mine else {}))


def read_cases(root: Path) -> tuple[list[Plain], Plain]:
    """The cases of a policy folder; raises PolicyError with every problem found."""
    return plain_cases(read_casebook(root))


def plain_cases(book: Casebook) -> tuple[list[Plain], Plain]:
    """The cases and their base as a pack holds them."""
    return [plain_case(case) for case in book.cases], dict(book.base)


def plain_case(case: Case) -> Plain:
    """One case as a pack holds it."""
    plain: Plain = to_plain(replace(case, round=""))
    return _without_empty(plain)


def cases_of(cases: Iterable[Any]) -> list[Case]:
    """The cases of a pack in their shapes.

    Raises:
        PolicyError: with every problem found, at keys such as ``cases.2.expect.C1.1``.
    """
    found: list[Case] = []
    problems: list[Problem] = []
    for at, plain in enumerate(cases):
        try:
            found.append(_case_of(plain))
        except PolicyError as error:
            problems += [replace(each, key=f"cases.{at}.{each.key}".rstrip(".")) for each in error.problems]
    if problems:
        raise PolicyError(problems)
    return found


def _case_of(plain: Any) -> Case:
    if isinstance(plain, dict) and "chosen" in plain:
        return decode(plain_tree(plain), QuotaCase)
    if not isinstance(plain, dict):
        return decode(plain_tree(plain), CriteriaCase)
    told = {key: value for key, value in plain.items() if key != "answers" and value not in (None, {})}
    case = decode(plain_tree(told), CriteriaCase)
    return replace(case, answers=dict(plain.get("answers") or {}))


def case_files(cases: Iterable[Mapping[str, Any]], answers: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """The files of a folder that hold these cases, by name; cases of one clause stand together, in their order."""
    if answers:
        yield BASE, dict(answers)
    told = [case for case in cases if isinstance(case, Mapping)]
    runs = groupby(told, key=lambda case: ("chosen" in case, *(case.get(key, "") for key in SHARED)))
    for number, ((is_quota, *shared), run) in enumerate(runs, start=1):
        heading = {key: value for key, value in zip(SHARED, shared, strict=True) if value}
        own = [_without_empty({key: value for key, value in case.items() if key not in heading}) for case in run]
        shelf = "quota" if is_quota else "criteria"
        yield f"cases/{shelf}/{number:03}.yaml", {**heading, "cases": own}


def _without_empty(plain: Plain) -> Plain:
    return {key: value for key, value in plain.items() if value or value is False}


def _is_of(case: Case, policy: RoundPolicy) -> bool:
    if case.round not in ("", policy.code):
        return False
    return isinstance(case, QuotaCase) or (not case.standard and case.track in {track.id for track in policy.tracks})
