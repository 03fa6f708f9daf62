"""How many clusters a recommender may send, and how many of one niche (N09); over the quota nothing is accepted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jiqun.core.findings import Citation, Finding
from jiqun.core.niches import normalise_niche
from jiqun.core.policy.schema import QuotaRule


@dataclass(frozen=True, slots=True)
class Nominee:
    """One case of a recommendation.

    ``cluster`` is the identity of the cluster: its provincial and its national case are one cluster and count once.
    ``name`` is for the sentences; ``counts`` is False for a case to which the quota does not apply (re-evaluation), or
    whose place was freed.
    """

    case_number: str
    cluster: Hashable
    niche: str
    counts: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """The numbers of a round with their clauses; None: the round sets no such limit."""

    per_recommender: int | None
    per_niche: int | None
    per_recommender_citation: Citation | None = None
    per_niche_citation: Citation | None = None


def quota_from(rule: QuotaRule, day: date, kind: str = "") -> Quota:
    """The limits in force on a day for a recommender of that kind; "" is the ordinary one."""
    places = next((each.per_recommender for each in rule.exceptions if each.kind == kind), rule.per_recommender)
    most = places.entry_on(day) if places else None
    niche = rule.per_niche.entry_on(day) if rule.per_niche else None
    return Quota(
        most.value if most else None,
        niche.value if niche else None,
        most.source.citation if most else None,
        niche.source.citation if niche else None,
    )


def check_quota(
    already: Sequence[Nominee], chosen: Sequence[Nominee], quota: Quota, recommender_name: str
) -> list[Finding]:
    """Every limit that the chosen cases would exceed together with those already sent; empty when none."""
    sent, wanted = _counting(already), _counting(chosen)
    return [*_over_recommender(sent, wanted, quota, recommender_name), *_over_niche(sent, wanted, quota)]


def _over_recommender(
    sent: Sequence[Nominee], wanted: Sequence[Nominee], quota: Quota, recommender_name: str
) -> list[Finding]:
    before = {each.cluster for each in sent}
    fresh = {each.cluster for each in wanted} - before
    if quota.per_recommender is None or not fresh:
        return []
    excess = len(before) + len(fresh) - quota.per_recommender
    if excess <= 0:
        return []
    earlier = f"此前已推荐{len(before)}个，" if before else ""
    message = (
        f"{recommender_name}{earlier}本次拟推荐{len(fresh)}个，超过名额{quota.per_recommender}个，"
        f"超出名额的一律不予受理；请从本次名单中撤下{min(excess, len(fresh))}个后再报送"
    )
    return [Finding("quota.recommender", message, quota.per_recommender_citation)]


def _over_niche(sent: Sequence[Nominee], wanted: Sequence[Nominee], quota: Quota) -> list[Finding]:
    """A cluster stands in the niche of each of its cases, so that no order of the list hides a clash."""
    if quota.per_niche is None:
        return []
    findings = []
    for niche in dict.fromkeys(normalise_niche(each.niche) for each in wanted):
        before, here = _in_niche(niche, sent), _in_niche(niche, wanted)
        if niche:
            findings.extend(_clash(before, here, quota.per_niche, quota.per_niche_citation))
        else:
            message = f"{_names(here)}未写明细分领域，无法核对是否与其他申报重复；请退回补正后再报送"
            findings.append(Finding("quota.niche_missing", message, quota.per_niche_citation, "niche"))
    return findings


def _clash(
    before: Sequence[Nominee], here: Sequence[Nominee], per_niche: int, citation: Citation | None
) -> list[Finding]:
    known = {each.cluster for each in before}
    fresh = [each for each in here if each.cluster not in known]
    newcomers = len({each.cluster for each in fresh})
    excess = len(known) + newcomers - per_niche
    if not fresh or excess <= 0:
        return []
    earlier = f"（其中{_names(before)}此前已推荐）" if before else ""
    message = (
        f"{_names([*before, *fresh])}同属“{fresh[0].niche.strip()}”细分领域{earlier}，"
        f"每个细分领域限推荐{per_niche}个；请从本次名单中撤下其中{min(excess, newcomers)}个后再报送"
    )
    return [Finding("quota.niche", message, citation, "niche")]


def _counting(nominees: Iterable[Nominee]) -> list[Nominee]:
    return [each for each in nominees if each.counts]


def _in_niche(niche: str, nominees: Iterable[Nominee]) -> list[Nominee]:
    return [each for each in nominees if normalise_niche(each.niche) == niche]


def _names(nominees: Iterable[Nominee]) -> str:
    """The clusters in words, each once, in the order given."""
    firsts: dict[Hashable, Nominee] = {}
    for each in nominees:
        firsts.setdefault(each.cluster, each)
    return "、".join(f"“{each.name or each.case_number}”" for each in firsts.values())
