"""Files and messages of commands."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.utils.translation import gettext as _


class Failed(click.ClickException):
    """Ends the command with exit code 1 and the message on stderr, as it stands."""

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


def write_file(file: Path, content: bytes) -> None:
    """Write beside the place and rename, so that a killed command leaves no half file. Raises `Failed`."""
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".virkning-", suffix=file.suffix)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(beside, 0o666 & ~umask)
        os.replace(beside, file)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise Failed(_("%(file)s kan ikke skrives: %(why)s") % {"file": file, "why": why(error)}) from error


def read_file(file: Path) -> bytes:
    """The file's bytes, but no more than may be uploaded. Raises `Failed`."""
    try:
        with file.open("rb") as opened:
            content = opened.read(settings.MAX_UPLOAD_BYTES + 1)
    except OSError as error:
        raise Failed(_("%(file)s kan ikke læses: %(why)s") % {"file": file, "why": why(error)}) from error
    if len(content) > settings.MAX_UPLOAD_BYTES:
        most = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise Failed(_("Filen er for stor. Den må højst fylde %(most)s MB.") % {"most": most})
    return content


def why(error: OSError) -> str:
    """What stopped a file from being read or written, in words."""
    if isinstance(error, FileNotFoundError):
        return _("filen eller mappen findes ikke.")
    if isinstance(error, IsADirectoryError):
        return _("det er en mappe.")
    return _("der er ikke adgang.") if isinstance(error, PermissionError) else str(error.strerror or error)


@contextmanager
def database_said_no() -> Iterator[None]:
    """A database that is not there, not set up or busy ends in a sentence, not in a traceback."""
    try:
        yield
    except OperationalError as error:
        raise Failed(
            _("Databasen svarer ikke eller er ikke sat op. Kør «virkning migrate», og prøv igen. (%(why)s)")
            % {"why": str(error).strip().splitlines()[0] if str(error) else ""}
        ) from error
    except DatabaseError as error:
        raise Failed(
            _("Databasen er ikke sat op til denne udgave. Kør «virkning migrate», og prøv igen. (%(why)s)")
            % {"why": str(error).strip().splitlines()[0] if str(error) else ""}
        ) from error
