"""Who sees a project, who may give whom a role in it, and how work is handed on."""

from typing import Any

import pytest

from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Membership, Person
from virkning.rooms.programmes.actions.assignments import assign, end_role, give_role, take_over
from virkning.rooms.programmes.models import Assignment, Party, Project
from virkning.rooms.programmes.queries.people import (
    ROLES_OF_PARTY,
    assigned_people,
    count_who_sees,
    reach_in,
    who_sees,
)
from world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def sees(person: Person, project: Project) -> bool:
    with use_scope(Scope(person_id=person.pk)):
        return Project.objects.filter(pk=project.pk).exists()


def test_who_sees_names_exactly_those_who_do(world: World, django_assert_num_queries: Any) -> None:
    project = world.ours.project
    with django_assert_num_queries(3):
        told = {one.person for one in who_sees(project)}
    assert told == {person.name for person in world.people.values() if sees(person, project)}
    with django_assert_num_queries(1):
        assert count_who_sees(project) == len(told)


def test_who_sees_says_by_which_way(world: World) -> None:
    ways = {one.person: (one.party, one.ways) for one in who_sees(world.ours.project)}
    assert ways["Project manager"] == ("Ansvarlig", ("Projektleder i projektet",))
    assert ways["Coordinator"] == ("Bevillingsgiver", ("Koordinator i programmet",))
    assert ways["Partner administrator"] == ("Partner", ("Administrator i organisationen",))


def test_somebody_with_two_ways_is_told_once_and_counted_once(world: World) -> None:
    project, person = world.ours.project, world.people["lead administrator"]
    before = count_who_sees(project)
    Assignment._base_manager.create(person=person, project=project, role=AssignmentRole.PROJECT_MANAGER)
    assert [one.ways for one in who_sees(project) if one.person_id == person.pk] == [
        ("Projektleder i projektet", "Administrator i organisationen")
    ]
    assert count_who_sees(project) == before


def test_a_role_without_a_party_is_listed_as_showing_nothing(world: World) -> None:
    told = {one.person: one.sees for one in assigned_people(world.ours.project)}
    assert told["Stranger assigned"] is False
    assert told["Project manager"] is True


#: who gives · whom · which role · whether it is given
GIVING = [
    ("project manager", "lead colleague", AssignmentRole.ACTIVITY_LEAD, True),
    ("lead administrator", "lead colleague", AssignmentRole.PROJECT_MANAGER, True),
    ("project manager", "partner colleague", AssignmentRole.ACTIVITY_LEAD, True),
    ("project manager", "funder colleague", AssignmentRole.COORDINATOR, True),
    ("project manager", "evaluator colleague", AssignmentRole.EVALUATOR, True),
    ("project manager", "lead colleague", AssignmentRole.EVALUATOR, False),
    ("project manager", "lead colleague", AssignmentRole.COORDINATOR, False),
    ("project manager", "funder colleague", AssignmentRole.PROJECT_MANAGER, False),
    ("project manager", "evaluator colleague", AssignmentRole.PROJECT_MANAGER, False),
    ("project manager", "stranger colleague", AssignmentRole.PROJECT_MANAGER, False),
    ("partner administrator", "partner colleague", AssignmentRole.ACTIVITY_LEAD, True),
    ("partner administrator", "lead colleague", AssignmentRole.ACTIVITY_LEAD, False),
    ("partner assigned", "evaluator colleague", AssignmentRole.EVALUATOR, False),
    ("evaluator administrator", "evaluator colleague", AssignmentRole.EVALUATOR, True),
    ("evaluator administrator", "lead colleague", AssignmentRole.ACTIVITY_LEAD, False),
    ("funder administrator", "funder colleague", AssignmentRole.COORDINATOR, True),
    ("activity lead", "lead colleague", AssignmentRole.ACTIVITY_LEAD, False),
    ("stranger administrator", "stranger colleague", AssignmentRole.PROJECT_MANAGER, False),
]


@pytest.mark.parametrize(("giver", "taker", "role", "given"), GIVING)
def test_who_may_give_whom_which_role(
    world: World, giver: str, taker: str, role: AssignmentRole, given: bool
) -> None:
    by, person, project = world.people[giver].author, world.people[taker], world.ours.project
    if given:
        give_role(project=project, person=person, role=role, by=by)
        assert sees(person, project)
    else:
        with pytest.raises(Refused):
            give_role(project=project, person=person, role=role, by=by)
        assert not sees(person, project)


def test_every_party_and_every_role_stands_in_the_table() -> None:
    assert set(ROLES_OF_PARTY) == set(PartyRole)
    assert {role for roles in ROLES_OF_PARTY.values() for role in roles} == set(AssignmentRole)


def test_an_unknown_strangers_and_another_partys_person_get_the_same_answer(world: World) -> None:
    said = set()
    for giver, taker in (
        ("project manager", "stranger colleague"),
        ("partner administrator", "lead colleague"),
    ):
        with pytest.raises(Refused) as refused:
            give_role(
                project=world.ours.project,
                person=world.people[taker],
                role=AssignmentRole.ACTIVITY_LEAD,
                by=world.people[giver].author,
            )
        said.add(str(refused.value))
    assert len(said) == 1


