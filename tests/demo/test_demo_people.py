"""The demo's people: titles, no names, and between them somebody for every form."""

from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from virkning.cli.demo import AGENCY, PEOPLE, PROGRAMME, demo
from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.models import Membership, Person
from virkning.rooms.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Person]]:
    """The demo as the command fills it in, by e-mail name."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True), system_scope("test"):
            demo.callback()
            found = {one.email.partition("@")[0]: one for one in Person.objects.order_by("id")}
        yield found
        transaction.set_rollback(True)


def programme_form(who: Person) -> int:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    with system_scope("test"):
        key = Programme.objects.get(name=PROGRAMME).pk
    return int(client.get(reverse("programme_edit", args=(key,))).status_code)


def test_the_command_says_that_the_demo_is_there(people: dict[str, Person]) -> None:
    with override_settings(DEMO=True):
        told = CliRunner().invoke(demo)
    assert (told.exit_code, told.output) == (0, "Demodata er der allerede. Intet er ændret.\n")


def test_everybody_is_there_with_a_title(people: dict[str, Person]) -> None:
    assert list(people) == [one[0] for one in PEOPLE]
    assert all(one.title and one.email.endswith("@demo.invalid") for one in people.values())


def test_the_agency_has_an_administrator_who_can_change_the_programme(people: dict[str, Person]) -> None:
    with system_scope("test"):
        administrators = Membership.objects.filter(
            organisation__name=AGENCY, role=MembershipRole.ADMINISTRATOR
        )
        assert [one.person.name for one in administrators] == ["Administrator i styrelsen"]
    assert programme_form(people["kontorchef"]) == 200


@pytest.mark.parametrize("who", ["koordinator", "projektleder", "chef", "evaluator"])
def test_nobody_else_can(people: dict[str, Person], who: str) -> None:
    assert programme_form(people[who]) == 403
