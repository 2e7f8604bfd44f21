"""Where one is signed in, in words, and ending it everywhere else."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.sessions import keep, signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.organisations.actions.access import end_sessions
from virkning.rooms.organisations.models import Person

from .profile import crumbs

# What stands in a browser's own description | what it is called. The first that fits: Edge says it is Chrome too.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Place:
    """One session: the device in words, from where, since when."""

    device: str
    ip: str
    began_at: datetime
    seen_at: datetime
    here: bool


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in now."""
    places = places_of(signed_in(request), request.session.session_key or "")
    context = {
        "places": places,
        "others": sum(not one.here for one in places),
        "breadcrumbs": crumbs(_("Her er du logget ind")),
    }
    return render(request, "account/sessions.html", context)


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    end_sessions(signed_in(request), by=author_of(request))
    update_session_auth_hash(request, signed_in(request))
    keep(request)
    messages.success(request, _("Du er logget af alle andre steder."))
    return redirect("account_sessions")


def places_of(person: Person, here: str) -> list[Place]:
    """The person's sessions that still let them in, this one first, then the latest. One query."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    rows = UserSession.objects.filter(user=person, session_key__in=alive.values("session_key"))
    if person.sessions_from is not None:
        rows = rows.filter(created_at__gte=person.sessions_from)
    places = [
        Place(device_words(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == here)
        for row in rows.order_by("-last_seen_at", "-pk")
    ]
    return sorted(places, key=lambda one: not one.here)


def device_words(description: str) -> str:
    """`Firefox på Windows`, from what the browser says of itself."""
    browser = next((name for mark, name in _BROWSERS if mark in description), "")
    system = next((name for mark, name in _SYSTEMS if mark in description), "")
    if browser and system:
        return _("%(browser)s på %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Ukendt program")
