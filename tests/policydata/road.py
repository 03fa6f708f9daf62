"""The road of any round, whatever its policy: opened from its folder, declared, verified, recommended by services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.accounts.models import Authority, Seat
from jiqun.accounts.services.regions import load_region
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.schema import FieldKind, RoundPolicy
from jiqun.core.vocabulary import Purpose, Role, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import dossier_subject
from jiqun.declarations.services.opening import open_declarations
from jiqun.declarations.services.submitting import sign_off, submit
from jiqun.evidence.services import attach
from jiqun.policyfiles.folder import folder_of, policydata_root, read_region, read_round
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.services import open_round
from jiqun.recommendations.models import RecommendationList
from jiqun.recommendations.services.listing import prepare_list
from jiqun.recommendations.services.sending import send_list
from jiqun.recommendations.services.visiting import conclude_visit
from tests.factories import make_seat, plausible
from tests.recommendations.scenes import full_report, places

MINISTRY = policydata_root() / "rounds" / "ministry-2025.yaml"
SHANXI = policydata_root() / "rounds" / "shanxi-2025.yaml"
SRDI = Path(__file__).parent / "packs" / "srdi" / "rounds" / "srdi-2026.yaml"
GROWING = ("80", "95", "108", "125")


def opened(file: Path, at: datetime) -> Round:
    """The round of a file, with the authorities of its region, in a database that has none."""
    policy = read_round(file)
    load_region(read_region(policy.region, folder_of(file)), by=SYSTEM, at=at)
    return open_round(policy, by=SYSTEM, at=at)


def county_below(code: str, place: str = "定襄县", number: str = "140921") -> Authority:
    """A county whose recommender is the authority of that code; some regions ship theirs."""
    facts = {"name": f"{place}工业和信息化局", "place": place, "tier": Tier.COUNTY}
    return Authority.objects.get_or_create(code=number, defaults={**facts, "parent": Authority.objects.get(code=code)})[
        0
    ]


def answers_under(policy: RoundPolicy, **changes: Any) -> dict[str, Any]:
    """A readable answer to every question, with nothing against it."""
    answers: dict[str, Any] = {}
    for section in policy.form.sections:
        for field in section.fields:
            if field.kind is FieldKind.YEARS:
                years = (policy.years[0] - 1, *policy.years) if field.base_year else policy.years
                answers |= {f"{field.key}.{year}": GROWING[at - len(years)] for at, year in enumerate(years)}
            elif field.kind is FieldKind.ROWS:
                answers[field.key] = plausible(field)[: max(field.min_rows, 1)]
            else:
                answers[field.key] = plausible(field)
    vetoes = {each.field for track in policy.tracks for each in track.criteria.criteria if each.field}
    return {**answers, **dict.fromkeys(vetoes, "no"), "industry_code": "3489", "area_km2": "32.5", **changes}


def declared(call: Round, county: Authority, name: str, track: str, *, at: datetime, **answers: Any) -> Declaration:
    """A case on that track, answered, proved, submitted and signed."""
    by, policy = make_seat(county, Role.HANDLER), policy_of(call)
    (case,) = open_declarations(call, name=name, niche=name, leading_industry=name, tracks=[track], by=by, at=at)
    roles = policy.form.roles
    own = {roles.name: name, roles.niche: name, **answers}
    known = {field.key for section in policy.form.sections for field in section.fields}
    full = answers_under(policy, **own)
    case.dossier.answers = {place: answer for place, answer in full.items() if place.partition(".")[0] in known}
    case.dossier.save()
    prove(case, by, at)
    moved = submit(case, by=by, at=at)
    return sign_off(moved, by=make_seat(county, Role.SIGNATORY), at=at) if call.sign_off else moved


def prove(case: Declaration, by: Seat, at: datetime) -> None:
    """A file for every question that needs one."""
    for section in policy_of(case.round).form.sections_for(case.track):
        for field in section.fields:
            if field.evidence_required:
                file = SimpleUploadedFile("证明.pdf", b"%PDF-1.7 proof")
                attach(dossier_subject(case.dossier_id), field.key, file, by=by.actor, at=at)


def verified(case: Declaration, *, at: datetime) -> Declaration:
    """The case after a visit of its recommender that found nothing against it."""
    report = replace(full_report(case), visited_on=at.date())
    return conclude_visit(case, report, by=make_seat(case.city, Role.HANDLER), at=at)


def recommended(cases: Sequence[Declaration], *, at: datetime) -> RecommendationList:
    """The list of these cases, drawn up and sent by their recommender."""
    call, city = cases[0].round, cases[0].city
    names = prepare_list(call, Purpose.DECLARATION, places(cases), by=make_seat(city, Role.HANDLER), at=at, seen=None)
    signer = make_seat(city, Role.SIGNATORY if call.sign_off else Role.HANDLER)
    return send_list(names, letter_number="推荐〔2025〕1号", seen=names.prepared_at, by=signer, at=at)
