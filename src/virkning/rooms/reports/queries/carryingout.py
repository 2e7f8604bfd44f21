"""Whose desk the actions of action plans lie on, until they are wholly carried out or the project is over."""

from collections.abc import Collection, Mapping
from datetime import date
from textwrap import shorten

from virkning.figures.actionplans import is_asked_for
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import AssignmentRole
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.holders import NOBODY_HOLDS, Holders, holders_in

from ..facts.actionplan import PlannedActionFacts
from ..facts.tasks import Task, TaskKind
from .actionplan import actions_with_deadlines
from .tasks import PlacedTask

#: An action may be told at length; a list shows its beginning.
_LONGEST = 160


def answers_for(lead_id: int | None, holders: Holders) -> frozenset[int]:
    """Its lead, while they may report in the project; else the project managers, or where there are none the
    administrators."""
    if lead_id is not None and holders.may(lead_id, Permission.REPORT_STATUS):
        return frozenset({lead_id})
    managers = holders.assigned(AssignmentRole.PROJECT_MANAGER, Permission.REPORT_STATUS)
    return managers or holders.administrators(Permission.REPORT_STATUS)


def asked_actions(projects: Collection[int], today: date) -> Mapping[int, tuple[PlannedActionFacts, ...]]:
    """Of each project: actions with a deadline that are asked for, the earliest first. Three queries, one for none."""
    found = actions_with_deadlines(projects)
    last = _last_periods(found, today)
    return {
        key: tuple(one for one in own if key in last and is_asked_for(one.action, last[key], today))
        for key, own in found.items()
    }


def to_carry_out(person_id: int | None, names: Mapping[int, str], today: date) -> tuple[PlacedTask, ...]:
    """What of it lies on this person's desk, in the named projects. At most six queries."""
    actions = {key: own for key, own in asked_actions(list(names), today).items() if own}
    if not actions or person_id is None:
        return ()
    programmes = dict(Project.objects.filter(pk__in=actions).order_by("id").values_list("id", "programme_id"))
    holders = holders_in(programmes)
    return tuple(
        PlacedTask(key, names[key], _task(one))
        for key, own in actions.items()
        for one in own
        if person_id in answers_for(one.lead_id, holders.get(key, NOBODY_HOLDS))
    )


def _last_periods(projects: Collection[int], today: date) -> Mapping[int, Period | None]:
    """Each project's last period; without the projects that are over and have none. One query, none for no project."""
    found: dict[int, Period | None] = {}
    if not projects:
        return found
    rows = Project.objects.filter(pk__in=projects).order_by("id", "periods__start")
    columns = ("id", "ends_on", "periods__kind", "periods__start")
    for key, ends_on, kind, start in rows.values_list(*columns):
        if kind is not None:
            found[key] = max(filter(None, (found.get(key), Period(PeriodKind(kind), start))))
        elif today <= ends_on:
            found[key] = None
    return found


def _task(facts: PlannedActionFacts) -> Task:
    due = facts.action.deadline or date.max
    return Task(
        kind=TaskKind.CARRY_OUT,
        about=facts.id,
        number="",
        title=shorten(facts.text, _LONGEST, placeholder=" …") or facts.text[:_LONGEST],
        period=Period.containing(PeriodKind.QUARTER, due),
        due=due,
        responsible=facts.responsible,
    )
