"""Tags and filters of every page: ``{% load jiqun %}``. Each component is one tag; README.md shows them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiqun.core import vocabulary
from jiqun.core.addresses import post_name
from jiqun.core.findings import Finding
from jiqun.core.policy.textschema import CLUSTERS
from jiqun.core.texts.filling import fill
from jiqun.core.vocabulary import Mark, Purpose, Stage, Term, Verdict, stage_label
from jiqun.ui import tones, wording
from jiqun.ui.furniture import Furniture
from jiqun.ui.parts import FileLine, GridRow, SectionLink, StepState, Tab, Task, TimelineEntry
from jiqun.ui.widgets import FileChoice

register = template.Library()

register.filter("number", wording.number)
register.filter("with_unit", wording.with_unit)
register.filter("chinese_date", wording.chinese_date, expects_localtime=True)
register.filter("chinese_moment", wording.chinese_moment, expects_localtime=True)
register.filter("days_left", wording.days_left)
register.filter("file_size", wording.file_size)

Parts = dict[str, Any]


@register.filter
def label(value: Any, kind: str = "") -> str:
    """The Chinese word of a term, or of a stored code when the kind is named: ``{{ case.stage|label:"Stage" }}``."""
    if isinstance(value, Term) or not kind or not value:
        return str(getattr(value, "label", value or ""))
    return str(getattr(vocabulary, kind)(value).label)


@register.filter
def mark_badge(mark: Mark) -> SafeString:
    """转引 or 暂定 behind a citation that was not read in the document itself; nothing behind one that was."""
    known = Mark(mark)
    if known == Mark.VERIFIED:
        return SafeString("")
    meaning = "依据转引资料，未见原文" if known == Mark.SECONDARY else "原文未载明，按本系统暂定口径"
    return format_html('<span class="mark-badge" title="{}">{}</span>', meaning, known.label)


@register.filter
def worded(text: str, furniture: Furniture | str) -> str:
    """A text that names what the programme recognises: ``{{ "没有可列入的{object}"|worded:furniture }}``."""
    words = getattr(furniture, "words", None) or CLUSTERS
    return fill(text, {"programme": words.name, "object": words.object, "counter": words.counter})


@register.filter
def unit(field: BoundField) -> str:
    """The unit that stands inside the input (``data-unit`` of its widget)."""
    return str(field.field.widget.attrs.get("data-unit", ""))


@register.filter
def is_number(field: BoundField) -> bool:
    """Whether the input holds a number, which stands at the right."""
    return "number" in str(field.field.widget.attrs.get("class", "")).split()


@register.filter
def anchor(field: str) -> str:
    """Where the input of a figure is on its form: ``output_total.2024`` → ``#id_output_total-2024``."""
    return f"#id_{post_name(field)}" if field else ""


@register.simple_tag
def chip(word: str, tone: str = "unknown") -> SafeString:
    """A short word in a thin frame; tones: primary, met, not-met, unknown, judged, seal."""
    return format_html('<span class="chip tone-{}">{}</span>', tone, word)


@register.simple_tag
def verdict_chip(verdict: Verdict | str) -> SafeString:
    """Mark, word and colour of a verdict."""
    known = Verdict(verdict)
    tone, glyph = tones.VERDICTS[known]
    shown = '<span class="chip tone-{}"><span class="glyph" aria-hidden="true">{}</span>{}</span>'
    return format_html(shown, tone, glyph, known.label)


@register.simple_tag
def stage_chip(stage: Stage | str, purpose: Purpose | str = "") -> SafeString:
    """Where a case stands, in the words of its purpose where that is given."""
    known = Stage(stage)
    return chip(stage_label(known, Purpose(purpose) if purpose else None), tones.stage_tone(known))


@register.simple_tag
def deadline(due: date | None, today: date) -> SafeString:
    """The day and what is left of it: 2025年5月31日 剩3天."""
    if due is None:
        return SafeString("")
    shown = '<span class="deadline"><time datetime="{}">{}</time> <span class="tone-{}">{}</span></span>'
    day, left = wording.chinese_date(due), wording.days_left(due, today)
    return format_html(shown, wording.as_day(due).isoformat(), day, tones.due_tone(due, today), left)


NOT_FILLED_IN = frozenset(
    {"form.missing", "form.too_few_rows", "evidence.missing"}
    | {f"visit.{each}" for each in ("line_open", "date", "place", "participants", "conclusion")}
)


