"""The mails the pages send: a few fixed sentences and a link, no name, no CPR number, no case detail.

Reminders are no page's: they are sent by a command, and what they say stands in `rooms.statusrounds.letters`.
"""

import logging
from threading import Thread

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.outside.mail import Letter, MailNotSent
from virkning.rooms.organisations.post import post, site_address

logger = logging.getLogger("virkning.mail")


def mails_are_files() -> bool:
    """Whether mails only reach a folder, so that a link must be shown to whoever would have it sent."""
    return not settings.MAIL_SERVER


def sent(letter: Letter) -> bool:
    """Send the letter now; False, and a line in the log, where it did not leave."""
    try:
        post().send(letter)
    except MailNotSent:
        logger.exception("A mail was not sent")
        return False
    return True


def send_in_background(letter: Letter) -> Thread:
    """Send the letter beside the request, so that how long the answer takes tells nothing about whether it is sent."""
    thread = Thread(target=sent, args=(letter,), name="mail")
    thread.start()
    return thread


def invitation_letter(*, to: str, path: str, days: int) -> Letter:
    """The invitation: a link, and how long it works."""
    text = _(
        "Hej\n\nDu er inviteret til Virkning. Tag imod invitationen her:\n\n%(link)s\n\n"
        "Linket virker i %(days)s dage og kun én gang. Venter du ikke en invitation, så slet mailen.\n\n"
        "Mailen er sendt automatisk og kan ikke besvares."
    )
    words = text % {"link": site_address(path), "days": days}
    return Letter(to=to, subject=_("Invitation til Virkning"), text=words)


def second_factor_off_letter(*, to: str) -> Letter:
    """An administrator has switched the second factor off: whoever did not ask for it must hear of it."""
    text = _(
        "Hej\n\nEn administrator har slået totrinslogin fra på din adgang til Virkning. Slå det til igen her:\n\n"
        "%(link)s\n\nHar du ikke bedt om det, så skift din adgangskode, og spørg din organisations administrator.\n\n"
        "Mailen er sendt automatisk og kan ikke besvares."
    )
    words = text % {"link": site_address(reverse("account_factor"))}
    return Letter(to=to, subject=_("Totrinslogin er slået fra"), text=words)


def new_password_letter(*, to: str, path: str, hours: int) -> Letter:
    """The way to a new password: a link, and how long it works."""
    text = _(
        "Hej\n\nHer vælger du en ny adgangskode til Virkning:\n\n%(link)s\n\n"
        "Linket virker i %(hours)s timer og kun én gang. Har du ikke bedt om det, så slet mailen: "
        "din adgangskode er ikke ændret.\n\nMailen er sendt automatisk og kan ikke besvares."
    )
    words = text % {"link": site_address(path), "hours": hours}
    return Letter(to=to, subject=_("Ny adgangskode til Virkning"), text=words)
