"""Pages behind a link that opens a door: what a browser may keep and pass on, and what a second click is told."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from virkning.rooms.organisations.secrets import fingerprint

#: How long after a link was used whoever holds it is told that all went well: a double click, a lost answer.
JUST_NOW = timedelta(minutes=10)

#: A calendar program asks every quarter of an hour at most, and its owner has it on a few devices.
MOST_ASKED = 30
_WINDOW = 600

View = Callable[..., HttpResponse]


def behind_secret_link(view: View) -> View:
    """Not kept by the browser, and its address is sent on to nobody: a proxy's log holds the page one came from."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return never_cache(quiet)


def fetched_by_secret_link(view: View) -> View:
    """For a program that asks again and again: it may keep what it got, and asks each time whether it still holds."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    return quiet


def remember_used(link: str) -> None:
    """The link has just done what it was for. Only its fingerprint is kept, for a while."""
    cache.set(_name(link), True, timeout=JUST_NOW.total_seconds())


def just_used(link: str) -> bool:
    """Whether the link did what it was for within the last minutes."""
    return cache.get(_name(link)) is not None


def seconds_to_wait(link: str) -> int:
    """Seconds until a program may ask at this link again; 0 where it may now. Counted `_WINDOW` seconds at a time."""
    now = int(time.time())
    name = f"asked-link:{fingerprint(link)}:{now // _WINDOW}"
    cache.add(name, 0, 2 * _WINDOW)
    try:
        count = cache.incr(name)
    except ValueError:  # it fell out between the two
        count = 1
    return _WINDOW - now % _WINDOW if count > MOST_ASKED else 0


def _name(link: str) -> str:
    return f"used-link:{fingerprint(link)}"
