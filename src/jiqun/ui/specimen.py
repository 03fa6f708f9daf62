"""Sample values for the living style sheet; the names are invented."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from jiqun.core.findings import Citation, Finding
from jiqun.core.vocabulary import Mark, Stage, Verdict
from jiqun.ui.furniture import Furniture, NavItem, SeatChoice
from jiqun.ui.parts import Difference, FileLine, GridRow, Tab, Task, TimelineEntry
from jiqun.ui.widgets import DayInput, FileChoice, LongText, QuantityInput

TODAY = date(2025, 5, 28)
OFFICE_CLOCK = ZoneInfo("Asia/Shanghai")

FURNITURE = Furniture(
    person="张工",
    office="清河县工业和信息化局",
    role="经办人",
    seats=[
        SeatChoice("1", "清河县工业和信息化局 · 经办人", current=True),
        SeatChoice("2", "清河县工业和信息化局 · 负责人"),
        SeatChoice("3", "石桥市工业和信息化局 · 经办人"),
    ],
    nav=[
        NavItem("我的待办", "#", active=True),
        NavItem("申报", "#"),
        NavItem("复核", "#"),
        NavItem("企业名录", "#"),
        NavItem("资料", "#"),
        NavItem("统计", "#"),
    ],
    round_title="2025年度申报与复核",
    demo=True,
    round_url="#",
    search_url="#",
    switch_url="#",
    account_url="#",
    sign_out_url="#",
)

FINDINGS = [
    Finding(
        "sample.output",
        "2024年集群总产值28.6亿元，低于40亿元，差11.4亿元；请核对产值或补充漏报企业",
        Citation("2025年度申报通知", "附件1第3项"),
        "output_total.2024",
    ),
    Finding(
        "sample.share",
        "主导产业占比缺少2022年数据，无法计算三年变化",
        Citation("认定管理办法", "第八条", Mark.SECONDARY, "依据新闻稿所载条文，尚待核对原件"),
        "share.2022",
    ),
    Finding("sample.name", "集群名称应含所在县（市、区）名", Citation("申报表填写说明", "一", Mark.ASSUMED)),
]

STEPS = [
    ("县级填报", "done"),
    ("市级核查", "done"),
    ("市级推荐", "current"),
    ("形式审查", "todo"),
    ("专家评审", "todo"),
    ("会议研究", "todo"),
    ("公示公布", "todo"),
]

TIMELINE = [
    TimelineEntry(
        datetime(2025, 5, 26, 16, 40, tzinfo=OFFICE_CLOCK),
        "石桥市工业和信息化局 · 李科 · 经办人",
        "退回补正",
        "产值口径与统计年鉴不一致，请按规模以上企业口径重新填报，并补充2024年统计局证明。",
    ),
    TimelineEntry(
        datetime(2025, 5, 27, 9, 12, tzinfo=OFFICE_CLOCK),
        "清河县工业和信息化局 · 张工 · 经办人",
        "提交",
        differences=[Difference("2024年集群总产值", "31.2亿元", "28.6亿元"), Difference("统计局证明", "", "已上传")],
    ),
    TimelineEntry(
        datetime(2025, 5, 28, 14, 3, tzinfo=OFFICE_CLOCK), "石桥市工业和信息化局 · 李科 · 经办人", "核查通过"
    ),
]

TASKS = [
    Task("清河县法兰锻造产业集群的补正材料尚未提交", "#", "补正", date(2025, 5, 26), "市级5月21日退回"),
    Task("签发清河县玻璃器皿产业集群申报表", "#", "签发", date(2025, 5, 28)),
    Task("填报清河县酿醋产业集群申报表，已完成八项中的五项", "#", "继续填报", date(2025, 5, 31)),
    Task("填报2025年半年发展情况", "#", "填报", date(2025, 7, 31), "涉及2个已认定集群"),
]

FILES = [
    FileLine(
        "2024年规模以上工业企业产值证明.pdf",
        "#",
        1_258_291,
        datetime(2025, 5, 27, 9, 8, tzinfo=OFFICE_CLOCK),
        "张工",
        "佐证：集群总产值",
        "#",
    ),
    FileLine(
        "集群发展规划（2023—2027年）.pdf", "#", 8_912_896, datetime(2025, 5, 20, 15, 30, tzinfo=OFFICE_CLOCK), "张工"
    ),
]

FACTS = [
    ("所在地", "石桥市清河县"),
    ("细分领域", "法兰锻件"),
    ("主导产业", "通用设备制造业"),
    ("集群企业", "312家，其中规模以上46家"),
    ("申报级别", "省级、国家级"),
    ("运营管理机构", "清河县锻造产业服务中心有限公司"),
]

CLUSTERS = [
    ("清河县法兰锻造产业集群", "法兰锻件", Stage.VERIFIED, Decimal("286000.50"), Decimal("71.30"), Verdict.MET),
    ("临泉县玻璃器皿产业集群", "日用玻璃制品", Stage.SUBMITTED, Decimal("98420"), Decimal("64"), Verdict.NOT_MET),
    ("石桥市平川区酿醋及健康食品产业集群", "食醋酿造", Stage.DRAFT, None, None, Verdict.UNKNOWN),
    ("柳沟县特种陶瓷产业集群", "特种陶瓷", Stage.RECOGNISED, Decimal("1250000"), Decimal("88.05"), Verdict.JUDGED),
    ("望川县电机产业集群", "小型电机", Stage.DISQUALIFIED, Decimal("0"), Decimal("0"), Verdict.NOT_MET),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="集群名称", help_text="格式：县（市、区）名＋细分领域＋产业集群，与申报表封面一致。")
    output_total = forms.DecimalField(
        label="2024年集群总产值",
        widget=QuantityInput("万元"),
        help_text="规模以上与规模以下企业合计，按统计部门数据填写。",
    )
    founded = forms.DateField(label="运营管理机构成立日期", widget=DayInput(), required=False)
    industry = forms.ChoiceField(
        label="主导产业", choices=[("", "请选择"), ("34", "通用设备制造业"), ("30", "非金属矿物制品业")]
    )
    levels = forms.MultipleChoiceField(
        label="申报级别",
        choices=[("provincial", "省级"), ("national", "国家级")],
        widget=forms.CheckboxSelectMultiple,
        help_text="可同时申报，分别使用省级和国家级申报表。",
    )
    priority = forms.ChoiceField(
        label="是否省级重点专业镇", choices=[("yes", "是"), ("no", "否")], widget=forms.RadioSelect
    )
    summary = forms.CharField(label="集群概况", widget=LongText(rows=4, limit=300), required=False)
    proof = forms.FileField(
        label="统计部门证明", required=False, widget=FileChoice(), help_text="PDF或图片，单个文件不超过50 MB。"
    )
    truthful = forms.BooleanField(label="所填内容真实、准确，愿承担相应责任")


class YearsForm(forms.Form):
    """Four figures for each of three years, named as their addresses are posted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, unit in (("output_total", "万元"), ("spent", "亿元"), ("share", "%"), ("firms", "家")):
            for year in (2022, 2023, 2024):
                self.fields[f"{key}-{year}"] = forms.DecimalField(widget=QuantityInput(unit), label=f"{key} {year}")

    def row(self, key: str, label: str, unit: str, note: str = "") -> GridRow:
        """The cells of one figure."""
        return GridRow(label, [self[f"{key}-{year}"] for year in (2022, 2023, 2024)], unit, note)


