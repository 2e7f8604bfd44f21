"""The agency's catalogue of change tracks: dated, numbered, in order, and taken back."""

from datetime import date

import pytest

from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions import tracks as actions
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import (
    catalogue_entries,
    catalogues_kept,
    tracks,
    tracks_of,
    versions_of,
)
from world import World

pytestmark = pytest.mark.django_db

NEW_YEAR, EVE = date(2027, 1, 1), date(2026, 12, 31)


@pytest.fixture
def agency(world: World, everything: Scope) -> Organisation:
    """The world's agency; its catalogue has number 1 from the start."""
    return world.organisations["funder"]


def add(agency: Organisation, number: str, title: str = "Spor", **given: object) -> ChangeTrack:
    return actions.add_track(organisation=agency, number=number, title=title, by=COMMAND_LINE, **given)


def first(agency: Organisation) -> ChangeTrack:
    return tracks_of(agency)[0]


def numbers(agency: Organisation) -> list[str]:
    return [one.number for one in tracks_of(agency)]


def test_numbers_stand_as_people_count_them(agency: Organisation) -> None:
    for number in ("10", "2", "A", "2.1", "1a", "0"):
        add(agency, number)
    assert numbers(agency) == ["0", "1", "1a", "2", "2.1", "10", "A"]


def test_a_number_is_given_once(agency: Organisation) -> None:
    with pytest.raises(Refused, match=r"Nr\. 1 er i brug") as refused:
        add(agency, "1")
    assert list(refused.value.errors) == ["number"]


@pytest.mark.parametrize("name", ["lead", "evaluator"])
def test_only_agencies_keep_a_catalogue(world: World, everything: Scope, name: str) -> None:
    with pytest.raises(Refused, match="Det er kun styrelser"):
        add(world.organisations[name], "1")
    with pytest.raises(Refused, match="Det er kun styrelser"):
        actions.order_by_number(world.organisations[name], by=COMMAND_LINE)


def test_a_revision_ends_the_old_version_the_day_before_in_one_act(agency: Organisation) -> None:
    old = first(agency)
    entries = AuditEntry._base_manager.count()
    new = actions.revise_track(
        old, title="Vejen til varigt job", valid_from=NEW_YEAR, by=COMMAND_LINE, version=1
    )
    assert [(one.title, one.valid_from, one.valid_to) for one in versions_of(new)] == [
        ("Vejen til job", None, EVE),
        ("Vejen til varigt job", NEW_YEAR, None),
    ]
    assert AuditEntry._base_manager.count() == entries + 1
    [before] = tracks(on=EVE)
    [after] = tracks(on=NEW_YEAR)
    assert (before.pk, after.pk) == (old.pk, new.pk)


