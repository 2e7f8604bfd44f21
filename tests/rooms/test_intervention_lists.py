"""Interventions on lists: a programme's with the late ones first, what waits for whom, who else does the like."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interventions_examples import FULL, full
from virkning.figures.interventions import InterventionStage, Timing
from virkning.figures.periods import Period
from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.authors import COMMAND_LINE, Author
from virkning.rooms.interventions.actions.comments import comment_on
from virkning.rooms.interventions.actions.interventions import decide_intervention, remove_intervention
from virkning.rooms.interventions.actions.moves import accept, end_intervention, send_back, submit
from virkning.rooms.interventions.actions.whole import describe_new
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.answers import TrackAnswer
from virkning.rooms.interventions.comparing import compare
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.catalogue import track_meant, tracks_for
from virkning.rooms.interventions.queries.listing import (
    against_last_year,
    by_municipality,
    comments_of,
    earlier_of,
    interventions_in_programme,
    interventions_of,
    open_comments,
    receipts_of,
    row_of,
)
from virkning.rooms.interventions.queries.similar import similar_to
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.reports.facts.interventions import InterventionFacts, interventions_in
from virkning.rooms.reports.facts.tasks import TaskKind
from virkning.rooms.reports.queries.interventions import (
    asked_descriptions,
    load_interventions,
    to_accept,
    to_describe,
)
from virkning.rooms.statusrounds.letters import Links, Urgent, digest_letter
from virkning.rooms.statusrounds.queries.desks import DutyKind, desks_of
from virkning.rooms.statusrounds.queries.mine import my_desk
from world import World, build_person, build_project

BY: dict[str, Any] = {"by": COMMAND_LINE}
TODAY = date(2026, 5, 2)


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes; without the one intervention that is there."""
    Intervention.objects.all()._raw_delete("default")  # type: ignore[attr-defined]
    return world


def decide(world: World, name: str, start: str | None = None, whose: str = "partner") -> Intervention:
    return decide_intervention(
        project=world.ours.project,
        municipality=world.organisations[whose],
        name=name,
        start_date=date.fromisoformat(start) if start else None,
        **BY,
    )


def described(world: World, whose: str = "partner", **changes: Any) -> Intervention:
    return describe_new(
        project=world.ours.project, municipality=world.organisations[whose], answers=full(**changes), **BY
    )


# Lists


def test_a_list_tells_where_each_stands(world: World) -> None:
    missing = decide(world, "Ikke begyndt", "2026-01-15")
    unknown = decide(world, "Uden opstart")
    running = described(world, name="I gang")
    submit(running, now=datetime(2026, 4, 1, tzinfo=UTC), **BY)
    accept(running, **BY)
    comment_on(running, field=Field.METHOD, text="Hvorfor?", **BY)
    rows = {row.id: row for row in interventions_of(world.ours.project, TODAY)}
    assert (rows[missing.pk].stage, rows[missing.pk].timing) == (InterventionStage.DECIDED, Timing.LATE)
    assert (rows[missing.pk].due, rows[missing.pk].is_late) == (date(2026, 4, 15), True)
    assert rows[missing.pk].is_missing
    assert (rows[unknown.pk].timing, rows[unknown.pk].due) == (Timing.NO_START, None)
    assert (rows[running.pk].stage, rows[running.pk].timing) == (
        InterventionStage.RUNNING,
        Timing.SUBMITTED_IN_TIME,
    )
    assert (rows[running.pk].open_comments, rows[running.pk].is_missing) == (1, False)
    assert row_of(running, TODAY) == rows[running.pk]
    assert [one.text for one in comments_of(running)] == ["Hvorfor?"]
    assert len(open_comments(running)) == len(receipts_of(running)) == 1


def test_a_programmes_list_has_the_late_ones_first(world: World) -> None:
    decide(world, "Sent", "2026-01-15", "partner")
    decide(world, "Senest", "2025-12-01", "lead")
    decide(world, "I tide", "2026-04-01", "lead")
    decide(world, "Uden dag", None, "lead")
    decide(world, "Frist i dag", "2026-02-02", "partner")
    rows = interventions_in_programme(world.programme, TODAY)
    assert [row.name for row in rows[:2]] == ["Senest", "Sent"]
    places = [row.municipality for row in rows[2:]]
    assert places == sorted(places, key=places.index)
    assert len(by_municipality(rows)) == 2
    assert {row.project for row in rows} != {""}


def test_a_programmes_list_takes_the_same_queries_however_long(world: World) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            interventions_in_programme(world.programme, TODAY)
        return len(queries)

    decide(world, "Første")
    before = count()
    for number in range(20):
        decide(world, f"Nummer {number}", "2026-01-01", "lead")
    assert count() == before <= 3


