"""My projects, one project, one activity, one result."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.periods import Period
from virkning.figures.units import Unit
from virkning.pages.telling.continuing import activity_goes_on
from virkning.pages.telling.periods import PeriodChoice, choose_period
from virkning.pages.telling.proposals import ProposalCounts
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import heading as project_heading
from virkning.rooms.programmes.queries.people import count_who_sees
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.reports.queries.continuing import load_comments, load_embeddings
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.proposals import load_proposals
from virkning.rooms.reports.queries.recommendations import load_recommendations
from virkning.rooms.reports.queries.superseded import superseded_values
from virkning.rooms.results.models import Result
from virkning.rooms.statusrounds.queries.rounds import round_in

from .activitypage import activity_page
from .advice import advice_section
from .background import beside_activity, explanations_of
from .deadlines import next_deadline
from .listpage import list_page
from .projectpage import project_page
from .resultpage import Beside, result_page
from .roundband import round_here

Crumb = tuple[str, str]


@dataclass(frozen=True)
class May:
    """What the reader may do in the project, for the links that lead to it."""

    export: bool
    read_in: bool
    edit: bool
    report: bool
    assess: bool
    run_rounds: bool

    @classmethod
    def of(cls, about: Project | Activity | Result) -> "May":
        given = about.permissions_of(current_scope())
        wanted = ("EXPORT_PROJECT", "IMPORT_PROJECT", "EDIT_PROJECT", "REPORT_STATUS", "ASSESS", "RUN_ROUNDS")
        return cls(*(Permission[name] in given for name in wanted))


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
    today = timezone.localdate()
    asked = round_here(project, facts, current_scope(), today)
    page = project_page(facts, _choice(request, facts), asked.stages if asked else None)
    given = load_recommendations(project.pk)
    context = {
        "page": page,
        "round": asked,
        "advice": advice_section(project.pk, given, page.choice.period, today) if page.choice else None,
        "owner": facts.lead,
        "breadcrumbs": [*_crumbs(facts)[:-1], (page.heading, "")],
        "may": May.of(project),
        "seen_by": count_who_sees(project),
        "proposals": ProposalCounts.of(facts, load_proposals(facts.id)),
        "next": next_deadline(facts, page.choice.period if page.choice else None, today),
    }
    return render(request, "projects/project.html", context)


@requires(Permission.SEE_PROJECT, Activity, pk="activity_id", project="project_id")
@require_safe
def activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    """One activity: its milestones with their history in words, its results and assessments."""
    facts = load_project(activity.project)
    page = activity_page(facts, activity.pk, _choice(request, facts), load_proposals(facts.id))
    crumbs, may = [*_crumbs(facts), (page.heading, "")], May.of(activity)
    context = {
        "page": page,
        "goes_on": activity_goes_on(
            facts.id,
            activity.pk,
            load_embeddings(facts.id, activity.pk),
            load_comments(facts.id, activity.pk),
            page.choice.period,
        )
        if page.choice
        else None,
        "owner": facts.lead,
        "breadcrumbs": crumbs,
        "may": may,
        "beside": beside_activity(facts.id, activity.pk),
        "report": _report_address(activity, facts, page.choice.period) if page.choice and may.report else "",
    }
    return render(request, "projects/activity.html", context)


def _report_address(activity: Activity, facts: ProjectFacts, period: Period) -> str:
    """Where its status is written: in the round under way that asks it, else the period's own form. One query."""
    asked = round_in(activity.project, period)
    if asked is not None and asked.is_under_way and not _is_closed_by(facts, activity.pk, period):
        return reverse("round_report", args=(asked.pk, activity.pk))
    return reverse("report_activity", args=(facts.id, activity.pk, period.canonical))


def _is_closed_by(facts: ProjectFacts, activity_id: int, period: Period) -> bool:
    closed = next(one.closed_in for one in facts.activities() if one.id == activity_id)
    return closed is not None and closed.begun_by(period)


@requires(Permission.SEE_PROJECT, Result, pk="result_id", project="project_id")
@require_safe
def result(request: HttpRequest, result: Result) -> HttpResponse:
    """One result: its sentence, chart, every value with its origin, target versions, assessments."""
    facts = load_project(result.project)
    told = Beside(superseded_values(result), load_proposals(facts.id))
    page = result_page(facts, result.pk, _choice(request, facts), told)
    context = {
        "page": page,
        "owner": facts.lead,
        "breadcrumbs": [*_crumbs(facts), (page.crumb, "")],
        "may": May.of(result),
        "may_follow": result.project.programme_id is not None and Unit.parse(result.unit).is_percent,
        "explanations": explanations_of(facts.id, result.pk, page.choice.period) if page.choice else (),
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
