"""People by command: the first of an organisation, and one nobody else can help in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from click.testing import CliRunner

from virkning.cli.people import add_administrator_command, switch_off_second_factor_command
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.organisations.models import Membership, Person

GOOD = "en lang adgangskode 7"


def add(**given: str) -> tuple[int, str]:
    chosen = {"organisation": "Holstebro", "email": "a@example.test", "name": "A", "password": GOOD} | given
    arguments = [part for name, value in chosen.items() for part in (f"--{name}", value)]
    ended = CliRunner().invoke(add_administrator_command, arguments)
    return ended.exit_code, ended.output


def test_the_person_can_sign_in_and_is_told_of(db: None, everything: Scope) -> None:
    assert add() == (0, "A er administrator i Holstebro Kommune.\n")
    person = Person.objects.get(email="a@example.test")
    assert person.check_password(GOOD)
    assert Membership.objects.get(person=person).role == "administrator"
    told = list(AuditEntry.objects.order_by("id").values_list("words", flat=True))
    assert told[-1] == "A er knyttet til Holstebro Kommune som administrator."
    for entry in AuditEntry.objects.all():
        assert GOOD not in str(entry.changes)
        assert "password" not in entry.changes["after"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"organisation": "Andeby"}, "Andeby"),
        ({"password": "kort"}, "12"),
        ({"email": "ikke en adresse"}, "e-mail"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(db: None, given: dict[str, str], said: str) -> None:
    code, told = add(**given)
    assert code == 1
    assert said in told
    assert not Person.objects.exists()


def test_the_same_email_twice_is_refused(db: None) -> None:
    add()
    code, told = add(email="A@Example.test")
    assert code == 1
    assert "har allerede en adgang" in told


def test_the_second_factor_is_switched_off_and_told_of(db: None, everything: Scope) -> None:
    def switch_off(email: str) -> tuple[int, str]:
        ended = CliRunner().invoke(switch_off_second_factor_command, [email])
        return ended.exit_code, ended.output

    person = Person.objects.create(email="a@example.test", name="A")
    assert switch_off("b@example.test") == (1, "Ingen har adgang med b@example.test.\n")
    assert switch_off("A@example.test") == (1, "A har ikke slået totrinslogin til.\n")
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    assert switch_off("A@example.test") == (0, "Totrinslogin er slået fra for A.\n")
    assert not Authenticator.objects.filter(user=person).exists()
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.author_name) == ("second_factor", "kommandolinjen")