@pytest.mark.parametrize(
    ("persona", "count"),
    [
        ("coordinator", 1),
        ("partner administrator", 1),
        ("stranger administrator", 0),
        ("funder colleague", 0),
    ],
)
def test_a_programmes_list_holds_what_one_sees(world: World, persona: str, count: int) -> None:
    decide(world, "En")
    with use_scope(Scope(person_id=world.people[persona].pk)):
        assert len(interventions_in_programme(world.programme, TODAY)) == count


def test_the_same_municipalitys_others_are_found(world: World) -> None:
    one, other = decide(world, "Ny", "2026-01-01"), decide(world, "Gammel", "2025-01-01")
    decide(world, "Andres", "2025-01-01", "lead")
    assert [row.id for row in earlier_of(one, TODAY)] == [other.pk]


def test_this_year_against_last_year(world: World) -> None:
    decide(world, "Sprogmakker", "2025-02-01")
    decide(world, "Forløb A", "2025-03-01")
    stopped = decide(world, "Stoppet", "2025-03-01")
    decide(world, "sprogmakker", "2026-02-01")
    new = decide(world, "Ny", "2026-02-01")
    decide(world, "Forløb B", "2026-03-01")
    decide(world, "Forløb A", "2026-01-01", "lead")
    decide(world, "Ukendt")
    Intervention.objects.filter(name="Forløb B").update(
        continues_id=Intervention.objects.get(name="Forløb A", start_date__year=2025).pk
    )
    pairs = against_last_year(interventions_in_programme(world.programme, TODAY), 2026)
    partner = [one for one in pairs if one.municipality == world.organisations["partner"].name]
    told = [(one.now and one.now.name, one.before and one.before.name) for one in partner]
    assert told == [
        ("Ny", None),
        ("Forløb B", "Forløb A"),
        ("sprogmakker", "Sprogmakker"),
        (None, "Stoppet"),
    ]
    assert partner[0].is_new
    assert partner[0].now is not None
    assert (partner[0].now.id, partner[-1].before and partner[-1].before.id) == (new.pk, stopped.pk)
    assert len(pairs) == 5


# Side by side


def test_two_descriptions_field_by_field() -> None:
    other = full(
        name="Et andet navn",
        new_type=False,
        elements=("intro med  rundvisning", "Makkerdage to gange om ugen"),
        costs=(),
    )
    pairs = {one.field: one for one in compare(FULL, other)}
    assert len(pairs) == len(Field)
    differ = {field for field, pair in pairs.items() if pair.differs}
    assert differ == {Field.NAME, Field.NEW_TYPE, Field.ECONOMY}
    assert [str(one) for one in pairs[Field.ECONOMY].one] == ["Materialer: 2.500,00 kr.", "Transport"]
    assert pairs[Field.ECONOMY].other == ()
    assert [str(one) for one in pairs[Field.NEW_TYPE].other] == ["Nej"]
    assert str(pairs[Field.EXPECTED_EFFECT].one[0]) == "Halvdelen får timer (langt sigt)"
    assert str(pairs[Field.ACTORS].one[0]) == "Virksomhed. Mentor. Viser rundt (aktivitet 1)"
    assert str(pairs[Field.START_DATE].one[0]) == "1. februar 2026"


# Whom to ask


@pytest.fixture
def elsewhere(world: World) -> Project:
    """Another municipality's project in the same programme, which nobody of ours sees."""
    return build_project("Et andet", world.organisations["stranger"], world.programme).project


def theirs(world: World, project: Project, **changes: Any) -> Intervention:
    made = describe_new(
        project=project, municipality=world.organisations["stranger"], answers=full(**changes), **BY
    )
    submit(made, **BY)
    accept(made, **BY)
    return made


def test_others_are_found_as_cards_and_no_more(world: World, elsewhere: Project) -> None:
    mine = described(world)
    alike = theirs(world, elsewhere, name="Næsten det samme")
    theirs(
        world,
        elsewhere,
        name="Noget helt andet",
        tracks=(TrackAnswer("9", "Et helt andet spor"),),
        elements=("Cykling",),
        target_group="Ældre medborgere",
    )
    one_word = theirs(
        world,
        elsewhere,
        name="Lidt ens",
        tracks=(TrackAnswer("9", "Et helt andet spor"),),
        elements=("Cykling",),
        target_group="Personer med lyst til at ARBEJDE",
    )
    scope = Scope(person_id=world.people["partner administrator"].pk)
    with use_scope(scope):
        assert not Intervention.objects.filter(pk=alike.pk).exists()
        with CaptureQueriesContext(connection) as queries:
            cards = similar_to(mine, FULL, scope)
    assert len(queries) <= 4
    assert [card.id for card in cards] == [alike.pk, one_word.pk]
    assert cards[0].same_tracks == ("1 Vejen til job",)
    assert "arbejde" in cards[1].same_words
    assert set(cards[0].__slots__) == {
        *("id", "municipality", "name", "tracks", "target_group", "start"),
        *("same_tracks", "same_words", "score"),
    }


