"""What the counties of the demonstration do: open cases, fill in, prove, submit, sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.accounts.models import Authority
from jiqun.core.addresses import addresses_of, cell_address, post_name
from jiqun.core.policy.schema import Field, FieldKind, RoundPolicy, Section
from jiqun.core.vocabulary import Level, Role
from jiqun.declarations.models import Declaration, Dossier
from jiqun.declarations.queries import dossier_subject
from jiqun.declarations.services.answering import save_section
from jiqun.declarations.services.opening import open_case, register_cluster
from jiqun.declarations.services.submitting import sign_off, submit
from jiqun.documents.pdf import render
from jiqun.documents.sheets import ListSheet, Table
from jiqun.evidence.services import attach
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import words_of
from jiqun.recognitions.models import Recognition
from jiqun.recognitions.services.re_evaluation import open_re_evaluation
from jiqun.site.demo.figures import answers_for
from jiqun.site.demo.people import Cast
from jiqun.site.demo.scenes import Scene


def open_cases(scene: Scene, call: Round, cast: Cast, at: datetime) -> list[Declaration]:
    """The cases of a scene, still empty: provincial, with a national one beside it, or a re-evaluation."""
    county = Authority.objects.select_related("parent").get(place=scene.place)
    handler = cast.at(county, Role.HANDLER)
    if scene.re_evaluation:
        held = Recognition.objects.get(cluster__county=county, name=scene.name, level=Level.NATIONAL)
        return [open_re_evaluation(held, call, by=handler, at=at)]
    cluster = register_cluster(county, name=scene.name, niche=scene.niche, leading_industry=scene.industry)
    tracks = ["provincial", *(["national"] if scene.national else [])]
    zone = Authority.objects.filter(place=scene.zone).first()
    return [open_case(cluster, call, track, recommender=zone, by=handler, at=at) for track in tracks]


def fill_in(cases: list[Declaration], scene: Scene, cast: Cast, at: datetime, *, seed: int, upto: int = 99) -> None:
    """Answer the form section by section, ``upto`` so many, each with its evidence."""
    dossier = Dossier.objects.select_related("cluster", "round").get(pk=cases[0].dossier_id)
    policy = policy_of(dossier.round)
    handler = cast.at(cases[0].county, Role.HANDLER)
    answers = answers_for(scene, policy, seed)
    for section in policy.form.sections_for_any(tuple(case.track for case in cases))[:upto]:
        saved = save_section(
            dossier, section, posted(section, answers, policy), seen=dossier.revision, by=handler, at=at
        )
        if saved.findings:
            raise RuntimeError(f"{scene.name}: {[finding.message for finding in saved.findings]}")
        dossier.refresh_from_db()
        for field in section.fields:
            if field.evidence and any(answers.get(place) for place in addresses_of(field, policy.years)):
                proof = SimpleUploadedFile(f"{field.label}.pdf", paper(field.label, field.evidence))
                attach(dossier_subject(dossier.pk), field.key, proof, by=handler.actor, at=at)


def posted(section: Section, answers: Mapping[str, Any], policy: RoundPolicy) -> dict[str, Any]:
    """The answers of a section as its page would post them."""
    inputs: dict[str, Any] = {}
    for field in section.fields:
        if field.kind == FieldKind.ROWS:
            inputs |= posted_rows(field, answers.get(field.key, []))
            continue
        for place in addresses_of(field, policy.years):
            inputs[post_name(place)] = answers.get(place, "")
    return inputs


def posted_rows(field: Field, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The cells of a repeating table as a page would post them."""
    cells = {
        post_name(cell_address(field.key, number, column)): value
        for number, row in enumerate(rows)
        for column, value in row.items()
    }
    return {field.key: "", **cells}


@lru_cache(maxsize=200)
def paper(label: str, asked: str) -> bytes:
    """A page that stands for a piece of evidence, marked as invented; one per field, whatever the cluster."""
    sheet = ListSheet(
        title=f"佐证材料：{label}",
        dated=date(2025, 4, 30),
        demo=True,
        words=words_of(None, "paper"),
        paragraphs=(f"本页为演示用材料，代表“{asked}”，内容虚构。",),
        table=Table(title="", headers=("佐证内容", "材料名称"), rows=((label, asked),)),
        issuer="演示单位",
    )
    return render(sheet)


def hand_in(cases: list[Declaration], cast: Cast, at: datetime, *, sign: bool = True) -> list[Declaration]:
    """Submit by the handler and, unless it shall wait, sign by the signatory."""
    county = cases[0].county
    submitted = [submit(case, by=cast.at(county, Role.HANDLER), at=at) for case in cases]
    if not sign:
        return submitted
    return [sign_off(case, by=cast.at(county, Role.SIGNATORY), at=at) for case in submitted]
