"""`./jiqun assess`: a file of figures held against a standard, or the empty workbook for one."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from pathlib import Path

from jiqun.core.addresses import year_of
from jiqun.core.facts import Setting
from jiqun.core.policy.tree import PolicyError
from jiqun.core.policy.valuetext import day_words
from jiqun.core.standard import Standard, newest_year
from jiqun.core.vocabulary import Level, Purpose, Verdict
from jiqun.policyfiles.figures import Figures, FiguresRefused, read_figures
from jiqun.policyfiles.standards import read_standard
from jiqun.policyfiles.telling import as_plain, told

MET, NOT_MET, UNKNOWN, UNREADABLE = range(4)
EXITS = {Verdict.NOT_MET: NOT_MET, Verdict.UNKNOWN: UNKNOWN}
YES_NO = {"yes": True, "no": False}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The words that the command takes."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="figures, as YAML or as a filled-in workbook")
    parser.add_argument("--standard", metavar="NAME", help="an edition of criteria, or the path of its file")
    parser.add_argument("--template", nargs=2, metavar=("NAME", "OUT.xlsx"), help="write the empty workbook of NAME")
    parser.add_argument("--form", default="", metavar="NAME", help="the form with labels and units")
    parser.add_argument("--on", type=_day, metavar="DATE", help="whose values hold (default: today)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--purpose", choices=Purpose.codes(), default=Purpose.DECLARATION.value)
    parser.add_argument("--level", choices=Level.codes(), default="", help="where conditions depend on it")
    parser.add_argument("--west", choices=list(YES_NO), default="no", help="a western place (%(default)s)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it like 2025-04-17") from None


def run(given: argparse.Namespace) -> tuple[int, list[str]]:
    """The exit code and the lines to print."""
    on = given.on or datetime.now().astimezone().date()
    try:
        if given.template:
            name, path = given.template
            if Path(path).exists():
                return UNREADABLE, [f"“{path}”已经存在，可能已填有数据，未作改动；请另取文件名"]
            return MET, _template(read_standard(name, form=given.form), Path(path), on)
        standard = read_standard(given.standard, form=given.form)
        return _assess(standard, read_figures(Path(given.file), standard.form), on, given)
    except (PolicyError, FiguresRefused) as refusal:
        return UNREADABLE, [str(refusal)]
    except LookupError as error:  # a threshold or convention that was not yet in force
        return UNREADABLE, [f"不能判定：{error.args[0]}"]
    except OSError:
        return UNREADABLE, [f"不能写入“{given.template[1]}”，请核对文件夹是否存在、有无权限"]


def _assess(standard: Standard, figures: Figures, on: date, given: argparse.Namespace) -> tuple[int, list[str]]:
    newest = newest_year(standard.form, figures.answers)
    last_year = newest or on.year - 1
    setting = Setting(given.purpose, given.level, YES_NO[given.west])
    used = standard.in_use(last_year=last_year, on=on, setting=setting)
    found = used.assess(figures.answers)
    remarks = [*figures.remarks, *_about_years(figures, newest, on)]
    if given.json:
        lines = [json.dumps({**as_plain(used, found), "remarks": remarks}, ensure_ascii=False, indent=2)]
    else:
        lines = [*told(used, found), *(f"提示　{remark}" for remark in remarks)]
    return EXITS.get(found.verdict, MET), lines


def _about_years(figures: Figures, newest: int | None, on: date) -> list[str]:
    """What is odd about the newest year; raises FiguresRefused for years that have not begun."""
    late = sorted({year for place in figures.answers if (year := year_of(place) or 0) > on.year})
    if late:
        years = "、".join(f"{year}年" for year in late)
        raise FiguresRefused([f"数据年度{years}晚于核对日{day_words(on)}：请核对年度，或用--on写明核对日"])
    return [f"{newest}年在核对日{day_words(on)}尚未结束，请核对是否为全年数据"] if newest == on.year else []


def _template(standard: Standard, path: Path, on: date) -> list[str]:
    from jiqun.policyfiles.figurebook import write_template  # only a template pays for writing workbooks

    write_template(standard, path, last_year=on.year - 1)
    return [f"已写出《{standard.criteria.title}》的数据表：{path}"]
