"""Opening a delivered file: what it is, how it is written, and its lines in pieces that fit in memory.

Nothing is taken from the file's name. A row is a line: a quoted line break inside a cell is not allowed, which is what
makes it possible to read a file in pieces, and to say on which line something is wrong.
"""

import csv
import hashlib
import os
import shutil
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from virkning.figures.phrases import P, Phrase

from .refused import RegisterRefused
from .schema import LONGEST_LINE, MOST_COLUMNS, MOST_UNPACKED, SEPARATORS, FileSpec

_UTF8_MARK = b"\xef\xbb\xbf"
_PIECE = 1024 * 1024
#: So much must be left on the disk while a file is unpacked.
_LEFT_FREE = 512 * 1024**2
#: First bytes of files people send instead, and what they are.
_OTHERS: tuple[tuple[bytes, Phrase], ...] = (
    (b"PK\x03\x04", P("en Excel- eller zip-fil")),
    (b"\xd0\xcf\x11\xe0", P("en ældre Excel-fil")),
    (b"\xff\xfe", P("tekst i UTF-16 (“Unicode-tekst”)")),
    (b"\xfe\xff", P("tekst i UTF-16 (“Unicode-tekst”)")),
    (b"PAR1", P("en Parquet-fil")),
)
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Opened:
    """A file whose head has been read. `handle` is open for reading; `start` is where its rows begin."""

    spec: FileSpec
    #: As it was delivered, which a compressed file is not read from.
    source: Path
    handle: int
    size: int
    start: int
    separator: str
    columns: tuple[str, ...]
    state: tuple[int, int]

    @property
    def name(self) -> str:
        return self.source.name

    def read(self, start: int, length: int) -> bytes:
        """Bytes from a place on. Raises `RegisterRefused` where the file has become shorter."""
        found = os.pread(self.handle, length, start)
        while len(found) < length:
            more = os.pread(self.handle, length - len(found), start + len(found))
            if not more:
                raise changed(self)
            found += more
        return found

    def pieces(self, size: int) -> Iterator[tuple[int, int]]:
        """Start and length of pieces of whole lines, about so many bytes each. Raises `RegisterRefused`."""
        at = self.start
        while at < self.size:
            end = min(at + size, self.size)
            if end < self.size:
                end = self._line_end(end)
            yield at, end - at
            at = end

    def check_unchanged(self) -> None:
        """Raises `RegisterRefused` when somebody wrote in the file meanwhile."""
        if _state(os.fstat(self.handle)) != self.state:
            raise changed(self)

    def _line_end(self, at: int) -> int:
        for here in range(at, min(at + LONGEST_LINE, self.size), 64 * 1024):
            found = self.read(here, min(64 * 1024, self.size - here)).find(b"\n")
            if found >= 0:
                return here + found + 1
        if self.size - at < LONGEST_LINE:
            return self.size
        raise long_line(self.source)


def open_delivered(file: Path, spec: FileSpec, scratch: Path) -> Opened:
    """Read the head. A compressed file (gzip) is unpacked into `scratch` first. Raises `RegisterRefused`.

    The caller closes `handle`.
    """
    handle = _open(file)
    try:
        first = os.pread(handle, 8, 0)
        if first.startswith(_GZIP):
            unpacked = _unpacked(file, handle, scratch / f"{spec.name}.csv")
            os.close(handle)
            handle = unpacked
            first = os.pread(handle, 8, 0)
        for begins, what in _OTHERS:
            if first.startswith(begins):
                raise _refused(file, P("er %(what)s. Gem den som CSV i UTF-8, og prøv igen.", what=what))
        state = os.fstat(handle)
        head, start = _head(file, handle, state.st_size, 3 if first.startswith(_UTF8_MARK) else 0)
        separator, columns = _columns(file, head, spec)
        return Opened(spec, file, handle, state.st_size, start, separator, columns, _state(state))
    except BaseException:
        os.close(handle)
        raise


def lines_of(piece: bytes) -> tuple[list[str], int]:
    """The lines of a piece, without their ends, and how many were read as latin-1 because they are not UTF-8."""
    try:
        return _lines(piece.decode("utf-8")), 0
    except UnicodeDecodeError:
        found, others = [], 0
        for line in _bytes_lines(piece):
            try:
                found.append(line.decode("utf-8"))
            except UnicodeDecodeError:
                found.append(line.decode("latin-1"))
                others += 1
        return found, others


def fields_of(line: str, separator: str) -> list[str] | None:
    """The fields of one line, quotes taken away and blanks around them; None where the quotes do not match."""
    if '"' not in line:
        return [one.strip(" \t") for one in line.split(separator)]
    try:
        [found] = csv.reader([line], delimiter=separator, strict=True, skipinitialspace=True)
    except (csv.Error, ValueError):
        return None
    return [one.strip(" \t") for one in found]


def changed(opened: Opened) -> RegisterRefused:
    """The file is not what it was when it was opened."""
    return _refused(
        opened.source, P("blev ændret, mens den blev læst. Vent, til den er skrevet færdig, og prøv igen.")
    )


