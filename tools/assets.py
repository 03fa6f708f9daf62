"""Styles, scripts and fallback typefaces: from npm into ignored folders, each file checked against the table."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from tools.places import DATA, MODULES, ROOT, Stopped, must, say
from tools.stamps import digest_of, is_fresh, press
from tools.virtualenv import npm

VENDOR = ROOT / "src" / "jiqun" / "ui" / "static" / "vendor"
FONTS = DATA / "fonts"
# The maps for debuggers stay behind; a link to them would stop the collecting of static files.
MAP_LINK = re.compile(rb"/[/*]# sourceMappingURL=[\w.-]+(?: ?\*/)?\s*$")


@dataclass(frozen=True)
class Asset:
    """One file of a package: where npm puts it, where it is wanted, what it must be."""

    source: str
    folder: Path
    sha256: str

    @property
    def target(self) -> Path:
        """Where the copy lies."""
        return self.folder / Path(self.source).name


ASSETS = (
    Asset(
        "bootstrap/dist/css/bootstrap.min.css",
        VENDOR,
        "9caac977a0af0c2229abd397eee3345899c4020da2a1a0b711c1cc543fe3719d",
    ),
    Asset(
        "bootstrap/dist/js/bootstrap.bundle.min.js",
        VENDOR,
        "4ad2ad30a7df1fa0a615c4cfeb1aeffbe92019a8dff0262c99464acbd56dca5c",
    ),
    Asset(
        "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
        FONTS,
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    Asset(
        "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
        FONTS,
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
    Asset(
        "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
        FONTS,
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    Asset(
        "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
        FONTS,
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
)


def install() -> None:
    """Have every asset in its place.

    Raises:
        Stopped: npm failed, or a file is not the one in the table.
    """
    digest = digest_of([ROOT / "package-lock.json", Path(__file__)])
    stamp = MODULES / "jiqun.stamp"
    is_new = not is_fresh(stamp, digest)
    if is_new:
        say("installing styles, scripts and typefaces")
        must([*npm(), "ci", "--ignore-scripts", "--silent"], otherwise="npm ci failed; see the lines above")
    for asset in ASSETS:
        if is_new or not asset.target.exists():
            copy(asset, MODULES)
    press(stamp, digest)


def copy(asset: Asset, modules: Path) -> None:
    """Copy one file after checking it.

    Raises:
        Stopped: its digest is not the one in the table.
    """
    content = (modules / asset.source).read_bytes()
    if hashlib.sha256(content).hexdigest() != asset.sha256:
        raise Stopped(f"{asset.source} is not the file that was reviewed; update tools/assets.py with the lock")
    asset.folder.mkdir(parents=True, exist_ok=True)
    # Renamed into place, so that a copy broken off is not taken for the file.
    part = asset.target.with_name(f"{asset.target.name}.part")
    part.write_bytes(MAP_LINK.sub(b"", content) if asset.folder == VENDOR else content)
    part.replace(asset.target)
