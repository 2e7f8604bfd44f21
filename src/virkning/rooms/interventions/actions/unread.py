"""Words in a brought file that no field took: each stays until somebody says that they have seen to it."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import change

from ..models import DescriptionFile
from .naming import shortly


def see_to(file: DescriptionFile, places: Collection[int], *, by: Author) -> DescriptionFile:
    """Say that the words at these places have been seen to; the words stay. Raises `Refused` for a place it has not."""
    return _mark(file, places, by=by, seen=True)


def leave_open(file: DescriptionFile, places: Collection[int], *, by: Author) -> DescriptionFile:
    """Take it back: the words still are to be seen to. Raises `Refused` for a place it has not."""
    return _mark(file, places, by=by, seen=False)


def _mark(file: DescriptionFile, places: Collection[int], *, by: Author, seen: bool) -> DescriptionFile:
    with transaction.atomic():
        # Two people see to each their words: both count.
        now = DescriptionFile._base_manager.select_for_update(of=("self",)).get(pk=file.pk)
        unread = now.proposal["unread"]
        if any(not 0 <= one < len(unread) for one in places):
            raise Refused(_("Teksten findes ikke i filen."))
        marked = dict(now.seen_to)
        for place in sorted(places):
            if seen:
                marked.setdefault(str(place), [by.name, timezone.now().isoformat()])
            else:
                marked.pop(str(place), None)
        told = {"file": now.file.name, "text": ", ".join(shortly(unread[one][0]) for one in sorted(places))}
        words = (
            _("Tekst fra filen %(file)s er set til: %(text)s.")
            if seen
            else _("Tekst fra filen %(file)s er ikke set til alligevel: %(text)s.")
        )
        change(now, by=by, words=words % told, seen_to=marked)
    file.seen_to, file.version = now.seen_to, now.version
    return file
