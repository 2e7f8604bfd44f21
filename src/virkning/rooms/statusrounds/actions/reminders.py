"""Reminding people by mail, at most once a day.

The day is taken before the mail is sent, in one statement that asks whether it is free and whether the person still
wants the mail: two processes never send two. Killed in between, that one mail is lost, and what it would have told
stands on my day; an outbox would lose none but could send one twice after a crash, and the promise is "at most one".

Where surely nothing left, because the mail server does not let anybody in, the day is given back and the run stops:
the next run does the rest. Where it is not known, or only this address was refused, the day stays taken.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import translation

from virkning.figures.reminding import Occasion, occasion
from virkning.outside.mail import LetterRefused, MailNotSent, Post, PostOfficeClosed
from virkning.rooms.audit import writes
from virkning.rooms.organisations.models import Person
from virkning.rooms.organisations.post import language_of

from ..letters import Links, Urgent, digest_letter
from ..queries.desks import Desk, desks_of

logger = logging.getLogger("virkning.mail")

#: So many people's desks are read at a time, just before they are written to: what has been done meanwhile counts.
TOGETHER = 50
#: After so many mails in a row whose fate is not known the server is not asked any more today.
GIVE_UP_AFTER = 3


@dataclass(frozen=True)
class Reminder:
    """One person's, with why it is sent today."""

    person: Person
    why: Occasion
    urgent: Urgent


@dataclass
class Reminded:
    """How a run went. `left_over`: it stopped before the end, and the rest can be sent by another run today."""

    sent: int = 0
    not_sent: int = 0
    left_over: bool = False


def remind(*, today: date, post: Post, links: Links) -> Reminded:
    """Send today's reminders to everybody who is to have one. Call in a system scope, outside any transaction."""
    done = Reminded()
    unknown = 0
    for one in due_reminders(today):
        before = one.person.digest_sent_on
        if not _take_day(one.person, today):
            continue
        try:
            _send(one, post, links)
        except PostOfficeClosed as error:
            logger.error("Reminders stop: %s", error)  # a traceback would tell the address
            _give_day_back(one.person, before, today)
            done.left_over = True
            break
        except MailNotSent as error:
            logger.error("The reminder of person %s was not sent: %s", one.person.pk, error)
            done.not_sent += 1
            unknown = 0 if isinstance(error, LetterRefused) else unknown + 1
        else:
            done.sent, unknown = done.sent + 1, 0
        if unknown >= GIVE_UP_AFTER:
            done.left_over = True
            break
    return done


def due_reminders(today: date) -> Iterator[Reminder]:
    """Who is to be reminded today, and of what. As many queries for a few people as for fifty."""
    wanting = Person.objects.filter(is_active=True, wants_digest=True).order_by("pk")
    free = wanting.filter(_free(today)).values_list("pk", flat=True)
    keys = list(free)
    for at in range(0, len(keys), TOGETHER):
        people = list(wanting.filter(pk__in=keys[at : at + TOGETHER]))
        yield from _due_among(people, today)


def _due_among(people: Sequence[Person], today: date) -> Iterator[Reminder]:
    desks = desks_of([one.pk for one in people], today)
    for person in people:
        desk: Desk = tuple(one for one in desks[person.pk] if one.waiting)
        why = occasion([one.duty for one in desk], today, person.digest_sent_on)
        if why is not None:
            yield Reminder(person, why, Urgent.of(desk, today))


def _free(today: date) -> Q:
    """Nobody has been reminded today."""
    return Q(digest_sent_on__isnull=True) | Q(digest_sent_on__lt=today)


def _take_day(person: Person, today: date) -> bool:
    still = _free(today) & Q(is_active=True, wants_digest=True)
    return writes.touch_where(person, still, digest_sent_on=today)


def _give_day_back(person: Person, before: date | None, today: date) -> None:
    writes.touch_where(person, Q(digest_sent_on=today), digest_sent_on=before)


def _send(one: Reminder, post: Post, links: Links) -> None:
    with translation.override(language_of(one.person)):
        post.send(digest_letter(to=one.person.email, urgent=one.urgent, links=links))
