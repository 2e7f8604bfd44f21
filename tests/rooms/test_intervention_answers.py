"""Interventions decided, and their descriptions written: by several people, all at once, from an earlier one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions_examples import FULL, full
from virkning.figures.indicators import Term
from virkning.figures.interventions import InterventionStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.interventions.actions.interventions import (
    Decided,
    change_intervention,
    decide_intervention,
    decide_interventions,
    move_intervention,
    remove_intervention,
    removed_interventions,
    restore_intervention,
)
from virkning.rooms.interventions.actions.items import (
    ItemGiven,
    ItemKind,
    add_item,
    change_item,
    items_of,
    move_item,
    remove_item,
    save_items,
    tie_item,
)
from virkning.rooms.interventions.actions.undo import take_back_description
from virkning.rooms.interventions.actions.whole import (
    copy_answers_from,
    copy_intervention,
    describe_new,
    write_all,
)
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.answers import Answers, EffectAnswer, TrackAnswer, kept, kept_again
from virkning.rooms.interventions.missing import SectionStanding, missing_in, section_states
from virkning.rooms.interventions.models import Actor, Effect, Element, Intervention, TrackChoice
from virkning.rooms.interventions.queries.answers import fingerprint_of, load_answers
from virkning.rooms.interventions.queries.rights import may_describe_for, municipalities_to_describe
from world import World

BY: dict[str, Any] = {"by": COMMAND_LINE}


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def decided(world: World) -> Intervention:
    """The partner municipality has decided one and nobody has begun."""
    return decide_intervention(
        project=world.ours.project, municipality=world.organisations["partner"], name="Makker", **BY
    )


@pytest.fixture
def described(world: World) -> Intervention:
    return describe_new(
        project=world.ours.project, municipality=world.organisations["partner"], answers=FULL, **BY
    )


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


def back(entry: AuditEntry | None = None) -> None:
    take_back_description(entry or last(), COMMAND_LINE)


def fresh(intervention: Intervention) -> Intervention:
    return Intervention._base_manager.get(pk=intervention.pk)


# The list


def test_an_intervention_is_decided_told_and_taken_back(world: World, decided: Intervention) -> None:
    assert (decided.stage, decided.name) == (InterventionStage.DECIDED, "Makker")
    entry = latest_entry(decided)
    assert entry is not None
    assert entry.words == "Indsatsen “Makker” er besluttet."
    assert (entry.object_kind, entry.project_id) == ("intervention", world.ours.project.pk)
    back()
    assert fresh(decided).removed_at is not None


def test_several_are_decided_at_once_or_none(world: World, decided: Intervention) -> None:
    partner, lead = world.organisations["partner"], world.organisations["lead"]
    wished = [
        Decided(lead, " Ny  vej "),
        Decided(partner, "Makker"),
        Decided(world.organisations["funder"], "X"),
    ]
    with pytest.raises(Refused) as refused:
        decide_interventions(project=world.ours.project, wished=wished, **BY)
    assert set(refused.value.errors) == {"name_1", "municipality_2"}
    assert Intervention.objects.filter(name="Ny vej").count() == 0
    wished[1:] = [Decided(partner, "Makker", date(2026, 1, 1))]
    made = decide_interventions(project=world.ours.project, wished=wished, **BY)
    assert [one.name for one in made] == ["Ny vej", "Makker"]
    assert last().words == "2 indsatser er besluttet."
    back()
    assert {fresh(one).removed_at is None for one in made} == {False}
    assert fresh(decided).removed_at is None


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "Ring til 010190-1234"])
def test_a_name_that_is_none_is_refused(world: World, name: str) -> None:
    with pytest.raises(Refused) as refused:
        decide_intervention(
            project=world.ours.project, municipality=world.organisations["lead"], name=name, **BY
        )
    assert set(refused.value.errors) == {"name"}
    assert "1234" not in str(refused.value)


def test_the_list_is_corrected_without_beginning_a_description(world: World, decided: Intervention) -> None:
    lead = world.organisations["lead"]
    change_intervention(decided, name="Makkere", start_date=date(2026, 3, 1), municipality=lead, **BY)
    now = fresh(decided)
    assert (now.name, now.municipality_id, now.stage) == ("Makkere", lead.pk, InterventionStage.DECIDED)
    back()
    assert (fresh(decided).name, fresh(decided).start_date) == ("Makker", None)
    with pytest.raises(Conflict):
        change_intervention(decided, name="Andet", start_date=None, version=1, **BY)
    with pytest.raises(Refused):
        change_intervention(
            decided, name="Andet", start_date=None, municipality=world.organisations["evaluator"], **BY
        )


def test_it_is_moved_removed_and_brought_back(world: World, decided: Intervention) -> None:
    other = decide_intervention(
        project=world.ours.project, municipality=world.organisations["lead"], name="Anden", **BY
    )
    move_intervention(other, to=0, **BY)
    rows = Intervention.objects.filter(project=world.ours.project)
    assert rows.order_by("position", "id")[0] == other
    back()
    assert rows.order_by("position", "id").last() == other
    remove_intervention(decided, reason="Aflyst", **BY)
    assert [one.pk for one in removed_interventions(world.ours.project)] == [decided.pk]
    again = decide_intervention(
        project=world.ours.project, municipality=world.organisations["partner"], name="Makker", **BY
    )
    with pytest.raises(Refused):
        restore_intervention(decided, **BY)
    remove_intervention(again, **BY)
    restore_intervention(decided, **BY)
    assert fresh(decided).removed_at is None


# Single answers


def test_the_first_answer_begins_the_draft(decided: Intervention) -> None:
    write_answers(decided, {"summary": " Kort ", "hours_per_week": Decimal("7.50"), "new_type": False}, **BY)
    now = fresh(decided)
    assert (now.stage, now.summary, str(now.hours_per_week), now.new_type) == ("draft", "Kort", "7.50", False)
    assert last().changes["summary"] == ["", "Kort"]
    back()
    assert (fresh(decided).stage, fresh(decided).summary) == ("draft", "")


def test_an_observation_alone_begins_nothing(decided: Intervention) -> None:
    write_answers(decided, {"observations_start": "Godt fremmøde"}, **BY)
    assert fresh(decided).stage == InterventionStage.DECIDED


def test_nothing_new_writes_nothing(decided: Intervention) -> None:
    write_answers(decided, {"summary": "Kort"}, **BY)
    before = AuditEntry.objects.count()
    write_answers(decided, {"summary": "Kort", "intake": ""}, **BY)
    assert AuditEntry.objects.count() == before


def test_two_people_write_in_different_fields_of_what_both_have_read(decided: Intervention) -> None:
    mine, theirs = fresh(decided), fresh(decided)
    write_answers(theirs, {"summary": "Deres", "start_date": date(2026, 1, 1)}, version=1, **BY)
    write_answers(mine, {"target_group": "Min"}, version=1, **BY)
    assert (fresh(decided).summary, fresh(decided).target_group) == ("Deres", "Min")
    with pytest.raises(Conflict) as conflict:
        write_answers(mine, {"summary": "Min"}, version=1, **BY)
    assert conflict.value.current.summary == "Deres"  # type: ignore[attr-defined]


def test_the_same_words_twice_are_no_conflict(decided: Intervention) -> None:
    mine, theirs = fresh(decided), fresh(decided)
    write_answers(theirs, {"summary": "Det samme"}, version=1, **BY)
    write_answers(mine, {"summary": "Det samme"}, version=1, **BY)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"hours_per_week": Decimal(-1)}, "hours_per_week"),
        ({"hours_per_week": Decimal(169)}, "hours_per_week"),
        ({"hours_per_week": Decimal("NaN")}, "hours_per_week"),
        ({"weeks_per_participant": Decimal("1.1234567890123456")}, "weeks_per_participant"),
        ({"participants_at_a_time": Decimal("2.5")}, "participants_at_a_time"),
        ({"participants_at_a_time": 10**9}, "participants_at_a_time"),
        ({"intake": "sometimes"}, "intake"),
        ({"summary": "x" * 20_001}, "summary"),
        ({"target_group": "En borger, 610190-1234, vil gerne"}, "target_group"),
    ],
)
def test_what_is_no_answer_is_refused_at_its_field(
    decided: Intervention, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        write_answers(decided, {**values, "method": "Godt nok"}, **BY)
    assert set(refused.value.errors) == {field}
    assert fresh(decided).method == ""


def test_a_name_and_start_another_has_are_refused(world: World, decided: Intervention) -> None:
    other = decide_intervention(
        project=world.ours.project, municipality=world.organisations["partner"], name="Andet navn", **BY
    )
    with pytest.raises(Refused) as refused:
        write_answers(other, {"name": "Makker"}, **BY)
    assert set(refused.value.errors) == {"name"}


def test_what_is_no_answer_of_ours_is_a_mistake_of_ours(decided: Intervention) -> None:
    with pytest.raises(KeyError):
        write_answers(decided, {"stage": "accepted"}, **BY)


# What there are several of


def test_items_are_added_changed_moved_removed_and_each_taken_back(decided: Intervention) -> None:
    first = add_item(decided, kind=ItemKind.ELEMENT, values={"text": " Intro "}, **BY)
    assert fresh(decided).stage == InterventionStage.DRAFT
    second = add_item(decided, kind=ItemKind.ELEMENT, values={"text": "Makkerdage"}, to=0, **BY)
    assert texts(decided) == ["Makkerdage", "Intro"]
    first.refresh_from_db()  # it has been given another place
    change_item(first, values={"text": "Introduktion"}, version=first.version, **BY)
    back()
    assert texts(decided) == ["Makkerdage", "Intro"]
    move_item(second, to=5, **BY)
    assert texts(decided) == ["Intro", "Makkerdage"]
    back()
    remove_item(second, **BY)
    assert texts(decided) == ["Intro"]
    back()
    assert texts(decided) == ["Makkerdage", "Intro"]


def texts(intervention: Intervention, kind: ItemKind = ItemKind.ELEMENT) -> list[str]:
    return [one.text for one in items_of(intervention, kind)]


def test_an_actor_supports_one_of_the_interventions_own_activities(
    world: World, decided: Intervention, described: Intervention
) -> None:
    own = add_item(decided, kind=ItemKind.ELEMENT, values={"text": "Intro"}, **BY)
    theirs = Element.objects.filter(intervention=described).first()
    with pytest.raises(Refused) as refused:
        add_item(decided, kind=ItemKind.ACTOR, values={"kind": "Mentor", "element": theirs}, **BY)
    assert set(refused.value.errors) == {"element"}
    actor = add_item(decided, kind=ItemKind.ACTOR, values={"kind": "Mentor", "element": own}, **BY)
    remove_item(own, **BY)
    assert Actor.objects.get(pk=actor.pk).element_id is None
    back()
    assert Actor.objects.get(pk=actor.pk).element_id == own.pk


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (ItemKind.PURPOSE, {"term": "short", "text": ""}, "text"),
        (ItemKind.PURPOSE, {"term": "medium", "text": "Noget"}, "term"),
        (ItemKind.ELEMENT, {"text": " "}, "text"),
        (ItemKind.ACTOR, {"kind": "", "title": ""}, "kind"),
        (ItemKind.ACTOR, {"kind": "x" * 201}, "kind"),
        (ItemKind.TRACK, {"change": "Noget"}, "title"),
        (ItemKind.EFFECT, {"text": "Noget", "term": "soon"}, "term"),
        (ItemKind.COST, {"text": "Noget", "amount": Decimal("1.1234567890123456")}, "amount"),
        (ItemKind.SOURCE, {"text": "Se 010190-1234"}, "text"),
    ],
)
def test_what_says_nothing_is_refused(
    decided: Intervention, kind: ItemKind, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        add_item(decided, kind=kind, values=values, **BY)
    assert set(refused.value.errors) == {field}
    assert fresh(decided).stage == InterventionStage.DECIDED


def test_a_track_from_the_catalogue_is_told_as_the_catalogue_tells_it(
    world: World, decided: Intervention
) -> None:
    made = add_item(decided, kind=ItemKind.TRACK, values={"track": world.track, "change": "Mere"}, **BY)
    assert (made.number, made.title, made.track_id) == ("1", "Vejen til job", world.track.pk)


def test_a_whole_list_is_saved_in_one_act(decided: Intervention) -> None:
    one = add_item(decided, kind=ItemKind.PURPOSE, values={"term": "short", "text": "Et"}, **BY)
    two = add_item(decided, kind=ItemKind.PURPOSE, values={"term": "short", "text": "To"}, **BY)
    far = add_item(decided, kind=ItemKind.PURPOSE, values={"term": "long", "text": "Langt"}, **BY)
    given = [
        ItemGiven({"text": "To rettet"}, two.pk, two.version),
        ItemGiven({"text": "Nyt"}),
    ]
    only = {"term": "short"}
    assert save_items(decided, kind=ItemKind.PURPOSE, given=given, only=only, **BY)
    assert load_answers(decided).purposes_short == ("To rettet", "Nyt")
    assert load_answers(decided).purposes_long == (far.text,)
    back()
    assert load_answers(decided).purposes_short == (one.text, "To")
    assert not save_items(
        decided,
        kind=ItemKind.PURPOSE,
        given=[ItemGiven({"text": "Et"}, one.pk), ItemGiven({"text": "To"}, two.pk)],
        only=only,
        **BY,
    )
    with pytest.raises(Refused) as refused:
        save_items(decided, kind=ItemKind.PURPOSE, given=[ItemGiven({"text": ""})], only=only, **BY)
    assert set(refused.value.errors) == {"text_0"}


def test_a_list_that_somebody_has_changed_meanwhile_is_a_conflict(decided: Intervention) -> None:
    one = add_item(decided, kind=ItemKind.SOURCE, values={"text": "Et"}, **BY)
    read = one.version
    change_item(one, values={"text": "Rettet"}, **BY)
    with pytest.raises(Conflict):
        change_item(one, values={"text": "Mit"}, version=read, **BY)
    with pytest.raises(Conflict):
        save_items(decided, kind=ItemKind.SOURCE, given=[ItemGiven({"text": "Mit"}, one.pk, read)], **BY)
    remove_item(one, **BY)
    with pytest.raises(Conflict):
        change_item(one, values={"text": "Mit"}, **BY)


# All of it


def test_a_whole_description_is_written_and_read_again(world: World, described: Intervention) -> None:
    found = load_answers(described)
    assert found == replace(FULL, municipality=world.organisations["partner"].name)
    assert kept_again(kept(found)) == found
    assert TrackChoice.objects.get(intervention=described).track_id == world.track.pk
    assert missing_in(found) == ()
    assert {one.standing for one in section_states(found)} == {SectionStanding.DONE}
    entry = latest_entry(described)
    assert entry is not None
    assert entry.words == "Indsatsen “Sprogmakker på jobbet” er oprettet."
    back(entry)
    assert fresh(described).removed_at is not None


def test_reading_the_answers_takes_nine_queries_at_most(described: Intervention) -> None:
    with CaptureQueriesContext(connection) as queries:
        load_answers(described)
    assert len(queries) <= 9


def test_written_again_the_same_stays_the_same_record(described: Intervention) -> None:
    before = keys(described)
    assert not write_all(described, load_answers(described), **BY)
    changed = full(
        elements=("Makkerdage to gange om ugen", "Intro med rundvisning og frokost", "Helt andet"),
        purposes_short=(),
        actors=FULL.actors[:1],
        observations_start="",
    )
    assert write_all(described, changed, **BY)
    now = load_answers(described)
    assert now.elements == changed.elements
    assert now.purposes_short == FULL.purposes_short  # not answered: as it stood
    assert now.observations_start == FULL.observations_start
    assert [one.element for one in now.actors] == [1]
    assert keys(described)[:2] == [before[1], before[0]]
    back()
    assert keys(described) == before
    assert load_answers(described).actors == FULL.actors


def keys(intervention: Intervention) -> list[int]:
    return [one.pk for one in items_of(intervention, ItemKind.ELEMENT)]


def test_replacing_all_empties_what_is_not_answered(described: Intervention) -> None:
    write_all(described, Answers(name=FULL.name), replace_all=True, **BY)
    now = load_answers(described)
    assert replace(now, municipality="") == Answers(name=FULL.name)
    back()
    assert load_answers(described).costs == FULL.costs


def test_an_undo_after_somebody_wrote_again_is_refused(described: Intervention) -> None:
    write_answers(described, {"summary": "Først"}, **BY)
    entry = last()
    write_answers(described, {"summary": "Så"}, **BY)
    with pytest.raises(Refused):
        back(entry)
    assert fresh(described).summary == "Så"


def test_what_does_not_fit_is_kept_and_not_cut(world: World) -> None:
    long = "En meget lang titel " * 15
    answers = full(
        actors=(replace(FULL.actors[0], title=long.strip()),),
        tracks=(TrackAnswer("1.2 og noget mere end der er plads til", long.strip(), "Ændring"),),
        effects=(EffectAnswer("Uden sigt"),),
    )
    made = describe_new(
        project=world.ours.project, municipality=world.organisations["lead"], answers=answers, **BY
    )
    now = load_answers(made)
    assert long.strip() in now.actors[0].task
    assert long.strip() in now.tracks[0].change
    assert "Ændring" in now.tracks[0].change
    assert now.effects == answers.effects


# From an earlier one


def test_the_next_run_begins_with_the_last_ones_answers(world: World, described: Intervention) -> None:
    made = copy_intervention(
        described,
        project=world.ours.project,
        municipality=world.organisations["partner"],
        name="Sprogmakker 2",
        start_date=date(2027, 2, 1),
        **BY,
    )
    expected = full(name="Sprogmakker 2", start_date=date(2027, 2, 1), observations_start="")
    assert replace(load_answers(made), municipality="") == expected
    assert (made.continues_id, made.stage) == (described.pk, InterventionStage.DRAFT)
    elsewhere = copy_intervention(
        described,
        project=world.ours.project,
        municipality=world.organisations["lead"],
        name="Som naboens",
        **BY,
    )
    assert elsewhere.continues_id is None


def test_one_that_is_decided_is_filled_from_another_and_emptied_again(
    decided: Intervention, described: Intervention
) -> None:
    copy_answers_from(decided, other=described, **BY)
    now = load_answers(decided)
    assert (now.name, now.summary, now.observations_start) == ("Makker", FULL.summary, "")
    assert fresh(decided).continues_id == described.pk
    with pytest.raises(Refused):
        copy_answers_from(decided, other=described, **BY)
    back()
    assert load_answers(decided).elements == ()


def test_an_effect_and_an_activity_are_tied_to_what_the_project_has(
    world: World, described: Intervention
) -> None:
    element = Element.objects.filter(intervention=described)[0]
    effect = Effect.objects.filter(intervention=described)[0]
    tie_item(element, to=world.ours.activity, **BY)
    tie_item(effect, to=world.ours.result, **BY)
    assert Element.objects.get(pk=element.pk).activity_id == world.ours.activity.pk
    for item, strange in ((element, world.theirs.activity), (effect, world.theirs.result)):
        with pytest.raises(Refused):
            tie_item(item, to=strange, **BY)
    back()
    assert Effect.objects.get(pk=effect.pk).result_id is None


# Who


@pytest.mark.parametrize(
    ("persona", "own", "neighbours", "decides"),
    [
        ("project manager", True, True, False),
        ("activity lead", False, False, False),
        ("steering group", False, False, False),
        ("lead administrator", True, True, False),
        ("partner assigned", True, False, False),
        ("partner administrator", True, False, False),
        ("coordinator", False, False, True),
        ("coordinator of the project", False, False, True),
        ("funder administrator", False, False, True),
        ("evaluator", False, False, False),
    ],
)
def test_who_may(
    world: World, described: Intervention, persona: str, own: bool, neighbours: bool, decides: bool
) -> None:
    lead = world.organisations["lead"]
    other = decide_intervention(project=world.ours.project, municipality=lead, name="Leds", **BY)
    scope = Scope(person_id=world.people[persona].pk)
    with use_scope(scope):
        seen = Intervention.objects.get(pk=described.pk)
        given = seen.permissions_of(scope)
        assert Permission.SEE_PROJECT in given
        assert (Permission.DESCRIBE in given) is own
        assert (Permission.DECIDE_DESCRIPTION in given) is decides
        theirs = Intervention.objects.get(pk=other.pk)
        assert (Permission.DESCRIBE in theirs.permissions_of(scope)) is neighbours
        assert may_describe_for(scope, seen.project, lead.pk) is neighbours
        assert len(municipalities_to_describe(scope, seen.project)) == own + neighbours


@pytest.mark.parametrize("persona", ["stranger administrator", "stranger assigned", "funder colleague"])
def test_who_does_not_see_it_at_all(world: World, described: Intervention, persona: str) -> None:
    with use_scope(Scope(person_id=world.people[persona].pk)):
        assert not Intervention.objects.filter(pk=described.pk).exists()
        assert not Element.objects.filter(intervention=described.pk).exists()


def test_the_same_answers_have_the_same_fingerprint(described: Intervention) -> None:
    one = load_answers(described)
    assert fingerprint_of(one) == fingerprint_of(replace(one))
    assert fingerprint_of(one) != fingerprint_of(replace(one, successor="En anden"))
    assert Term.LONG in {effect.term for effect in one.effects}
