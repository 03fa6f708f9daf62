"""Invented firms with valid credit codes that belong to nobody we know of."""

from __future__ import annotations

from random import Random
from typing import Any

from jiqun.core.credit_code import check_character
from jiqun.site.demo.scenes import Scene

WORDS = [
    "恒远",
    "金泰",
    "宏达",
    "晋力",
    "华诚",
    "同创",
    "博源",
    "正昌",
    "天泽",
    "万通",
    "兴隆",
    "瑞丰",
    "信达",
    "永盛",
    "鼎新",
    "中岳",
    "汇丰",
    "晋宇",
]
TITLES: tuple[list[str], ...] = (
    ["little_giant", "srdi", "high_tech"],
    ["srdi", "high_tech"],
    ["srdi", "innovative"],
    ["innovative", "high_tech"],
    ["srdi"],
    ["innovative"],
    [],
)


def roster(scene: Scene, chance: Random) -> list[dict[str, Any]]:
    """The firms of a cluster: stronger clusters have more firms with titles."""
    size = 22 if scene.national or scene.re_evaluation else chance.randint(6, 14)
    words = chance.sample(WORDS, k=min(size, len(WORDS)))
    return [firm(scene, words[n % len(words)], n, chance) for n in range(size)]


def firm(scene: Scene, word: str, number: int, chance: Random) -> dict[str, Any]:
    """One row of the roster."""
    strong = scene.national or scene.re_evaluation
    titles = TITLES[number % len(TITLES)] if strong or number else TITLES[1 + chance.randint(0, 3)]
    output = chance.randint(1800, 39000)
    return {
        "name": f"{scene.place}{word}{scene.niche}{'有限公司' if number < len(WORDS) else '股份有限公司'}",
        "uscc": credit_code(chance),
        "size": size_of(output, output // chance.randint(40, 110)),
        "titles": titles,
        "output": str(output),
        "leading": "yes" if number % 5 else "no",
    }


def size_of(revenue: int, employees: int) -> str:
    """By revenue (10,000 yuan) and employees, both bounds reached, as 工信部联企业〔2011〕300号 has it for industry."""
    for size, least_revenue, least_employees in (("medium", 2000, 300), ("small", 300, 20)):
        if revenue >= least_revenue and employees >= least_employees:
            return size
    return "micro"


def credit_code(chance: Random) -> str:
    """A code with a right check character; the place of registration part is that of no existing office."""
    body = "9114" + "0000" + "MA" + "".join(chance.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(7))
    return body + check_character(body)
