"""Digests that make the record tamper-evident: each entry is bound to all entries before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jiqun.core.canonical import digest
from jiqun.core.vocabulary import Term

GENESIS = "0" * 64
"""What the first entry is linked to."""

REMEMBERED = 1000
"""How many digests back an insertion is recognised as such; longer ones are still found, as altered."""

KEPT, NOTED = "留存的末条", "另行留存"

Head = tuple[int, str]
"""Number and digest of the entry that a chain ends with, or ended with once."""

Link = tuple[int, str, str, Mapping[str, Any]]
"""Number of the entry, digest of the entry before, its own digest, its facts."""


class Breakage(Term):
    """What was done to a chain that does not hold."""

    ALTERED = "altered", "被改动"
    REMOVED = "removed", "被删除"
    INSERTED = "inserted", "被插入"
    TRUNCATED = "truncated", "末尾被截去"


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first entry that does not fit, and a sentence for the auditor."""

    seq: int
    breakage: Breakage
    message: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How many entries hold, the last one that does (number and digest), and where the chain breaks, if it does."""

    count: int
    head: Head
    broken: BrokenLink | None = None

    @property
    def holds(self) -> bool:
        """Whether every entry fits."""
        return self.broken is None


def link(previous: str, facts: Mapping[str, Any]) -> str:
    """The digest of an entry with these facts after the entry whose digest is ``previous``."""
    return digest({"previous": previous, "facts": facts})


def verify(entries: Iterable[Link], head: Head | None = None, noted: Head | None = None) -> ChainReport:
    """Recompute the chain in one pass and constant memory, and name the first entry that does not fit.

    Entries come in order of number; numbers run 1, 2, 3 without gaps. ``head`` is the last link as it is kept beside
    the entries: the chain must end with it. ``noted`` is a link that was noted elsewhere (on paper, with an export):
    the chain must reach it and agree with it, and may go on beyond it.
    """
    seq, last = 0, GENESIS
    earlier: deque[str] = deque(maxlen=REMEMBERED)
    for entry in entries:
        broken = _break_at(entry, seq, last, earlier) or _beyond(entry[0], head)
        broken = broken or _against(entry, head, KEPT) or _against(entry, noted, NOTED)
        if broken:
            return ChainReport(seq, (seq, last), broken)
        earlier.append(last)
        seq, last = entry[0], entry[2]
    end = max((each[0] for each in (head, noted) if each), default=0)
    if seq < end:
        return ChainReport(seq, (seq, last), _broken(Breakage.TRUNCATED, seq + 1, _truncated(seq, end)))
    return ChainReport(seq, (seq, last))


def without_head(report: ChainReport) -> ChainReport:
    """The report on a chain beside which no last link is kept: nobody can tell where it ended."""
    if report.broken or not report.count:
        return report
    message = f"留存的末条缺失，第{report.count}条之后是否还有记录无从查证，视为末尾被截去"
    return replace(report, broken=_broken(Breakage.TRUNCATED, report.count + 1, message))


def without_entries(report: ChainReport) -> ChainReport:
    """The report on an empty chain where acts have left their traces."""
    return replace(report, broken=_broken(Breakage.REMOVED, 1, "办理记录为空，而已有办理事项；自第1条起的记录被删除"))


def _break_at(entry: Link, before: int, last: str, earlier: deque[str]) -> BrokenLink | None:
    """What is wrong with an entry after the entry numbered ``before`` with the digest ``last``."""
    seq, previous, own, facts = entry
    if seq <= before:
        return _broken(Breakage.INSERTED, seq, f"第{seq}条记录的编号重复，有记录被插入")
    if seq > before + 1 and previous != last:
        return _broken(Breakage.REMOVED, before + 1, f"{_span(before + 1, seq - 1)}缺失，记录被删除")
    if own != link(previous, facts):
        return _broken(Breakage.ALTERED, seq, f"第{seq}条记录的内容与其摘要不符，记录被改动")
    if seq > before + 1:
        return _broken(Breakage.ALTERED, seq, f"第{seq}条记录的编号应为{before + 1}，记录被改动")
    if previous == last:
        return None
    if previous in earlier:
        first = before - (len(earlier) - 1 - earlier.index(previous))
        return _broken(Breakage.INSERTED, first, f"{_span(first, before)}不为后续记录所承认，记录被插入")
    if before == 0:
        return _broken(Breakage.REMOVED, 1, f"第{seq}条记录之前应有记录而不存在，开头的记录被删除")
    message = f"第{before}条记录与第{seq}条记录所载的前一摘要不符，第{before}条记录被改动，或其后有记录被删除"
    return _broken(Breakage.ALTERED, before, message)


def _beyond(seq: int, head: Head | None) -> BrokenLink | None:
    if head is None or seq <= head[0]:
        return None
    return _broken(Breakage.INSERTED, seq, f"第{seq}条记录在留存的末条（第{head[0]}条）之后，记录被插入")


def _against(entry: Link, other: Head | None, where: str) -> BrokenLink | None:
    seq, own = entry[0], entry[2]
    if other is None or seq != other[0] or own == other[1]:
        return None
    return _broken(Breakage.ALTERED, seq, f"第{seq}条记录的摘要与{where}的摘要不符，记录被改动")


def _truncated(seq: int, last: int) -> str:
    return f"记录止于第{seq}条，而留存的末条为第{last}条；{_span(seq + 1, last)}缺失，末尾被截去"


def _span(first: int, last: int) -> str:
    return f"第{first}条记录" if first == last else f"第{first}条至第{last}条记录"


def _broken(breakage: Breakage, seq: int, message: str) -> BrokenLink:
    return BrokenLink(seq, breakage, message)
