"""Scenes of the county stage: drafts that may be submitted, and those who act on them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Role
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import dossier_subject
from jiqun.declarations.services.opening import open_case
from jiqun.evidence.models import Evidence
from jiqun.evidence.services import attach
from tests.factories import AT, CODES, SHANGHAI, full_answers, make_case, make_county, make_seat, shanxi_policy

LAST_SECOND = datetime(2025, 5, 31, 23, 59, 59, tzinfo=SHANGHAI)
TOO_LATE = datetime(2025, 6, 1, tzinfo=SHANGHAI)
PDF = b"%PDF-1.7 proof"


def handler() -> Seat:
    """The handler of the county."""
    return make_seat(make_county(), Role.HANDLER)


def signatory() -> Seat:
    """The signatory of the county."""
    return make_seat(make_county(), Role.SIGNATORY)


def upload(name: str = "证明.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def roster() -> list[dict[str, Any]]:
    """Two firms, each once."""
    titles = [["srdi", "high_tech"], ["little_giant"]]
    return [
        {"name": f"企业{n}", "uscc": code, "size": "small", "titles": held, "output": "900", "leading": "yes"}
        for n, (code, held) in enumerate(zip(CODES[:2], titles, strict=True), start=1)
    ]


def answers_of(case: Declaration, **changes: Any) -> dict[str, Any]:
    """Full answers about the cluster of the case."""
    cluster = case.dossier.cluster
    own = {"cluster_name": cluster.name, "niche": cluster.niche, "leading_industry": cluster.leading_industry}
    return full_answers(shanxi_policy(), **{"roster": roster(), **own, **changes})


def draft(*, answers: dict[str, Any] | None = None, **facts: Any) -> Declaration:
    """A draft with full answers and no evidence; ``answers`` are changed in it."""
    case = make_case(**facts)
    case.dossier.answers = answers_of(case, **(answers or {}))
    case.dossier.save()
    return case


def prove(case: Declaration) -> None:
    """Attach a file to every question that needs one."""
    for section in shanxi_policy().form.sections:
        for field in section.fields:
            if field.evidence_required:
                attach(dossier_subject(case.dossier_id), field.key, upload(), by=handler().actor, at=AT)


def ready(**facts: Any) -> Declaration:
    """A draft that may be submitted."""
    case = draft(**facts)
    prove(case)
    return case


def with_national(case: Declaration) -> Declaration:
    """The national case of the same dossier."""
    return open_case(case.dossier.cluster, case.round, "national", by=handler(), at=AT)


def files_of(case: Declaration) -> list[Evidence]:
    """The files that hang on the dossier of a case."""
    return list(Evidence.objects.filter(subject=dossier_subject(case.dossier_id), removed_at=None))
