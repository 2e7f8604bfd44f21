"""An action plan's challenges, actions and statuses: written, moved, taken away, taken back; whose desk they lie on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from virkning.figures.milestones import Light
from virkning.figures.planning import Degree, Theme
from virkning.figures.reminding import Duty
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.undo import undo
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.organisations.models import Person
from virkning.rooms.plans.actions.actionstatuses import ActionSaid, say_of_actions
from virkning.rooms.plans.actions.challenges import (
    MOST_CHALLENGES,
    change_challenge,
    create_challenge,
    move_part,
    place_of,
    remove_challenge,
)
from virkning.rooms.plans.actions.plannedactions import change_action, create_action, remove_action
from virkning.rooms.plans.models import ActionStatus, Challenge, PlannedAction
from virkning.rooms.programmes.actions.acts import take_back
from virkning.rooms.programmes.models import Assignment, Project, ProjectPeriod
from virkning.rooms.reports.facts.actionplan import plan_counts
from virkning.rooms.reports.queries.actionplan import action_plans_in, load_action_plan
from virkning.rooms.reports.queries.carryingout import asked_actions, to_carry_out
from virkning.rooms.statusrounds.letters import Links, Urgent, digest_letter
from virkning.rooms.statusrounds.queries.deadlines import CalendarDay, calendar_of_person
from virkning.rooms.statusrounds.queries.desks import DutyKind, OnDesk, desks_of
from world import World

TODAY = date(2014, 2, 3)
BY: dict[str, Any] = {"by": COMMAND_LINE}


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def action(world: World) -> PlannedAction:
    """The project's one action, of which it is said in 2013 that it is partly carried out."""
    return PlannedAction.objects.get(challenge__project=world.ours.project)


def project(world: World) -> Project:
    found: Project = world.ours.project
    return found


def say(world: World, *said: ActionSaid, period: str = "2012") -> Any:
    when = world.ours.periods[period]
    return say_of_actions(project=project(world), period=when, said=said, today=TODAY, **BY)


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


def back() -> None:
    take_back(last(), COMMAND_LINE)


# Challenges and actions


def test_a_challenge_with_its_actions_is_made_and_told(world: World) -> None:
    challenge = create_challenge(
        project=project(world), theme=Theme.TOOLS, text="  Ingen ved, hvor langt borgeren er ", **BY
    )
    assert (challenge.text, challenge.position) == ("Ingen ved, hvor langt borgeren er", 1)
    assert last().words == "Udfordringen “Ingen ved, hvor langt borgeren er” er oprettet."
    made = create_action(
        challenge=challenge, text="Et skema", responsible=" Job  centret", deadline=TODAY, **BY
    )
    assert (made.responsible, made.position) == ("Job centret", 0)
    assert last().words == "Handlingen “Et skema” er oprettet."
    plan = load_action_plan(project(world).pk)
    assert [one.theme for one in plan.challenges] == [Theme.STAFF, Theme.TOOLS]
    assert [one.text for one in plan.actions()] == ["Uddan mentorer", "Et skema"]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_what_says_nothing_is_refused(world: World, action: PlannedAction, text: str) -> None:
    with pytest.raises(Refused) as refused:
        create_challenge(project=project(world), theme=Theme.TOOLS, text=text, **BY)
    assert refused.value.errors == {"text": "Feltet skal udfyldes."}
    with pytest.raises(Refused):
        create_action(challenge=action.challenge, text=text, **BY)


def test_there_is_room_for_so_many(world: World) -> None:
    Challenge.objects.bulk_create(
        Challenge(project=project(world), theme="tools", text=f"Nr. {place}")
        for place in range(MOST_CHALLENGES)
    )
    with pytest.raises(Refused):
        create_challenge(project=project(world), theme=Theme.TOOLS, text="En til", **BY)


def test_a_lead_has_a_role_in_the_project(world: World, action: PlannedAction) -> None:
    stranger, lead = world.people["stranger administrator"], world.people["activity lead"]
    with pytest.raises(Refused) as refused:
        create_action(challenge=action.challenge, text="Ny", lead=stranger, **BY)
    assert refused.value.errors == {"lead": "Vælg en person, der har en rolle i projektet."}
    made = create_action(challenge=action.challenge, text="Ny", lead=lead, **BY)
    Assignment.objects.filter(person=lead).update(ended_at="2013-01-01T00:00:00Z")
    # Whoever it was may stay while something else is changed.
    done = changed(made, text="Nyere", lead=lead)
    assert (done.text, done.lead) == ("Nyere", lead)


def changed(action: PlannedAction, **given: Any) -> PlannedAction:
    values = {
        "challenge": action.challenge,
        "text": action.text,
        "responsible": action.responsible,
        "lead": action.lead,
        "deadline": action.deadline,
    }
    return change_action(action, **{**values, **given, **BY})


