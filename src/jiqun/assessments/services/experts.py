"""The expert directory: what has to be known before cases are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Authority, Seat
from jiqun.assessments.models import ExpertProfile
from jiqun.assessments.queries import expert_seats
from jiqun.assessments.services.duty import PANEL_STAFF, refuse_unless_on_duty
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the directory says of an expert; ``city`` and ``organisation`` decide about recusal."""

    organisation: str
    specialities: str
    city: Authority | None


@transaction.atomic
def save_profile(expert: Seat, particulars: Particulars, *, by: Seat, at: datetime) -> ExpertProfile:
    """Write an expert's particulars; an unchanged profile leaves no record.

    Raises:
        Refused: not the officer or secretary, not an expert, no organisation, or the city is none.
    """
    refuse_unless_on_duty(by, PANEL_STAFF, "专家信息维护")
    if not expert_seats().filter(pk=expert.pk).exists():
        raise Refused(Finding("expert.unknown", "该人员不是在岗的评审专家，请由系统管理员先设置席位"))
    findings = []
    if not particulars.organisation.strip():
        findings.append(Finding("expert.organisation", "请填写工作单位：抽取专家时据此回避", field="organisation"))
    if particulars.city is not None and particulars.city.tier != Tier.CITY:
        findings.append(Finding("expert.city", "所在市请选择市级单位", field="city"))
    if findings:
        raise Refused(*findings)
    profile, _ = ExpertProfile.objects.select_for_update(of=("self",), no_key=True).get_or_create(seat=expert)
    changes = changed(profile, particulars)
    if changes:
        profile.organisation = particulars.organisation.strip()
        profile.specialities = particulars.specialities.strip()
        profile.city = particulars.city
        profile.save()
        record(
            "save_expert_profile",
            f"更新专家信息：{expert.person.name}",
            by=by.actor,
            at=at,
            subject=f"expert:{expert.pk}",
            detail=changes,
        )
    return profile


def changed(profile: ExpertProfile, particulars: Particulars) -> dict[str, list[str]]:
    """The particulars that differ from what is kept: before and after."""
    places = [city.place if city else "" for city in (profile.city, particulars.city)]
    pairs = {
        "organisation": [profile.organisation, particulars.organisation.strip()],
        "specialities": [profile.specialities, particulars.specialities.strip()],
        "city": places,
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
