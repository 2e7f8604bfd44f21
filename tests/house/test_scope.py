"""Every scoped model shows a person their own rows and no others, and refuses where nobody has said who is asking."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q

from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import NOBODY, NoActiveScope, Scope, current_scope, system_scope, use_scope
from virkning.rooms.organisations.owned import InOrganisation
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.programmes.models import InProject, Project
from world import World, build_world

SCOPED = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("virkning.rooms.") and isinstance(model._default_manager, ScopedManager)
]
OF_A_PROJECT = [model for model in SCOPED if issubclass(model, InProject) or model is Project]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with system_scope("test"):
        return build_world()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_without_a_scope_every_query_is_refused(model: Any, db: None) -> None:
    with pytest.raises(NoActiveScope):
        model.objects.count()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_nobody_sees_nothing(model: Any, world: World) -> None:
    with use_scope(NOBODY):
        assert model.objects.count() == 0


def check_isolation(model: Any, world: World) -> None:
    ours, theirs = world.ours.rows[model.__name__], world.theirs.rows[model.__name__]
    with use_scope(Scope(person_id=world.people["project manager"].pk)):
        seen = set(model.objects.values_list("pk", flat=True))
    assert ours.pk in seen
    assert theirs.pk not in seen


@pytest.mark.parametrize("model", OF_A_PROJECT, ids=lambda model: model.__name__)
def test_a_person_sees_their_own_projects_rows_and_no_others(model: Any, world: World) -> None:
    check_isolation(model, world)


@pytest.mark.parametrize("model", OF_A_PROJECT, ids=lambda model: model.__name__)
def test_the_test_above_fails_when_a_models_scope_is_removed(
    model: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "visible_to", classmethod(lambda cls, scope: Q()))
    with pytest.raises(AssertionError):
        check_isolation(model, world)


OF_AN_ORGANISATION = [
    model for model in SCOPED if issubclass(model, InOrganisation) and model is not ChangeTrack
]


def check_plans(model: Any, world: World) -> None:
    ours, theirs = (world.plans[name][model.__name__] for name in ("lead", "stranger"))
    with use_scope(Scope(person_id=world.people["lead colleague"].pk)):
        seen = set(model.objects.values_list("pk", flat=True))
    assert ours.pk in seen
    assert theirs.pk not in seen


@pytest.mark.parametrize("model", OF_AN_ORGANISATION, ids=lambda model: model.__name__)
def test_a_person_sees_their_own_organisations_plans_and_no_others(
    model: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_plans(model, world)
    monkeypatch.setattr(model, "visible_to", classmethod(lambda cls, scope: Q()))
    with pytest.raises(AssertionError):
        check_plans(model, world)


def test_change_tracks_are_read_by_all_and_kept_by_their_agencys_planners(world: World) -> None:
    for name, keeps in (("lead colleague", False), ("funder planner", True), ("funder colleague", False)):
        scope = Scope(person_id=world.people[name].pk)
        with use_scope(scope):
            given = ChangeTrack.objects.get().permissions_of(scope)
        assert Permission.SEE_PLAN in given
        assert (Permission.EDIT_PLAN in given) is keeps, name


def test_organisations_programmes_memberships_and_assignments_are_isolated_too(world: World) -> None:
    from virkning.rooms.organisations.models import Membership, Organisation
    from virkning.rooms.programmes.models import Assignment, Programme

    with use_scope(Scope(person_id=world.people["stranger administrator"].pk)):
        assert {one.name for one in Organisation.objects.all()} == {world.organisations["stranger"].name}
        assert not Programme.objects.exists()
        assert {one.organisation_id for one in Membership.objects.all()} == {
            world.organisations["stranger"].pk
        }
        assert not Assignment.objects.exists()
    with use_scope(Scope(person_id=world.people["lead colleague"].pk)):
        assert [one.person_id for one in Membership.objects.all()] == [world.people["lead colleague"].pk]
        assert not Project.objects.exists()


def test_ended_memberships_and_assignments_show_nothing(world: World) -> None:
    from django.utils import timezone

    from virkning.rooms.organisations.models import Membership
    from virkning.rooms.programmes.models import Assignment

    person = world.people["project manager"]
    with system_scope("test"):
        Assignment.objects.filter(person=person).update(ended_at=timezone.now())
    with use_scope(Scope(person_id=person.pk)):
        assert not Project.objects.exists()
    administrator = world.people["lead administrator"]
    with system_scope("test"):
        Membership.objects.filter(person=administrator).update(ended_at=timezone.now())
    with use_scope(Scope(person_id=administrator.pk)):
        assert not Project.objects.exists()


def test_a_deactivated_person_sees_nothing(world: World) -> None:
    person = world.people["project manager"]
    person.is_active = False
    person.save()
    with use_scope(Scope(person_id=person.pk)):
        assert not Project.objects.exists()


def test_a_scope_ends_with_its_block() -> None:
    with system_scope("test"):
        assert current_scope().sees_everything
    with pytest.raises(NoActiveScope):
        current_scope()


def test_removed_rows_are_not_seen(world: World) -> None:
    from django.utils import timezone

    from virkning.rooms.activities.models import FocusArea

    with system_scope("test"):
        FocusArea.objects.filter(pk=world.ours.area.pk).update(removed_at=timezone.now())
        assert not FocusArea.objects.filter(pk=world.ours.area.pk).exists()
