"""The entry of `./jiqun`: sends each sub-command to its tool."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tools import gate, places, server, setting_up, suite
from tools.options import Order, parse

ANSWERING = ("assess", "policy")
CANNOT = 3  # these answer with 0, 1 and 2


def follow(order: Order) -> int:
    """Do what was ordered; answers the exit code for the shell."""
    match order.command:
        case "run":
            return server.serve(order.port)
        case "setup":
            setting_up.for_work()
            return 0
        case "test":
            return suite.run(order.words)
        case "check":
            return gate.run()
        case "bench":
            setting_up.for_work()
            return places.run([places.PYTHON, "-m", "benchmarks", *order.words])
        case "assess" | "policy":
            setting_up.for_policy_files()
            words = ["-P", "-m", "jiqun.policyfiles", order.command, *order.words]
            return places.run([places.PYTHON, *words], cwd=Path.cwd())
    setting_up.for_running()
    # Files named on the command line are meant from where the caller stands.
    return places.manage(*order.words, cwd=Path.cwd())


def main(argv: Sequence[str]) -> int:
    """Follow one command line."""
    try:
        return follow(parse(argv))
    except places.Stopped as stop:
        print(f"jiqun: {stop}", file=sys.stderr)
        return CANNOT if argv and argv[0] in ANSWERING else 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
