"""What can be erased for good, how, and `virkning erase-drafts`. A room that can erase registers its kind here."""

from collections.abc import Callable, Iterable

import click
from django.db import transaction
from django.utils.translation import gettext as _

from virkning.outside import erasures
from virkning.outside.erasures import Erasure
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.drafts import discard_draft
from virkning.rooms.audit.models import Draft
from virkning.rooms.organisations.doors import list_file
from virkning.rooms.organisations.models import Person

from .output import Failed, database_said_no


def erase_drafts(*, person_id: int) -> int:
    """Everything a person has typed and not handed in; returns how many forms it was."""
    names = list(
        Draft._base_manager.filter(person_id=person_id).order_by("id").values_list("name", flat=True)
    )
    for name in names:
        discard_draft(person_id=person_id, name=name)
    return len(names)


#: Kind → what erases the rows with that key, however often it is asked.
ERASERS: dict[str, Callable[..., int]] = {"drafts": erase_drafts}


def erase(kind: str, **key: int | str) -> int:
    """Erase rows for good, and note it in the list so that a restored copy forgets them too."""
    number = erasures.ask(list_file(), kind, key)
    with transaction.atomic():
        count = ERASERS[kind](**key)
    erasures.done(list_file(), number)
    return count


def refuse_unknown(wanted: Iterable[Erasure]) -> None:
    """Raises `Failed`, before anything is put back, where the list asks for what this version cannot erase."""
    for one in wanted:
        if one.kind not in ERASERS:
            raise Failed(_("Sletningen «%(kind)s» kendes ikke i denne udgave.") % {"kind": one.kind})


def erase_again(wanted: Iterable[Erasure]) -> int:
    """Do the erasures once more on a restored copy; returns how many. Call in the transaction that restored it."""
    count = 0
    for one in wanted:
        ERASERS[one.kind](**one.key)
        count += 1
    return count


@click.command("erase-drafts")
@click.argument("email", metavar="E-MAIL")
def erase_drafts_command(email: str) -> None:
    """Slet en persons kladder for altid. De slettes igen, hvis en ældre sikkerhedskopi gendannes."""
    with database_said_no(), system_scope("kommandolinjen"):
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise Failed(_("Ingen har adgang med %(email)s.") % {"email": email})
        count = erase("drafts", person_id=person.pk)
    click.echo(_("%(count)s kladder er slettet.") % {"count": count})
