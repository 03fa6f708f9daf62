"""The report on how key specialised towns fit a standard (N16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jiqun.documents.sheets import Cell, ListSheet, Table
from jiqun.insights.fit import Fit, summary
from jiqun.insights.standards import EditionTrack
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import words_of

HEADERS = ("序号", "专业镇", "所在地", "符合", "不符合", "待补数据", "差距最小的条件", "缺少的数据")
WIDTHS = (4, 20, 16, 6, 7, 7, 30, 26)


def fit_report(fits: Sequence[Fit], standard: EditionTrack, call: Round, *, dated: date) -> ListSheet:
    """The towns in the order of the page, with how they were counted and whether they come first in the ranking."""
    policy = policy_of(call)
    return ListSheet(
        title="重点专业镇与集群标准契合度报告",
        dated=dated,
        demo=call.is_demo,
        digest=call.policy_id,
        words=words_of(policy, "paper"),
        paragraphs=introduction(fits, standard),
        table=Table(
            "重点专业镇契合情况",
            HEADERS,
            tuple(row(number, each) for number, each in enumerate(fits, start=1)),
            numeric=(3, 4, 5),
            widths=WIDTHS,
        ),
        issuer=policy.notice.issuer,
        validity=priority(call),
    )


def introduction(fits: Sequence[Fit], standard: EditionTrack) -> tuple[str, ...]:
    """What was held against what, and what the counts mean."""
    listed, known, whole = (number for _, number in summary(fits))
    against = f"对照《{standard.criteria.title}》（{standard.track.label}），共{listed}个重点专业镇"
    counted = "“符合”“不符合”“待补数据”为量化条件的项数，满足其一即可的几项按一项计；"
    aside = "不适用的条件、否决事项和由人工认定的条件不计入。"
    ordered = "按符合项数从多到少排列，同数的不符合少者在前，无其他评分。"
    return (f"{against}，其中{known}个已有数据，{whole}个量化条件全部符合。", f"{counted}{aside}{ordered}")


def priority(call: Round) -> str:
    """Whether towns come first in the ranking, with the clause."""
    policy = policy_of(call)
    entry = policy.towns_first.entry_on(policy.day)
    rule = "同等条件下重点专业镇优先推荐，不免除任何条件" if entry.value else "本批次排序不设重点专业镇优先"
    return f"{rule}（{entry.source.citation}）。"


def row(number: int, fit: Fit) -> tuple[Cell, ...]:
    """One town."""
    nearest = fit.nearest.sentence if fit.nearest else ""
    town = fit.record.town
    return (number, town.name, town.place, fit.met, fit.not_met, fit.unknown, nearest, fit.missing)
