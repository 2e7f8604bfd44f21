"""An organisation's own Word document as base of its documents: checked, kept, replaced, taken away."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.word_check import BaseFindings, UnusableBase, check_base
from virkning.documents.word_words import words_of_file
from virkning.figures.cpr import find_cpr, masked
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import batch
from virkning.rooms.organisations.models import Organisation

from ..models import DocumentBase
from .stored import store_file

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def set_base(*, organisation: Organisation, name: str, content: bytes, by: Author) -> DocumentBase:
    """Keep the document as the organisation's base, in the place of the one before.

    Raises `Refused` with what is wrong with the file. The permission is checked by the caller.
    """
    try:
        found = check_base(content)
    except UnusableBase as error:
        raise Refused({"file": masked(str(error))}) from error
    _refuse_cpr(content)
    with batch(by=by, action="base") as act:
        # One at a time: two who upload at once get one base, the later one's.
        Organisation._base_manager.select_for_update().get(pk=organisation.pk)
        file = store_file(name=name, content=content, content_type=CONTENT_TYPE, act=act)
        row = DocumentBase._base_manager.filter(organisation=organisation).order_by("pk").first()
        values = {
            "file": file,
            "found": told(found),
            "checked_at": timezone.now(),
            "stored_by": by.name,
        }
        if row is None:
            row = act.create(DocumentBase, [DocumentBase(organisation=organisation, **values)])[0]
        else:
            for column, value in values.items():
                setattr(row, column, value)
            act.update(DocumentBase, [row], list(values))
        act.about = row
        act.words = _("Wordskabelonen %(file)s er lagt op.") % {"file": file.name}
        act.changes = {"file": file.name, "fingerprint": file.fingerprint}
    return row


def _refuse_cpr(content: bytes) -> None:
    """The file is kept as it was uploaded, so all its words count, also those that documents leave out (ADR 0014)."""
    for line in words_of_file(content):
        if found := find_cpr(line):
            said = _(
                "Dokumentet indeholder et CPR-nummer (%(masked)s). En skabelon må ikke have personnumre i sig, heller "
                "ikke i sidehoved, kommentarer, sporede ændringer eller egenskaber. Fjern det i Word, gem dokumentet, "
                "og prøv igen."
            )
            raise Refused({"file": said % {"masked": found[0].masked}})


def remove_base(*, base: DocumentBase, by: Author) -> None:
    """Take the base away: documents look as the house makes them again. The file stays with the log."""
    with transaction.atomic(), batch(by=by, action="base") as act:
        act.unlink(DocumentBase, [base.pk])
        act.about = base
        act.words = _("Wordskabelonen %(file)s er fjernet.") % {"file": base.file.name}
        act.changes = {"file": base.file.name, "fingerprint": base.file.fingerprint}


def told(found: BaseFindings) -> dict[str, object]:
    """What was found, as the row keeps it."""
    return {
        "styles": list(found.styles),
        "missing": list(found.missing),
        "header": found.header,
        "footer": found.footer,
        "logo": found.logo,
        "landscape": found.landscape,
        "left_out": list(found.left_out),
    }
