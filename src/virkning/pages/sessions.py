"""Sessions: how one begins, and how it slides along while somebody works."""

import time
from typing import cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from virkning.rooms.organisations.models import Person

#: When the session was last renewed. Each request would otherwise write.
RENEWED = "renewed_at"
RENEW_EVERY = 600


def signed_in(request: HttpRequest) -> Person:
    """Who asks. Only behind a requirement, which has made sure that there is somebody."""
    return cast(Person, request.user)


def sign_in(request: HttpRequest, person: Person) -> None:
    """Begin a session without a password: on the demo, or with an invitation in hand."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    keep(request)


def keep(request: HttpRequest) -> None:
    """List the session among the person's own, and let it slide from now."""
    request.session[RENEWED] = int(time.time())
    UserSession.objects.create_from_request(request)


def slide(request: HttpRequest) -> None:
    """Renew the session of somebody at work, at most every ten minutes."""
    renewed = request.session.get(RENEWED)
    if renewed is not None and time.time() - renewed > RENEW_EVERY:
        keep(request)
