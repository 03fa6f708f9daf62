"""Pictures are made smaller without changing what few colours they have."""

from __future__ import annotations

import struct
import zlib

import pytest

from tools.png import SIGNATURE, smaller

RED, BLUE = b"\xb3\x26\x1e", b"\x1d\x4e\x79"


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def picture(lines: bytes, *, width: int = 2, kind: int = 2, height: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def content(png: bytes, name: bytes) -> bytes:
    at = png.index(name) + 4
    return png[at : at + struct.unpack_from(">I", png, at - 8)[0]]


def colours(png: bytes, width: int) -> list[list[bytes]]:
    """The colours of a palette picture, line by line."""
    palette, data = content(png, b"PLTE"), zlib.decompress(content(png, b"IDAT"))
    lines = [data[at + 1 : at + 1 + width] for at in range(0, len(data), width + 1)]
    return [[palette[3 * index : 3 * index + 3] for index in line] for line in lines]


@pytest.mark.parametrize(
    "second",
    [
        b"\0" + BLUE + RED,
        b"\1" + BLUE + bytes((a - b) % 256 for a, b in zip(RED, BLUE, strict=True)),
        b"\2" + bytes((a - b) % 256 for a, b in zip(BLUE + RED, RED + BLUE, strict=True)),
    ],
    ids=["plain", "from the left", "from above"],
)
def test_every_pixel_keeps_its_colour(second: bytes) -> None:
    small = smaller(picture(b"\0" + RED + BLUE + second))

    assert colours(small, 2) == [[RED, BLUE], [BLUE, RED]]


def test_colours_beyond_the_palette_become_near_ones() -> None:
    greys = [bytes([level]) * 3 for level in range(256)]
    small = smaller(picture(b"\0" + b"".join(greys) + RED, width=257, height=1))
    *kept, last = colours(small, 257)[0]

    assert len(content(small, b"PLTE")) <= 256 * 3
    assert max(abs(before[0] - after[0]) for before, after in zip(greys, kept, strict=True)) < 16
    assert last == RED


def test_another_kind_of_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="true colour"):
        smaller(picture(b"\0\0\0\0\0\0", kind=0))
