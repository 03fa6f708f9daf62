"""What the words after ./jiqun mean."""

from __future__ import annotations

import pytest

from tools import places, virtualenv
from tools.bootstrap import main
from tools.options import Order, parse
from tools.places import Stopped


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("run", Order("run", port=8000)),
        ("run --port 8123", Order("run", port=8123)),
        ("check", Order("check")),
        ("setup", Order("setup")),
        ("test", Order("test")),
        ("test tests/core -k quota", Order("test", words=("tests/core", "-k", "quota"))),
        ("bench --only B1", Order("bench", words=("--only", "B1"))),
        ("manage migrate --plan", Order("manage", words=("migrate", "--plan"))),
        ("demo --out papers --seed 7", Order("demo", words=("demo", "--out", "papers", "--seed", "7"))),
        ("round open notice.yaml", Order("round", words=("round_open", "notice.yaml"))),
        ("demo --out papers", Order("demo", words=("demo", "--out", "papers"))),
        ("assess a.yaml --standard yunnan", Order("assess", words=("a.yaml", "--standard", "yunnan"))),
        ("policy diff a b", Order("policy", words=("diff", "a", "b"))),
        ("audit verify", Order("audit", words=("audit_verify",))),
    ],
)
def test_each_order_is_understood(line, order):
    assert parse(line.split()) == order


@pytest.mark.parametrize("line", ["", "walk", "run --port many", "demo", "round close x", "audit"])
def test_nonsense_is_refused_with_a_usage_line(line, capsys):
    with pytest.raises(SystemExit) as left:
        parse(line.split())

    assert left.value.code == 2
    assert "usage: jiqun" in capsys.readouterr().err


@pytest.mark.parametrize(("line", "code"), [("assess a.yaml --standard x", 3), ("policy check a", 3), ("setup", 1)])
def test_set_up_that_fails_is_no_answer_of_a_command(line, code, monkeypatch, capsys):
    def stopped(_group):
        raise Stopped("no index")

    monkeypatch.setattr(virtualenv, "install", stopped)

    assert main(line.split()) == code
    assert "jiqun: no index" in capsys.readouterr().err


def test_files_are_meant_from_where_the_caller_stands(monkeypatch, tmp_path):
    started = []

    def noted(argv, cwd):
        started.append((argv[1:], cwd))
        return 2

    monkeypatch.setattr(virtualenv, "install", lambda _group: None)
    monkeypatch.setattr(places, "run", noted)
    monkeypatch.chdir(tmp_path)

    assert main(["assess", "a.yaml", "--standard", "yunnan"]) == 2
    assert started == [(["-P", "-m", "jiqun.policyfiles", "assess", "a.yaml", "--standard", "yunnan"], tmp_path)]
