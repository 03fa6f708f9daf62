"""Scenes of the last stage: cleared and forwarded cases, lists, standing recognitions."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiqun.accounts.models import Authority, Seat
from jiqun.core.vocabulary import Level, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList
from jiqun.recognitions.services.lists import prepare_list
from tests.factories import AT, make_case, make_cluster, make_county, make_province, make_round, make_seat, officer

NUMBER = "晋工信企业函〔2025〕108号"


def signatory() -> Seat:
    """The signatory of the province."""
    return make_seat(make_province(), Role.SIGNATORY)


def cleared(count: int = 1, track: str = "provincial", stage: Stage = Stage.CLEARED) -> list[Declaration]:
    """So many cases of different counties whose notice is over."""
    return [make_case(make_county(f"1409{n + 21}", f"第{n + 1}县"), track=track, stage=stage) for n in range(count)]


def drawn_up(cases: list[Declaration], kind: ListKind = ListKind.PROVINCIAL, **changes: Any) -> RecognitionList:
    """A list of these cases, to be signed."""
    given = {"title": "2025年度名单", "number": NUMBER, "issued_on": date(2025, 5, 12), "by": officer(), "at": AT}
    return prepare_list(make_round(), kind, cases, **{**given, **changes})


def recognised(office: Authority | None = None, **changes: Any) -> Recognition:
    """A national recognition of 2022 whose cluster is ours."""
    office = office or make_county()
    cluster = make_cluster(office)
    facts = {
        "cluster": cluster,
        "level": Level.NATIONAL,
        "name": cluster.name,
        "province": "山西省",
        "city": office.parent.place if office.parent else "",
        "county": office.place,
        "batch": 2022,
        "valid_from": date(2023, 1, 1),
        "valid_until": date(2025, 12, 31),
    }
    return Recognition.objects.create(**{**facts, **changes})
