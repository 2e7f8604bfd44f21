"""A catalogue of change tracks from Excel and back: what a file would do, what is wrong with it, nothing twice."""

import io
import string
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import xlsxwriter
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from virkning.rooms.access.scope import Scope, system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.exchange.actions.imports import DifferencesMoved
from virkning.rooms.exchange.actions.tracks import (
    confirm_tracks,
    export_tracks,
    import_tracks,
    preview_tracks,
)
from virkning.rooms.exchange.actions.uploads import drop_upload, keep_upload
from virkning.rooms.exchange.cells import clean
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.models import UploadHolds
from virkning.rooms.exchange.tracks.differences import Outcome
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import add_track
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import tracks_of
from virkning.rooms.programmes.actions.acts import take_back
from world import World

pytestmark = pytest.mark.django_db

HEAD = ("Nr.", "Titel", "Beskrivelse", "Gælder fra", "Gælder til")
NEW_YEAR, EVE = date(2027, 1, 1), date(2026, 12, 31)


def xlsx(*rows: tuple[Any, ...], sheets: tuple[str, ...] = ("Ark1",)) -> bytes:
    """A workbook whose first sheet has these rows, and the others one word."""
    whole = io.BytesIO()
    file = xlsxwriter.Workbook(whole, {"in_memory": True})
    day = file.add_format({"num_format": "dd-mm-yyyy"})
    for name in sheets:
        sheet = file.add_worksheet(name)
        for line, row in enumerate(rows if name == sheets[0] else [("ord",)]):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, datetime.combine(value, datetime.min.time()), day)
                elif value is not None:
                    sheet.write(line, column, value)
    file.close()
    return whole.getvalue()


@pytest.fixture
def agency(world: World, everything: Scope) -> Organisation:
    """The world's agency, with number 1 (Vejen til job) from the start."""
    return world.organisations["funder"]


def outcomes(content: bytes, agency: Organisation) -> list[tuple[str, int, str]]:
    found = preview_tracks(content=content, organisation=agency)
    return [(one.outcome.value, one.line, one.after.number) for one in found.rows]


def errors(content: bytes, agency: Organisation) -> list[str]:
    with pytest.raises(BookRefused) as refused:
        preview_tracks(content=content, organisation=agency)
    return [str(one) for one in refused.value.errors]


def take(content: bytes, agency: Organisation, **given: Any) -> Any:
    return import_tracks(content=content, name="spor.xlsx", organisation=agency, by=COMMAND_LINE, **given)


def told(agency: Organisation) -> list[tuple[Any, ...]]:
    return [(one.number, one.title, one.valid_from, one.valid_to) for one in tracks_of(agency)]


# What a file would do


def test_columns_in_any_order_and_case(agency: Organisation) -> None:
    content = xlsx(
        ("GÆLDER TIL", "titel", " Gælder  fra ", "Nr", "BESKRIVELSE"),
        (EVE, "Fra praktik\ntil timer", date(2026, 1, 1), 2.0, "Hvad det er"),
    )
    assert outcomes(content, agency) == [("added", 2, "2")]
    take(content, agency)
    assert told(agency)[1] == ("2", "Fra praktik til timer", date(2026, 1, 1), EVE)


def test_added_changed_ended_unchanged(agency: Organisation) -> None:
    for number in ("2", "3", "4"):
        add_track(organisation=agency, number=number, title=f"Spor {number}", by=COMMAND_LINE)
    content = xlsx(
        HEAD,
        ("2", "Spor 2"),
        ("3", "Spor tre"),
        ("4", "Spor 4", None, None, EVE),
        ("5", "Spor 5", None, NEW_YEAR),
    )
    found = preview_tracks(content=content, organisation=agency)
    assert [(one.outcome, one.line) for one in found.rows] == [
        (Outcome.UNCHANGED, 2),
        (Outcome.CHANGED, 3),
        (Outcome.ENDED, 4),
        (Outcome.ADDED, 5),
    ]
    assert (found.left, found.rows[1].fields) == (1, ("title",))
    assert len(tracks_of(agency)) == 4  # nothing is written


def test_a_new_version_ends_the_one_before(agency: Organisation) -> None:
    content = xlsx(HEAD, ("1", "Vejen til varigt job", "", NEW_YEAR))
    found = preview_tracks(content=content, organisation=agency)
    assert [(one.outcome, one.line, one.implied) for one in found.rows] == [
        (Outcome.ENDED, 2, True),
        (Outcome.ADDED, 2, False),
    ]
    take(content, agency)
    assert told(agency) == [
        ("1", "Vejen til job", None, EVE),
        ("1", "Vejen til varigt job", NEW_YEAR, None),
    ]
    assert not take(content, agency).differences


def test_a_file_without_dates_is_about_the_latest_versions(agency: Organisation) -> None:
    take(xlsx(HEAD, ("1", "Vejen til varigt job", "Om det", NEW_YEAR)), agency)
    take(xlsx(("Nr.", "Titel"), ("1", "Ny overskrift")), agency)
    assert told(agency)[1] == ("1", "Ny overskrift", NEW_YEAR, None)
    assert tracks_of(agency)[1].description == "Om det"


