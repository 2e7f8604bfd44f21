"""A table answered as a page, as how it was made, or as a file: the same whoever asked, published or not."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from virkning.charts import to_png, to_svg
from virkning.pages.saving import as_file
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.registerruns.queries.published import GoalTable, PublishedGoal

from .choosing import chosen_in
from .files import goal_csv, goal_workbook
from .goalpage import goal_page, told
from .howmade import how_page, how_rows
from .ways import Crumb, Ways

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDE = 860


def answer_page(
    request: HttpRequest,
    table: GoalTable,
    goals: Sequence[PublishedGoal],
    ways: Ways,
    breadcrumbs: Sequence[Crumb],
) -> HttpResponse:
    """The goal's page."""
    page = goal_page(table, chosen_in(request.GET, table), goals, ways)
    context = {"page": page, "how": how_page(table), "breadcrumbs": breadcrumbs}
    return render(request, "goals/goal.html", context)


def answer_how(
    request: HttpRequest, table: GoalTable, ways: Ways, breadcrumbs: Sequence[Crumb]
) -> HttpResponse:
    """How the number was made: definition, code lists, SQL, run and data."""
    context = {"title": table.title, "how": how_page(table), "ways": ways, "breadcrumbs": breadcrumbs}
    return render(request, "goals/how.html", context)


def answer_file(request: HttpRequest, table: GoalTable, kind: str) -> HttpResponse:
    """The numbers, or the picture. Raises `NotVisible` for a kind there is none of."""
    chosen = chosen_in(request.GET, table)
    name = _("%(goal)s, %(programme)s") % {"goal": table.title, "programme": table.run.programme.name}
    if kind == "csv":
        return as_file(goal_csv(table), f"{name}.csv", "text/csv; charset=utf-8")
    made = told(table, chosen)
    if kind == "xlsx":
        return as_file(goal_workbook(table, chosen, made, how_rows(table)), f"{name}.xlsx", _XLSX)
    if kind == "png":
        return as_file(
            to_png(made.chart, width=_WIDE, font_dir=settings.FONT_DIRS[0]), f"{name}.png", "image/png"
        )
    if kind == "svg":
        return as_file(to_svg(made.chart, width=_WIDE).encode(), f"{name}.svg", "image/svg+xml")
    raise NotVisible
