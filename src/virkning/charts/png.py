"""Packs a PNG tighter: the renderer's are packed for speed and three times as large as they need be."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LEVEL = 6  # nine takes three times as long for one per cent less


def packed(png: bytes) -> bytes:
    """The same picture with its pixel data compressed again; other chunks are kept as they are."""
    chunks = _chunks(png)
    pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    kept = [(kind, body) for kind, body in chunks if kind not in (b"IDAT", b"IEND")]
    kept += [(b"IDAT", zlib.compress(pixels, _LEVEL)), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in kept
    )


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and body of every chunk, in order."""
    found: list[tuple[bytes, bytes]] = []
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += length + 12
    return found
