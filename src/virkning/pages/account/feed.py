"""The calendar a program fetches with its secret address: deadlines with neutral titles, and nothing else."""

import hashlib
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from virkning.documents.calendar import DayEvent, written_calendar
from virkning.figures.reminding import day_in_denmark
from virkning.pages.secretlinks import fetched_by_secret_link, seconds_to_wait
from virkning.rooms.access.requirements import NotVisible, open_to_all
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.organisations.models import CalendarFeed
from virkning.rooms.organisations.post import language_of, site_address
from virkning.rooms.organisations.queries import feed_behind
from virkning.rooms.statusrounds.queries.deadlines import CalendarDay, calendar_of_person
from virkning.rooms.statusrounds.queries.desks import DutyKind

#: A calendar is often seen by others than its owner: the titles say neither what, who nor where.
_TITLES: dict[DutyKind, Any] = {
    DutyKind.REPORT: gettext_lazy("Virkning: frist for status"),
    DutyKind.APPROVE: gettext_lazy("Virkning: noget skal godkendes"),
    DutyKind.ASSESS: gettext_lazy("Virkning: noget skal vurderes"),
    DutyKind.CLOSE: gettext_lazy("Virkning: en statusrunde skal lukkes"),
    DutyKind.CARRY_OUT: gettext_lazy("Virkning: frist for en handling"),
    DutyKind.DESCRIBE: gettext_lazy("Virkning: frist for en beskrivelse"),
}


@open_to_all
@require_safe
@fetched_by_secret_link
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, or that it has not changed; 404 where the address opens nothing (any more)."""
    wait = seconds_to_wait(secret)
    if wait:
        words = _("For mange forespørgsler. Vent lidt, og prøv igen.")
        late = HttpResponse(words, status=429, content_type="text/plain; charset=utf-8")
        late.headers["Retry-After"] = str(wait)
        return late
    feed = feed_behind(secret)
    if feed is None:
        raise NotVisible
    language = language_of(feed.person)
    with use_scope(Scope(person_id=feed.person_id)), translation.override(language):
        content = _calendar(feed)
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    answer = get_conditional_response(request, etag=etag, response=None)
    if answer is None:
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="frister.ics"'
    answer.headers["ETag"] = etag
    answer.headers["Content-Language"] = language
    return answer


def _calendar(feed: CalendarFeed) -> bytes:
    days = calendar_of_person(feed.person_id, day_in_denmark(timezone.now()))
    address = site_address(reverse("my_day"))
    return written_calendar("Virkning", [_event(feed, one, address) for one in days])


def _event(feed: CalendarFeed, one: CalendarDay, address: str) -> DayEvent:
    """What an event says follows from its day and kind alone, so it never has another version."""
    name = f"{site_address('/')}{feed.person_id}/{one.kind.value}/{one.day.isoformat()}"
    return DayEvent(
        uid=str(uuid5(NAMESPACE_URL, name)),
        day=one.day,
        title=str(_TITLES[one.kind]),
        address=address,
        stamped=feed.created_at,
    )
