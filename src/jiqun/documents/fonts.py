"""Which typefaces stand for the official ones: the licensed faces first, free ones where they are missing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FALLBACK = "Noto Serif SC"
"""Mandatory: the free 仿宋 and 楷体 lack characters that occur in names (喆 堃 犇 赟)."""


class FontsMissing(RuntimeError):  # noqa: N818 - said to the operator, who has to bring them
    """The mandatory face is not installed, so no document can be set."""


@dataclass(frozen=True, slots=True)
class Face:
    """One official face: the families that are it, and those that may stand in."""

    official: tuple[str, ...]
    stand_ins: tuple[str, ...]


FACES: dict[str, Face] = {
    "title": Face(("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"), ()),
    "body": Face(("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"), ("FandolFang R", "FandolFang")),
    "kai": Face(("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"), ("FandolKai",)),
    "hei": Face(("黑体", "SimHei"), ("FandolHei", "Noto Sans SC")),
    "song": Face(("宋体", "SimSun"), ("FandolSong",)),
    "latin": Face(("Times New Roman",), ("FandolSong",)),
}


def font_folder() -> Path:
    """Where set-up puts the faces: ``fonts`` in the data folder (``JIQUN_DATA_DIR``, by default ``var``)."""
    named = os.environ.get("JIQUN_DATA_DIR")
    return (Path(named) if named else Path(__file__).resolve().parents[3] / "var") / "fonts"


def chains(families: Iterable[str]) -> dict[str, list[str]]:
    """For each face the families to try, in order, of those that are present.

    Raises:
        FontsMissing: the mandatory fallback is not there.
    """
    present = {family.casefold(): family for family in families}
    if FALLBACK.casefold() not in present:
        raise FontsMissing(f"字体文件夹中没有“{FALLBACK}”，无法生成PDF；请在服务器上执行 ./jiqun setup 补齐字体")
    return {
        key: [
            *(present[each.casefold()] for each in (*face.official, *face.stand_ins) if each.casefold() in present),
            FALLBACK,
        ]
        for key, face in FACES.items()
    }
