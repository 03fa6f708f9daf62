"""Invented figures: plausible, consistent with each other, the same for the same seed."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from random import Random
from typing import Any

from jiqun.core.policy.schema import RoundPolicy
from jiqun.site.demo.firms import roster
from jiqun.site.demo.prose import narratives
from jiqun.site.demo.scenes import Scene

HUNDREDTH = Decimal("0.01")


def answers_for(scene: Scene, policy: RoundPolicy, seed: int) -> dict[str, Any]:
    """All answers of one dossier, as they are stored; nothing is real but the name of the county."""
    chance = Random(f"{seed}/{scene.name}")  # noqa: S311 - invented figures, nothing secret
    return {
        **basics(scene, chance),
        **series(scene, policy.years, chance),
        **counts(scene, chance),
        **tables(scene, policy, chance),
        **narratives(scene),
        **dict.fromkeys(("veto_accident", "veto_network", "veto_tax"), "no"),
        "commitment": "yes",
    }


def basics(scene: Scene, chance: Random) -> dict[str, Any]:
    """Name, place, organisation."""
    answers = {
        "cluster_name": scene.name,
        "leading_industry": scene.industry,
        "industry_code": scene.code,
        "niche": scene.niche,
        "area_km2": str(chance.randint(60, 900) / Decimal(10)),
        "bounds": f"位于{scene.place}经济技术开发区及周边乡镇，东至产业大道，西至滨河路，南至工业南街，北至物流园区。",
        "organisation": f"{scene.place}{scene.niche}产业集群管理服务中心",
        "organisation_kind": "institution",
        "established_year": str(chance.randint(1988, 2012)),
        "is_key_town": "yes" if scene.town else "no",
        "scope": "all",
        "market_share": str(chance.randint(30, 420) / Decimal(10)),
        "market_rank": chance.choice(["national_top", "provincial_first", "provincial_top"]),
        "is_key_chain": chance.choice(["yes", "no"]),
        "shared_facilities": ["equipment", "logistics", "people"],
        "has_plan": "yes",
        "plan_issued_on": "2023-11-20",
    }
    if scene.town:
        fit = f"专业镇以{scene.niche}为主导，产业集中度、企业梯度和公共服务条件与集群标准总体契合。"
        answers |= {"town_name": scene.town, "town_fit": fit}
    if scene.national:
        answers["national_exception"] = (
            "集群产业集聚度高，主导产业链条完整，运营管理和公共服务机构健全，拟同批申报两级。"
        )
    return answers


def series(scene: Scene, years: tuple[int, ...], chance: Random) -> dict[str, str]:
    """The yearly figures, growing towards the scale of the scene."""
    strong = scene.national or scene.re_evaluation
    growth = Decimal(chance.randint(112, 119) if strong else chance.randint(104, 118)) / 100
    if scene.weak:
        growth = Decimal(chance.randint(98, 102)) / 100
    sme = Decimal(chance.randint(72, 90) if strong else chance.randint(52, 92)) / 100
    leading = Decimal(chance.randint(74, 93) if strong else chance.randint(62, 92)) / 100
    answers: dict[str, str] = {}
    for back, year in enumerate(reversed((years[0] - 1, *years))):
        total = (scene.scale / growth**back).quantize(HUNDREDTH)
        figures = {
            "output_total": total,
            "rd_sme": (total * sme * Decimal("0.019") / Decimal("1.03") ** back).quantize(Decimal("0.0001")),
        }
        if year in years:
            figures |= {
                "output_sme": (total * sme).quantize(HUNDREDTH),
                "output_leading": (total * leading).quantize(HUNDREDTH),
                "revenue": (total * Decimal("0.96")).quantize(HUNDREDTH),
                "tax": (total * Decimal("0.031")).quantize(HUNDREDTH),
                "employment": (total * 85).quantize(Decimal(1)),
                "exports": (total * Decimal("0.07")).quantize(HUNDREDTH),
            }
        answers |= {f"{key}.{year}": str(value) for key, value in figures.items()}
    return answers


def counts(scene: Scene, chance: Random) -> dict[str, str]:
    """Numbers of firms, standards, adopters, energy."""
    firms = int(scene.scale) + chance.randint(40, 160)
    # Rounded up where the cluster is to pass: of few firms, a fraction rounded down would miss the standard.
    adopters = (
        firms * chance.randint(4, 9) // 100 if scene.weak else ceil(Decimal(firms * chance.randint(11, 34)) / 100)
    )
    return {
        "firm_count": str(firms),
        "sme_count": str(firms - chance.randint(1, 3)),
        "above_scale_count": str(firms // 4),
        "standards_count": str(1 if scene.weak else chance.randint(2, 12)),
        "patents_count": str(chance.randint(8, 160)),
        "platform_firms": str(firms),
        "platform_adopters": str(adopters),
        "cloud_firms": str(adopters + 6),
        "diagnosed_firms": str(adopters // 2),
        "energy_consumed": str(int(scene.scale * chance.randint(600, 1800))),
        "energy_output": str(scene.scale),
        "exhibitions": str(chance.randint(2, 14)),
        "organisation_staff": str(chance.randint(5, 22)),
    }


def tables(scene: Scene, policy: RoundPolicy, chance: Random) -> dict[str, Any]:
    """The repeating rows: firms, brands, platforms, services, targets."""
    next_years = [str(policy.years[-1] + step) for step in (1, 2, 3)]
    firms = roster(scene, chance)
    first = firms[0]["name"]
    return {
        "roster": firms,
        "innovation_platforms": [
            {
                "name": f"{scene.niche}工程技术研究中心",
                "level": choice(policy, "innovation_platforms", "level"),
                "host": first,
            }
        ],
        "service_bodies": [
            {
                "name": f"{scene.place}中小企业公共服务中心",
                "level": choice(policy, "service_bodies", "level"),
                "services": "政策咨询、融资对接、检验检测",
            }
        ],
        "targets": [
            target("集群总产值", "亿元", scene.scale, next_years),
            target("专精特新中小企业", "家", Decimal(9), next_years),
            target("中小企业研发经费", "亿元", scene.scale / 60, next_years),
        ],
    }


def target(name: str, unit: str, base: Decimal, years: list[str]) -> dict[str, str]:
    """One row of the three-year plan, a tenth more each year."""
    steps = {f"year_{n}": str((base * (1 + Decimal(n) / 10)).quantize(Decimal("0.1"))) for n, _ in enumerate(years, 1)}
    return {"target": name, "unit": unit, **steps}


def choice(policy: RoundPolicy, field: str, column: str) -> str:
    """The first option of a column, or plain words where the column is free text."""
    found = next(each for each in policy.form.field(field).columns if each.key == column)
    return found.choices[0].code if found.choices else "市级"