def test_a_revision_is_taken_back_as_one(agency: Organisation) -> None:
    new = actions.revise_track(first(agency), title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    entry = latest_entry(new)
    assert entry is not None
    assert entry.organisation_id == agency.pk
    actions.take_back_in_catalogue(entry, COMMAND_LINE)
    [left] = tracks_of(agency)
    assert (left.title, left.valid_to) == ("Vejen til job", None)


def test_an_undo_never_lets_two_versions_hold_the_same_day(agency: Organisation) -> None:
    new = actions.revise_track(first(agency), title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    removed = latest_entry(actions.remove_track(new, by=COMMAND_LINE))
    actions.revise_track(first(agency), title="Et tredje", valid_from=date(2026, 6, 1), by=COMMAND_LINE)
    assert removed is not None
    with pytest.raises(Refused, match="to udgaver kan ikke gælde samme dag"):
        actions.take_back_in_catalogue(removed, COMMAND_LINE)
    assert [one.title for one in tracks_of(agency)] == ["Vejen til job", "Et tredje"]


def test_only_the_latest_version_is_revised_and_only_from_a_later_day(agency: Organisation) -> None:
    old = first(agency)
    new = actions.revise_track(old, title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    with pytest.raises(Refused, match="allerede en nyere udgave"):
        actions.revise_track(old, title="Nyere", valid_from=date(2028, 1, 1), by=COMMAND_LINE)
    with pytest.raises(Refused, match=r"begynder selv 1\. januar 2027"):
        actions.revise_track(new, title="Nyere", valid_from=NEW_YEAR, by=COMMAND_LINE)


def test_a_revision_of_an_ended_track_leaves_its_end(agency: Organisation) -> None:
    old = actions.end_track(first(agency), on=date(2025, 6, 30), by=COMMAND_LINE)
    actions.revise_track(old, title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    assert [one.valid_to for one in tracks_of(agency)] == [date(2025, 6, 30), None]


def test_versions_of_one_number_may_not_meet(agency: Organisation) -> None:
    new = actions.revise_track(first(agency), title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    with pytest.raises(Refused, match="to udgaver kan ikke gælde samme dag"):
        actions.correct_track(new, number="1", title="Nyt", valid_from=EVE, by=COMMAND_LINE)
    with pytest.raises(Refused, match="slutter, før det begynder"):
        actions.correct_track(
            new, number="1", title="Nyt", valid_from=NEW_YEAR, valid_to=EVE, by=COMMAND_LINE
        )


def test_another_number_is_given_to_every_version(agency: Organisation) -> None:
    new = actions.revise_track(first(agency), title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    actions.correct_track(new, number="7", title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE, version=1)
    assert numbers(agency) == ["7", "7"]
    add(agency, "8")
    with pytest.raises(Refused, match="i brug af et andet"):
        actions.correct_track(new, number="8", title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)


def test_an_old_version_of_the_record_is_a_conflict(agency: Organisation) -> None:
    track = first(agency)
    actions.correct_track(track, number="1", title="Et", by=COMMAND_LINE)
    stale = ChangeTrack.objects.get(pk=track.pk)
    for act in (
        lambda: actions.correct_track(stale, number="1", title="To", by=COMMAND_LINE, version=1),
        lambda: actions.revise_track(stale, title="To", valid_from=NEW_YEAR, by=COMMAND_LINE, version=1),
        lambda: actions.end_track(stale, on=EVE, by=COMMAND_LINE, version=1),
        lambda: actions.remove_track(stale, by=COMMAND_LINE, version=1),
    ):
        with pytest.raises(Conflict):
            act()


def test_an_end_lies_within_the_days(agency: Organisation) -> None:
    track = add(agency, "2", valid_from=date(2026, 1, 1), valid_to=EVE)
    with pytest.raises(Refused, match=r"gælder først fra 1\. januar 2026"):
        actions.end_track(track, on=date(2025, 12, 31), by=COMMAND_LINE)
    with pytest.raises(Refused, match=r"allerede afsluttet 31\. december 2026"):
        actions.end_track(track, on=NEW_YEAR, by=COMMAND_LINE)
    assert actions.end_track(track, on=date(2026, 6, 30), by=COMMAND_LINE).valid_to == date(2026, 6, 30)


def test_a_track_moves_with_all_its_versions_and_back_in_the_order_of_numbers(agency: Organisation) -> None:
    actions.revise_track(first(agency), title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    two, _ten = add(agency, "2"), add(agency, "10")
    actions.move_track(two, up=True, by=COMMAND_LINE)
    assert numbers(agency) == ["2", "1", "1", "10"]
    actions.move_track(ChangeTrack.objects.get(pk=two.pk), up=True, by=COMMAND_LINE)  # there is nothing above
    assert numbers(agency) == ["2", "1", "1", "10"]
    add(agency, "3")  # the catalogue has an order of its own now: a new one comes last
    assert numbers(agency) == ["2", "1", "1", "10", "3"]
    actions.order_by_number(agency, by=COMMAND_LINE)
    assert numbers(agency) == ["1", "1", "2", "3", "10"]
    add(agency, "2a")
    assert numbers(agency) == ["1", "1", "2", "2a", "3", "10"]


def test_the_search_reads_every_part_and_other_spellings(agency: Organisation) -> None:
    add(agency, "2", "Fra praktik", description="Ordinære timer på Ærø")
    for sought in ("praktik", "ordinaere", "aero timer", "2", "styrelsen praktik"):
        assert [one.number for one in tracks(search=sought)] == ["2"], sought
    assert tracks(search="findes ikke") == []


def test_the_history_tells_of_the_catalogue_only(agency: Organisation) -> None:
    track = first(agency)
    actions.revise_track(track, title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    actions.end_track(versions_of(track)[1], on=date(2027, 6, 30), by=COMMAND_LINE)
    told = [one.words for one in catalogue_entries(agency)]
    assert told == [
        "Forandringsspor 1 Nyt er afsluttet med 30. juni 2027 som sidste dag.",
        "Forandringsspor 1 Nyt har fået en ny udgave, der gælder fra 1. januar 2027.",
    ]


def test_everybody_reads_and_the_agencys_planners_keep(world: World) -> None:
    kept = {}
    for name, person in world.people.items():
        with use_scope(Scope(person_id=person.pk)) as scope:
            assert len(tracks()) == 1, name
            kept[name] = [one.name for one in catalogues_kept(scope)]
    assert {name for name, found in kept.items() if found} == {"funder administrator", "funder planner"}
