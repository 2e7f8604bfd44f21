"""What a file would do to a catalogue: row by row added, changed, ended or unchanged. Pure; nothing is written."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from django.utils.translation import gettext as _

from virkning.figures.catalogues import Days, closed_up
from virkning.figures.dates import short_date

from ..findings import BookWarning
from .reading import TrackFile
from .sheet import TrackRow


class Outcome(Enum):
    """What becomes of a version."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class KeptTrack:
    """A version as it stands in the catalogue, with its key and version number."""

    key: int
    version: int
    row: TrackRow


@dataclass(frozen=True)
class RowOutcome:
    """What a row of the file does. `before` is None for a new one.

    `line` is Excel's row; `implied`: the file has no row for it, and `line` is the row that ends it.
    """

    outcome: Outcome
    line: int
    after: TrackRow
    before: KeptTrack | None
    fields: tuple[str, ...] = ()
    implied: bool = False


@dataclass(frozen=True)
class TrackDifferences:
    """What a file would do, in the order of its rows. `left`: versions the file says nothing of."""

    rows: tuple[RowOutcome, ...]
    left: int
    warnings: tuple[BookWarning, ...]

    def __bool__(self) -> bool:
        return any(one.outcome is not Outcome.UNCHANGED for one in self.rows)

    def of(self, outcome: Outcome) -> list[RowOutcome]:
        """The rows that come to this."""
        return [one for one in self.rows if one.outcome is outcome]

    @property
    def fingerprint(self) -> str:
        """What a confirmation must name: another one where anything would be done differently."""
        told = [
            (
                one.outcome.value,
                one.before and (one.before.key, one.before.version),
                one.fields,
                list(one.after),
            )
            for one in self.rows
            if one.outcome is not Outcome.UNCHANGED
        ]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


@dataclass
class _Version:
    """A version as it will be; `index` is its row of the file, None where the file has none."""

    index: int | None
    before: KeptTrack | None
    after: TrackRow


def track_differences(kept: Sequence[KeptTrack], file: TrackFile) -> TrackDifferences:
    """Lay the file over the catalogue. Raises `BookRefused` with every error of the file."""
    versions = _laid_over(kept, file)
    file.raise_errors()
    ending: dict[int, int] = {}
    by_number: dict[str, list[_Version]] = {}
    for version in versions:
        by_number.setdefault(version.after.number, []).append(version)
    for same in by_number.values():
        _close_up(same, file, ending)
    file.raise_errors()
    told = [_outcome(one, file, ending) for one in versions]
    rows = [one for one in told if one is not None]
    return TrackDifferences(
        rows=tuple(sorted(rows, key=lambda one: (one.line, not one.implied))),
        left=len(told) - len(rows),
        warnings=tuple(file.found.warnings),
    )


def _laid_over(kept: Sequence[KeptTrack], file: TrackFile) -> list[_Version]:
    """Every version there will be: those of the file, then those it says nothing of."""
    columns = file.rows.columns
    by_start = {(one.row.number, one.row.valid_from): one for one in kept}
    latest = {one.row.number: one for one in sorted(kept, key=lambda one: Days(*one.row[3:]).start)}
    versions: list[_Version] = []
    seen: dict[object, int] = {}
    for index, row in enumerate(file.rows.items):
        dated = "valid_from" in columns
        before = by_start.get((row.number, row.valid_from)) if dated else latest.get(row.number)
        key = (row.number, row.valid_from) if dated else row.number
        after = row if before is None else _as_written(row, before.row, columns)
        _check_row(index, after, seen.get(key), file)
        seen.setdefault(key, file.rows.lines[index])
        versions.append(_Version(index, before, after))
    mentioned = {one.before.key for one in versions if one.before is not None}
    return versions + [_Version(None, one, one.row) for one in kept if one.key not in mentioned]


def _as_written(row: TrackRow, before: TrackRow, columns: Iterable[str]) -> TrackRow:
    """The row, with what the file has no column for as it stands."""
    return before._replace(**{name: getattr(row, name) for name in columns})


def _check_row(index: int, row: TrackRow, twin: int | None, file: TrackFile) -> None:
    if ";" in row.number:
        _error(file, index, "number", _("et nummer kan ikke have semikolon i sig. Skriv for eksempel 1.2"))
    unread = (file.form.place[0], file.rows.lines[index]) in file.found.unread
    if twin is not None and row.number and not unread:
        said = _(
            "nr. %(number)s står også i række %(line)s og gælder fra samme dag. "
            "Slet den ene række, eller skriv en anden dag i Gælder fra"
        )
        _error(file, index, "number", said % {"number": row.number, "line": twin})
    if row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from:
        said = _("Gælder til ligger før Gælder fra (%(day)s). Ret en af datoerne")
        _error(file, index, "valid_to", said % {"day": short_date(row.valid_from)})


def _close_up(versions: list[_Version], file: TrackFile, ending: dict[int, int]) -> None:
    """Let each open version of one number end the day before the next begins; those that meet are errors.

    Notes in `ending` which row of the file ends a version (by its key) the file itself says nothing of.
    """
    ordered = sorted(versions, key=lambda one: Days(*one.after[3:]).start)
    days = closed_up(Days(*one.after[3:]) for one in ordered)
    for one, held in zip(ordered, days, strict=True):
        one.after = one.after._replace(valid_to=held.last)
    for place, (one, after) in enumerate(pairwise(ordered)):
        if days[place].meets(days[place + 1]):
            _meeting(one, after, file)
        elif one.index is None and one.before is not None and after.index is not None:
            ending[one.before.key] = file.rows.lines[after.index]


def _meeting(one: _Version, after: _Version, file: TrackFile) -> None:
    said = _("nr. %(number)s gælder allerede %(days)s, og to udgaver kan ikke gælde samme dag. Ret datoerne")
    if after.index is not None:
        told = {"number": one.after.number, "days": _span(one.after)}
        _error(file, after.index, "valid_from", said % told)
    elif one.index is not None:
        told = {"number": one.after.number, "days": _span(after.after)}
        _error(file, one.index, "valid_to", said % told)


def _span(row: TrackRow) -> str:
    """`01.01.2024–31.12.2025`; an open end is left open."""
    first, last = (short_date(day) if day else "" for day in row[3:])
    return f"{first}–{last}" if first or last else _("altid")


def _outcome(version: _Version, file: TrackFile, ending: dict[int, int]) -> RowOutcome | None:
    """None for a version the file neither names nor ends."""
    before, after = version.before, version.after
    if before is None:
        return RowOutcome(Outcome.ADDED, _line(version, file), after, None)
    fields = tuple(name for name in TrackRow._fields if getattr(before.row, name) != getattr(after, name))
    if version.index is None and not fields:
        return None
    if fields == ("valid_to",) and before.row.valid_to is None:
        outcome = Outcome.ENDED
    else:
        outcome = Outcome.CHANGED if fields else Outcome.UNCHANGED
    line = ending.get(before.key, 0) if version.index is None else _line(version, file)
    return RowOutcome(outcome, line, after, before, fields, implied=version.index is None)


def _line(version: _Version, file: TrackFile) -> int:
    return file.rows.lines[version.index] if version.index is not None else 0


def _error(file: TrackFile, index: int, field: str, message: str) -> None:
    """At the field's cell; where the file lacks its column, at the row's number."""
    columns = file.rows.columns
    place = columns.get(field, columns.get("number", 0))
    file.found.error(file.form.place, file.rows.lines[index], place, message)
