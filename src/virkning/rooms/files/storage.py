"""Where the bytes lie: one file a fingerprint, in two levels of folders, written whole or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def fingerprint_of(content: bytes) -> str:
    """SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def path_of(fingerprint: str) -> Path:
    """Where the content with this fingerprint lies, whether or not it is there."""
    return Path(settings.FILES_ROOT) / fingerprint[:2] / fingerprint[2:4] / fingerprint


def keep(content: bytes) -> str:
    """Write the content to disk unless it is there already, undamaged; return its fingerprint.

    Written beside its place and renamed, so that a killed process never leaves half a file under a whole name.
    """
    fingerprint = fingerprint_of(content)
    path = path_of(fingerprint)
    if path.is_file() and fingerprint_of(path.read_bytes()) == fingerprint:
        return fingerprint
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return fingerprint


def read(fingerprint: str) -> bytes:
    """The content with this fingerprint. Raises FileNotFoundError."""
    return path_of(fingerprint).read_bytes()


def forget(fingerprint: str) -> None:
    """Delete the content with this fingerprint, where it is there."""
    path_of(fingerprint).unlink(missing_ok=True)
