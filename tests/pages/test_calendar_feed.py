"""The calendar's secret address: made, shown once, fetched by a program, closed; and what is in it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.icalendar import Component, read_calendar
from pages.reading import words
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.organisations.actions.access import close_access
from virkning.rooms.organisations.actions.calendars import close_feed, open_feed
from virkning.rooms.organisations.actions.memberships import end_membership
from virkning.rooms.organisations.actions.restoring import close_all_feeds
from virkning.rooms.organisations.models import CalendarFeed, Membership, Organisation, Person
from virkning.rooms.organisations.queries import feed_behind
from virkning.rooms.organisations.secrets import fingerprint
from virkning.rooms.programmes.models import Assignment
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.models import StatusRound, Submission
from world import PERSONAS, World

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
YEAR = date.today().year + 1  # noqa: DTZ011 - far enough from today that no test meets midnight


@pytest.fixture(scope="module")
def built(built: World) -> World:
    """The rounds lie ahead, and nothing has been handed in."""
    days = {"opens_on": 4, "report_by": 5, "approve_by": 6, "close_by": 7}
    with system_scope("test"):
        StatusRound.objects.update(**{name: date(YEAR, 1, day) for name, day in days.items()})
        Submission.objects.update(stage="")
    return built


@pytest.fixture(autouse=True)
def _not_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


def made(world: World, name: str) -> str:
    """A persona's secret address."""
    person = world.people[name]
    with system_scope("test"):
        _feed, secret = open_feed(person, by=person.author)
    return reverse("calendar_feed", args=(secret,))


def fetched(address: str, **headers: str) -> Any:
    return Client().get(address, headers=headers)


def events(answer: Any) -> list[Component]:
    assert answer.status_code == 200
    return [one for one in read_calendar(answer.content).parts if one.name == "VEVENT"]


def titles(answer: Any) -> list[tuple[str, str]]:
    return [(one.one("DTSTART;VALUE=DATE"), one.one("SUMMARY")) for one in events(answer)]


DAY = {name: f"{YEAR}010{day}" for name, day in (("report", 5), ("approve", 6), ("close", 7))}
REPORTS = (DAY["report"], "Virkning: frist for status")
APPROVES = (DAY["approve"], "Virkning: noget skal godkendes")
CLOSES = (DAY["close"], "Virkning: en statusrunde skal lukkes")
#: Persona → what stands in the calendar; everybody else's is empty.
IN_CALENDARS = {
    "project manager": [REPORTS, APPROVES, CLOSES],
    "activity lead": [REPORTS],
    "evaluator": [(DAY["close"], "Virkning: noget skal vurderes")],
    "evaluator of the programme": [(DAY["close"], "Virkning: noget skal vurderes")],
    # Their own project's: it has nobody but them.
    "stranger administrator": [REPORTS, APPROVES, CLOSES],
}


@pytest.mark.parametrize("name", PERSONAS)
def test_everybodys_calendar_holds_what_is_theirs(world: World, name: str) -> None:
    assert titles(fetched(made(world, name))) == IN_CALENDARS.get(name, [])


