"""One full sheet of every kind, with long names, empty answers and a long roster."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from decimal import Decimal

from jiqun.core.vocabulary import Mark, Verdict
from jiqun.documents import sheets as s
from jiqun.programmes.texts import words_of

DAY = date(2025, 5, 20)
DIGEST = "9f2c4be1" * 8
ROUND = "2025年度中小企业特色产业集群申报和复核"
PARTICULARS = {
    "cluster": "定襄县法兰锻造产业集群",
    "county": "定襄县",
    "city": "忻州市",
    "round_title": ROUND,
    "case_number": "晋集2025-0001",
}
SUMMARY_COLUMNS = (
    ("rank", "推荐顺序"),
    ("cluster", "集群名称"),
    ("county", "所在县"),
    ("niche", "细分领域"),
    ("leading_industry", "主导产业"),
    ("levels", "申报级别"),
    ("output_total", "2024年总产值（亿元）"),
    ("sme_share", "中小企业产值占比（%）"),
    ("firms", "企业数（家）"),
    ("town", "重点专业镇"),
    ("remark", "备注"),
)
LONG = (
    "集群以法兰锻造为主导产业，已形成下料、锻造、机加工、检测、物流较为完整的产业链条，"
    "产品广泛用于风电、石化、船舶等领域，国内市场占有率居同类产品前列，出口多个国家和地区。"
)


def picture() -> bytes:
    """A small PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\x00" + b"\x1d\x4e\x79" * 40 for _ in range(30))
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def roster(count: int) -> s.Table:
    """An enterprise roster with a name set in characters that the free 仿宋 lacks."""
    rows = tuple(
        (
            index,
            f"山西喆堃{index}号重型法兰锻造装备股份有限公司",
            "91350100M000100Y43",
            "专精特新中小企业",
            1200 + index,
            Decimal("10234.56"),
            Decimal("9876.50"),
            None,
            "是",
        )
        for index in range(1, count + 1)
    )
    headers = (
        "序号",
        "企业名称",
        "统一社会信用代码",
        "称号",
        "从业人数",
        "产值（万元）",
        "营业收入（万元）",
        "研发经费（万元）",
        "中小企业",
    )
    return s.Table("集群企业名录", headers, rows, numeric=(4, 5, 6, 7))


def figures() -> s.Table:
    """Three years of figures, one of them not given."""
    return s.Table(
        "近三年主要指标",
        ("指标", "单位", "2022年", "2023年", "2024年"),
        (
            ("集群总产值", "亿元", Decimal("98.20"), Decimal("110.35"), Decimal("120.89")),
            ("中小企业产值", "亿元", Decimal("80.10"), Decimal("91.00"), None),
            ("从业人数", "人", 9800, 10100, 10500),
        ),
        numeric=(2, 3, 4),
    )


def declaration(*, demo: bool = True, rows: int = 60) -> s.DeclarationSheet:
    """A whole declaration form."""
    return s.DeclarationSheet(
        title="山西省中小企业特色产业集群申报表",
        dated=DAY,
        words=words_of(None, "declaration_form"),
        demo=demo,
        digest=DIGEST,
        level="省级",
        purpose="申报",
        declaring_office="定襄县工业和信息化局",
        **PARTICULARS,
        sections=(
            s.SectionSheet(
                "集群基本情况",
                (
                    s.Pair("集群名称", "定襄县法兰锻造产业集群"),
                    s.Pair("县区代码", "140921"),
                    s.Pair("主导产业", "C3391 黑色金属铸造"),
                    s.Pair("细分领域", "法兰锻造"),
                    s.Pair("占地面积", Decimal("36.5"), "平方公里"),
                    s.Pair("重点专业镇", ""),
                    s.Pair("四至范围", "东至滹沱河西岸，西至忻定公路，南至季庄乡行政边界，北至神山乡宏道镇交界处"),
                    s.Pair("运营管理机构", "定襄县法兰产业服务中心"),
                    s.Prose("集群概况", f"{LONG}\n{LONG}{LONG}"),
                ),
            ),
            s.SectionSheet("经济指标", (figures(),)),
            s.SectionSheet("企业名录", (roster(rows),)),
            s.SectionSheet("八个方面", (s.Prose("核心竞争力", LONG * 12), s.Prose("协同创新能力", ""))),
        ),
        checks=(
            s.CheckRow("中小企业产值占集群总产值70%以上", "不低于70%", "82.31%", Verdict.MET, "第七条（一）"),
            s.CheckRow("中小企业研发经费年均增速高于5%", "高于5%", "", Verdict.UNKNOWN, "第七条（四）", Mark.SECONDARY),
            s.CheckRow("工业互联网平台应用普及率", "不低于10%", "8.4%", Verdict.NOT_MET, "第七条（五）", Mark.ASSUMED),
        ),
        vetoes=(
            s.VetoLine("近三年未发生较大及以上安全、质量、环境污染等事故", True),
            s.VetoLine("近三年无偷税漏税等情形"),
        ),
        commitment="本单位承诺所填内容及所附材料真实、准确、完整，如有虚假，愿承担相应责任，并接受取消申报资格的处理。",
        opinions=(
            s.OpinionBox("县级主管部门意见", "经审核，材料真实完整，同意申报。", "张三", DAY),
            s.OpinionBox("市级主管部门意见"),
            s.OpinionBox("省级主管部门意见"),
        ),
    )


