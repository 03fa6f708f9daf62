"""Set-up does each step once, and lets nothing in that was not reviewed."""

from __future__ import annotations

import hashlib

import pytest

from tools import assets, fonts, places, stamps
from tools.places import Stopped


def test_a_step_is_done_again_only_when_its_sources_change(tmp_path):
    source, stamp = tmp_path / "lock.txt", tmp_path / "kept" / "stamp"
    source.write_text("one")
    before = stamps.digest_of([source])
    assert not stamps.is_fresh(stamp, before)

    stamps.press(stamp, before)
    assert stamps.is_fresh(stamp, before)

    source.write_text("two")
    assert not stamps.is_fresh(stamp, stamps.digest_of([source]))


def test_the_digest_tells_a_name_from_a_content(tmp_path):
    (tmp_path / "ab").write_text("c")
    (tmp_path / "a").write_text("bc")

    assert stamps.digest_of([tmp_path / "ab"]) != stamps.digest_of([tmp_path / "a"])


def test_an_asset_as_reviewed_is_copied(tmp_path):
    (tmp_path / "a.css").write_bytes(b"body{}")
    asset = assets.Asset("a.css", tmp_path / "vendor", hashlib.sha256(b"body{}").hexdigest())

    assets.copy(asset, tmp_path)

    assert asset.target.read_bytes() == b"body{}"


def test_an_asset_that_was_not_reviewed_is_refused(tmp_path):
    (tmp_path / "a.css").write_bytes(b"body{color:red}")
    asset = assets.Asset("a.css", tmp_path / "vendor", hashlib.sha256(b"body{}").hexdigest())

    with pytest.raises(Stopped, match=r"a\.css is not the file that was reviewed"):
        assets.copy(asset, tmp_path)

    assert not asset.target.exists()


@pytest.mark.parametrize("link", [b"\n//# sourceMappingURL=a.js.map", b"\n/*# sourceMappingURL=a.css.map */\n"])
def test_the_link_to_a_map_that_stays_behind_is_taken_out(tmp_path, monkeypatch, link):
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    (tmp_path / "a.js").write_bytes(b"go();" + link)
    asset = assets.Asset("a.js", tmp_path / "vendor", hashlib.sha256(b"go();" + link).hexdigest())

    assets.copy(asset, tmp_path)

    assert asset.target.read_bytes().strip() == b"go();"
    assert [file.name for file in asset.folder.iterdir()] == ["a.js"]


def test_every_asset_has_a_name_of_its_own():
    targets = [asset.target for asset in assets.ASSETS]

    assert len(targets) == len(set(targets))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    target = tmp_path / "fonts"
    target.mkdir()
    monkeypatch.setattr(fonts, "FONTS", target)
    return target


def test_the_faces_of_the_machine_are_found_and_others_left(tmp_path, folder):
    system = tmp_path / fonts.SYSTEM[0]
    system.mkdir(parents=True)
    for name in (*fonts.FANDOL, "FandolBraille-Regular.otf"):
        (system / name).write_bytes(b"face")

    fonts.from_tree(tmp_path)

    assert sorted(file.name for file in folder.iterdir()) == sorted(fonts.FANDOL)
    assert fonts.missing() == []


def test_the_operators_own_faces_come_along(tmp_path, folder, monkeypatch):
    own = tmp_path / "own"
    own.mkdir()
    (own / "Title.TTF").write_bytes(b"licensed")
    (own / "readme.txt").write_text("not a face")
    (folder / "fandol.tried").touch()
    monkeypatch.setenv("JIQUN_FONTS", str(own))

    fonts.gather()

    assert (folder / "Title.TTF").read_bytes() == b"licensed"
    assert not (folder / "readme.txt").exists()


def test_set_up_talks_beside_the_output_so_that_an_answer_can_go_into_a_file(capfd):
    places.say("installing packages")
    places.must(["echo", "from a step of set-up"], otherwise="no echo")
    places.run(["echo", "an answer"])

    told = capfd.readouterr()
    assert told.out == "an answer\n"
    assert told.err == "· installing packages\nfrom a step of set-up\n"
