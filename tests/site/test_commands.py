from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from jiqun.accounts.models import Authority, Person, Seat
from jiqun.audit.models import Entry
from jiqun.core.chain import Breakage, BrokenLink, ChainReport
from jiqun.core.findings import SYSTEM
from jiqun.core.vocabulary import Role
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.programmes.models import Round
from jiqun.programmes.services import open_round
from jiqun.site.management.commands import demo

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SHIPPED = policydata_root() / "rounds" / "shanxi-2025.yaml"


@pytest.fixture
def wrong_file(tmp_path: Path) -> Path:
    """A round with three mistakes, in a policy folder of its own that has everything else."""
    root = tmp_path / "policy"
    root.mkdir()
    for shelf in policydata_root().iterdir():
        if shelf.is_dir() and shelf.name != "rounds":
            (root / shelf.name).symlink_to(shelf)
    (root / "rounds").mkdir()
    text = SHIPPED.read_text(encoding="utf-8")
    text = text.replace("year: 2025\n", "year: soon\n").replace("  share_percent:", "  share:")
    path = root / "rounds" / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_round_is_opened_with_the_authorities_of_its_region(capsys):
    call_command("round_open", str(SHIPPED))

    said = capsys.readouterr().out
    assert "已开启批次：2025年度中小企业特色产业集群申报和2022年度复核" in said
    assert Round.objects.get().policy_id in said
    assert Authority.objects.filter(code="140921").exists()
    assert Entry.objects.get(act="open_round").remark == "由主机管理员以命令开启，未经审定：shanxi-2025.yaml"


def test_a_round_of_a_title_that_another_has_is_not_opened_by_command_either():
    open_round(replace(read_round(SHIPPED), code="twin"), by=SYSTEM, at=timezone.now())

    with pytest.raises(CommandError, match="名称相同无从区分"):
        call_command("round_open", str(SHIPPED))


def test_a_wrong_file_opens_nothing_and_every_problem_is_named(wrong_file):
    with pytest.raises(CommandError) as failure:
        call_command("round_open", str(wrong_file))

    lines = str(failure.value).splitlines()
    assert failure.value.returncode == 1
    assert [line.split("“")[1].split("”")[0] for line in lines] == [
        "year",
        "spot_check.share",
        "spot_check.share_percent",
    ]
    assert lines[0].startswith("rounds/wrong.yaml 第4行：")
    assert (Round.objects.count(), Authority.objects.count()) == (0, 0)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError) as failure:
        call_command("round_open", str(tmp_path / "rounds" / "none.yaml"))

    assert "none.yaml" in str(failure.value)


def test_the_same_round_is_not_opened_twice():
    call_command("round_open", str(SHIPPED))

    with pytest.raises(CommandError, match="已经开启"):
        call_command("round_open", str(SHIPPED))

    assert Round.objects.count() == 1


def test_the_first_account_is_the_security_administrator_of_the_province(capsys):
    call_command("round_open", str(SHIPPED))

    call_command("first_account", "anquan", "安工")

    seat = Seat.objects.get()
    password = capsys.readouterr().out.rsplit("：", 1)[1].strip()
    assert (seat.role_term, seat.authority.tier) == (Role.SECURITY_ADMIN, "province")
    assert seat.person.check_password(password)
    assert seat.person.must_change_password


def test_there_is_one_first_account_only():
    call_command("round_open", str(SHIPPED))
    call_command("first_account", "anquan", "安工")

    with pytest.raises(CommandError, match="省级安全管理员已存在"):
        call_command("first_account", "another", "另一人")

    assert Person.objects.count() == 1


def test_there_is_no_first_account_before_the_authorities_are_there():
    with pytest.raises(CommandError, match="尚未载入单位"):
        call_command("first_account", "anquan", "安工")


@pytest.mark.parametrize(("username", "name"), [("An Quan", "安工"), ("anquan", " "), ("1", "安工")])
def test_a_first_account_needs_names_that_will_do(username, name):
    call_command("round_open", str(SHIPPED))

    with pytest.raises(CommandError, match="请给出姓名"):
        call_command("first_account", username, name)

    assert not Seat.objects.exists()


def test_making_the_first_account_is_on_record():
    call_command("round_open", str(SHIPPED))

    call_command("first_account", "anquan", "安工")

    entry = Entry.objects.order_by("-sequence")[0]
    assert (entry.act, entry.subject) == ("create_account", f"person:{Person.objects.get().pk}")


def test_a_demonstration_whose_record_does_not_hold_fails(monkeypatch, tmp_path):
    broken = BrokenLink(3, Breakage.ALTERED, "第3条记录的内容与其摘要不符，记录被改动")
    monkeypatch.setenv(demo.INNER, "1")
    monkeypatch.setattr(demo, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(demo, "play_complete", lambda *_, **__: SimpleNamespace(call=None))
    monkeypatch.setattr(demo, "write_round", lambda *_: [])
    monkeypatch.setattr(demo, "verify_chain", lambda: ChainReport(2, (2, "0" * 64), broken))

    with pytest.raises(CommandError, match="第3条记录") as failure:
        call_command("demo", out=tmp_path)

    assert failure.value.returncode == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["audit_verify"], 2, "先运行 ./jiqun run 或 ./jiqun round open"),
        (["first_account", "anquan", "安工"], 2, "先运行 ./jiqun run 或 ./jiqun round open"),
        (["round_open", str(SHIPPED)], 0, "已开启批次"),
    ],
)
def test_on_a_fresh_machine_a_command_works_or_says_what_to_do_first(words, code, said, tmp_path):
    done = manage(tmp_path, *words)

    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_of_another_version_is_left_alone_and_told(tmp_path):
    manage(tmp_path, "migrate", "--verbosity", "0", "audit", "zero")
    manage(tmp_path, "migrate", "--verbosity", "0", "accounts")

    assert "请先备份，再运行 ./jiqun manage migrate" in manage(tmp_path, "round_open", str(SHIPPED)).stderr


def manage(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A Django command as a process of its own, on a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = kept | {"JIQUN_DATA_DIR": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    line = [sys.executable, str(ROOT / "manage.py"), *words]
    return subprocess.run(line, capture_output=True, text=True, check=False, env=env)
