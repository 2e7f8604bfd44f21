"""Which municipalities carry out a project, and whose interventions somebody may describe in it."""

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.organisations.models import Organisation, OrganisationKind
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.programmes.queries.permissions import ways_into

from ..describing import describes

_CARRY_OUT = (PartyRole.LEAD.value, PartyRole.PARTNER.value)


def municipalities_of(project: Project) -> dict[int, str]:
    """The municipalities among the parties that carry the project out: key → name, lead first. One query.

    Whoever sees a project sees its parties.
    """
    rows = Party._base_manager.filter(
        project=project, organisation__kind=OrganisationKind.MUNICIPALITY, role__in=_CARRY_OUT
    )
    return dict(rows.order_by("position", "id").values_list("organisation_id", "organisation__name"))


def municipalities_to_describe(scope: Scope, project: Project) -> list[Organisation]:
    """Those whose interventions the scope's person may describe, lead first. At most four queries."""
    keys = [key for key in municipalities_of(project) if may_describe_for(scope, project, key)]
    found = Organisation._base_manager.in_bulk(keys)
    return [found[key] for key in keys]


def may_describe_for(scope: Scope, project: Project, municipality_id: int) -> bool:
    """Whether the scope's person may describe that municipality's interventions in the project."""
    if scope.sees_everything:
        return True
    if Permission.DESCRIBE not in project.permissions_of(scope):
        return False
    return describes(ways_into(scope, project), municipality_id)
