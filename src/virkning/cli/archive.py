"""A copy of everything as one file: a manifest first, then the tables' rows, the list of erasures, and the files.

Written beside its place and renamed when whole. Each part's SHA-256 stands in the manifest, so that a damaged copy is
known before anything is put back.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
ERASURES = "erasures.jsonl"
_PIECE = 1024 * 1024


class BadArchive(ValueError):
    """The file is no copy, not a whole one, or not as it was written. The message says what is wrong, in English."""


@dataclass(frozen=True)
class Part:
    """One member of the archive. `rows`: of a table, without the line of its columns."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


@dataclass
class Manifest:
    """What the archive holds, from when, and from which state of which version."""

    taken_at: str
    program: str
    database: str
    migrations: list[str]
    last_numbers: dict[str, int]
    parts: list[Part] = field(default_factory=list)
    lost_files: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        """When the copy was taken."""
        return datetime.fromisoformat(self.taken_at)

    @property
    def applied(self) -> set[tuple[str, str]]:
        """The migrations its database had been through."""
        return {(app, name) for app, _dot, name in (one.partition(".") for one in self.migrations)}

    @property
    def tables(self) -> dict[str, Part]:
        """The parts that hold rows, by the table's name."""
        found = (one for one in self.parts if one.rows is not None)
        return {one.name.removeprefix("tables/").removesuffix(".jsonl"): one for one in found}

    @property
    def fingerprints(self) -> list[str]:
        """The stored files it holds."""
        return [one.name.removeprefix("files/") for one in self.parts if one.name.startswith("files/")]

    def written(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Raises `BadArchive`."""
        try:
            values = json.loads(content)
            if values["format"] != FORMAT:
                raise BadArchive(f"its format is {values['format']}, not {FORMAT}")
            return cls(**{**values, "parts": [Part(**one) for one in values["parts"]]})
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, BadArchive):
                raise
            raise BadArchive(f"its manifest cannot be read: {error}") from error


class Gathering:
    """Parts on their way into an archive: written to a folder of their own first, since the manifest goes in front."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places: list[tuple[Part, Path]] = []

    def add_lines(self, name: str, lines: Iterable[bytes], *, table: bool = False) -> None:
        """A part of lines; of a table the first line is its columns."""
        path = self.folder / str(len(self.places))
        digest, size, count = hashlib.sha256(), 0, 0
        with path.open("wb") as out:
            for line in lines:
                out.write(line)
                digest.update(line)
                size += len(line)
                count += 1
        self.places.append((Part(name, size, digest.hexdigest(), count - 1 if table else None), path))

    def add_file(self, fingerprint: str, path: Path) -> bool:
        """A stored file from its place; False where it is not there, or not what its fingerprint says."""
        try:
            with path.open("rb") as opened:
                size, digest = _digest(opened)
        except OSError:
            return False
        if digest == fingerprint:
            self.places.append((Part(f"files/{fingerprint}", size, digest), path))
        return digest == fingerprint

    def write(self, file: Path, manifest: Manifest) -> None:
        """Everything into one file, whole or not at all. Raises OSError."""
        manifest.parts = [part for part, _path in self.places]
        handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".virkning-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as tar:
                    _put(tar, MANIFEST, io.BytesIO(content := manifest.written()), len(content))
                    for part, path in self.places:
                        with path.open("rb") as opened:
                            _put(tar, part.name, opened, part.size)
                out.flush()
                os.fsync(out.fileno())
            os.replace(beside, file)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise


@contextmanager
def gathering(file: Path) -> Iterator[Gathering]:
    """A folder beside the archive, gone afterwards. Raises OSError."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".virkning-") as folder:
        yield Gathering(Path(folder))


def checked(file: Path) -> Manifest:
    """The manifest, once every part has been found in the file with the size and the SHA-256 it should have.

    Raises `BadArchive`, and OSError where the file cannot be opened.
    """
    with _opened(file) as tar:
        manifest = Manifest.read(_first(tar))
        found = {}
        for member in tar:
            opened = tar.extractfile(member)
            if opened is not None and member.name != MANIFEST:
                found[member.name] = _digest(opened)
    for part in manifest.parts:
        if part.name not in found:
            raise BadArchive(f"{part.name} is not in it")
        if found.pop(part.name) != (part.size, part.sha256):
            raise BadArchive(f"{part.name} is damaged")
    if found:
        raise BadArchive(f"it holds {', '.join(sorted(found))}, which is not in its manifest")
    return manifest


def parts(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every part with its content, in the order they were written."""
    with _opened(file) as tar:
        for member in tar:
            opened = tar.extractfile(member)
            if opened is not None and member.name != MANIFEST:
                yield member.name, opened


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, mode="r|gz") as tar:
            yield tar
    except (tarfile.TarError, EOFError, ValueError) as error:
        if isinstance(error, BadArchive):
            raise
        raise BadArchive(f"it is not a whole archive: {error}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise BadArchive(f"it is not a whole archive: {error}") from error  # zlib and gzip raise bare OSError


def _first(tar: tarfile.TarFile) -> bytes:
    member = tar.next()
    opened = tar.extractfile(member) if member is not None and member.name == MANIFEST else None
    if opened is None:
        raise BadArchive("it does not begin with a manifest")
    return opened.read()


def _put(tar: tarfile.TarFile, name: str, content: Any, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, content)


def _digest(opened: IO[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while piece := opened.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()
