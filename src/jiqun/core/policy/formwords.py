"""The words of the form's shapes."""

from __future__ import annotations

from jiqun.core.policy.fieldwords import ID, SOURCE, shape

KEY = ("键", "公式中使用的名称，只用小写字母、数字和下划线，启用后不再改动。")
TRACKS = ("适用类别", "不选为所有申报类别都填。")
CHOICES = ("选项", "单选、多选必须填写选项。")

FORM_WORDS = {
    "Choice": shape("选项", code=("代码", "存入档案的代码，启用后不再改动。"), label=("名称", "填报时显示的文字。")),
    "OnlyIf": shape(
        "填报前提",
        field=("前提项", "排在前面的一项的键。"),
        equals=("前提答案", "前提项为此答案时才填本项。"),
    ),
    "Column": shape(
        "列",
        key=KEY,
        label=("列名", "表头显示的文字。"),
        kind=("类型", "列中不能再有明细表或分年度数值。"),
        unit="单位",
        required=("必填", "每行都须填写。"),
        max_chars=("字数上限", "0为不限。"),
        choices=CHOICES,
        minimum=("最小值", "不填为不限。"),
        maximum=("最大值", "不填为不限。"),
    ),
    "Field": shape(
        "填报项",
        key=KEY,
        label=("名称", "填报时显示的文字。"),
        kind=("类型", "答案的形式。"),
        source=SOURCE,
        unit=("单位", "如亿元、家、%。"),
        help=("填报说明", "显示在该项下方。"),
        required=("必填", "未填时不能提交。"),
        tracks=TRACKS,
        max_chars=("字数上限", "0为不限。"),
        minimum=("最小值", "不填为不限。"),
        maximum=("最大值", "不填为不限。"),
        choices=CHOICES,
        columns=("各列", "明细表必须填写各列。"),
        min_rows=("最少行数", "明细表至少填写的行数。"),
        base_year=("填报基年", "分年度数值是否加填窗口前一年，计算增速时使用。"),
        only_if=("填报前提", "另一项为某答案时才填本项。"),
        evidence=("佐证材料", "写明用什么材料证明。"),
        evidence_required=("必须上传佐证", "未上传时不能提交。"),
        digits=("代码位数", "答案须为这么多位数字的代码，如行业代码填4；0为不限。"),
        whole=("只填整数", "分年度数值以个数计的，如人数，只能填整数。"),
    ),
    "Section": shape(
        "表页",
        id=ID,
        label=("页名", "填报时显示的页名。"),
        fields=("填报项", "按填写顺序排列。"),
        help=("本页说明", "显示在本页上方。"),
        tracks=TRACKS,
    ),
    "Consistency": shape(
        "勾稽关系",
        id=ID,
        label=("关系说明", "不一致时向填报人显示。"),
        left=("左边公式", "可用填报项的键和四则运算；分年度数值逐年核对。"),
        operator="比较方式",
        right=("右边公式", "写法同左边公式。"),
        source=SOURCE,
    ),
    "Form": shape(
        "表样",
        name=("文件名", "只用小写字母、数字和连字符。"),
        title="表样名称",
        edition=("版次", "如2025年版。"),
        source=SOURCE,
        sections=("表页", "按填写顺序排列。"),
        consistency=("勾稽关系", "表内数据应相互一致的规则。"),
        roles=("系统取用的填报项", "系统办理时须认得的填报项；表中没有的，相应功能从略。"),
    ),
    "Roles": shape(
        "系统取用的填报项",
        name=("申报对象名称", "填报后申报对象随之更名。"),
        niche=("细分领域", "按细分领域限额时据此核对。"),
        leading_industry=("主导产业", "列入汇总表。"),
        output=("规模数值", "建议次序中自查结果相同的，按此数值由大到小排列。"),
        town=("是否属于重点专业镇", "是否题；批次规定优先的据此优先。"),
        town_name=("专业镇名称", "列入汇总表。"),
        exception=("同批申报两级的理由", "尚未取得前提级别认定时须填写。"),
        commitment=("真实性承诺", "是否题；答“否”的不能提交。"),
        bodies=("相关单位", "单位名称或含名称列的明细表，用于评审专家回避。"),
    ),
}
