"""`./jiqun assess` and `./jiqun policy`: policy files at the terminal, without the web application."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from jiqun.core.policy.tree import PolicyError
from jiqun.policyfiles import assessing

NONE, SOME, UNREADABLE = 0, 1, 3


class _Parser(argparse.ArgumentParser):
    """Leaves with 3 where it cannot read the line: 2 is the answer “unknown”."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(UNREADABLE, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="jiqun", description="Policy files and figures at the terminal.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    assess = commands.add_parser("assess", help="hold a file of figures against a standard")
    assessing.add_options(assess)
    policy = commands.add_parser("policy", help="check policy files, or compare two").add_subparsers(
        dest="act", required=True, metavar="ACT"
    )
    check = policy.add_parser("check", help="every problem of a policy folder, then hints")
    check.add_argument("folder", type=Path, metavar="DIR")
    diff = policy.add_parser("diff", help="what changed between two files or two folders")
    diff.add_argument("before", type=Path, metavar="A")
    diff.add_argument("after", type=Path, metavar="B")
    return parser


def main(argv: Sequence[str]) -> int:
    """Follow one command line; answers the exit code."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.command == "assess" and not given.template and not (given.file and given.standard):
        parser.error("assess needs FILE and --standard NAME, or --template NAME OUT.xlsx")
    code, lines = _followed(given)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


def leave(argv: Sequence[str]) -> int:
    """The same for a process of its own: what goes wrong is never taken for one of the answers."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # signs that the terminal does not have
    try:
        code = main(argv)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREADABLE
    except Exception:  # noqa: BLE001 - whatever it is, it is told and is no answer
        traceback.print_exc()
        return UNREADABLE
    return code


def _followed(given: argparse.Namespace) -> tuple[int, list[str]]:
    if given.command == "assess":
        return assessing.run(given)
    return _check(given.folder) if given.act == "check" else _diff(given.before, given.after)


def _check(folder: Path) -> tuple[int, list[str]]:
    from jiqun.policyfiles.foldercheck import check_folder  # it reads every shape there is; others need not

    if not folder.is_dir():
        return UNREADABLE, [f"“{folder}”不是可读取的文件夹"]
    report = check_folder(folder)
    count = f"共检查{report.files}个文件：问题{len(report.problems)}个，提示{len(report.remarks)}条"
    lines = [*map(str, report.problems), *(f"提示　{remark}" for remark in report.remarks), count]
    return (SOME if report.problems else NONE), lines


def _diff(before: Path, after: Path) -> tuple[int, list[str]]:
    from jiqun.policyfiles.comparing import compared
    from jiqun.policyfiles.strays import uncompared

    try:
        lines = list(compared(before, after))
    except PolicyError as refusal:
        return UNREADABLE, [str(refusal)]
    remarks = uncompared(before, after) if before.is_dir() and after.is_dir() else ()
    return (SOME if lines else NONE), [*(lines or ["没有不同"]), *(f"提示　{remark}" for remark in remarks)]


if __name__ == "__main__":
    sys.exit(leave(sys.argv[1:]))
