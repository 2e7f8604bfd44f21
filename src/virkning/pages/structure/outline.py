"""The outline of a project: areas, activities, milestones and results, with what can be done to each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.dates import Deadline
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.milestones import MilestoneKind
from virkning.figures.numbers import danish_number
from virkning.figures.periods import PeriodKind
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, MilestoneTarget
from virkning.rooms.evaluations.actions.structure import named, removed_parts
from virkning.rooms.programmes.models import Assignment, Project, ProjectPeriod
from virkning.rooms.results.models import Result, ResultActivity, Series

from .ways import part_name


@dataclass(frozen=True)
class Line:
    """One part or series: its name, a muted line under it, where to change and remove it, its place among its like."""

    name: str
    number: str
    title: str
    under: str
    address: str
    removal: str
    place: int
    last: int
    key: int
    milestones: tuple["Line", ...] = ()
    results: tuple["Line", ...] = ()
    activities: tuple["Line", ...] = ()
    counting: str = ""


@dataclass(frozen=True)
class Step:
    """One thing a new project needs: where it is done, how far it is, in words, and whether there is any."""

    title: str
    address: str
    words: str
    done: bool


@dataclass(frozen=True)
class Removed:
    """Something removed that can be brought back."""

    words: str
    by: str
    at: Any
    reason: str
    address: str


@dataclass(frozen=True)
class Outline:
    """The page."""

    areas: tuple[Line, ...]
    results: tuple[Line, ...]
    steps: tuple[Step, ...]
    removed: tuple[Removed, ...]

    @property
    def is_begun(self) -> bool:
        """Every step has something in it: the list of steps has done its work."""
        return all(step.done for step in self.steps)


def outline(project: Project) -> Outline:
    """The project's outline. Thirteen queries, whatever its size."""
    return _Builder(project).build()


def series_lines(series: Sequence[Series]) -> tuple[Line, ...]:
    """A result's series in order, to be moved; none where there is nothing to put in order."""
    if len(series) < 2:
        return ()
    return tuple(
        Line(
            name=part_name(one),
            number="",
            title=one.name or _("Uden navn"),
            under=_role(one),
            address="",
            removal="",
            place=place,
            last=len(series) - 1,
            key=one.pk,
        )
        for place, one in enumerate(series)
    )


def _role(series: Series) -> str:
    if series.is_target:
        return _("Målet gælder den")
    return _("Reference") if series.reference_rank is not None else ""


