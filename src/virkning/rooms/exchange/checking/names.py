"""Everything named exists, once: keys, references between sheets, listed periods."""

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext as _

from ..cells import NOTHING
from ..findings import address
from ..reading import Reading, milestone_kinds
from ..sheets import (
    ACTIVITIES,
    AREAS,
    ASSESSMENTS,
    LIST_SEPARATOR,
    MILESTONES,
    PROJECT,
    RESULTS,
    SHEETS,
    STATUSES,
    TARGET_VERSIONS,
    CellKind,
    Column,
)
from .sheet import Examined, examined

_NUMBERED = (AREAS, ACTIVITIES, MILESTONES, RESULTS)
_SHEET_OF = {form.field: form for form in _NUMBERED}


def check_names(reading: Reading) -> None:
    """All rules of this module."""
    known = {form.field: set(examined(form, reading).column("number")) for form in _NUMBERED}
    for form in SHEETS[1:]:
        sheet = examined(form, reading)
        _check_keys(sheet)
        for column in form.columns:
            if column.refers and column.refers not in reading.incomplete:
                _check_references(sheet, column, known[column.refers])
            if column.kind is CellKind.PERIOD and PROJECT.field not in reading.incomplete:
                _check_listed(sheet, column, reading.book.head.periods)
    for form in _NUMBERED:
        _check_separators(examined(form, reading))
    if not {MILESTONES.field, ACTIVITIES.field} & reading.incomplete:
        for form in (STATUSES, TARGET_VERSIONS):
            _check_milestones(examined(form, reading), reading)
    _check_belonging(examined(RESULTS, reading), ("activities", "area"), _belongs_to_two)
    _check_belonging(examined(ASSESSMENTS, reading), ("activity", "area", "result"), _about_two)
    _check_version_subject(examined(TARGET_VERSIONS, reading))
    _check_replacements(examined(RESULTS, reading))


def _check_keys(sheet: Examined[Any]) -> None:
    """A key stands once. Rows whose key is not whole are left out: their empty cell is reported already."""
    form = sheet.form
    key_of: Callable[[Any], Any] = form.key
    keys = [key_of(row) for row in sheet.rows.items]
    if len(set(keys)) == len(keys):
        return
    required = [form.row._fields.index(column.field) for column in form.columns if column.required]
    first: dict[Any, int] = {}
    for index, key in enumerate(keys):
        row = sheet.rows.items[index]
        if not all(row[place] for place in required):
            continue
        if key in first:
            message = _("%(what)s står allerede i række %(line)s. Slet den ene række, eller ret den")
            texts = {"what": _key_words(sheet, index), "line": sheet.rows.lines[first[key]]}
            sheet.error(index, form.key_field, message % texts)
        else:
            first[key] = index


_KEY_FIELDS = {
    "areas": ("number",),
    "activities": ("number",),
    "milestones": ("activity", "number"),
    "statuses": ("activity", "milestone", "period"),
    "results": ("number",),
    "measurements": ("result", "series", "period"),
    "target_versions": ("result", "activity", "milestone", "valid_from"),
    "assessments": ("activity", "area", "result", "period", "heading"),
}


def _key_words(sheet: Examined[Any], index: int) -> str:
    """`Resultat "F1", Serie "Mænd", Periode "2012"`: the key as its headers and cells."""
    row = sheet.rows.items[index]
    header = {column.field: column.header for column in sheet.form.columns}
    pairs = [(header[name], getattr(row, name)) for name in _KEY_FIELDS[sheet.form.field]]
    return ", ".join(f'{label} "{value}"' for label, value in pairs if value)


def _check_references(sheet: Examined[Any], column: Column, known: Collection[str]) -> None:
    values = sheet.column(column.field)
    if column.kind is CellKind.KEY:
        if set(values) - set(known) <= {""}:
            return
        values = [(value,) if value else () for value in values]
    for index, names in enumerate(values):
        for name in names:
            if name not in known:
                sheet.error(index, column.field, _unknown(column.refers, name))


def _unknown(refers: str, name: str) -> str:
    messages = {
        "areas": _('området "%(name)s" findes ikke på arket %(sheet)s'),
        "activities": _('aktiviteten "%(name)s" findes ikke på arket %(sheet)s'),
        "results": _('resultatet "%(name)s" findes ikke på arket %(sheet)s'),
    }
    return messages[refers] % {"name": name, "sheet": _SHEET_OF[refers].name}


