"""Last year's policy moved on by a year, to begin the next with: its days are proposals until the notice comes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from jiqun.core.vocabulary import Mark
from jiqun.policyfiles.pack import Pack

FOUR_DIGITS = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
ADDRESS_OF_A_YEAR = re.compile(r"(.+\.)(20\d\d)")
PROVISIONAL = "待通知"
"""The remark beside the mark 暂定."""


def next_year(pack: Pack) -> Pack:
    """The pack a year on.

    Title, code and notice carry the next year; the days of the year stay; what moves with the year (opening, closing,
    last year of data, year that is re-evaluated) holds from the new notice on and is marked as assumed. Figures of
    the cases move to the next year, so that they are tried against the same window.
    """
    plain = pack["round"]
    day = _moved_day(plain["notice"]["issued_on"])
    moved = {
        **plain,
        "code": _moved_years(plain["code"]),
        "title": _moved_years(plain["title"]),
        "year": plain["year"] + 1,
        "notice": _moved_notice(plain["notice"], day),
        "opens_on": _moved(plain["opens_on"], day),
        "closes_on": _moved(plain["closes_on"], day),
        "last_data_year": _moved(plain["last_data_year"], day),
        "tracks": [_moved_track(track, day) for track in plain["tracks"]],
    }
    cases = [
        {**case, "answers": moved_answers(case["answers"])} if case.get("answers") else case for case in pack["cases"]
    ]
    return {**pack, "round": moved, "cases": cases, "answers": moved_answers(pack["answers"])}


def _moved_notice(notice: dict[str, Any], day: str) -> dict[str, Any]:
    document = _moved_years(notice["source"]["document"])
    source = {**notice["source"], "document": document, "mark": Mark.ASSUMED.value, "note": PROVISIONAL}
    return {**notice, "title": _moved_years(notice["title"]), "number": "", "issued_on": day, "source": source}


def _moved_track(track: dict[str, Any], day: str) -> dict[str, Any]:
    moved = {**track, "form_title": _moved_years(track["form_title"])}
    return moved if track["re_evaluates"] is None else {**moved, "re_evaluates": _moved(track["re_evaluates"], day)}


def _moved(dated: dict[str, Any], day: str) -> dict[str, Any]:
    """One entry only, from the new notice on: last year's must not hold again if the notice comes earlier."""
    last = dated["values"][max(since for since in dated["values"] if since <= _a_year_before(day))]
    value = last["value"] + 1 if isinstance(last["value"], int) else _moved_day(last["value"])
    source = {**last["source"], "mark": Mark.ASSUMED.value, "note": PROVISIONAL, "url": "", "quote": ""}
    return {**dated, "values": {day: {"value": value, "source": source}}}


def _a_year_before(day: str) -> str:
    return f"{int(day[:4]) - 1}-12-31"


def _moved_day(day: str) -> str:
    """The same day a year on; the last of February when there is no 29th."""
    then = date.fromisoformat(day)
    try:
        return then.replace(year=then.year + 1).isoformat()
    except ValueError:
        return then.replace(year=then.year + 1, day=28).isoformat()


def _moved_years(text: str) -> str:
    return FOUR_DIGITS.sub(lambda found: str(int(found[1]) + 1), text)


def moved_answers(answers: Mapping[str, Any], years: int = 1) -> dict[str, Any]:
    """Answers with the year in their addresses moved on by so many years."""

    def moved(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + years}"

    return {ADDRESS_OF_A_YEAR.sub(moved, address): answer for address, answer in answers.items()}
