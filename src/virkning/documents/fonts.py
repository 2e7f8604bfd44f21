"""Which letters a font file holds.

PDF/UA forbids a letter no font can draw, and typst then gives no file at all. To print the rest of such a
text we must know beforehand which letters are missing; the `cmap` table of an OpenType file says so.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def covered_by(files: tuple[str, ...]) -> frozenset[int]:
    """The code points at least one of the font files can draw. A file that cannot be read draws nothing."""
    covered: set[int] = set()
    for file in files:
        try:
            covered |= _letters(Path(file).read_bytes())
        except (OSError, struct.error):
            continue
    return frozenset(covered)


def _letters(font: bytes) -> set[int]:
    # A collection holds several fonts that mostly share their letters: its first one speaks for it.
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", font, start + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag == b"cmap":
            return _read_cmap(font, offset)
    return set()


def _read_cmap(font: bytes, cmap: int) -> set[int]:
    letters: set[int] = set()
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(subtables):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + 8 * number + 4)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == 4:
            letters |= _segments(font, cmap + offset)
        elif kind == 12:
            letters |= _groups(font, cmap + offset)
    return letters


def _segments(font: bytes, at: int) -> set[int]:
    """Format 4: the basic plane, in runs. Glyph 0 inside a run would be a hole; fonts leave those out."""
    (double,) = struct.unpack_from(">H", font, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + double)
    return {
        code
        for first, last in zip(starts, ends, strict=True)
        if first != 0xFFFF
        for code in range(first, last + 1)
    }


def _groups(font: bytes, at: int) -> set[int]:
    """Format 12: all planes, in runs."""
    (count,) = struct.unpack_from(">I", font, at + 12)
    letters: set[int] = set()
    for number in range(count):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * number)
        letters.update(range(first, min(last, 0x10FFFF) + 1))
    return letters
