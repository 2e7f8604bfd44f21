"""One cell at a time: raw → typed value, for each kind of cell. What cannot be understood becomes `Wrong`, and why.

Decisions where Excel leaves room: 25 % is 25, as it is shown; a number in a Nr is the text Excel shows (`2.1`, `3`); a
number in a text stands with a Danish comma; TRUE and FALSE are Ja and Nej; a date in a Nr, a series, a period or a
number is refused, for Excel has then changed what was typed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.cpr import refuse_cpr
from virkning.figures.dates import Deadline, parse_date, short_date
from virkning.figures.indicators import Answer, IndicatorKind, Term
from virkning.figures.lights import Light, MilestoneKind, MilestoneStatus
from virkning.figures.numbers import check_digits, danish_number, from_excel, parse_number
from virkning.figures.periods import FIRST_YEAR, LAST_YEAR, Period
from virkning.figures.phrases import FigureError
from virkning.figures.sums import tidy
from virkning.figures.targets import TargetRule

from .findings import words
from .opening import ExcelError, ShownPercent
from .sheets import LIST_SEPARATOR, CellKind

_CONTROLS = {
    code: None for code in (*range(32), 127, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in (9, 10)
}
_HAS_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class CellProblem(Exception):
    """The cell cannot be understood; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """In the place of a value: the cell cannot be understood."""

    message: str


@dataclass(frozen=True, slots=True)
class Yes:
    """TRUE (or FALSE) in Excel. Not a bool, which would be the number 1 to a dictionary."""

    truth: bool


@dataclass(frozen=True, slots=True)
class NumberOrWords:
    """A cell whose meaning depends on a milestone's type: the words as written, and the number or why it is none."""

    text: str
    number: Decimal | Wrong | None


class Cells(dict[Any, Any]):
    """The values of a column, each different raw cell read once: `cells[raw]`. `wrong` says whether any was `Wrong`.

    A CPR number makes a cell wrong whatever it is read as (ADR 0014); a number is only one where it is read as text.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read
        self.wrong = False

    def __missing__(self, raw: Any) -> Any:
        value: Any
        try:
            if isinstance(raw, ExcelError):
                raise CellProblem(_("cellens formel giver en fejl. Ret formlen, eller skriv værdien"))
            written = clean(raw) if type(raw) is str else None
            if written:
                refuse_cpr(written)
            value = self.read(raw)
            if value != written:
                _refuse_texts(value)
        except CellProblem as problem:
            value, self.wrong = Wrong(str(problem)), True
        except FigureError as error:
            value, self.wrong = Wrong(words(error.phrase)), True
        self[raw] = value
        return value


def _refuse_texts(value: Any) -> None:
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str):
            refuse_cpr(text)


def clean(text: str) -> str:
    """The text as it is kept: trimmed, composed letters, plain line breaks, no control characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _HAS_CONTROLS.search(text):
        text = text.translate(_CONTROLS)
    return text.strip()


def is_blank(raw: Any) -> bool:
    """Nothing is written in the cell."""
    return raw == "" or raw is None or (isinstance(raw, str) and not clean(raw))


def shown(raw: Any) -> str:
    """The cell as a person sees it."""
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, float | int):
        return _danish(raw)
    if isinstance(raw, ShownPercent):
        return f"{_danish(raw.number * 100)} %"
    if isinstance(raw, Yes):
        return "Ja" if raw.truth else "Nej"  # the sheet's own words, whatever the language
    if isinstance(raw, datetime):
        return f"{short_date(raw.date())} {raw:%H:%M}"
    if isinstance(raw, date):
        return short_date(raw)
    return str(raw)


def _danish(number: float) -> str:
    try:
        return danish_number(from_excel(number), grouping=False)
    except FigureError:
        return str(number)


def _percent(raw: ShownPercent) -> Decimal:
    return check_digits(tidy(from_excel(raw.number) * 100))


def _is_time(raw: Any) -> bool:
    return isinstance(raw, date | time | timedelta)


def read_text(raw: Any) -> str:
    """Any text, numbers and dates as they are shown."""
    return clean(raw) if type(raw) is str else shown(raw)


def read_key(raw: Any) -> str:
    """A Nr, or a reference to one."""
    if type(raw) is str:
        return " ".join(clean(raw).split())
    if _is_time(raw):
        raise CellProblem(
            _(
                "Excel har lavet nummeret om til en dato (%(shown)s). "
                "Formatér cellen som tekst, og skriv nummeret igen, for eksempel 1.1"
            )
            % {"shown": shown(raw)}
        )
    return shown(raw).replace(",", ".") if isinstance(raw, float | int) else shown(raw)


def read_name(raw: Any) -> str:
    """A series' name."""
    if _is_time(raw):
        raise CellProblem(
            _(
                "Excel har lavet serien om til en dato (%(shown)s). "
                "Formatér cellen som tekst, og skriv seriens navn igen"
            )
            % {"shown": shown(raw)}
        )
    return " ".join(read_text(raw).split())


def read_list(raw: Any, read: Callable[[Any], str]) -> tuple[str, ...]:
    """Several, `;` between; each once."""
    if type(raw) is not str:
        one = read(raw)
        return (one,) if one else ()
    found = tuple(one for part in raw.split(LIST_SEPARATOR) if (one := read(part)))
    seen: set[str] = set()
    for one in found:
        if one in seen:
            raise CellProblem(_('"%(text)s" står her to gange. Skriv det én gang') % {"text": one})
        seen.add(one)
    return found


