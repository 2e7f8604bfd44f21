"""Lists about plans stand in Danish order: Æ, Ø, Å last, and Aa as Å."""

from datetime import date
from typing import Any

import pytest

from virkning.pages.actionplans.ways import people_of
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Municipality, Organisation, OrganisationKind, Person
from virkning.rooms.plans.actions.following import may_be_followed
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.models import OverallGroup
from virkning.rooms.plans.queries.standing import plans_seen
from virkning.rooms.programmes.models import Assignment, Party, Project
from virkning.rooms.results.models import Result
from virkning.rooms.theory.queries.groups import target_groups_for
from world import World

pytestmark = pytest.mark.django_db

START, END = date(2012, 1, 1), date(2013, 12, 31)
BY = Author.system("prøve")
#: As an alphabet of bytes, or of English, would not have it.
NAMES = ["Zebra", "Ærø", "Østerby", "Aabenraa"]


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def named(rows: Any) -> list[str]:
    return [one for one in rows if one in NAMES]


def municipalities(world: World) -> list[Organisation]:
    """Four municipalities by name, each with a plan that has a target group."""
    made = []
    taken = Organisation._base_manager.filter(municipality__isnull=False).values("municipality_id")
    free = Municipality.objects.exclude(code__in=taken).order_by("code")[: len(NAMES)]
    for name, its in zip(reversed(NAMES), free, strict=True):
        one = Organisation.objects.create(name=name, kind=OrganisationKind.MUNICIPALITY, municipality=its)
        plan = create_plan(organisation=one, year=2012, by=BY)
        add_group(OverallGroup.objects.get(goal__plan=plan, letter="A"), number="A1", title="Unge", by=BY)
        made.append(one)
    return made


def test_plans_by_municipality(world: World) -> None:
    municipalities(world)
    assert named(one.organisation.name for one in plans_seen()) == NAMES


def test_target_groups_a_matrix_may_be_linked_to(world: World) -> None:
    for one in municipalities(world):
        Party.objects.create(project=world.ours.project, organisation=one, role="partner")
    offered = [one.record.owning_plan.organisation.name for one in target_groups_for(world.ours.project)]
    assert named(offered) == NAMES


def test_results_that_may_measure_a_plan_by_project(world: World) -> None:
    lead = world.organisations["lead"]
    for name in reversed(NAMES):
        project = Project.objects.create(name=name, starts_on=START, ends_on=END)
        Party.objects.create(project=project, organisation=lead, role="lead")
        Result.objects.create(project=project, number="1", statement="Job", term="short", kind="number")
    plan = create_plan(organisation=lead, year=2012, by=BY)
    assert named(one.project.name for one in may_be_followed(plan)) == NAMES


def test_who_may_answer_for_an_action(world: World) -> None:
    for name in reversed(NAMES):
        person = Person.objects.create(name=name, email=f"{NAMES.index(name)}@example.dk")
        Assignment.objects.create(project=world.ours.project, person=person, role="manager")
    assert named(one.name for one in people_of(world.ours.project.pk)) == NAMES
