"""Loads a project's interventions, and says whose desk their descriptions lie on.

A description lies with the ambassadors of its municipality; where it has none, with its project managers, then its
administrators; and where nobody of the municipality may write it, with those of the lead in the same order. It is asked
for from the day somebody has said when the intervention begins, until it is handed in; what was returned is asked for
again. What was handed in waits for those who accept, but for nobody who handed it in; it has no day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from virkning.figures.interventions import InterventionStage, correct_by, description_due
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.reminding import day_in_denmark
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import AssignmentRole, PartyRole
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.organisations.models import Membership
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.programmes.queries.holders import NOBODY_HOLDS, Holders, holders_in

from ..facts.interventions import InterventionFacts
from ..facts.tasks import Task, TaskKind
from .tasks import PlacedTask

_OBSERVATIONS = ("observations_start", "observations_middle", "observations_end")
_WRITTEN = [stage.value for stage in InterventionStage if stage.is_written]


def load_interventions(project_id: int) -> tuple[InterventionFacts, ...]:
    """The project's, in their order. One query."""
    rows = Intervention.objects.filter(project_id=project_id).order_by("position", "id")
    columns = ("name", "municipality__name", "stage", "start_date", "ended_on", *_OBSERVATIONS, "id")
    return tuple(
        InterventionFacts(name, municipality, InterventionStage(stage), *rest)
        for name, municipality, stage, *rest in rows.values_list(*columns)
    )


@dataclass(frozen=True, slots=True)
class AskedDescription:
    """A description that is asked for by a day."""

    id: int
    name: str
    municipality_id: int
    due: date
    returned_on: date | None = None


def asked_descriptions(projects: Collection[int]) -> Mapping[int, tuple[AskedDescription, ...]]:
    """Of each project that has any, the earliest due first. One query."""
    rows = Intervention.objects.filter(project__in=projects, stage__in=_WRITTEN)
    columns = ("project_id", "pk", "name", "municipality_id", "stage", "start_date", "returned_at")
    found: dict[int, list[AskedDescription]] = defaultdict(list)
    for project, key, name, whose, stage, start, returned in rows.order_by("pk").values_list(*columns):
        on = day_in_denmark(returned) if returned and stage == InterventionStage.RETURNED else None
        due = description_due(start) if start else None
        if on is not None:
            due = correct_by(due, on)
        if due is not None:
            found[project].append(AskedDescription(key, name, whose, due, on))
    return {key: tuple(sorted(own, key=lambda one: (one.due, one.id))) for key, own in found.items()}


#: Municipality → the people who belong to it.
Members = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Describing:
    """What it takes to say whose desk a description lies on: who belongs where, and who leads each project."""

    members: Members
    leads: Mapping[int, int]

    @classmethod
    def of(cls, asked: Mapping[int, Collection[AskedDescription]]) -> "Describing":
        """Two queries, none where nothing is asked for."""
        if not asked:
            return cls({}, {})
        parties = Party._base_manager.filter(project_id__in=list(asked), role=PartyRole.LEAD.value)
        leads = dict(parties.order_by("pk").values_list("project_id", "organisation_id"))
        wanted = {one.municipality_id for own in asked.values() for one in own} | set(leads.values())
        rows = Membership._base_manager.filter(
            organisation_id__in=wanted, ended_at__isnull=True, person__is_active=True
        )
        members: dict[int, set[int]] = defaultdict(set)
        for organisation, person in rows.order_by("pk").values_list("organisation_id", "person_id"):
            members[organisation].add(person)
        return cls({key: frozenset(own) for key, own in members.items()}, leads)

    def describers(self, project: int, one: AskedDescription, holders: Holders) -> frozenset[int]:
        """Whose desk it lies on; see above."""
        own = self.members.get(one.municipality_id, frozenset())
        lead = self.members.get(self.leads.get(project, 0), frozenset())
        return _first(holders, own) or _first(holders, lead)


def _first(holders: Holders, people: frozenset[int]) -> frozenset[int]:
    """Of these people the ambassadors; else the project managers; else the administrators."""
    for role in (AssignmentRole.AMBASSADOR, AssignmentRole.PROJECT_MANAGER):
        if found := holders.assigned(role, Permission.DESCRIBE) & people:
            return found
    return holders.administrators(Permission.DESCRIBE) & people


def to_describe(person_id: int | None, names: Mapping[int, str]) -> tuple[PlacedTask, ...]:
    """The descriptions that lie on this person's desk, in the named projects. At most six queries, one for none."""
    asked = asked_descriptions(list(names))
    if not asked or person_id is None:
        return ()
    describing = Describing.of(asked)
    programmes = dict(Project.objects.filter(pk__in=asked).order_by("id").values_list("id", "programme_id"))
    holders = holders_in(programmes)
    return tuple(
        PlacedTask(key, names[key], _task(_kind(one), one.id, one.name, one.due))
        for key, own in asked.items()
        for one in own
        if person_id in describing.describers(key, one, holders.get(key, NOBODY_HOLDS))
    )


def _kind(one: AskedDescription) -> TaskKind:
    return TaskKind.DESCRIBE if one.returned_on is None else TaskKind.CORRECT_DESCRIPTION


@dataclass(frozen=True, slots=True)
class LateDescriptions:
    """A programme in which descriptions are late: those nobody has begun to describe are counted in."""

    programme_id: int
    programme: str
    count: int


def late_descriptions(projects: Collection[int], today: date) -> tuple[LateDescriptions, ...]:
    """How many were never handed in and are past their day, in each programme of these projects. One query, or none."""
    if not projects:
        return ()
    rows = Intervention.objects.filter(
        project__in=projects,
        project__programme__isnull=False,
        first_submitted_at__isnull=True,
        start_date__lt=today,
    ).order_by("project__programme__name", "project__programme_id", "pk")
    counted: dict[tuple[int, str], int] = defaultdict(int)
    columns = ("project__programme_id", "project__programme__name", "start_date")
    for programme, name, start in rows.values_list(*columns):
        counted[programme, name] += description_due(start) < today
    return tuple(LateDescriptions(*key, count) for key, count in counted.items() if count)


def to_accept(
    person_id: int | None, projects: Collection[int], names: Mapping[int, str]
) -> Iterator[PlacedTask]:
    """What was handed in by others, in the projects where the person accepts, the oldest first. One query."""
    rows = Intervention.objects.filter(
        project__in=names.keys() & projects, stage=InterventionStage.SUBMITTED.value
    ).order_by("first_submitted_at", "pk")
    columns = ("project_id", "pk", "name", "municipality__name", "first_submitted_at", "submitter_id")
    for project, key, name, whose, submitted, submitter in rows.values_list(*columns):
        if person_id is None or submitter != person_id:
            title = f"{name}, {whose}"
            task = _task(TaskKind.DECIDE_DESCRIPTION, key, title, day_in_denmark(submitted))
            yield PlacedTask(project, names[project], task)


def _task(kind: TaskKind, about: int, title: str, due: date) -> Task:
    return Task(kind, about, "", title, Period.containing(PeriodKind.QUARTER, due), due)
