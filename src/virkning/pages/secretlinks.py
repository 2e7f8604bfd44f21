"""Pages behind a link that opens a door: what a browser may keep and pass on, and what a second click is told."""

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

View = Callable[..., HttpResponse]


def behind_secret_link(view: View) -> View:
    """Not kept by the browser, and its address is sent on to nobody: a proxy's log holds the page one came from."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return never_cache(quiet)


def remember_used(link: str) -> None:
    """The link has just done what it was for. Only its fingerprint is kept, for a while."""
    cache.set(_name(link), True, timeout=JUST_NOW.total_seconds())


def just_used(link: str) -> bool:
    """Whether the link did what it was for within the last minutes."""
    return cache.get(_name(link)) is not None


def _name(link: str) -> str:
    return f"used-link:{fingerprint(link)}"
