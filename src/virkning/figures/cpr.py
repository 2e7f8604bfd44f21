"""Finding CPR numbers in what people write: `010190-1234`, `010190 1234`, `0101901234`, and fictive ones (day + 60).

Decisions:

- The date must be possible (in the century the seventh digit gives, which matters for 29 February); the check digit is
  not looked at, for it is not guaranteed since 2007.
- Any hyphen or dash, any space, full-width digits, and characters nobody sees between the two parts count.
- Ten digits without anything between them must stand alone: not in a word, not as decimals or a number with them, not
  after a country code. With a hyphen only a longer run of digits makes it something else: `cpr010190-1234.docx` is one.
- A production unit's ten digits can look like a CPR number. With full stops (`1.003.123.456`) it is a number.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass

from virkning.figures.phrases import FigureError, P, Phrase

HIDDEN = "••••"
#: What stands for each digit of a number that has been blacked out.
BLACK = "█"
#: Every dash there is, the soft hyphen and the minus sign; every space that stays on the line; what nobody sees.
_HYPHENS = "\\-\u00ad\u058a\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SPACES = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u200b-\u200f\u2060\ufeff"
_CPR = re.compile(
    rf"(?<!\d)(?P<birth>\d{{6}})"
    rf"(?P<between>[{_UNSEEN}]{{0,3}}"
    rf"(?:[{_SPACES}]{{0,2}}[{_HYPHENS}][{_SPACES}]{{0,2}}|[{_SPACES}]{{1,2}})?[{_UNSEEN}]{{0,3}})"
    rf"(?P<serial>\d{{4}})(?!\d)"
)
_COUNTRY = re.compile(rf"(?:\+|(?<!\d)00)\d{{0,3}}[{_SPACES}{_HYPHENS}]?\Z")
_DECIMALS_BEFORE = re.compile(r"\d[.,]\Z")
_DECIMALS_AFTER = re.compile(r"[.,]\d")
#: The second to fourth group of `3f610190-1234-4abc-…`, which is no CPR number.
_IDENTIFIER = re.compile(r"-[0-9a-fA-F]{4}-")
_DIGIT = re.compile(r"\d")
_FICTIVE = 60


@dataclass(frozen=True, slots=True)
class CprFound:
    """A CPR number in a text, from `start` to `end`. `masked` is how it may be told: `010190-••••`."""

    start: int
    end: int
    masked: str


def find_cpr(text: str) -> tuple[CprFound, ...]:
    """Every CPR number in the text, in order."""
    if len(text) < 10:
        return ()
    return tuple(
        CprFound(match.start(), match.end(), f"{int(match['birth']):06}-{HIDDEN}")
        for match in _CPR.finditer(text)
        if _is_birthday(match) and not _is_something_else(text, match)
    )


def masked(text: str) -> str:
    """The text with every CPR number told as `010190-••••`: for messages and logs."""
    pieces, at = [], 0
    for found in find_cpr(text):
        pieces += [text[at : found.start], found.masked]
        at = found.end
    return "".join([*pieces, text[at:]])


def blacked_out(text: str) -> str:
    """The text, as long as it was, with every digit of every CPR number in it blacked out: `██████-████`."""
    pieces, at = [], 0
    for found in find_cpr(text):
        number = "".join(BLACK if one.isdigit() else one for one in text[found.start : found.end])
        pieces += [text[at : found.start], number]
        at = found.end
    return "".join([*pieces, text[at:]])


def squeezed(text: str) -> tuple[str, list[int]]:
    """The text as a page shows it, room of every kind as one space and no sign nobody sees; and where each letter was.

    Blank where no digit stands in it.
    For texts that are put together anew after they have been looked through: `010190`, a tab and `1234` are
    a number then.
    """
    if not _DIGIT.search(text):
        return "", []
    letters: list[str] = []
    places: list[int] = []
    for place, one in enumerate(text):
        if one.isspace():
            if letters[-1:] == [" "]:
                continue
        elif unicodedata.category(one) in ("Cf", "Cc"):
            continue
        letters.append(" " if one.isspace() else one)
        places.append(place)
    return "".join(letters), places


def blacked_out_squeezed(text: str) -> str:
    """As `blacked_out`, also the numbers that are ones only when the text is `squeezed`."""
    told, places = squeezed(text)
    letters = list(text)
    for found in find_cpr(told):
        for place in places[found.start : found.end]:
            if letters[place].isdigit():
                letters[place] = BLACK
    return "".join(letters)


def cpr_phrase(text: str) -> Phrase | None:
    """What to say of a text with a CPR number in it, never telling the number; None where there is none."""
    found = find_cpr(text)
    if not found:
        return None
    return P(
        "Teksten indeholder et CPR-nummer (%(masked)s), og det hører ikke hjemme her. Skriv uden personnumre, "
        "for eksempel “en borger”. Er det et andet nummer, så sæt punktummer i det: 1.234.567.890.",
        masked=found[0].masked,
    )


def refuse_cpr(text: str) -> None:
    """Raise `FigureError` where a CPR number stands in the text."""
    phrase = cpr_phrase(text)
    if phrase is not None:
        raise FigureError(phrase)


def _is_birthday(match: re.Match[str]) -> bool:
    day, month, year = (int(match["birth"][at : at + 2]) for at in (0, 2, 4))
    day -= _FICTIVE if day > _FICTIVE else 0
    year += _century(int(match["serial"][0]), year)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _century(seventh: int, year: int) -> int:
    """The century of a birthday, from the seventh digit and the two digits of the year (cpr.dk, "Personnummeret")."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 8]
    if _IDENTIFIER.match(after) or _COUNTRY.search(before):
        return True
    if match["between"]:
        return False
    in_a_word = before[-1:].isalpha() or after[:1].isalpha()
    return in_a_word or bool(_DECIMALS_BEFORE.search(before) or _DECIMALS_AFTER.match(after))
