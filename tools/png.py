"""Smaller pictures: a screenshot's true colours to a palette of its most frequent ones, with the standard library."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256
GROUNDS = 16  # the most frequent colours of all stay exactly as they are
NEIGHBOURHOOD = 16  # steps of red, green and blue within which colours look alike
TRUE_COLOUR = {2: 3, 6: 4}  # colour type of the file: bytes for each pixel


def smaller(png: bytes) -> bytes:
    """The same picture in at most 256 colours; those left out become the nearest that stays.

    Raises:
        ValueError: not a true-colour picture of eight bits without interlacing.
    """
    head = _chunks(png, b"IHDR")
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if depth != 8 or kind not in TRUE_COLOUR or interlaced:
        raise ValueError("only pictures of eight bits in true colour")
    size = TRUE_COLOUR[kind]
    rows = list(_rows(zlib.decompress(_chunks(png, b"IDAT")), width * size, height, size))
    pixels = [[row[at : at + 3] for at in range(0, len(row), size)] for row in rows]
    counts = Counter(colour for row in pixels for colour in row)
    palette = _palette(counts)
    index = {colour: _nearest(colour, palette) for colour in counts}
    data = b"".join(b"\0" + bytes(index[colour] for colour in row) for row in pixels)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(data, 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(name, content) for name, content in parts)


def _chunks(png: bytes, wanted: bytes) -> bytes:
    """The content of all chunks of that name, one after the other."""
    found, at = b"", len(SIGNATURE)
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        if name == wanted:
            found += png[at + 8 : at + 8 + length]
        at += length + 12
    return found


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _rows(data: bytes, length: int, height: int, size: int) -> Iterator[bytes]:
    """The lines of a picture without their filters (PNG specification, section 9)."""
    above = bytes(length)
    for number in range(height):
        start = number * (length + 1)
        line = bytearray(data[start + 1 : start + 1 + length])
        _unfilter(data[start], line, above, size)
        above = bytes(line)
        yield above


def _unfilter(kind: int, line: bytearray, above: bytes, size: int) -> None:
    for at in range(len(line) if kind else 0):
        left = line[at - size] if at >= size else 0
        corner = above[at - size] if at >= size else 0
        expected = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        line[at] = (line[at] + expected) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))


def _palette(counts: Counter[bytes]) -> list[bytes]:
    """All colours when they are few; else grounds as they are, and the most frequent of each neighbourhood."""
    if len(counts) <= MOST_COLOURS:
        return list(counts)
    grounds = [colour for colour, _ in counts.most_common(GROUNDS)]
    chosen: dict[bytes, bytes] = {}
    weight: Counter[bytes] = Counter()
    for colour, count in counts.most_common():
        near = bytes(part // NEIGHBOURHOOD for part in colour)
        chosen.setdefault(near, colour)
        weight[near] += count
    hues = [chosen[near] for near, _ in weight.most_common()]
    return list(dict.fromkeys([*grounds, *hues]))[:MOST_COLOURS]


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, palette[at], strict=True)))