@register.inclusion_tag("ui/parts/findings.html")
def findings(items: Iterable[Finding], base: str = "", verdict: Verdict | str = Verdict.NOT_MET) -> Parts:
    """Findings as sentences with their clause; ``base`` is the address of the form their fields are on.

    What is merely not filled in yet is no fault: it is shown as waiting.
    """
    told = []
    for finding in items:
        waits = finding.code in NOT_FILLED_IN
        tone, glyph = tones.VERDICTS[Verdict.UNKNOWN if waits else Verdict(verdict)]
        told.append((finding, tone, glyph, "待补" if waits else Verdict(verdict).label))
    return {"items": told, "base": base}


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: Sequence[tuple[str, StepState]], title: str = "办理进度") -> Parts:
    """Where a case stands on its road: pairs of label and done, current, todo, or stopped where it ended early."""
    numbered = [{"label": name, "state": state, "number": place} for place, (name, state) in enumerate(items, 1)]
    current = next((step for step in numbered if step["state"] in ("current", "stopped")), None)
    return {"steps": numbered, "title": title, "current": current, "total": len(numbered)}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(entries: Iterable[TimelineEntry]) -> Parts:
    """The record of a case, newest or oldest first as given."""
    return {"entries": list(entries)}


@register.inclusion_tag("ui/parts/empty.html")
def empty_state(title: str, sentence: str = "", url: str = "", act: str = "") -> Parts:
    """What is not here yet, what will come, and what one may do about it."""
    return {"title": title, "sentence": sentence, "url": url, "act": act}


@register.inclusion_tag("ui/parts/definitions.html")
def definitions(pairs: Iterable[tuple[str, Any]], wide: bool = False) -> Parts:
    """Facts: pairs of name and value. ``wide`` sets two columns of pairs."""
    return {"pairs": list(pairs), "wide": wide}


@register.inclusion_tag("ui/parts/tasks.html")
def task_rows(tasks: Iterable[Task], today: date) -> Parts:
    """One sentence per task with its deadline and its act."""
    return {"tasks": list(tasks), "today": today}


@register.inclusion_tag("ui/parts/quota.html")
def quota_meter(used: int, limit: int, name: str = "推荐名额") -> Parts:
    """How much of a small quota is used: 2 / 3."""
    places = ["used" if place < used else "free" for place in range(limit)]
    return {"used": used, "limit": limit, "name": name, "places": places, "over": max(0, used - limit)}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, name: str) -> Parts:
    """How many of a known number are done."""
    return {"done": done, "total": total, "name": name}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Iterable[Tab], title: str = "本页分栏") -> Parts:
    """Links between the sides of one thing."""
    return {"tabs": list(items), "title": title}


@register.inclusion_tag("ui/parts/section_list.html")
def section_list(items: Iterable[SectionLink], title: str = "各部分") -> Parts:
    """The sections of a long form with done and open marks, for the ``sections`` block."""
    return {"sections": list(items), "title": title}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], name: str = "page") -> Parts:
    """Links to the other pages of a list; keeps what the address already asks for."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    pages = [(each, address(each) if isinstance(each, int) else "") for each in shown]
    before = address(page.number - 1) if page.has_previous() else ""
    after = address(page.number + 1) if page.has_next() else ""
    return {"page": page, "pages": pages, "before": before, "after": after}


@register.inclusion_tag("ui/parts/files.html")
def file_list(files: Iterable[FileLine], empty: str = "尚未上传文件") -> Parts:
    """Files that were handed in, with size, moment and hand."""
    return {"files": list(files), "empty": empty}


@register.simple_tag
def file_choice(name: str, **attrs: Any) -> SafeString:
    """A file input outside a form class; ``aria_label`` stands for ``aria-label``, ``multiple=True`` takes several."""
    return FileChoice({key.replace("_", "-"): value for key, value in attrs.items()}).render(name, None)


@register.inclusion_tag("ui/parts/confirm.html")
def confirm(act: str, url: str, sentence: str, **options: Any) -> Parts:
    """An act that cannot be taken back: opens in place and asks for the reason.

    Options: ``reason`` (label of the text, empty for none; default 理由), ``reason_name``, ``name`` and ``value``
    of a hidden input, ``tone`` (seal or plain), ``open`` and ``error`` after a refusal.
    """
    defaults = {"reason": "理由", "reason_name": "reason", "tone": "seal", "open": False, "error": ""}
    return {"act": act, "url": url, "sentence": sentence, "name": "", "value": "", **defaults, **options}


@register.inclusion_tag("ui/parts/confirm_submit.html")
def confirm_submit(act: str, sentence: str, **options: Any) -> Parts:
    """The button of a form whose act cannot be taken back: opens in place and says so before it sends.

    A disabled button stands first, so that the Enter key in a field sends nothing past it. Options: ``name`` and
    ``value`` of the button, ``tone`` (plain or seal), ``open`` after a refusal.
    """
    return {"act": act, "sentence": sentence, "name": "", "value": "", "tone": "plain", "open": False, **options}


def error_target(field: BoundField) -> str:
    """The id of the input an error belongs to; for choices that of the first."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any] | None) -> Parts:
    """Everything to put right, at the top of the page, each linked to its field."""
    lines: list[tuple[str, str, str]] = []
    for form in forms:
        lines += error_lines(form)
    return {"lines": lines}


