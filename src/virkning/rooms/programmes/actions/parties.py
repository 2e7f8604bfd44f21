"""Who takes part in a project."""

from django.utils.translation import gettext as _

from virkning.rooms.access.roles import PARTY_NAMES, PartyRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Organisation

from ..models import Party, Project


def add_party(*, project: Project, organisation: Organisation, role: PartyRole, by: Author) -> Party:
    """Make an organisation a party. Raises IntegrityError where it has the role already, or a lead is there."""
    words = _("%(organisation)s er blevet part i projektet som %(role)s.") % {
        "organisation": organisation.name,
        "role": PARTY_NAMES[role].lower(),
    }
    position = Party.objects.filter(project=project).count()
    party = Party(project=project, organisation=organisation, role=role, position=position)
    return writes.create(party, by=by, words=words)