def test_an_action_goes_last_under_another_challenge(world: World, action: PlannedAction) -> None:
    other = create_challenge(project=project(world), theme=Theme.TOOLS, text="Anden", **BY)
    create_action(challenge=other, text="Først", **BY)
    changed(action, challenge=other)
    assert [one.text for one in load_action_plan(project(world).pk).actions()] == ["Først", "Uddan mentorer"]
    undo(last(), record=PlannedAction.objects.get(pk=action.pk), by=COMMAND_LINE)
    assert PlannedAction.objects.get(pk=action.pk).challenge != other


def test_an_action_stays_in_its_project(world: World, action: PlannedAction) -> None:
    theirs = Challenge.objects.get(project=world.theirs.project)
    with pytest.raises(Refused):
        changed(action, challenge=theirs)


def test_nothing_is_hung_on_a_challenge_that_is_removed_meanwhile(
    world: World, action: PlannedAction
) -> None:
    other = create_challenge(project=project(world), theme=Theme.TOOLS, text="Anden", **BY)
    remove_challenge(Challenge.objects.get(pk=other.pk), **BY)
    with pytest.raises(Refused, match="fjernet imens"):
        create_action(challenge=other, text="Ny", **BY)
    with pytest.raises(Refused, match="fjernet imens"):
        changed(action, challenge=other)
    assert PlannedAction.objects.get(pk=action.pk).challenge_id == action.challenge_id
    assert not PlannedAction.objects.filter(challenge=other).exists()


def test_two_on_the_same(world: World, action: PlannedAction) -> None:
    challenge = action.challenge
    change_challenge(challenge, theme=Theme.TOOLS, text="Rettet", version=1, **BY)
    with pytest.raises(Conflict):
        change_challenge(challenge, theme=Theme.TOOLS, text="Igen", version=1, **BY)
    with pytest.raises(Conflict):
        remove_challenge(challenge, version=1, **BY)
    with pytest.raises(Conflict):
        changed(action, text="Igen", version=7)


def test_a_challenge_is_removed_with_its_actions_and_brought_back(
    world: World, action: PlannedAction
) -> None:
    remove_challenge(action.challenge, reason="Løst", **BY)
    assert last().words == "Udfordringen “For få mentorer” er fjernet med sine 1 handlinger."
    assert not load_action_plan(project(world).pk).challenges
    back()
    assert [one.text for one in load_action_plan(project(world).pk).actions()] == ["Uddan mentorer"]


def test_an_action_is_removed_and_brought_back(world: World, action: PlannedAction) -> None:
    done = remove_action(action, **BY)
    assert not list(load_action_plan(project(world).pk).actions())
    undo(latest_entry(done), record=done, by=COMMAND_LINE)
    assert len(list(load_action_plan(project(world).pk).actions())) == 1


def test_moving_keeps_to_the_theme_and_the_challenge(world: World, action: PlannedAction) -> None:
    for text, theme in (
        ("Redskab 1", Theme.TOOLS),
        ("Medarbejder 2", Theme.STAFF),
        ("Redskab 2", Theme.TOOLS),
    ):
        create_challenge(project=project(world), theme=theme, text=text, **BY)
    staff = Challenge.objects.get(text="Medarbejder 2")
    move_part(staff, to=0, **BY)
    assert last().words == "Udfordringen “Medarbejder 2” er flyttet til plads 1."
    found = [one.text for one in load_action_plan(project(world).pk).challenges]
    assert found == ["Medarbejder 2", "For få mentorer", "Redskab 1", "Redskab 2"]
    back()
    assert place_of(Challenge.objects.get(text="Medarbejder 2")) == 1
    more = [create_action(challenge=action.challenge, text=f"Nr. {place}", **BY) for place in range(3)]
    move_part(more[2], to=0, **BY)
    plan = load_action_plan(project(world).pk)
    assert [one.text for one in plan.actions()] == ["Nr. 2", "Uddan mentorer", "Nr. 0", "Nr. 1"]
    entries = AuditEntry.objects.count()
    move_part(more[2], to=-5, **BY)
    assert AuditEntry.objects.count() == entries  # it stood there


# Statuses


def test_a_status_is_said_corrected_and_taken_away(world: World, action: PlannedAction) -> None:
    made = say(world, ActionSaid(action, Degree.PARTLY, comment=" To af fire "))
    assert (made.degree, made.comment, made.reported_by) == ("partly", "To af fire", COMMAND_LINE.name)
    assert last().words == "Status for 2012 på handlingen “Uddan mentorer” er skrevet."
    again = say(world, ActionSaid(action, Degree.WHOLLY, version=1))
    assert (again.pk, again.version, again.comment) == (made.pk, 2, "")
    say(world, ActionSaid(action, None, version=2))
    assert not ActionStatus.objects.filter(action=action, period=world.ours.periods["2012"]).exists()
    back()
    assert ActionStatus.objects.get(action=action, period=world.ours.periods["2012"]).degree == "wholly"