def read_period(raw: Any) -> str:
    """A period's canonical text; blank for blank."""
    if type(raw) is float and raw.is_integer():
        raw = str(int(raw))
    if _is_time(raw):
        raise CellProblem(
            _(
                "Excel har lavet perioden om til en dato (%(shown)s). "
                "Formatér cellen som tekst, og skriv perioden igen, for eksempel 2013 eller 2013-10"
            )
            % {"shown": shown(raw)}
        )
    text = shown(raw)
    return Period.parse(text).canonical if text else ""


def read_periods(raw: Any) -> tuple[str, ...]:
    """Several periods, `;` between."""
    return read_list(raw, read_period)


def read_day(raw: Any) -> date:
    """A date."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        if not FIRST_YEAR <= raw.year <= LAST_YEAR:
            raise CellProblem(_("datoen ligger ikke mellem 1900 og 2199"))
        return raw
    return parse_date(shown(raw))


def read_deadline(raw: Any) -> Deadline | None:
    """A date, or a period that stands for its last day."""
    if isinstance(raw, date):
        return Deadline(read_day(raw))
    if type(raw) is float and raw.is_integer():
        raw = str(int(raw))
    text = shown(raw)
    return Deadline.parse(text) if text else None


def read_number(raw: Any) -> Decimal | None:
    """A number as written; from an Excel number without trailing zeros. None for blank."""
    if type(raw) is float:
        plain = repr(raw)
        # The short way for what nearly every cell holds; the same number as `from_excel` gives.
        if len(plain) <= 16 and "e" not in plain and "n" not in plain and raw:
            return Decimal(plain[:-2] if plain.endswith(".0") else plain)
        return from_excel(raw)
    if type(raw) is str:
        text = clean(raw)
        return parse_number(text).value if text else None
    if isinstance(raw, ShownPercent):
        return _percent(raw)
    if _is_time(raw):
        raise CellProblem(
            _(
                "Excel har lavet tallet om til en dato eller et klokkeslæt (%(shown)s). Formatér cellen som tal"
            )
            % {"shown": shown(raw)}
        )
    raise CellProblem(_('"%(text)s" er ikke et tal') % {"text": shown(raw)})


def unit_of(text: str) -> str:
    """The unit written after a number that has been read: `pct.`, `procentpoint`, `kr.` or blank."""
    return parse_number(clean(text)).unit


def read_number_or_words(raw: Any) -> NumberOrWords | None:
    """Both ways to read the cell; which one is meant is decided by the milestone's type."""
    if is_blank(raw):
        return None
    reader = Cells(read_number)
    return NumberOrWords(shown(raw), reader[raw])


def read_measured(raw: Any) -> Decimal | Answer | None:
    """A number, or Ja, Nej, N/A."""
    if isinstance(raw, Yes):
        return Answer.YES if raw.truth else Answer.NO
    if type(raw) is not str:
        return read_number(raw)
    text = clean(raw)
    try:
        return Answer.parse(text)
    except FigureError:
        pass
    if any(letter.isdigit() for letter in text):
        return read_number(text)
    raise CellProblem(
        _(
            '"%(text)s" er ikke et tal og heller ikke Ja, Nej eller N/A. Skriv en af delene, og ord i kolonnen Tekst'
        )
        % {"text": text}
    )


def _word(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A cell that holds one of a few words; None for blank."""

    def read(raw: Any) -> Any:
        text = shown(raw)
        return parse(text) if text else None

    return read


READERS: Mapping[CellKind, Callable[[Any], Any]] = {
    CellKind.KEY: read_key,
    CellKind.KEYS: lambda raw: read_list(raw, read_key),
    CellKind.NAME: read_name,
    CellKind.NAMES: lambda raw: read_list(raw, read_name),
    CellKind.TEXT: read_text,
    CellKind.PERIOD: read_period,
    CellKind.DAY: lambda raw: None if is_blank(raw) else read_day(raw),
    CellKind.DEADLINE: read_deadline,
    CellKind.NUMBER: read_number,
    CellKind.NUMBER_OR_WORDS: read_number_or_words,
    CellKind.MEASURED: read_measured,
    CellKind.MILESTONE_KIND: _word(MilestoneKind.parse),
    CellKind.STATUS: _word(MilestoneStatus.parse),
    CellKind.LIGHT: _word(Light.parse),
    CellKind.TERM: _word(Term.parse),
    CellKind.INDICATOR_KIND: _word(IndicatorKind.parse),
    CellKind.RULE: _word(TargetRule.parse),
}

#: What a field holds where the file lacks its column, or its cell is wrong.
NOTHING: Mapping[CellKind, Any] = {
    kind: ()
    if kind in (CellKind.KEYS, CellKind.NAMES)
    else ""
    if kind in (CellKind.KEY, CellKind.NAME, CellKind.TEXT, CellKind.PERIOD)
    else None
    for kind in CellKind
}


def without_bools(column: Iterable[Any]) -> Iterable[Any]:
    """The raw cells with TRUE and FALSE wrapped, for `Cells` to tell them from 1 and 0."""
    return [Yes(raw) if raw is True or raw is False else raw for raw in column]
