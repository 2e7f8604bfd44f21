"""The original form's own words, however they are written: labels, headings, and what stands in it to be replaced."""

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum, auto

from virkning.documents.cleaning import clean

_FLAGS = re.IGNORECASE | re.DOTALL

SCHEMA = re.compile(r"skema\s+(\d{1,2})\s*[.:]?\s*", _FLAGS)
GOAL = re.compile(
    r"(?:beskrivelse af indsatsen for at opfylde\s+mål\s+(\d{1,3})\s*[:.–-]?|mål\s+(\d{1,3})\s*[:.–-])\s*(.*)",
    _FLAGS,
)
OVERALL = re.compile(r"overordne[td]e?\s+målgruppe\s*[:.]?\s*(.*)", _FLAGS)
LETTERED = re.compile(r"([A-ZÆØÅ]{1,3})\s*[.:)]\s*(.*)", re.DOTALL)
GROUP = re.compile(r"målgruppe\s+([A-ZÆØÅ]{1,2}\s?\d{1,3})\s*[:.]?\s*(.*)", _FLAGS)
BARE_GROUP = re.compile(r"([A-ZÆØÅ]{1,2}\d{1,3})\s*[:.]\s*(.+)", re.DOTALL)
EXAMPLE = re.compile(r"f\.?\s?eks\.?:?\s+(?=\S)|fx\.?:?\s+(?=\S)", re.IGNORECASE)
AND_SO_ON = re.compile(r"(?:osv|o\.s\.v|etc)[\s.…]*", re.IGNORECASE)
TITLE_LINE = re.compile(r"beskæftigelsesplan(?:en)?(?:\s+for)?\s+(\d{4})\s*", re.IGNORECASE)
#: A line of the head of our own print, its fields gone: `År⇥2013`.
HEAD_LINE = re.compile(r"(kommune|år|status|vedtaget)\t(.+)", _FLAGS)
#: What our own print says of what it lacks.
MISSING = re.compile(
    r"(?:\d{1,5}\.\s)?mangler (?:målgruppe|resultat|trin)"
    r"|(?:planen har endnu ingen mål|målet har endnu ingen målgrupper|ingen målgrupper)\.",
    re.IGNORECASE,
)
#: What our own print says around its fields.
AROUND_FIELDS = re.compile(
    r"(?:kommune|år|beskrivelse af indsatsen for at opfylde mål|overordnet målgruppe|målgruppe)\b",
    re.IGNORECASE,
)
RETIRED_HEADING = re.compile(r"udgåede resultater", re.IGNORECASE)
RETIRED = re.compile(r"målgruppe .+, resultat \d+: .+ udgået .+", _FLAGS)
#: The form's own note on its numbers, for those who have typed it off.
FORM_NOTE = re.compile(r"\W*tallene i resultatkolonnen .*", _FLAGS)
#: What the empty form says where something is to be written.
TO_BE_REPLACED = re.compile(r"her indsættes\b.*|\[.*\]|[xyz.…_\s-]*", _FLAGS)

_TERM = r"(?:på\s+)?(?P<term>kort|lang)(?:t|ere|e)?[\s-]*sigt(?:et|ede|e)?(?:\s+resultat(?:er)?)?"
TERM = re.compile(rf"\s*\(?\s*{_TERM}\s*\)?\s*\.?\s*", re.IGNORECASE)
TERM_AT_END = re.compile(rf"\s*\(\s*{_TERM}\s*\)\s*\.?\s*$", re.IGNORECASE)
TERM_FIRST = re.compile(rf"\(?{_TERM}\)?\s*:\s*(?=\S)", re.IGNORECASE)


class Column(Enum):
    """What stands in a column."""

    GROUP = auto()
    RESULTS = auto()
    STEPS = auto()
    REACHED = auto()
    OTHER = auto()


_LONGEST_HEADING = 300
#: The order of the form, where no heading tells.
IN_ORDER = (Column.GROUP, Column.RESULTS, Column.STEPS, Column.REACHED)
_HEADINGS: Mapping[Column, re.Pattern[str]] = {
    Column.GROUP: re.compile(r"(?:1\s*\.?\s*)?udpegning af\b.*|(?:særlige )?målgrupper?", _FLAGS),
    Column.RESULTS: re.compile(
        r"(?:2\s*\.?\s*)?hvilke\b.*\bresultater\b.*|(?:forventede )?resultat(?:er)?|(?:del)?mål", _FLAGS
    ),
    Column.STEPS: re.compile(
        r"(?:3\s*\.?\s*)?hvilken\b.*\bindsats\b.*|trin(?:vis indsats)?|indsats(?:er)?|aktivitet(?:er)?",
        _FLAGS,
    ),
    Column.REACHED: re.compile(r"(?:4\s*\.?\s*)?opfølgning\b.*", _FLAGS),
}


def heading_of(text: str) -> Column | None:
    """Which column a cell of the heading is over."""
    words = one_line(text[:_LONGEST_HEADING])
    return next((column for column, said in _HEADINGS.items() if said.fullmatch(words)), None)


def one_line(text: str) -> str:
    """Words as our fields keep them: composed letters, single spaces, nothing at the ends."""
    return " ".join(tidied(text).split())


def tidied(text: str) -> str:
    """Composed letters and no characters that no file may hold; the lines as they are."""
    return unicodedata.normalize("NFC", clean(text))


def lines(text: str) -> str:
    """The file's own words to be shown: the lines kept, each with single spaces, blank ones gone."""
    return "\n".join(line for one in tidied(text).split("\n") if (line := " ".join(one.split())))
