"""Where the pages of this family are, how they lead back, and what an address may do with an intervention."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.figures.interventions import InterventionStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.interventions.form import Section
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.programmes.models import Programme, Project

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])

#: In addresses: a section's word.
SLUGS: dict[Section, str] = {
    Section.FACTS: "fakta",
    Section.TARGET: "maalgruppe",
    Section.PURPOSE: "formaal",
    Section.ACTIVITIES: "aktiviteter",
    Section.ACTORS: "aktoerer",
    Section.AMBASSADOR: "ambassadoer",
    Section.METHOD: "metode",
    Section.TRACKS: "forandringsspor",
    Section.EFFECT: "effekt",
    Section.ECONOMY: "oekonomi",
    Section.OBSERVATIONS: "observationer",
}
SECTIONS: dict[str, Section] = {slug: section for section, slug in SLUGS.items()}


def list_address(project_id: int, anchor: str = "") -> str:
    """The project's interventions, at one of them."""
    return f"{reverse('interventions', args=(project_id,))}{f'#{anchor}' if anchor else ''}"


def row_name(key: int) -> str:
    """`indsats-12`: how an intervention is named in buttons and anchors."""
    return f"indsats-{key}"


def address(intervention_id: int, anchor: str = "") -> str:
    """The intervention's own page: its task list."""
    return f"{reverse('intervention', args=(intervention_id,))}{f'#{anchor}' if anchor else ''}"


def reading_address(intervention_id: int, anchor: str = "") -> str:
    """The description as it is read."""
    return f"{reverse('intervention_read', args=(intervention_id,))}{f'#{anchor}' if anchor else ''}"


def review_address(intervention_id: int, anchor: str = "") -> str:
    """Where whoever decides reads it."""
    return f"{reverse('intervention_review', args=(intervention_id,))}{f'#{anchor}' if anchor else ''}"


def section_address(intervention_id: int, section: Section) -> str:
    """The form of a section."""
    return reverse("intervention_section", args=(intervention_id, SLUGS[section]))


def project_crumbs(project: Project, *words: str) -> list[Crumb]:
    """The way to the project's interventions, or to a page under them."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (_("Indsatser"), list_address(project.pk) if words else ""),
        *((one, "") for one in words),
    ]


def crumbs(intervention: Intervention, *words: str) -> list[Crumb]:
    """The way to the intervention, or to a page under it."""
    way = project_crumbs(intervention.project, "")[:-1]
    own = (intervention.name, address(intervention.pk) if words else "")
    return [*way, own, *((one, "") for one in words)]


def programme_crumbs(programme: Programme, *words: str) -> list[Crumb]:
    """The way to the programme's interventions, or to a page under them."""
    return [
        (_("Programmer"), reverse("programme_list")),
        (programme.name, reverse("programme", args=(programme.pk,))),
        (_("Indsatser"), reverse("programme_interventions", args=(programme.pk,)) if words else ""),
        *((one, "") for one in words),
    ]


def programme_of_crumbs(intervention: Intervention, *words: str) -> list[Crumb]:
    """The way of whoever decides: through the programme's interventions, else through the project's."""
    programme = intervention.project.programme
    way = project_crumbs(intervention.project, "") if programme is None else programme_crumbs(programme, "")
    own = (intervention.name, review_address(intervention.pk) if words else "")
    return [*way[:-1], own, *((one, "") for one in words)]


def under_of(intervention: Intervention) -> str:
    """`Holstebro Kommune, Vejen til job`: what stands under an intervention's name."""
    return f"{intervention.municipality.name}, {intervention.project.name}"


def may_describe(intervention: Intervention) -> bool:
    """Whether the reader may write in it at all; its stage may still be closed for most of it."""
    return Permission.DESCRIBE in intervention.permissions_of(current_scope())


def is_open(intervention: Intervention) -> bool:
    """Whether its description is being written; observations are at every stage."""
    return InterventionStage(intervention.stage).is_written


def with_its_project(intervention: Intervention) -> Intervention:
    """The same, with its project and municipality at hand: every page names them. One query."""
    read = Intervention.objects.select_related("project", "municipality").get(pk=intervention.pk)
    intervention.project, intervention.municipality = read.project, read.municipality
    return intervention


def done(request: HttpRequest, intervention: Intervention, words: str, to: str) -> HttpResponse:
    """Say what was done, with an undo where anything was, and go there."""
    entry = latest_entry(intervention)
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry is not None else "")
    return redirect(to)
