"""A programme's projects as one may see them, each with how it stands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q

from virkning.figures.periods import Period
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope, current_scope
from virkning.rooms.audit.queries.versions import Version, log_versions
from virkning.rooms.programmes.models import Party, Programme, Project

from ..facts.programme import ProjectStanding, project_standing
from .projects import load_projects
from .remembered import remembered
from .tasks import projects_by_key


@dataclass(frozen=True, slots=True)
class ProgrammeProject:
    """A project in its programme: its municipalities with the lead first, how it stands, and when it was changed."""

    key: int
    name: str
    municipalities: tuple[str, ...]
    code: str
    standing: ProjectStanding
    changed: datetime | None

    @property
    def lead(self) -> str:
        """The lead's name; the project's own where it has no lead."""
        return self.municipalities[0] if self.municipalities else self.name


@dataclass(frozen=True, slots=True)
class ListedProgramme:
    """A programme with what one sees of it."""

    programme: Programme
    projects: int
    municipalities: int


def programme_projects(
    programme: Programme, wanted: Period | None, today: date
) -> tuple[ProgrammeProject, ...]:
    """The visible projects of the programme. Three queries, and eleven for those changed since last asked."""
    named = dict(seen_projects().filter(programme=programme).order_by("id").values_list("pk", "name"))
    versions = log_versions(named)
    parties = _parties(Q(project__programme=programme))
    standings = _standings(list(named), versions, wanted, today)
    return tuple(
        ProgrammeProject(
            key,
            name,
            tuple(municipality for municipality, _code in parties[key]),
            parties[key][0][1] if parties[key] else "",
            standings[key],
            versions[key][1] if key in versions else None,
        )
        for key, name in named.items()
    )


def seen_projects() -> Any:
    """The projects the active scope sees; for a person the one definition itself, without a query around it."""
    scope = current_scope()
    return Project.objects.all() if scope.sees_everything else _seen_by(scope)


@lru_cache(maxsize=256)
def _seen_by(scope: Scope) -> Any:
    """The question, not its answer: putting it together costs more than asking it. Never evaluated itself."""
    return Project.visible_ids(scope)


def _standings(
    keys: list[int], versions: dict[int, Version], wanted: Period | None, today: date
) -> dict[int, ProjectStanding]:
    def compute(fresh: list[int]) -> dict[int, ProjectStanding]:
        projects = projects_by_key(fresh)
        return {key: project_standing(facts, wanted, today) for key, facts in load_projects(projects).items()}

    return remembered(keys, ("standing", wanted), compute, today=today, versions=versions)


def _parties(where: Q) -> dict[int, list[tuple[str, str]]]:
    """Project → its municipalities' names and codes, the lead first; of visible projects and others. One query."""
    rows = (
        Party._base_manager.filter(where, role__in=(PartyRole.LEAD, PartyRole.PARTNER))
        .order_by("position", "id")
        .values_list("project_id", "organisation__name", "organisation__municipality_id", "role")
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for project, name, code, role in rows:
        place = 0 if role == PartyRole.LEAD else len(found[project])
        found[project].insert(place, (name, code or ""))
    return found


def listed_programmes() -> list[ListedProgramme]:
    """The visible programmes, with how many of their projects one sees, in how many municipalities. Three queries."""
    programmes = list(Programme.objects.select_related("owner").order_by("name", "id"))
    projects: dict[int, list[int]] = defaultdict(list)
    seen = seen_projects().filter(programme__isnull=False).order_by("id")
    for key, programme in seen.values_list("id", "programme_id"):
        projects[programme].append(key)
    parties = _parties(Q(project__in=[key for keys in projects.values() for key in keys]))
    return [
        ListedProgramme(
            one,
            len(projects[one.pk]),
            len({name for key in projects[one.pk] for name, _code in parties[key]}),
        )
        for one in programmes
    ]
