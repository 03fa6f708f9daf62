"""The data that benchmarks run on: the living demonstration, and thousands of cases copied from it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from jiqun.accounts.models import Seat
    from jiqun.declarations.models import Declaration

MANY = 10_000


@lru_cache(maxsize=1)
def set_up() -> None:
    """Django, and a database with the living demonstration, seeded."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("seed_demo", "--seed", "1", verbosity=0)


@lru_cache(maxsize=1)
def seeded_cases() -> list[Declaration]:
    """The demonstration's cases that were submitted."""
    set_up()
    from jiqun.declarations.models import Declaration

    found = Declaration.objects.filter(first_submitted_at__isnull=False)
    return list(found.select_related("dossier__cluster", "county", "city", "round"))


@lru_cache(maxsize=1)
def many_cases(count: int = MANY) -> int:
    """Cases with answers and a sealed submission, strewn over the stages; those that an earlier row made, if any."""
    set_up()
    from jiqun.declarations.models import Cluster, Declaration, Dossier

    if standing := Declaration.objects.filter(case_number__startswith="B").count():
        return standing
    patterns = seeded_cases()
    models = [patterns[number % len(patterns)] for number in range(count)]
    clusters = Cluster.objects.bulk_create(
        Cluster(
            county_id=case.county_id,
            name=f"{case.dossier.cluster.name}{number}",
            niche=case.dossier.cluster.niche,
            leading_industry=case.dossier.cluster.leading_industry,
        )
        for number, case in enumerate(models)
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(cluster=cluster, round_id=case.round_id, answers=case.dossier.answers)
        for cluster, case in zip(clusters, models, strict=True)
    )
    cases = Declaration.objects.bulk_create(
        Declaration(
            dossier=dossier,
            round_id=case.round_id,
            county_id=case.county_id,
            city_id=case.city_id,
            case_number=f"B{number:06d}",
            track=case.track,
            level=case.level,
            purpose=case.purpose,
            stage=case.stage,
            stage_since=case.stage_since,
            first_submitted_at=case.first_submitted_at,
            rank=case.rank,
        )
        for number, (dossier, case) in enumerate(zip(dossiers, models, strict=True))
    )
    seal(cases, models)
    return count


def seal(cases: list[Declaration], patterns: list[Declaration]) -> None:
    """Give each new case the sealed submission of its pattern."""
    from jiqun.declarations.models import Submission

    digests = {case.pk: case.submissions.order_by("-number")[0].policy_digest for case in set(patterns)}
    Submission.objects.bulk_create(
        Submission(
            declaration=new,
            number=1,
            submitted_at=case.stage_since,
            submitted_by="基准",
            left_at=case.first_submitted_at,
            answers=case.dossier.answers,
            policy_digest=digests[case.pk],
            digest=f"{number:064d}",
        )
        for number, (new, case) in enumerate(zip(cases, patterns, strict=True))
    )


def seat_of(role: str, place: str = "山西省") -> Seat:
    """The demonstration's seat of a role."""
    from jiqun.accounts.models import Seat

    return Seat.objects.filter(role=role, authority__place=place).select_related("person")[0]


def client_of(seat: Seat) -> Client:
    """A client logged in from a seat."""
    from django.test import Client

    client = Client()
    client.force_login(seat.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def queries_of(client: Client, address: str) -> int:
    """How many queries one page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return len(captured)
