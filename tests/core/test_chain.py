"""Whatever is done to the chain behind its back shows, and is named."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.chain import GENESIS, Breakage, ChainReport, Link, link, verify, without_head


def chain(count: int, *, after: tuple[int, str] = (0, GENESIS), word: str = "提交") -> list[Link]:
    entries: list[Link] = []
    seq, previous = after
    for number in range(seq + 1, seq + count + 1):
        facts = {"act": word, "number": number}
        own = link(previous, facts)
        entries.append((number, previous, own, facts))
        previous = own
    return entries


def renumbered(entries: list[Link]) -> list[Link]:
    return [(seq, *entry[1:]) for seq, entry in enumerate(entries, start=1)]


def outcome(report: ChainReport) -> tuple[Breakage, int] | None:
    return (report.broken.breakage, report.broken.seq) if report.broken else None


def head_of(entries: list[Link]) -> tuple[int, str]:
    return (entries[-1][0], entries[-1][2]) if entries else (0, GENESIS)


@given(st.integers(0, 30))
def test_an_untouched_chain_holds_up_to_its_head(count: int):
    entries = chain(count)

    assert verify(entries, head_of(entries)) == ChainReport(count, head_of(entries))
    assert verify(iter(entries)).holds


@given(st.integers(1, 20), st.data())
def test_changed_facts_show_at_their_entry(count: int, data: st.DataObject):
    entries, at = chain(count), data.draw(st.integers(0, count - 1))
    seq, previous, own, facts = entries[at]
    entries[at] = (seq, previous, own, {**facts, "act": "撤回"})

    report = verify(entries)

    assert outcome(report) == (Breakage.ALTERED, seq)
    assert report.count == at


@given(st.integers(2, 20), st.data())
def test_an_entry_rewritten_with_a_digest_of_its_own_shows_by_the_next(count: int, data: st.DataObject):
    entries, at = chain(count), data.draw(st.integers(0, count - 2))
    seq, previous, _, facts = entries[at]
    forged = {**facts, "act": "撤回"}
    entries[at] = (seq, previous, link(previous, forged), forged)

    assert outcome(verify(entries)) == (Breakage.ALTERED, seq)


@given(st.integers(2, 20), st.data())
def test_removed_entries_show_as_a_gap(count: int, data: st.DataObject):
    entries = chain(count)
    first = data.draw(st.integers(0, count - 2))
    last = data.draw(st.integers(first, count - 2))

    report = verify(entries[:first] + entries[last + 1 :])

    assert outcome(report) == (Breakage.REMOVED, first + 1)


@given(st.integers(2, 20), st.data())
def test_a_gap_closed_by_new_numbers_still_shows(count: int, data: st.DataObject):
    entries = chain(count)
    del entries[data.draw(st.integers(0, count - 2))]

    assert not verify(renumbered(entries)).holds


@given(st.integers(1, 20), st.integers(1, 3), st.data())
def test_inserted_entries_show_although_their_own_links_are_right(count: int, more: int, data: st.DataObject):
    entries, at = chain(count), data.draw(st.integers(0, count - 1))
    before = (at, entries[at - 1][2]) if at else (0, GENESIS)
    forged = chain(more, after=before, word="伪造")

    assert outcome(verify(renumbered(entries[:at] + forged + entries[at:]))) == (Breakage.INSERTED, at + 1)


def test_an_entry_under_a_number_already_used_is_inserted():
    entries = chain(3)

    assert outcome(verify([*entries[:2], entries[1], entries[2]])) == (Breakage.INSERTED, 2)


@given(st.integers(1, 20), st.data())
def test_a_cut_end_shows_against_the_head_kept_elsewhere(count: int, data: st.DataObject):
    entries, kept = chain(count), data.draw(st.integers(0, count - 1))

    assert outcome(verify(entries[:kept], head_of(entries))) == (Breakage.TRUNCATED, kept + 1)


def test_a_last_entry_rewritten_shows_against_the_head_kept_elsewhere():
    entries = chain(3)
    forged = [*entries[:2], *chain(1, after=(2, entries[1][2]), word="伪造")]

    assert verify(forged).holds
    assert outcome(verify(forged, head_of(entries))) == (Breakage.ALTERED, 3)


def test_the_chain_may_have_grown_since_the_head_was_written_down():
    entries = chain(5)

    assert verify(entries, head_of(entries), noted=head_of(entries[:3])) == ChainReport(5, head_of(entries))


@given(st.integers(0, 20), st.integers(1, 3))
def test_entries_beyond_the_kept_head_are_inserted_however_well_linked(count: int, more: int):
    entries = chain(count)
    forged = chain(more, after=head_of(entries), word="伪造")

    assert outcome(verify(entries + forged, head_of(entries))) == (Breakage.INSERTED, count + 1)


@given(st.integers(1, 20), st.data())
def test_an_end_cut_off_with_its_head_shows_against_a_noted_entry(count: int, data: st.DataObject):
    entries, left = chain(count), data.draw(st.integers(0, count - 1))
    cut = entries[:left]

    assert verify(cut, head_of(cut)).holds
    assert outcome(verify(cut, head_of(cut), noted=head_of(entries))) == (Breakage.TRUNCATED, left + 1)


def test_a_chain_rewritten_from_an_entry_on_shows_against_a_noted_entry():
    entries = chain(4)
    forged = entries[:2] + chain(2, after=head_of(entries[:2]), word="伪造")

    assert verify(forged, head_of(forged)).holds
    assert outcome(verify(forged, head_of(forged), noted=head_of(entries[:3]))) == (Breakage.ALTERED, 3)


def test_entries_without_a_kept_head_may_have_been_cut_off():
    assert outcome(without_head(verify(chain(3)))) == (Breakage.TRUNCATED, 4)
    assert without_head(verify(())).holds
    assert outcome(without_head(verify(chain(3)[1:]))) == (Breakage.REMOVED, 1)


def test_a_number_changed_alone_shows():
    entries = chain(3)
    entries[2] = (7, *entries[2][1:])

    assert outcome(verify(entries)) == (Breakage.ALTERED, 7)


def test_a_beginning_removed_and_renumbered_shows():
    assert outcome(verify(renumbered(chain(3)[1:]))) == (Breakage.REMOVED, 1)


@pytest.mark.parametrize(
    ("entries", "head", "sentence"),
    [
        ([*chain(5)[:1], *chain(5)[3:]], None, "第2条至第3条记录缺失，记录被删除"),
        ([chain(2)[1]], None, "第1条记录缺失，记录被删除"),
        (chain(1), (2, GENESIS), "记录止于第1条，而留存的末条为第2条；第2条记录缺失，末尾被截去"),
    ],
)
def test_the_sentence_names_the_entries(entries: list[Link], head: tuple[int, str] | None, sentence: str):
    report = verify(entries, head)

    assert report.broken
    assert report.broken.message == sentence


def test_verifying_reads_one_entry_after_the_other():
    entries = iter(chain(10))

    assert verify(islice(entries, 4)).count == 4
    assert len(list(entries)) == 6
