"""The goals of a programme side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from virkning.charts.changes import change_axis, change_scale, change_strip
from virkning.design.markup import safe
from virkning.rooms.access.scope import Scope
from virkning.rooms.registerruns.queries.published import PublishedGoal, table_of

from .choosing import chosen_in
from .goalpage import told
from .goalrows import GoalRow
from .ordering import numbered


@dataclass(frozen=True)
class GoalShown:
    """A goal in short. `rows`: the country and the project, each with its points."""

    title: str
    address: str
    head: str
    rest: str
    baseline: str
    latest: str
    axis: SafeString
    rows: tuple[tuple[GoalRow, SafeString], ...]
    parts: tuple[tuple[str, str], ...]
    is_approximation: bool


def overview(goals: Sequence[PublishedGoal], scope: Scope) -> list[GoalShown]:
    """Each goal with its parts' addresses. Three queries a goal; a programme has three."""
    found = []
    for goal in (one for one in goals if not one.is_part):
        run = goal.publication.run
        table = table_of(run, goal.measure, scope, publication=goal.publication)
        if table is None:
            continue
        chosen = chosen_in({}, table)
        made = told(table, chosen)
        scale, beside = change_scale(made.chart), made.rows.beside
        rows = [
            (row, safe(change_strip(drawn, scale, ())))
            for row, drawn in zip(beside, made.chart.rows[: len(beside)], strict=True)
        ]
        own = [one for one in goals if one.is_part and one.measure in run.measures]
        found.append(
            GoalShown(
                title=numbered(goal.measure, goal.title),
                address=_address(run.programme_id, goal.measure),
                head=str(made.sentences.head),
                rest=" ".join(str(one) for one in made.sentences.rest),
                baseline=chosen.baseline.shown,
                latest=chosen.latest.shown,
                axis=safe(change_axis(scale)),
                rows=tuple(rows),
                parts=tuple((one.title, _address(run.programme_id, one.measure)) for one in own),
                is_approximation=run.measures[goal.measure].get("standing") == "approximation",
            )
        )
    return found


def _address(programme_id: int, measure: str) -> str:
    return reverse("programme_goal", args=(programme_id, measure))
