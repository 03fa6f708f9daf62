"""`./jiqun run`: database, static files, demonstration round, server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tools import setting_up
from tools.places import DATA, MODULES, PYTHON, ROOT, Stopped, environment, has_command, manage, run, say
from tools.stamps import is_fresh, press

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
IS_EMPTY = "from django.contrib.auth import get_user_model as m; raise SystemExit(m()._default_manager.exists())"


def serve(port: int) -> int:
    """Set up, serve until stopped; answers the server's exit code.

    Raises:
        Stopped: the port is taken, or a step before the server failed.
    """
    _ask_for(port)
    setting_up.for_running()
    prepare()
    server = subprocess.Popen(granian(port), cwd=ROOT, env=_demo())
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        if _answers(port, server):
            _greet(port)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


def granian(port: int) -> list[str]:
    """The server's command line: synchronous code is served by processes and threads, never by an event loop."""
    shape = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-access-log"]
    return [str(PYTHON), "-m", "granian", *shape, "--host", HOST, "--port", str(port), "jiqun.site.wsgi:application"]


def prepare() -> None:
    """Bring the database up to date, collect static files, fill an empty database with the demonstration round."""
    say("preparing the database")
    if manage("migrate", "--noinput", "--verbosity", "0"):
        raise Stopped("the database could not be brought up to date; see the lines above")
    _collect_static()
    if has_command("seed_demo") and _is_empty():
        say("filling the empty database with the demonstration round")
        if manage("seed_demo", env=_demo()):
            raise Stopped("the demonstration round could not be made; see the lines above")


def _demo() -> dict[str, str]:
    # `run` is for trying out: an operator who wants otherwise says JIQUN_DEMO=0.
    return environment(JIQUN_DEMO=os.environ.get("JIQUN_DEMO", "1"))


def _is_empty() -> bool:
    return run([PYTHON, ROOT / "manage.py", "shell", "--verbosity", "0", "--command", IS_EMPTY]) == 0


def _collect_static() -> None:
    stamp = DATA / "static.stamp"
    seen = "\n".join(_static_state())
    if (DATA / "static").is_dir() and is_fresh(stamp, seen):
        return
    say("collecting static files")
    if manage("collectstatic", "--noinput", "--verbosity", "0"):
        raise Stopped("static files could not be collected; see the lines above")
    press(stamp, seen)


def _static_state() -> Iterator[str]:
    # Size and time are enough here and cost nothing; packages are covered by their own stamps.
    for pattern in ("src/jiqun/*/static/**/*", ".venv/*.stamp", f"{MODULES.name}/*.stamp"):
        for file in sorted(path for path in ROOT.glob(pattern) if path.is_file()):
            state = file.stat()
            yield f"{file.relative_to(ROOT)} {state.st_size} {state.st_mtime_ns}"


def _ask_for(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as taken:
            raise Stopped(f"port {port} is taken; choose another with --port") from taken


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _greet(port: int) -> None:
    print(f"\n  集群 · http://{HOST}:{port}/\n", flush=True)
    kept = Path(DATA / "demo-accounts.txt")
    if has_command("demo_accounts"):
        manage("demo_accounts", env=_demo())
    elif kept.exists():
        print(kept.read_text(encoding="utf-8"), flush=True)
    print("  Ctrl+C stops the server.\n", flush=True)