def test_how_it_is_answered(world: World, django_assert_num_queries: Any) -> None:
    address = made(world, "project manager")
    first = fetched(address)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Referrer-Policy"] == "no-referrer"
    assert "frister.ics" in first["Content-Disposition"]
    assert "Set-Cookie" not in first.headers
    again = fetched(address, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert fetched(address, if_none_match='"another"').content == first.content
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405
    forget()
    with django_assert_num_queries(28):
        fetched(address)


def test_an_event_is_the_same_event_every_time(world: World) -> None:
    first = events(fetched(made(world, "project manager")))
    # Another address, as after a renewal: the calendar program must not make new events of it.
    again = events(fetched(made(world, "project manager")))
    assert [one.one("UID") for one in first] == [one.one("UID") for one in again]
    others = events(fetched(made(world, "activity lead")))
    assert {one.one("UID") for one in others} & {one.one("UID") for one in first} == set()


def test_nothing_says_who_or_what(world: World) -> None:
    said = fetched(made(world, "project manager")).content.decode()
    for person in world.people.values():
        assert person.name not in said
        assert person.email not in said
    for name in ("Vores projekt", "Programmet", "Holstebro", "Aktivitet", "Milepæl", "Område"):
        assert name not in said
    for one in events(fetched(made(world, "project manager"))):
        assert one.one("URL") == one.one("DESCRIPTION") == "http://127.0.0.1:8000/min-dag/"


def test_a_deadline_that_is_moved_moves(world: World) -> None:
    address = made(world, "activity lead")
    tag = fetched(address)["ETag"]
    with system_scope("test"):
        StatusRound.objects.update(report_by=date(YEAR, 1, 6))
    moved = fetched(address, if_none_match=tag)
    assert titles(moved) == [(DAY["approve"], REPORTS[1])]


def test_what_one_may_no_longer_do_is_gone_at_once(world: World) -> None:
    address = made(world, "activity lead")
    assert titles(fetched(address)) == [REPORTS]
    Assignment._base_manager.filter(person=world.people["activity lead"]).update(ended_at=datetime.now(UTC))
    assert titles(fetched(address)) == []


CLOSERS: list[tuple[str, Callable[[World, Person], Any]]] = [
    ("closed", lambda world, person: close_feed(person, by=person.author)),
    ("made anew", lambda world, person: open_feed(person, by=person.author)),
    ("access closed", lambda world, person: close_access(person, by=person.author)),
    ("switched off", lambda world, person: Person.objects.filter(pk=person.pk).update(is_active=False)),
    (
        "left",
        lambda world, person: end_membership(Membership.objects.get(person=person), by=person.author),
    ),
    (
        "belongs nowhere",
        lambda world, person: Membership.objects.filter(person=person).update(ended_at=datetime.now(UTC)),
    ),
    (
        "the organisation is gone",
        lambda world, person: Organisation.objects.filter(pk=world.organisations["lead"].pk).update(
            removed_at=datetime.now(UTC)
        ),
    ),
    ("an older copy was put back", lambda world, person: close_all_feeds(by=person.author)),
]


@pytest.mark.parametrize(("_what", "closes"), CLOSERS, ids=[row[0] for row in CLOSERS])
def test_an_address_that_was_closed_is_not_found(
    world: World, _what: str, closes: Callable[[World, Person], Any]
) -> None:
    address = made(world, "project manager")
    assert fetched(address).status_code == 200
    with system_scope("test"):
        closes(world, Person.objects.get(pk=world.people["project manager"].pk))
    assert fetched(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 3000, "%00", "æ", fingerprint("x")])
def test_an_address_nobody_made_is_not_found(world: World, secret: str) -> None:
    made(world, "project manager")
    assert fetched(f"/kalender/{secret}/frister.ics").status_code == 404
    kept = CalendarFeed._base_manager.get().token_hash
    assert fetched(f"/kalender/{kept}/frister.ics").status_code == 404, "what is kept opens nothing"


def test_whoever_asks_too_often_is_told_to_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_000 + 200)
    address = made(world, "project manager")
    answers = [fetched(address) for _time in range(31)]
    assert {one.status_code for one in answers[:30]} == {200}
    assert (answers[30].status_code, answers[30]["Retry-After"]) == (429, "400")
    assert fetched(made(world, "activity lead")).status_code == 200, "others are not kept waiting"
    monkeypatch.setattr("time.time", lambda: 1_800_000_000 + 600)
    assert fetched(address).status_code == 200


def test_when_it_was_last_fetched_is_noted_now_and_then(world: World) -> None:
    address = made(world, "project manager")
    fetched(address)
    (feed,) = CalendarFeed._base_manager.all()
    assert feed.last_used_at is not None
    fetched(address)
    assert CalendarFeed._base_manager.get().last_used_at == feed.last_used_at


def test_another_persons_session_changes_nothing(world: World, as_: SignIn) -> None:
    address = made(world, "activity lead")
    assert titles(as_("stranger administrator").get(address)) == [REPORTS]


