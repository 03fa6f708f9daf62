"""The official faces come first, and the fallback is mandatory."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiqun.documents.fonts import FALLBACK, FontsMissing, chains, font_folder


def test_a_licensed_face_comes_before_its_stand_in() -> None:
    assert chains(["FandolFang R", FALLBACK, "仿宋_GB2312"])["body"] == ["仿宋_GB2312", "FandolFang R", FALLBACK]


def test_every_chain_ends_with_the_fallback() -> None:
    assert {chain[-1] for chain in chains([FALLBACK]).values()} == {FALLBACK}


def test_without_the_fallback_nothing_is_set() -> None:
    with pytest.raises(FontsMissing, match="字体"):
        chains(["仿宋_GB2312"])


def test_the_operator_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIQUN_DATA_DIR", str(tmp_path))

    assert font_folder() == tmp_path / "fonts"
