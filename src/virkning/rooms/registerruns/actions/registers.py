"""Registers: made, described, taken away and brought back."""

from django.utils.translation import gettext as _

from virkning.rooms.access.roles import REGISTER_KEEPERS
from virkning.rooms.activities.actions.belonging import check_text
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Organisation

from ..models import Register


def create_register(*, organisation: Organisation, name: str, by: Author, description: str = "") -> Register:
    """Make a register that an agency or evaluator keeps. Raises `Refused`."""
    if organisation.kind not in REGISTER_KEEPERS:
        words = _("%(name)s kan ikke føre registre. Det kan kun styrelser og evaluatorer.")
        raise Refused(words % {"name": organisation.name})
    name = _tidy(organisation, name)
    register = Register(organisation=organisation, name=name, description=description.strip())
    return writes.create(register, by=by, words=_("Registret %(name)s er oprettet.") % {"name": name})


def change_register(
    register: Register, *, name: str, by: Author, description: str = "", version: int | None = None
) -> Register:
    """Call or describe it otherwise. Raises `Refused`, `Conflict`."""
    name = _tidy(register.organisation, name, but=register)
    words = _("Registret %(name)s er rettet.") % {"name": name}
    return writes.change(
        register, by=by, words=words, version=version, name=name, description=description.strip()
    )


def remove_register(
    register: Register, *, by: Author, reason: str = "", version: int | None = None
) -> Register:
    """Take it out of the lists. What is published stays, and its data until they are erased. Raises `Conflict`."""
    words = _("Registret %(name)s er fjernet.") % {"name": register.name}
    return writes.remove(register, by=by, words=words, reason=reason.strip(), version=version)


def restore_register(register: Register, *, by: Author, version: int | None = None) -> Register:
    """Bring it back. Raises `Refused` where another has its name now, `Conflict`."""
    _tidy(register.organisation, register.name, but=register)
    words = _("Registret %(name)s er hentet tilbage.") % {"name": register.name}
    return writes.restore(register, by=by, words=words, version=version)


def _tidy(organisation: Organisation, name: str, but: Register | None = None) -> str:
    tidied = " ".join(name.split())
    check_text(name=tidied)
    others = Register._base_manager.filter(
        organisation=organisation, name__iexact=tidied, removed_at__isnull=True
    )
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        words = _("%(organisation)s har allerede et register, der hedder “%(name)s”. Vælg et andet navn.")
        raise Refused({"name": words % {"organisation": organisation.name, "name": tidied}})
    return tidied
