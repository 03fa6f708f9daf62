"""Answering: a section of the form is read, kept and recorded; drafts may be incomplete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.answers import read_section
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import Section
from jiqun.core.roles import leading_industry, named, niche
from jiqun.core.vocabulary import Role, Tier
from jiqun.core.wording import wording_of
from jiqun.declarations.models import AnswerChange, Cluster, Dossier
from jiqun.declarations.queries import beyond_the_county, editable_tracks
from jiqun.programmes.queries import policy_of

READ_ONLY = Finding("declaration.read_only", "该档案现不可修改：已提交的内容须经退回或撤回后方可修改")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the new revision, what could not be read, and those inputs as typed.

    ``stale``: the answers that were changed elsewhere and that the page only showed as they had been.
    """

    revision: int
    findings: tuple[Finding, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=dict)
    stale: tuple[str, ...] = ()


def may_edit(dossier: Dossier, seat: Seat) -> bool:
    """Only the handler of the county writes, and only while a case of the dossier is a draft."""
    owner = dossier.cluster.county_id == seat.authority_id
    return owner and seat.tier == Tier.COUNTY and seat.role_term == Role.HANDLER and bool(editable_tracks(dossier))


@transaction.atomic
def save_section(
    dossier: Dossier, section: Section, posted: Mapping[str, Any], *, seen: int, by: Seat, at: datetime
) -> Saved:
    """Keep the readable answers of one section; what cannot be read comes back as typed with a sentence.

    ``seen`` is the revision the page was made from: an answer that was changed elsewhere since is not overwritten
    silently; where the page still says what it said then, nobody touched it there, and the newer answer stays.

    Raises:
        Refused: not a draft of this seat, or colleagues changed the same answers meanwhile.
    """
    fresh = (
        Dossier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("cluster", "round")
        .get(pk=dossier.pk)
    )
    if not may_edit(fresh, by):
        raise Refused(READ_ONLY)
    reading = read_section(section.fields, posted, years=policy_of(fresh.round).years)
    changes = {
        address: (fresh.answers.get(address), value)
        for address, value in reading.values.items()
        if fresh.answers.get(address) != value
    }
    before = seen_before(fresh, set(changes), seen)
    stale = tuple(address for address, value in before.items() if changes[address][1] == value)
    changes = {address: change for address, change in changes.items() if address not in stale}
    refuse_lost_update(fresh, set(changes), seen, by)
    if changes:
        apply_changes(fresh, section, changes, by=by, at=at)
    return Saved(fresh.revision, tuple(reading.findings), reading.kept, stale)


def seen_before(dossier: Dossier, addresses: set[str], seen: int) -> dict[str, Any]:
    """Those of the addresses that were changed after the revision that the page showed, with what it showed."""
    newer = dossier.changes.filter(revision__gt=seen, address__in=addresses).order_by("-pk")
    return {change.address: change.before for change in newer}


def refuse_lost_update(dossier: Dossier, addresses: set[str], seen: int, by: Seat) -> None:
    """Raise Refused, naming each answer, when some were changed after the revision that the page showed."""
    newer = dossier.changes.filter(revision__gt=seen, address__in=addresses).order_by("pk")
    wording = wording_of(policy_of(dossier.round).form)
    findings = []
    for change in {each.address: each for each in newer}.values():
        who = "您在另一窗口" if change.actor == by.person.name else change.actor
        message = f"{who}刚刚修改了“{wording.label(change.address)}”，您的输入仍保留在页面上；请核对后再次保存"
        findings.append(Finding("declaration.lost_update", message, field=change.address))
    if findings:
        raise Refused(*findings)


def apply_changes(
    dossier: Dossier, section: Section, changes: Mapping[str, tuple[Any, Any]], *, by: Seat, at: datetime
) -> None:
    """Write the changed answers, their history, and one entry of the chain."""
    dossier.revision += 1
    dossier.answers = {**dossier.answers, **{address: after for address, (_, after) in changes.items()}}
    dossier.answers = {address: value for address, value in dossier.answers.items() if value not in (None, "", [])}
    dossier.save(update_fields=["answers", "revision"])
    AnswerChange.objects.bulk_create(
        AnswerChange(
            dossier=dossier,
            revision=dossier.revision,
            address=address,
            before=before,
            after=after,
            actor=by.person.name,
            at=at,
        )
        for address, (before, after) in changes.items()
    )
    follow_cluster(dossier)
    record(
        "save_answers",
        f"填报“{section.label}”",
        by=by.actor,
        at=at,
        subject=f"dossier:{dossier.pk}",
        round_code=dossier.round.code,
        detail={"revision": dossier.revision, "changed": sorted(changes)},
    )


def follow_cluster(dossier: Dossier) -> None:
    """The cluster carries the name, niche and industry that its newest dossier states.

    Not while a case of it is beyond the county: nobody renames what others are deciding on.
    """
    if beyond_the_county(dossier.cluster_id, dossier.pk):
        return
    form = policy_of(dossier.round).form
    answered = {
        "name": named(form, dossier.answers),
        "niche": niche(form, dossier.answers),
        "leading_industry": leading_industry(form, dossier.answers),
    }
    stated = {name: answer for name, answer in answered.items() if answer}
    clash = Cluster.objects.filter(county_id=dossier.cluster.county_id, name=stated.get("name"))
    if clash.exclude(pk=dossier.cluster_id).exists():
        raise Refused(Finding("cluster.exists", "本县已有同名的申报，请核对名称", field=form.roles.name))
    Cluster.objects.filter(pk=dossier.cluster_id).update(**stated)
