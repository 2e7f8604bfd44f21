"""The Word document a project's note is written into: its lead organisation's own, where it has one."""

from django.utils.translation import gettext as _

from virkning.documents.blocks import Callout
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.files import storage
from virkning.rooms.files.models import DocumentBase
from virkning.rooms.programmes.models import Party, Project


def base_failed() -> Callout:
    """What stands first in a document whose base could not be written on."""
    return Callout(
        _(
            "Organisationens Word-skabelon kunne ikke bruges, så dokumentet har det almindelige udseende. "
            "En administrator i organisationen kan åbne skabelonen i Word, gemme den som .docx og lægge den op igen."
        ),
        "warning",
    )


def base_of_lead(project: Project) -> bytes | None:
    """The bytes of the lead's base; None where it has none. Two queries at most.

    Whoever may take the note home gets it as the lead wants it to look, so it is read past who may manage the base.
    """
    leads = Party._base_manager.filter(project=project, role=PartyRole.LEAD)
    base = (
        DocumentBase._base_manager.filter(organisation_id__in=leads.values("organisation_id"))
        .select_related("file")
        .order_by("pk")
        .first()
    )
    if base is None:
        return None
    try:
        return storage.read(base.file.fingerprint)
    except FileNotFoundError:
        return None  # a note in the house's look is better than none