class _Builder:
    def __init__(self, project: Project) -> None:
        self.project = project

    def build(self) -> Outline:
        project = self.project
        areas = list(FocusArea.objects.filter(project=project).order_by("position", "id"))
        activities = list(
            Activity.objects.filter(project=project)
            .select_related("lead", "closed_in")
            .order_by("position", "id")
        )
        milestones = list(
            Milestone.objects.filter(activity__project=project)
            .select_related("retired_in")
            .order_by("activity_id", "position", "id")
        )
        results = list(
            Result.objects.filter(project=project).select_related("retired_in").order_by("position", "id")
        )
        self.targets = self._first_targets()
        by_activity, by_area, of_project = self._places(results)
        milestones_of: Mapping[int, list[Any]] = _by(milestones, "activity_id")
        lines: dict[int, list[Line]] = defaultdict(list)
        for area, own in _by(activities, "area_id").items():
            lines[area] = self._lines(
                own,
                lambda one: {
                    "milestones": self._lines(milestones_of.get(one.pk, [])),
                    "results": self._lines(by_activity.get(one.pk, [])),
                    "counting": reverse("registrations", args=(project.pk, one.pk)),
                },
            )
        told = self._lines(
            areas,
            lambda one: {"activities": tuple(lines[one.pk]), "results": self._lines(by_area.get(one.pk, []))},
        )
        return Outline(
            areas=tuple(told),
            results=tuple(self._lines(of_project)),
            steps=self._steps(len(areas), len(activities), len(milestones), len(results)),
            removed=tuple(self._removed()),
        )

    def _first_targets(self) -> dict[int, MilestoneTarget]:
        rows = MilestoneTarget.objects.filter(
            milestone__activity__project=self.project, valid_from__isnull=True
        ).order_by("id")
        return {one.milestone_id: one for one in rows}

    def _places(
        self, results: Sequence[Result]
    ) -> tuple[Mapping[int, list[Result]], Mapping[int, list[Result]], list[Result]]:
        """Results by the activity that tells them in full, by area, and of the whole project."""
        first: dict[int, int] = {}
        links = ResultActivity.objects.filter(
            result__project=self.project, activity__removed_at__isnull=True
        ).order_by("position", "id")
        for result, activity in links.values_list("result_id", "activity_id"):
            first.setdefault(result, activity)
        by_activity: dict[int, list[Result]] = defaultdict(list)
        by_area: dict[int, list[Result]] = defaultdict(list)
        of_project: list[Result] = []
        for one in results:
            if one.pk in first:
                by_activity[first[one.pk]].append(one)
            elif one.area_id is not None:
                by_area[one.area_id].append(one)
            else:
                of_project.append(one)
        return by_activity, by_area, of_project

    def _lines(self, parts: Sequence[Any], more: Any = None) -> list[Line]:
        return [self._line(part, place, len(parts) - 1, more) for place, part in enumerate(parts)]

    def _line(self, part: Any, place: int, last: int, more: Any) -> Line:
        kind, _dash, _key = part_name(part).partition("-")
        inner: dict[str, Any] = {} if more is None else more(part)
        return Line(
            name=part_name(part),
            number=part.number,
            title=part.title if hasattr(part, "title") else part.statement,
            under=self._under(part),
            address=_address(self.project.pk, part),
            removal=reverse("part_remove", args=(self.project.pk, kind, part.pk)),
            place=place,
            last=last,
            key=part.pk,
            milestones=tuple(inner.get("milestones", ())),
            results=tuple(inner.get("results", ())),
            activities=tuple(inner.get("activities", ())),
            counting=inner.get("counting", ""),
        )

    def _under(self, part: Any) -> str:
        if isinstance(part, Activity):
            told = [part.responsible, part.lead.name if part.lead else ""]
            if part.closed_in is not None:
                told.append(_("Lukket i %(period)s") % {"period": part.closed_in.period.shown})
        elif isinstance(part, Milestone):
            told = [
                _("Milepæl"),
                MilestoneKind(part.kind).shown,
                *_aim(self.targets.get(part.pk)),
                *_retired(part),
            ]
        elif isinstance(part, Result):
            told = [_TERMS[Term(part.term)](), IndicatorKind(part.kind).shown, part.unit, *_retired(part)]
        else:
            told = []
        return ", ".join(text for text in told if text)

    def _steps(self, areas: int, activities: int, milestones: int, results: int) -> tuple[Step, ...]:
        project = self.project
        periods = ProjectPeriod.objects.filter(project=project).count()
        people = Assignment.objects.filter(project=project, ended_at__isnull=True).count()
        here = reverse("structure_outline", args=(project.pk,))
        area_new = reverse("area_new", args=(project.pk,))
        count = _counted
        return (
            Step(
                _("Perioder"),
                reverse("project_periods", args=(project.pk,)),
                count("period", periods),
                bool(periods),
            ),
            Step(
                _("Områder"), area_new if not areas else f"{here}#omraader", count("area", areas), bool(areas)
            ),
            Step(_("Aktiviteter"), f"{here}#omraader", count("activity", activities), bool(activities)),
            Step(_("Milepæle"), f"{here}#omraader", count("milestone", milestones), bool(milestones)),
            Step(
                _("Resultater"),
                reverse("result_new", args=(project.pk,)),
                count("result", results),
                bool(results),
            ),
            Step(
                _("Personer"),
                reverse("project_people", args=(project.pk,)),
                count("person", people),
                bool(people),
            ),
        )

    def _removed(self) -> list[Removed]:
        return [
            Removed(
                words=named(part),
                by=part.removed_by,
                at=part.removed_at,
                reason=part.removed_reason,
                address=reverse(
                    "part_restore", args=(self.project.pk, part_name(part).partition("-")[0], part.pk)
                ),
            )
            for part in removed_parts(self.project)
        ]


_TERMS = {
    Term.SHORT: lambda: _("Resultat på kort sigt"),
    Term.MEDIUM: lambda: _("Resultat på mellemlangt sigt"),
    Term.LONG: lambda: _("Resultat på langt sigt"),
}


def _counted(what: str, number: int) -> str:
    if not number:
        return _("Mangler")
    words = {
        "period": ngettext("%(n)s periode", "%(n)s perioder", number),
        "area": ngettext("%(n)s område", "%(n)s områder", number),
        "activity": ngettext("%(n)s aktivitet", "%(n)s aktiviteter", number),
        "milestone": ngettext("%(n)s milepæl", "%(n)s milepæle", number),
        "result": ngettext("%(n)s resultat", "%(n)s resultater", number),
        "person": ngettext("%(n)s rolle givet", "%(n)s roller givet", number),
    }
    return words[what] % {"n": number}


def _by(rows: Sequence[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _aim(target: MilestoneTarget | None) -> list[str]:
    if target is None:
        return []
    told = [target.text]
    if target.amount is not None:
        told.append(_("måltal %(amount)s") % {"amount": danish_number(target.amount)})
    if target.deadline is not None:
        kind = PeriodKind(target.deadline_kind) if target.deadline_kind else None
        told.append(_("frist %(deadline)s") % {"deadline": Deadline.of(target.deadline, kind).shown})
    return told


def _retired(part: Any) -> list[str]:
    if part.retired_in is None:
        return []
    return [_("udgået i %(period)s") % {"period": part.retired_in.period.shown}]


def _address(project_id: int, part: Any) -> str:
    names = {
        FocusArea: "area_edit",
        Activity: "activity_edit",
        Milestone: "milestone_edit",
        Result: "result_edit",
    }
    return reverse(names[type(part)], args=(project_id, part.pk))
