"""A description's way: handed in with a receipt, taken back, returned, accepted into the project, ended, reopened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from interventions_examples import FULL, full
from virkning.figures.interventions import MOVES, InterventionStage, Way
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE, Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, NeverChanged, change
from virkning.rooms.interventions.actions.accepting import (
    AreaPart,
    EffectPart,
    ElementPart,
    making_of,
    what_it_makes,
)
from virkning.rooms.interventions.actions.comments import comment_on, settle_comment, unsettle_comment
from virkning.rooms.interventions.actions.interventions import (
    change_intervention,
    decide_intervention,
    remove_intervention,
)
from virkning.rooms.interventions.actions.items import (
    ItemKind,
    add_item,
    change_item,
    items_of,
    move_item,
    remove_item,
    tie_item,
)
from virkning.rooms.interventions.actions.moves import (
    accept,
    end_intervention,
    may_move,
    reopen,
    send_back,
    submit,
    take_back,
)
from virkning.rooms.interventions.actions.undo import take_back_description
from virkning.rooms.interventions.actions.whole import describe_new, write_all
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.answers import kept_again
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import Effect, Element, FieldComment, Intervention, Receipt
from virkning.rooms.interventions.queries.answers import fingerprint_of, load_answers
from virkning.rooms.results.models import Result, ResultActivity
from world import World

BY: dict[str, Any] = {"by": COMMAND_LINE}
IN_TIME = datetime(2026, 4, 30, 12, tzinfo=UTC)
LATE = datetime(2026, 5, 2, 12, tzinfo=UTC)


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def described(world: World) -> Intervention:
    """Begins on 1 February 2026, so it is due on 1 May."""
    return describe_new(
        project=world.ours.project, municipality=world.organisations["partner"], answers=FULL, **BY
    )


@pytest.fixture
def submitted(described: Intervention) -> Intervention:
    submit(described, **BY)
    return described


@pytest.fixture
def accepted(submitted: Intervention) -> Intervention:
    return accept(submitted, **BY)


def person(world: World, name: str) -> Author:
    return Author.person(world.people[name].pk, name)


def fresh(intervention: Intervention) -> Intervention:
    return Intervention._base_manager.get(pk=intervention.pk)


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


# Handed in


def test_a_receipt_freezes_what_was_handed_in(world: World, described: Intervention) -> None:
    by = person(world, "partner assigned")
    receipt = submit(described, by=by, now=IN_TIME)
    assert receipt.number == f"IB-2026-{receipt.pk:06}"
    assert (receipt.due, receipt.is_late, receipt.made_at) == (date(2026, 5, 1), False, IN_TIME)
    assert kept_again(receipt.answers) == load_answers(described)
    assert receipt.sha256 == fingerprint_of(load_answers(described))
    now = fresh(described)
    assert (now.stage, now.first_submitted_at, now.submitter_id) == ("submitted", IN_TIME, by.person_id)
    assert last().words == (
        f"Beskrivelsen af indsatsen “Sprogmakker på jobbet” er indsendt. Kvittering {receipt.number}."
    )


def test_a_receipt_is_never_changed_by_anybody(submitted: Intervention) -> None:
    receipt = Receipt.objects.get(intervention=submitted)
    with pytest.raises(NeverChanged):
        change(receipt, by=COMMAND_LINE, words="x", made_by="En anden")
    table = Receipt._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET made_by = 'En anden'")  # noqa: S608 - a name of ours


def test_late_is_flagged_and_never_refused_and_the_first_time_counts(described: Intervention) -> None:
    assert submit(described, now=LATE, **BY).is_late
    take_back(described, **BY)
    write_answers(described, {"summary": "Rettet"}, **BY)
    assert submit(described, now=datetime(2027, 1, 1, tzinfo=UTC), **BY).is_late
    assert fresh(described).first_submitted_at == LATE


def test_a_correction_after_the_day_is_not_late(described: Intervention) -> None:
    submit(described, now=IN_TIME, **BY)
    send_back(described, reasons={Field.METHOD: "Uddyb"}, **BY)
    assert not submit(described, now=LATE, **BY).is_late
    assert not fresh(described).due.submitted_late


def test_what_is_missing_is_told_field_by_field(world: World) -> None:
    empty = decide_intervention(
        project=world.ours.project, municipality=world.organisations["lead"], name="Tom", **BY
    )
    with pytest.raises(Refused) as refused:
        submit(empty, **BY)
    told = refused.value.errors
    assert {"start_date", "target_group", "activities", "purpose_short", "new_type"} <= set(told)
    assert not {"economy", "observations_start", "observations_end", "name", "municipality"} & set(told)
    assert told["activities"] == "Beskriv mindst én aktivitet."
    assert fresh(empty).stage == InterventionStage.DECIDED
    assert not Receipt.objects.filter(intervention=empty).exists()


def test_no_and_zero_are_answers_and_the_voluntary_is_in_nobodys_way(world: World) -> None:
    answers = full(new_type=False, participants_at_a_time=0, costs=(), observations_start="")
    made = describe_new(
        project=world.ours.project, municipality=world.organisations["lead"], answers=answers, **BY
    )
    assert submit(made, **BY)


def test_nobody_hands_in_what_they_have_not_read(described: Intervention) -> None:
    read = fingerprint_of(load_answers(described))
    element = items_of(described, ItemKind.ELEMENT)[0]
    change_item(element, values={"text": "Ændret imens"}, **BY)
    with pytest.raises(Refused):
        submit(described, fingerprint=read, **BY)
    submit(described, fingerprint=fingerprint_of(load_answers(described)), **BY)


def test_of_two_who_hand_in_the_second_meets_the_first(described: Intervention) -> None:
    other = fresh(described)
    submit(described, **BY)
    with pytest.raises(Refused) as refused:
        submit(other, **BY)
    assert "allerede indsendt" in str(refused.value)
    assert Receipt.objects.filter(intervention=described).count() == 1


# Every stage and every act


def at_stage(world: World, stage: InterventionStage) -> Intervention:
    made = describe_new(
        project=world.ours.project, municipality=world.organisations["lead"], answers=FULL, **BY
    )
    if stage in (InterventionStage.DECIDED, InterventionStage.DRAFT):
        Intervention._base_manager.filter(pk=made.pk).update(stage=stage.value)
        return fresh(made)
    submit(made, **BY)
    if stage is InterventionStage.RETURNED:
        send_back(made, reasons={Field.NAME: "Ret navnet"}, **BY)
    elif stage is not InterventionStage.SUBMITTED:
        accept(made, **BY)
    if stage is InterventionStage.ENDED:
        end_intervention(made, **BY)
    return made


DOING: dict[Way, Callable[[Intervention], Any]] = {
    Way.SUBMIT: lambda one: submit(one, **BY),
    Way.TAKE_BACK: lambda one: take_back(one, **BY),
    Way.RETURN: lambda one: send_back(one, reasons={Field.METHOD: "Uddyb"}, **BY),
    Way.ACCEPT: lambda one: accept(one, **BY),
    Way.END: lambda one: end_intervention(one, **BY),
    Way.REOPEN: lambda one: reopen(one, reason="Fortsætter", **BY),
}
STORED = [one for one in InterventionStage if one is not InterventionStage.RUNNING]


@pytest.mark.parametrize("way", DOING)
@pytest.mark.parametrize("stage", STORED)
def test_every_move_from_every_stage(world: World, stage: InterventionStage, way: Way) -> None:
    one = at_stage(world, stage)
    assert may_move(one, way, None) is (stage in MOVES[way].allowed)
    if stage in MOVES[way].allowed:
        DOING[way](one)
        assert fresh(one).stage == MOVES[way].to
    else:
        with pytest.raises(Refused):
            DOING[way](one)
        assert fresh(one).stage == stage


WRITING: dict[str, Callable[[Intervention], Any]] = {
    "answers": lambda one: write_answers(one, {"summary": "Rettet"}, **BY),
    "name": lambda one: write_answers(one, {"name": "Andet"}, **BY),
    "both": lambda one: write_answers(one, {"summary": "Rettet", "observations_end": "Slut"}, **BY),
    "list": lambda one: change_intervention(one, name="Andet", start_date=None, **BY),
    "add": lambda one: add_item(one, kind=ItemKind.SOURCE, values={"text": "Ny"}, **BY),
    "change": lambda one: change_item(items_of(one, ItemKind.ELEMENT)[0], values={"text": "Rettet"}, **BY),
    "move": lambda one: move_item(items_of(one, ItemKind.ELEMENT)[0], to=1, **BY),
    "remove": lambda one: remove_item(items_of(one, ItemKind.ELEMENT)[0], **BY),
    "tie": lambda one: tie_item(items_of(one, ItemKind.ELEMENT)[0], to=None, **BY),
    "all": lambda one: write_all(one, full(summary="Rettet"), **BY),
}


@pytest.mark.parametrize("doing", WRITING)
@pytest.mark.parametrize("stage", STORED)
def test_a_closed_stage_refuses_in_words(world: World, stage: InterventionStage, doing: str) -> None:
    one = at_stage(world, stage)
    before = load_answers(one)
    if stage.is_written:
        WRITING[doing](one)
        return
    with pytest.raises(Refused) as refused:
        WRITING[doing](one)
    assert "ligger fast" in str(refused.value)
    assert load_answers(one) == before


@pytest.mark.parametrize("stage", STORED)
def test_observations_are_open_at_every_stage_and_taken_back(world: World, stage: InterventionStage) -> None:
    one = at_stage(world, stage)
    write_answers(one, {"observations_end": "Alle fik timer"}, **BY)
    assert fresh(one).observations_end == "Alle fik timer"
    assert fresh(one).stage == stage
    take_back_description(last(), COMMAND_LINE)
    assert fresh(one).observations_end == ""


@pytest.mark.parametrize("stage", STORED)
def test_what_was_accepted_is_ended_and_not_removed(world: World, stage: InterventionStage) -> None:
    one = at_stage(world, stage)
    if stage.is_accepted:
        with pytest.raises(Refused):
            remove_intervention(one, **BY)
        return
    remove_intervention(one, **BY)
    for doing in (*DOING.values(), WRITING["answers"]):
        with pytest.raises(Refused):
            doing(one)


def test_a_writing_is_not_taken_back_when_the_description_lies_fast(described: Intervention) -> None:
    write_answers(described, {"summary": "Rettet"}, **BY)
    entry = last()
    submit(described, **BY)
    with pytest.raises(Refused):
        take_back_description(entry, COMMAND_LINE)
    take_back(described, **BY)
    take_back_description(entry, COMMAND_LINE)
    assert fresh(described).summary == FULL.summary


# Returned


def test_it_is_returned_with_reasons_at_its_fields(world: World, submitted: Intervention) -> None:
    reasons = {Field.METHOD: " Hvilken undersøgelse? ", Field.NAME: "", Field.ACTIVITIES: "Uddyb nr. 2"}
    send_back(submitted, reasons=reasons, by=person(world, "coordinator"))
    rows = FieldComment.objects.filter(intervention=submitted, is_reason=True)
    assert dict(rows.values_list("field", "text")) == {
        "method": "Hvilken undersøgelse?",
        "activities": "Uddyb nr. 2",
    }
    assert fresh(submitted).returned_at is not None
    for wrong in ({}, {Field.METHOD: "  "}):
        with pytest.raises(Refused):
            send_back(submitted, reasons=wrong, **BY)
    submit(submitted, **BY)
    with pytest.raises(Refused) as refused:
        send_back(submitted, reasons={Field.METHOD: "Se 010190-1234"}, **BY)
    assert set(refused.value.errors) == {"reason_method"}


def test_comments_are_written_settled_and_opened_again(submitted: Intervention) -> None:
    one = comment_on(submitted, field=Field.METHOD, text=" Hvorfor? ", **BY)
    assert (one.text, one.is_reason) == ("Hvorfor?", False)
    settle_comment(one, **BY)
    assert FieldComment.objects.get(pk=one.pk).settled_by == COMMAND_LINE.name
    with pytest.raises(Refused):
        settle_comment(one, **BY)
    with pytest.raises(Conflict):
        unsettle_comment(one, version=1, **BY)
    unsettle_comment(one, **BY)
    assert FieldComment.objects.get(pk=one.pk).settled_at is None
    for wrong in ("", "  ", "Se 010190-1234"):
        with pytest.raises(Refused):
            comment_on(submitted, field=Field.METHOD, text=wrong, **BY)


# Accepted


def test_nobody_accepts_what_they_handed_in_themselves(world: World, described: Intervention) -> None:
    by = person(world, "partner assigned")
    submit(described, by=by)
    assert not may_move(described, Way.ACCEPT, by.person_id)
    with pytest.raises(Refused) as refused:
        accept(described, by=by)
    assert "En anden skal godkende" in str(refused.value)
    accept(described, by=person(world, "coordinator"))


def test_nobody_accepts_another_receipt_than_the_one_they_read(described: Intervention) -> None:
    read = submit(described, **BY)
    take_back(described, **BY)
    now = submit(described, **BY)
    with pytest.raises(Refused):
        accept(described, receipt=read.pk, **BY)
    accept(described, receipt=now.pk, **BY)


def test_what_it_makes_is_told_and_made_and_taken_back_in_one(world: World, submitted: Intervention) -> None:
    told = what_it_makes(submitted)
    assert [(one.number, one.title, one.responsible) for one in told.activities] == [
        ("2.1", "Intro med rundvisning", "Mentor"),
        ("2.2", "Makkerdage to gange om ugen", "Lærer"),
    ]
    assert [(one.number, one.statement, one.term) for one in told.results] == [
        ("2", "Halvdelen får timer", "long"),
        ("3", "Alle møder stabilt", "short"),
    ]
    assert told.area == AreaPart("2", FULL.name)
    accept(submitted, **BY)
    project = world.ours.project
    made = list(
        Activity.objects.filter(project=project).exclude(pk=world.ours.activity.pk).order_by("position")
    )
    assert [(one.number, one.title) for one in made] == [(one.number, one.title) for one in told.activities]
    assert {one.area.title for one in made} == {FULL.name}
    milestones = Milestone.objects.filter(activity__in=made)
    assert set(milestones.values_list("number", "kind", "statement")) == {
        ("1", "yes_no", "Aktiviteten er gennemført som beskrevet")
    }
    results = Result.objects.filter(project=project, kind="none").order_by("position")
    assert [one.statement for one in results] == [one.text for one in FULL.effects]
    assert ResultActivity.objects.filter(result=results[0]).count() == 2
    elements = Element.objects.filter(intervention=submitted).order_by("position")
    assert [one.activity_id for one in elements] == [one.pk for one in made]
    effects = Effect.objects.filter(intervention=submitted).order_by("position")
    assert [one.result_id for one in effects] == [one.pk for one in results]
    entry = last()
    assert (entry.action, entry.object_id) == ("decide_description", submitted.pk)
    take_back_description(entry, COMMAND_LINE)
    now = fresh(submitted)
    assert (now.stage, now.accepted_at) == (InterventionStage.SUBMITTED, None)
    assert Activity.objects.filter(project=project).count() == 1
    assert Result.objects.filter(project=project).count() == 1
    assert FocusArea.objects.filter(project=project).count() == 1
    assert not Element.objects.filter(intervention=submitted, activity__isnull=False).exists()
    accept(submitted, **BY)
    assert Activity.objects.filter(project=project).count() == 3


def test_an_acceptance_somebody_has_built_on_is_not_taken_back(world: World, submitted: Intervention) -> None:
    accept(submitted, **BY)
    entry = last()
    milestone = Milestone.objects.get(activity__elements__intervention=submitted, activity__number="2.1")
    StatusReport.objects.create(
        milestone=milestone,
        period=world.ours.periods["2013"],
        status="yes",
        origin_kind="typed",
        origin_by="Prøve",
        origin_at=IN_TIME,
    )
    with pytest.raises(Refused):
        take_back_description(entry, COMMAND_LINE)
    assert fresh(submitted).stage == InterventionStage.ACCEPTED


def test_an_ended_one_is_reopened_before_its_acceptance_is_taken_back(accepted: Intervention) -> None:
    entry = last()
    end_intervention(accepted, **BY)
    with pytest.raises(Refused):
        take_back_description(entry, COMMAND_LINE)
    reopen(accepted, reason="Gik videre", **BY)
    take_back_description(entry, COMMAND_LINE)
    assert fresh(accepted).stage == InterventionStage.SUBMITTED


def test_nothing_is_made_twice(world: World, described: Intervention) -> None:
    elements = list(Element.objects.filter(intervention=described).order_by("position"))
    tie_item(elements[0], to=world.ours.activity, **BY)
    tie_item(
        Effect.objects.filter(intervention=described).order_by("position")[0], to=world.ours.result, **BY
    )
    submit(described, **BY)
    told = what_it_makes(described)
    assert told.tied == 2
    # Where one of its activities stands, the others are put.
    assert told.area is not None
    assert told.area.id == world.ours.area.pk
    assert [one.number for one in told.activities] == ["1.2"]
    accept(described, **BY)
    send_back(described, reasons={Field.METHOD: "Uddyb"}, **BY)
    assert fresh(described).accepted_at is None
    add_item(described, kind=ItemKind.ELEMENT, values={"text": "En til"}, **BY)
    submit(described, **BY)
    accept(described, **BY)
    assert Activity.objects.filter(project=world.ours.project).count() == 3
    assert Result.objects.filter(project=world.ours.project).count() == 2


def test_it_goes_into_an_area_of_the_project_only(world: World, submitted: Intervention) -> None:
    with pytest.raises(Refused):
        accept(submitted, area=world.theirs.area, **BY)
    accept(submitted, area=world.ours.area, **BY)
    numbers = (
        Activity.objects.filter(area=world.ours.area).order_by("position").values_list("number", flat=True)
    )
    assert list(numbers) == ["1.1", "1.2", "1.3"]


def test_what_comes_of_it_is_a_pure_function() -> None:
    long = "Et forløb på seks uger.\nDerefter praktik."
    making = making_of(
        [ElementPart(1, long, "Mentor"), ElementPart(2, "x" * 300), ElementPart(3, "Er der", activity_id=9)],
        [EffectPart(4, "Job", "long"), EffectPart(5, "Er der", result_id=8)],
        area=AreaPart("3", "Område", 7),
        activity_numbers=["1.1", "3.1", "3.2"],
        in_area=["3.1"],
        result_numbers=["1", "2.1"],
    )
    first, second = making.activities
    assert (first.number, first.title, first.remark) == ("3.3", "Et forløb på seks uger.", long)
    assert (second.number, len(second.title), second.remark) == ("3.4", 120, "x" * 300)
    assert [one.number for one in making.results] == ["2.2"]
    assert making.tied == 2
    nothing = making_of([ElementPart(3, "Er der", activity_id=9)], [], area=AreaPart("1", "Ny"))
    assert (nothing.area, nothing.activities) == (None, ())


# The end


def test_it_ends_on_a_day_and_is_reopened_with_a_reason(accepted: Intervention) -> None:
    with pytest.raises(Refused):
        end_intervention(accepted, on=date(2026, 1, 31), **BY)
    end_intervention(accepted, on=date(2026, 6, 30), **BY)
    assert fresh(accepted).ended_on == date(2026, 6, 30)
    with pytest.raises(Refused):
        reopen(accepted, reason=" ", **BY)
    reopen(accepted, reason="Endnu et hold", **BY)
    assert (fresh(accepted).stage, fresh(accepted).ended_on) == (InterventionStage.ACCEPTED, None)
    assert last().changes["begrundelse"] == ["", "Endnu et hold"]


def test_a_move_after_somebody_elses_is_a_conflict(submitted: Intervention) -> None:
    read = submitted.version
    write_answers(submitted, {"observations_start": "Nyt"}, **BY)
    with pytest.raises(Conflict):
        take_back(submitted, version=read, **BY)
    take_back(submitted, version=fresh(submitted).version, **BY)
    assert replace(load_answers(submitted), municipality="").observations_start == "Nyt"
