"""Writes the lock files anew: `python -m tools.lock` after a change to pyproject.toml or package.json.

No lock file may hold an address: where packages come from is the business of each machine.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools.places import MODULES, PYTHON, ROOT, must
from tools.virtualenv import REQUIREMENTS, npm

COMPILE = ("uv", "pip", "compile", "--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet")
NODE_LOCK = ROOT / "package-lock.json"


def without_addresses(lock: dict[str, dict[str, dict[str, object]]]) -> dict[str, dict[str, dict[str, object]]]:
    """The npm lock without the links to sponsors, the only addresses that the settings of npm leave in."""
    packages = {
        name: {key: value for key, value in entry.items() if key != "funding"}
        for name, entry in lock["packages"].items()
    }
    return {**lock, "packages": packages}


def main() -> None:
    """Resolve everything again within the bounds given."""
    project = ROOT / "pyproject.toml"
    for name, more in (("base", []), ("dev", ["--group", "dev"])):
        must([*COMPILE, project, *more, "-o", REQUIREMENTS / f"{name}.txt"], otherwise=f"could not lock {name}")
    node: list[str | Path] = [
        *COMPILE,
        "--python-version",
        "3.11",
        REQUIREMENTS / "node.in",
        "-o",
        REQUIREMENTS / "node.txt",
    ]
    must(node, otherwise="could not lock node")
    must([*npm(), "install", "--package-lock-only", "--ignore-scripts"], otherwise="npm could not resolve")
    _write(NODE_LOCK)


def _write(path: Path) -> None:
    lock = without_addresses(json.loads(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if not PYTHON.exists() or not MODULES.exists():
        sys.exit("run ./jiqun setup first")
    main()