def conformity() -> s.ConformitySheet:
    """A conformity statement with a photo."""
    return s.ConformitySheet(
        title="现场核查符合性说明",
        dated=DAY,
        words=words_of(None, "conformity_statement", office="忻州市工业和信息化局"),
        demo=True,
        digest=DIGEST,
        purpose="省级申报",
        office="忻州市工业和信息化局",
        visited_on=date(2025, 5, 18),
        place="定襄县晋昌镇法兰产业园",
        participants=("李四", "王五"),
        **PARTICULARS,
        rows=(
            s.ConformityRow("集群总产值每年均在40亿元以上", "120.89亿元", "120.89亿元", True),
            s.ConformityRow("中小企业产值占比70%以上", "82.31%", "80.02%", False, "两家企业口径重复，已更正"),
            s.ConformityRow("产业链布局和分工合理", "见申报表", "属实", None, ""),
        ),
        conforms=True,
        conclusion=LONG,
        signatures=(s.Signature("组长", "李四", DAY), s.Signature("成员")),
        photos=(s.Photo("产业园入口", picture()), s.Photo("锻造车间", picture())),
    )


def summary(cluster: str = "定襄县法兰锻造产业集群") -> s.SummarySheet:
    """A city's summary table."""
    return s.SummarySheet(
        title="2025年度山西省中小企业特色产业集群推荐汇总表",
        dated=DAY,
        words=words_of(None, "recommendation_summary", count=2, round=ROUND),
        demo=True,
        city="忻州市",
        office="忻州市工业和信息化局",
        round_title=ROUND,
        contact="中小企业科 0350-0000000",
        columns=tuple(s.SummaryColumn(key, header) for key, header in SUMMARY_COLUMNS),
        rows=(
            (
                1,
                cluster,
                "定襄县",
                "法兰锻造",
                "黑色金属铸造",
                "省级、国家级",
                Decimal("120.89"),
                Decimal("82.31"),
                133,
                "是",
                "",
            ),
            (
                2,
                "繁峙县高端铸造产业集群",
                "繁峙县",
                "铸造",
                "黑色金属铸造",
                "省级",
                Decimal("45.2"),
                None,
                61,
                "",
                "",
            ),
        ),
    )


def listed(count: int = 3) -> s.Table:
    """A table of clusters."""
    rows = tuple((index, f"某县第{index}特色产业集群", "某县", "某市", "省级") for index in range(1, count + 1))
    return s.Table("拟认定中小企业特色产业集群名单", ("序号", "集群名称", "所在县", "推荐市", "级别"), rows)


NOTICE_DAYS = {"first_day": date(2025, 7, 1), "counted_from": date(2025, 7, 2), "last_day": date(2025, 7, 8)}


