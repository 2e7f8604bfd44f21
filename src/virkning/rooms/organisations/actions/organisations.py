"""Making organisations."""

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author

from ..models import Municipality, Organisation, OrganisationKind
from ..queries import organisation_of


def create_organisation(*, name: str, kind: OrganisationKind, by: Author) -> Organisation:
    """Make an organisation that is not a municipality. Raises IntegrityError where the name is taken."""
    organisation = Organisation(name=name, kind=kind)
    return writes.create(
        organisation, by=by, words=_("Organisationen %(name)s er oprettet.") % {"name": name}
    )


def municipality_organisation(*, municipality: Municipality, by: Author) -> Organisation:
    """The municipality's organisation, made if it is not there yet."""
    with transaction.atomic():
        existing = organisation_of(municipality)
        if existing is not None:
            return existing
        organisation = Organisation(
            name=municipality.official_name, kind=OrganisationKind.MUNICIPALITY, municipality=municipality
        )
        words = _("Organisationen %(name)s er oprettet.") % {"name": municipality.official_name}
        return writes.create(organisation, by=by, words=words)