class FirmForm(forms.Form):
    """One firm of the roster."""

    name = forms.CharField(label="企业名称")
    title = forms.ChoiceField(
        label="资质", choices=[("", "无"), ("srdi", "专精特新"), ("giant", "小巨人")], required=False
    )
    held = forms.MultipleChoiceField(
        label="称号",
        choices=[("high", "高新技术企业"), ("unicorn", "独角兽企业"), ("lead", "链主企业")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    output = forms.DecimalField(label="产值（万元）", widget=QuantityInput(), required=False)


FirmRows = forms.formset_factory(FirmForm, extra=1, can_delete=True, max_num=500)


def grid_rows() -> list[GridRow]:
    """A grid with one good and one refused row."""
    typed = {"output_total-2022": "210500", "output_total-2023": "248000", "output_total-2024": "286000.5"}
    form = YearsForm({**typed, "share-2022": "", "share-2023": "68.2", "share-2024": "七成", "firms-2022": "280"})
    output = form.row("output_total", "集群总产值", "万元", "按统计部门数据填写")
    spent = form.row("spent", "研发投入", "亿元")
    later = GridRow(spent.label, [None, *spent.cells[1:]], spent.unit)
    return [output, later, form.row("share", "主导产业产值占比", "%"), form.row("firms", "集群企业数", "家")]


def read_rows() -> list[GridRow]:
    """The same figures when nothing may be changed."""
    return [
        GridRow("集群总产值", [Decimal("210500"), Decimal("248000.00"), Decimal("286000.50")], "万元"),
        GridRow("主导产业产值占比", [None, Decimal("68.20"), Decimal("70.00")], "%"),
    ]


TABS = [
    Tab("概况", "#", active=True),
    Tab("申报表", "#"),
    Tab("企业名录", "#", note="312"),
    Tab("佐证材料", "#"),
    Tab("符合性", "#"),
    Tab("办理记录", "#"),
    Tab("文书", "#"),
]
