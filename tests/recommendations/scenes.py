"""Scenes of the city stage: verified cases, full reports, lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.selfcheck import assess_answers
from jiqun.evidence.queries import evidence_for
from jiqun.recommendations.conformity import Line, Report
from jiqun.recommendations.models import Conformity, RecommendationList
from jiqun.recommendations.queries import open_list, visit_of, visit_subject
from jiqun.recommendations.services.listing import Place, prepare_list
from jiqun.recommendations.services.sending import send_list
from jiqun.recommendations.services.visiting import attach_photo
from tests.factories import AT, make_case, make_city, make_county, make_round, make_seat

LETTER = "忻工信发〔2025〕12号"


def handler() -> Seat:
    """The handler of the city."""
    return make_seat(make_city(), Role.HANDLER)


def signatory() -> Seat:
    """The signatory of the city."""
    return make_seat(make_city(), Role.SIGNATORY)


def verified(niches: Sequence[str], **changes: Any) -> list[Declaration]:
    """One verified case for each niche, all of one county."""
    county = changes.pop("county", None) or make_county()
    return [make_case(county, niche=niche, stage=Stage.VERIFIED, **changes) for niche in niches]


def also_national(case: Declaration, stage: Stage = Stage.VERIFIED) -> Declaration:
    """The national case of the same cluster, sharing the dossier."""
    return make_case(case.county, niche=case.dossier.cluster.niche, track="national", stage=stage)


def places(cases: Sequence[Declaration]) -> list[Place]:
    """The cases on a list, each cluster ranked by where it first comes."""
    order = list(dict.fromkeys(case.dossier.cluster_id for case in cases))
    return [Place(case, order.index(case.dossier.cluster_id) + 1) for case in cases]


def prepared(cases: Sequence[Declaration], purpose: Purpose = Purpose.DECLARATION) -> RecommendationList:
    """The list of these cases, drawn up by the handler."""
    call, by = make_round(), handler()
    standing = open_list(by.authority, call, purpose)
    seen = standing.prepared_at if standing else None
    return prepare_list(call, purpose, places(cases), by=by, at=AT, seen=seen)


def sent(cases: Sequence[Declaration], purpose: Purpose = Purpose.DECLARATION) -> RecommendationList:
    """The list of these cases, signed and sent."""
    return signed(prepared(cases, purpose))


def signed(names: RecommendationList, **changes: Any) -> RecommendationList:
    """A list signed and sent as it was seen."""
    given = {"letter_number": LETTER, "seen": names.prepared_at, "by": signatory(), "at": AT, **changes}
    return send_list(names, **given)


def photographed(case: Declaration) -> None:
    """One photo on the visit of the case, where it may still have one."""
    visit = visit_of(case)
    if case.stage == Stage.SUBMITTED and (visit is None or not evidence_for(visit_subject(visit)).exists()):
        photo = SimpleUploadedFile("现场.jpg", b"\xff\xd8\xff\xe0picture")
        attach_photo(case, photo, by=make_seat(case.city, Role.HANDLER), at=AT)


def full_report(case: Declaration, **lines: Line) -> Report:
    """A report in which every criterion conforms, but for ``lines`` (``C1_3`` for C1.3), with a photo on the visit."""
    photographed(case)
    submission = latest_submission(case)
    assert submission is not None
    found = {
        result.criterion.id: Line(Conformity.CONFORMS, remark="现场查看属实")
        for result in assess_answers(case, submission.answers).results
    }
    found.update({name.replace("_", "."): line for name, line in lines.items()})
    return Report(date(2025, 5, 12), "定襄县法兰产业园区", "张工、李工", "核查属实，符合申报条件", found)


def stages(cases: Sequence[Declaration]) -> list[str]:
    """Where the cases stand now."""
    now = dict(Declaration.objects.filter(pk__in=[case.pk for case in cases]).values_list("pk", "stage"))
    return [now[case.pk] for case in cases]
