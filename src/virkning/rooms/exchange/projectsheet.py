"""The sheet Projekt: read downwards, one field a row."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from virkning.figures.periods import Period

from .book import ProjectRow
from .cells import (
    Cells,
    is_blank,
    read_day,
    read_list,
    read_period,
    read_periods,
    read_text,
    shown,
    without_bools,
)
from .findings import Found
from .opening import RawSheet
from .sheets import NAME_LENGTH, PROJECT, PROJECT_FIELDS

_FIELD, _VALUE = 0, 1


class Municipalities(Protocol):
    """The municipalities that are known, as reference data."""

    def code_of(self, text: str) -> str | None:
        """The three-digit code for a code or a name, however it is spelled."""

    def like(self, text: str) -> Sequence[str]:
        """Names that look like the text."""

    def may_be_none(self) -> bool:
        """Whether the file may name none: that of a project another sort of organisation leads."""


def _read_municipalities(raw: Any) -> tuple[str, ...]:
    return read_list(raw, lambda one: " ".join(read_text(one).split()))


_READERS = {
    "name": lambda raw: " ".join(read_text(raw).split()),
    "municipalities": _read_municipalities,
    "programme": lambda raw: " ".join(read_text(raw).split()),
    "starts_on": lambda raw: None if is_blank(raw) else read_day(raw),
    "ends_on": lambda raw: None if is_blank(raw) else read_day(raw),
    "periods": lambda raw: tuple(sorted(read_periods(raw), key=Period.parse)),
    "baseline": read_period,
}


def read_project(
    raw: RawSheet, municipalities: Municipalities, found: Found
) -> tuple[ProjectRow | None, Mapping[str, int]]:
    """The project, and the line each of its fields stands on; None where a required one is missing or wrong.

    A field of `ProjectRow` that has no line was not in the file (only `Program` may be left out).
    """
    if not _has_headers(raw, found):
        return None, {}
    lines = _lines(raw, found)
    values: dict[str, Any] = dict.fromkeys(PROJECT_FIELDS, "")
    for name, line in lines.items():
        values[name] = _value(raw, name, line, found)
    if not values["municipalities"] and "municipalities" in lines and municipalities.may_be_none():
        values["municipalities"] = ()
        optional = {"municipalities"}
    else:
        optional = set()
    _check_filled(raw, lines, values, found, optional)
    if values["municipalities"] and "municipalities" in lines:
        codes = _codes(values["municipalities"], lines["municipalities"], municipalities, found)
        values["municipalities"] = codes
    _check_together(values, lines, found)
    required = [
        values[name]
        for name, (_label, required) in PROJECT_FIELDS.items()
        if required and name not in optional
    ]
    if not all(required):
        partly = values["periods"] or ()
        unknown = date.min
        return ProjectRow("", (), "", unknown, unknown, partly, ""), lines
    return ProjectRow(**values), lines


def _has_headers(raw: RawSheet, found: Found) -> bool:
    header = [shown(cell) for cell in raw.rows[0]] if raw.rows else []
    right = True
    for place, column in enumerate(PROJECT.columns):
        given = header[place] if place < len(header) else ""
        if _folded(given) != _folded(column.header):
            message = _('her skal stå "%(header)s"') % {"header": column.header}
            found.error(PROJECT.place, 1, place, message)
            right = False
    for line, row in enumerate(raw.rows, start=1):
        for place, cell in enumerate(row[2:], start=2):
            if not is_blank(cell):
                message = _(
                    '"%(text)s" står i en kolonne, der ikke findes i projektarket. Arkets kolonner er Felt, Værdi'
                )
                found.error(PROJECT.place, line, place, message % {"text": shown(cell)[:60]})
    return right


def _lines(raw: RawSheet, found: Found) -> dict[str, int]:
    """Field → its line. Unknown and repeated fields are errors."""
    known = {_folded(label): name for name, (label, _required) in PROJECT_FIELDS.items()}
    lines: dict[str, int] = {}
    for line, row in enumerate(raw.rows[1:], start=2):
        cells = [*row, "", ""][:2]
        if is_blank(cells[_FIELD]):
            if not is_blank(cells[_VALUE]):
                found.error(PROJECT.place, line, _FIELD, _("Felt skal udfyldes"))
            continue
        label = shown(cells[_FIELD])
        name = known.get(_folded(label))
        if name is None:
            expected = ", ".join(label for label, _required in PROJECT_FIELDS.values())
            message = _('feltet "%(label)s" findes ikke. Felterne er %(expected)s')
            found.error(PROJECT.place, line, _FIELD, message % {"label": label, "expected": expected})
        elif name in lines:
            message = _('feltet "%(label)s" står også i %(cell)s')
            found.error(PROJECT.place, line, _FIELD, message % {"label": label, "cell": f"A{lines[name]}"})
        else:
            lines[name] = line
    return lines


def _value(raw: RawSheet, name: str, line: int, found: Found) -> Any:
    cell = [*raw.rows[line - 1], "", ""][_VALUE]
    cells = Cells(_READERS[name])
    value = cells[next(iter(without_bools([cell])))]
    if cells.wrong:
        found.error(PROJECT.place, line, _VALUE, value.message)
        return None
    if name in ("name", "programme") and len(value) > NAME_LENGTH:
        message = _("teksten er på %(length)s tegn; der er plads til %(longest)s")
        found.error(PROJECT.place, line, _VALUE, message % {"length": len(value), "longest": NAME_LENGTH})
    return value


def _check_filled(
    raw: RawSheet,
    lines: Mapping[str, int],
    values: Mapping[str, Any],
    found: Found,
    optional: Collection[str],
) -> None:
    free = len(raw.rows) + 1
    for name, (label, required) in PROJECT_FIELDS.items():
        if name not in lines:
            if required:
                found.error(PROJECT.place, free, _FIELD, _('feltet "%(label)s" mangler') % {"label": label})
                free += 1
        elif name in optional:
            continue
        elif required and not values[name] and (values[name] is not None or _is_empty(raw, lines[name])):
            found.error(PROJECT.place, lines[name], _VALUE, _("%(label)s skal udfyldes") % {"label": label})


def _is_empty(raw: RawSheet, line: int) -> bool:
    return is_blank([*raw.rows[line - 1], "", ""][_VALUE])


def _codes(
    names: tuple[str, ...], line: int, municipalities: Municipalities, found: Found
) -> tuple[str, ...]:
    codes: list[str] = []
    for name in names:
        code = municipalities.code_of(name)
        if code is None:
            like = municipalities.like(name)
            hint = _(" Mente du %(names)s?") % {"names": _either(like)} if like else ""
            message = _('"%(name)s" er ikke en dansk kommune.') % {"name": name}
            found.error(PROJECT.place, line, _VALUE, f"{message}{hint}")
        elif code in codes:
            found.error(PROJECT.place, line, _VALUE, _("%(name)s står her to gange") % {"name": name})
        else:
            codes.append(code)
    return tuple(codes) if len(codes) == len(names) else ()


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {_('eller')} {names[-1]}"


def _check_together(values: Mapping[str, Any], lines: Mapping[str, int], found: Found) -> None:
    starts, ends = values["starts_on"], values["ends_on"]
    if starts and ends and ends < starts:
        found.error(PROJECT.place, lines["ends_on"], _VALUE, _("slutdatoen ligger før startdatoen"))
    baseline, periods = values["baseline"], values["periods"]
    if baseline and periods and baseline not in periods:
        message = _('baselineperioden "%(period)s" står ikke under Perioder (%(listed)s)')
        texts = {"period": baseline, "listed": ", ".join(periods)}
        found.error(PROJECT.place, lines["baseline"], _VALUE, message % texts)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
