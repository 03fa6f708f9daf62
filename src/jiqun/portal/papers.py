"""A published list as a formal document."""

from __future__ import annotations

from jiqun.decisions.papers import issuer
from jiqun.documents.sheets import Cell, ListSheet, Table
from jiqun.portal.queries import ListedCluster, listed
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import ListKind, RecognitionList
from jiqun.ui.wording import chinese_date

PLAIN = ("序号", "集群名称", "所在市", "所在县（市、区）")
DOCUMENTS = {
    ListKind.PROVINCIAL: "recognition_list",
    ListKind.FORWARDED: "forward_list",
    ListKind.RE_EVALUATION: "forward_list",
}


def list_sheet(made: RecognitionList) -> ListSheet:
    """The list with its number, its day and how long it holds."""
    clusters = listed(made)
    return ListSheet(
        title=made.title,
        dated=made.issued_on,
        demo=made.round.is_demo,
        paragraphs=(opening(made, len(clusters)),),
        table=table(made, clusters),
        issuer=issuer(made.round),
        number=made.number,
        validity=validity(clusters),
    )


def opening(made: RecognitionList, count: int) -> str:
    """What the list says, in one sentence."""
    notice = policy_of(made.round).notice.title
    if made.kind == ListKind.PROVINCIAL:
        return f"根据《{notice}》，经审查、评审、抽查、研究和公示，现认定{count}个集群为省级中小企业特色产业集群。"
    return f"根据《{notice}》，经审查、评审、抽查、研究和公示，现将{count}个集群报送工业和信息化部。"


def validity(clusters: list[ListedCluster]) -> str:
    """How long the recognitions hold, where all hold alike; nothing otherwise."""
    terms = {(each.valid_from, each.valid_until) for each in clusters if each.valid_from}
    if len(terms) != 1:
        return ""
    first, last = terms.pop()
    return f"有效期自{chinese_date(first)}至{chinese_date(last)}。"


def table(made: RecognitionList, clusters: list[ListedCluster]) -> Table:
    """The clusters of the list; recognised ones with their numbers."""
    rows: list[tuple[Cell, ...]] = [
        (place, each.name, each.city, each.county) for place, each in enumerate(clusters, 1)
    ]
    if made.kind != ListKind.PROVINCIAL:
        return Table("集群名单", PLAIN, tuple(rows))
    numbered = tuple((*row, each.number) for row, each in zip(rows, clusters, strict=True))
    return Table("集群名单", (*PLAIN, "认定编号"), numbered)
