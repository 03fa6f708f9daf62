"""What the lock files must never say, and what they must."""

from __future__ import annotations

import json
import re

import pytest

from tools.lock import without_addresses
from tools.places import ROOT

LOCKS = sorted([ROOT / "package-lock.json", *(ROOT / "requirements").glob("*.txt")])


def pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return set(re.findall(r"^[\w.-]+==[^\s;]+", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_file_holds_an_address(lock):
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["base.txt", "dev.txt", "node.txt"])
def test_every_pin_carries_its_digest(name):
    entries = (ROOT / "requirements" / name).read_text(encoding="utf-8").split("\n")
    starts = [index for index, line in enumerate(entries) if "==" in line]

    assert starts
    assert [entries[index] for index in starts if "--hash=sha256:" not in entries[index + 1]] == []


def test_what_runs_in_production_is_what_was_tested():
    assert pins("base.txt") - pins("dev.txt") == set()


def test_every_npm_package_carries_its_digest():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_links_to_sponsors_are_left_out_of_the_npm_lock():
    lock = {"packages": {"node_modules/a": {"version": "1", "funding": {"url": "x"}}}}

    assert without_addresses(lock) == {"packages": {"node_modules/a": {"version": "1"}}}
