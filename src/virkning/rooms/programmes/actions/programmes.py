"""Making and changing programmes."""

from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Organisation

from ..models import Programme


def create_programme(*, name: str, owner: Organisation | None, by: Author) -> Programme:
    """Make a programme. Raises IntegrityError where its owner has one of that name."""
    words = _("Programmet %(name)s er oprettet.") % {"name": name}
    return writes.create(Programme(name=name, owner=owner), by=by, words=words)


def change_programme(programme: Programme, *, by: Author, version: int | None, name: str) -> Programme:
    """Give a programme another name. Raises Conflict, or IntegrityError where its owner has one of that name."""
    words = _("Programmet %(before)s hedder nu %(name)s.") % {"before": programme.name, "name": name}
    return writes.change(programme, by=by, words=words, version=version, name=name)
