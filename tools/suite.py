"""`./jiqun test`: the tests on SQLite, what touches the database again on PostgreSQL, then the browser journeys."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from tools import debian, postgres, setting_up
from tools.places import PYTHON, ROOT, Stopped, environment, say
from tools.places import run as start

PYTEST = (PYTHON, "-m", "pytest", "-q", "-p", "tools.database_marker")
NO_TESTS = 5  # pytest's exit code when nothing was selected


@dataclass
class Result:
    """How the parts went; what could not run at all is kept apart from what failed."""

    failed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    def note(self, part: str, code: int) -> None:
        """Enter the exit code of one part."""
        if code == NO_TESTS:
            self.not_run.append(f"{part} (no such tests)")
        elif code:
            self.failed.append(part)

    def exit_code(self, *, strict: bool) -> int:
        """Failures always count; what could not run counts where nobody reads the lines."""
        return int(bool(self.failed) or (strict and bool(self.not_run)))

    def closing_line(self) -> str:
        """The whole run in one line."""
        words = [f"failed: {', '.join(self.failed)}"] if self.failed else ["all that ran passed"]
        if self.not_run:
            words.append(f"NOT RUN: {', '.join(self.not_run)}")
        return "; ".join(words)


def run(words: Sequence[str] = ()) -> int:
    """Run everything, or only what the words for pytest select, on SQLite; answers the exit code."""
    setting_up.for_work()
    if words:
        return start([*PYTEST, *words], env=_on())
    debian.bring()
    result = Result()
    say("tests on SQLite")
    result.note("SQLite", start([*PYTEST, "tests", "-m", "not browser"], env=_on()))
    _on_postgres(result)
    _journeys(result)
    say(result.closing_line())
    return result.exit_code(strict=os.environ.get("CI") == "true")


def _on(**more: str) -> dict[str, str]:
    env = environment(**more)
    if "DATABASE_URL" not in more:
        env.pop("DATABASE_URL", None)
    return env


def _on_postgres(result: Result) -> None:
    programs = debian.postgres()
    if programs is None:
        result.not_run.append("PostgreSQL (not installed)")
        return
    say("what touches the database, again on PostgreSQL")
    try:
        with postgres.cluster(programs) as url:
            chosen = ["tests", "-m", "django_db and not browser"]
            result.note("PostgreSQL", start([*PYTEST, *chosen], env=_on(DATABASE_URL=url)))
    except Stopped as stop:
        result.not_run.append(str(stop))


def _journeys(result: Result) -> None:
    browser = debian.browser()
    if browser is None or not (ROOT / "tests" / "journeys").is_dir():
        result.not_run.append("browser journeys (no browser installed)" if not browser else "browser journeys (none)")
        return
    say("journeys in a browser")
    # Playwright's event loop stands around the test; Django takes that for asynchronous code.
    env = _on(JIQUN_CHROMIUM=browser, DJANGO_ALLOW_ASYNC_UNSAFE="true")
    result.note("browser journeys", start([*PYTEST, "tests/journeys", "-m", "browser"], env=env))
