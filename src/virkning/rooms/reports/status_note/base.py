"""The Word document a project's note is written into: its lead organisation's own, where it has one."""

from virkning.rooms.access.roles import PartyRole
from virkning.rooms.files.bases import base_of
from virkning.rooms.programmes.models import Party, Project


def base_of_lead(project: Project) -> bytes | None:
    """The bytes of the lead's base; None where it has none. One query."""
    leads = Party._base_manager.filter(project=project, role=PartyRole.LEAD)
    return base_of(leads.values("organisation_id"))
