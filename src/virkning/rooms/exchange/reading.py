"""Raw sheets → a book and everything that is wrong with them.

Column by column, each different cell read once: that is what makes twenty thousand rows a matter of a second.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.cpr import cpr_phrase
from virkning.figures.indicators import IndicatorKind
from virkning.figures.lights import MilestoneKind

from .book import Book, ProjectRow, Rows
from .cells import NOTHING, READERS, Cells, NumberOrWords, Wrong, is_blank, shown, unit_of, without_bools
from .findings import Found, words
from .opening import RawSheet
from .projectsheet import Municipalities, read_project
from .sheets import MILESTONES, PROJECT, RESULTS, SHEETS, CellKind, Column, SheetForm, folded


@dataclass
class Sheet:
    """One sheet under way: its columns by field, as lists of typed values, one a row."""

    form: SheetForm
    lines: list[int] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)
    as_text: dict[tuple[int, int], str] = field(default_factory=dict)

    def rows(self) -> Rows[Any]:
        """The sheet as rows. Its columns are not needed afterwards."""
        in_order = [self.values[name] for name in self.form.row._fields]
        return Rows(
            list(map(self.form.row._make, zip(*in_order, strict=True))),
            self.lines,
            self.columns,
            self.as_text,
        )


@dataclass
class Reading:
    """What came of reading: the book, what was found, and the sheets whose keys cannot be trusted to be all there."""

    book: Book
    found: Found
    incomplete: set[str]


def read_book(sheets: Sequence[RawSheet], municipalities: Municipalities) -> Reading:
    """Read every sheet; errors are collected, never raised. Rules across rows come afterwards, see `checking`."""
    found, incomplete = Found(), set[str]()
    given = _by_form(sheets, found, incomplete)
    raw_project = given.get(PROJECT.field)
    head, place = read_project(raw_project, municipalities, found) if raw_project else (None, {})
    if head is None or not head.periods:
        incomplete.add(PROJECT.field)
    parts: dict[str, Rows[Any] | None] = {PROJECT.field: _project_rows(head, place)}
    for form in SHEETS[1:]:
        raw = given.get(form.field)
        if raw is None:
            parts[form.field] = None if form.optional else Rows([])
            continue
        parts[form.field] = _read_sheet(form, raw, parts, found, incomplete)
    return Reading(Book(**parts), found, incomplete)  # type: ignore[arg-type]


def read_list(form: SheetForm, raw: RawSheet) -> tuple[Rows[Any], Found]:
    """One sheet that stands alone; errors are collected, never raised."""
    found = Found()
    return _read_sheet(form, raw, {}, found, set()), found


def _project_rows(head: ProjectRow | None, place: Mapping[str, int]) -> Rows[ProjectRow]:
    """The project as one row; its `columns` hold the line of each field, for every value stands in column B."""
    return Rows([] if head is None else [head], (), place)


def _by_form(sheets: Sequence[RawSheet], found: Found, incomplete: set[str]) -> dict[str, RawSheet]:
    known = {folded(form.name): form for form in SHEETS}
    given: dict[str, RawSheet] = {}
    for sheet in sheets:
        form = known.get(folded(sheet.name))
        if form is None:
            expected = ", ".join(form.name for form in SHEETS)
            message = _(
                "arket findes ikke i projektarket. Slet det, eller ret navnet. Arkene hedder %(expected)s"
            )
            found.error((len(SHEETS), sheet.name), 0, 0, message % {"expected": expected})
        elif form.field in given:
            found.error(form.place, 0, 0, _("arket findes to gange"))
        else:
            given[form.field] = sheet
    for form in SHEETS:
        if form.field not in given and not form.optional:
            found.error(form.place, 0, 0, _("arket mangler"))
            incomplete.add(form.field)
    return given


def _read_sheet(
    form: SheetForm, raw: RawSheet, parts: Mapping[str, Rows[Any] | None], found: Found, incomplete: set[str]
) -> Rows[Any]:
    sheet = Sheet(form)
    height = len(raw.rows)
    cells = _columns(raw.rows)
    found_headers = _read_header(form, raw, cells, found)
    sheet.columns = {
        column.field: found_headers[column.header]
        for column in form.columns
        if column.header in found_headers
    }
    if any(column.required and column.field not in sheet.columns for column in form.columns):
        incomplete.add(form.field)
    _check_merged(form, raw, found)
    own = [cells[place] for place in sheet.columns.values()]
    filled = [
        index for index, row in enumerate(zip(*own, strict=True)) if any(row) and not all(map(is_blank, row))
    ]
    if len(filled) < height:
        own = [[column[index] for index in filled] for column in own]
    sheet.lines = [index + 2 for index in filled]
    raws = dict(zip(sheet.columns, own, strict=True))
    for column in form.columns:
        _read_column(sheet, column, raws.get(column.field), found)
    _settle(sheet, parts, found)
    return sheet.rows()


def _columns(rows: Sequence[list[Any]]) -> list[list[Any]]:
    """The sheet's columns without the header; rows may be of different length."""
    width = max(map(len, rows), default=0)
    body = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows[1:]]
    return [list(column) for column in zip(*body, strict=True)] if body else [[] for _place in range(width)]


