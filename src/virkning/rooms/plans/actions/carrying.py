"""Next year's plan, begun from this year's: everything that counts, each result tied to the one it goes on from."""

from typing import Any

from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act

from ..models import (
    EmploymentPlan,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    PlannedStep,
    ResultFollowed,
    StepAlsoFor,
    TargetGroup,
)
from .acts import planning
from .plans import begin


def carry_plan(plan: EmploymentPlan, *, year: int, by: Author) -> EmploymentPlan:
    """A new draft for a later year.

    The ministry's goals are those of that year; what it no longer sets goes on as local. Retired results and steps
    stay behind. Results keep the projects' results that measure them. Raises `Refused`, and IntegrityError where the
    year has a plan.
    """
    if year <= plan.year:
        said = _("Vælg et år efter %(year)d, som planen begynder fra.")
        raise Refused({"year": said % {"year": plan.year}})
    with planning(by=by, organisation=plan.organisation_id) as act:
        made = begin(act, plan.organisation, year, carried_from_id=plan.pk)
        _Carrying(act, plan, made).carry()
        act.words = _("Beskæftigelsesplan %(year)s er oprettet ud fra planen for %(before)s.") % {
            "year": year,
            "before": plan.year,
        }
    return made


class _Carrying:
    """What was there, by key → what stands in its place in the new plan."""

    def __init__(self, act: Act, before: EmploymentPlan, made: EmploymentPlan) -> None:
        self.act, self.before, self.made = act, before, made

    def carry(self) -> None:
        goals = self._goals()
        overall = self._overall(goals)
        groups = self._groups(overall)
        results = self._results(groups)
        steps = self._steps(results)
        self._links(results, steps)

    def _goals(self) -> dict[int, int]:
        there = {one.number: one.pk for one in _rows(PlanGoal, plan=self.made)}
        rows = _rows(PlanGoal, plan=self.before)
        known = {one.pk: there[one.number] for one in rows if one.number in there}
        new = {
            one.pk: PlanGoal(
                plan_id=self.made.pk, number=one.number, title=one.title, position=len(there) + place
            )
            for place, one in enumerate(rows)
            if one.number not in there
        }
        return known | self._made(PlanGoal, new)

    def _overall(self, goals: dict[int, int]) -> dict[int, int]:
        there = {(one.goal_id, one.letter): one.pk for one in _rows(OverallGroup, goal__plan=self.made)}
        rows = _rows(OverallGroup, goal__in=goals)
        known = {
            one.pk: there[goals[one.goal_id], one.letter]
            for one in rows
            if (goals[one.goal_id], one.letter) in there
        }
        new = {
            one.pk: OverallGroup(
                goal_id=goals[one.goal_id],
                letter=one.letter,
                title=one.title,
                position=len(there) + place,
            )
            for place, one in enumerate(rows)
            if one.pk not in known
        }
        return known | self._made(OverallGroup, new)

    def _groups(self, overall: dict[int, int]) -> dict[int, int]:
        new = {
            one.pk: TargetGroup(
                overall_id=overall[one.overall_id], number=one.number, title=one.title, position=one.position
            )
            for one in _rows(TargetGroup, overall__in=overall)
        }
        return self._made(TargetGroup, new)

    def _results(self, groups: dict[int, int]) -> dict[int, int]:
        counted: dict[int, int] = {}
        new = {}
        rows = PlannedResult._base_manager.filter(
            group__in=groups, removed_at__isnull=True, retired_on__isnull=True
        )
        for one in rows.order_by("group_id", "number", "id"):
            counted[one.group_id] = counted.get(one.group_id, 0) + 1
            new[one.pk] = PlannedResult(
                group_id=groups[one.group_id],
                number=counted[one.group_id],
                text=one.text,
                term=one.term,
                carried_from_id=one.pk,
            )
        return self._made(PlannedResult, new)

    def _steps(self, results: dict[int, int]) -> dict[int, int]:
        new = {
            one.pk: PlannedStep(result_id=results[one.result_id], text=one.text, position=one.position)
            for one in _rows(PlannedStep, result__in=results, retired_on__isnull=True)
        }
        return self._made(PlannedStep, new)

    def _links(self, results: dict[int, int], steps: dict[int, int]) -> None:
        also = StepAlsoFor._base_manager.filter(step__in=steps, result__in=results).order_by("pk")
        self.act.batch.create(
            StepAlsoFor,
            [StepAlsoFor(step_id=steps[one.step_id], result_id=results[one.result_id]) for one in also],
        )
        follows = ResultFollowed._base_manager.filter(planned__in=results).order_by("pk")
        self.act.batch.create(
            ResultFollowed,
            [ResultFollowed(planned_id=results[one.planned_id], result_id=one.result_id) for one in follows],
        )

    def _made(self, model: type[Any], new: dict[int, Any]) -> dict[int, int]:
        self.act.batch.create(model, list(new.values()))
        return {before: one.pk for before, one in new.items()}


def _rows(model: type[Any], **where: Any) -> list[Any]:
    return list(model._base_manager.filter(removed_at__isnull=True, **where).order_by("position", "id"))