def test_nothing_said_is_nothing_written(world: World, action: PlannedAction) -> None:
    entries = AuditEntry.objects.count()
    assert say(world, ActionSaid(action, None, comment="  ")) is None
    assert say(world, ActionSaid(action, Degree.PARTLY, version=1), period="2013") is None
    assert say(world) is None
    assert AuditEntry.objects.count() == entries


def test_a_first_status_is_taken_back(world: World, action: PlannedAction) -> None:
    say(world, ActionSaid(action, Degree.PARTLY))
    back()
    assert not ActionStatus.objects.filter(action=action, period=world.ours.periods["2012"]).exists()


def test_many_at_once_are_one_act(world: World, action: PlannedAction) -> None:
    more = [create_action(challenge=action.challenge, text=f"Nr. {place}", **BY) for place in range(3)]
    told = say(world, *(ActionSaid(one, Degree.NONE) for one in (action, *more)))
    assert told == project(world)
    assert last().words == "Status for 2012 er skrevet på 4 handlinger."
    assert {done["label"] for done in last().changes["rows"].values()} >= {"“Uddan mentorer”", "“Nr. 2”"}
    back()
    assert ActionStatus.objects.filter(period=world.ours.periods["2012"]).count() == 0


@pytest.mark.parametrize("version", [None, 0, 7])
def test_whoever_did_not_see_what_stands_there_meets_it(
    world: World, action: PlannedAction, version: int | None
) -> None:
    with pytest.raises(Conflict) as conflict:
        say(world, ActionSaid(action, Degree.WHOLLY, version=version), period="2013")
    assert conflict.value.current.degree == "partly"


def test_one_conflict_writes_nothing_of_the_others(world: World, action: PlannedAction) -> None:
    other = create_action(challenge=action.challenge, text="Anden", **BY)
    with pytest.raises(Conflict):
        say(world, ActionSaid(other, Degree.WHOLLY), ActionSaid(action, Degree.WHOLLY), period="2013")
    assert not ActionStatus.objects.filter(action=other).exists()


def test_judging_otherwise_takes_a_comment(world: World, action: PlannedAction) -> None:
    with pytest.raises(Refused) as refused:
        say(world, ActionSaid(action, Degree.PARTLY, Light.RED))
    said = "Farven er sat til rød, men beregnet til grøn. Skriv hvorfor."
    assert refused.value.errors == {f"comment_{action.pk}": said}
    assert say(world, ActionSaid(action, Degree.PARTLY, Light.RED, "Lederen er rejst")).light == "red"
    # The computed light takes none.
    assert say(world, ActionSaid(action, Degree.PARTLY, Light.GREEN, version=1)).light == "green"


def test_a_light_alone_is_of_the_degree_that_stands(world: World, action: PlannedAction) -> None:
    say(world, ActionSaid(action, Degree.WHOLLY), period="2011")
    assert say(world, ActionSaid(action, None, Light.GREEN)).light == "green"
    with pytest.raises(Refused):
        say(world, ActionSaid(action, None, Light.RED, version=1))


def test_nothing_is_said_in_another_projects_period_or_of_its_action(
    world: World, action: PlannedAction
) -> None:
    theirs = PlannedAction.objects.get(challenge__project=world.theirs.project)
    with pytest.raises(Refused):
        say(world, ActionSaid(theirs, Degree.PARTLY))
    with pytest.raises(Refused):
        say_of_actions(
            project=project(world),
            period=world.theirs.periods["2012"],
            said=[ActionSaid(action, Degree.PARTLY)],
            today=TODAY,
            **BY,
        )


def test_nothing_is_said_of_what_has_been_removed(world: World, action: PlannedAction) -> None:
    remove_action(action, **BY)
    with pytest.raises(Refused):
        say(world, ActionSaid(action, Degree.PARTLY))


# How the plan stands, and whose desk it lies on


def test_how_the_plan_stands(world: World, action: PlannedAction) -> None:
    create_action(challenge=action.challenge, text="For sent", deadline=date(2013, 12, 31), **BY)
    counts = plan_counts(load_action_plan(project(world).pk), world.ours.periods["2013"].period, TODAY)
    assert (counts.actions, counts.told, counts.overdue) == (2, 1, 1)
    assert [one.text for one in counts.missing] == ["For sent"]


