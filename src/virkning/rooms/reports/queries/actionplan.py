"""Loads the action plans of projects."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from virkning.figures.actionplans import Action, ActionEntry
from virkning.figures.milestones import Light
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.planning import Degree, Theme
from virkning.rooms.plans.models import ActionStatus, Challenge, PlannedAction

from ..facts.actionplan import ActionPlan, ChallengeFacts, PlannedActionFacts


def load_action_plan(project_id: int) -> ActionPlan:
    """The project's. Three queries, one where there is none."""
    return action_plans_in([project_id])[project_id]


def action_plans_in(project_ids: Collection[int]) -> Mapping[int, ActionPlan]:
    """The action plan of each project. Three queries, one where no project has any."""
    themes = list(Theme)
    rows = Challenge.objects.filter(project_id__in=project_ids).order_by("project_id", "position", "id")
    challenges = list(rows.values_list("project_id", "id", "theme", "text"))
    actions = _actions([key for _project, key, *_told in challenges])
    found: dict[int, list[ChallengeFacts]] = {project: [] for project in project_ids}
    for project, key, theme, text in challenges:
        found[project].append(ChallengeFacts(Theme(theme), text, tuple(actions.get(key, ())), key))
    return {
        project: ActionPlan(tuple(sorted(own, key=lambda one: themes.index(one.theme))))
        for project, own in found.items()
    }


def actions_with_deadlines(
    project_ids: Collection[int],
) -> Mapping[int, tuple[PlannedActionFacts, ...]]:
    """Of each project that has any: its actions with a deadline, the earliest first. Two queries, one for none."""
    rows = PlannedAction.objects.filter(
        challenge__project__in=project_ids, challenge__removed_at__isnull=True, deadline__isnull=False
    ).order_by("deadline", "id")
    columns = ("challenge__project_id", "id", "text", "responsible", "lead_id", "deadline")
    told = list(rows.values_list(*columns))
    entries = _entries([key for _project, key, *_rest in told])
    found: dict[int, list[PlannedActionFacts]] = defaultdict(list)
    for project, key, text, responsible, lead, deadline in told:
        action = Action(deadline, tuple(entries.get(key, ())))
        found[project].append(PlannedActionFacts(text, action, responsible, lead, key))
    return {project: tuple(own) for project, own in found.items()}


def _actions(challenges: Collection[int]) -> dict[int, list[PlannedActionFacts]]:
    if not challenges:
        return {}
    rows = PlannedAction.objects.filter(challenge_id__in=challenges).order_by("position", "id")
    columns = ("challenge_id", "id", "text", "responsible", "lead_id", "deadline")
    told = list(rows.values_list(*columns))
    entries = _entries([key for _challenge, key, *_rest in told])
    found: dict[int, list[PlannedActionFacts]] = defaultdict(list)
    for challenge, key, text, responsible, lead, deadline in told:
        action = Action(deadline, tuple(entries.get(key, ())))
        found[challenge].append(PlannedActionFacts(text, action, responsible, lead, key))
    return found


def _entries(actions: Collection[int]) -> dict[int, list[ActionEntry]]:
    if not actions:
        return {}
    rows = ActionStatus.objects.filter(action_id__in=actions).order_by("action_id", "period__start", "id")
    found: dict[int, list[ActionEntry]] = defaultdict(list)
    for key, kind, start, degree, light, comment in rows.values_list(
        "action_id", "period__kind", "period__start", "degree", "light", "comment"
    ):
        found[key].append(
            ActionEntry(
                period=Period(PeriodKind(kind), start),
                degree=Degree(degree) if degree else None,
                judged=Light(light) if light else None,
                comment=comment,
            )
        )
    return found
