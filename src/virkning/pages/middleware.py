"""Sets whose eyes each request looks through, and turns the rooms' refusals into HTTP answers."""

from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from virkning.rooms.access.requirements import Forbidden, NotSignedIn, NotVisible
from virkning.rooms.access.scope import NOBODY, Scope, use_scope

from .sessions import slide


class ScopeMiddleware:
    """The scope of a request is its signed-in person's, or nobody's; a request never sees everything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The person itself, not a stand-in that looks them up when asked: actions are handed a record.
        person = request.user = get_user(request)
        scope = Scope(person_id=person.pk) if person.is_authenticated else NOBODY
        with use_scope(scope):
            response = self.get_response(request)
        if person.is_authenticated:
            if request.user.is_authenticated:  # has not signed out meanwhile
                slide(request)
            # Pages about people's work stay out of shared caches and of the back button after sign-out.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """401 → the sign-in page, invisible → 404, visible but not permitted → 403."""
        if isinstance(exception, NotSignedIn):
            if getattr(request, "htmx", False):  # the sign-in page has no room in a part of another
                return HttpResponse(status=401)
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        if isinstance(exception, NotVisible):
            return render(request, "site/404.html", status=404)
        if isinstance(exception, Forbidden):
            return render(request, "site/403.html", {"permission": exception.permission.words}, status=403)
        return None
