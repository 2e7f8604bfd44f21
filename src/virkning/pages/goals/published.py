"""A programme's goals as they are published: an overview, a page a measure, how it was made, and files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Programme
from virkning.rooms.registerruns.queries.published import GoalTable, PublishedGoal, goals_of, table_of

from .answering import answer_file, answer_how, answer_page
from .choosing import group_in
from .goalpage import shortened
from .ordering import in_order
from .overview import overview
from .ways import how_words, programme_crumbs, ways_of


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_goals(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The goals side by side: each in a sentence, with the country and the project."""
    context = {
        "programme": programme,
        "goals": overview(in_order(goals_of(programme)), current_scope()),
        "breadcrumbs": programme_crumbs(programme),
    }
    return render(request, "goals/overview.html", context)


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_goal(request: HttpRequest, programme: Programme, measure: str) -> HttpResponse:
    """One measure, municipality by municipality."""
    table, goals = _table(request, programme, measure)
    breadcrumbs = programme_crumbs(programme, (shortened(table.title), ""))
    return answer_page(request, table, goals, ways_of(table, published=True), breadcrumbs)


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_goal_how(request: HttpRequest, programme: Programme, measure: str) -> HttpResponse:
    """How its numbers were made."""
    table, _goals = _table(request, programme, measure)
    ways = ways_of(table, published=True)
    breadcrumbs = programme_crumbs(programme, (shortened(table.title), ways.page()), (how_words(), ""))
    return answer_how(request, table, ways, breadcrumbs)


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_goal_file(request: HttpRequest, programme: Programme, measure: str, kind: str) -> HttpResponse:
    """Its numbers or its picture to take home: what the page shows, so who sees it may have it."""
    table, _goals = _table(request, programme, measure)
    return answer_file(request, table, kind)


def _table(request: HttpRequest, programme: Programme, measure: str) -> tuple[GoalTable, list[PublishedGoal]]:
    """The table as its reader may see it, and the programme's other goals. Raises `NotVisible`."""
    goals, scope, group = in_order(goals_of(programme)), current_scope(), group_in(request.GET)
    found = next((one for one in goals if one.measure == measure), None)
    if found is None:
        raise NotVisible
    shown = found.publication
    table = table_of(shown.run, measure, scope, group=group, publication=shown)
    if table is None and group:
        table = table_of(shown.run, measure, scope, publication=shown)
    if table is None:
        raise NotVisible
    return table, goals
