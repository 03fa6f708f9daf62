"""Figures of one cluster from a file that an official filled in: answers by address, or every slip in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jiqun.core.addresses import key_of
from jiqun.core.answers import SectionReading, read_answer, read_rows
from jiqun.core.figures import shorten
from jiqun.core.given import columns_unknown, misplaced
from jiqun.core.policy.schema import Field, FieldKind, Form
from jiqun.core.policy.tree import Listing, Node, PolicyError, Scalar, Table
from jiqun.policyfiles.trees import MAX_BYTES, tree_of

Cells = Mapping[str, str | Sequence[str]]
BOOK = b"PK"
"""What every workbook (xlsx) begins with."""
REFUSED = ("form.unreadable", "form.out_of_range")


class FiguresRefused(Exception):  # noqa: N818 - an answer to the official, not an error of the software
    """A file of figures that cannot be used; every slip is told at once."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as it was typed, and where: at an address, or rows of a table by the keys of its columns.

    ``slip``: why nothing can be made of what stands there.
    """

    where: str
    address: str
    typed: str | Sequence[str] | Sequence[Cells]
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Answers by address as they are stored; ``remarks``: what is odd about them but does not stop anything."""

    answers: dict[str, object]
    remarks: tuple[str, ...] = ()


def read_figures(path: Path, form: Form) -> Figures:
    """The answers in a YAML file (``output_total.2024: 1,234.5亿元``) or in a workbook made by ``write_template``.

    Raises:
        FiguresRefused: with everything that cannot be read, each at its line or row.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        raise FiguresRefused([f"{path.name or path}：文件不存在或无法读取"]) from None
    if len(raw) > MAX_BYTES:
        raise FiguresRefused([f"{path.name}：文件应不超过{MAX_BYTES}字节，现文件过大"])
    if raw.startswith(BOOK):
        from jiqun.policyfiles.figurebook import book_entries  # only a workbook pays for reading workbooks

        return answered(book_entries(raw, form, path.name), form)
    try:
        tree = tree_of(raw, path.name)
    except PolicyError as error:
        raise FiguresRefused([str(each) for each in error.problems]) from None
    return answered(_entries(tree), form)


def answered(entries: Iterable[Entry], form: Form) -> Figures:
    """What was typed, read by the form; raises FiguresRefused."""
    fields = {field.key: field for section in form.sections for field in section.fields}
    answers: dict[str, object] = {}
    sentences: list[str] = []
    remarks: list[str] = []
    told: set[str] = set()
    for entry in entries:
        field = fields.get(key_of(entry.address))
        slip = (
            entry.slip
            or misplaced(entry.address, fields)
            or (_unfit(entry, field) if field else "")
            or ("这项数据已在前面填写" if entry.address in told else "")
        )
        if slip:
            sentences.append(f"{entry.where}：{slip}")
        elif field is not None:
            told.add(entry.address)
            reading = _read(entry, field)
            for finding in reading.findings:
                (sentences if finding.code in REFUSED else remarks).append(f"{entry.where}：{finding.message}")
            answers.update(reading.merged_into({}))
    if sentences:
        raise FiguresRefused(sentences)
    return Figures(answers, tuple(remarks))


def _unfit(entry: Entry, field: Field) -> str:
    """Why what was typed is no answer of this kind; empty when it may be one."""
    rows = not isinstance(entry.typed, str) and any(isinstance(each, Mapping) for each in entry.typed)
    if field.kind is not FieldKind.ROWS:
        return f"“{field.label}”不是明细表" if rows else ""
    if isinstance(entry.typed, str) or not all(isinstance(each, Mapping) for each in entry.typed):
        return f"“{field.label}”应逐行填写"
    return columns_unknown(field, entry.typed)


def _read(entry: Entry, field: Field) -> SectionReading:
    reading = SectionReading()
    if field.kind is FieldKind.ROWS:
        read_rows(field, [row for row in entry.typed if isinstance(row, Mapping)], into=reading)
    else:
        typed = entry.typed if isinstance(entry.typed, str) else [str(each) for each in entry.typed]
        read_answer(field, typed, place=entry.address, into=reading)
    return reading


def _entries(tree: Node) -> Iterator[Entry]:
    """The answers of a YAML file: ``key: answer``, ``key.2024: answer``, or years, options and rows below a key."""
    if not isinstance(tree, Table):
        raise FiguresRefused([f"{tree.place.file}：应逐行写明“键: 答案”"])
    for key, node in tree.entries.items():
        where = f"{tree.place.file} 第{tree.place_of(key).line}行"
        if isinstance(node, Table):
            for year, inner in node.entries.items():
                line = f"{tree.place.file} 第{node.place_of(year).line}行"
                yield _entry(line, f"{key}.{year}", inner)
        else:
            yield _entry(where, key, node)


def _entry(where: str, place: str, node: Node) -> Entry:
    try:
        return Entry(where, place, _typed(node))
    except _Slip as slip:
        return Entry(where, place, "", str(slip))


class _Slip(Exception):  # noqa: N818 - told together with the others
    """Why nothing can be made of one answer."""


def _typed(node: Node) -> str | list[str] | list[Cells]:
    if isinstance(node, Scalar):
        return node.text or ""
    if isinstance(node, Table):
        raise _Slip("此处应为一个答案，现为多项")
    if any(isinstance(item, Table) for item in node.items):
        return [_cells(item) for item in node.items]
    return [item.text or "" for item in node.items if isinstance(item, Scalar)]


def _cells(row: Node) -> Cells:
    if not isinstance(row, Table):
        raise _Slip("明细表的每一行应写明各列")
    cells: dict[str, str | Sequence[str]] = {}
    for key, node in row.entries.items():
        if isinstance(node, Scalar):
            cells[key] = node.text or ""
        elif isinstance(node, Listing):
            cells[key] = [item.text or "" for item in node.items if isinstance(item, Scalar)]
        else:
            raise _Slip(f"“{shorten(key)}”应为一个答案，现为多项")
    return cells
