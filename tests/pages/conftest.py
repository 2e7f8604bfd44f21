"""The three demo projects, read in from their workbooks once a module, and somebody to look at them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from virkning.rooms.access.roles import AssignmentRole, MembershipRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.organisations.models import Membership, Municipality, Organisation, Person
from virkning.rooms.programmes.models import Assignment, Project
from virkning.rooms.results.models import Result
from world import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORKBOOKS = {"holstebro": "holstebro.xlsx", "brobygning": "brobygning.xlsx", "vejen": "vejen-til-job.xlsx"}


@dataclass
class Site:
    """Projects and people by name."""

    projects: dict[str, Project] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def result(self, project: str, number: str) -> Result:
        """A result by its number."""
        with system_scope("test"):
            return Result.objects.get(project=self.projects[project], number=number)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """The projects, with a person who sees one of them, one who sees all, and one who sees none."""
    with django_db_blocker.unblock(), transaction.atomic():
        with system_scope("test"):
            built = _build()
        yield built
        transaction.set_rollback(True)


def _build() -> Site:
    built = Site()
    for name, file in WORKBOOKS.items():
        content = files("virkning.demo").joinpath(file).read_bytes()
        done = import_project(content=content, name=file, by=DEMO, may_create=True)
        built.projects[name] = done.project
    holstebro = Organisation.objects.get(municipality=Municipality.objects.get(code="661"))
    for name in ("leader", "newcomer", "many"):
        built.people[name] = _person(name, holstebro)
    Assignment.objects.create(
        person=built.people["leader"],
        project=built.projects["holstebro"],
        role=AssignmentRole.PROJECT_MANAGER,
    )
    for project in built.projects.values():
        lead = project.parties.get(role="lead").organisation
        if lead != holstebro:
            Membership.objects.create(
                person=built.people["many"], organisation=lead, role=MembershipRole.ADMINISTRATOR
            )
    Membership.objects.filter(person=built.people["many"], organisation=holstebro).update(
        role=MembershipRole.ADMINISTRATOR
    )
    return built


def _person(name: str, organisation: Organisation) -> Person:
    person = Person(email=f"{name}@example.test", name=name.capitalize())
    person.set_password("kaffe-og-rugbrød")
    person.save()
    Membership.objects.create(person=person, organisation=organisation, role=MembershipRole.EMPLOYEE)
    return person


@pytest.fixture
def as_(world: World) -> Callable[[str], Client]:
    """A browser in which a persona of the small world is signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        # Read anew: a test may have changed the person since the world was built.
        client.force_login(Person.objects.get(pk=world.people[name].pk), backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def signed_in(site: Site) -> Callable[[str], Client]:
    """A browser in which the named person is signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(site.people[name], backend=BACKEND)
        return client

    return sign_in
