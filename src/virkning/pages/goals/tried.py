"""A run's tables as the register's keepers see them, published or not; unsuppressed where they ask for it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.registerruns.models import Run
from virkning.rooms.registerruns.queries.published import GoalTable, internal_table, table_of

from .answering import answer_file, answer_how, answer_page
from .choosing import group_in
from .goalpage import shortened
from .ways import how_words, run_crumbs, ways_of


@requires(Permission.SEE_REGISTER, Run, pk="run_id", delivery__register="register_id")
@require_safe
def run_goal(request: HttpRequest, run: Run, measure: str) -> HttpResponse:
    """One measure of the run, municipality by municipality."""
    table = _table(request, run, measure)
    breadcrumbs = run_crumbs(run, (shortened(table.title), ""))
    return answer_page(request, table, [], ways_of(table, published=False), breadcrumbs)


@requires(Permission.SEE_REGISTER, Run, pk="run_id", delivery__register="register_id")
@require_safe
def run_goal_how(request: HttpRequest, run: Run, measure: str) -> HttpResponse:
    """How its numbers were made."""
    table = _table(request, run, measure)
    ways = ways_of(table, published=False)
    return answer_how(
        request, table, ways, run_crumbs(run, (shortened(table.title), ways.page()), (how_words(), ""))
    )


@requires(Permission.SEE_REGISTER, Run, pk="run_id", delivery__register="register_id")
@require_safe
def run_goal_file(request: HttpRequest, run: Run, measure: str, kind: str) -> HttpResponse:
    """Its numbers or its picture."""
    return answer_file(request, _table(request, run, measure), kind)


def _table(request: HttpRequest, run: Run, measure: str) -> GoalTable:
    """The run's measure; with nothing hidden where that is asked for. Raises `NotVisible`."""
    make = internal_table if request.GET.get("internt") == "1" else table_of
    scope, group = current_scope(), group_in(request.GET)
    table = make(run, measure, scope, group=group) or (make(run, measure, scope) if group else None)
    if table is None:
        raise NotVisible
    return table
