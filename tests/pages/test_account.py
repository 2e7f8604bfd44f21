"""One's own account: profile, password, second factor, sessions, keys for programs, leaving."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator
from threading import enumerate as enumerate_threads
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from pages.reading import words
from pages.smtpsink import Sink, smtp_sink
from virkning.pages.account.sessions import device_words
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.organisations.actions.access import end_sessions, set_password
from virkning.rooms.organisations.actions.tokens import create_token
from virkning.rooms.organisations.models import ApiToken, Membership, Person
from virkning.rooms.organisations.queries import authenticate_token
from world import World

pytestmark = pytest.mark.django_db
PASSWORD = "kaffe-og-rugbrød"
NEW = "en-helt-anden-sætning"


@pytest.fixture(scope="module")
def built(built: World) -> World:
    """Everybody has a password."""
    for person in built.people.values():
        person.set_password(PASSWORD)
    Person.objects.bulk_update(built.people.values(), ["password"])
    return built


@pytest.fixture
def as_(world: World) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
        answer = enter(client, world.people[name].email)
        assert answer.status_code == 302, words(answer)
        return client

    return sign_in


@pytest.fixture
def post_office(settings: Any) -> Iterator[Sink]:
    with smtp_sink() as sink:
        settings.MAIL_SERVER, settings.MAIL_FROM = sink.address, "virkning@example.dk"
        yield sink


def enter(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/log-ind/", {"login": email, "password": password})


def code_of(secret: str, ago: int = 0) -> str:
    """What the phone shows."""
    counter = struct.pack(">Q", int(time.time()) // 30 - ago)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def switch_on(client: Client) -> tuple[str, list[str]]:
    """Switch the second factor on; the secret and the recovery codes."""
    page = client.get("/konto/totrinslogin/til/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert secret is not None
    plain = secret.group(1).replace(" ", "")
    answer = client.post("/konto/totrinslogin/til/", {"code": code_of(plain, 1), "old_password": PASSWORD})
    assert answer.status_code == 302, words(answer)
    shown = client.get(answer["Location"]).content.decode()
    return plain, re.findall(r"<li>(\d{8})</li>", shown)


def test_the_overview(world: World, as_: Any, django_assert_num_queries: Any) -> None:
    client = as_("lead administrator")
    with django_assert_num_queries(8):
        page = client.get("/konto/")
    assert f"/organisationer/{world.organisations['lead'].pk}/personer/" in page.content.decode()
    assert "Indstillinger English Log af" in words(page)
    told = words(as_("lead colleague").get("/konto/"))
    assert "Ser kun de projekter og programmer, personen er tildelt." in told
    assert "Personer" not in told


def test_the_profile_takes_its_own_fields_and_no_others(world: World, as_: Any) -> None:
    client = as_("lead colleague")
    sent = {"name": "Nyt Navn", "title": "", "language": "en", "email": "x@y.dk", "is_active": ""}
    assert client.post("/konto/profil/", {**sent, "password": "x", "id": "1"}).status_code == 302
    person = Person.objects.get(pk=world.people["lead colleague"].pk)
    assert (person.name, person.title, person.language) == ("Nyt Navn", "", "en")
    assert (person.email, person.is_active) == ("lead.colleague@example.test", True)
    assert person.check_password(PASSWORD)


class TestPassword:
    sent = {"old_password": PASSWORD, "password": NEW, "again": NEW}

    def test_it_is_changed_here_and_everything_else_ends(self, world: World, as_: Any) -> None:
        here, there = as_("lead colleague"), as_("lead colleague")
        assert there.get("/konto/").status_code == 200
        assert here.post("/konto/adgangskode/", self.sent).status_code == 302
        assert here.get("/konto/").status_code == 200
        assert there.get("/konto/").status_code == 302
        email = world.people["lead colleague"].email
        assert enter(Client(), email).status_code == 200
        assert enter(Client(), email, NEW).status_code == 302

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"old_password": "forkert"}, "Adgangskoden passer ikke."),
            ({"old_password": ""}, "Skriv adgangskoden."),
            ({"password": "kort", "again": "kort"}, "mindst 12 tegn"),
            ({"again": "noget-helt-andet"}, "De to adgangskoder er ikke ens."),
            ({"password": "lead.colleague", "again": "lead.colleague"}, "minder for meget om"),
        ],
    )
    def test_what_is_wrong_is_told(self, as_: Any, given: dict[str, str], said: str) -> None:
        client = as_("lead colleague")
        answer = client.post("/konto/adgangskode/", self.sent | given)
        assert answer.status_code == 422
        assert said in words(answer)
        assert PASSWORD not in answer.content.decode()

    def test_guessing_is_stopped(self, as_: Any) -> None:
        client = as_("lead colleague")
        answers = [
            client.post("/konto/adgangskode/", self.sent | {"old_password": f"gæt-{n}"}) for n in range(6)
        ]
        assert "Der er prøvet for mange gange." in words(answers[-1])


class TestSecondFactor:
    def test_signing_in_asks_for_the_code_and_takes_each_code_once(self, world: World, as_: Any) -> None:
        secret, codes = switch_on(as_("lead colleague"))
        assert len(set(codes)) == 10
        email = world.people["lead colleague"].email
        client = Client()
        answer = enter(client, email)
        assert answer["Location"] == "/log-ind/kode/"
        assert client.get("/konto/").status_code == 302, "half in is not in"
        assert "Koden passer ikke." in words(client.post("/log-ind/kode/", {"code": "000000"}))
        good = code_of(secret)
        assert client.post("/log-ind/kode/", {"code": good}).status_code == 302
        assert client.get("/konto/").status_code == 200
        again = Client()
        enter(again, email)
        assert again.post("/log-ind/kode/", {"code": good}).status_code == 200, "a code works once"
        cache.delete(f"allauth.mfa.totp.used?user={world.people['lead colleague'].pk}&code={good}")
        assert again.post("/log-ind/kode/", {"code": good}).status_code == 200, (
            "also when the library forgets"
        )
        for written in (f"{good[:3]}-{good[3:]}", f"{good[:3]} {good[3:]}.", f"'{good}'"):
            cache.delete(f"allauth.mfa.totp.used?user={world.people['lead colleague'].pk}&code={good}")
            assert again.post("/log-ind/kode/", {"code": written}).status_code == 200, "however it is written"
        assert again.post("/log-ind/kode/", {"code": codes[0]}).status_code == 302
        third = Client()
        enter(third, email)
        assert third.post("/log-ind/kode/", {"code": codes[0]}).status_code == 200

    def test_a_sign_in_begun_with_the_old_password_is_not_finished(self, world: World, as_: Any) -> None:
        secret, _codes = switch_on(as_("lead colleague"))
        person, client = Person.objects.get(pk=world.people["lead colleague"].pk), Client()
        assert enter(client, person.email)["Location"] == "/log-ind/kode/"
        with system_scope("test"):
            set_password(person, password=NEW, by=person.author)
        answer = client.post("/log-ind/kode/", {"code": code_of(secret)}, follow=True)
        assert answer.redirect_chain == [("/log-ind/", 302)]
        assert "Adgangskoden er ændret, siden du begyndte at logge ind." in words(answer)
        assert client.get("/konto/").status_code == 302
        enter(client, person.email, NEW)
        assert client.post("/log-ind/kode/", {"code": code_of(secret, -1)}).status_code == 302
        assert client.get("/konto/").status_code == 200

    def test_a_sign_in_begun_before_all_sessions_were_ended_is_not_finished(
        self, world: World, as_: Any
    ) -> None:
        secret, _codes = switch_on(as_("lead colleague"))
        person, client = Person.objects.get(pk=world.people["lead colleague"].pk), Client()
        enter(client, person.email)
        with system_scope("test"):
            end_sessions(person, by=person.author)
        client.post("/log-ind/kode/", {"code": code_of(secret)})
        assert client.get("/konto/").status_code == 302

    def test_a_double_click_loses_no_recovery_codes(self, world: World, as_: Any) -> None:
        client = as_("lead colleague")
        page = client.get("/konto/totrinslogin/til/").content.decode()
        secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
        assert secret is not None
        sent = {"code": code_of(secret.group(1).replace(" ", ""), 1), "old_password": PASSWORD}
        first, again = (client.post("/konto/totrinslogin/til/", sent) for _click in range(2))
        assert first["Location"] == again["Location"] == "/konto/totrinslogin/noedkoder/"
        unseen = client.get("/konto/totrinslogin/")
        assert unseen["Location"] == "/konto/totrinslogin/noedkoder/", (
            "codes are not lost before they are seen"
        )
        shown = client.get("/konto/totrinslogin/noedkoder/").content.decode()
        assert len(re.findall(r"<li>(\d{8})</li>", shown)) == 10
        assert client.get("/konto/totrinslogin/").status_code == 200
        assert client.get("/konto/totrinslogin/noedkoder/").status_code == 302, "seen and left, they are gone"

    def test_the_code_page_is_only_for_somebody_on_the_way_in(self, as_: Any) -> None:
        assert Client().get("/log-ind/kode/")["Location"] == "/log-ind/"
        assert as_("lead colleague").get("/log-ind/kode/").status_code == 302

    def test_a_wrong_first_code_or_password_switches_nothing_on(self, world: World, as_: Any) -> None:
        client = as_("lead colleague")
        page = client.get("/konto/totrinslogin/til/").content.decode()
        assert "<svg" in page
        assert "style=" not in page[page.index('class="qr"') :]
        secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
        assert secret is not None
        good = code_of(secret.group(1).replace(" ", ""))
        for sent in ({"code": "000000", "old_password": PASSWORD}, {"code": good, "old_password": "forkert"}):
            assert client.post("/konto/totrinslogin/til/", sent).status_code == 422
        assert not Authenticator.objects.exists()

    def test_recovery_codes_are_shown_once_taken_home_and_renewed(self, as_: Any) -> None:
        client = as_("lead colleague")
        _secret, codes = switch_on(client)
        file = client.post("/konto/totrinslogin/noedkoder/")
        assert file.headers["Content-Disposition"] == 'attachment; filename="virkning-noedkoder.txt"'
        assert codes[3] in file.content.decode()
        assert "Du har 10 nødkoder tilbage." in words(client.get("/konto/totrinslogin/"))
        assert client.get("/konto/totrinslogin/noedkoder/").status_code == 302
        where = "/konto/totrinslogin/noedkoder/nye/"
        assert client.post(where, {"old_password": "forkert"}).status_code == 422
        answer = client.post(where, {"old_password": PASSWORD})
        shown = client.get(answer["Location"]).content.decode()
        assert not set(codes) & set(re.findall(r"<li>(\d{8})</li>", shown))

    def test_it_is_switched_off_with_the_password_and_stands_in_the_log(self, world: World, as_: Any) -> None:
        client = as_("lead colleague")
        switch_on(client)
        assert client.post("/konto/totrinslogin/fra/", {"old_password": "forkert"}).status_code == 422
        assert client.post("/konto/totrinslogin/fra/", {"old_password": PASSWORD}).status_code == 302
        assert not Authenticator.objects.exists()
        said = list(AuditEntry._base_manager.filter(action="second_factor").values_list("words", flat=True))
        assert said == [
            "Totrinslogin er slået fra for Lead colleague.",
            "Lead colleague har slået totrinslogin til.",
        ]

    def test_codes_of_a_factor_that_is_off_again_are_not_waiting(self, as_: Any) -> None:
        client = as_("lead colleague")
        switch_on(client)
        client.post("/konto/totrinslogin/noedkoder/nye/", {"old_password": PASSWORD})
        client.post("/konto/totrinslogin/fra/", {"old_password": PASSWORD})
        assert client.get("/konto/totrinslogin/").status_code == 200
        assert client.get("/konto/totrinslogin/noedkoder/").status_code == 302

    def test_an_administrator_helps_in_somebody_who_has_lost_the_phone(
        self, world: World, as_: Any, post_office: Sink
    ) -> None:
        switch_on(as_("lead colleague"))
        person = world.people["lead colleague"]
        row = Membership._base_manager.get(person=person)
        home = f"/organisationer/{row.organisation_id}/personer/{row.pk}/"
        client = as_("lead administrator")
        assert "Slå totrinslogin fra" in words(client.get(home))
        assert client.post(f"{home}totrinslogin/").status_code == 302
        assert enter(Client(), person.email)["Location"] != "/log-ind/kode/"
        assert AuditEntry._base_manager.latest("pk").author_name == "Lead administrator"
        for thread in enumerate_threads():
            if thread.name == "mail":
                thread.join()
        ((to, _message),) = post_office.received
        assert to == [person.email]
        assert (
            "En administrator har slået totrinslogin fra på din adgang til Virkning." in post_office.texts[0]
        )
        assert "Lead" not in post_office.texts[0]

    def test_one_organisation_does_not_switch_off_what_guards_another(self, world: World, as_: Any) -> None:
        switch_on(as_("lead colleague"))
        person, stranger = world.people["lead colleague"], world.organisations["stranger"]
        row = Membership._base_manager.create(person=person, organisation=stranger, role="employee")
        client, home = as_("stranger administrator"), f"/organisationer/{stranger.pk}/personer/{row.pk}/"
        told = words(client.get(home))
        assert "Slå totrinslogin fra" not in told
        assert "har også adgang gennem en anden organisation" in told
        answer = client.post(f"{home}totrinslogin/", follow=True)
        assert "har også adgang gennem en anden organisation, som totrinslogin beskytter." in words(answer)
        assert enter(Client(), person.email)["Location"] == "/log-ind/kode/"
        assert "Holstebro" not in words(answer), "which organisation it is, is not told"


class TestSessions:
    def test_they_are_told_in_words_and_ended(self, as_: Any, django_assert_num_queries: Any) -> None:
        here, there = as_("lead colleague"), as_("lead colleague")
        with django_assert_num_queries(4):
            page = here.get("/konto/steder/")
        assert words(page).count("Firefox på Windows") == 2
        assert "denne browser" in words(page)
        assert here.post("/konto/steder/log-af/").status_code == 302
        assert there.get("/konto/").status_code == 302
        told = words(here.get("/konto/steder/"))
        assert told.count("Firefox på Windows") == 1
        assert "Du er ikke logget ind andre steder." in told

    @pytest.mark.parametrize(
        ("said", "device"),
        [
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge på Windows"),
            ("Mozilla/5.0 (Macintosh) Version/26 Safari/605", "Safari på Mac"),
            ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Safari/604", "Safari på iPhone"),
            ("curl/8", "Ukendt program"),
            ("<script>", "Ukendt program"),
        ],
    )
    def test_devices(self, said: str, device: str) -> None:
        assert device_words(said) == device

    def test_a_session_slides_while_somebody_works_and_writes_seldom(
        self, as_: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
    ) -> None:
        client = as_("lead colleague")
        first = client.session.get_expiry_date()
        with django_assert_num_queries(4):
            client.get("/konto/steder/")
        later = time.time() + 660
        monkeypatch.setattr(time, "time", lambda: later)
        before = client.session["renewed_at"]
        answer = client.get("/konto/steder/")
        assert "sessionid" in answer.cookies
        assert client.session["renewed_at"] > before
        assert first is not None


class TestTokens:
    sent = {"name": "Udtræk", "scope": "read", "days": "30", "old_password": PASSWORD}

    def make(self, client: Client, **given: str) -> str:
        assert client.post("/konto/noegler/ny/", {**self.sent, **given}).status_code == 302
        page = client.get("/konto/noegler/").content.decode()
        found = re.search(r"vk_[0-9a-f]{8}_[\w-]+", page)
        assert found is not None
        return found.group(0)

    def test_a_key_is_shown_once_and_works(self, world: World, as_: Any) -> None:
        client = as_("project manager")
        raw = self.make(client)
        assert raw not in client.get("/konto/noegler/").content.decode()
        holder = authenticate_token(raw)
        assert holder is not None
        assert (holder.person.pk, holder.scopes) == (world.people["project manager"].pk, {"read"})
        both = authenticate_token(self.make(client, scope="write"))
        assert both is not None
        assert both.scopes == {"read", "write"}

    def test_a_key_takes_the_password(self, as_: Any) -> None:
        client = as_("project manager")
        answer = client.post("/konto/noegler/ny/", {**self.sent, "old_password": "forkert"})
        assert answer.status_code == 422
        assert not ApiToken._base_manager.exists()

    @pytest.mark.parametrize("given", [{"days": "9999"}, {"scope": "admin"}, {"name": ""}])
    def test_nothing_longer_or_wider_is_made(self, as_: Any, given: dict[str, str]) -> None:
        answer = as_("project manager").post("/konto/noegler/ny/", {**self.sent, **given})
        assert answer.status_code == 422
        assert not ApiToken._base_manager.exists()

    def test_only_ones_own_is_closed(self, world: World, as_: Any) -> None:
        owner = world.people["project manager"]
        with system_scope("test"):
            token, raw = create_token(person=owner, name="x", scopes=["read"], days=1, by=owner.author)
        where = f"/konto/noegler/{token.pk}/luk/"
        assert as_("lead administrator").post(where).status_code == 404
        assert authenticate_token(raw) is not None
        assert as_("project manager").post(where).status_code == 302
        assert authenticate_token(raw) is None


class TestLeaving:
    def own(self, world: World, name: str) -> Membership:
        return Membership._base_manager.get(person=world.people[name])

    def test_what_ends_is_said_first_and_then_ends(self, world: World, as_: Any) -> None:
        client = as_("project manager")
        where = f"/konto/forlad/{self.own(world, 'project manager').pk}/"
        told = words(client.get(where))
        assert (
            "Din ene tildeling står tilbage, til en anden overtager den: Projektleder, Vores projekt" in told
        )
        assert "du bliver logget af" in told
        assert client.get("/konto/").status_code == 200, "looking changes nothing"
        assert client.post(where).status_code == 302
        assert client.get("/konto/").status_code == 302
        assert enter(Client(), world.people["project manager"].email).status_code == 200

    def test_nobody_leaves_for_another(self, world: World, as_: Any) -> None:
        theirs = self.own(world, "lead colleague")
        for name in ("lead administrator", "stranger administrator"):
            client = as_(name)
            assert client.get(f"/konto/forlad/{theirs.pk}/").status_code == 404
            assert client.post(f"/konto/forlad/{theirs.pk}/").status_code == 404

    def test_the_last_administrator_is_told_to_find_another(self, world: World, as_: Any) -> None:
        client = as_("lead administrator")
        answer = client.post(f"/konto/forlad/{self.own(world, 'lead administrator').pk}/")
        assert answer.status_code == 422
        assert "er den eneste administrator" in words(answer)
