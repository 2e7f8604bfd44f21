"""A project's history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import project_headings

from .asking import asked_for
from .historypage import history_page


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def project_history(request: HttpRequest, project: Project) -> HttpResponse:
    """What has been changed in the project, newest first; by person, by kind of thing, by days, or of one thing."""
    name = project_headings([project.pk])[project.pk]
    asked = asked_for(request.GET)
    page = history_page(project, asked, project.permissions_of(current_scope()))
    crumbs = [
        (_("Projekter"), reverse("project_list")),
        (name, reverse("project", args=(project.pk,))),
        (_("Historik"), ""),
    ]
    return render(request, "history/history.html", {"page": page, "name": name, "breadcrumbs": crumbs})
