"""Translations: which languages a person may choose, and their compiled catalogues. Needs no GNU gettext.

A catalogue is kept as text (`django.po`) and compiled beside it when it is missing or older, by whichever process comes
first: nothing has to be remembered at installation, and nothing compiled stands in the source.
"""

import contextlib
import os
import tempfile
from pathlib import Path

#: The header by which a catalogue says that every message stands in it.
COMPLETE = '"X-Complete: yes\\n"'


def languages(folder: Path) -> list[tuple[str, str]]:
    """Danish, and English once its catalogue is complete: half of one would mark Danish text as English."""
    offered = [("da", "Dansk")]
    if is_complete(folder / "en" / "LC_MESSAGES" / "django.po"):
        offered.append(("en", "English"))
    return offered


def is_complete(catalogue: Path) -> bool:
    """Whether the catalogue says so in its header."""
    if not catalogue.exists():
        return False
    with catalogue.open(encoding="utf-8") as opened:
        return COMPLETE in opened.read(2000)


def compile_where_older(folder: Path) -> list[Path]:
    """Compile every catalogue that has changed since it was compiled; returns those that were."""
    compiled = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with contextlib.suppress(
            PermissionError
        ):  # an installation nobody may write to was compiled when it was made
            _compile(source, target)
            compiled.append(target)
    return compiled


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as opened:
        catalogue = read_po(opened)
    handle, beside = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, catalogue)
    os.chmod(beside, 0o644)
    os.replace(beside, target)