def _read_header(form: SheetForm, raw: RawSheet, cells: list[list[Any]], found: Found) -> dict[str, int]:
    """Header → column. What is unknown, twice, missing or without a header is an error."""
    known = {folded(column.header): column.header for column in form.columns}
    given: dict[str, int] = {}
    header = raw.rows[0] if raw.rows else []
    for place in range(len(cells)):
        text = shown(header[place]) if place < len(header) else ""
        name = known.get(folded(text))
        if not text:
            _check_headless(form, cells[place], place, found)
        elif name is None:
            expected = ", ".join(column.header for column in form.columns)
            message = _('kolonnen "%(header)s" findes ikke i projektarket. Arkets kolonner er %(expected)s')
            found.error(form.place, 1, place, message % {"header": text, "expected": expected})
        elif name in given:
            found.error(form.place, 1, place, _('kolonnen "%(header)s" findes to gange') % {"header": text})
        else:
            given[name] = place
    missing = [column.header for column in form.columns if column.required and column.header not in given]
    free = max((place for place, text in enumerate(header) if not is_blank(text)), default=-1) + 1
    for offset, name in enumerate(missing):
        found.error(form.place, 1, free + offset, _('kolonnen "%(header)s" mangler') % {"header": name})
    return given


def _check_headless(form: SheetForm, column: Iterable[Any], place: int, found: Found) -> None:
    for index, raw in enumerate(column):
        if not is_blank(raw):
            message = _(
                '"%(text)s" står i en kolonne uden overskrift. Slet det, eller skriv overskriften i række 1'
            )
            found.error(form.place, index + 2, place, message % {"text": shown(raw)[:60]})


def _check_merged(form: SheetForm, raw: RawSheet, found: Found) -> None:
    for (top, left), (_bottom, _right) in raw.merged:
        if top < len(raw.rows) and left < len(raw.rows[top]) and not is_blank(raw.rows[top][left]):
            message = _(
                "cellen er flettet med andre, så det er uklart, hvilke rækker den gælder. Ophæv fletningen"
            )
            found.error(form.place, top + 1, left, message)


def _read_column(sheet: Sheet, column: Column, raws: list[Any] | None, found: Found) -> None:
    """Fill in the column's values; wrong and missing ones are reported and left out."""
    form, nothing = sheet.form, NOTHING[column.kind]
    if raws is None:
        sheet.values[column.field] = [nothing] * len(sheet.lines)
        return
    place = sheet.columns[column.field]
    types = set(map(type, raws))
    if bool in types:
        raws = list(without_bools(raws))
    cells = Cells(READERS[column.kind])
    values = list(map(cells.__getitem__, raws))
    if cells.wrong:
        for index, value in enumerate(values):
            if type(value) is Wrong:
                found.cannot_read(form.place, sheet.lines[index], place, value.message)
                values[index] = nothing
    _check_filled(sheet, column, raws, values, found)
    if column.kind in _TEXTS and max(map(_length, cells.values()), default=0) > column.longest:
        _check_length(sheet, column, values, found)
    if column.kind in _AS_TEXT and str in types:
        _note_texts(sheet, column, raws, values)
    sheet.values[column.field] = values


_AS_TEXT = (CellKind.NUMBER, CellKind.NUMBER_OR_WORDS, CellKind.MEASURED)
_TEXTS = (CellKind.KEY, CellKind.KEYS, CellKind.NAME, CellKind.NAMES, CellKind.TEXT)


def _check_filled(sheet: Sheet, column: Column, raws: list[Any], values: list[Any], found: Found) -> None:
    place = sheet.columns[column.field]
    if column.required and not all(values):
        for index, value in enumerate(values):
            if not value and is_blank(raws[index]):
                message = _("%(header)s skal udfyldes") % {"header": column.header}
                found.error(sheet.form.place, sheet.lines[index], place, message)


def _check_length(sheet: Sheet, column: Column, values: list[Any], found: Found) -> None:
    message = _("teksten er på %(length)s tegn; der er plads til %(longest)s")
    for index, value in enumerate(values):
        if _length(value) > column.longest:
            texts = {"length": _length(value), "longest": column.longest}
            found.error(sheet.form.place, sheet.lines[index], sheet.columns[column.field], message % texts)