def test_what_is_not_accepted_or_not_in_ones_programmes_is_nobodys_to_find(
    world: World, elsewhere: Project
) -> None:
    mine = described(world)
    one = theirs(world, elsewhere)
    scope = Scope(person_id=world.people["partner administrator"].pk)
    assert len(similar_to(mine, FULL, scope)) == 1
    assert similar_to(mine, FULL, Scope(person_id=world.people["stranger colleague"].pk)) == []
    send_back(one, reasons={Field.METHOD: "Uddyb"}, **BY)
    assert similar_to(mine, FULL, scope) == []
    submit(one, **BY)
    accept(one, **BY)
    Project.objects.filter(pk=elsewhere.pk).update(removed_at=timezone.now())
    assert similar_to(mine, FULL, scope) == []
    Project._base_manager.filter(pk=elsewhere.pk).update(removed_at=None, programme=None)
    assert similar_to(mine, FULL, scope) == []


# Tracks


def test_the_tracks_to_choose_among_are_the_programmes_agencys(world: World) -> None:
    assert tracks_for(world.ours.project, TODAY) == [world.track]
    assert tracks_for(world.theirs.project, TODAY) == []


@pytest.mark.parametrize(
    ("number", "title", "found"),
    [
        ("1", "", True),
        ("", "vejen til JOB", True),
        ("1", "Vejen til job.", True),
        ("1", "Noget andet", False),
        ("2", "Vejen til job", False),
        ("2", "", False),
    ],
)
def test_which_track_is_meant(world: World, number: str, title: str, found: bool) -> None:
    assert (track_meant(number, title, [world.track]) is not None) is found


# What waits


def desks(world: World, *people: str, today: date = TODAY) -> dict[str, list[Any]]:
    keys = {world.people[name].pk: name for name in people}
    laid = desks_of(list(keys), today)
    return {keys[key]: [one for one in desk if one.kind is DutyKind.DESCRIBE] for key, desk in laid.items()}


def test_a_description_lies_on_its_municipalitys_desks(world: World) -> None:
    decide(world, "Partnerens", "2026-03-01", "partner")
    decide(world, "Uden dag", None, "partner")
    people = (
        "partner assigned",
        "partner administrator",
        "project manager",
        "lead administrator",
        "coordinator",
    )
    laid = desks(world, *people)
    assert {name for name, desk in laid.items() if desk} == {"partner assigned"}
    assert laid["partner assigned"][0].duty.due == date(2026, 6, 1)
    ambassador = build_person(
        world, "ambassador", "partner", MembershipRole.EMPLOYEE, ("project", AssignmentRole.AMBASSADOR)
    )
    world.people["ambassador"] = ambassador
    assert {name for name, desk in desks(world, *people, "ambassador").items() if desk} == {"ambassador"}


def test_where_a_municipality_has_nobody_it_lies_with_the_lead(world: World) -> None:
    new = Organisation.objects.create(kind="municipality", name="Tom Kommune", municipality_id="101")
    Party.objects.create(project=world.ours.project, organisation=new, role=PartyRole.PARTNER, position=9)
    decide_intervention(
        project=world.ours.project, municipality=new, name="Ny", start_date=date(2026, 3, 1), **BY
    )
    laid = desks(world, "project manager", "lead administrator", "partner assigned")
    assert {name for name, desk in laid.items() if desk} == {"project manager"}


def test_handed_in_it_is_off_the_desk_and_returned_it_is_there_again(world: World) -> None:
    one = described(world)
    assert desks(world, "partner assigned")["partner assigned"][0].duty.is_late(TODAY)
    submit(one, **BY)
    assert desks(world, "partner assigned")["partner assigned"] == []
    send_back(one, reasons={Field.METHOD: "Uddyb"}, **BY)
    (again,) = desks(world, "partner assigned")["partner assigned"]
    today = timezone.localdate()
    assert again.duty.returned_on == today
    assert (again.duty.due - today).days in (13, 14, 15)
    submit(one, **BY)
    accept(one, **BY)
    end_intervention(one, **BY)
    assert desks(world, "partner assigned")["partner assigned"] == []


