"""An agency's change tracks: added, corrected, followed by a new version, ended, put in order, taken away."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.catalogues import Days, natural_key
from virkning.figures.dates import danish_date, date_words
from virkning.rooms.activities.actions.belonging import check_text
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Organisation, OrganisationKind
from virkning.rooms.programmes.actions.acts import Act, act, take_back

from ..models import ChangeTrack
from ..queries.tracks import in_order

#: What the log calls an act on several versions of tracks. It is taken back as one.
CATALOGUE = "catalogue"


@contextmanager
def in_catalogue(*, by: Author, organisation_id: int) -> Iterator[Act]:
    """One transaction, one entry in the agency's log."""
    with act(by=by, organisation_id=organisation_id, action=CATALOGUE) as under_way:
        yield under_way


def take_back_in_catalogue(entry: AuditEntry, by: Author) -> None:
    """Undo an act in a catalogue as a whole.

    Raises `Refused` where something in it has moved on, or where two versions of a number would hold the same day.
    """
    with transaction.atomic():
        agency = entry.organisation_id or 0
        Organisation._base_manager.select_for_update().filter(pk=agency).first()
        take_back(entry, by)
        rows = ChangeTrack._base_manager.filter(organisation_id=agency, removed_at__isnull=True)
        ordered = sorted(rows.order_by("pk"), key=lambda one: (one.number, one.days.start))
        for one, after in pairwise(ordered):
            if one.number == after.number and one.days.meets(after.days):
                said = _(
                    "Det kan ikke fortrydes: nr. %(number)s er siden skrevet med andre dage, og to udgaver kan ikke "
                    "gælde samme dag. Ret datoerne i stedet."
                )
                raise Refused(said % {"number": one.number})


def refuse_without_catalogue(organisation: Organisation) -> None:
    """Raises `Refused`, in words, for an organisation that is no agency."""
    if organisation.kind != OrganisationKind.AGENCY:
        said = _(
            "%(name)s kan ikke have et katalog over forandringsspor. Det er kun styrelser, der fører et; "
            "alle andre kan læse dem."
        )
        raise Refused(said % {"name": organisation.name})


