"""A throw-away PostgreSQL for one run of the tests: own folder, own socket, gone afterwards; never a service."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

from tools.places import Stopped

NAME = "jiqun"
PATIENCE_SECONDS = 30
# Nothing here outlives the run, so nothing needs to reach the disk.
IN_A_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


class Person(TypedDict, total=False):
    """As whom a child process runs; empty for ourselves."""

    user: int
    group: int
    extra_groups: list[int]


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Give the DATABASE_URL of a running cluster.

    Raises:
        Stopped: it could not be made or did not start.
    """
    # A short folder: the name of a socket may not be longer than about 100 letters.
    home = Path(tempfile.mkdtemp(prefix="jiqun-pg-", dir="/tmp"))
    person = _unprivileged(home)
    data = home / "data"
    try:
        _call(
            [programs / "initdb", "-D", data, "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], person, home
        )
        options = [word for setting in IN_A_HURRY for word in ("-c", setting)]
        with (home / "log").open("wb") as log:
            argv = [str(programs / "postgres"), "-D", str(data), "-k", str(home), *options]
            server = subprocess.Popen(argv, cwd=home, stdout=log, stderr=log, **person)
        try:
            _wait(programs, home, server)
            yield f"postgres://{NAME}@/{NAME}?host={quote(str(home), safe='')}"
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged(home: Path) -> Person:
    """PostgreSQL refuses to run as root: hand the folder to somebody else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(home, entry.pw_uid, entry.pw_gid)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Stopped("PostgreSQL does not run as root, and this machine has no other user for it")


def _call(argv: Sequence[str | Path], person: Person, cwd: Path) -> None:
    done = subprocess.run([str(word) for word in argv], cwd=cwd, capture_output=True, text=True, check=False, **person)
    if done.returncode:
        raise Stopped(f"PostgreSQL: {done.stderr.strip() or done.stdout.strip()}")


def _wait(programs: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        asked = [str(programs / "pg_isready"), "-q", "-h", str(home), "-U", NAME, "-d", "postgres"]
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise Stopped(f"PostgreSQL did not start: {(home / 'log').read_text(encoding='utf-8', errors='replace')[-2000:]}")
