"""What a project is called where it stands among others: its name with its lead municipality."""

from collections.abc import Iterable

from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.roles import PartyRole

from ..models import Party, Project


def heading(name: str, lead: str) -> str:
    """`Brobygning, Viborg`; the name alone where the municipality stands in it already."""
    place = lead.removesuffix(" Kommune")
    return name if not place or place.casefold() in name.casefold() else f"{name}, {place}"


def lead_name(project_id: int) -> str:
    """The lead municipality's name; blank where the project has none. One query."""
    leads = Party._base_manager.filter(project_id=project_id, role=PartyRole.LEAD).order_by("pk")
    return leads.values_list("organisation__name", flat=True).first() or ""


def project_headings(keys: Iterable[int]) -> dict[int, str]:
    """The heading of each of these projects one sees, by name. Two queries."""
    projects = Project.objects.filter(pk__in=set(keys)).order_by(InDanish("name"), "id")
    named = dict(projects.values_list("pk", "name"))
    # Whoever sees a project sees its parties: they need not be asked about again.
    leads = dict(
        Party._base_manager.filter(project_id__in=list(named), role=PartyRole.LEAD)
        .order_by("project_id")
        .values_list("project_id", "organisation__name")
    )
    return {key: heading(name, leads.get(key, "")) for key, name in named.items()}
