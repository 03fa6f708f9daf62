"""The words of the criteria's shapes, and of dated values."""

from __future__ import annotations

from jiqun.core.policy.fieldwords import ID, SOURCE, shape

FORMULA = "可用填报项的键、加减乘除、括号和年度函数，如“last(output_sme) / last(output_total) * 100”。"
LOGIC = "逻辑公式，结果为是、否或待补数据。"

CRITERIA_WORDS = {
    "Source": shape(
        "依据",
        document=("文件", "文件名称。"),
        clause=("条款", "如“一（三）3”。"),
        mark=("依据程度", "原文、转引或暂定；未见原文的不得标原文。"),
        note=("说明", "转引自何处，或为何暂定。"),
        url=("网址", "公开发布的网址。"),
        quote=("原文摘录", "与原文逐字一致。"),
    ),
    "Valued": shape("取值", value=("值", "自该日起执行的值。"), source=SOURCE),
    "Dated": shape(
        "分日期的值",
        about=("事项", "这个值规定的是什么。"),
        values=("各日起的值", "改动时不删旧值，另加一个日期。"),
        unit="单位",
    ),
    "Aspect": shape("方面", id=ID, label=("名称", "如核心竞争力。"), source=SOURCE),
    "Indicator": shape(
        "指标",
        id=ID,
        label=("名称", "说明中显示的名称。"),
        formula=("公式", FORMULA),
        source=SOURCE,
        unit=("单位", "应与界限值的单位一致。"),
        decimals=("小数位数", "只影响显示，判定时不作四舍五入。"),
    ),
    "Criterion": shape(
        "条件",
        id=("编号", "如C1.2，启用后不再改动。"),
        aspect=("所属方面", "每项条件归入一个方面。"),
        label=("条件内容", "按文件原文书写。"),
        kind=("判定方式", "量化指标、否决事项、人工认定或组合条件。"),
        source=SOURCE,
        indicator=("指标", "量化指标据以判定的指标。"),
        operator=("比较方式", "“以上”含本数，“高于”不含本数。"),
        threshold=("界限值", "量化指标必须填写。"),
        either=("择一组", "同一方面中组名相同的各条，满足其一即可。"),
        soft=("一般要求", "不符合时只须说明理由，不作否决。"),
        field=("否决题", "否决事项对应的是否题。"),
        help=("理解说明", "向填报人解释本条如何理解。"),
        when=("适用前提", f"不满足时本条不适用，不填为始终适用。{LOGIC}"),
        rule=("组合条件公式", f"组合条件必须填写。{LOGIC}"),
        reason_field=("理由填报项", "超出一般要求时须填写的文字题；未填写的不能提交。"),
    ),
    "CriteriaSet": shape(
        "认定条件",
        name=("文件名", "只用小写字母、数字和连字符。"),
        title="标准名称",
        source=SOURCE,
        aspects=("方面", "条件按方面归类。"),
        indicators=("指标", "由填报数据计算得出。"),
        criteria=("条件", "按文件顺序排列。"),
        data_years=("数据年数", "近几年的数据，如近三年填3。"),
    ),
}
