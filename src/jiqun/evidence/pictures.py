"""How large a picture is, as its head says: a small file may unfold to more than a server can hold."""

from __future__ import annotations

import struct

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
JPEG_HEAD = b"\xff\xd8"
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG markers that begin a frame and say its size."""
BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG markers that nothing belongs to."""
SCAN, END = 0xDA, 0xD9


def size_in_pixels(data: bytes) -> tuple[int, int] | None:
    """Width and height; None for what is no picture or has no readable head (nothing can unfold it either)."""
    if data.startswith(PNG_HEAD):
        return struct.unpack(">II", data[16:24]) if data[12:16] == b"IHDR" and len(data) >= 24 else None
    return _jpeg(data) if data.startswith(JPEG_HEAD) else None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """The size that the first frame of a JPEG states."""
    at = len(JPEG_HEAD)
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if marker in (SCAN, END):
            return None
        if marker == 0xFF:  # padding
            at += 1
        else:
            at += 2 if marker in BARE else 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None
