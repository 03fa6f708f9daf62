"""One small factory per thing that tests need; nothing clever, no framework."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from jiqun.accounts.models import Authority, Person, Seat
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.schema import ExtraStages, FieldKind, RoundPolicy
from jiqun.core.vocabulary import Extra, Mark, Role, Stage, Tier
from jiqun.declarations.models import Cluster, Declaration, Submission
from jiqun.declarations.services.opening import open_case, register_cluster
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.services import open_round

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2025, 5, 12, 9, 30, tzinfo=SHANGHAI)
PASSWORD = "Jiqun-2025-shanxi"

_numbers = count(1)


@lru_cache(maxsize=1)
def shanxi_policy() -> RoundPolicy:
    """The shipped round, read once."""
    return read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")


def make_round(**changes: Any) -> Round:
    """The shipped round, opened; ``changes`` are written to the row (``sign_off=False``)."""
    call = Round.objects.filter(code=shanxi_policy().code).first() or open_round(
        shanxi_policy(), by=SYSTEM, at=datetime(2025, 4, 17, 9, tzinfo=SHANGHAI)
    )
    for name, value in changes.items():
        setattr(call, name, value)
    if changes:
        call.save()
    return call


def with_extras(policy: RoundPolicy, *extras: Extra) -> RoundPolicy:
    """The policy with extra stages switched on."""
    source = Source("测试通知", mark=Mark.ASSUMED)
    on = {each.value: Dated(f"是否增设{each.label}", {policy.day: Valued(True, source)}) for each in extras}
    return replace(policy, stages=ExtraStages(**on))


def make_round_with(*extras: Extra) -> Round:
    """The shipped round with extra stages, opened in place of the round as it is shipped."""
    return open_round(with_extras(shanxi_policy(), *extras), by=SYSTEM, at=datetime(2025, 4, 17, 9, tzinfo=SHANGHAI))


def make_next_round(*extras: Extra, opens_on: date = date(2025, 5, 1)) -> Round:
    """Another round beside the shipped one, which began later."""
    policy = replace(with_extras(shanxi_policy(), *extras), code="next-round", title="下一批次申报通知")
    call = open_round(policy, by=SYSTEM, at=datetime(2025, 5, 1, 9, tzinfo=SHANGHAI))
    call.opens_on = opens_on
    call.closes_on = opens_on + timedelta(days=60)
    call.save()
    return call


def make_province() -> Authority:
    """The one provincial authority."""
    return Authority.objects.get_or_create(
        code="140000",
        defaults={"name": "山西省工业和信息化厅", "place": "山西省", "tier": Tier.PROVINCE, "contact": "中小企业处"},
    )[0]


def make_city(code: str = "140900", place: str = "忻州市") -> Authority:
    """A city-tier authority below the province."""
    return Authority.objects.get_or_create(
        code=code,
        defaults={"name": f"{place}工业和信息化局", "place": place, "tier": Tier.CITY, "parent": make_province()},
    )[0]


def make_county(code: str = "140921", place: str = "定襄县", city: Authority | None = None) -> Authority:
    """A county authority below a city."""
    return Authority.objects.get_or_create(
        code=code,
        defaults={
            "name": f"{place}工业和信息化局",
            "place": place,
            "tier": Tier.COUNTY,
            "parent": city or make_city(),
        },
    )[0]


def make_seat(authority: Authority, role: Role, name: str = "") -> Seat:
    """The seat of that role in the authority; one person each, with the test password."""
    standing = Seat.objects.filter(authority=authority, role=role)
    if name:
        standing = standing.filter(person__name=name)
    if found := standing.select_related("authority__parent", "person").first():
        return found
    number = next(_numbers)
    person = Person.objects.create(
        username=f"user{number}",
        name=name or f"{role.label}{number}",
        password=PASSWORD,
        must_change_password=False,
    )
    return Seat.objects.create(person=person, authority=authority, role=role)


def officer() -> Seat:
    """The provincial officer."""
    return make_seat(make_province(), Role.PROVINCIAL_OFFICER)


def full_answers(policy: RoundPolicy, **changes: Any) -> dict[str, Any]:
    """Answers that satisfy every question of the form; figures that meet the national standard."""
    figures = {
        "output_total": ["80", "95", "108", "125"],
        "output_sme": ["66", "78", "90", "104"],
        "output_leading": ["64", "76", "87", "101"],
        "rd_sme": ["1.2", "1.4", "1.6", "1.9"],
        "employment": ["9000", "9800", "10200", "10500"],
    }
    answers: dict[str, Any] = {}
    years = policy.years
    for section in policy.form.sections:
        for field in section.fields:
            if field.kind == FieldKind.YEARS:
                series = figures.get(field.key, ["40", "44", "48", "53"])
                wanted = (years[0] - 1, *years) if field.base_year else years
                for year, value in zip(wanted, series[-len(wanted) :], strict=True):
                    answers[f"{field.key}.{year}"] = value
            else:
                answers[field.key] = plausible(field)
    answers.update({"industry_code": "3489", "area_km2": "32.5", "niche": "法兰锻造"})
    answers.update({key: "no" for key in answers if key.startswith("veto_")})
    answers.update(changes)
    return {key: value for key, value in answers.items() if value is not None}


CODES = ["91350100M000100Y43", "91110000600037341L", "913100001322038217"]


def plausible(field: Any) -> Any:
    """One readable answer for a question of any kind but years."""
    kind = field.kind
    if kind == FieldKind.ROWS:
        row = {column.key: plausible(column) for column in field.columns}
        return [
            {**row, **({"name": f"{row['name']}{n}"} if "name" in row else {})}
            for n in range(1, max(field.min_rows, 3) + 1)
        ]
    if kind in (FieldKind.INTEGER, FieldKind.DECIMAL):
        low, high = getattr(field, "minimum", None), getattr(field, "maximum", None)
        value = 60 if low is None else max(60, int(low))
        return str(value if high is None else min(value, int(high)))
    return {
        FieldKind.YES_NO: "yes",
        FieldKind.CHOICE: field.choices[0].code if field.choices else "",
        FieldKind.CHOICES: [choice.code for choice in field.choices],
        FieldKind.DATE: "2020-06-01",
        FieldKind.USCC: CODES[0],
    }.get(kind, f"{field.label}（测试）")


def make_case(
    county: Authority | None = None,
    *,
    call: Round | None = None,
    niche: str = "法兰锻造",
    track: str = "provincial",
    stage: Stage = Stage.DRAFT,
    answers: dict[str, Any] | None = None,
) -> Declaration:
    """A case of a cluster with full answers; beyond a draft it is put straight onto the stage, with a submission.

    For tests of one stage; journeys walk the road through the services instead.
    """
    county, call = county or make_county(), call or make_round()
    handler = make_seat(county, Role.HANDLER)
    name = f"{county.place}{niche}产业集群"
    cluster = register_cluster(county, name=name, niche=niche, leading_industry=niche)
    case = open_case(cluster, call, track, by=handler, at=AT)
    policy = policy_of(call)
    content = answers or full_answers(policy, cluster_name=name, niche=niche, leading_industry=niche)
    case.dossier.answers = content
    case.dossier.save()
    if stage != Stage.DRAFT:
        case.stage, case.first_submitted_at = stage, AT
        case.save()
        Submission.objects.create(
            declaration=case,
            number=1,
            submitted_at=AT,
            submitted_by=handler.person.name,
            left_at=AT,
            answers=content,
            policy_digest=call.policy_id,
            digest="0" * 64,
        )
    return case


def make_cluster(county: Authority | None = None, niche: str = "法兰锻造") -> Cluster:
    """A cluster without a case."""
    county = county or make_county()
    return register_cluster(county, name=f"{county.place}{niche}产业集群", niche=niche, leading_industry=niche)


def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)
