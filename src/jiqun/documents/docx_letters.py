"""Notices, lists and minutes as Word documents."""

from __future__ import annotations

from jiqun.documents import docx_styles as styles
from jiqun.documents import sheets
from jiqun.documents.docx_paper import Paper
from jiqun.documents.wording import day, printed


def _annex(paper: Paper, table: sheets.Table) -> None:
    paper.new_page()
    paper.line("附件", styles.LABEL)
    paper.line(table.title, styles.ANNEX_TITLE)
    paper.table(table, size=12)


def notice(sheet: sheets.NoticeSheet) -> bytes:
    """公示."""
    paper = Paper(sheet)
    paper.line(sheet.title, styles.TITLE)
    paper.line(sheet.number, styles.NUMBER)
    paper.paragraphs(sheet.paragraphs)
    period = f"公示期为{day(sheet.first_day)}至{day(sheet.last_day)}，共{sheet.working_days}个工作日。"
    paper.paragraphs((period, *sheet.objection_rules))
    paper.paragraphs(f"{pair.label}：{printed(pair.value)}" for pair in sheet.contacts)
    paper.paragraphs((f"附件：{sheet.table.title}",))
    paper.signed_off(sheet.issuer, sheet.dated)
    _annex(paper, sheet.table)
    return paper.content()


def listing(sheet: sheets.ListSheet) -> bytes:
    """名单 and other formal documents with a list."""
    paper = Paper(sheet)
    paper.line(sheet.number, styles.NUMBER)
    paper.line(sheet.title, styles.TITLE)
    paper.gap()
    if sheet.addressee:
        paper.line(f"{sheet.addressee.rstrip('：')}：")
    paper.paragraphs((*sheet.paragraphs, *((sheet.validity,) if sheet.validity else ()), *sheet.closing))
    paper.paragraphs((f"附件：{sheet.table.title}",))
    paper.signed_off(sheet.issuer, sheet.dated)
    _annex(paper, sheet.table)
    if sheet.copies_to:
        paper.line(f"抄送：{sheet.copies_to}", styles.COPIES)
    return paper.content()


def minutes(sheet: sheets.MinutesSheet) -> bytes:
    """会议纪要."""
    paper = Paper(sheet)
    paper.line(sheet.title, styles.TITLE)
    paper.line(sheet.number, styles.NUMBER)
    facts = (
        ("会议时间", day(sheet.held_on)),
        ("会议地点", sheet.place),
        ("主持人", sheet.chair),
        ("出席人员", "、".join(sheet.attendees)),
        ("缺席人员", "、".join(sheet.absentees)),
        ("记录人", sheet.recorder),
    )
    for label, value in facts:
        if value:
            paper.labelled(f"{label}：", value)
    paper.paragraphs((*sheet.paragraphs, f"会议对下列{len(sheet.decisions)}个集群逐一研究，决定如下："))
    rows = tuple((each.cluster, each.county, each.outcome, each.reason) for each in sheet.decisions)
    headers = ("集群名称", "所在县", "研究结果", "理由")
    paper.table(sheets.Table("决定", headers, rows, widths=(36, 14, 18, 34)), size=12)
    paper.signed_off(sheet.issuer, sheet.dated)
    return paper.content()
