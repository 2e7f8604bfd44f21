"""The target-group matrix: groups described, moved and removed, and counted on days; two at once; undo."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from virkning.figures.theory import Quadrant
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.undo import undo
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.plans.models import TargetGroup
from virkning.rooms.programmes.actions.acts import take_back
from virkning.rooms.reports.facts.matrix import MatrixFacts, change_of, tally_on
from virkning.rooms.reports.queries.matrix import load_matrix
from virkning.rooms.theory.actions.matrix import (
    MOST_GROUPS,
    add_group,
    change_group,
    move_group,
    remove_group,
    save_counts,
)
from virkning.rooms.theory.models import MatrixCount, MatrixGroup
from virkning.rooms.theory.queries.groups import target_groups_for
from world import World

FIRST, NEXT = date(2013, 1, 1), date(2013, 7, 1)


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def group(world: World) -> MatrixGroup:
    found: MatrixGroup = world.ours.rows["MatrixGroup"]
    return MatrixGroup.objects.get(pk=found.pk)


def add(world: World, title: str = "Mangler tro på det", **given: Any) -> MatrixGroup:
    values: dict[str, Any] = {"quadrant": Quadrant.CAN_WILL_NOT, **given}
    return add_group(project=world.ours.project, title=title, by=COMMAND_LINE, **values)


def count(world: World, counts: dict[int, int | None], day: date = NEXT, **given: Any) -> AuditEntry | None:
    return save_counts(project=world.ours.project, day=day, counts=counts, by=COMMAND_LINE, **given)


def facts(world: World) -> MatrixFacts:
    return load_matrix(world.ours.project.pk)


def last_words() -> str:
    return AuditEntry.objects.order_by("-id")[0].words


def standing(day: date) -> dict[str, int]:
    rows = MatrixCount.objects.filter(counted_on=day, group__removed_at=None).order_by("id")
    return {one.group.title: one.count for one in rows if one.group.project.name == "Vores projekt"}


# Groups


def test_a_group_is_added_after_the_others_and_told(world: World) -> None:
    made = add(world, " Mangler  tro ", description=" Har prøvet før ")
    assert (made.title, made.description, made.position) == ("Mangler tro", "Har prøvet før", 1)
    assert last_words() == "Gruppen “Mangler tro” er lagt i “Kan, men vil ikke”."
    assert [one.title for one in facts(world).groups] == ["Klar til job", "Mangler tro"]


def test_a_group_is_moved_with_its_counts(world: World) -> None:
    moved = move_group(group(world), quadrant=Quadrant.CANNOT_WILL, by=COMMAND_LINE)
    assert last_words() == "Gruppen “Klar til job” er flyttet til “Kan ikke, men vil”."
    [only] = facts(world).within(Quadrant.CANNOT_WILL)
    assert only.count_on(FIRST) == 12
    undo(latest_entry(moved), record=moved, by=COMMAND_LINE)
    assert facts(world).within(Quadrant.CAN_WILL)


def test_a_removed_group_comes_back_with_its_counts(world: World) -> None:
    gone = remove_group(group(world), by=COMMAND_LINE)
    assert facts(world) == MatrixFacts()
    undo(latest_entry(gone), record=gone, by=COMMAND_LINE)
    assert facts(world).groups[0].count_on(FIRST) == 12


def test_two_who_correct_at_once_meet(world: World) -> None:
    read = group(world)
    move_group(group(world), quadrant=Quadrant.CANNOT_WILL, by=COMMAND_LINE)
    with pytest.raises(Conflict):
        change_group(read, quadrant=Quadrant.CAN_WILL, title="Andet", version=read.version, by=COMMAND_LINE)


def test_a_blank_title_and_too_many_groups_are_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        add(world, " ")
    assert set(refused.value.errors) == {"title"}
    for number in range(MOST_GROUPS - 1):
        add(world, f"Gruppe {number}")
    with pytest.raises(Refused, match="plads til 40 grupper"):
        add(world)


# The plan's target groups


def plan_group(world: World, whose: str = "lead") -> TargetGroup:
    found: TargetGroup = world.plans[whose]["TargetGroup"]
    return found


def test_a_group_tells_the_number_and_year_of_its_target_group(world: World) -> None:
    changed = change_group(
        group(world),
        quadrant=Quadrant.CAN_WILL,
        title="Klar til job",
        target_group=plan_group(world),
        by=COMMAND_LINE,
    )
    assert changed.target_group_id == plan_group(world).pk
    told = facts(world).groups[0]
    assert (told.target_group, told.plan_year) == ("A1", 2013)


def test_another_municipalitys_target_group_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        add(world, target_group=plan_group(world, "stranger"))
    assert set(refused.value.errors) == {"target_group"}


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("project manager", ["2013 · Holstebro Kommune · A1 Ikke-faglærte"]),
        ("partner assigned", []),
        ("evaluator", []),
    ],
)
def test_only_target_groups_of_plans_one_sees_are_offered(world: World, who: str, words: list[str]) -> None:
    with use_scope(Scope(person_id=world.people[who].pk)):
        assert [one.words for one in target_groups_for(world.ours.project)] == words
        linked = target_groups_for(world.ours.project, plan_group(world).pk)
    assert [one.words for one in linked] == (words or ["A1 i planen for 2013"])


# Counts


def test_several_groups_are_counted_in_one_act_and_taken_back_as_one(world: World) -> None:
    first, other = group(world), add(world)
    entry = count(world, {first.pk: 20, other.pk: 0}, counted_by=" Job  centret ")
    assert entry is not None
    assert standing(NEXT) == {"Klar til job": 20, "Mangler tro på det": 0}
    assert entry.words == "Optællingen den 1. juli 2013 er skrevet."
    assert entry.changes["“Mangler tro på det”"] == ["", "0"]
    assert facts(world).counted_by(NEXT) == "Job centret"
    take_back(entry, COMMAND_LINE)
    assert standing(NEXT) == {}
    assert standing(FIRST) == {"Klar til job": 12}


def test_blank_takes_a_count_away_and_the_undo_brings_it_back(world: World) -> None:
    entry = count(world, {group(world).pk: None}, FIRST)
    assert entry is not None
    assert entry.words == "Optællingen den 1. januar 2013 er fjernet."
    assert standing(FIRST) == {}
    take_back(entry, COMMAND_LINE)
    assert standing(FIRST) == {"Klar til job": 12}


def test_groups_left_out_stay_and_nothing_changed_writes_nothing(world: World) -> None:
    count(world, {add(world).pk: 3}, FIRST)
    assert standing(FIRST) == {"Klar til job": 12, "Mangler tro på det": 3}
    before = AuditEntry.objects.count()
    assert count(world, {group(world).pk: 12}, FIRST) is None
    assert AuditEntry.objects.count() == before


def test_a_wrong_day_is_corrected_with_a_count_taken_away_and_one_changed(world: World) -> None:
    first, other = group(world), add(world)
    count(world, {other.pk: 5}, FIRST)
    entry = count(world, {first.pk: None, other.pk: 6}, NEXT, moved_from=FIRST, counted_by="Vi")
    assert entry is not None
    assert entry.words == "Optællingen den 1. januar 2013 er rettet til den 1. juli 2013."
    assert (standing(FIRST), standing(NEXT)) == ({}, {"Mangler tro på det": 6})
    take_back(entry, COMMAND_LINE)
    assert (standing(FIRST), standing(NEXT)) == ({"Klar til job": 12, "Mangler tro på det": 5}, {})


def test_a_day_is_not_moved_onto_another(world: World) -> None:
    count(world, {group(world).pk: 3}, NEXT)
    with pytest.raises(Refused) as refused:
        count(world, {}, NEXT, moved_from=FIRST)
    assert set(refused.value.errors) == {"day"}


@pytest.mark.parametrize("number", [-1, 10_000_001, 10**30])
def test_an_impossible_number_is_refused_at_its_group(world: World, number: int) -> None:
    key = group(world).pk
    with pytest.raises(Refused) as refused:
        count(world, {key: number})
    assert set(refused.value.errors) == {f"count_{key}"}


def test_the_future_and_other_projects_groups_are_refused(world: World) -> None:
    theirs = world.theirs.rows["MatrixGroup"].pk
    with pytest.raises(Refused) as refused:
        count(world, {theirs: 1}, timezone.localdate() + timedelta(days=1))
    assert set(refused.value.errors) == {"day", f"count_{theirs}"}


@pytest.mark.parametrize(("seen", "now"), [({}, 12), ({"version": 2}, 12), ({"version": 1}, None)])
def test_whoever_has_not_seen_what_stands_there_meets_it(
    world: World, seen: dict[str, int], now: int | None
) -> None:
    key = group(world).pk
    if now is None:
        count(world, {key: None}, FIRST)
    with pytest.raises(Conflict) as conflict:
        count(world, {key: 9}, FIRST, seen={key: seen["version"]} if seen else {})
    assert conflict.value.current.group_id == key
    assert standing(FIRST) == ({} if now is None else {"Klar til job": 12})


def test_who_saw_it_may_correct_it(world: World) -> None:
    key = group(world).pk
    count(world, {key: 9}, FIRST, seen={key: 1})
    assert standing(FIRST) == {"Klar til job": 9}


# Facts


def test_totals_and_changes_say_what_was_not_counted(world: World) -> None:
    first, other = group(world), add(world)
    count(world, {first.pk: 20, other.pk: 4}, NEXT)
    told = facts(world)
    assert told.days == (FIRST, NEXT)
    assert tally_on(told.groups, FIRST).phrase.danish == "mindst 12 (1 gruppe er ikke optalt)"
    assert tally_on(told.groups, NEXT).phrase.danish == "24"
    change = change_of(told.groups, FIRST, NEXT).phrase.danish
    assert change == "8 flere i de grupper, der er optalt begge dage (1 af 2)"
    assert told.days_by(date(2013, 6, 30)) == (FIRST,)


def test_the_matrix_takes_two_queries_however_large(world: World) -> None:
    for number in range(5):
        count(world, {add(world, f"Gruppe {number}").pk: number}, NEXT)
        with CaptureQueriesContext(connection) as queries:
            facts(world)
        assert len(queries) == 2
