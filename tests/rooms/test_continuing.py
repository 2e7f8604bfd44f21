"""Embedding, comments, experiences and the benefit table: said, corrected, taken away, and two at once."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from virkning.figures.continuing import Continuation, Lesson
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.comments import comment_activity
from virkning.rooms.activities.models import Activity, ActivityComment
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.undo import undo
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.evaluations.actions.benefits import Cell, Line, save_benefits
from virkning.rooms.evaluations.actions.embedding import say_embedding
from virkning.rooms.evaluations.actions.experiences import (
    change_experience,
    remove_experience,
    write_experience,
)
from virkning.rooms.evaluations.models import BenefitBody, BenefitGain, Embedding, Experience, PossibleBenefit
from virkning.rooms.programmes.actions.acts import take_back
from virkning.rooms.reports.facts.continuing import embedding_before, embedding_by
from virkning.rooms.reports.queries.continuing import load_benefits, load_continuing, load_embeddings
from world import World


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def say(world: World, period: str = "2012", **given: Any) -> Embedding | None:
    values = {"continuation": Continuation.ORDINARY, **given}
    return say_embedding(
        activity=world.ours.activity, period=world.ours.periods[period], by=COMMAND_LINE, **values
    )


def last_words() -> str:
    return AuditEntry.objects.order_by("-id")[0].words


# Embedding


def test_saying_it_is_told_and_saying_it_again_corrects(world: World) -> None:
    made = say(world, responsible=" Skole  afdelingen ", secured_until=date(2014, 12, 31))
    assert made is not None
    assert made.responsible == "Skole afdelingen"
    assert last_words() == "Forankringen af aktivitet 1.1 i 2012 er skrevet: Fortsætter i almindelig drift."
    again = say(world, continuation=Continuation.ENDS, version=made.version)
    assert again is not None
    assert (again.pk, again.version) == (made.pk, 2)
    assert last_words() == "Forankringen af aktivitet 1.1 i 2012 er rettet: Stopper."


@pytest.mark.parametrize("version", [None, 0])
def test_whoever_saw_nothing_there_meets_what_stands_there_now(world: World, version: int | None) -> None:
    made = say(world)
    with pytest.raises(Conflict) as conflict:
        say(world, continuation=Continuation.ENDS, version=version)
    assert conflict.value.current == made


def test_whoever_saw_what_is_gone_begins_anew(world: World) -> None:
    made = say(world)
    assert made is not None
    gone = say(world, continuation=None, version=made.version)
    assert gone is not None
    assert gone.removed_at is not None
    with pytest.raises(Conflict) as conflict:
        say(world, version=made.version)
    assert conflict.value.current.__dict__["version"] is None
    assert say(world, version=None) is not None


@pytest.mark.parametrize(
    ("given", "field"),
    [({"continuation": None, "risk": "Ingen penge"}, "continuation"), ({}, "period")],
)
def test_what_is_missing_or_strange_is_refused_at_its_field(
    world: World, given: dict[str, Any], field: str
) -> None:
    period = world.theirs.periods["2012"] if field == "period" else world.ours.periods["2012"]
    values = {"continuation": Continuation.ENDS, **given}
    with pytest.raises(Refused) as refused:
        say_embedding(activity=world.ours.activity, period=period, by=COMMAND_LINE, **values)
    assert set(refused.value.errors) == {field}


def test_all_blank_where_nothing_stood_writes_nothing(world: World) -> None:
    before = AuditEntry.objects.count()
    assert say(world, continuation=None) is None
    assert AuditEntry.objects.count() == before


def test_why_a_doubt_is_right_is_told_in_the_log(world: World) -> None:
    say(world, secured_until=date(2010, 1, 1), confirmed={"money_ended": "Vi søger igen."})
    assert last_words().endswith("Begrundelse: Vi søger igen.")


def test_a_removal_is_undone(world: World) -> None:
    made = say(world)
    assert made is not None
    gone = say(world, continuation=None, version=made.version)
    assert gone is not None
    entry = latest_entry(gone)
    assert entry is not None
    undo(entry, record=gone, by=COMMAND_LINE)
    assert Embedding.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("period", "by_then", "before"),
    [("2010", None, None), ("2011", "2011", None), ("2012", "2011", "2011"), ("2013", "2013", "2011")],
)
def test_the_latest_carries_forward(
    world: World, period: str, by_then: str | None, before: str | None
) -> None:
    say(world, "2011", continuation=Continuation.UNDECIDED)
    told, key = load_embeddings(world.ours.project.pk), world.ours.activity.pk
    found = embedding_by(told, key, Period.parse(period))
    earlier = embedding_before(told, key, Period.parse(period))
    assert (found and found.period.canonical) == by_then
    assert (earlier and earlier.period.canonical) == before


# Comments


def test_a_comment_is_written_corrected_and_taken_away_with_undo(world: World) -> None:
    activity, period = world.ours.activity, world.ours.periods["2012"]
    made = comment_activity(activity=activity, period=period, text=" Det går. ", by=COMMAND_LINE)
    assert made is not None
    assert made.text == "Det går."
    with pytest.raises(Conflict):
        comment_activity(activity=activity, period=period, text="Mit", by=COMMAND_LINE, version=0)
    again = comment_activity(activity=activity, period=period, text="Bedre", by=COMMAND_LINE, version=1)
    assert again is not None
    gone = comment_activity(activity=activity, period=period, text=" ", by=COMMAND_LINE, version=2)
    assert gone is not None
    assert gone.removed_at is not None
    with pytest.raises(Conflict):
        comment_activity(activity=activity, period=period, text="Sent", by=COMMAND_LINE, version=2)
    entry = latest_entry(gone)
    assert entry is not None
    undo(entry, record=gone, by=COMMAND_LINE)
    assert ActivityComment.objects.get(pk=made.pk).text == "Bedre"


def test_a_blank_comment_where_nothing_stood_is_nothing(world: World) -> None:
    activity, period = world.ours.activity, world.ours.periods["2012"]
    assert comment_activity(activity=activity, period=period, text="", by=COMMAND_LINE) is None


# Experiences


def test_an_experience_stands_last_and_is_corrected_and_removed(world: World) -> None:
    project, period = world.ours.project, world.ours.periods["2012"]
    made = write_experience(
        project=project, period=period, lesson=Lesson.BAD, text="For sent", by=COMMAND_LINE
    )
    assert made.position > 0
    assert last_words() == "Erfaringen “For sent” er skrevet."
    with pytest.raises(Conflict):
        change_experience(made, period=period, lesson=Lesson.BAD, text="Nyt", by=COMMAND_LINE, version=9)
    remove_experience(made, by=COMMAND_LINE)
    assert not Experience.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("field", ["text", "activity", "period"])
def test_an_experience_has_words_and_belongs_to_the_project(world: World, field: str) -> None:
    given: dict[str, Any] = {
        "period": world.ours.periods["2012"],
        "text": "Ord",
        "activity": world.ours.activity,
        **{
            "text": {"text": " "},
            "activity": {"activity": world.theirs.activity},
            "period": {"period": world.theirs.periods["2012"]},
        }[field],
    }
    with pytest.raises(Refused) as refused:
        write_experience(project=world.ours.project, lesson=Lesson.GOOD, by=COMMAND_LINE, **given)
    assert set(refused.value.errors) == {field}


# The benefit table


def save(world: World, **given: Any) -> bool:
    return save_benefits(project=world.ours.project, by=COMMAND_LINE, **given)


def heads(world: World) -> tuple[BenefitBody, PossibleBenefit, BenefitGain]:
    rows = world.ours.rows
    return (
        BenefitBody.objects.get(pk=rows["BenefitBody"].pk),  # type: ignore[attr-defined]
        PossibleBenefit.objects.get(pk=rows["PossibleBenefit"].pk),  # type: ignore[attr-defined]
        BenefitGain.objects.get(pk=rows["BenefitGain"].pk),  # type: ignore[attr-defined]
    )


def table(world: World) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]:
    found = load_benefits(world.ours.project.pk)
    return found.bodies, found.benefits, found.cells


def test_a_whole_table_is_one_entry_and_is_taken_back_as_one(world: World) -> None:
    body, benefit, gain = heads(world)
    before, entries = table(world), AuditEntry.objects.count()
    save(
        world,
        bodies=[Line("n1", "Jobcentret", place=1), Line(str(body.pk), "Skoler", version=1)],
        benefits=[Line("n1", "Overblik")],
        cells=[Cell("n1", "n1", "Ser alle"), Cell(str(body.pk), str(benefit.pk), "Nye ord", gain.version)],
    )
    assert table(world) == (
        ("Jobcentret", "Skoler"),
        ("Fælles metode", "Overblik"),
        (("", "Ser alle"), ("Nye ord", "")),
    )
    assert AuditEntry.objects.count() == entries + 1
    entry = AuditEntry.objects.order_by("-id")[0]
    assert entry.words == "Gevinstskemaet er rettet."
    labels = {one["label"] for one in entry.changes["rows"].values()}
    assert "Jobcentret, Overblik" in labels
    take_back(entry, COMMAND_LINE)
    assert table(world) == before


def test_removing_a_row_takes_its_words_along_and_undo_brings_both_back(world: World) -> None:
    body, benefit, gain = heads(world)
    before = table(world)
    save(
        world,
        bodies=[Line(str(body.pk), version=body.version, gone=True)],
        seen={(body.pk, benefit.pk): gain.version},
    )
    assert table(world)[0] == ()
    take_back(AuditEntry.objects.order_by("-id")[0], COMMAND_LINE)
    assert table(world) == before


def test_no_more_is_asked_however_many_cells_go_with_a_row(world: World) -> None:
    body, _benefit, _gain = heads(world)
    refs = [f"n{number}" for number in range(6)]

    def asked(cells: int) -> int:
        with transaction.atomic():
            made = [Cell(str(body.pk), ref, "Noget") for ref in refs[:cells]]
            save(world, benefits=[Line(ref, f"Gevinst {ref}") for ref in refs], cells=made)
            with CaptureQueriesContext(connection) as told:
                save(world, bodies=[Line(str(body.pk), version=body.version, gone=True)])
            transaction.set_rollback(True)
        return len(told)

    assert asked(1) == asked(6)


def test_a_cell_is_called_by_the_names_its_heads_were_just_given(world: World) -> None:
    body, benefit, gain = heads(world)
    save(
        world,
        bodies=[Line(str(body.pk), "Skoler", version=body.version)],
        cells=[Cell(str(body.pk), str(benefit.pk), "Nye ord", gain.version)],
    )
    rows = AuditEntry.objects.order_by("-id")[0].changes["rows"]
    assert rows[f"benefitgain:{gain.pk}"]["label"] == f"Skoler, {benefit.name}"


def test_nobody_removes_words_they_have_not_read(world: World) -> None:
    body, benefit, gain = heads(world)
    save(world, cells=[Cell(str(body.pk), str(benefit.pk), "Nyt", gain.version)])
    with pytest.raises(Conflict):
        save(
            world,
            bodies=[Line(str(body.pk), version=body.version, gone=True)],
            seen={(body.pk, benefit.pk): gain.version},
        )


def test_two_who_write_in_different_corners_both_get_through(world: World) -> None:
    body, benefit, gain = heads(world)
    save(world, bodies=[Line(str(body.pk), "Skoler", version=body.version)])
    save(world, cells=[Cell(str(body.pk), str(benefit.pk), "Nyt", gain.version)])
    assert table(world)[0] == ("Skoler",)
    assert table(world)[2] == (("Nyt",),)


@pytest.mark.parametrize("what", ["name", "cell", "new cell"])
def test_the_second_of_two_is_told(world: World, what: str) -> None:
    body, benefit, gain = heads(world)
    first: dict[str, Any]
    if what == "name":
        first = {"bodies": [Line(str(body.pk), "Min", version=body.version)]}
        second: dict[str, Any] = {"bodies": [Line(str(body.pk), "Din", version=body.version)]}
    else:
        seen = gain.version if what == "cell" else 0
        if what == "new cell":
            save(world, cells=[Cell(str(body.pk), str(benefit.pk), "", gain.version)])
        first = {"cells": [Cell(str(body.pk), str(benefit.pk), "Min", seen)]}
        second = {"cells": [Cell(str(body.pk), str(benefit.pk), "Din", seen)]}
    save(world, **first)
    with pytest.raises(Conflict):
        save(world, **second)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"bodies": [Line("n1", " ")]}, "body_n1"),
        ({"bodies": [Line("n1", "skolerne")]}, "body_n1"),
        ({"benefits": [Line("n1", "A"), Line("n2", "a")]}, "benefit_n1"),
        ({"cells": [Cell("n1", "n9", "Ord")]}, "body_n1"),
        ({"bodies": [Line("999999999", "Væk")]}, "body_999999999"),
        ({"bodies": [Line(f"n{one}", f"Række {one}") for one in range(60)]}, ""),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(world: World, given: dict[str, Any], field: str) -> None:
    before = table(world)
    with pytest.raises(Refused) as refused:
        save(world, **given)
    assert field in refused.value.errors
    assert table(world) == before


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ({"A": 3}, "BCA"),
        ({"C": 1}, "CAB"),
        ({"A": 2, "B": 1}, "BAC"),
        ({"B": 99}, "ACB"),
        ({}, "ABC"),
    ],
)
def test_rows_are_moved_to_the_place_they_are_given(world: World, wanted: dict[str, int], order: str) -> None:
    body, _benefit, _gain = heads(world)
    save(
        world,
        bodies=[Line(str(body.pk), "A", version=1), Line("n1", "B"), Line("n2", "C")],
    )
    keys = {one.name: str(one.pk) for one in BenefitBody.objects.filter(project=world.ours.project)}
    save(world, bodies=[Line(keys[name], place=place) for name, place in wanted.items()])
    assert "".join(table(world)[0]) == order


def test_a_name_freed_in_the_same_save_can_be_taken(world: World) -> None:
    body, _benefit, _gain = heads(world)
    save(world, bodies=[Line("n1", "Jobcentret")])
    other = BenefitBody.objects.get(name="Jobcentret")
    save(
        world,
        bodies=[
            Line(str(other.pk), "Skolerne", version=other.version),
            Line(str(body.pk), "Gymnasierne", version=body.version),
        ],
    )
    assert table(world)[0] == ("Gymnasierne", "Skolerne")


def test_nothing_changed_writes_no_entry(world: World) -> None:
    before = AuditEntry.objects.count()
    assert save(world) is False
    assert AuditEntry.objects.count() == before


# Loading


def test_everything_takes_five_queries_however_much_there_is(
    world: World, django_assert_num_queries: Any
) -> None:
    ours = world.ours
    for number in range(5):
        one = Activity.objects.create(
            project=ours.project, area=ours.area, number=f"1.{number + 2}", title="Flere"
        )
        Embedding.objects.create(activity=one, period=ours.periods["2012"], continuation="ends")
        ActivityComment.objects.create(activity=one, period=ours.periods["2012"], text="Ord")
        BenefitBody.objects.create(project=ours.project, name=f"Flere {number}")
    with django_assert_num_queries(5):
        told = load_continuing(ours.project.pk)
    assert (len(told.embeddings), len(told.comments), len(told.benefits.bodies)) == (6, 6, 6)


def test_what_was_said_of_a_removed_activity_is_not_told(world: World) -> None:
    Activity.objects.filter(pk=world.ours.activity.pk).update(removed_at="2013-01-01T00:00Z")
    told = load_continuing(world.ours.project.pk)
    assert (told.embeddings, told.comments) == ((), ())
