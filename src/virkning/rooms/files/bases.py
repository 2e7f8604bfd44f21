"""The Word document an organisation wants its documents written into, where it has one."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from virkning.documents.blocks import Callout

from . import storage
from .models import DocumentBase


def base_failed() -> Callout:
    """What stands first in a document whose base could not be written on."""
    return Callout(
        _(
            "Organisationens Word-skabelon kunne ikke bruges, så dokumentet har det almindelige udseende. "
            "En administrator i organisationen kan åbne skabelonen i Word, gemme den som .docx og lægge den op igen."
        ),
        "warning",
    )


def base_of(organisations: Collection[int] | Any) -> bytes | None:
    """The bytes of the base of the first of the organisations (keys, or a subquery of them) that has one. One query.

    Whoever may take the document home gets it as the organisation wants it to look, so it is read past who may manage
    the base.
    """
    rows = DocumentBase._base_manager.filter(organisation_id__in=organisations)
    base = rows.select_related("file").order_by("pk").first()
    if base is None:
        return None
    try:
        return storage.read(base.file.fingerprint)
    except FileNotFoundError:
        return None  # a document in the house's look is better than none
