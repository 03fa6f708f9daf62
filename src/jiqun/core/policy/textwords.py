"""The words of the shapes of texts and of the programme."""

from __future__ import annotations

from jiqun.core.policy.fieldwords import SOURCE, shape

TEXT_WORDS = {
    "Programme": shape(
        "认定项目",
        name=("项目全称", "如中小企业特色产业集群；显示在页面和文书上。"),
        object=("认定对象", "认定的是什么，如集群、企业。"),
        counter=("量词", "与认定对象连用，如“个”集群、“家”企业。"),
    ),
    "PartText": shape(
        "文书用语",
        key=("部位", "哪份文书的哪一处。"),
        text=("用语", "花括号中为自动填入的内容，如{year}为年度。"),
        source=SOURCE,
    ),
    "SummaryColumn": shape(
        "汇总表的列",
        key=("显示内容", "推荐顺序、名称等，或申报表的数值项、指标。"),
        label=("列名", "数值项不填的，用其名称和单位。"),
    ),
    "Texts": shape(
        "文书用语",
        name=("代码", "只用小写字母、数字和连字符。"),
        title=("名称", "如2025年文书用语。"),
        source=SOURCE,
        parts=("用语", "未列出的，按软件自带的用语印制。"),
        summary_columns=("汇总表的列", "推荐汇总表从左到右的列；不列出的，按软件自带的印制。"),
    ),
}