def long_line(file: Path) -> RegisterRefused:
    """A line that is no row."""
    most = str(LONGEST_LINE // 1024)
    return _refused(
        file, P("har en linje på mere end %(most)s KB. Hver række skal stå på sin egen linje.", most=most)
    )


def _lines(piece: str) -> list[str]:
    """Split at line feeds only: a text may hold other signs that Python takes for line ends."""
    found = piece.split("\n")
    if not found[-1]:
        found.pop()
    return [one[:-1] if one.endswith("\r") else one for one in found]


def _bytes_lines(piece: bytes) -> list[bytes]:
    found = piece.split(b"\n")
    if not found[-1]:
        found.pop()
    return [one[:-1] if one.endswith(b"\r") else one for one in found]


def _state(state: os.stat_result) -> tuple[int, int]:
    return state.st_size, state.st_mtime_ns


def _open(file: Path) -> int:
    try:
        # A pipe would let us wait for somebody to write; it is refused below instead.
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise _refused(file, _why(error)) from error
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise _refused(file, P("er ikke en almindelig fil. Angiv CSV-filen selv."))


def _why(error: OSError) -> Phrase:
    if isinstance(error, FileNotFoundError):
        return P("findes ikke. Er stien skrevet rigtigt?")
    if isinstance(error, PermissionError):
        return P("kan ikke læses: der er ikke adgang.")
    return P("kan ikke læses: %(why)s", why=str(error.strerror or error))


def _unpacked(file: Path, handle: int, place: Path) -> int:
    """The contents of a gzip file, on the disk; stopped where they are no table of ours."""
    stopped = P("fylder for meget, når den er pakket ud. Pak den ud selv, og se, om den er den rigtige.")
    written, lines = 0, 0
    try:
        with place.open("wb") as out:
            for piece in _inflated(handle):
                lines += piece.count(b"\n")
                written += len(piece)
                if not lines and written > LONGEST_LINE:
                    raise long_line(file)
                if written > MOST_UNPACKED or shutil.disk_usage(place.parent).free < _LEFT_FREE:
                    raise _refused(file, stopped)
                out.write(piece)
    except (zlib.error, EOFError) as error:
        said = P("er pakket (gzip), men er beskadiget eller ikke hel. Hent den igen.")
        raise _refused(file, said) from error
    return os.open(place, os.O_RDONLY | os.O_CLOEXEC)


def _inflated(handle: int) -> Iterator[bytes]:
    """Pieces of at most a megabyte, whatever a packed one holds."""
    with os.fdopen(os.dup(handle), "rb") as packed:
        packed.seek(0)
        unpack = zlib.decompressobj(wbits=31)
        while True:
            found = unpack.unconsumed_tail or packed.read(_PIECE)
            if unpack.eof:
                found = unpack.unused_data + (b"" if unpack.unconsumed_tail else found)
                if not found.strip(b"\0"):
                    return
                unpack = zlib.decompressobj(wbits=31)
            content = unpack.decompress(found, _PIECE)
            if not content and not found:
                raise EOFError
            yield content


def _head(file: Path, handle: int, size: int, mark: int) -> tuple[bytes, int]:
    """The first line, and where the second begins."""
    if size <= mark:
        raise _refused(file, P("er tom."))
    text = b""
    while b"\n" not in text and len(text) <= LONGEST_LINE:
        more = os.pread(handle, _PIECE, mark + len(text))
        if not more:
            break
        text += more
    end = text.find(b"\n")
    if end > LONGEST_LINE or (end < 0 and len(text) > LONGEST_LINE):
        raise long_line(file)
    head = text if end < 0 else text[:end]
    if b"\0" in head or b"\r" in head.rstrip(b"\r"):
        raise _refused(
            file, P("er ikke en CSV-fil: den første linje er ikke tekst. Gem den som CSV i UTF-8.")
        )
    return head.rstrip(b"\r"), size if end < 0 else mark + end + 1


def _columns(file: Path, head: bytes, spec: FileSpec) -> tuple[str, tuple[str, ...]]:
    """How the columns are separated, and their names in small letters."""
    [line], _others = lines_of(head) if head else ([""], 0)
    separator = max(SEPARATORS, key=line.count)
    if line.count(separator) >= MOST_COLUMNS:
        said = P("har mere end %(most)s kolonner. Er det den rigtige fil?", most=str(MOST_COLUMNS))
        raise _refused(file, said)
    names = tuple(one.casefold() for one in fields_of(line, separator) or ())
    missing = [one.name for one in spec.columns if one.name != "y_YYWW" and one.name not in names]
    if missing:
        said = P(
            "mangler %(missing)s i første linje. Første linje skal være kolonnernes navne (%(expected)s), "
            "adskilt af komma eller semikolon.",
            missing=", ".join(missing),
            expected=", ".join(one.name for one in spec.columns),
        )
        raise _refused(file, said)
    twice = (
        sorted({one for one in names if one and names.count(one) > 1}) if len(set(names)) < len(names) else []
    )
    if twice:
        raise _refused(file, P("har kolonnen %(name)s mere end én gang.", name=twice[0][:40]))
    return separator, names


def _refused(file: Path, said: Phrase) -> RegisterRefused:
    return RegisterRefused(P("Filen %(file)s %(what)s", file=str(file), what=said))


def digest(handle: int, size: int) -> str:
    """SHA-256 of an open file's first `size` bytes."""
    found, piece = hashlib.sha256(), bytearray(_PIECE)
    view, at = memoryview(piece), 0
    while at < size and (count := os.preadv(handle, [view[: min(_PIECE, size - at)]], at)):
        found.update(view[:count])
        at += count
    return found.hexdigest()
