"""The page one begins on."""

from datetime import datetime, timedelta
from typing import cast

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.organisations.actions.people import mark_seen
from virkning.rooms.organisations.models import Person
from virkning.rooms.plans.queries.standing import readable_municipalities
from virkning.rooms.statusrounds.queries.mine import my_desk

from .daypage import day_page
from .news import news

#: For somebody who has never been here.
AT_FIRST = timedelta(days=7)
#: What was new when one came stays new for this long, however often the page is opened.
A_VISIT = timedelta(hours=1)
_KEPT = "nyt_siden"


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """Four numbers, and under them exactly the rows they count."""
    person = cast(Person, get_user(request))
    now = timezone.now()
    came, since = _new_since(request, person, now)
    today = timezone.localdate(now)
    scope = current_scope()
    page = day_page(my_desk(scope, today), news(scope, since, today, request.GET), today, request.GET)
    if request.method == "GET":
        mark_seen(person, at=now)
    return render(
        request, "myday/day.html", {"page": page, "came": came, "planned_for": readable_municipalities()}
    )


def _new_since(request: HttpRequest, person: Person, now: datetime) -> tuple[bool, datetime]:
    """Whether one has been here before, and since when a change is new."""
    kept = request.session.get(_KEPT)
    if isinstance(kept, dict) and datetime.fromisoformat(kept["at"]) > now - A_VISIT:
        return kept["came"], datetime.fromisoformat(kept["since"])
    since = person.seen_until or now - AT_FIRST
    came = person.seen_until is not None
    if request.method == "GET":
        request.session[_KEPT] = {"came": came, "since": since.isoformat(), "at": now.isoformat()}
    return came, since
