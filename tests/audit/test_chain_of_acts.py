from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from jiqun.audit.models import ChainHead, Entry, ImmutableEntryError
from jiqun.audit.queries import entries_about, verify_chain
from jiqun.audit.services import record
from jiqun.core.chain import GENESIS, Breakage, link
from jiqun.core.findings import SYSTEM, Actor
from tests.factories import AT, make_round, officer

pytestmark = pytest.mark.django_db
HANDLER = Actor(7, "张工", "定襄县工业和信息化局", "经办人")


@pytest.fixture
def chain() -> list[Entry]:
    """Five acts on two subjects."""
    return [
        record(
            "act", f"第{n}件", by=HANDLER, at=AT, subject=f"dossier:{n % 2}", detail={"figure": "12.50", "rows": [n]}
        )
        for n in range(1, 6)
    ]


def tamper(statement: str, *values: object) -> None:
    """Change the table behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def verified(*noted: str) -> str:
    """The exit code and the sentence with which the command fails; nothing when it passes."""
    try:
        call_command("audit_verify", *(["--noted", *noted] if noted else []))
    except CommandError as failure:
        return f"{failure.returncode}：{failure}"
    return ""


def test_each_entry_is_linked_to_the_one_before(chain):
    assert [entry.sequence for entry in chain] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in chain] == [GENESIS, *(entry.digest for entry in chain[:-1])]


def test_the_head_is_the_last_entry(chain):
    head = ChainHead.objects.get()

    assert (head.sequence, head.digest) == (5, chain[-1].digest)


def test_an_entry_keeps_who_acted_in_words(chain):
    entry = Entry.objects.get(sequence=1)

    assert (entry.seat_id_then, entry.actor, entry.office, entry.role) == (7, "张工", "定襄县工业和信息化局", "经办人")


def test_what_was_stored_gives_back_what_was_digested(chain):
    for entry in Entry.objects.order_by("sequence"):
        assert entry.facts() == chain[entry.sequence - 1].facts()
    assert verify_chain().holds


def test_a_moment_is_the_same_on_every_clock():
    shanghai = record("act", "同一时刻", by=SYSTEM, at=datetime(2025, 5, 12, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    utc = Entry(at=datetime(2025, 5, 12, 1, 30, tzinfo=UTC))

    assert shanghai.facts()["at"] == utc.facts()["at"]


def test_acts_on_one_subject_come_in_order(chain):
    assert [entry.sequence for entry in entries_about("dossier:1")] == [1, 3, 5]
    assert [entry.sequence for entry in entries_about("dossier:1", "dossier:0")] == [1, 2, 3, 4, 5]


def test_an_act_that_is_rolled_back_leaves_no_entry(chain):
    @transaction.atomic
    def fail() -> None:
        record("act", "未成", by=SYSTEM, at=AT)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert Entry.objects.count() == 5
    assert verify_chain().holds


def test_an_entry_is_not_changed_or_deleted_through_the_application(chain):
    entry = Entry.objects.get(sequence=3)
    entry.label = "改"

    with pytest.raises(ImmutableEntryError):
        entry.save()
    with pytest.raises(ImmutableEntryError):
        entry.delete()

    assert Entry.objects.get(sequence=3).label == "第3件"


def test_a_whole_chain_passes_and_its_length_is_said(chain, capsys):
    call_command("audit_verify")

    assert capsys.readouterr().out.splitlines() == ["办理记录共5条，逐条校验通过", f"末条记录摘要：{chain[-1].digest}"]


def test_an_empty_chain_passes():
    assert verified() == ""


@pytest.mark.parametrize("traces", [make_round, officer])
def test_an_empty_chain_beside_rounds_or_people_was_emptied(traces):
    traces()
    tamper("DELETE FROM audit_entry")
    tamper("DELETE FROM audit_chainhead")

    assert verified() == "1：办理记录校验未通过：办理记录为空，而已有办理事项；自第1条起的记录被删除"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("label", "改"),
        ("actor", "李工"),
        ("office", ""),
        ("role", "负责人"),
        ("act", "other"),
        ("subject", "dossier:9"),
        ("round_code", "x"),
        ("before", "draft"),
        ("after", "draft"),
        ("remark", "补记"),
        ("seat_id_then", 8),
        ("detail", '{"figure": "12.51", "rows": [3]}'),
        ("at", "2025-05-12 01:31:00+00:00"),
        ("digest", "f" * 64),
    ],
)
def test_an_entry_altered_in_any_column_is_found_and_named(chain, column, value):
    tamper(f"UPDATE audit_entry SET {column} = %s WHERE sequence = 3", value)  # noqa: S608 - columns named above

    assert verify_chain().broken.breakage == Breakage.ALTERED
    assert "第3条记录" in verified()


def test_an_altered_entry_with_a_digest_made_to_fit_is_found_by_the_next(chain):
    forged = Entry.objects.get(sequence=3)
    forged.label = "改"
    tamper(
        "UPDATE audit_entry SET label = %s, digest = %s WHERE sequence = 3", "改", link(forged.previous, forged.facts())
    )

    assert "第3条记录" in verified()


@pytest.mark.parametrize("sequence", [1, 3])
def test_a_removed_entry_is_found_and_named(chain, sequence):
    tamper("DELETE FROM audit_entry WHERE sequence = %s", sequence)

    assert verify_chain().broken.breakage == Breakage.REMOVED
    assert f"第{sequence}条记录缺失，记录被删除" in verified()


def test_entries_cut_off_at_the_end_are_found(chain):
    tamper("DELETE FROM audit_entry WHERE sequence > 3")

    assert verify_chain().broken.breakage == Breakage.TRUNCATED
    assert "第4条至第5条记录缺失，末尾被截去" in verified()


def test_an_emptied_table_is_found(chain):
    tamper("DELETE FROM audit_entry")

    assert "第1条至第5条记录缺失" in verified()


def test_an_entry_put_in_between_is_found(chain):
    tamper("UPDATE audit_entry SET sequence = sequence + 10 WHERE sequence > 3")
    tamper("UPDATE audit_entry SET sequence = sequence - 9 WHERE sequence > 10")
    forged = Entry.objects.get(sequence=3)
    forged.pk, forged._state.adding = None, True
    forged.sequence, forged.label, forged.previous = 4, "补入", chain[2].digest
    forged.digest = link(chain[2].digest, forged.facts())
    forged.save()

    assert verified().startswith("1：办理记录校验未通过：第5条记录的内容与其摘要不符")


def test_a_head_set_back_does_not_hide_an_altered_last_entry(chain):
    tamper("UPDATE audit_entry SET label = %s WHERE sequence = 5", "改")

    assert verified() == "1：办理记录校验未通过：第5条记录的内容与其摘要不符，记录被改动"


def test_an_entry_put_at_the_end_is_found_however_well_linked(chain):
    forged = Entry.objects.get(sequence=5)
    forged.pk, forged._state.adding = None, True
    forged.sequence, forged.label, forged.previous = 6, "补入", chain[4].digest
    forged.digest = link(forged.previous, forged.facts())
    forged.save()

    assert verify_chain().broken.breakage == Breakage.INSERTED
    assert verified() == "1：办理记录校验未通过：第6条记录在留存的末条（第5条）之后，记录被插入"


@pytest.mark.parametrize("after", [4, 5])
def test_entries_without_the_kept_head_do_not_pass(chain, after):
    tamper("DELETE FROM audit_entry WHERE sequence > %s", after)
    tamper("DELETE FROM audit_chainhead")

    assert verify_chain().broken.breakage == Breakage.TRUNCATED
    assert f"第{after}条之后是否还有记录无从查证" in verified()


def test_an_end_cut_off_with_the_head_set_back_shows_against_what_was_noted(chain):
    noted = ("5", chain[4].digest)
    assert verified(*noted) == ""
    tamper("DELETE FROM audit_entry WHERE sequence > 4")
    tamper("UPDATE audit_chainhead SET sequence = 4, digest = %s", chain[3].digest)

    assert verified() == ""
    assert verified(*noted).startswith("1：办理记录校验未通过：记录止于第4条，而留存的末条为第5条")


def test_another_digest_noted_of_an_entry_names_it(chain):
    assert verified("3", "f" * 64) == "1：办理记录校验未通过：第3条记录的摘要与另行留存的摘要不符，记录被改动"


@pytest.mark.parametrize("noted", [("0", "f" * 64), ("three", "f" * 64), ("3", "f" * 63), ("3", "")])
def test_what_is_no_noted_entry_is_refused_and_not_passed_over(noted):
    with pytest.raises(CommandError, match="--noted takes"):
        call_command("audit_verify", "--noted", *noted)


def test_entries_and_head_are_read_of_one_moment(chain, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert verify_chain().holds
