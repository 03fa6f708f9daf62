"""The record of a case as its readers may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.audit.queries import entries_about
from jiqun.core.addresses import key_of, year_of
from jiqun.core.policy.schema import Form
from jiqun.core.vocabulary import Event, Purpose, Role, Stage, Tier, stage_label
from jiqun.declarations.models import Declaration, FieldRemark, Submission
from jiqun.declarations.queries import dossier_subject, is_owner
from jiqun.desk.differences import differences
from jiqun.programmes.queries import policy_of
from jiqun.ui.parts import Difference, TimelineEntry

PROVINCE_ONLY = ("save_formal_check", "file_objection", "objection_")
"""How acts inside the province begin: what they led to is told by the acts that follow."""
SAVES_SHOWN = 200
"""Of the saves of a dossier the newest are shown."""


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """The acts on a case, newest first; how its dossier was filled in stands apart."""

    entries: list[TimelineEntry]
    saves: list[TimelineEntry]
    saves_count: int


def record_of(case: Declaration, seat: Seat) -> CaseRecord:
    """The record of a case for one reader.

    Below the province neither experts nor what happens inside the province appear. What was saved after the last
    submission that left the county is the county's own until the next one leaves.
    """
    form, owner = policy_of(case.round).form, is_owner(seat, case.dossier)
    submissions = [each for each in case.submissions.order_by("number") if owner or each.left_at]
    remarks = list(case.remarks.all())
    shown = [entry for entry in entries_about(case.case_number) if may_read(entry, seat)]
    changes = changes_by_entry(case, shown, submissions)
    purpose = case.purpose_term
    entries = [line(entry, form, remarks, changes.get(entry.sequence, ()), purpose) for entry in reversed(shown)]
    saves = entries_about(dossier_subject(case.dossier_id)).order_by("-sequence")
    if not owner:
        saves = saves.filter(at__lte=submissions[-1].submitted_at) if submissions else saves.none()
    lines = [line(entry, form, (), ()) for entry in saves[:SAVES_SHOWN]]
    return CaseRecord(entries, lines, saves.count())


def may_read(entry: Entry, seat: Seat) -> bool:
    """Whether the reader may see this entry."""
    return seat.tier == Tier.PROVINCE or not (entry.act.startswith(PROVINCE_ONLY) or entry.role == Role.EXPERT.label)


def line(
    entry: Entry,
    form: Form,
    remarks: Iterable[FieldRemark],
    changes: Sequence[Difference],
    purpose: Purpose | None = None,
) -> TimelineEntry:
    """One entry as the page shows it."""
    who = " · ".join(part for part in (entry.office, entry.actor, entry.role) if part)
    return TimelineEntry(entry.at, who, act_words(entry, purpose), remark_words(entry, form, remarks), changes)


def act_words(entry: Entry, purpose: Purpose | None = None) -> str:
    """The act, and where it brought the case when it moved it."""
    if not entry.before or not entry.after or entry.before == entry.after:
        return entry.label
    return f"{entry.label}，转为“{stage_label(Stage(entry.after), purpose)}”"


def remark_words(entry: Entry, form: Form, remarks: Iterable[FieldRemark]) -> str:
    """The remark, what was asked field by field, and the document named."""
    lines = [entry.remark] if entry.remark else []
    if entry.act == Event.RETURN:
        lines += [f"{question(form, each.address)}：{each.text}" for each in remarks if each.made_at == entry.at]
    for key, label in (("document", "依据文件"), ("list_number", "名单文号")):
        if isinstance(entry.detail, Mapping) and entry.detail.get(key):
            lines.append(f"{label}：{entry.detail[key]}")
    return "\n".join(lines)


def question(form: Form, address: str) -> str:
    """What the form calls a field, with its year where it has one."""
    try:
        label = form.field(key_of(address)).label
    except KeyError:
        return "总体"
    year = year_of(address)
    return f"{label}（{year}年）" if year else label


def changes_by_entry(
    case: Declaration, entries: Iterable[Entry], submissions: Sequence[Submission]
) -> dict[int, list[Difference]]:
    """What each of the submissions changed against the one before it, by the number of its entry."""
    submits = dict(enumerate((entry for entry in entries if entry.act == Event.SUBMIT), start=1))
    policy = policy_of(case.round)
    return {
        submits[after.number].sequence: differences(policy, case.track, before.answers, after.answers)
        for before, after in pairwise(submissions)
        if after.number in submits
    }
