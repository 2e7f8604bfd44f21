"""An action plan's challenges and actions as the API tells them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext

from virkning.figures.actionplans import Action, action_standing, is_overdue
from virkning.figures.periods import Period
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.plans.models import Challenge, PlannedAction
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.reports.facts.actionplan import ChallengeFacts, PlannedActionFacts
from virkning.rooms.reports.queries.actionplan import load_action_plan

from ..schemas import actionplans as schemas
from ..schemas.values import canonical

T = TypeVar("T")


@dataclass(frozen=True)
class Telling:
    """In which period the plan is told, looked at from which day, and the versions beside the facts."""

    when: Period | None
    today: date
    challenges: Mapping[int, int]
    actions: Mapping[int, int]

    def challenge(self, facts: ChallengeFacts) -> schemas.Challenge:
        """A challenge with its actions."""
        return schemas.Challenge(
            id=facts.id,
            theme=facts.theme,
            text=facts.text,
            actions=[self.action(one, facts.id) for one in facts.actions],
            version=self.challenges[facts.id],
        )

    def action(self, facts: PlannedActionFacts, challenge: int) -> schemas.PlannedAction:
        """An action."""
        return schemas.PlannedAction(
            id=facts.id,
            challenge_id=challenge,
            text=facts.text,
            responsible=facts.responsible,
            deadline=facts.action.deadline,
            overdue=is_overdue(facts.action, self.today),
            standing=None if self.when is None else standing_told(facts.action, self.when, self.today),
            version=self.actions[facts.id],
        )


def challenges_told(project_id: int, when: Period | None) -> list[schemas.Challenge]:
    """The plan's challenges by theme, each action as it stands in the period. Five queries."""
    with one_moment():
        plan = load_action_plan(project_id)
        challenges = Challenge.objects.filter(project_id=project_id).order_by("id")
        actions = PlannedAction.objects.filter(challenge__project_id=project_id).order_by("id")
        telling = Telling(
            when,
            timezone.localdate(),
            dict(challenges.values_list("id", "version")),
            dict(actions.values_list("id", "version")),
        )
    return [telling.challenge(one) for one in plan.challenges]


def challenge_now(key: int) -> schemas.Challenge:
    """The challenge as it stands in the latest period that has begun. Raises `NotVisible`."""
    row = Challenge.objects.select_related("project").filter(pk=key).first()
    told = [] if row is None else challenges_told(row.project_id, period_now(row.project))
    return _only([one for one in told if one.id == key])


def action_now(key: int) -> schemas.PlannedAction:
    """The action as it stands in the latest period that has begun. Raises `NotVisible`."""
    row = PlannedAction.objects.select_related("challenge__project").filter(pk=key).first()
    project = row.challenge.project if row is not None else None
    told = [] if project is None else challenges_told(project.pk, period_now(project))
    return _only([one for challenge in told for one in challenge.actions if one.id == key])


def _only(told: list[T]) -> T:
    if not told:
        raise NotVisible
    return told[0]


def period_now(project: Project) -> Period | None:
    """The latest period that has begun; None in a project without periods."""
    periods = [one.period for one in periods_of(project)]
    begun = [one for one in periods if one.start <= timezone.localdate()]
    return begun[-1] if begun else next(iter(periods), None)


def standing_told(action: Action, when: Period, today: date) -> schemas.ActionStanding:
    """How an action stands in a period."""
    stand = action_standing(action, when, today)
    return schemas.ActionStanding(
        period=when.canonical,
        degree=stand.degree,
        told_in=canonical(stand.told_in),
        light=stand.light,
        judged=stand.judged,
        computed=stand.computed.light,
        computed_reason=stand.computed.reason.translated(gettext),
    )
