"""Many files at once: held unread until the worker has looked through them, and gone from there one by one.

A file may hold anything until it has been looked through. So what is held is nobody's to see, is read within minutes,
and is deleted in the transaction that keeps or refuses it; what no worker came to is deleted after a day, by
`virkning remind` or when the next is brought.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import batch
from virkning.rooms.files import storage
from virkning.rooms.files.actions.stored import forget_files, store_file
from virkning.rooms.files.checking import HoldsCpr
from virkning.rooms.files.models import Job, JobKind, JobState, StoredFile
from virkning.rooms.programmes.models import Project

from ..reading.blackedout import BlackedOut
from ..reading.proposed import Proposed, proposed
from .bringing import (
    CONTENT_TYPE,
    Brought,
    bring_file,
    bring_without_numbers,
    read_file,
    read_without_numbers,
)

#: So long a file is held at most.
HELD = timedelta(days=1)


class Came(StrEnum):
    """What came of a file that was brought among others."""

    READ = "read"
    AGAIN = "again"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file. `file`: the key of the one that is kept; `said`: why there is none."""

    name: str
    came: str
    file: int | None = None
    said: str = ""

    def told(self) -> dict[str, Any]:
        """As a job keeps it."""
        return asdict(self)


def bring_one(*, project: Project, name: str, content: bytes, by: Author) -> Brought:
    """Keep a file; where CPR numbers stand in it, what was read without them, until somebody decides. `Refused`."""
    return _keep(project, name, content, _read(content), by)


def _read(content: bytes) -> Proposed | BlackedOut:
    try:
        return proposed(read_file(content))
    except HoldsCpr:
        return read_without_numbers(content)


def _keep(project: Project, name: str, content: bytes, found: Proposed | BlackedOut, by: Author) -> Brought:
    if isinstance(found, BlackedOut):
        return bring_without_numbers(project=project, name=name, found=found, by=by)
    return bring_file(project=project, name=name, content=content, by=by, read=found)


# Held -----------------------------------------------------------------------------------------------------------------


def hold_files(project: Project, files: Sequence[tuple[str, bytes]], *, by: Author) -> list[int]:
    """Hold files, name and content, unread; the keys of the held ones, in their order."""
    clear_held_files(by=by)
    with batch(by=by, action="hold") as act:
        keys = [
            store_file(name=name, content=content, content_type=CONTENT_TYPE, act=act).pk
            for name, content in files
        ]
        act.project_id = project.pk
        count = len(keys)
        act.words = ngettext(
            "%(count)d fil er lagt op og bliver læst.", "%(count)d filer er lagt op og bliver læst.", count
        ) % {"count": count}
    return keys


def bring_held(project: Project, key: int, *, by: Author, tell: Callable[[Outcome], object]) -> None:
    """Keep or refuse a file that is held, which is held no longer; nothing where it was not.

    `tell` is told what came of it in the same transaction. Nothing is locked while the file is read.
    """
    held = StoredFile._base_manager.filter(pk=key).first()
    if held is None:
        return
    found: Proposed | BlackedOut | Refused
    content = b""
    try:
        content = storage.read(held.fingerprint)
        found = _read(content)
    except Refused as refused:
        found = refused
    except FileNotFoundError:
        found = Refused(_("Filen blev ikke gemt. Læg den op igen."))
    with transaction.atomic():
        with batch(by=by, action="hold") as act:
            forget_files(keys=[held.pk], act=act)
        tell(_outcome(project, held.name, content, found, by))


def _outcome(
    project: Project, name: str, content: bytes, found: Proposed | BlackedOut | Refused, by: Author
) -> Outcome:
    """What is wrong with one of many is told, and stops no other."""
    try:
        if isinstance(found, Refused):
            raise found
        kept = _keep(project, name, content, found, by)
    except Refused as refused:
        return Outcome(name, Came.REFUSED, said=str(refused))
    return Outcome(name, Came.AGAIN if kept.again else Came.READ, kept.file.pk)


def clear_held_files(*, by: Author) -> int:
    """Delete what was held for work that has not come to it in time; how many files. Work that is done holds none."""
    old = Job._base_manager.filter(kind=JobKind.DESCRIPTIONS, asked_at__lt=timezone.now() - HELD)
    wishes = old.exclude(state=JobState.DONE).order_by("pk").values_list("wish", flat=True)
    # A key that has been deleted is no other file's again: they are counted on, on both databases.
    left = [key for wish in wishes for key in _still_held(wish)]
    if left:
        with batch(by=by, action="clear") as act:
            forget_files(keys=left, act=act)
            act.words = _("%(count)s filer, som ikke nåede at blive læst, er slettet.") % {"count": len(left)}
    return len(left)


def _still_held(wish: dict[str, Any]) -> list[int]:
    """Of one piece of work, so that no query names more files than are brought at once."""
    keys = [int(one) for one in wish.get("files", ())]
    return list(StoredFile._base_manager.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
