"""What the words after ./jiqun mean."""

from __future__ import annotations

import pytest

from tools.options import Order, parse


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
