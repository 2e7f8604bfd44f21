"""A table of the ministry's goals, line by line: `number;goal;letter;group;valid_from;valid_to`."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from virkning.figures.cpr import cpr_phrase, masked
from virkning.figures.dates import parse_date
from virkning.figures.phrases import FigureError

from ..limits import LONGEST_LETTER, LONGEST_NUMBER, LONGEST_TITLE

COLUMNS = ("number", "goal", "letter", "group", "valid_from", "valid_to")
#: Far more than a minister has.
MOST_LINES = 500
_LONGEST = {
    "number": LONGEST_NUMBER,
    "goal": LONGEST_TITLE,
    "letter": LONGEST_LETTER,
    "group": LONGEST_TITLE,
    "valid_from": 20,
    "valid_to": 20,
}
_REQUIRED = ("number", "letter", "group", "valid_from")


class GoalsRefused(Exception):
    """The table cannot be loaded. Carries every error found; nothing is written."""

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = tuple(masked(one) for one in errors)
        super().__init__("\n".join(self.errors))


@dataclass(frozen=True)
class GoalLine:
    """A line: a group of a goal, with the days of both. `goal` may be blank where an earlier line has it."""

    line: int
    number: str
    goal: str
    letter: str
    group: str
    valid_from: date
    valid_to: date | None


def read_lines(text: str) -> list[GoalLine]:
    """The table's lines. Raises `GoalsRefused` with everything that is wrong in single cells."""
    reader = csv.DictReader(text.removeprefix("\ufeff").splitlines(), delimiter=";")
    errors: list[str] = []
    try:
        if sorted(reader.fieldnames or ()) != sorted(COLUMNS):
            said = _("Linje 1: kolonnerne skal være %(expected)s")
            raise GoalsRefused([said % {"expected": ";".join(COLUMNS)}])
        found = list(_read(reader, errors))
    except csv.Error as error:
        raise GoalsRefused(
            [_("Filen kan ikke læses som en tabel med semikolon mellem kolonnerne.")]
        ) from error
    if errors:
        raise GoalsRefused(errors)
    if not found:
        raise GoalsRefused([_("Filen har ingen rækker med mål.")])
    return found


def _read(reader: "csv.DictReader[str]", errors: list[str]) -> Iterator[GoalLine]:
    for row in reader:
        line = reader.line_num
        if line > MOST_LINES:
            raise GoalsRefused([_("Filen har flere end %(most)s linjer.") % {"most": MOST_LINES}])
        wrong = list(_wrong(row))
        if not wrong:
            try:
                yield _line(line, {name: row[name].strip() for name in COLUMNS})
                continue
            except FigureError as error:
                wrong = [error.phrase.translated(_)]
        errors += [_("Linje %(line)s: %(message)s") % {"line": line, "message": one} for one in wrong]


def _wrong(row: Mapping[str, str]) -> Iterator[str]:
    if any(row.get(name) is None for name in COLUMNS) or len(row) != len(COLUMNS):
        yield _("der skal være %(count)s kolonner") % {"count": len(COLUMNS)}
        return
    for name in COLUMNS:
        value = row[name].strip()
        if name in _REQUIRED and not value:
            yield _("%(column)s skal udfyldes") % {"column": name}
        elif len(value) > _LONGEST[name]:
            texts = {"column": name, "longest": _LONGEST[name]}
            yield _("%(column)s er for lang; der er plads til %(longest)s tegn") % texts
        elif "\0" in value:
            yield _("%(column)s har tegn, der ikke kan læses") % {"column": name}
        elif phrase := cpr_phrase(value):
            yield phrase.translated(_)


def _line(line: int, row: Mapping[str, str]) -> GoalLine:
    first = parse_date(row["valid_from"])
    last = parse_date(row["valid_to"]) if row["valid_to"] else None
    if last is not None and last < first:
        said = _("Linje %(line)s: valid_to ligger før valid_from")
        raise GoalsRefused([said % {"line": line}])
    return GoalLine(line, row["number"], row["goal"], row["letter"], row["group"], first, last)
