"""Changing a draft goes through one doorway: nothing is lost, nothing goes unrecorded."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role
from jiqun.policies.models import Draft
from jiqun.policies.queries import part_of
from jiqun.policies.services.approval import withdraw_draft
from jiqun.policies.services.writing import add_item, move_item, remove_item, rename_draft, save_part
from tests.factories import AT, make_province, make_seat, officer
from tests.policies.scene import LATER, OUTPUT, QUOTA, begun, changed, codes, published_draft, signatory, submitted

pytestmark = pytest.mark.django_db
CLAUSES = ("round", "clauses")


def ids(draft: Draft) -> list[str]:
    return [clause["id"] for clause in part_of(draft, CLAUSES)]


def how(draft: Draft) -> dict[str, Any]:
    """What every act on a draft is told."""
    return {"version": draft.version, "by": draft.author, "at": LATER}


def test_a_saved_value_is_kept_and_recorded_with_the_number_of_differences() -> None:
    draft = changed(begun(), QUOTA, 4)

    assert part_of(Draft.objects.get(), QUOTA) == 4
    assert draft.version == 2
    entry = Entry.objects.get(act="change_draft")
    assert (entry.subject, entry.detail["differences"]) == (f"policy:{draft.pk}", 1)


def test_saving_what_is_there_already_changes_and_records_nothing() -> None:
    draft = changed(begun(), QUOTA, 3)

    assert draft.version == 1
    assert not Entry.objects.filter(act="change_draft").exists()


def test_an_older_version_is_refused_and_the_newer_stays() -> None:
    draft = begun()
    changed(draft, QUOTA, 4)

    with pytest.raises(Refused) as refusal:
        save_part(draft, QUOTA, 5, **how(draft))

    assert codes(refusal) == ["policies.version"]
    assert part_of(Draft.objects.get(), QUOTA) == 4


def test_a_table_takes_a_new_key_and_a_list_does_not() -> None:
    draft = changed(begun(), ("criteria", "shanxi-2026"), {"name": "shanxi-2026"})

    assert list(draft.pack["criteria"]) == ["shanxi-2023", "national-2022", "shanxi-2026"]
    with pytest.raises(LookupError):
        save_part(draft, (*OUTPUT, 99), {}, **how(draft))


@pytest.mark.parametrize("path", [("nothing", "here"), ("round", 0), (*CLAUSES, "0"), (*CLAUSES, -1, "id")])
def test_a_path_that_leads_nowhere_changes_nothing(path: tuple[str | int, ...]) -> None:
    draft = begun()

    with pytest.raises(LookupError):
        save_part(draft, path, "x", **how(draft))

    assert Draft.objects.get().version == 1


def test_a_value_that_is_not_exact_is_refused() -> None:
    draft = begun()

    with pytest.raises(TypeError):
        save_part(draft, QUOTA, 0.5, **how(draft))


def test_items_are_added_moved_and_removed() -> None:
    draft = begun()
    before = ids(draft)
    draft = add_item(draft, CLAUSES, {"id": "N99", "place": "附件", "says": "新增"}, position=1, **how(draft))
    assert ids(draft) == [before[0], "N99", *before[1:]]

    draft = move_item(draft, (*CLAUSES, 1), 0, **how(draft))
    assert ids(draft) == ["N99", *before]

    draft = remove_item(draft, (*CLAUSES, 0), **how(draft))
    assert ids(draft) == before
    assert draft.version == 4


def test_an_edition_is_removed_by_its_name() -> None:
    draft = begun()
    draft = remove_item(draft, ("criteria", "shanxi-2023"), **how(draft))

    assert list(draft.pack["criteria"]) == ["national-2022"]


def test_a_draft_is_renamed_but_never_nameless() -> None:
    draft = rename_draft(begun(), " 2026年度申报政策 ", **how(begun()))

    assert draft.title == "2026年度申报政策"
    with pytest.raises(Refused) as refusal:
        rename_draft(draft, " ", **how(draft))
    assert codes(refusal) == ["policies.title"]


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.AUDITOR, Role.SECURITY_ADMIN, Role.PANEL_SECRETARY])
def test_only_officer_and_system_admin_write(role: Role) -> None:
    draft = begun()

    with pytest.raises(Refused) as refusal:
        save_part(draft, QUOTA, 4, version=1, by=make_seat(make_province(), role), at=LATER)

    assert codes(refusal) == ["policies.wrong_seat"]


def test_nothing_is_written_once_submitted_published_or_withdrawn() -> None:
    withdrawn = withdraw_draft(begun(), "改用另一稿", by=officer(), at=LATER)

    for draft in (submitted(), published_draft(), withdrawn):
        with pytest.raises(Refused) as refusal:
            save_part(draft, QUOTA, 4, version=draft.version, by=officer(), at=AT)
        assert codes(refusal) == ["policies.wrong_state"]


def test_everybody_who_wrote_is_remembered() -> None:
    draft = changed(begun(), QUOTA, 4, by=make_seat(make_province(), Role.SYSTEM_ADMIN))

    assert {seat.role for seat in draft.writers.all()} == {"provincial_officer", "system_admin"}
    assert not draft.writers.filter(pk=signatory().pk).exists()
