"""Pictures for tests, good and bad, as uploaded files."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def encoded(format_name: str, size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture whose lines differ, so that cutting it off loses something."""
    image = Image.effect_noise(size, 60).convert("RGB")
    stream = BytesIO()
    image.save(stream, format_name)
    return stream.getvalue()


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def png(name: str = "bild.png") -> SimpleUploadedFile:
    return upload(encoded("PNG"), name)


def huge_png(side: int = 30_000) -> bytes:
    """A valid file of some bytes that claims to be `side` pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
