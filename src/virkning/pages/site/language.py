"""The language of the screens: a person's own choice, or the browser's while nobody is signed in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from virkning.figures import phrases
from virkning.pages.forms.returning import local_path
from virkning.rooms.access.requirements import open_to_all
from virkning.rooms.organisations.actions.people import change_profile

#: A year. The cookie holds two letters and nothing about who it is.
_COOKIE_AGE = 365 * 24 * 3600


class LanguageMiddleware:
    """Draws each page in its reader's language. Stands inside `ScopeMiddleware`, which knows who that is.

    What a browser asks for by itself is not followed: a municipality's pages are Danish until somebody chooses.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        phrases.speak_through(gettext)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "da")
        return response


def language_of(request: HttpRequest) -> str:
    """The signed-in person's language, else the cookie's, else Danish; always one that is offered."""
    chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@open_to_all
@require_http_methods(["POST"])
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language, for good where somebody is signed in, and go back to the page one came from."""
    language = request.POST.get("language", "")
    back = local_path(request, request.POST.get("next", ""))
    answer = HttpResponseRedirect(back or reverse("front_door"))
    if language not in dict(settings.LANGUAGES):
        return answer
    person = request.user
    if person.is_authenticated:
        kept = {"name": person.name, "title": person.title}
        change_profile(person, **kept, language=language, by=person.author)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
