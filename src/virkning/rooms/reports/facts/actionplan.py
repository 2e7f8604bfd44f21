"""A project's action plan as facts: challenges by theme, their actions, and what was said of each in every period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from virkning.figures.actionplans import Action, is_overdue_in, lacks_action_status
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


def plan_counts(plan: ActionPlan, period: Period, day: date) -> PlanCounts:
    """How the plan stands in the period, looked at from the day."""
    actions = tuple(plan.actions())
    missing = tuple(one for one in actions if lacks_action_status(one.action, period))
    overdue = sum(is_overdue_in(one.action, period, day) for one in actions)
    return PlanCounts(len(actions), len(actions) - len(missing), overdue, missing)
