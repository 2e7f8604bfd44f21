"""What a file with change tracks will do, in words: added, changed, ended, unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.dates import date_words
from virkning.rooms.exchange.tracks.differences import Outcome, RowOutcome, TrackDifferences
from virkning.rooms.exchange.tracks.sheet import HEADERS
from virkning.rooms.plans.models import ChangeTrack

from .telling import days_words

NOTHING = "–"
#: Rows listed of each kind; the rest are counted.
MOST = 200


@dataclass(frozen=True)
class FieldChange:
    """A field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One version: its row in the file, what it is called, its days; a changed one's fields; why it ends."""

    line: int
    name: str
    days: str
    fields: tuple[FieldChange, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Lines:
    """The versions of one kind; `more`: those that are not listed, in words."""

    rows: tuple[Line, ...]
    count: int
    more: str


@dataclass(frozen=True)
class ChangesPage:
    """Everything the template shows."""

    added: Lines
    changed: Lines
    ended: Lines
    unchanged: int
    left: int
    warnings: tuple[str, ...]
    anything: bool
    confirm_words: str


def changes_page(found: TrackDifferences) -> ChangesPage:
    """The page of what a file would do."""
    added, changed, ended = (_lines(found.of(one)) for one in (Outcome.ADDED, Outcome.CHANGED, Outcome.ENDED))
    return ChangesPage(
        added=added,
        changed=changed,
        ended=ended,
        unchanged=len(found.of(Outcome.UNCHANGED)),
        left=found.left,
        warnings=tuple(map(str, found.warnings)),
        anything=bool(found),
        confirm_words=_confirm_words(added.count, changed.count, ended.count),
    )


def _confirm_words(added: int, changed: int, ended: int) -> str:
    """`Indlæs: tilføj 2, afslut 1`."""
    counts = ((added, _("tilføj %(n)s")), (changed, _("ret %(n)s")), (ended, _("afslut %(n)s")))
    said = [words % {"n": count} for count, words in counts if count]
    return _("Indlæs: %(what)s") % {"what": ", ".join(said)}


def _lines(outcomes: Sequence[RowOutcome]) -> Lines:
    more = len(outcomes) - MOST
    words = ngettext("og %(n)d række til", "og %(n)d rækker til", more) % {"n": more} if more > 0 else ""
    return Lines(tuple(map(_line, outcomes[:MOST])), len(outcomes), words)


def _line(one: RowOutcome) -> Line:
    fields = []
    if one.before is not None:
        fields = [
            FieldChange(HEADERS[name], _said(getattr(one.before.row, name)), _said(getattr(one.after, name)))
            for name in one.fields
        ]
    why = _("Den nye udgave i række %(line)s tager over.") % {"line": one.line} if one.implied else ""
    held = ChangeTrack(valid_from=one.after.valid_from, valid_to=one.after.valid_to)
    return Line(one.line, f"{one.after.number} {one.after.title}", days_words(held), tuple(fields), why)


def _said(value: Any) -> str:
    return date_words(value) if isinstance(value, date) else value or NOTHING
