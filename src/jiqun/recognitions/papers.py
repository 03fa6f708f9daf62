"""The province's lists as official documents, out of the records (N10, N11, N15)."""

from __future__ import annotations

from collections.abc import Sequence

from jiqun.accounts.models import Authority
from jiqun.core.calendar import validity
from jiqun.core.vocabulary import Purpose
from jiqun.declarations.models import Declaration
from jiqun.documents.catalogue import Document, document
from jiqun.documents.sheets import ListSheet, Table
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import ListKind, RecognitionList
from jiqun.ui.wording import chinese_date

MINISTRY = "工业和信息化部"
DOCUMENT_OF = {
    ListKind.PROVINCIAL: "recognition_list",
    ListKind.FORWARDED: "forward_list",
    ListKind.RE_EVALUATION: "forward_list",
}


def paper_of(made: RecognitionList) -> Document:
    """The kind of document that a list is."""
    return document(DOCUMENT_OF[made.kind_term])


def suggested_title(call: Round, kind: ListKind, office: Authority) -> str:
    """What such a list is usually called; the officer may change it."""
    if kind == ListKind.PROVINCIAL:
        return f"{call.year}年度{office.place}中小企业特色产业集群名单"
    if kind == ListKind.FORWARDED:
        return f"{call.year}年度国家级中小企业特色产业集群推荐名单"
    return f"{batch_re_evaluated(call)}年度国家级中小企业特色产业集群复核结果上报名单"


def batch_re_evaluated(call: Round) -> int:
    """The year of recognition that the round re-evaluates; that of the round where it re-evaluates none."""
    policy = policy_of(call)
    years = [each.re_evaluates.on(policy.day) for each in policy.tracks if each.re_evaluates is not None]
    return next(iter(years), call.year)


def list_sheet(made: RecognitionList, cases: Sequence[Declaration]) -> ListSheet:
    """The document of a list, drawn up or issued."""
    policy = policy_of(made.round)
    provincial = made.kind == ListKind.PROVINCIAL
    return ListSheet(
        title=made.title,
        dated=made.issued_on,
        demo=made.round.is_demo,
        paragraphs=(opening(made, len(cases)),),
        table=provincial_table(cases) if provincial else national_table(cases),
        issuer=policy.notice.issuer,
        number=made.number,
        addressee="" if provincial else MINISTRY,
        validity=validity_sentence(made, cases) if provincial else "",
    )


def opening(made: RecognitionList, count: int) -> str:
    """Why this list is published or sent, in one sentence."""
    notice = policy_of(made.round).notice
    basis = f"按照《{notice.title}》（{notice.number}）要求" if notice.number else f"按照《{notice.title}》要求"
    way = "经县级申报、市级核查推荐、形式审查、专家评审、实地抽查、会议研究和结果公示"
    if made.kind == ListKind.PROVINCIAL:
        return f"{basis}，{way}，现将{made.round.year}年度认定的{count}个集群名单予以公布。"
    if made.kind == ListKind.FORWARDED:
        return f"{basis}，{way}，现推荐下列{count}个集群申报国家级中小企业特色产业集群，请予审核。"
    return f"{basis}，{way}，现将下列{count}个国家级中小企业特色产业集群的复核材料报上，请予审核。"


def provincial_table(cases: Sequence[Declaration]) -> Table:
    """Recognised clusters with their numbers; before the list is issued there are none yet."""
    rows = tuple((n, case.dossier.cluster.name, *placed(case), number_of(case)) for n, case in enumerate(cases, 1))
    headers = ("序号", "集群名称", "所在市", "所在县（市、区）", "认定编号")
    return Table("名单", headers, rows, widths=(8, 42, 14, 16, 24))


def national_table(cases: Sequence[Declaration]) -> Table:
    """Clusters that go to the ministry."""
    rows = tuple(
        (n, case.dossier.cluster.name, *placed(case), case.dossier.cluster.leading_industry)
        for n, case in enumerate(cases, 1)
    )
    headers = ("序号", "集群名称", "所在市", "所在县（市、区）", "主导产业")
    return Table("名单", headers, rows, widths=(8, 42, 14, 16, 20))


def placed(case: Declaration) -> tuple[str, str]:
    """City and county of a case."""
    return case.city.place, case.county.place


def number_of(case: Declaration) -> str:
    """The number of the recognition that the case led to."""
    recognition = getattr(case, "recognition", None)
    return recognition.number if recognition else ""


def validity_sentence(made: RecognitionList, cases: Sequence[Declaration]) -> str:
    """From when to when the recognitions of a provincial list hold; renewals follow the recognition they renew."""
    if any(case.purpose == Purpose.RE_EVALUATION for case in cases):
        return "有效期自认定之日起计算，复核通过的自原有效期届满之次日起顺延。"
    policy = policy_of(made.round)
    rule = policy.validity[cases[0].level_term]
    first, last = validity(made.issued_on, rule.years.on(policy.day), rule.calendar_years.on(policy.day))
    return f"以上集群认定有效期自{chinese_date(first)}至{chinese_date(last)}。"
