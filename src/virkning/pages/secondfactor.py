"""The second factor: the one place that touches the sign-in library's insides, which may change with a new version."""

from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.actions.access import note_second_factor
from virkning.rooms.organisations.models import Person

#: Where a secret waits, in the session, for the first code that shows it has reached a phone.
WAITING = "totp_secret"


def is_on(person: Person) -> bool:
    """Whether signing in asks for a code. One query."""
    return on_since(person) is not None


def on_since(person: Person) -> datetime | None:
    """When the second factor was switched on; None where it is off. One query."""
    found = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    return found.created_at if found is not None else None


def codes_left(person: Person) -> int:
    """How many recovery codes have not been used. One query."""
    found = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(found.wrap().get_unused_codes()) if found is not None else 0


def waiting_secret(request: HttpRequest) -> str:
    """The secret to be shown: the same while somebody is setting up their phone."""
    secret = request.session.get(WAITING)
    if not secret:
        secret = request.session[WAITING] = generate_totp_secret()
    return str(secret)


def drawing(person: Person, secret: str, label: str) -> SafeString:
    """The QR code, as an inline drawing without styles."""
    svg = get_adapter().build_totp_svg(get_adapter().build_totp_url(person, secret))
    inner = svg[svg.index("<path") : svg.rindex("</svg>")]
    box = svg.partition('viewBox="')[2].partition('"')[0]
    # The path is made by the QR library from a secret and an e-mail, both drawn as squares: nothing of them is markup.
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="{}" width="200" height="200">{}</svg>',
        label,
        box,
        SafeString(inner),
    )


def fits(secret: str, code: str) -> bool:
    """Whether a code comes from the secret."""
    return bool(validate_totp_code(secret, code))


def switch_on(request: HttpRequest, person: Person) -> list[str]:
    """Ask for a code from now on. Returns the recovery codes, which are shown once."""
    words = _("%(person)s har slået totrinslogin til.") % {"person": person.name}
    with transaction.atomic():
        TOTP.activate(person, waiting_secret(request))
        codes = RecoveryCodes.activate(person).generate_codes()
        note_second_factor(person, words=words, by=person.author)
    request.session.pop(WAITING, None)
    return list(codes)


def renew_codes(request: HttpRequest, person: Person) -> list[str]:
    """New recovery codes; the old ones stop working. The person is the one signed in."""
    words = _("%(person)s har fået nye nødkoder.") % {"person": person.name}
    with transaction.atomic():
        made = generate_recovery_codes(request).wrap().generate_codes()
        note_second_factor(person, words=words, by=person.author)
    return list(made)


def switch_off(request: HttpRequest, person: Person, *, by: Author) -> None:
    """Ask for no code any more, by the person or by an administrator who helps them in."""
    words = _("Totrinslogin er slået fra for %(person)s.") % {"person": person.name}
    with transaction.atomic():
        for one in Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES):
            delete_and_cleanup(request, one)
        note_second_factor(person, words=words, by=by)
