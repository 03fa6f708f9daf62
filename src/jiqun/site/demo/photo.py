"""A picture that stands for a photo of a look on site; plain, because nothing of the demonstration was ever seen."""

from __future__ import annotations

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

WIDTH, HEIGHT = 320, 180
SKY, GROUND = b"\xc9\xd6\xdf", b"\x8f\x9a\x86"


def photo(name: str) -> SimpleUploadedFile:
    """A PNG of sky and ground under this name."""
    rows = [b"\x00" + (SKY if row < HEIGHT // 2 else GROUND) * WIDTH for row in range(HEIGHT)]
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
    return SimpleUploadedFile(name, content, "image/png")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG: length, kind, data, check sum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
