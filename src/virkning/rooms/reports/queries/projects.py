"""Loads whole projects as facts, in the same number of queries however many projects and rows there are.

Columns are read as tuples, not as model instances: a page over 98 municipalities holds hundreds of thousands of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import FilteredRelation, Q

from virkning.figures.milestones import Light
from virkning.rooms.access.roles import PARTY_NAMES, PartyRole
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.activities.models import FocusArea
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Party, Project

from ..facts.project import (
    ActivityFacts,
    AreaFacts,
    AssessmentFacts,
    MilestoneFacts,
    PartyFacts,
    ProjectFacts,
    ResultFacts,
)
from .loading import Loading, Row, Told, grouped
from .milestones import milestones_by_activity
from .results import results_by_place

Results = Mapping[tuple[str, int], list[ResultFacts]]


def load_project(project: Project) -> ProjectFacts:
    """One project's facts. Ten queries."""
    return load_projects([project])[project.pk]


def load_projects(projects: Iterable[Project]) -> dict[int, ProjectFacts]:
    """Facts of each project by its key. Ten queries."""
    chosen = {project.pk: project for project in projects}
    with one_moment():
        return _load(chosen)


def _load(chosen: dict[int, Project]) -> dict[int, ProjectFacts]:
    about = Loading(list(chosen))
    about.read_periods()
    told = _assessments(about)
    results = results_by_place(about, told)
    areas = _areas(about, milestones_by_activity(about), results, told)
    parties = _parties(about)
    return {
        key: _project(about, project, areas[key], parties[key], results, told)
        for key, project in chosen.items()
    }


def _project(
    about: Loading, project: Project, areas: list[AreaFacts], parties: list[Row], results: Results, told: Told
) -> ProjectFacts:
    return ProjectFacts(
        id=project.pk,
        name=project.name,
        programme=next((programme or "" for *_party, programme in parties), ""),
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        parties=tuple(
            PartyFacts(name, PARTY_NAMES[PartyRole(role)]) for _project, name, role, _programme in parties
        ),
        horizon=about.horizons[project.pk],
        baseline=about.baselines.get(project.pk),
        areas=tuple(areas),
        results=tuple(results.get(("project", project.pk), ())),
        assessments=tuple(told.get(("project", project.pk), ())),
        municipalities=tuple(
            name
            for _project, name, role, _programme in parties
            if role in (PartyRole.LEAD, PartyRole.PARTNER)
        ),
    )


def _parties(about: Loading) -> Mapping[int, list[Row]]:
    """Parties by project, each with the name of the project's programme: every project has a lead to tell it."""
    rows = Party.objects.filter(project_id__in=about.ids).order_by("position", "id")
    columns = ("project_id", "organisation__name", "role", "project__programme__name")
    parties: Mapping[int, list[Row]] = grouped(rows.values_list(*columns))
    return parties


_AREA = ("id", "project_id", "number", "title")
_ACTIVITY = (
    *("id", "number", "title", "responsible", "closed_in_id", "closed_reason", "remark", "reopened_reason"),
    *("merged_into_id", "merged_into__number", "merged_into__title"),
)


def _areas(
    about: Loading, milestones: Mapping[int, list[MilestoneFacts]], results: Results, told: Told
) -> Mapping[int, list[AreaFacts]]:
    """Areas with their activities, by project. One query: an area without activities has a row of its own."""
    kept = FilteredRelation("activities", condition=Q(activities__removed_at__isnull=True))
    rows = FocusArea.objects.filter(project_id__in=about.ids).annotate(kept=kept)
    heads: dict[int, Row] = {}
    activities: dict[int, list[ActivityFacts]] = defaultdict(list)
    for row in rows.order_by("position", "id", "kept__position", "kept__id").values_list(
        *_AREA, *(f"kept__{name}" for name in _ACTIVITY)
    ):
        head, own = row[: len(_AREA)], row[len(_AREA) :]
        heads.setdefault(head[0], head)
        if own[0] is not None:
            activities[head[0]].append(_activity(about, own, milestones, results, told))
    areas: dict[int, list[AreaFacts]] = defaultdict(list)
    for key, project, number, title in heads.values():
        areas[project].append(
            AreaFacts(
                id=key,
                number=number,
                title=title,
                activities=tuple(activities[key]),
                results=tuple(results.get(("area", key), ())),
                assessments=tuple(told.get(("area", key), ())),
            )
        )
    return areas


def _activity(
    about: Loading, row: Row, milestones: Mapping[int, list[MilestoneFacts]], results: Results, told: Told
) -> ActivityFacts:
    key, number, title, responsible, closed_in, closed_reason, remark, reopened, *into = row
    return ActivityFacts(
        id=key,
        number=number,
        title=title,
        responsible=responsible,
        closed_in=about.period(closed_in),
        closed_reason=closed_reason,
        remark=remark,
        milestones=tuple(milestones.get(key, ())),
        results=tuple(results.get(("activity", key), ())),
        shared_results=tuple(results.get(("shared", key), ())),
        assessments=tuple(told.get(("activity", key), ())),
        merged_into=f"{into[1]} {into[2]}" if into[0] else "",
        merged_into_id=into[0],
        reopened_reason=reopened,
    )


def _assessments(about: Loading) -> Told:
    rows = Assessment.objects.filter(project_id__in=about.ids).order_by("period__start", "position", "id")
    found: dict[tuple[str, int], list[AssessmentFacts]] = defaultdict(list)
    for project, area, activity, result, period, heading, text, light, key in rows.values_list(
        "project_id", "area_id", "activity_id", "result_id", "period_id", "heading", "text", "light", "id"
    ):
        places = (("area", area), ("activity", activity), ("result", result))
        what = next((place for place in places if place[1]), ("project", project))
        facts = AssessmentFacts(about.periods[period], heading, text, Light(light) if light else None, key)
        found[what].append(facts)
    return found
