"""Letting people in, letting them go, and what they hold in between: memberships, invitations, keys, passwords."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from virkning.outside import erasures
from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.actions import invitations
from virkning.rooms.organisations.actions.access import end_sessions, set_password
from virkning.rooms.organisations.actions.invitations import (
    accept_as,
    accept_as_new,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from virkning.rooms.organisations.actions.memberships import (
    change_role,
    end_membership,
    reopen_membership,
)
from virkning.rooms.organisations.actions.people import create_person, mark_seen
from virkning.rooms.organisations.actions.tokens import create_token, revoke_token
from virkning.rooms.organisations.doors import list_file
from virkning.rooms.organisations.models import ApiToken, Invitation, Membership, Person
from virkning.rooms.organisations.queries import authenticate_token, invitation_with, members_of
from virkning.rooms.programmes.models import Project
from world import World

pytestmark = pytest.mark.django_db
PASSWORD = "kaffe-og-rugbrød"


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def membership(world: World, name: str) -> Membership:
    return Membership._base_manager.get(person=Person.objects.get(pk=world.people[name].pk))


def sent_to(world: World, email: str, **given: Any) -> tuple[Invitation, str]:
    values = {"name": "Ny Medarbejder", "role": MembershipRole.EMPLOYEE, "days": 7, **given}
    by = world.people["lead administrator"].author
    return invite(organisation=world.organisations["lead"], email=email, by=by, **values)


class TestInvitations:
    def test_the_database_keeps_no_way_to_the_link(self, world: World) -> None:
        invitation, secret = sent_to(world, "kommende@example.test")
        kept = str(Invitation._base_manager.filter(pk=invitation.pk).values().get())
        logged = str(list(AuditEntry._base_manager.values_list("words", "changes")))
        assert secret not in kept + logged
        assert invitation.token_hash not in logged
        assert invitation_with(secret) == invitation

    def test_accepting_makes_the_person_once(self, world: World) -> None:
        invitation, secret = sent_to(world, "kommende@example.test", role=MembershipRole.ADMINISTRATOR)
        person = accept_as_new(invitation, name="Eget Navn", password=PASSWORD)
        row = Membership._base_manager.get(person=person)
        assert (person.name, row.role) == ("Eget Navn", "administrator")
        assert person.check_password(PASSWORD)
        assert invitation_with(secret) is None
        with pytest.raises(Refused):
            accept_as_new(invitation, name="En anden", password=PASSWORD)
        assert PASSWORD not in str(list(AuditEntry._base_manager.values_list("changes", flat=True)))

    def test_a_link_ends_when_it_is_too_old_withdrawn_or_sent_again(self, world: World) -> None:
        invitation, secret = sent_to(world, "a@example.test")
        Invitation._base_manager.filter(pk=invitation.pk).update(expires_at=timezone.now())
        assert invitation_with(secret) is None
        with pytest.raises(Refused, match="udløbet"):
            accept_as_new(invitation, name="A", password=PASSWORD)
        renewed, again = renew_invitation(invitation, by=invitation_author(world), days=7)
        assert invitation_with(secret) is None
        assert invitation_with(again) == renewed
        withdraw_invitation(renewed, by=invitation_author(world))
        assert invitation_with(again) is None
        for act in (
            lambda: accept_as_new(renewed, name="A", password=PASSWORD),
            lambda: renew_invitation(renewed, by=invitation_author(world), days=7),
            lambda: withdraw_invitation(renewed, by=invitation_author(world)),
        ):
            with pytest.raises(Refused):
                act()

    def test_nobody_is_invited_twice_whatever_the_letters(self, world: World) -> None:
        sent_to(world, "kommende@example.test")
        for email in ("KOMMENDE@example.test", "lead.colleague@EXAMPLE.test"):
            with pytest.raises(Refused) as refused:
                sent_to(world, email)
            assert "email" in refused.value.errors

    def test_somebody_with_an_access_joins_by_being_signed_in_as_it(self, world: World) -> None:
        stranger = world.people["stranger colleague"]
        invitation, _secret = sent_to(world, "Stranger.Colleague@example.test")
        with pytest.raises(Refused):
            accept_as_new(invitation, name="Kapret", password="en-anden-adgangskode")
        with pytest.raises(Refused):
            accept_as(invitation, person=world.people["partner colleague"])
        accept_as(invitation, person=stranger)
        assert Membership._base_manager.filter(person=stranger, ended_at__isnull=True).count() == 2

    def test_a_closed_person_comes_back_by_an_invitation(self, world: World) -> None:
        row = membership(world, "lead colleague")
        end_membership(row, by=invitation_author(world))
        invitation, _secret = sent_to(world, row.person.email)
        person = accept_as_new(invitation, name="Tilbage", password=PASSWORD)
        assert (person.pk, person.is_active) == (row.person_id, True)
        assert [one.ended_at for one in members_of(world.organisations["lead"]) if one.person == person] == [
            None
        ]

    def test_two_who_invite_the_same_at_once_are_told(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check, calls = invitations._refuse_twice, []

        def slow(*given: Any) -> None:
            calls.append(given)
            if len(calls) == 2:
                check(*given)

        sent_to(world, "kommende@example.test")
        monkeypatch.setattr(invitations, "_refuse_twice", slow)
        with pytest.raises(Refused, match="allerede inviteret"):
            sent_to(world, "Kommende@example.test")

    def test_two_invitations_to_a_new_email_taken_at_once_make_one_person(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        invitation, _secret = sent_to(world, "kommende@example.test")

        def slow(**given: Any) -> Person:
            Person.objects.create(email=given["email"], name="Den hurtigste")
            return create_person(**given)

        monkeypatch.setattr(invitations, "create_person", slow)
        with pytest.raises(Refused, match="Log ind, og tag imod invitationen"):
            accept_as_new(invitation, name="Ny", password=PASSWORD)
        invitation.refresh_from_db()
        assert invitation.accepted_at is None

    def test_whoever_is_closed_while_they_accept_is_told(self, world: World) -> None:
        person = world.people["stranger colleague"]
        invitation, _secret = sent_to(world, person.email)
        Person.objects.filter(pk=person.pk).update(is_active=False)  # `person` is as it was before
        with pytest.raises(Refused, match="lukket imens"):
            accept_as(invitation, person=person)


def invitation_author(world: World) -> Any:
    return world.people["lead administrator"].author


class TestMemberships:
    def test_the_last_administrator_stays(self, world: World) -> None:
        only = membership(world, "lead administrator")
        with pytest.raises(Refused, match="eneste administrator"):
            end_membership(only, by=only.person.author)
        with pytest.raises(Refused, match="eneste administrator"):
            change_role(only, role=MembershipRole.EMPLOYEE, by=only.person.author)
        change_role(
            membership(world, "lead colleague"), role=MembershipRole.ADMINISTRATOR, by=only.person.author
        )
        end_membership(only, by=only.person.author)

    def test_a_closed_administrator_does_not_count(self, world: World) -> None:
        other = membership(world, "lead colleague")
        only = membership(world, "lead administrator")
        change_role(other, role=MembershipRole.ADMINISTRATOR, by=only.person.author)
        Person.objects.filter(pk=other.person_id).update(is_active=False)
        with pytest.raises(Refused):
            end_membership(only, by=only.person.author)

    def test_the_last_membership_closes_access_sessions_and_keys(self, world: World) -> None:
        row = membership(world, "project manager")
        person = row.person
        _token, raw = create_token(person=person, name="x", scopes=["read"], days=1, by=person.author)
        before = person.get_session_auth_hash()
        assert authenticate_token(raw) is not None
        end_membership(row, by=invitation_author(world))
        person.refresh_from_db()
        assert not person.is_active
        assert person.get_session_auth_hash() != before
        assert authenticate_token(raw) is None
        with use_scope(Scope(person_id=person.pk)):
            assert not Project.objects.exists()
        reopen_membership(row, by=invitation_author(world))
        person.refresh_from_db()
        assert person.is_active
        assert person.get_session_auth_hash() != before, "old sessions stay closed"
        assert authenticate_token(raw) is None, "old keys stay closed"
        with use_scope(Scope(person_id=person.pk)):
            assert Project.objects.exists()

    def test_another_organisations_access_is_left_alone(self, world: World) -> None:
        row = membership(world, "project manager")
        Membership._base_manager.create(
            person=row.person, organisation=world.organisations["stranger"], role="employee"
        )
        before = row.person.get_session_auth_hash()
        end_membership(row, by=invitation_author(world))
        row.person.refresh_from_db()
        assert row.person.is_active
        assert row.person.get_session_auth_hash() == before
        with use_scope(Scope(person_id=row.person_id)):
            assert not Project.objects.filter(pk=world.ours.project.pk).exists()

    def test_leaving_is_told_as_leaving(self, world: World) -> None:
        row = membership(world, "lead colleague")
        end_membership(row, by=row.person.author)
        words = AuditEntry._base_manager.filter(object_kind="membership").latest("pk").words
        assert words == "Lead colleague har forladt Holstebro Kommune."

    def test_whoever_has_left_comes_back_by_an_invitation_only(self, world: World) -> None:
        row = membership(world, "lead colleague")
        end_membership(row, by=row.person.author)
        with pytest.raises(Refused, match=r"selv forladt.*Send en invitation"):
            reopen_membership(row, by=invitation_author(world))
        row.refresh_from_db()
        assert row.ended_at is not None
        closed = membership(world, "project manager")
        end_membership(closed, by=invitation_author(world))
        reopen_membership(closed, by=invitation_author(world))
        assert closed.ended_at is None

    def test_somebody_who_is_back_is_not_let_in_twice(self, world: World) -> None:
        row = membership(world, "lead colleague")
        end_membership(row, by=invitation_author(world))
        Membership._base_manager.create(
            person=row.person, organisation=world.organisations["lead"], role="employee"
        )
        with pytest.raises(Refused, match="allerede adgang"):
            reopen_membership(row, by=invitation_author(world))


class TestDoors:
    """Which doors stand closed, as the list beside the database has it for a restore."""

    def closed(self) -> set[tuple[str, int]]:
        beginning = timezone.now() - timedelta(days=1)
        found = erasures.closings(erasures.lines_of(list_file()), beginning)
        return {(one.what, one.key) for one in found}

    @pytest.fixture(autouse=True)
    def _folder(self, settings: Any, tmp_path: Path) -> None:
        settings.DATA = tmp_path

    def test_what_is_closed_and_opened_is_noted_when_it_is_kept(
        self, world: World, django_capture_on_commit_callbacks: Any
    ) -> None:
        row, by = membership(world, "lead colleague"), invitation_author(world)
        both = {("membership", row.pk), ("access", row.person_id)}
        with django_capture_on_commit_callbacks(execute=True):
            end_membership(row, by=by)
            assert self.closed() == set(), "not before"
        assert self.closed() == both
        with django_capture_on_commit_callbacks(execute=True):
            reopen_membership(row, by=by)
        assert self.closed() == set()
        with django_capture_on_commit_callbacks(execute=True):
            end_membership(row, by=by)
            invitation, _secret = sent_to(world, row.person.email)
            accept_as_new(invitation, name="Tilbage", password=PASSWORD)
        assert self.closed() == {("membership", row.pk), ("password", row.person_id)}
        assert row.person.name not in list_file().read_text()

    def test_a_list_that_cannot_be_written_stops_nobody_from_being_closed(
        self, world: World, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        settings.DATA = tmp_path / "a file"
        settings.DATA.write_text("no folder")
        row = membership(world, "lead colleague")
        with django_capture_on_commit_callbacks(execute=True):
            end_membership(row, by=invitation_author(world))
        assert not Person.objects.get(pk=row.person_id).is_active


class TestTokens:
    def make(self, world: World, **given: Any) -> tuple[ApiToken, str]:
        person = world.people["project manager"]
        values = {"name": "udtræk", "scopes": ["read", "write"], "days": 30, **given}
        return create_token(person=person, by=person.author, **values)

    def test_a_key_opens_for_its_person_with_its_scopes(
        self, world: World, django_assert_num_queries: Any
    ) -> None:
        token, raw = self.make(world, scopes=["read"])
        with django_assert_num_queries(2):
            holder = authenticate_token(raw)
        assert holder is not None
        assert (holder.person, holder.scopes) == (world.people["project manager"], {"read"})
        with django_assert_num_queries(1):
            authenticate_token(raw)
        token.refresh_from_db()
        assert token.last_used_at is not None
        assert raw.startswith(token.prefix)

    def test_nothing_of_the_secret_is_kept(self, world: World) -> None:
        token, raw = self.make(world)
        kept = str(ApiToken._base_manager.filter(pk=token.pk).values().get())
        logged = str(list(AuditEntry._base_manager.values_list("changes", flat=True)))
        assert raw.removeprefix(f"{token.prefix}_") not in kept + logged
        assert token.token_hash not in logged

    @pytest.mark.parametrize("raw", ["", "vk_", "vk_00000000_x", "Bearer x", "\x00", "vk_" + "é" * 5000])
    def test_anything_else_opens_nothing(self, world: World, raw: str) -> None:
        assert authenticate_token(raw) is None

    def test_the_beginning_alone_opens_nothing(self, world: World) -> None:
        token, raw = self.make(world)
        assert authenticate_token(f"{token.prefix}_forkert") is None
        assert authenticate_token(raw[:-1]) is None

    def test_expired_revoked_and_inactive_open_nothing(self, world: World) -> None:
        person = world.people["project manager"]
        token, raw = self.make(world)
        revoke_token(token, by=person.author)
        assert authenticate_token(raw) is None
        token, raw = self.make(world)
        past = timezone.now() - timedelta(seconds=1)
        ApiToken._base_manager.filter(pk=token.pk).update(
            created_at=past - timedelta(days=1), expires_at=past
        )
        assert authenticate_token(raw) is None
        _token, raw = self.make(world)
        Person.objects.filter(pk=person.pk).update(is_active=False)
        assert authenticate_token(raw) is None


def test_a_new_password_ends_every_session_and_stays_out_of_the_log(world: World) -> None:
    person = Person.objects.get(pk=world.people["lead colleague"].pk)
    before = person.get_session_auth_hash()
    set_password(person, password=PASSWORD, by=person.author)
    again = Person.objects.get(pk=person.pk)
    assert again.check_password(PASSWORD)
    assert again.get_session_auth_hash() == person.get_session_auth_hash() != before
    assert again.password not in str(list(AuditEntry._base_manager.values_list("changes", flat=True)))


def test_ending_sessions_ends_them(world: World) -> None:
    person = Person.objects.get(pk=world.people["lead colleague"].pk)
    before = person.get_session_auth_hash()
    end_sessions(person, by=person.author)
    assert Person.objects.get(pk=person.pk).get_session_auth_hash() != before


def test_what_somebody_has_seen_is_no_entry(world: World) -> None:
    person, now = world.people["lead colleague"], timezone.now()
    before = AuditEntry._base_manager.count()
    mark_seen(person, at=now)
    assert Person.objects.get(pk=person.pk).seen_until == now
    assert AuditEntry._base_manager.count() == before


def test_invitations_and_keys_are_seen_by_those_they_concern_only(world: World) -> None:
    invitation, _secret = sent_to(world, "kommende@example.test")
    owner = world.people["project manager"]
    token, _raw = create_token(person=owner, name="x", scopes=["read"], days=1, by=owner.author)
    seen = {}
    for name, person in world.people.items():
        with use_scope(Scope(person_id=person.pk)):
            seen[name] = (
                Invitation.objects.filter(pk=invitation.pk).exists(),
                ApiToken.objects.filter(pk=token.pk).exists(),
            )
    assert {name for name, (invited, _key) in seen.items() if invited} == {"lead administrator"}
    assert {name for name, (_invited, key) in seen.items() if key} == {"project manager"}
