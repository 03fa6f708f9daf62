"""Changing a draft: the one doorway through which its pack is written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.canonical import plain
from jiqun.core.findings import Finding, Refused
from jiqun.policies.models import Draft, DraftState
from jiqun.policies.parts import Path, count_of_differences, inserted, moved, put, without
from jiqun.policies.parts import at as part_at
from jiqun.policies.queries import acts_on, subject_of
from jiqun.policies.services.duty import held, refuse_unless_writer
from jiqun.ui.wording import chinese_moment

MOST_LOOKED_AT = 50
CHANGED_MEANWHILE = "草案已由他人修改，您的修改尚未保存；请对照最新内容后再保存一次"
Unchanged = Callable[[Any], bool]
"""Whether the part is in a pack as it was when it was read, whatever else of the draft has changed since."""


@transaction.atomic
def save_part(
    draft: Draft,
    path: Path,
    value: Any,
    *,
    version: int,
    by: Seat,
    at: datetime,
    unchanged: Unchanged | None = None,
    only: Collection[str] | None = None,
    place: str = "",
) -> Draft:
    """Put a plain value at a path of the pack; a table takes new keys, a list only positions it has.

    ``place``: what the part is called, for the record.
    ``unchanged``: on an older version it is kept all the same where this says so; ``only``: of a table these keys alone
    are written, the rest stays as it is.

    Raises:
        Refused: wrong seat or state, or the draft is no longer at that version, or the part no longer as it was.
        LookupError: the path leads nowhere.
        TypeError: the value is not plain, e.g. holds a float.
    """
    new = plain(value)

    def saved(pack: Any) -> Any:
        if only is None:
            return put(pack, path, new)
        return put(pack, path, {**part_at(pack, path), **{key: new[key] for key in only}})

    return write(draft, saved, path, version=version, by=by, moment=at, unchanged=unchanged, place=place)


@transaction.atomic
def add_item(
    draft: Draft,
    path: Path,
    value: Any,
    *,
    version: int,
    by: Seat,
    at: datetime,
    position: int | None = None,
    unchanged: Unchanged | None = None,
    place: str = "",
) -> Draft:
    """Add a value to the list at the path, at its end unless told otherwise; raises like :func:`save_part`."""

    def added(pack: Any) -> Any:
        return put(pack, path, inserted(_list_at(pack, path), plain(value), position))

    return write(draft, added, path, version=version, by=by, moment=at, unchanged=unchanged, place=place)


@transaction.atomic
def remove_item(
    draft: Draft,
    path: Path,
    *,
    version: int,
    by: Seat,
    at: datetime,
    unchanged: Unchanged | None = None,
    place: str = "",
) -> Draft:
    """Take out what stands at the path, of a list or of a table; raises like :func:`save_part`."""
    return write(
        draft,
        lambda pack: without(pack, path),
        path,
        version=version,
        by=by,
        moment=at,
        unchanged=unchanged,
        place=place,
    )


@transaction.atomic
def move_item(
    draft: Draft,
    path: Path,
    to: int,
    *,
    version: int,
    by: Seat,
    at: datetime,
    unchanged: Unchanged | None = None,
    place: str = "",
) -> Draft:
    """Move what stands at the path to another place in its list; raises like :func:`save_part`."""

    def after(pack: Any) -> Any:
        items, position = _list_at(pack, path[:-1]), path[-1]
        if not isinstance(position, int) or not 0 <= position < len(items):
            raise LookupError(path)
        return put(pack, path[:-1], moved(items, position, to))

    return write(draft, after, path, version=version, by=by, moment=at, unchanged=unchanged, place=place)


@transaction.atomic
def rename_draft(draft: Draft, title: str, *, version: int, by: Seat, at: datetime) -> Draft:
    """Give the draft another name; raises Refused."""
    fresh = _writable(draft, version, by)
    if not title.strip():
        raise Refused(Finding("policies.title", "请填写草案名称", field="title"))
    before, fresh.title = fresh.title, title.strip()
    return _saved(fresh, "rename_draft", f"更改草案名称：{fresh.title}", {"before": before}, by=by, moment=at)


def write(
    draft: Draft,
    change: Callable[[Any], Any],
    path: Path,
    *,
    version: int,
    by: Seat,
    moment: datetime,
    act: str = "",
    unchanged: Unchanged | None = None,
    place: str = "",
) -> Draft:
    """The doorway: lock, compare versions, change, count what differs, record; nothing is kept when nothing differs."""
    fresh = _writable(draft, version, by, path, unchanged)
    pack = change(fresh.pack)
    differences = count_of_differences(fresh.pack, pack)
    if not differences:
        return fresh
    fresh.pack = pack
    detail = {"part": [str(step) for step in path], "differences": differences, "place": place}
    label = f"{act or '修改政策草案'}：{fresh.title}（{differences}处）"
    return _saved(fresh, "change_draft", label, detail, by=by, moment=moment)


def _writable(draft: Draft, version: int, by: Seat, path: Path = (), unchanged: Unchanged | None = None) -> Draft:
    refuse_unless_writer(by)
    fresh = held(draft, DraftState.DRAFTING)
    if fresh.version != version and not (unchanged and _is_unchanged(fresh, unchanged)):
        raise Refused(Finding("policies.version", changed_meanwhile(fresh, path, version)))
    return fresh


def _is_unchanged(fresh: Draft, unchanged: Unchanged) -> bool:
    try:
        return unchanged(fresh.pack)
    except LookupError:
        return False


def changed_meanwhile(draft: Draft, path: Path, version: int) -> str:
    """Who changed the part since that version, or else the draft, and when."""
    steps = [str(step) for step in path]
    later = [entry for entry in acts_on(draft)[:MOST_LOOKED_AT] if entry.detail.get("version", 0) > version]
    for entry in sorted(later, key=lambda each: not _overlap(steps, each.detail.get("part") or [])):
        what = "这一部分" if path and _overlap(steps, entry.detail.get("part") or []) else "草案"
        return f"{entry.actor}已于{chinese_moment(entry.at)}修改{what}，您的修改尚未保存；请对照最新内容后再保存一次"
    return CHANGED_MEANWHILE


def _overlap(one: list[str], other: list[str]) -> bool:
    """Whether one path lies in the other."""
    return all(left == right for left, right in zip(one, other, strict=False))


def _saved(fresh: Draft, act: str, label: str, detail: dict[str, Any], *, by: Seat, moment: datetime) -> Draft:
    fresh.version += 1
    fresh.changed_at = moment
    fresh.save(update_fields=["title", "pack", "version", "changed_at"])
    fresh.writers.add(by)
    record(act, label, by=by.actor, at=moment, subject=subject_of(fresh), detail={**detail, "version": fresh.version})
    return fresh


def _list_at(pack: Any, path: Path) -> list[Any]:
    items = part_at(pack, path)
    if not isinstance(items, list):
        raise LookupError(path)  # noqa: TRY004 - the path is wrong, not the value
    return items
