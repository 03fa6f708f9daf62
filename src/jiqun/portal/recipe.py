"""How anybody draws a published sample again, without this software."""

from __future__ import annotations

import shlex

from jiqun.assessments.models import SpotCheckDraw

STEPS = (
    "把种子、一条斜线和候选编号依次连接成一行文字，各部分之间不另加空格，末尾不换行。",
    "对每行文字（UTF-8编码）计算SHA-256摘要，写成64位小写十六进制数，即该候选的签号。",
    "按签号从小到大排列，排在最前的若干个即为抽中，个数为公告的抽取数量。",
    "抽取前已退出办理的候选不参加抽取，在签号表中注明。",
)


def shell_line(draw: SpotCheckDraw, taking_part: list[str]) -> str:
    """A line for a Unix shell that prints the sample: lot and number of each drawn candidate."""
    names = " ".join(shlex.quote(number) for number in taking_part)
    seed = shlex.quote(draw.seed)
    return (
        f"for n in {names}; do printf '%s  %s\\n' "
        f'"$(printf \'%s/%s\' {seed} "$n" | sha256sum | cut -c1-64)" "$n"; done'
        f" | LC_ALL=C sort | head -n {draw.size}"
    )