def add_track(
    *,
    organisation: Organisation,
    number: str,
    title: str,
    by: Author,
    description: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> ChangeTrack:
    """Add a track with a number nobody has. Raises `Refused`."""
    refuse_without_catalogue(organisation)
    check_text(number=number, title=title)
    with transaction.atomic():
        rows = locked_catalogue(organisation)
        if any(one.number == number for one in rows):
            said = _(
                "Nr. %(number)s er i brug. Vælg et andet nummer. Er det samme forandringsspor ændret, "
                "så åbn det, og lav en ny udgave."
            )
            raise Refused({"number": said % {"number": number}})
        _refuse_backwards(Days(valid_from, valid_to))
        with in_catalogue(by=by, organisation_id=organisation.pk) as under_way:
            made = ChangeTrack(
                organisation=organisation,
                number=number,
                title=title,
                description=description,
                valid_from=valid_from,
                valid_to=valid_to,
                position=places_for([number], rows)[number],
            )
            under_way.about = under_way.create(made, tell=True)
            under_way.words = _("Forandringsspor %(what)s er oprettet.") % {"what": made}
    return made


def correct_track(
    track: ChangeTrack,
    *,
    number: str,
    title: str,
    by: Author,
    description: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    version: int | None = None,
) -> ChangeTrack:
    """Put right what one version says. Another number is given to every version of the track.

    Raises `Refused`, `Conflict`.
    """
    check_text(number=number, title=title)
    days = Days(valid_from, valid_to)
    _refuse_backwards(days)
    with transaction.atomic():
        rows = locked_catalogue(track.organisation)
        others = [one for one in rows if one.number == track.number and one.pk != track.pk]
        renamed = number != track.number
        if renamed and any(one.number == number for one in rows):
            said = _("Nr. %(number)s er i brug af et andet forandringsspor. Vælg et andet nummer.")
            raise Refused({"number": said % {"number": number}})
        _refuse_overlap(number, days, others)
        with in_catalogue(by=by, organisation_id=track.organisation_id) as under_way:
            under_way.words = _("Forandringsspor %(what)s er rettet.") % {"what": track}
            under_way.about = track
            values = {
                "title": title,
                "description": description,
                "valid_from": valid_from,
                "valid_to": valid_to,
            }
            under_way.change(track, version=version, tell=True, number=number, **values)
            for one in others if renamed else ():
                under_way.change(one, number=number)
    return track


def revise_track(
    track: ChangeTrack,
    *,
    title: str,
    valid_from: date,
    by: Author,
    description: str = "",
    valid_to: date | None = None,
    version: int | None = None,
) -> ChangeTrack:
    """Let a new version take over from a day: the old one ends the day before. Returns the new one.

    Raises `Refused` where the old one begins later, or is not the latest; `Conflict`.
    """
    check_text(title=title)
    _refuse_backwards(Days(valid_from, valid_to))
    with transaction.atomic():
        rows = locked_catalogue(track.organisation)
        _refuse_before_the_latest(track, rows, valid_from)
        eve = valid_from - timedelta(days=1)
        with in_catalogue(by=by, organisation_id=track.organisation_id) as under_way:
            ends = track.valid_to if track.valid_to is not None and track.valid_to <= eve else eve
            under_way.change(track, version=version, valid_to=ends)
            made = under_way.create(
                ChangeTrack(
                    organisation_id=track.organisation_id,
                    number=track.number,
                    title=title,
                    description=description,
                    valid_from=valid_from,
                    valid_to=valid_to,
                    position=track.position,
                )
            )
            under_way.about = made
            under_way.words = _("Forandringsspor %(what)s har fået en ny udgave, der gælder fra %(day)s.") % {
                "what": made,
                "day": danish_date(valid_from),
            }
            under_way.told |= told_change(track, made)
    return made


def end_track(track: ChangeTrack, *, on: date, by: Author, version: int | None = None) -> ChangeTrack:
    """Let the day be the last on which the version holds. Raises `Refused`, `Conflict`."""
    if track.valid_from is not None and on < track.valid_from:
        said = _("Forandringssporet gælder først fra %(day)s. Vælg den dag eller en senere.")
        raise Refused({"on": said % {"day": date_words(track.valid_from)}})
    if track.valid_to is not None and on > track.valid_to:
        said = _("Forandringssporet er allerede afsluttet %(day)s. Ret det, hvis det skal gælde længere.")
        raise Refused({"on": said % {"day": date_words(track.valid_to)}})
    with in_catalogue(by=by, organisation_id=track.organisation_id) as under_way:
        words = _("Forandringsspor %(what)s er afsluttet med %(day)s som sidste dag.")
        under_way.words = words % {"what": track, "day": danish_date(on)}
        under_way.about = under_way.change(track, version=version, tell=True, valid_to=on)
    return track


def remove_track(track: ChangeTrack, *, by: Author, version: int | None = None) -> ChangeTrack:
    """Take one version away; it can be brought back. Raises `Conflict`, and `Refused` where it is gone already."""
    with transaction.atomic():
        now = next((one for one in locked_catalogue(track.organisation) if one.pk == track.pk), None)
        if now is None:
            raise Refused(_("Forandringssporet er allerede fjernet."))
        if version is not None and now.version != version:
            raise writes.Conflict(now)
        with in_catalogue(by=by, organisation_id=track.organisation_id) as under_way:
            under_way.remove([now], at=timezone.now())
            under_way.words = _("Forandringsspor %(what)s er fjernet.") % {"what": now}
            under_way.about = now
    return now


def move_track(track: ChangeTrack, *, up: bool, by: Author) -> ChangeTrack:
    """Move a track, with every version of it, one place up or down; nothing where there is no such place."""
    with transaction.atomic():
        numbers, versions = _by_number(locked_catalogue(track.organisation))
        here = numbers.index(track.number) if track.number in numbers else -1
        there = here + (-1 if up else 1)
        if here < 0 or not 0 <= there < len(numbers):
            return track
        numbers[here], numbers[there] = numbers[there], numbers[here]
        words = (
            _("Forandringsspor %(what)s er flyttet op.")
            if up
            else _("Forandringsspor %(what)s er flyttet ned.")
        )
        with in_catalogue(by=by, organisation_id=track.organisation_id) as under_way:
            under_way.words, under_way.about = words % {"what": track}, track
            under_way.reorder([one for number in numbers for one in versions[number]])
    return track


def order_by_number(organisation: Organisation, *, by: Author) -> ChangeTrack | None:
    """Put the catalogue back in the order of its numbers. The first track, or None where it has none."""
    refuse_without_catalogue(organisation)
    with transaction.atomic():
        numbers, versions = _by_number(locked_catalogue(organisation))
        ordered = [one for number in sorted(numbers, key=natural_key) for one in versions[number]]
        with in_catalogue(by=by, organisation_id=organisation.pk) as under_way:
            under_way.words = _("Forandringssporene er sat i rækkefølge efter nummer.")
            under_way.about = ordered[0] if ordered else None
            under_way.reorder(ordered)
    return ordered[0] if ordered else None


def locked_catalogue(organisation: Organisation) -> list[ChangeTrack]:
    """The catalogue with every version, in order; nobody else can write in it until the transaction ends."""
    Organisation._base_manager.select_for_update().filter(pk=organisation.pk).first()
    rows = ChangeTrack._base_manager.filter(organisation_id=organisation.pk, removed_at__isnull=True)
    return in_order(rows.order_by("pk"))


def places_for(numbers: Iterable[str], rows: Sequence[ChangeTrack]) -> dict[str, int]:
    """The places of new numbers: where they count, while the catalogue stands in the order of its numbers; else last.

    Tracks may share a place: then their numbers decide.
    """
    keys = [natural_key(one.number) for one in rows]
    if keys != sorted(keys):
        return dict.fromkeys(numbers, max(one.position for one in rows) + 1)
    places = [0, *(one.position for one in rows)]
    return {one: places[bisect_right(keys, natural_key(one))] for one in numbers}


def told_change(before: ChangeTrack, after: ChangeTrack) -> dict[str, list[Any]]:
    """What differs between two versions, as a reader of the log is told it."""
    names = ("title", "description", "valid_from", "valid_to")
    pairs = {name: [writes.plain(getattr(one, name)) for one in (before, after)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _by_number(rows: Sequence[ChangeTrack]) -> tuple[list[str], dict[str, list[ChangeTrack]]]:
    versions: dict[str, list[ChangeTrack]] = {}
    for one in rows:
        versions.setdefault(one.number, []).append(one)
    return list(versions), versions


def _refuse_backwards(days: Days) -> None:
    if days.first is not None and days.last is not None and days.last < days.first:
        said = _("Det slutter, før det begynder (%(day)s). Ret en af datoerne.")
        raise Refused({"valid_to": said % {"day": date_words(days.first)}})


def _refuse_overlap(number: str, days: Days, others: Sequence[ChangeTrack]) -> None:
    for one in others:
        if days.meets(one.days):
            said = _(
                "En anden udgave af nr. %(number)s gælder %(days)s, og to udgaver kan ikke gælde samme dag. "
                "Ret datoerne, så de følger efter hinanden."
            )
            raise Refused({"valid_from": said % {"number": number, "days": one.days_told}})


def _refuse_before_the_latest(track: ChangeTrack, rows: Sequence[ChangeTrack], valid_from: date) -> None:
    latest = max(
        (one for one in rows if one.number == track.number), key=lambda one: one.days.start, default=track
    )
    if latest.pk != track.pk:
        said = _(
            "Der er allerede en nyere udgave, der gælder %(days)s. Åbn den, og lav den næste udgave af den."
        )
        raise Refused(said % {"days": latest.days_told})
    if track.valid_from is not None and valid_from <= track.valid_from:
        said = _(
            "Den udgave, der gælder nu, begynder selv %(day)s. Vælg en senere dag, eller ret udgaven i stedet."
        )
        raise Refused({"valid_from": said % {"day": date_words(track.valid_from)}})