def _length(value: Any) -> int:
    if isinstance(value, Wrong):
        return 0
    return len(value) if isinstance(value, str) else max(map(len, value), default=0)


def _note_texts(sheet: Sheet, column: Column, raws: list[Any], values: list[Any]) -> None:
    """Remember which numbers were written as text: they alone say how many decimals they have."""
    place = sheet.form.row._fields.index(column.field)
    units: dict[str, str] = {}
    for index, raw in enumerate(raws):
        if type(raw) is str and raw:
            value = values[index]
            number = value.number if isinstance(value, NumberOrWords) else value
            if number is None or isinstance(number, str | Wrong):
                continue
            if raw not in units:
                units[raw] = unit_of(raw)
            sheet.as_text[index, place] = units[raw]


def _settle(sheet: Sheet, parts: Mapping[str, Rows[Any] | None], found: Found) -> None:
    """Decide what depends on another column or an earlier sheet."""
    settle = _SETTLING.get(sheet.form.field)
    if settle is not None:
        settle(sheet, parts, found)


def _settle_milestones(sheet: Sheet, parts: Mapping[str, Rows[Any] | None], found: Found) -> None:
    kinds = sheet.values["kind"]
    sheet.values["amount"] = _numbers_or_words(sheet, "amount", kinds, found)


def _settle_statuses(sheet: Sheet, parts: Mapping[str, Rows[Any] | None], found: Found) -> None:
    known = milestone_kinds(parts[MILESTONES.field])
    pairs = zip(sheet.values["activity"], sheet.values["milestone"], strict=True)
    sheet.values["value"] = _numbers_or_words(sheet, "value", [known.get(pair) for pair in pairs], found)


def _settle_versions(sheet: Sheet, parts: Mapping[str, Rows[Any] | None], found: Found) -> None:
    known = milestone_kinds(parts[MILESTONES.field])
    pairs = zip(sheet.values["activity"], sheet.values["milestone"], strict=True)
    kinds = [
        MilestoneKind.COUNT if result else known.get(pair)
        for result, pair in zip(sheet.values["result"], pairs, strict=True)
    ]
    sheet.values["amount"] = _numbers_or_words(sheet, "amount", kinds, found)


def _settle_measurements(sheet: Sheet, parts: Mapping[str, Rows[Any] | None], found: Found) -> None:
    """A row with blank `Serie` and only `Tekst` is a note, except on a result whose values are texts."""
    results = parts[RESULTS.field]
    of_text = {row.number for row in results.items if row.kind is IndicatorKind.TEXT} if results else set()
    fields = ("value", "numerator", "denominator", "break_reason")
    series, texts, numbers = sheet.values["series"], sheet.values["text"], sheet.values["result"]
    for index, name in enumerate(series):
        if not name and texts[index] and numbers[index] not in of_text:
            others = [sheet.values[one][index] for one in fields]
            if all(other is None or other == "" for other in others):
                series[index] = None


_Settler = Callable[[Sheet, Mapping[str, Rows[Any] | None], Found], None]
_SETTLING: Mapping[str, _Settler] = {
    "milestones": _settle_milestones,
    "statuses": _settle_statuses,
    "measurements": _settle_measurements,
    "target_versions": _settle_versions,
}


def milestone_kinds(rows: Rows[Any] | None) -> dict[tuple[str, str], MilestoneKind | None]:
    """(activity, number) → type, of the milestones on the sheet."""
    return {(row.activity, row.number): row.kind for row in rows.items} if rows else {}


def _numbers_or_words(
    sheet: Sheet, name: str, kinds: Sequence[MilestoneKind | None], found: Found
) -> list[Any]:
    settled: list[Any] = []
    for index, (value, kind) in enumerate(zip(sheet.values[name], kinds, strict=True)):
        if value is None:
            settled.append(None)
        elif kind is MilestoneKind.TEXT:
            sheet.as_text.pop((index, sheet.form.row._fields.index(name)), None)
            phrase = cpr_phrase(value.text)  # of a number, which only now is known to be words
            if phrase is not None:
                place = sheet.columns[name]
                found.cannot_read(sheet.form.place, sheet.lines[index], place, words(phrase))
            settled.append(None if phrase is not None else value.text)
        elif isinstance(value.number, Wrong):
            if kind is not None:
                found.cannot_read(
                    sheet.form.place, sheet.lines[index], sheet.columns[name], value.number.message
                )
            settled.append(None)
        else:
            settled.append(value.number)
    return settled