def test_columns_of_other_names_are_not_read_and_that_is_said(agency: Organisation) -> None:
    found = preview_tracks(
        content=xlsx((*HEAD, "Ansvarlig"), ("2", "To", "", "", "", "Kontoret")), organisation=agency
    )
    [warning] = found.warnings
    assert str(warning).startswith('Ark1!F1: kolonnen "Ansvarlig" læses ikke.')
    assert len(found.of(Outcome.ADDED)) == 1


def test_of_several_sheets_the_one_with_the_name_is_read(agency: Organisation) -> None:
    rows = (HEAD, ("2", "To"))
    assert outcomes(xlsx(*rows, sheets=("FORANDRINGSSPOR", "Noter")), agency) == [("added", 2, "2")]
    assert errors(xlsx(*rows, sheets=("Ark1", "Noter")), agency) == [
        "Filen har flere ark (Ark1, Noter). Kald det, der skal læses, Forandringsspor, og læg filen op igen."
    ]


# What is wrong with a file


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Titel",), ("To",)], 'Ark1!B1: kolonnen "Nr." mangler'),
        ([HEAD, ("", "To")], "Ark1!A2: Nr. skal udfyldes"),
        ([HEAD, ("2", None, "x")], "Ark1!B2: Titel skal udfyldes"),
        ([HEAD, ("2;3", "To")], "Ark1!A2: et nummer kan ikke have semikolon i sig. Skriv for eksempel 1.2"),
        ([HEAD, ("2" * 21, "To")], "Ark1!A2: teksten er på 21 tegn; der er plads til 20"),
        ([HEAD, ("2", "T" * 201)], "Ark1!B2: teksten er på 201 tegn; der er plads til 200"),
        (
            [HEAD, ("2", "To", "", "i morgen")],
            "Ark1!D2: “i morgen” er ikke en dato. Skriv for eksempel 31.01.2010, 31/1 2010 eller 2010-01-31.",
        ),
        (
            [HEAD, ("2", "To", "", NEW_YEAR, EVE)],
            "Ark1!E2: Gælder til ligger før Gælder fra (01.01.2027). Ret en af datoerne",
        ),
        (
            [HEAD, ("2", "To"), ("3", "Tre"), ("2", "To igen")],
            "Ark1!A4: nr. 2 står også i række 2 og gælder fra samme dag. "
            "Slet den ene række, eller skriv en anden dag i Gælder fra",
        ),
        (
            [HEAD, ("2", "To", "", None, NEW_YEAR), ("2", "To igen", "", EVE)],
            "Ark1!D3: nr. 2 gælder allerede –01.01.2027, og to udgaver kan ikke gælde samme dag. Ret datoerne",
        ),
        ([HEAD], "Arket Ark1 har ingen rækker med forandringsspor."),
        ([()], "Filen er tom. Skriv forandringssporene på et ark, og læg filen op igen."),
        (
            [HEAD, *((str(number), "Spor") for number in range(2001))],
            "Arket Ark1 har 2001 rækker. Et katalog læses med højst 2000 ad gangen; del filen.",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_by_cell(agency: Organisation, rows: Any, expected: str) -> None:
    assert errors(xlsx(*rows), agency) == [expected]


def test_all_errors_are_told_at_once(agency: Organisation) -> None:
    found = errors(
        xlsx(HEAD, ("2", "", "", "x"), ("2", "", "", "y"), ("3", "Tre", "", NEW_YEAR, EVE)), agency
    )
    assert [one.partition(":")[0] for one in found] == ["Ark1!B2", "Ark1!D2", "Ark1!B3", "Ark1!D3", "Ark1!E4"]


def test_cpr_numbers_are_stopped_wherever_they_stand(agency: Organisation) -> None:
    [said] = errors(xlsx(HEAD, ("2", "To", "ring til 010190-1234")), agency)
    assert said.startswith("Ark1!C2:")
    assert "010190-1234" not in said
    content = xlsx(HEAD, ("2", "To"), sheets=("Forandringsspor", "Noter"))
    assert outcomes(content, agency)


@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04" + b"\0" * 60, b"\x89PNG" * 40])
def test_what_is_no_workbook_is_refused(agency: Organisation, content: bytes) -> None:
    assert len(errors(content, agency)) == 1


def test_only_agencies_read_a_catalogue_in(world: World, everything: Scope) -> None:
    content = xlsx(HEAD, ("2", "To"))
    for name in ("lead", "evaluator"):
        with pytest.raises(Refused, match="Det er kun styrelser"):
            take(content, world.organisations[name])
        with pytest.raises(Refused, match="Det er kun styrelser"):
            export_tracks(world.organisations[name])


# Written once, told in one entry, taken back as one


def test_an_import_is_one_entry_and_taken_back_as_one(agency: Organisation) -> None:
    before = told(agency)
    done = take(xlsx(HEAD, ("1", "Vejen til varigt job", "", NEW_YEAR), ("2", "To")), agency)
    [entry] = AuditEntry._base_manager.filter(organisation_id=agency.pk)
    assert entry.words == "Forandringsspor er indlæst fra spor.xlsx: 2 tilføjet, 0 ændret, 1 afsluttet."
    assert entry.changes["1 Vejen til job, gælder til"] == ["", "31. december 2026"]
    assert done.about is not None
    assert latest_entry(done.about) == entry
    take_back(entry, COMMAND_LINE)
    assert told(agency) == before


def test_the_same_file_again_writes_nothing(agency: Organisation) -> None:
    content = xlsx(HEAD, ("2", "To"))
    take(content, agency)
    entries = AuditEntry._base_manager.count()
    assert take(content, agency).about is None
    assert AuditEntry._base_manager.count() == entries


def test_what_has_moved_since_it_was_shown_is_not_written(agency: Organisation) -> None:
    content = xlsx(HEAD, ("1", "Ny overskrift"))
    shown = preview_tracks(content=content, organisation=agency).fingerprint
    take(xlsx(HEAD, ("1", "En andens overskrift")), agency)
    with pytest.raises(DifferencesMoved):
        take(content, agency, expected=shown)
    assert told(agency)[0][1] == "En andens overskrift"


def test_a_second_confirmation_does_not_write_twice(agency: Organisation) -> None:
    content = xlsx(HEAD, ("2", "To"))
    upload = keep_upload(
        content=content, name="spor.xlsx", by=COMMAND_LINE, organisation=agency, holds=UploadHolds.TRACKS
    )
    shown = preview_tracks(content=content, organisation=agency).fingerprint
    assert confirm_tracks(upload=upload, by=COMMAND_LINE, expected=shown) is not None
    entries = AuditEntry._base_manager.count()
    assert confirm_tracks(upload=upload, by=COMMAND_LINE, expected=shown) is None
    assert AuditEntry._base_manager.count() == entries
    assert len(tracks_of(agency)) == 2


def test_a_dropped_file_is_not_read_in(agency: Organisation) -> None:
    upload = keep_upload(
        content=xlsx(HEAD, ("2", "To")),
        name="spor.xlsx",
        by=COMMAND_LINE,
        organisation=agency,
        holds=UploadHolds.TRACKS,
    )
    assert drop_upload(upload=upload, by=COMMAND_LINE)
    with pytest.raises(BookRefused, match="kasseret"):
        confirm_tracks(upload=upload, by=COMMAND_LINE, expected="x")


# Out and in again

_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")) | st.sampled_from("\n=+@'_x;"),
    max_size=40,
)
_NUMBERS = st.text(string.ascii_uppercase + string.digits + ".æø-_", min_size=1, max_size=20)
_DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 1))


