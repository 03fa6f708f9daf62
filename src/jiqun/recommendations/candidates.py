"""Clusters that a city may put on its list, in a suggested order, and why the others are left out (N09, N16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jiqun.accounts.models import Authority
from jiqun.core import roles
from jiqun.core.assessment import Assessment
from jiqun.core.findings import Finding
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.quota import Nominee, check_quota
from jiqun.core.vocabulary import Stage, Verdict
from jiqun.declarations.models import Cluster, Declaration
from jiqun.declarations.queries import sealed
from jiqun.declarations.selfcheck import assess_answers
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.towns import listed_town, town_words
from jiqun.recommendations.queries import already_recommended, by_cluster, nominees, quota_of


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What the criteria say of a submission, counted; those excused by their group are left out."""

    met: int
    not_met: int
    unknown: int
    judged: int
    not_applicable: int = 0

    @property
    def passes(self) -> bool:
        """Whether nothing stands against it that a figure can show."""
        return not self.not_met and not self.unknown

    @property
    def verdict(self) -> Verdict:
        """The worst of what counts, what people have to judge left aside."""
        return Verdict.NOT_MET if self.not_met else Verdict.UNKNOWN if self.unknown else Verdict.MET

    @property
    def words(self) -> str:
        """“符合9项，待补数据1项，由人工认定8项”."""
        numbers = (self.met, self.not_met, self.unknown, self.judged, self.not_applicable)
        counted = zip(Verdict, numbers, strict=True)
        return "，".join(f"{verdict.label}{number}项" for verdict, number in counted if number)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One cluster with those of its cases that are verified; ``place`` counts from one in the suggested order.

    ``town`` is what it says of itself; only one that is ``listed`` comes first.
    """

    cluster: Cluster
    cases: tuple[Declaration, ...]
    niche: str
    town: str
    check: SelfCheck
    output: Decimal | None
    place: int = 0
    why: str = ""
    listed: bool = False


def counted(assessment: Assessment) -> SelfCheck:
    """The verdicts of an assessment by number."""
    return SelfCheck(*(len(assessment.of(verdict)) for verdict in Verdict))


def self_checks(cases: Iterable[Declaration]) -> dict[int, SelfCheck]:
    """The self-check of what each case submitted last, by the key of the case."""
    chosen = list(cases)
    seals = sealed(chosen)
    return {case.pk: counted(assess_answers(case, seals[case.pk].answers)) for case in chosen if case.pk in seals}


def candidates(cases: Iterable[Declaration], call: Round) -> list[Candidate]:
    """The clusters of these cases in the suggested order: specialised towns, then self-check met, then output."""
    policy, chosen = policy_of(call), list(cases)
    seals, checks = sealed(chosen), self_checks(chosen)
    found = []
    for group in by_cluster(chosen).values():
        answers = seals[group[0].pk].answers if group[0].pk in seals else {}
        check = min((checks[case.pk] for case in group if case.pk in checks), key=lambda each: each.passes)
        found.append(candidate(group, answers, check, policy))
    towns_first = policy.towns_first.on(policy.day)
    ordered = sorted(found, key=lambda each: merit(each, towns_first=towns_first))
    return [placed(each, number, policy, towns_first=towns_first) for number, each in enumerate(ordered, start=1)]


def candidate(
    group: Sequence[Declaration], answers: Mapping[str, Any], check: SelfCheck, policy: RoundPolicy
) -> Candidate:
    """One cluster as it was submitted."""
    cluster = group[0].dossier.cluster
    return Candidate(
        cluster,
        tuple(group),
        roles.niche(policy.form, answers) or cluster.niche,
        town_words(policy, group[0].county.code, answers),
        check,
        roles.output(policy.form, answers, policy.years),
        listed=listed_town(policy, group[0].county.code, answers) is not None,
    )


def merit(each: Candidate, *, towns_first: bool) -> tuple[bool, bool, Decimal, str]:
    """What the suggested order goes by; the name decides last, so that the order never wavers."""
    return (towns_first and not each.listed, not each.check.passes, -(each.output or Decimal(0)), each.cluster.name)


def placed(each: Candidate, number: int, policy: RoundPolicy, *, towns_first: bool) -> Candidate:
    """The candidate with its place and the reason in words."""
    parts = ["重点专业镇优先"] if each.listed and towns_first else []
    parts.append("自查未见不符合" if each.check.passes else f"自查{each.check.verdict.label}")
    if asked := policy.form.question(policy.form.roles.output):
        parts.append(f"按{asked.label}排列" if each.output is not None else f"{asked.label}未填")
    return replace(each, place=number, why="，".join(parts))


def suggested(found: Sequence[Candidate], city: Authority, call: Round) -> dict[int, int]:
    """Ranks by cluster for as many as the quota takes, in the suggested order."""
    sent, quota = nominees(already_recommended(city, call), call), quota_of(call, city)
    wanted = by_nominee(nominees([case for each in found for case in each.cases], call))
    taken: list[Nominee] = []
    ranks: dict[int, int] = {}
    for each in found:
        more = [*taken, *wanted[each.cluster.pk]]
        if not check_quota(sent, more, quota, city.place):
            taken, ranks[each.cluster.pk] = more, len(ranks) + 1
    return ranks


def left_out(
    found: Sequence[Candidate], listed: Sequence[Declaration], city: Authority, call: Round
) -> dict[int, list[Finding]]:
    """For each cluster not on the list what the quota would say if it were put on as well; empty: it still fits."""
    sent, quota = nominees(already_recommended(city, call), call), quota_of(call, city)
    on_list = nominees(listed, call)
    known = {each.cluster for each in on_list}
    others = [each for each in found if each.cluster.pk not in known]
    wanted = by_nominee(nominees([case for each in others for case in each.cases], call))
    return {key: check_quota(sent, [*on_list, *more], quota, city.place) for key, more in wanted.items()}


def by_nominee(named: Iterable[Nominee]) -> dict[Any, list[Nominee]]:
    """Nominees by the cluster they stand for."""
    groups: dict[Any, list[Nominee]] = {}
    for each in named:
        groups.setdefault(each.cluster, []).append(each)
    return groups


def waiting(cases: Iterable[Declaration]) -> list[tuple[Declaration, str]]:
    """Cases of the round that cannot be chosen now, each with the reason."""
    reasons = {
        Stage.DRAFT: "已退回县级补正，重新报送并核查通过后方可列入",
        Stage.SIGNING: "已退回县级补正，重新报送并核查通过后方可列入",
        Stage.SUBMITTED: "尚未完成现场核查，核查通过后方可列入",
        Stage.NOT_RECOMMENDED: "已决定不予推荐",
    }
    return [(case, reasons[case.stage_term]) for case in cases if case.stage_term in reasons]
