"""Change tracks on pages: read by everybody, kept by the agency's planners, in from Excel and out again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exchange.test_track_files import HEAD, xlsx
from pages.forms_reading import fields_of
from pages.reading import words
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.exchange.models import UploadState, WorkbookUpload
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import add_track, end_track, revise_track
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import tracks_of
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: Session, person, and in the end the frame.
AROUND = 3
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def agency(world: World, everything: Scope) -> Organisation:
    """The world's agency, with number 1 from the start."""
    return world.organisations["funder"]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """Not left to the calendar."""
    day = date(2026, 6, 1)
    monkeypatch.setattr(timezone, "localdate", lambda *_given, **_more: day)
    return day


def of(agency: Organisation, name: str, *more: Any) -> str:
    return reverse(name, args=(agency.pk, *more))


def send(client: Client, address: str, **given: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def undo_of(page: Any) -> str:
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


def bring(client: Client, agency: Organisation, content: bytes, name: str = "spor.xlsx") -> Any:
    return send(client, of(agency, "tracks_import"), file=SimpleUploadedFile(name, content))


# Reading


def test_everybody_reads_those_that_hold_now_and_all_when_asked(
    world: World, agency: Organisation, as_: SignIn, today: date
) -> None:
    for number, title, first, last in (
        ("10", "Det tiende", None, None),
        ("2", "Det andet", None, date(2025, 12, 31)),
        ("3", "Det tredje", NEW_YEAR, None),
    ):
        add_track(
            organisation=agency, number=number, title=title, valid_from=first, valid_to=last, by=COMMAND_LINE
        )
    client = as_("stranger colleague")
    now = words(client.get(reverse("change_tracks")))
    assert now.index("1 Vejen til job") < now.index("10 Det tiende")
    assert "Det andet" not in now
    assert "Redigér kataloget" not in now
    told = words(client.get(reverse("change_tracks") + "?gaelder=alle"))
    assert [told.index(one) for one in ("1 Vejen", "2 Det andet", "3 Det tredje", "10 Det")] == sorted(
        told.index(one) for one in ("1 Vejen", "2 Det andet", "3 Det tredje", "10 Det")
    )
    assert "Gælder ikke længere" in told
    assert "Gælder ikke endnu" in told


def test_the_search_finds_and_says_when_it_does_not(agency: Organisation, as_: SignIn) -> None:
    client = as_("lead colleague")
    assert "1 Vejen til job" in words(client.get(reverse("change_tracks"), {"q": "vejen"}))
    page = client.get(reverse("change_tracks"), {"q": "\0" + "ø" * 40_000, "side": "9" * 400})
    assert page.status_code == 200
    assert "Ingen forandringsspor passer til" in words(page)


def test_an_empty_list_tells_keepers_where_to_begin(agency: Organisation, as_: SignIn) -> None:
    ChangeTrack.objects.all().delete()
    assert "Ingen styrelse har et katalog endnu" in words(as_("lead colleague").get(reverse("change_tracks")))
    assert "Begynd kataloget for Styrelsen" in words(as_("funder planner").get(reverse("change_tracks")))
    assert "Kataloget er tomt" in words(as_("funder planner").get(of(agency, "track_catalogue")))


def test_a_track_shows_its_versions_and_what_may_be_done(
    agency: Organisation, as_: SignIn, today: date
) -> None:
    old = tracks_of(agency)[0]
    new = revise_track(old, title="Vejen til varigt job", valid_from=NEW_YEAR, by=COMMAND_LINE)
    read = words(as_("partner colleague").get(reverse("change_track", args=(old.pk,))))
    assert "Til og med 31. december 2026" in read
    assert "Vejen til varigt job Gælder ikke endnu" in read
    assert "Ny udgave" not in read
    kept = words(as_("funder planner").get(reverse("change_track", args=(new.pk,))))
    assert "Ny udgave" in kept
    assert "Afslut" in kept
    assert as_("lead colleague").get(reverse("change_track", args=(2**70,))).status_code == 404


def test_pages_keep_their_number_of_queries_however_many_rows(
    agency: Organisation, as_: SignIn, django_assert_num_queries: Any
) -> None:
    for number in range(2, 140):
        ChangeTrack.objects.create(organisation=agency, number=str(number), title="Spor", valid_to=NEW_YEAR)
        ChangeTrack.objects.create(organisation=agency, number=str(number), title="Nyt", valid_from=NEW_YEAR)
    client, own = as_("funder planner"), tracks_of(agency)[0]
    end_track(own, on=NEW_YEAR, by=COMMAND_LINE)
    for address, queries in (
        (reverse("change_tracks") + "?gaelder=alle", 2),
        (reverse("change_track", args=(own.pk,)), 4),
        (of(agency, "track_catalogue"), 3),
        (of(agency, "tracks_history"), 4),
        (of(agency, "tracks_file"), 2),
        (of(agency, "track_edit", own.pk), 4),
        (of(agency, "tracks_import"), 3),
    ):
        with django_assert_num_queries(queries + AROUND, info=address):
            assert client.get(address).status_code == 200


# Keeping


def test_a_track_is_made_corrected_and_both_are_taken_back(agency: Organisation, as_: SignIn) -> None:
    client = as_("funder planner")
    answer = send(
        client, of(agency, "track_new"), number="2", title="Fra praktik til timer", valid_from="1/1 2027"
    )
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "Forandringssporet er oprettet." in words(page)
    track = tracks_of(agency)[1]
    assert (track.title, track.valid_from) == ("Fra praktik til timer", NEW_YEAR)
    send(client, of(agency, "track_edit", track.pk), title="Fra praktik til løn")
    page = client.get(of(agency, "track_catalogue"))
    client.post(undo_of(page))
    assert tracks_of(agency)[1].title == "Fra praktik til timer"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("number", "1", "Nr. 1 er i brug."),
        ("number", "2;3", "Et nummer kan ikke have semikolon i sig."),
        ("number", "", "Feltet skal udfyldes."),
        ("number", "2" * 40_000, "der er plads til 20"),
        ("title", "ø" * 40_000, "der er plads til 200"),
        ("description", "Ring til 010190-1234", "CPR-nummer"),
        ("valid_from", "i morgen", "er ikke en dato"),
        ("valid_to", "31.12.2020", "Det slutter, før det begynder"),
        ("title", "\0", "Feltet skal udfyldes."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    agency: Organisation, as_: SignIn, field: str, value: str, expected: str
) -> None:
    typed = {
        "number": "2",
        "title": "Spor",
        "description": "Om det",
        "valid_from": "01.01.2026",
        field: value,
    }
    answer = send(as_("funder planner"), of(agency, "track_new"), **typed)
    assert answer.status_code == 422
    assert expected in words(answer)
    if field != "description":
        assert "Om det" in answer.content.decode()
    assert len(tracks_of(agency)) == 1


def test_a_revision_leads_to_the_new_version_and_is_taken_back_as_one(
    agency: Organisation, as_: SignIn
) -> None:
    client, old = as_("funder planner"), tracks_of(agency)[0]
    answer = send(client, of(agency, "track_revise", old.pk), title="Nyt navn", valid_from="01.01.2027")
    page = client.get(answer.url)
    assert "Den nye udgave er oprettet." in words(page)
    assert [one.valid_to for one in tracks_of(agency)] == [date(2026, 12, 31), None]
    client.post(undo_of(page))
    assert [(one.title, one.valid_to) for one in tracks_of(agency)] == [("Vejen til job", None)]


def test_an_end_a_removal_and_their_undo(agency: Organisation, as_: SignIn) -> None:
    client, track = as_("funder administrator"), tracks_of(agency)[0]
    answer = send(client, of(agency, "track_end", track.pk), on="31.12.2026")
    assert tracks_of(agency)[0].valid_to == date(2026, 12, 31)
    client.post(undo_of(client.get(answer.url)))
    assert tracks_of(agency)[0].valid_to is None
    answer = client.post(of(agency, "track_remove", track.pk))
    assert tracks_of(agency) == []
    undo = undo_of(client.get(answer.url))
    add_track(organisation=agency, number="1", title="Et andet", by=COMMAND_LINE)
    page = client.post(undo, follow=True)
    assert "kan ikke fortrydes" in words(page)
    client.post(of(agency, "track_remove", tracks_of(agency)[0].pk))
    client.post(undo)
    assert [one.title for one in tracks_of(agency)] == ["Vejen til job"]


def test_a_conflict_shows_what_the_other_wrote(agency: Organisation, as_: SignIn) -> None:
    client, track = as_("funder planner"), tracks_of(agency)[0]
    page = client.get(of(agency, "track_edit", track.pk))
    end_track(track, on=NEW_YEAR, by=COMMAND_LINE)
    answer = client.post(of(agency, "track_edit", track.pk), {**fields_of(page), "title": "Mit navn"})
    assert answer.status_code == 409
    assert "01.01.2027" in answer.content.decode()


def test_tracks_are_moved_and_put_back_in_order(agency: Organisation, as_: SignIn) -> None:
    client = as_("funder planner")
    for number in ("2", "10"):
        add_track(organisation=agency, number=number, title="Spor", by=COMMAND_LINE)
    last = tracks_of(agency)[2]
    client.post(of(agency, "track_move", last.pk), {"vej": "op"})
    assert [one.number for one in tracks_of(agency)] == ["1", "10", "2"]
    page = client.get(of(agency, "track_catalogue"))
    assert "Sæt dem i rækkefølge efter nummer" in words(page)
    client.post(undo_of(page))
    assert [one.number for one in tracks_of(agency)] == ["1", "2", "10"]
    client.post(of(agency, "track_move", last.pk), {"vej": "op"})
    client.post(of(agency, "tracks_by_number"))
    assert [one.number for one in tracks_of(agency)] == ["1", "2", "10"]


def test_the_history_is_the_keepers(agency: Organisation, as_: SignIn) -> None:
    revise_track(tracks_of(agency)[0], title="Nyt navn", valid_from=NEW_YEAR, by=COMMAND_LINE)
    told = words(as_("funder planner").get(of(agency, "tracks_history")))
    assert "Forandringsspor 1 Nyt navn har fået en ny udgave, der gælder fra 1. januar 2027." in told
    assert "Titel før: Vejen til job → nu: Nyt navn" in told
    assert as_("funder colleague").get(of(agency, "tracks_history")).status_code == 403
    assert as_("lead administrator").get(of(agency, "tracks_history")).status_code == 404


def test_the_history_offers_to_take_back_what_nobody_has_written_on_since(
    agency: Organisation, as_: SignIn
) -> None:
    client, track = as_("funder planner"), tracks_of(agency)[0]
    history = of(agency, "tracks_history")
    send(client, of(agency, "track_edit", track.pk), title="Et andet navn")
    send(client, of(agency, "track_edit", track.pk), title="Et tredje")
    add_track(organisation=agency, number="2", title="Nabo", by=COMMAND_LINE)
    client.get(history)  # what was just done is told once, with an undo of its own
    page = client.get(history)
    assert page.content.decode().count('action="/fortryd/') == 2  # the new one, and the latest correction
    address = "/fortryd/" + page.content.decode().split('action="/fortryd/')[2].split('"')[0]
    told = client.post(address, follow=True, headers={"Referer": f"http://testserver{history}"})
    assert "Det er fortrudt." in words(told)
    assert [one.title for one in tracks_of(agency)] == ["Et andet navn", "Nabo"]


@pytest.mark.parametrize(
    "name", ["track_catalogue", "track_new", "tracks_import", "tracks_history", "tracks_file"]
)
def test_others_than_agencies_are_told_that_they_keep_none(world: World, as_: SignIn, name: str) -> None:
    lead = world.organisations["lead"]
    page = as_("lead planner").get(of(lead, name))
    assert page.status_code == 404
    assert "Det er kun styrelser, der fører et" in words(page)


def test_the_way_there_from_ones_own_pages(agency: Organisation, as_: SignIn) -> None:
    keeper, reader = as_("funder planner"), as_("lead planner")
    address = of(agency, "track_catalogue")
    assert address in keeper.get(reverse("account")).content.decode()
    assert address in as_("funder administrator").get(of(agency, "organisation_people")).content.decode()
    assert address in keeper.get(reverse("change_tracks")).content.decode()
    told = reader.get(reverse("account")).content.decode()
    assert "track_catalogue" not in told
    assert reverse("change_tracks") in told


# In from Excel, and out


def test_a_file_is_looked_at_confirmed_once_and_taken_back_whole(agency: Organisation, as_: SignIn) -> None:
    client = as_("funder planner")
    content = xlsx(HEAD, ("1", "Vejen til varigt job", "", NEW_YEAR), ("2", "Fra praktik til timer"))
    answer = bring(client, agency, content)
    page = client.get(answer.url)
    told = words(page)
    assert "Indlæs: tilføj 2, afslut 1" in told
    assert "Den nye udgave i række 2 tager over." in told
    assert len(tracks_of(agency)) == 1  # nothing is written before the yes
    given = {"set": page.context["fingerprint"]}
    done = client.get(client.post(answer.url, given).url)
    assert "Forandringssporene er indlæst." in words(done)
    assert len(tracks_of(agency)) == 3
    entries = AuditEntry._base_manager.count()
    again = client.get(client.post(answer.url, given).url)
    assert "Filen er allerede indlæst." in words(again)
    assert AuditEntry._base_manager.count() == entries
    client.post(undo_of(done))
    assert [(one.title, one.valid_to) for one in tracks_of(agency)] == [("Vejen til job", None)]


def test_what_was_exported_changes_nothing(agency: Organisation, as_: SignIn) -> None:
    client = as_("funder planner")
    file = client.get(of(agency, "tracks_file"))
    assert "Forandringsspor, Styrelsen.xlsx" in file["Content-Disposition"]
    told = words(client.get(bring(client, agency, file.content).url))
    assert "Intet er ændret" in told
    assert "Indlæs: " not in told


def test_errors_are_listed_by_cell(agency: Organisation, as_: SignIn) -> None:
    client = as_("funder planner")
    page = client.get(bring(client, agency, xlsx(HEAD, ("2", "To", "", "i morgen"), ("", "Tre"))).url)
    told = words(page)
    assert "Ret 2 fejl i filen" in told
    assert "Ark1 D2 “i morgen” er ikke en dato." in told
    assert "Ark1 A3 Nr. skal udfyldes" in told
    address = page.request["PATH_INFO"]
    assert client.post(address, {"set": "x"}).status_code == 422
    assert len(tracks_of(agency)) == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"hej", "ikke"),
        (xlsx(HEAD, ("2", "010190-1234")), "CPR-nummer"),
        (xlsx(HEAD, ("2", "To"), sheets=("Et", "To")), "Filen har flere ark"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_kept(
    agency: Organisation, as_: SignIn, content: bytes, expected: str
) -> None:
    before = WorkbookUpload.objects.count()
    answer = bring(as_("funder planner"), agency, content)
    assert answer.status_code == 422
    assert expected in words(answer)
    assert WorkbookUpload.objects.count() == before


def test_what_has_moved_is_shown_again(agency: Organisation, as_: SignIn) -> None:
    client = as_("funder planner")
    answer = bring(client, agency, xlsx(HEAD, ("1", "Ny overskrift")))
    shown = client.get(answer.url).context["fingerprint"]
    end_track(tracks_of(agency)[0], on=NEW_YEAR, by=COMMAND_LINE)
    moved = client.post(answer.url, {"set": shown})
    assert moved.status_code == 409
    assert "Kataloget er ændret, siden du så siden" in words(moved)
    assert client.post(answer.url, {}).status_code == 422
    assert tracks_of(agency)[0].title == "Vejen til job"


def test_a_dropped_file_waits_no_longer(agency: Organisation, as_: SignIn) -> None:
    client = as_("funder planner")
    answer = bring(client, agency, xlsx(HEAD, ("2", "To")))
    assert "spor.xlsx" in words(client.get(of(agency, "tracks_import")))
    client.post(answer.url + "kasser/")
    assert WorkbookUpload.objects.get(organisation=agency).state == UploadState.DROPPED
    assert client.get(answer.url).url == of(agency, "tracks_import")


def test_a_waiting_file_is_the_keepers_and_no_projects(agency: Organisation, as_: SignIn) -> None:
    address = bring(as_("funder planner"), agency, xlsx(HEAD, ("2", "To"))).url
    assert as_("funder colleague").get(address).status_code == 403
    assert as_("lead administrator").get(address).status_code == 404
    upload = WorkbookUpload.objects.get(organisation=agency)
    assert as_("funder administrator").get(of(agency, "new_workbook_preview", upload.pk)).status_code == 404