@st.composite
def catalogues(draw: st.DrawFn) -> list[ChangeTrack]:
    """Tracks whose versions follow each other, some with gaps, the last with or without an end."""
    found = []
    for number in draw(st.lists(_NUMBERS, min_size=1, max_size=6, unique=True)):
        starts = sorted(draw(st.lists(_DAYS, min_size=1, max_size=4, unique=True)))
        first: list[date | None] = [None, *starts[1:]] if draw(st.booleans()) else [*starts]
        for place, start in enumerate(first):
            last = draw(
                st.none() | st.integers(0, 20).map(lambda days, at=starts[place]: at + timedelta(days))
            )
            if place + 1 < len(starts):
                eve = starts[place + 1] - timedelta(1)
                last = eve if last is None else min(last, eve)
            title = " ".join(clean(draw(_TEXT)).split()) or "Spor"
            row = {"title": title, "description": clean(draw(_TEXT))}
            found.append(ChangeTrack(number=number, valid_from=start, valid_to=last, **row))
    return found


class Undo(Exception):
    """Ends a transaction that must leave nothing."""


@settings(max_examples=60, deadline=None)
@given(catalogue=catalogues())
def test_an_exported_catalogue_changes_nothing_and_makes_the_same_elsewhere(
    catalogue: list[ChangeTrack],
) -> None:
    try:
        with system_scope("test"), transaction.atomic():
            one, other = (
                Organisation.objects.create(kind="agency", name=name) for name in ("Den ene", "Den anden")
            )
            for track in catalogue:
                track.pk, track.organisation = None, one
                track.save()
            content = export_tracks(one)
            assert not preview_tracks(content=content, organisation=one)
            import_tracks(content=content, name="x.xlsx", organisation=other, by=COMMAND_LINE)
            assert not preview_tracks(content=content, organisation=other)
            assert sorted(map(_said, tracks_of(one))) == sorted(map(_said, tracks_of(other)))
            raise Undo
    except Undo:
        pass


def _said(track: ChangeTrack) -> str:
    return repr([track.number, track.title, track.description, track.valid_from, track.valid_to])


def test_the_exported_file_has_its_columns_and_sheet(agency: Organisation) -> None:
    assert outcomes(export_tracks(agency), agency) == [("unchanged", 2, "1")]
