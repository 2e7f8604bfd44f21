"""People by command: an organisation's first, who can then let others in; and one nobody else can help in."""

import click
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.organisations.actions.access import note_second_factor
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.actions.people import add_membership, create_person
from virkning.rooms.organisations.models import Organisation, Person
from virkning.rooms.organisations.queries import municipality_matching

from .output import Failed, database_said_no


@click.command("add-administrator")
@click.option(
    "--organisation", required=True, help="En kommunes navn eller kode, eller en organisations navn."
)
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.password_option(help="Spørges der om, når den ikke er givet. Mindst 12 tegn.")
def add_administrator_command(organisation: str, email: str, name: str, password: str) -> None:
    """Opret en organisations første administrator."""
    with database_said_no(), system_scope("kommandolinjen"), transaction.atomic():
        home = _organisation(organisation)
        _check(email, password)
        person = create_person(email=email, name=name, password=password, by=COMMAND_LINE)
        add_membership(person=person, organisation=home, role=MembershipRole.ADMINISTRATOR, by=COMMAND_LINE)
    click.echo(_("%(name)s er administrator i %(organisation)s.") % {"name": name, "organisation": home.name})


@click.command("switch-off-second-factor")
@click.argument("email", metavar="E-MAIL")
def switch_off_second_factor_command(email: str) -> None:
    """Slå totrinslogin fra for en person, som ikke har telefonen og nødkoderne. Vær sikker på, hvem der spørger."""
    with database_said_no(), system_scope("kommandolinjen"), transaction.atomic():
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise Failed(_("Ingen har adgang med %(email)s.") % {"email": email})
        factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
        if factor is None:
            raise Failed(_("%(name)s har ikke slået totrinslogin til.") % {"name": person.name})
        asked = HttpRequest()  # which the library tells of, and nobody has sent
        asked.user = person
        delete_and_cleanup(asked, factor)
        words = _("Totrinslogin er slået fra for %(person)s.") % {"person": person.name}
        note_second_factor(person, words=words, by=COMMAND_LINE)
    click.echo(words)


def _organisation(name: str) -> Organisation:
    municipality = municipality_matching(name)
    if municipality is not None:
        return municipality_organisation(municipality=municipality, by=COMMAND_LINE)
    found = Organisation.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        problem = _('"%(name)s" er hverken en kommune eller en kendt organisation.') % {"name": name}
        raise Failed(problem)
    return found


def _check(email: str, password: str) -> None:
    try:
        validate_email(email.strip())
        validate_password(password)
    except ValidationError as error:
        raise Failed("\n".join(error.messages)) from error
    if Person.objects.filter(email__iexact=email.strip()).exists():
        raise Failed(_("%(email)s har allerede en adgang.") % {"email": email})
