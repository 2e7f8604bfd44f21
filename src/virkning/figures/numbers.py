"""Danish numbers: decimal comma, dots between thousands, at most 15 digits, decimals as written."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from virkning.figures.phrases import FigureError, P
from virkning.figures.sums import decimals_of, rounded, tidy

MAX_DIGITS = 15
MINUS = "−"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

# Only what the workbook names; other words after a number are refused, they belong in the unit's cell.
_UNITS = {
    "pct.": "pct.",
    "pct": "pct.",
    "%": "pct.",
    "procent": "pct.",
    "procentpoint": "procentpoint",
    "kr.": "kr.",
    "kr": "kr.",
}
_WITH_UNIT = re.compile(
    r"(?P<number>.*?)\s*(?P<unit>procentpoint|procent|pct\.?|%|kr\.?)", re.IGNORECASE | re.DOTALL
)
_NUMBER = re.compile(
    r"(?P<sign>[-+−–]?) ?"
    # A group never begins with 0: "0.123" is somebody's decimal point, not 123.
    r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+|(?=,))"
    r"(?:,(?P<fraction>[0-9]+))?"
)
_DECIMAL_POINT = re.compile(
    r"(?P<sign>[-+−–]?) ?(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<fraction>[0-9]+)"
)
_NUMBER_AND_WORDS = re.compile(r"(?P<number>[-+−–]? ?[0-9][0-9., ]*?)\s*[^0-9.,\s].*", re.DOTALL)


@dataclass(frozen=True)
class Written:
    """A number as written: `value` keeps its decimals, `unit` is `pct.`, `procentpoint`, `kr.` or blank."""

    value: Decimal
    unit: str = ""


def parse_number(text: str) -> Written:
    """The number a user wrote in Danish.

    A dot (or a space) groups only before exactly three digits, so `1.234` is 1234 and `67.33` is refused.
    Raises `FigureError`: not a number, a decimal point, words after the number, more than 15 digits.
    """
    wanted = " ".join(text.split())
    unit = ""
    with_unit = _WITH_UNIT.fullmatch(wanted)
    if with_unit is not None:
        wanted, unit = with_unit["number"], _UNITS[with_unit["unit"].lower()]
    match = _NUMBER.fullmatch(wanted)
    if match is None:
        raise _not_a_number(text, wanted)
    whole = re.sub(r"[. ]", "", match["whole"])
    digits = f"{whole or '0'}.{match['fraction']}" if match["fraction"] else whole
    sign = "-" if match["sign"] in ("-", MINUS, "–") else ""
    value = Decimal(f"{sign}{digits}")
    return Written(check_digits(value if value else abs(value), text), unit)


def from_excel(number: float) -> Decimal:
    """The number an Excel cell holds, as Excel shows it: 15 significant digits, at most 15 decimals.

    `67.0` is 67 and `0.1 + 0.2` is 0.3; Excel does not keep how many decimals were written.
    Raises `FigureError` for what is not a finite number, and for more than 15 digits.
    """
    if isinstance(number, bool) or not math.isfinite(number):
        raise FigureError(P("“%(text)s” er ikke et tal. Skriv et tal, for eksempel 67,33.", text=str(number)))
    exact = Decimal(number) if isinstance(number, int) else Decimal(format(number, ".15g"))
    if decimals_of(exact) > MAX_DIGITS:
        exact = rounded(exact, MAX_DIGITS)
    return tidy(check_digits(exact, str(number)))


def danish_number(
    value: Decimal, *, decimals: int | None = None, grouping: bool = True, sign: bool = False
) -> str:
    """`1.234,5`; a true minus sign; the decimals as written, or exactly `decimals` (half rounded up).

    `sign` puts a plus before positive numbers. `parse_number` reads it all back.
    Raises ValueError for what is not a finite number.
    """
    shown = rounded(value, decimals) if decimals is not None else value
    places = decimals_of(shown)
    whole, _, fraction = f"{shown.copy_abs():.{places}f}".partition(".")
    if grouping:
        whole = f"{int(whole):,}".replace(",", ".")
    mark = MINUS if shown < 0 else "+" if sign and shown > 0 else ""
    return f"{mark}{whole},{fraction}" if fraction else f"{mark}{whole}"


def check_digits(value: Decimal, written: str | None = None) -> Decimal:
    """The value itself; raises `FigureError` when it has more than 15 digits (or is not finite)."""
    if not value.is_finite():
        raise FigureError(P("“%(text)s” er ikke et tal. Skriv et tal, for eksempel 67,33.", text=str(value)))
    places = decimals_of(value)
    if max(value.adjusted() + 1, 0) + places > MAX_DIGITS:
        raise FigureError(
            P(
                "“%(text)s” har mere end 15 cifre. Skriv tallet med højst 15 cifre.",
                text=(written or str(value)).strip(),
            )
        )
    return value


def _not_a_number(text: str, number: str) -> FigureError:
    shown = text.strip()
    if not shown:
        return FigureError(P("Der mangler et tal. Skriv for eksempel 67,33 eller 1.234."))
    point = _DECIMAL_POINT.fullmatch(number)
    if point is not None:
        whole = point["whole"].replace(",", ".")
        return FigureError(
            P(
                "“%(text)s” er ikke et dansk tal: et punktum står kun foran præcis tre cifre. "
                "Mente du %(suggestion)s? Skriv decimaler med komma.",
                text=shown,
                suggestion=f"{point['sign']}{whole},{point['fraction']}",
            )
        )
    words = _NUMBER_AND_WORDS.fullmatch(number)
    if words is not None and _NUMBER.fullmatch(words["number"].strip()):
        return FigureError(
            P(
                "“%(text)s” er ikke et tal, men et tal med ord efter. Skriv kun tallet: %(suggestion)s.",
                text=shown,
                suggestion=words["number"].strip(),
            )
        )
    return FigureError(
        P(
            "“%(text)s” er ikke et tal. Skriv tallet med cifre og med komma før decimaler, "
            "for eksempel 67,33 eller 1.234.",
            text=shown,
        )
    )
