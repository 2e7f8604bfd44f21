"""An employment plan as facts: what page, print, API and import all tell, and what stands in the way of adopting it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from virkning.figures.planning import PlanStage, PlanTerm, Reached, step_labels


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step that counts. `leads_to`: the numbers of the results it is tied to, its own first."""

    text: str
    leads_to: tuple[int, ...]
    label: str
    id: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class RetiredStep:
    """A step that went out of use, by itself or along with its result. `number`: of that result."""

    text: str
    number: int
    retired_on: date
    id: int
    version: int


@dataclass(frozen=True, slots=True)
class PlannedFacts:
    """A planned result. `steps` in the order of the print; a retired one has none that count.

    `follows`: keys of the projects' results that measure it. `before`: what was reached of it last year.
    """

    number: int
    text: str
    term: PlanTerm
    retired_on: date | None = None
    retired_reason: str = ""
    reached: Reached | None = None
    reached_comment: str = ""
    follows: tuple[int, ...] = ()
    before: "Before | None" = None
    id: int = 0
    version: int = 1

    @property
    def counts(self) -> bool:
        """It has not been retired."""
        return self.retired_on is None


@dataclass(frozen=True, slots=True)
class Before:
    """Last year's result that this one goes on from."""

    year: int
    text: str
    reached: Reached | None
    comment: str


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A target group with its results and, in the order of the print, its steps.

    `gone`: steps no print has, out of use though their result counts; `along`: those whose result is out of use too.
    """

    number: str
    title: str
    results: tuple[PlannedFacts, ...] = ()
    steps: tuple[StepFacts, ...] = ()
    id: int = 0
    version: int = 1
    gone: tuple[RetiredStep, ...] = ()
    along: tuple[RetiredStep, ...] = ()

    @property
    def counting(self) -> tuple[PlannedFacts, ...]:
        """The results that have not been retired."""
        return tuple(one for one in self.results if one.counts)

    def steps_to(self, result: PlannedFacts) -> tuple[StepFacts, ...]:
        """Every step that leads to the result."""
        return tuple(one for one in self.steps if result.number in one.leads_to)

    @property
    def without_steps(self) -> tuple[PlannedFacts, ...]:
        """Results nothing is done to reach."""
        return tuple(one for one in self.counting if not self.steps_to(one))

    @property
    def is_ready(self) -> bool:
        """It has a result, and each of its results a step."""
        return bool(self.counting) and not self.without_steps


@dataclass(frozen=True, slots=True)
class OverallFacts:
    """An overall target group. `is_national`: it is the ministry's, and not the municipality's to reword."""

    letter: str
    title: str
    groups: tuple[GroupFacts, ...] = ()
    is_national: bool = False
    id: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal: one schema of the print."""

    number: str
    title: str
    overall: tuple[OverallFacts, ...] = ()
    is_national: bool = False
    id: int = 0
    version: int = 1

    def groups(self) -> Iterator[GroupFacts]:
        """Every target group, overall group by overall group."""
        for one in self.overall:
            yield from one.groups


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A whole plan. `municipality`: the organisation's name, `code` the municipality's three digits."""

    municipality: str
    code: str
    year: int
    goals: tuple[GoalFacts, ...] = ()
    stage: PlanStage = PlanStage.DRAFT
    adopted_on: date | None = None
    adopted_by: str = ""
    begun_from: int | None = None
    id: int = 0
    version: int = 1
    organisation_id: int = 0

    def groups(self) -> Iterator[GroupFacts]:
        """Every target group, goal by goal."""
        for one in self.goals:
            yield from one.groups()

    @property
    def unready(self) -> tuple[GroupFacts, ...]:
        """The groups that lack a result or a step: what stops adoption, and not drafting."""
        return tuple(one for one in self.groups() if not one.is_ready)


def labelled(steps: list[tuple[str, tuple[int, ...], int, int]]) -> tuple[StepFacts, ...]:
    """A group's steps (text, what each leads to, key, version) in the order of the print, with their labels."""
    labels = step_labels([leads_to for _text, leads_to, _key, _version in steps])
    return tuple(
        StepFacts(text, leads_to, label, key, version)
        for (text, leads_to, key, version), label in zip(steps, labels, strict=True)
    )