def test_many_plans_take_as_many_queries_as_one(world: World, action: PlannedAction) -> None:
    for place in range(5):
        made = create_action(challenge=action.challenge, text=f"Nr. {place}", **BY)
        say(world, ActionSaid(made, Degree.NONE))
    keys = [project(world).pk, world.theirs.project.pk]
    with CaptureQueriesContext(
        connection,
    ) as many:
        found = action_plans_in(keys)
    assert len(many) == 3
    assert {key: len(list(plan.actions())) for key, plan in found.items()} == dict(
        zip(keys, (6, 1), strict=True)
    )


def due(action: PlannedAction, days: int, lead: Person | None = None) -> None:
    """Due so many days from today, in a project that runs."""
    ProjectPeriod.objects.get_or_create(project=action.challenge.project, kind="year", start=date(2014, 1, 1))
    PlannedAction.objects.filter(pk=action.pk).update(deadline=TODAY + timedelta(days=days), lead=lead)


def desks(world: World, *names: str) -> dict[str, list[OnDesk]]:
    people = {world.people[name].pk: name for name in names}
    return {
        people[key]: [one for one in desk if one.kind is DutyKind.CARRY_OUT]
        for key, desk in desks_of(list(people), TODAY).items()
    }


def test_an_action_lies_with_its_lead_else_with_the_project_managers(
    world: World, action: PlannedAction
) -> None:
    names = ("project manager", "activity lead", "lead administrator", "partner administrator")
    due(action, -3)
    told = OnDesk(DutyKind.CARRY_OUT, Duty(TODAY - timedelta(days=3)))
    nobody: dict[str, list[OnDesk]] = {name: [] for name in names}
    assert desks(world, *names) == {**nobody, "project manager": [told]}
    due(action, -3, world.people["activity lead"])
    assert desks(world, *names) == {**nobody, "activity lead": [told]}
    # A lead who may not report any more has it on no desk, and it must not lie with nobody.
    Assignment.objects.filter(person=world.people["activity lead"]).delete()
    assert desks(world, *names) == {**nobody, "project manager": [told]}
    Assignment.objects.filter(role="project_manager").delete()
    assert desks(world, *names) == {**nobody, "lead administrator": [told]}


def test_what_is_wholly_carried_out_lies_with_nobody(world: World, action: PlannedAction) -> None:
    due(action, -3)
    say(world, ActionSaid(action, Degree.WHOLLY, version=1), period="2013")
    assert desks(world, "project manager") == {"project manager": []}
    assert calendar(world) == []


def test_when_the_project_is_over_a_status_in_its_last_period_is_the_last_thing_asked_for(
    world: World, action: PlannedAction
) -> None:
    PlannedAction.objects.filter(pk=action.pk).update(deadline=date(2013, 6, 1))
    status = action.statuses.get()  # partly, in the project's last period
    assert desks(world, "project manager") == {"project manager": []}
    assert calendar(world) == []
    ActionStatus.objects.filter(pk=status.pk).update(degree="", comment="Kun ord")
    [asked] = desks(world, "project manager")["project manager"]
    assert asked.duty == Duty(date(2013, 6, 1))


def test_without_periods_it_is_asked_for_until_the_project_ends(world: World) -> None:
    bare = Project.objects.create(name="Uden", starts_on=date(2013, 1, 1), ends_on=TODAY)
    challenge = Challenge.objects.create(project=bare, theme="tools", text="Noget")
    PlannedAction.objects.create(challenge=challenge, text="Andet", deadline=TODAY)
    assert len(asked_actions([bare.pk], TODAY)[bare.pk]) == 1
    assert asked_actions([bare.pk], TODAY + timedelta(days=1))[bare.pk] == ()


def calendar(world: World) -> list[CalendarDay]:
    days = calendar_of_person(world.people["project manager"].pk, TODAY)
    return [one for one in days if one.kind is DutyKind.CARRY_OUT]


def test_the_deadline_stands_in_the_calendar(world: World, action: PlannedAction) -> None:
    due(action, 200)
    assert calendar(world) == [CalendarDay(TODAY + timedelta(days=200), DutyKind.CARRY_OUT)]


def test_my_day_and_the_desk_say_the_same(world: World, action: PlannedAction) -> None:
    names = {project(world).pk: "Vores projekt"}
    for lead in (None, world.people["activity lead"], world.people["stranger assigned"]):
        due(action, 5, lead)
        for name in ("project manager", "activity lead", "steering group", "lead administrator"):
            mine = to_carry_out(world.people[name].pk, names, TODAY)
            assert bool(mine) == bool(desks(world, name)[name]), (lead, name)


def test_a_reminder_counts_it_and_names_nothing(world: World, action: PlannedAction) -> None:
    due(action, -3)
    urgent = Urgent.of(desks(world, "project manager")["project manager"], TODAY)
    letter = digest_letter(to="x@example.test", urgent=urgent, links=Links("/min-dag/", "/konto/"))
    assert "- Fristen er overskredet: 1 handling, der skal gennemføres\n" in letter.text
    assert "mentor" not in letter.text
