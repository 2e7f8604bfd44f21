"""A project's action plan as facts: challenges by theme, their actions, and what was said of each in every period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from virkning.figures.actionplans import Action, is_overdue, is_unfinished, lacks_action_status
from virkning.figures.periods import Period
from virkning.figures.planning import Theme


@dataclass(frozen=True, slots=True)
class PlannedActionFacts:
    """An action. `responsible`: a role or a unit; `lead_id`: the person here whose desk it lies on."""

    text: str
    action: Action
    responsible: str = ""
    lead_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ChallengeFacts:
    """Something that stands in the way, and what will be done about it."""

    theme: Theme
    text: str
    actions: tuple[PlannedActionFacts, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The whole plan, in the order of the themes."""

    challenges: tuple[ChallengeFacts, ...] = ()

    def actions(self) -> Iterator[PlannedActionFacts]:
        """Every action of the plan, in its order."""
        for challenge in self.challenges:
            yield from challenge.actions

    def of(self, theme: Theme) -> tuple[ChallengeFacts, ...]:
        """The challenges of one theme."""
        return tuple(one for one in self.challenges if one.theme is theme)


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How a plan stands in a period: its actions, how many of them need no (more) status, and how many are overdue."""

    actions: int
    told: int
    overdue: int
    missing: tuple[PlannedActionFacts, ...] = ()


def plan_counts(plan: ActionPlan, period: Period, today: date) -> PlanCounts:
    """How the plan stands in the period."""
    actions = tuple(plan.actions())
    missing = tuple(one for one in actions if lacks_action_status(one.action, period))
    overdue = sum(is_overdue(one.action, today) for one in actions)
    return PlanCounts(len(actions), len(actions) - len(missing), overdue, missing)


def due_within(facts: PlannedActionFacts, today: date, days: int) -> bool:
    """It is not wholly carried out, and its deadline is passed or no more than so many days away."""
    deadline = facts.action.deadline
    return deadline is not None and is_unfinished(facts.action) and (deadline - today).days <= days