def error_lines(form: BaseForm | BaseFormSet[Any] | None) -> list[tuple[str, str, str]]:
    """Target, label and sentence of each error of a form or of the forms of a formset."""
    if form is None or not form.is_bound:
        return []
    if isinstance(form, BaseFormSet):
        own = [("", "", str(error)) for error in form.non_form_errors()]
        return own + [line for each in form.forms for line in error_lines(each)]
    general = [("", "", str(error)) for error in form.non_field_errors()]
    shown = [(error_target(field), str(field.label), str(error)) for field in form for error in field.errors]
    return general + shown


def grid_line(years: Sequence[Any], row: GridRow) -> Parts:
    """A row with its cells by year, and the id and sentence of each error in it."""
    cells = list(zip(years, row.cells, strict=True))
    wrong = [(year, cell) for year, cell in cells if getattr(cell, "errors", None)]
    errors = [(cell.auto_id, f"{year}：{'；'.join(cell.errors)}") for year, cell in wrong]
    return {"row": row, "cells": cells, "errors": errors}


@register.inclusion_tag("ui/parts/year_grid.html")
def year_grid(years: Sequence[Any], rows: Sequence[GridRow], caption: str) -> Parts:
    """Figures by year: a grid to type and paste into when the cells are bound fields, a table when they are figures."""
    editable = any(hasattr(cell, "as_widget") for row in rows for cell in row.cells)
    heads = [f"{year}年" if isinstance(year, int) else year for year in years]
    lines = [grid_line(heads, row) for row in rows]
    return {"years": heads, "lines": lines, "caption": caption, "editable": editable, "width": len(years) + 2}


@register.simple_tag
def grid_input(cell: BoundField, row: str | int, column: Any) -> SafeString:
    """The bare input of a grid cell, named by its row (name or number) and column for those who cannot see them."""
    name = f"第{row}行" if isinstance(row, int) else row or "新行"
    return cell.as_widget(attrs={"aria-label": f"{name} {column}"})


@register.simple_tag
def row_cell(field: BoundField, place: str | int) -> SafeString:
    """One cell of a table of rows: its input, and below it what is wrong; the last one strikes the row out."""
    if field.name == "DELETE":
        return format_html('<td class="row-remove" data-label="删除">{}</td>', grid_input(field, place, "删除"))
    kind = SafeString(' class="number"') if is_number(field) else ""
    wrong: str | SafeString = ""
    if field.errors:
        wrong = format_html(
            '<p class="field-error" id="{}_error">{}</p>',
            field.auto_id,
            "；".join(str(error) for error in field.errors),
        )
    shown = grid_input(field, place, field.label)
    return format_html('<td data-label="{}"{}>{}{}</td>', field.label, kind, shown, wrong)


@register.inclusion_tag("ui/parts/rows.html")
def rows_table(formset: BaseFormSet[Any], caption: str, add: str = "增加一行", optional: bool = False) -> Parts:
    """A formset as a table of rows that can be added, pasted into and struck out; ``optional``: it may stay empty."""
    model = formset.empty_form
    heads = [field for field in model.visible_fields() if field.name != "DELETE"]
    return {"formset": formset, "caption": caption, "add": add, "model": model, "heads": heads, "optional": optional}
