"""What the history shows: entries by day, each in words, with its fields before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.pages.addresses import place_address, possible
from virkning.pages.moments import day_words
from virkning.pages.takingback import takes
from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.history import Wanted, authors_and_kinds, entries_in, kind_told
from virkning.rooms.audit.queries.rows import newest_of
from virkning.rooms.audit.queries.telling import FieldChange, SheetChanges, ToldEntry, tell
from virkning.rooms.evaluations.models import Evidence
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.queries.places import Place, parts_of, places_of

from .asking import Asked
from .kinds import CHOICES, KIND_WORDS

ON_A_PAGE = 30
#: More fields than this are folded away.
FEW = 4


@dataclass(frozen=True)
class SheetRow:
    """What an import did in a sheet."""

    sheet: str
    counts: str
    changed: tuple[tuple[str, tuple[FieldChange, ...]], ...]
    more: int


@dataclass(frozen=True)
class EntryRow:
    """One entry. `fields` are shown, or folded away under `fold`; `undo` is where it is taken back, or blank.

    `parts`: what a block changed, by what each record is called; `more` others are only counted.
    """

    time: str
    kind: str
    words: str
    address: str
    by: str
    fields: tuple[FieldChange, ...]
    made: bool
    fold: str
    reason: str
    sheets: tuple[SheetRow, ...]
    undo: str
    parts: tuple[tuple[str, tuple[FieldChange, ...]], ...]
    more: int


@dataclass(frozen=True)
class DayOfEntries:
    """A day with what happened on it."""

    words: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True)
class Option:
    """A choice in a list."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class HistoryPage:
    """Everything the template shows. `of`: what the history is of, where it is of one thing."""

    project_id: int
    days: tuple[DayOfEntries, ...]
    page: Page[AuditEntry]
    asked: Asked
    authors: tuple[Option, ...]
    kinds: tuple[Option, ...]
    of: str
    any_at_all: bool


def history_page(project: Project, asked: Asked, may: frozenset[Permission]) -> HistoryPage:
    """The page asked for. The same number of queries however many entries there are."""
    things: tuple[tuple[str, tuple[int, ...]], ...] = ()
    if asked.number is not None:
        things = parts_of(project.pk, asked.kind, asked.number)
    wanted = Wanted(
        author=asked.author,
        kinds=() if things else asked.kinds,
        things=things,
        since=asked.since,
        until=asked.until,
    )
    page = Paginator(entries_in([project.pk], wanted), ON_A_PAGE).get_page(asked.side)
    entries = list(page.object_list)
    places, newest = places_of(entries), newest_of(entries)
    own = [f"{kind}:{key}" for kind, keys in things for key in keys] if things else None
    today = timezone.localdate()
    authors, kinds = authors_and_kinds(project.pk)
    return HistoryPage(
        project_id=project.pk,
        days=tuple(_days(tell(entries, own, _hidden_from(may)), places, may, newest, today)),
        page=page,
        asked=asked,
        authors=tuple(Option(name, name, name == asked.author) for name in authors),
        kinds=_kind_options(kinds, asked.kind),
        of=_of(asked, entries),
        any_at_all=bool(kinds or authors),
    )


def _hidden_from(may: frozenset[Permission]) -> dict[str, frozenset[str]]:
    """What an evaluator notes of an interview stays with those who assess."""
    return {} if Permission.ASSESS in may else {"evidence": Evidence.INSIDE}


def _kind_options(there: set[str], chosen: str) -> tuple[Option, ...]:
    return tuple(
        Option(key, str(words), key == chosen)
        for key, (words, kinds) in CHOICES.items()
        if key == chosen or there & set(kinds)
    )


def _of(asked: Asked, entries: list[AuditEntry]) -> str:
    """`Milepæl: 1 Alle skoler har en aftale`, for one thing's own history."""
    if asked.number is None:
        return ""
    kind = str(KIND_WORDS.get(asked.kind, ""))
    own = (one for one in entries if (one.object_kind, one.object_id) == (asked.kind, asked.number))
    label = next((one.object_label for one in own), "")
    return _("%(kind)s: %(label)s") % {"kind": kind, "label": label} if label else kind


def _days(
    told: Iterable[ToldEntry],
    places: Mapping[int, Place],
    may: frozenset[Permission],
    newest: set[int],
    today: date,
) -> Iterable[DayOfEntries]:
    for day, group in groupby(told, key=lambda one: timezone.localtime(one.entry.at).date()):
        rows = [_row(one, places, may, is_newest=one.entry.pk in newest) for one in group]
        yield DayOfEntries(_day_heading(day, today), tuple(rows))


def _day_heading(day: date, today: date) -> str:
    days = (today - day).days
    return {0: _("I dag"), 1: _("I går")}.get(days, day_words(day, today))


def _row(
    told: ToldEntry, places: Mapping[int, Place], may: frozenset[Permission], *, is_newest: bool
) -> EntryRow:
    entry = told.entry
    local = timezone.localtime(entry.at)
    fold = ""
    if told.made and told.changes:
        count = len(told.changes)
        fold = ngettext("Vis det felt, der blev udfyldt", "Vis de %(n)d felter, der blev udfyldt", count)
    elif len(told.changes) > FEW:
        fold = _("Vis de %(n)d felter, der blev ændret")
    return EntryRow(
        time=f"{local.hour}.{local:%M}",
        kind=str(KIND_WORDS.get(kind_told(entry.object_kind, entry.action), "")),
        words=entry.words,
        address=place_address(places[entry.pk]) if entry.pk in places else "",
        by=entry.author_name,
        fields=told.changes,
        made=told.made,
        fold=fold % {"n": len(told.changes)} if fold else "",
        reason=told.reason,
        sheets=tuple(_sheet(one) for one in told.sheets),
        undo=_undo(entry, may) if is_newest else "",
        parts=told.rows,
        more=told.more,
    )


def _undo(entry: AuditEntry, may: frozenset[Permission]) -> str:
    """Only what was last done to a thing can be taken back without losing something newer."""
    needed = takes(entry, may=may) if entry.action in ("change", "remove", "restore") else frozenset()
    if not needed or not needed <= may:
        return ""
    return possible("undo_entry", entry.pk)


def _sheet(told: SheetChanges) -> SheetRow:
    parts = []
    if told.added:
        parts.append(
            ngettext("%(n)d række tilføjet", "%(n)d rækker tilføjet", told.added) % {"n": told.added}
        )
    if told.changed_count:
        words = ngettext("%(n)d række ændret", "%(n)d rækker ændret", told.changed_count)
        parts.append(words % {"n": told.changed_count})
    if told.removed:
        parts.append(
            ngettext("%(n)d række fjernet", "%(n)d rækker fjernet", told.removed) % {"n": told.removed}
        )
    if told.reordered:
        parts.append(_("rækkefølgen ændret"))
    return SheetRow(
        told.sheet, ", ".join(parts), told.changed, max(0, told.changed_count - len(told.changed))
    )