class TestTheAddress:
    def shown(self, client: Client) -> str:
        assert client.post("/konto/kalenderadresse/ny/").status_code == 302
        page = client.get("/konto/kalenderadresse/").content.decode()
        found = re.search(r'class="secret">http://127\.0\.0\.1:8000(/kalender/[\w-]{43}/frister\.ics)<', page)
        assert found is not None
        return found.group(1)

    def test_it_is_shown_once_and_works(self, world: World, as_: SignIn) -> None:
        client = as_("activity lead")
        assert "Lav en adresse" in words(client.get("/konto/kalenderadresse/"))
        address = self.shown(client)
        assert titles(fetched(address)) == [REPORTS]
        later = client.get("/konto/kalenderadresse/")
        assert address not in later.content.decode()
        assert "no-store" in later["Cache-Control"]
        assert "Sidst hentet" in words(later)
        assert "Adresse lavet" in words(client.get("/konto/"))

    def test_looking_with_head_does_not_use_it_up(self, world: World, as_: SignIn) -> None:
        client = as_("activity lead")
        client.post("/konto/kalenderadresse/ny/")
        client.head("/konto/kalenderadresse/")
        assert "/kalender/" in client.get("/konto/kalenderadresse/").content.decode()

    def test_a_new_one_closes_the_old_one(self, world: World, as_: SignIn) -> None:
        client = as_("activity lead")
        old, new = self.shown(client), self.shown(client)
        assert fetched(old).status_code == 404
        assert fetched(new).status_code == 200
        assert CalendarFeed._base_manager.filter(revoked_at__isnull=True).count() == 1

    def test_it_is_closed(self, world: World, as_: SignIn) -> None:
        client = as_("activity lead")
        address = self.shown(client)
        answer = client.post("/konto/kalenderadresse/luk/", follow=True)
        assert "Adressen er lukket." in words(answer)
        assert fetched(address).status_code == 404
        assert client.post("/konto/kalenderadresse/luk/").status_code == 302, "twice is once"

    def test_nobody_closes_anothers(self, world: World, as_: SignIn) -> None:
        address = made(world, "activity lead")
        as_("project manager").post("/konto/kalenderadresse/luk/")
        assert fetched(address).status_code == 200

    def test_the_log_tells_of_it_and_never_holds_it(
        self, world: World, as_: SignIn, caplog: pytest.LogCaptureFixture
    ) -> None:
        client = as_("activity lead")
        address = self.shown(client)
        client.post("/konto/kalenderadresse/luk/")
        secret = address.split("/")[2]
        told = AuditEntry._base_manager.filter(object_kind="calendarfeed").order_by("id")
        assert [one.words for one in told] == [
            "Activity lead har fået en adresse til sin kalender.",
            "Adressen til kalenderen for Activity lead er lukket.",
        ]
        for one in told:
            assert secret not in str(one.changes)
            assert fingerprint(secret) not in str(one.changes)
        with caplog.at_level("INFO"):
            fetched(address)
        assert secret not in caplog.text
        assert "/kalender/…" in caplog.text

    def test_pages_take_as_many_queries_with_an_address_as_without(
        self, world: World, as_: SignIn, django_assert_num_queries: Any
    ) -> None:
        client = as_("activity lead")
        client.get("/konto/kalenderadresse/")
        with django_assert_num_queries(4):
            client.get("/konto/kalenderadresse/")
        made(world, "activity lead")
        with django_assert_num_queries(4):
            client.get("/konto/kalenderadresse/")


class TestTheMail:
    where = "/konto/paamindelser/"

    def wants(self, world: World) -> bool:
        return Person.objects.get(pk=world.people["activity lead"].pk).wants_digest

    def test_off_and_on_again(self, world: World, as_: SignIn) -> None:
        client = as_("activity lead")
        assert "Slået til. Højst én om dagen" in words(client.get("/konto/"))
        assert client.post(self.where, {"wanted": "off"}).status_code == 302
        assert not self.wants(world)
        assert "Daglig påmindelse på mail Slået fra" in words(client.get("/konto/"))
        assert client.post(self.where, {"wanted": "on"}).status_code == 302
        assert self.wants(world)
        told = AuditEntry._base_manager.filter(object_kind="person").order_by("id")
        assert [one.words for one in told] == [
            "Activity lead har slået daglig påmindelse på mail fra.",
            "Activity lead har slået daglig påmindelse på mail til.",
        ]
        assert told[0].changes == {"wants_digest": [True, False]}

    def test_the_same_again_is_no_change(self, world: World, as_: SignIn) -> None:
        as_("activity lead").post(self.where, {"wanted": "on"})
        assert not AuditEntry._base_manager.filter(object_kind="person").exists()

    @pytest.mark.parametrize("sent", [{}, {"wanted": ""}, {"wanted": "perhaps"}])
    def test_nothing_else_is_taken(self, world: World, as_: SignIn, sent: dict[str, str]) -> None:
        answer = as_("activity lead").post(self.where, {**sent, "digest_sent_on": "2000-01-01"})
        assert answer.status_code == 422
        person = Person.objects.get(pk=world.people["activity lead"].pk)
        assert (person.wants_digest, person.digest_sent_on) == (True, None)

    def test_the_page_says_how_often(self, as_: SignIn, django_assert_num_queries: Any) -> None:
        client = as_("activity lead")
        with django_assert_num_queries(3):
            told = words(client.get(self.where))
        assert "højst én mail om dagen" in told
        assert "Har du afleveret, får du ingen mail." in told


def test_an_address_nobody_made_takes_one_query(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert feed_behind("x") is None
