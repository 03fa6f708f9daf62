"""Sheets to PDF/A-2b, set by typst. The data goes in as JSON and is never evaluated as markup."""

from __future__ import annotations

import base64
import json
import threading
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import typst

from jiqun.documents import fonts, sheets
from jiqun.documents.wording import plain

TEMPLATES = Path(__file__).parent / "templates"

TEMPLATE_OF: dict[type[sheets.Sheet], str] = {
    sheets.DeclarationSheet: "declaration.typ",
    sheets.ConformitySheet: "conformity.typ",
    sheets.SummarySheet: "summary.typ",
    sheets.NoticeSheet: "notice.typ",
    sheets.ListSheet: "list.typ",
    sheets.MinutesSheet: "minutes.typ",
    sheets.DrawSheet: "draw.typ",
    sheets.ScoreSummarySheet: "scores.typ",
}


class Press:
    """One compiler kept warm: loading the faces costs more than setting a document."""

    def __init__(self, folder: Path) -> None:
        """Load the faces of ``folder``; those of the system only when the mandatory one is not there.

        Raises:
            FontsMissing: the mandatory face is nowhere.
        """
        own = self._fonts(folder, system=False)
        found = own if fonts.FALLBACK in own.families() else self._fonts(folder, system=True)
        self.families = tuple(found.families())
        self._faces = json.dumps(fonts.chains(self.families))
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=found)
        self._lock = threading.Lock()

    @staticmethod
    def _fonts(folder: Path, *, system: bool) -> typst.Fonts:
        paths = [str(folder)] if folder.is_dir() else []
        return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=paths)

    def render(self, sheet: sheets.Sheet) -> bytes:
        """The sheet as PDF. The same sheet gives the same bytes with the same faces."""
        data = plain(sheet)
        if isinstance(sheet, sheets.ConformitySheet):
            data["photos"] = [_photo(each) for each in sheet.photos]
        template = TEMPLATES / TEMPLATE_OF[type(sheet)]
        stamp = datetime.combine(sheet.dated, time(), tzinfo=UTC)
        with self._lock:
            try:
                return self._set(template, data, stamp, ["a-2b"])
            except typst.TypstError as problem:
                # A character that no face has is forbidden by PDF/A: better a plain PDF than no document.
                if "could not be displayed" not in f"{problem.message} {problem.diagnostic}":
                    raise
                return self._set(template, data, stamp, [])

    def _set(self, template: Path, data: dict[str, Any], stamp: datetime, standards: list[Any]) -> bytes:
        content, warnings = self._compiler.compile_with_warnings(
            input=str(template),
            format="pdf",
            sys_inputs={"data": json.dumps(data), "faces": self._faces},
            pdf_standards=standards,
            timestamp=stamp,
        )
        for warning in warnings:
            if "unknown font family" in warning.message:
                raise fonts.FontsMissing(warning.message)
        return cast("bytes", content)


def _photo(photo: sheets.Photo) -> dict[str, str]:
    """The picture wrapped in SVG, which takes it as text: typst cannot decode base64 itself."""
    kind = "png" if photo.content.startswith(b"\x89PNG") else "jpeg"
    source = f"data:image/{kind};base64,{base64.b64encode(photo.content).decode()}"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="400" height="300">'
        f'<image width="400" height="300" href="{source}"/></svg>'
    )
    return {"caption": plain(photo.caption), "svg": svg}


@lru_cache(maxsize=4)
def press(folder: Path | None = None) -> Press:
    """The press of a font folder, made once; the default folder is that of the data folder."""
    return Press(folder or fonts.font_folder())


def render(sheet: sheets.Sheet, *, font_folder: Path | None = None) -> bytes:
    """The sheet as PDF.

    Raises:
        FontsMissing: the mandatory face is not installed.
    """
    return press(font_folder).render(sheet)
