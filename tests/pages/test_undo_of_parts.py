"""An undo ties nothing to what has been removed since: actions under their challenges, arrows between their ends."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.reading import words
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.planning import Theme
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.actions.challenges import create_challenge, remove_challenge, restore_part
from virkning.rooms.plans.actions.plannedactions import change_action, remove_action
from virkning.rooms.plans.models import Challenge, PlannedAction
from virkning.rooms.programmes.actions.acts import ARRANGE
from virkning.rooms.results.actions.results import Meaning, create_result
from virkning.rooms.results.models import Result
from virkning.rooms.theory.actions.arrows import Ties, draw_arrow, remove_arrow
from virkning.rooms.theory.models import Arrow
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
BY: dict[str, Any] = {"by": COMMAND_LINE}
REFUSED = "udfordringen, handlingen ville stå under, er fjernet siden. Hent den tilbage først."


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def action(world: World) -> PlannedAction:
    """The project's one action."""
    return PlannedAction.objects.get(challenge__project=world.ours.project)


def again(record: Any) -> Any:
    return type(record)._base_manager.get(pk=record.pk)


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


def undo(client: Client, entry: AuditEntry) -> str:
    return words(client.post(reverse("undo_entry", args=(entry.pk,)), follow=True))


def untied() -> bool:
    return PlannedAction._base_manager.filter(
        removed_at__isnull=True, challenge__removed_at__isnull=False
    ).exists()


# Actions and their challenges


def test_a_removed_action_does_not_come_back_under_a_removed_challenge(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    client = as_("project manager")
    remove_action(action, **BY)
    gone = last()
    remove_challenge(again(action.challenge), **BY)
    assert REFUSED in undo(client, gone)
    assert not untied()
    restore_part(again(action.challenge), **BY)
    assert "Det er fortrudt." in undo(client, gone)
    assert again(action).removed_at is None


def test_a_moved_action_does_not_go_back_under_a_removed_challenge(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    client, left = as_("project manager"), action.challenge
    other = create_challenge(project=world.ours.project, theme=Theme.TOOLS, text="Anden", **BY)
    same = {name: getattr(action, name) for name in ("text", "responsible", "lead", "deadline")}
    change_action(action, challenge=other, **same, **BY)
    moved = last()
    remove_challenge(again(left), **BY)
    assert REFUSED in undo(client, moved)
    assert again(action).challenge_id == other.pk
    restore_part(again(left), **BY)
    undo(client, moved)
    assert again(action).challenge_id == left.pk


def test_an_undo_of_an_undo_asks_for_the_challenge_too(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    client = as_("project manager")
    remove_action(action, **BY)
    restore_part(again(action), **BY)
    undo(client, last())
    assert again(action).removed_at is not None
    gone = last()
    remove_challenge(again(action.challenge), **BY)
    assert REFUSED in undo(client, gone)
    assert not untied()


def test_bringing_back_asks_the_challenge_of_now(world: World, action: PlannedAction) -> None:
    remove_action(action, **BY)
    read = PlannedAction._base_manager.select_related("challenge").get(pk=action.pk)
    remove_challenge(again(action.challenge), **BY)
    with pytest.raises(Refused, match="Udfordringen er også fjernet"):
        restore_part(read, **BY)
    assert not untied()


def test_bringing_back_asks_whether_it_is_back_already(world: World, action: PlannedAction) -> None:
    remove_challenge(action.challenge, **BY)
    read = again(action.challenge)
    restore_part(again(action.challenge), **BY)
    with pytest.raises(Refused, match="allerede hentet tilbage"):
        restore_part(read, **BY)
    assert Challenge._base_manager.get(pk=read.pk).version == read.version + 1


# Arrows told by the word they had at first


def test_an_arrow_of_an_old_entry_is_held_against_the_arrows_of_now(world: World, as_: SignIn) -> None:
    first, second, third = (
        create_result(
            project=world.ours.project,
            meaning=Meaning(number=number, statement=number, term=Term.MEDIUM, kind=IndicatorKind.NONE),
            **BY,
        )
        for number in ("20", "21", "22")
    )
    remove_arrow(draw(world, first, second), **BY)
    AuditEntry.objects.filter(pk=last().pk).update(action=ARRANGE)
    gone = last()
    closing = [draw(world, second, third), draw(world, third, first)]
    client = as_("project manager")
    assert "føre tilbage i en ring" in undo(client, gone)
    assert not Arrow.objects.filter(from_result=first).exists()
    remove_arrow(closing[0], **BY)
    assert "Det er fortrudt." in undo(client, gone)
    assert Arrow.objects.filter(from_result=first).exists()


def draw(world: World, start: Result, end: Result) -> Arrow:
    return draw_arrow(project=world.ours.project, ties=Ties(end, from_result=start), **BY)
