"""My projects, one project, one activity, one result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.superseded import superseded_values
from virkning.rooms.results.models import Result

from .activitypage import activity_page
from .listpage import list_page
from .periods import PeriodChoice, choose_period
from .projectpage import project_heading, project_page
from .resultpage import result_page

Crumb = tuple[str, str]


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects one sees."""
    page = list_page(request.GET.get("q", ""), request.GET.get("sortering", ""), request.GET.get("side", ""))
    return render(request, "projects/list.html", {"list": page})


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def project(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole project in a period: areas, milestones, results, assessments."""
    facts = load_project(project)
    page = project_page(facts, _choice(request, facts))
    context = {
        "page": page,
        "owner": facts.lead,
        "breadcrumbs": [*_crumbs(facts)[:-1], (page.heading, "")],
        "may_export": Permission.EXPORT_PROJECT in project.permissions_of(current_scope()),
    }
    return render(request, "projects/project.html", context)


@requires(Permission.SEE_PROJECT, Activity, pk="activity_id", project="project_id")
@require_safe
def activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    """One activity: its milestones with their history in words, its results and assessments."""
    facts = load_project(activity.project)
    page = activity_page(facts, activity.pk, _choice(request, facts))
    crumbs = [*_crumbs(facts), (page.heading, "")]
    return render(
        request, "projects/activity.html", {"page": page, "owner": facts.lead, "breadcrumbs": crumbs}
    )


@requires(Permission.SEE_PROJECT, Result, pk="result_id", project="project_id")
@require_safe
def result(request: HttpRequest, result: Result) -> HttpResponse:
    """One result: its sentence, chart, every value with its origin, target versions, assessments."""
    facts = load_project(result.project)
    page = result_page(facts, result.pk, _choice(request, facts), superseded_values(result))
    context = {
        "page": page,
        "owner": facts.lead,
        "breadcrumbs": [*_crumbs(facts), (page.crumb, "")],
        "may_export": Permission.EXPORT_PROJECT in result.permissions_of(current_scope()),
    }
    return render(request, "projects/result.html", context)


def _choice(request: HttpRequest, facts: ProjectFacts) -> PeriodChoice | None:
    return choose_period(facts, request.GET.get("periode", ""), request.GET.get("perioder", ""))


def _crumbs(facts: ProjectFacts) -> list[Crumb]:
    """The way to the project."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project_heading(facts.name, facts.lead), reverse("project", args=(facts.id,))),
    ]
