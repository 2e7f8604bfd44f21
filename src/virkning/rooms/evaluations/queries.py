"""What goes along when a part of a project is removed, what its periods hold, and what an evaluator has noted."""

from dataclasses import dataclass
from typing import Any

from virkning.figures.periods import Period
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, StatusReport
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.models import Measurement, Result, ResultActivity
from virkning.rooms.theory.queries.arrows import arrows_at

from .models import Assessment, Evidence

Part = FocusArea | Activity | Milestone | Result


@dataclass(frozen=True)
class GoesAlong:
    """Everything that would be removed with a part of a project, without the part itself.

    `arrows`: how many of the theory's are hidden with it, and come back with it.
    """

    activities: tuple[Activity, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    results: tuple[Result, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    arrows: int = 0

    @property
    def records(self) -> list[Any]:
        """All of them, the outermost first."""
        return [*self.activities, *self.milestones, *self.results, *self.assessments]


def goes_along(part: Part) -> GoesAlong:
    """What hangs on the part and nothing else. At most six queries.

    A result that also belongs to an activity that stays, stays with it.
    """
    if isinstance(part, Milestone):
        return GoesAlong()
    if isinstance(part, Result):
        arrows = arrows_at(activities=[], results=[part.pk])
        return GoesAlong(assessments=tuple(_assessments([], [], [part.pk])), arrows=arrows)
    areas = [part.pk] if isinstance(part, FocusArea) else []
    activities = list(_activities(part)) if isinstance(part, FocusArea) else []
    keys = [one.pk for one in activities] if isinstance(part, FocusArea) else [part.pk]
    milestones = Milestone.objects.filter(activity_id__in=keys).order_by("activity_id", "position", "id")
    results = _results(areas, keys)
    gone = [one.pk for one in results]
    return GoesAlong(
        tuple(activities),
        tuple(milestones),
        tuple(results),
        tuple(_assessments(areas, keys, gone)),
        arrows_at(activities=keys, results=gone),
    )


def _activities(area: FocusArea) -> Any:
    return Activity.objects.filter(area=area).order_by("position", "id")


def _results(areas: list[int], activities: list[int]) -> list[Result]:
    links = ResultActivity.objects.filter(
        result__removed_at__isnull=True, activity__removed_at__isnull=True
    ).filter(result__in=ResultActivity.objects.filter(activity_id__in=activities).values("result_id"))
    belongs: dict[int, set[int]] = {}
    for result, activity in links.order_by("id").values_list("result_id", "activity_id"):
        belongs.setdefault(result, set()).add(activity)
    alone = [result for result, owners in belongs.items() if owners <= set(activities)]
    rows = Result.objects.filter(pk__in=alone) | Result.objects.filter(area_id__in=areas)
    return list(rows.order_by("position", "id"))


def _assessments(areas: list[int], activities: list[int], results: list[int]) -> list[Assessment]:
    rows = (
        Assessment.objects.filter(area_id__in=areas)
        | Assessment.objects.filter(activity_id__in=activities)
        | Assessment.objects.filter(result_id__in=results)
    )
    return list(rows.order_by("id"))


def told_periods(project: Project) -> list[Period]:
    """The project's periods in which something has been reported, measured or assessed, in order. Four queries."""
    keys: set[int] = set()
    for rows in (
        StatusReport.objects.filter(milestone__activity__project=project),
        Measurement.objects.filter(result__project=project, superseded_at__isnull=True),
        Assessment.objects.filter(project=project),
    ):
        keys |= set(rows.order_by("period_id").values_list("period_id", flat=True).distinct())
    periods = ProjectPeriod.objects.filter(project=project, pk__in=keys).order_by("start", "id")
    return sorted(one.period for one in periods)


def evidence_notes(project: Project) -> dict[int, str]:
    """Evidence → what was noted of it. For those who assess: whoever asks has checked that. One query."""
    rows = Evidence.objects.filter(project=project).exclude(notes="").order_by("id")
    return dict(rows.values_list("pk", "notes"))


def results_explained(project: Project) -> dict[int, str]:
    """Result → number and statement, of those with another explanation. One query."""
    standing = {"other_explanations__isnull": False, "other_explanations__removed_at__isnull": True}
    told = Result.objects.filter(project=project, **standing).order_by("position", "id").distinct()
    return {
        key: f"{number} {statement}"
        for key, number, statement in told.values_list("pk", "number", "statement")
    }
