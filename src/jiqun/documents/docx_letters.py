"""Notices, lists and minutes as Word documents."""

from __future__ import annotations

from jiqun.documents import docx_styles as styles
from jiqun.documents import sheets
from jiqun.documents.docx_paper import Paper
from jiqun.documents.wording import day, printed


def _annex(paper: Paper, table: sheets.Table) -> None:
    paper.new_page()
    paper.line(paper.sheet.words["annex"], styles.LABEL)
    paper.line(table.title, styles.ANNEX_TITLE)
    paper.table(table, size=12)


def notice(sheet: sheets.NoticeSheet) -> bytes:
    """公示."""
    paper = Paper(sheet)
    paper.line(sheet.title, styles.TITLE)
    paper.line(sheet.number, styles.NUMBER)
    paper.paragraphs(sheet.paragraphs)
    paper.paragraphs((sheet.words["period"], *sheet.objection_rules))
    paper.paragraphs(f"{pair.label}：{printed(pair.value)}" for pair in sheet.contacts)
    paper.paragraphs((f"{sheet.words['annex']}：{sheet.table.title}",))
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
    paper.paragraphs((f"{sheet.words['annex']}：{sheet.table.title}",))
    paper.signed_off(sheet.issuer, sheet.dated)
    _annex(paper, sheet.table)
    if sheet.copies_to:
        paper.line(f"{sheet.words['copies_label']}：{sheet.copies_to}", styles.COPIES)
    return paper.content()


def minutes(sheet: sheets.MinutesSheet) -> bytes:
    """会议纪要."""
    paper = Paper(sheet)
    paper.line(sheet.title, styles.TITLE)
    paper.line(sheet.number, styles.NUMBER)
    words = sheet.words
    facts = (
        ("held_on", day(sheet.held_on)),
        ("place", sheet.place),
        ("chair", sheet.chair),
        ("attendees", "、".join(sheet.attendees)),
        ("absentees", "、".join(sheet.absentees)),
        ("recorder", sheet.recorder),
    )
    for key, value in facts:
        if value:
            paper.labelled(f"{words[key]}：", value)
    paper.paragraphs((*sheet.paragraphs, words["decided"]))
    rows = tuple((each.cluster, each.county, each.outcome, each.reason) for each in sheet.decisions)
    headers = tuple(words[key] for key in ("cluster", "county", "outcome", "reason"))
    paper.table(sheets.Table(sheet.title, headers, rows, widths=(36, 14, 18, 34)), size=12)
    paper.signed_off(sheet.issuer, sheet.dated)
    return paper.content()
