"""`./jiqun check`: all that can be said about the code without running it."""

from __future__ import annotations

import secrets
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools import virtualenv
from tools.places import PYTHON, ROOT, environment, has_command

MANAGE = (str(PYTHON), "manage.py")
PARTS_OF_THE_TREE = ("src", "tests", "tools", "manage.py", "benchmarks")


@dataclass(frozen=True)
class Check:
    """One check: its name for the closing lines, its command, its settings."""

    name: str
    argv: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a check said and how long it took, in seconds."""

    check: Check
    passed: bool
    output: str
    seconds: float


def checks() -> Iterator[Check]:
    """Every check, the longest first."""
    tree = tuple(part for part in PARTS_OF_THE_TREE if (ROOT / part).exists())
    yield Check("types", _module("mypy"))
    yield Check("lint", _module("ruff", "check", *tree))
    yield Check("format", _module("ruff", "format", "--check", *tree))
    yield Check("floor plan", (str(PYTHON.parent / "lint-imports"), "--no-cache"))
    yield Check("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run"))
    yield Check("deployment", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), _production())
    yield Check("spelling", (str(PYTHON.parent / "codespell"),))
    if has_command("route_diagram"):
        yield Check("route diagram", (*MANAGE, "route_diagram", "--check"))


def run() -> int:
    """Run every check, two at a time; answers 1 when any failed."""
    virtualenv.install("dev")
    with ThreadPoolExecutor(max_workers=2) as hands:
        outcomes = []
        for outcome in hands.map(perform, checks()):
            _tell(outcome)
            outcomes.append(outcome)
    failed = [outcome.check.name for outcome in outcomes if not outcome.passed]
    print(f"failed: {', '.join(failed)}" if failed else f"all {len(outcomes)} checks passed", flush=True)
    return int(bool(failed))


def perform(check: Check) -> Outcome:
    """Run one check and keep what it says."""
    began = time.monotonic()
    env = environment(**check.env)
    done = subprocess.run(
        check.argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return Outcome(check, done.returncode == 0, done.stdout, time.monotonic() - began)


def _tell(outcome: Outcome) -> None:
    mark = "✓" if outcome.passed else "✗"
    print(f"{mark} {outcome.check.name} ({outcome.seconds:.1f} s)", flush=True)
    if not outcome.passed:
        print(outcome.output.rstrip(), flush=True)


def _module(name: str, *words: str) -> tuple[str, ...]:
    return (str(PYTHON), "-m", name, *words)


def _production() -> dict[str, str]:
    settings = {"JIQUN_HTTPS": "true", "JIQUN_DEBUG": "false", "JIQUN_HOSTS": "jiqun.example"}
    return {**settings, "JIQUN_SECRET_KEY": secrets.token_urlsafe(64)}
