"""Who is at the door: the token held up, how often, and through whose eyes the call looks. Cookies do not count."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotSignedIn, NotVisible, Requirement, find
from virkning.rooms.access.scope import NOBODY, Scope, current_scope, use_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Person
from virkning.rooms.organisations.queries import TokenHolder, authenticate_token
from virkning.rooms.organisations.secrets import prefix_of

from .answers import problem
from .problems import ScopeTooNarrow, UnknownQuery

#: No body the API takes is near this size.
LARGEST_BODY = 256 * 1024
_WINDOW = 60
_BEARER = re.compile(r"bearer +(?P<token>[A-Za-z0-9_-]{1,200})", re.IGNORECASE)


@dataclass(frozen=True)
class Call:
    """One call: who makes it (None: nobody known), and the names its query may hold."""

    holder: TokenHolder | None
    asked: frozenset[str]


@dataclass(frozen=True)
class Route:
    """An address: its methods, each with what it demands and the names its query may hold."""

    requirements: Mapping[str, Requirement]
    asked: Mapping[str, frozenset[str]]

    @property
    def methods(self) -> list[str]:
        """What the address answers. HEAD is a GET without its body."""
        return sorted({*self.requirements, *(["HEAD"] if "GET" in self.requirements else [])})


class Bearer(HttpBearer):
    """What an operation demands: `auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id")`.

    As `rooms.access.requirements.requires`, for a token: the object is found before anything of the body is read, so
    that a call on what is invisible is answered 404 whatever it holds.
    """

    def __init__(self, permission: Permission, model: Any = None, **lookups: str) -> None:
        super().__init__()
        self.requirement, self.lookups = Requirement(permission, model), lookups
        self.gone: Callable[[HttpRequest], Any] | None = None
        self.look: Callable[[Mapping[str, Any], Permission], Any] | None = None

    def unless(self, gone: Callable[[HttpRequest], Any]) -> "Bearer":
        """Ask `gone` where the object is not there: what it tells is found instead.

        For an operation that takes its object away, sent again.
        """
        self.gone = gone
        return self

    def found_by(self, look: Callable[[Mapping[str, Any], Permission], Any]) -> "Bearer":
        """Let `look` find the object, by the address's parameters, and hold it against the permission.

        For an address that names two objects of which neither holds the other, and for an object that is hidden with
        another.
        """
        self.look = look
        return self

    def __call__(self, request: HttpRequest) -> Any:
        call = call_of(request)
        if call.holder is None:
            raise NotSignedIn
        needed = "read" if request.method == "GET" else "write"
        if needed not in call.holder.scopes:
            raise ScopeTooNarrow(needed)
        found: Any = call.holder
        if self.requirement.model is not None and self.requirement.permission is not None:
            found = self._find(request)
        unknown = sorted(set(request.GET) - call.asked)
        if unknown:
            raise UnknownQuery(unknown)
        return found

    def _find(self, request: HttpRequest) -> Any:
        given = request.resolver_match.kwargs if request.resolver_match else {}
        lookups = {path: given[name] for path, name in self.lookups.items()}
        permission = cast(Permission, self.requirement.permission)
        try:
            if self.look is not None:
                return self.look(given, permission)
            return find(self.requirement.model, permission, current_scope(), lookups)
        except NotVisible:
            instead = self.gone(request) if self.gone is not None else None
            if instead is None:
                raise
            return instead

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never asked: the door has read the token before the scope was set."""
        raise NotImplementedError


def call_of(request: HttpRequest) -> Call:
    """The call as the door has read it."""
    return cast(Call, request.api_call)  # type: ignore[attr-defined]


def found(request: HttpRequest) -> Any:
    """The object the operation's `Bearer` found."""
    return request.auth  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """Whose token it is. Raises `NotSignedIn`."""
    holder = call_of(request).holder
    if holder is None:
        raise NotSignedIn
    return holder.person


def author_of(request: HttpRequest) -> Author:
    """The token's person, as the log keeps them."""
    return person_of(request).author


View = Callable[..., HttpResponse]


def door(view: View, route: Route) -> View:
    """The view behind the door: with the token's scope, within the rate, and with a body of a sensible size."""

    @wraps(view)
    def entered(request: HttpRequest, **given: Any) -> HttpResponse:
        raw = _token(request)
        holder = authenticate_token(raw) if raw else None
        scope = Scope(person_id=holder.person.pk) if holder else NOBODY
        asked_as = request.method
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        method = str(request.method)
        request.api_call = Call(holder, route.asked.get(method, frozenset()))  # type: ignore[attr-defined]
        with use_scope(scope):
            response = _stopped(request, route, holder, raw) or view(request, **given)
        request.method = asked_as
        response.headers["Cache-Control"] = "private, no-store"
        return response

    entered.route = route  # type: ignore[attr-defined]
    entered.csrf_exempt = True  # type: ignore[attr-defined]
    return entered


def _token(request: HttpRequest) -> str:
    match = _BEARER.fullmatch(request.headers.get("Authorization", "").strip())
    return match["token"] if match else ""


def _stopped(request: HttpRequest, route: Route, holder: TokenHolder | None, raw: str) -> HttpResponse | None:
    """The answer to a call that gets no further; None where it does."""
    if holder is None:
        return problem(request, 401, "unauthenticated")
    wait = _wait(prefix_of(raw))
    if wait:
        response = problem(request, 429, "too_many_calls")
        response.headers["Retry-After"] = str(wait)
        return response
    if request.method not in route.requirements:
        response = problem(request, 405, "method_not_allowed")
        response.headers["Allow"] = ", ".join(route.methods)
        return response
    if _length(request) > LARGEST_BODY:
        return problem(request, 413, "body_too_large")
    if request.method in {"POST", "PUT"} and request.content_type != "application/json":
        return problem(request, 415, "not_json")
    return None


def _length(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written) if str(written).isdecimal() and len(str(written)) < 19 else 0


def _wait(key: str) -> int:
    """Seconds until this token may call again; 0 where it may now. Counted a minute at a time."""
    now = int(time.time())
    name = f"api:{key}:{now // _WINDOW}"
    cache.add(name, 0, 2 * _WINDOW)
    try:
        count = cache.incr(name)
    except ValueError:  # it fell out between the two
        count = 1
    return _WINDOW - now % _WINDOW if count > settings.API_CALLS_A_MINUTE else 0
