"""Where registers lie: private folders below the data folder, one a delivery; and deliveries that lie on the server.

    registers/incoming/<random>/        files on their way in
    registers/<register>/<random>/      a delivery: `delivered/` until it is read, `spells/` from then on

A delivery's folder has a name of its own, so that what a killed process left behind is in nobody's way.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused

from .models import Delivery
from .stages import NEEDED, FileKind

#: Readable by the program's own user and nobody else.
_PRIVATE = 0o700
_DELIVERED, _SPELLS, _INCOMING = "delivered", "spells", "incoming"


@dataclass(frozen=True)
class Sent:
    """A file as it is being sent: what it was called, and its bytes, piece by piece."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True)
class Arrived:
    """Files that are on disk, and what the delivery remembers of each."""

    folder: Path
    files: tuple[dict[str, str | int], ...]


def root() -> Path:
    """The folder of all registers."""
    return Path(settings.REGISTERS_ROOT)


def folder_of(delivery: Delivery) -> Path:
    """The delivery's own folder."""
    return root() / delivery.folder


def spells_of(delivery: Delivery) -> Path:
    """Where its spells are, once it is read."""
    return folder_of(delivery) / _SPELLS


def files_of(delivery: Delivery) -> dict[FileKind, Path]:
    """The files to read. Raises `Refused` where they lie on the server and are not there any more."""
    if delivery.source:
        return files_on_server(delivery.source)
    place = folder_of(delivery) / _DELIVERED
    return {FileKind(one["kind"]): place / f"{one['kind']}.csv" for one in delivery.files}


def receive(sent: Mapping[FileKind, Sent]) -> Arrived:
    """Write the files to disk as they come, never a whole one in memory. Raises `Refused`; then nothing is kept."""
    check_needed(sent)
    place = _private(root() / _INCOMING / uuid4().hex / _DELIVERED).parent
    try:
        files = tuple(_keep(place / _DELIVERED, kind, sent[kind]) for kind in FileKind if kind in sent)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return Arrived(place, files)


def check_needed(kinds: Iterable[FileKind]) -> None:
    """Raises `Refused` where a file without which there is no delivery is missing."""
    there = set(kinds)
    missing = {
        kind.value: _("Vælg filen. Uden den er der ingen leverance.") for kind in NEEDED if kind not in there
    }
    if missing:
        raise Refused(missing)


def arriving() -> Path:
    """Where files lie while they are being sent."""
    return _private(root() / _INCOMING)


def settle(arrived: Arrived, register: int) -> str:
    """Move files that have arrived to a folder of the register; its name below the root."""
    name = new_folder(register)
    _private((root() / name).parent)
    os.replace(arrived.folder, root() / name)
    return name


def new_folder(register: int) -> str:
    """A name nobody has, below the root."""
    return f"{register}/{uuid4().hex}"


def make(name: str) -> None:
    """Make a delivery's folder."""
    _private(root() / name)


def forget(arrived: Arrived) -> None:
    """Delete files that became no delivery."""
    shutil.rmtree(arrived.folder, ignore_errors=True)


def drop_delivered(delivery: Delivery) -> None:
    """Delete the files as they were sent: they hold the persons' keys, which the spells do not."""
    shutil.rmtree(folder_of(delivery) / _DELIVERED, ignore_errors=True)


def erase(name: str) -> None:
    """Delete a delivery's folder with everything in it."""
    if name:
        shutil.rmtree(root() / name, ignore_errors=True)


def server_folders() -> list[str]:
    """The folders below `VIRKNING_REGISTER_FOLDER` that hold a delivery, by name; none where it is not set."""
    base = _base()
    if base is None or not base.is_dir():
        return []
    found = [one for one in base.iterdir() if one.is_dir() and not one.name.startswith(".")]
    return sorted(one.name for one in found if all((one / f"{kind}.csv").is_file() for kind in NEEDED))


def files_on_server(folder: str) -> dict[FileKind, Path]:
    """The files of a folder on the server. Raises `Refused` for one outside the base, or without the needed files."""
    base = _base()
    if base is None:
        raise Refused(
            {
                "folder": _(
                    "Der er ingen mappe til leverancer på serveren. Send filerne, eller sig det til driften."
                )
            }
        )
    place = (base / folder).resolve()
    outside = {
        "folder": _("Mappen “%(folder)s” findes ikke blandt leverancerne på serveren. Vælg en fra listen.")
        % {"folder": folder}
    }
    if not folder.strip() or not place.is_dir() or base not in place.parents:
        raise Refused(outside)
    files = {kind: (place / f"{kind}.csv").resolve() for kind in FileKind}
    if any(place not in path.parents for path in files.values()):
        raise Refused(outside)  # a link that leads out of it
    there = {kind: path for kind, path in files.items() if path.is_file()}
    missing = ", ".join(f"{kind}.csv" for kind in NEEDED if kind not in there)
    if missing:
        words = _("I mappen “%(folder)s” mangler %(files)s. Læg filerne der, og prøv igen.")
        raise Refused({"folder": words % {"folder": folder, "files": missing}})
    return there


def _base() -> Path | None:
    return Path(settings.REGISTER_FOLDER).resolve() if settings.REGISTER_FOLDER else None


def _keep(place: Path, kind: FileKind, sent: Sent) -> dict[str, str | int]:
    most, size, digest = settings.MAX_DELIVERY_BYTES, 0, hashlib.sha256()
    with (place / f"{kind}.csv").open("wb") as out:
        for piece in sent.pieces:
            size += len(piece)
            if size > most:
                words = _("Filen er for stor. Den må højst fylde %(most)s MB.")
                raise Refused({kind.value: words % {"most": most // (1024 * 1024)}})
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if not size:
        raise Refused({kind.value: _("Filen er tom. Vælg den rigtige fil.")})
    return {"kind": kind.value, "name": sent.name[:255], "bytes": size, "sha256": digest.hexdigest()}


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    root().chmod(_PRIVATE)
    return folder
