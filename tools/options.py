"""What was asked for on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

DEFAULT_PORT = 8000
# These take whatever follows as it stands: it belongs to another program.
PASSED_ON = ("manage", "test", "bench", "assess", "policy")


@dataclass(frozen=True)
class Order:
    """One sub-command; `words` go on to Django, pytest, the benchmarks or the policy files."""

    command: str
    port: int = DEFAULT_PORT
    words: tuple[str, ...] = ()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jiqun", description="Set up, run and check Jiqun.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="set up what is missing and serve, with a demonstration round")
    run.add_argument("--port", type=int, default=DEFAULT_PORT, help="port on this machine (default: %(default)s)")
    commands.add_parser("setup", help="only set up, without starting anything")
    commands.add_parser("test", help="the tests on both databases and the browser journeys; or those named after it")
    commands.add_parser("check", help="style, types, floor plan, migrations, deployment")
    demo = commands.add_parser("demo", help="write the documents of a demonstration round")
    demo.add_argument("--out", required=True, metavar="DIR")
    demo.add_argument("--seed", metavar="N", help="of the invented figures; without it that of ./jiqun run")
    rounds = commands.add_parser("round", help="open a round from its policy file")
    rounds.add_argument("act", choices=["open"])
    rounds.add_argument("file", metavar="FILE")
    audit = commands.add_parser("audit", help="verify the chain of the audit trail")
    audit.add_argument("act", choices=["verify"])
    noted = "an entry as it was noted earlier: its number and its digest"
    audit.add_argument("--noted", nargs=2, metavar=("NUMBER", "DIGEST"), help=noted)
    commands.add_parser("assess", help="hold a file of figures against a standard; assess --help tells more")
    commands.add_parser("policy", help="check a folder of policy files, or tell what changed between two")
    commands.add_parser("bench", help="measure against the figures to beat")
    commands.add_parser("manage", help="any Django command")
    return parser


def parse(argv: Sequence[str]) -> Order:
    """Read the command line; leaves with a usage line when it makes no sense."""
    if argv and argv[0] in PASSED_ON:
        return Order(argv[0], words=tuple(argv[1:]))
    given = _parser().parse_args(argv)
    match given.command:
        case "run":
            return Order("run", port=given.port)
        case "demo":
            seed = ("--seed", given.seed) if given.seed is not None else ()
            return Order("demo", words=("demo", "--out", given.out, *seed))
        case "round":
            return Order("round", words=("round_open", given.file))
        case "audit":
            return Order("audit", words=("audit_verify", *(("--noted", *given.noted) if given.noted else ())))
    return Order(given.command)