def _check_listed(sheet: Examined[Any], column: Column, listed: tuple[str, ...]) -> None:
    values = sheet.column(column.field)
    unlisted = set(values) - set(listed) - {NOTHING[column.kind]}
    if not unlisted:
        return
    message = _('perioden "%(period)s" står ikke under Perioder på arket Projekt (%(listed)s)')
    for index, value in enumerate(values):
        if value in unlisted:
            sheet.error(index, column.field, message % {"period": value, "listed": ", ".join(listed)})


def _check_separators(sheet: Examined[Any]) -> None:
    for index, number in enumerate(sheet.column("number")):
        if LIST_SEPARATOR in number:
            sheet.error(
                index, "number", _("et Nr må ikke indeholde semikolon, for det skiller flere numre ad")
            )


def _check_milestones(sheet: Examined[Any], reading: Reading) -> None:
    known = milestone_kinds(reading.book.milestones)
    activities = set(examined(ACTIVITIES, reading).column("number"))
    pairs = list(zip(sheet.column("activity"), sheet.column("milestone"), strict=True))
    if set(pairs) <= set(known):
        return
    message = _('milepælen "%(milestone)s" findes ikke under aktiviteten "%(activity)s" på arket %(sheet)s')
    for index, (activity, milestone) in enumerate(pairs):
        if activity in activities and milestone and (activity, milestone) not in known:
            texts = {"milestone": milestone, "activity": activity, "sheet": MILESTONES.name}
            sheet.error(index, "milestone", message % texts)


def _belongs_to_two() -> str:
    return _("et resultat hører til aktiviteter eller til et område, ikke begge dele. Slet den ene celle")


def _about_two() -> str:
    return _(
        "en vurdering gælder en aktivitet, et område eller et resultat, kun én af dem. Slet de andre celler"
    )


def _check_belonging(sheet: Examined[Any], fields: tuple[str, ...], words: Callable[[], str]) -> None:
    places = [sheet.form.row._fields.index(field) for field in fields]
    for index, row in sheet:
        given = [field for field, place in zip(fields, places, strict=True) if row[place]]
        if len(given) > 1:
            sheet.error(index, given[1], words())


def _check_version_subject(sheet: Examined[Any]) -> None:
    """A target version is about a result, or about an activity's milestone."""
    for index, row in sheet:
        if row.result and (row.activity or row.milestone):
            field = "activity" if row.activity else "milestone"
            sheet.error(index, field, _("rækken gælder et resultat; så skal Aktivitet og Milepæl være tomme"))
        elif not row.result and not (row.activity or row.milestone):
            sheet.error(index, "result", _("skriv et resultat, eller en aktivitet og dens milepæl"))
        elif not row.result and not (row.activity and row.milestone):
            field = "milestone" if row.activity else "activity"
            sheet.error(
                index, field, _("både Aktivitet og Milepæl skal udfyldes, når rækken gælder en milepæl")
            )


def _check_replacements(sheet: Examined[Any]) -> None:
    """No result is replaced by itself, directly or in a ring."""
    after = {row.number: row.replaced_by for _index, row in sheet if row.replaced_by}
    for index, row in sheet:
        if row.replaced_by and row.replaced_by == row.number:
            sheet.error(index, "replaced_by", _("et resultat kan ikke erstattes af sig selv"))
        elif row.number in after and (ring := _ring(row.number, after)):
            message = _("resultaterne erstatter hinanden i ring: %(ring)s")
            sheet.error(index, "replaced_by", message % {"ring": " → ".join(ring)})


def _ring(number: str, after: dict[str, str]) -> list[str]:
    """The way from a result back to itself; empty where there is none."""
    way, at = [number], after[number]
    while at in after and at not in way:
        way.append(at)
        at = after[at]
    return [*way, at] if at == number and len(way) > 1 else []


def cell_of(sheet: Examined[Any], index: int, field: str) -> str:
    """The address of a cell, to be named in a message about another."""
    return address(sheet.rows.lines[index], sheet.rows.columns.get(field, 0))
