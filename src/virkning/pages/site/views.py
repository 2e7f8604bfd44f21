"""The front door, the accessibility statement, health, and the pages for errors."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from virkning.design.gallery import example_form, example_parts
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import open_to_all, requires


@open_to_all
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To one's projects when signed in, else to sign-in."""
    return redirect(settings.LOGIN_REDIRECT_URL if request.user.is_authenticated else settings.LOGIN_URL)


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, required of public sites and linked in every footer."""
    return render(request, "site/accessibility.html")


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def component_gallery(request: HttpRequest) -> HttpResponse:
    """Every part of the look in every state, for those who build and judge pages."""
    return render(request, "design/gallery.html", {"form": example_form(), **example_parts()})


@open_to_all
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers: for the reverse proxy, says nothing about data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in our frame."""
    return render(request, "site/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in our frame."""
    return render(request, "site/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 in our frame."""
    return render(request, "site/400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open for too long, or sent from elsewhere: says so, and what to do."""
    return render(request, "site/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that depends on nothing, shows no data, and says that the fault is known."""
    return render(None, "site/500.html", status=500)