def test_my_day_asks_for_it_and_lets_what_is_handed_in_wait_for_others(world: World) -> None:
    late = described(world, name="Sen")
    decide(world, "Senere", "2026-04-20")
    submitter = Author.person(world.people["partner assigned"].pk, "x")
    waiting = described(world, name="Indsendt")
    submit(waiting, by=submitter)

    def day(name: str) -> Any:
        scope = Scope(person_id=world.people[name].pk)
        with use_scope(scope):
            return my_desk(scope, TODAY).tasks

    mine = day("partner assigned")
    assert [(one.task.kind, one.task.about) for one in mine.late] == [(TaskKind.DESCRIBE, late.pk)]
    assert [one.task.title for one in mine.later if one.task.kind is TaskKind.DESCRIBE] == ["Senere"]
    theirs = day("coordinator")
    told = [(one.task.kind, one.task.about) for one in theirs.waiting]
    assert (TaskKind.DECIDE_DESCRIPTION, waiting.pk) in told
    assert not [one for one in theirs.late if one.task.kind is TaskKind.DESCRIBE]
    assert TaskKind.DECIDE_DESCRIPTION not in {one.task.kind for one in day("project manager").waiting}


def test_nobody_is_asked_to_accept_what_they_handed_in(world: World) -> None:
    one = described(world)
    coordinator = world.people["coordinator"]
    submit(one, by=Author.person(coordinator.pk, "x"))
    names = {world.ours.project.pk: "Vores"}
    assert list(to_accept(coordinator.pk, names, names)) == []
    assert len(list(to_accept(world.people["funder administrator"].pk, names, names))) == 1


def test_asking_takes_the_same_queries_however_many(world: World) -> None:
    person, names = world.people["partner assigned"].pk, {world.ours.project.pk: "Vores"}
    with CaptureQueriesContext(connection) as none:
        assert to_describe(person, names) == ()
    assert len(none) == 1
    for number in range(12):
        decide(world, f"Nummer {number}", "2026-03-01")
    with CaptureQueriesContext(connection) as many:
        assert len(to_describe(person, names)) == 12
    assert len(many) <= 6


def test_a_removed_one_asks_nothing(world: World) -> None:
    one = decide(world, "En", "2026-03-01")
    remove_intervention(one, **BY)
    assert asked_descriptions([world.ours.project.pk]) == {}


def test_the_mail_tells_how_many(world: World) -> None:
    described(world)
    desk = desks_of([world.people["partner assigned"].pk], TODAY)[world.people["partner assigned"].pk]
    letter = digest_letter(to="x@example.test", urgent=Urgent.of(desk, TODAY), links=Links("day", "set"))
    assert "1 indsatsbeskrivelse, der skal indsendes" in letter.text
    assert FULL.name not in letter.text


# What a status round reads


@pytest.mark.parametrize(
    ("stage", "start", "ended", "observed", "told"),
    [
        (InterventionStage.ACCEPTED, "2026-02-01", None, "", True),
        (InterventionStage.DRAFT, "2026-02-01", None, "", False),
        (InterventionStage.DRAFT, "2026-02-01", None, "Godt i gang", True),
        (InterventionStage.ACCEPTED, "2027-01-01", None, "Godt i gang", False),
        (InterventionStage.ACCEPTED, "2026-12-31", None, "", True),
        (InterventionStage.ENDED, "2025-01-01", "2025-12-31", "Slut", False),
        (InterventionStage.ENDED, "2025-01-01", "2026-01-01", "", True),
        (InterventionStage.ACCEPTED, None, None, "", True),
    ],
)
def test_what_a_period_tells_of(
    stage: InterventionStage, start: str | None, ended: str | None, observed: str, told: bool
) -> None:
    one = InterventionFacts(
        "En",
        "Kommune",
        stage,
        date.fromisoformat(start) if start else None,
        date.fromisoformat(ended) if ended else None,
        observed,
    )
    assert bool(interventions_in((one,), Period.parse("2026"))) is told


def test_observations_are_among_the_facts(world: World) -> None:
    one = described(world)
    write_answers(one, {"observations_middle": "Fire er i timer"}, **BY)
    (facts,) = load_interventions(world.ours.project.pk)
    assert (facts.name, facts.observations_middle, facts.stage) == (
        FULL.name,
        "Fire er i timer",
        InterventionStage.DRAFT,
    )
    assert load_answers(one).observations_start == facts.observations_start