def test_ending_a_role_ends_what_it_showed_at_once(world: World) -> None:
    person, project = world.people["activity lead"], world.ours.project
    row = Assignment._base_manager.get(person=person)
    with pytest.raises(Refused):
        end_role(row, by=world.people["partner administrator"].author)
    assert sees(person, project)
    end_role(row, by=world.people["project manager"].author)
    assert not sees(person, project)
    entry = AuditEntry._base_manager.latest("pk")
    assert (entry.project_id, "ikke længere aktivitetsansvarlig" in entry.words) == (project.pk, True)


def test_reach_is_everybody_for_the_lead_and_ones_own_for_others(world: World) -> None:
    project = world.ours.project
    of = {
        name: reach_in(project, Scope(person_id=world.people[name].pk))
        for name in ("project manager", "partner administrator", "steering group", "stranger administrator")
    }
    assert of["project manager"].everybody
    assert not of["partner administrator"].everybody
    assert of["partner administrator"].organisations == {world.organisations["partner"].pk}
    assert not of["steering group"].organisations
    assert not of["stranger administrator"].organisations


def test_an_organisation_that_is_both_lead_and_evaluator_is_told_as_both(world: World) -> None:
    project, lead = world.ours.project, world.organisations["lead"]
    Party._base_manager.create(project=project, organisation=lead, role=PartyRole.EVALUATOR, position=9)
    told = {one.person: one.party for one in who_sees(project)}
    assert told["Project manager"] == "Ansvarlig, Evaluator"
    give_role(
        project=project,
        person=world.people["lead colleague"],
        role=AssignmentRole.EVALUATOR,
        by=world.people["lead administrator"].author,
    )


def test_one_takes_over_everything_in_one_act(world: World) -> None:
    lead, project = world.organisations["lead"], world.ours.project
    of, to, by = (
        world.people["project manager"],
        world.people["activity lead"],
        world.people["lead administrator"],
    )
    assign(person=of, to=project, role=AssignmentRole.ACTIVITY_LEAD, by=by.author)
    before = AuditEntry._base_manager.count()
    assert take_over(organisation=lead, of=of, to=to, by=by.author) == 2
    assert AuditEntry._base_manager.count() == before + 1
    held = Assignment._base_manager.filter(person=to, ended_at__isnull=True).values_list("role", flat=True)
    assert sorted(held) == ["activity_lead", "project_manager"]
    assert not sees(of, project)
    with pytest.raises(Refused):
        take_over(organisation=lead, of=of, to=to, by=by.author)


def test_work_is_handed_on_within_the_organisation_only(world: World) -> None:
    lead, of = world.organisations["lead"], world.people["project manager"]
    for name in ("partner colleague", "project manager"):
        with pytest.raises(Refused):
            take_over(
                organisation=lead, of=of, to=world.people[name], by=world.people["lead administrator"].author
            )


def test_handing_on_leaves_what_somebody_does_for_another_organisation(world: World) -> None:
    person = world.people["project manager"]
    stranger = world.organisations["stranger"]
    Membership._base_manager.create(person=person, organisation=stranger, role=MembershipRole.EMPLOYEE)
    theirs = Assignment._base_manager.create(
        person=person, project=world.theirs.project, role=AssignmentRole.PROJECT_MANAGER
    )
    take_over(
        organisation=world.organisations["lead"],
        of=person,
        to=world.people["lead colleague"],
        by=world.people["lead administrator"].author,
    )
    theirs.refresh_from_db()
    assert theirs.ended_at is None


@pytest.mark.parametrize(
    ("name", "home", "receiver", "kept"),
    [
        ("coordinator", "lead", "lead colleague", "the programme is the funder's"),
        ("coordinator of the project", "lead", "lead colleague", "a coordinator is the funder's"),
        ("evaluator of the programme", "lead", "lead colleague", "an evaluator is the evaluator's"),
        ("project manager", "partner", "partner colleague", "the lead has the project"),
        ("partner assigned", "lead", "lead colleague", ""),
        ("project manager", "lead", "lead colleague", ""),
    ],
)
def test_somebody_in_two_organisations_keeps_what_they_have_through_the_other(
    world: World, name: str, home: str, receiver: str, kept: str
) -> None:
    person, by = world.people[name], world.people["lead administrator"].author
    here = world.organisations[home]
    other = world.organisations["stranger" if name == "project manager" and home == "lead" else home]
    Membership._base_manager.create(person=person, organisation=other, role=MembershipRole.EMPLOYEE)
    [row] = Assignment._base_manager.filter(person=person)
    if kept:
        with pytest.raises(Refused, match="ingen tildelinger"):
            take_over(organisation=here, of=person, to=world.people[receiver], by=by)
    else:
        assert take_over(organisation=here, of=person, to=world.people[receiver], by=by) == 1
    row.refresh_from_db()
    assert (row.ended_at is None) == bool(kept), kept
    assert not sees(world.people["lead colleague"], world.theirs.project)


def test_an_agencys_coordinator_of_a_programme_is_handed_on_too(world: World) -> None:
    of, to = world.people["coordinator"], world.people["funder colleague"]
    by = world.people["funder administrator"].author
    assert take_over(organisation=world.organisations["funder"], of=of, to=to, by=by) == 1
    assert sees(to, world.ours.project)
    assert not sees(of, world.ours.project)