def notice(count: int = 40) -> s.NoticeSheet:
    """A public notice."""
    return s.NoticeSheet(
        title="关于2025年度山西省中小企业特色产业集群拟认定名单的公示",
        dated=DAY,
        words=words_of(None, "public_notice", **NOTICE_DAYS, days=5),
        demo=True,
        paragraphs=(
            "根据《中小企业特色产业集群认定管理办法》，经形式审查、专家评审、实地抽查和会议研究，现将拟认定名单予以公示。",
        ),
        table=listed(count),
        first_day=date(2025, 7, 1),
        last_day=date(2025, 7, 8),
        working_days=5,
        objection_rules=("公示期内如有异议，请以书面或电话形式实名反映。", "匿名或者无证据的异议不予受理。"),
        contacts=(s.Pair("联系处室", "中小企业处"), s.Pair("联系电话", "0351-0000000")),
        issuer="山西省工业和信息化厅",
    )


def recognition_list(count: int = 3) -> s.ListSheet:
    """A recognition list."""
    return s.ListSheet(
        title="山西省工业和信息化厅关于公布2025年度山西省中小企业特色产业集群名单的通知",
        dated=DAY,
        words=words_of(None, "recognition_list"),
        demo=True,
        number="晋工信企业函〔2025〕18号",
        addressee="各市工业和信息化局，山西转型综改示范区管委会",
        paragraphs=("经审核公示，现将2025年度山西省中小企业特色产业集群名单予以公布。", LONG * 2),
        table=listed(count),
        validity="有效期为2025年1月1日至2027年12月31日。",
        issuer="山西省工业和信息化厅",
        closing=("特此通知。",),
        copies_to="省财政厅，省统计局。",
    )


def minutes() -> s.MinutesSheet:
    """Minutes of a deliberation."""
    return s.MinutesSheet(
        title="2025年度中小企业特色产业集群认定会议纪要",
        dated=DAY,
        words=words_of(None, "minutes", count=2),
        demo=True,
        number="〔2025〕第3次",
        held_on=DAY,
        place="省工信厅三楼会议室",
        chair="赵主任",
        attendees=("钱处长", "孙处长", "李四", "周处长", "吴处长", "郑主任", "王主任"),
        recorder="王五",
        paragraphs=("会议听取了形式审查、专家评审和实地抽查情况汇报。",),
        decisions=(
            s.MinutesDecision("定襄县法兰锻造产业集群", "定襄县", "拟认定省级", "各项条件均符合"),
            s.MinutesDecision("繁峙县高端铸造产业集群", "繁峙县", "不通过", "主导产业产值占比未达到标准"),
        ),
        issuer="山西省工业和信息化厅",
    )


def draw() -> s.DrawSheet:
    """A draw that anyone can repeat."""
    lots = [f"{index:02d}" + "a3f9" * 15 + "0b" for index in range(12)]
    return s.DrawSheet(
        title="实地抽查抽取记录",
        dated=DAY,
        words=words_of(None, "draw_record"),
        demo=True,
        round_title=ROUND,
        about="实地抽查对象",
        seed="20250520-上证指数3380.48",
        seed_source="抽取当日公开发布的收盘指数",
        how_to_recompute=("将种子、斜线与受理编号依次相接。", "求其SHA-256摘要，按字母顺序排列，取最前的若干个。"),
        candidates=tuple(s.DrawCandidate(f"某县第{i}特色产业集群", lot, i < 3) for i, lot in enumerate(lots)),
        signatures=(s.Signature("抽取人"), s.Signature("监督人", "赵六")),
        issuer="山西省工业和信息化厅",
    )


def scores() -> s.ScoreSummarySheet:
    """A summary of scores."""
    return s.ScoreSummarySheet(
        title="专家评审汇总表",
        dated=DAY,
        words=words_of(None, "score_summary"),
        demo=True,
        round_title=ROUND,
        office="山西省工业和信息化厅",
        method="各评分表总分的平均值；分差为最高分与最低分之差。",
        rows=(
            s.ScoreRow(1, "定襄县法兰锻造产业集群", "定襄县", "忻州市", Decimal("91.20"), Decimal("6.00"), 5),
            s.ScoreRow(
                2, "繁峙县高端铸造产业集群", "繁峙县", "忻州市", Decimal("77.05"), Decimal("15.50"), 5, "分差较大"
            ),
        ),
    )


EVERY = {
    "declaration": declaration,
    "conformity": conformity,
    "summary": summary,
    "notice": notice,
    "list": recognition_list,
    "minutes": minutes,
    "draw": draw,
    "scores": scores,
}
