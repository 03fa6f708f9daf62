"""The texts of what county and city hand in."""

from __future__ import annotations

from jiqun.core.texts.parts import DocumentParts, labels, line, sentence

LETTER = (
    line("title", "标题", "year", "province", "city"),
    sentence("opening", "正文", "year", "province", "city", "notice", "count"),
    sentence("closing", "结尾", "year", "province", "city", "notice", "count", optional=True),
    sentence("copies_to", "抄送单位", optional=True),
    line("table", "附件名称", "year", "city"),
    *labels(cluster="列：名称", county="列：所在县", level="列：级别"),
)

LOCAL = (
    DocumentParts(
        "paper",
        "各类文书共用",
        (
            line("file_name", "文件名", "about", "title", "day"),
            sentence("unbroken", "标题中不拆开的词（以顿号分隔）"),
            *labels(
                number="列：序号",
                annex="附件",
                copies_label="抄送",
                signatory="签字处",
                seal="盖章处",
                person="签名表：身份",
                signature="签名表：签名",
                signed_on="签名表：日期",
            ),
        ),
    ),
    DocumentParts(
        "declaration_form",
        "申报表和复核申报表",
        (
            line("draft_title", "草稿标题", "title"),
            *labels(
                cover_cluster="封面：名称",
                cover_office="封面：申报单位",
                cover_place="封面：所在县市",
                cover_level="封面：级别类别",
                cover_number="封面：申报编号",
                cover_day="封面：填报日期",
                evidence="佐证材料：标题",
                evidence_table="佐证材料：表名",
                evidence_about="佐证材料列：对应内容",
                evidence_file="佐证材料列：文件名",
                checks="条件对照：标题",
                check_criterion="条件对照列：条件",
                check_condition="条件对照列：要求",
                check_value="条件对照列：申报值",
                check_verdict="条件对照列：结论",
                check_basis="条件对照列：依据",
            ),
            sentence("checks_note", "条件对照：注"),
            *labels(
                vetoes="否决事项：标题",
                veto_matter="否决事项列：事项",
                veto_declared="否决事项列：声明",
                veto_clean="否决事项：符合",
                veto_unclean="否决事项：不符合",
                commitment="承诺：标题",
            ),
            sentence("commitment_text", "承诺：正文", "commitment"),
            *labels(opinions="审核意见：标题"),
            line("opinion", "审核意见：栏目", "office"),
            line("county_opinion", "审核意见：县级意见"),
        ),
    ),
    DocumentParts(
        "bundle",
        "申报材料文件夹和光盘",
        (
            line("title", "文件夹名称", "cluster", "level", "purpose"),
            *labels(
                forms="子文件夹：申报表",
                evidence="子文件夹：佐证材料",
                other="未对应填报项的佐证",
                disc="子文件夹：光盘标签",
                disc_contents="光盘标签：说明",
                disc_cluster="光盘标签：名称",
                disc_office="光盘标签：申报单位",
            ),
        ),
    ),
    DocumentParts(
        "conformity_statement",
        "现场核查符合性说明",
        (
            line("title", "标题"),
            *labels(
                cluster="项目：名称",
                case_number="项目：申报编号",
                place="项目：所在县市",
                matter="项目：事项类别",
                visited_on="项目：核查日期",
                office="项目：核查单位",
                site="项目：核查地点",
                people="项目：核查人员",
                lines="逐项核查：标题",
                line_criterion="逐项核查列：条件",
                line_declared="逐项核查列：申报情况",
                line_verified="逐项核查列：核查情况",
                line_conforms="逐项核查列：是否符合条件",
                line_remark="逐项核查列：说明",
                same="逐项核查：符合条件",
                differs="逐项核查：不符合条件",
                as_declared="逐项核查：与填报一致",
                conclusion="结论：标题",
                result="结论：栏目",
                conforms="结论：符合",
                conforms_not="结论：不符合",
            ),
            line("stamp", "结论：落款", "office"),
            *labels(
                signatures="签名：标题",
                inspector="签名：核查人",
                head="签名：负责人",
                photos="照片：标题",
            ),
        ),
    ),
    DocumentParts(
        "recommendation_summary",
        "推荐汇总表",
        (
            line("title", "标题", "year", "province", "city"),
            *labels(office="表头：填报单位", day="表头：填报日期"),
            sentence("count", "表尾：个数", "count", "round"),
            *labels(contact="表尾：联系人"),
        ),
    ),
    DocumentParts("cover_letter", "正式推荐文件", LETTER),
    DocumentParts("re_evaluation_letter", "正式复核意见文件", LETTER),
    DocumentParts(
        "package",
        "报送材料清单",
        (
            line("document_copies", "公文份数"),
            line("form", "申报表及佐证材料", "form", "track"),
            line("form_copies", "申报表份数", "copies"),
            line("disc", "光盘", "track"),
            line("disc_copies", "光盘张数和标签", "copies", "labels"),
        ),
    ),
)
