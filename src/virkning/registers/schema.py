"""What a delivery must hold, as data: files, columns, their types and limits, and what they mean."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from virkning.figures.phrases import P, Phrase

from .strict import LONGEST_KEY

#: A line, of any file; a plain row of all weeks there can be takes a twentieth of it.
LONGEST_LINE = 1024 * 1024
#: The key, a column for every week from 1991 to 2090, and some that are not ours.
MOST_COLUMNS = 5_300
#: More rows than this is no register of a country's persons.
MOST_ROWS = 100_000_000
#: What a compressed file may hold when it is unpacked: three times DREAM as a whole.
MOST_UNPACKED = 64 * 1024**3
#: A text in a cell that is kept as it is written.
LONGEST_TEXT = 40
#: Dates outside these years are impossible.
FIRST_DAY, LAST_DAY = "1880-01-01", "2199-12-31"
SEPARATORS = (",", ";")

__all__ = ["LONGEST_KEY", "Column", "FileSpec", "Kind", "file_named", "known_codes", "known_municipalities"]


class Kind(StrEnum):
    """What a cell may hold."""

    KEY = "key"
    CODE = "code"
    MUNICIPALITY = "municipality"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """One column. `must`: a row of a file of spans cannot be used without it."""

    name: str
    kind: Kind
    meaning: Phrase
    must: bool = False
    choices: tuple[str, ...] = ()
    #: Its name in the register, where it is another.
    kept_as: str = ""

    @property
    def kept(self) -> str:
        return self.kept_as or self.name


@dataclass(frozen=True)
class FileSpec:
    """One file. `spans`: several rows a person, each from a day to a day; else one row a person."""

    name: str
    meaning: Phrase
    columns: tuple[Column, ...]
    needed: bool = False
    spans: bool = False


_KEY = Column("person", Kind.KEY, P("Personens nøgle i leverancen. Den gemmes ikke."), must=True)
_FROM = Column("from", Kind.DATE, P("Første dag."), must=True, kept_as="from_date")
_TO = Column("to", Kind.DATE, P("Sidste dag, som er med. Tom: stadig."), kept_as="to_date")
ORIGINS = ("dansk", "vestlig", "ikke-vestlig")
READINESS = ("jobparat", "aktivitetsparat", "uddannelsesparat")

WIDE = FileSpec(
    "wide",
    P("En række for hver person og en kolonne for hver uge."),
    (
        _KEY,
        Column("y_YYWW", Kind.CODE, P("Ugens kode, et til tre cifre. Tom: ingen ydelse i den uge.")),
    ),
    needed=True,
)
PERSONS = FileSpec(
    "persons",
    P("En række for hver person."),
    (
        _KEY,
        Column("municipality", Kind.MUNICIPALITY, P("Kommunens kode, når bopælen ikke er kendt den dag.")),
        Column("birth_date", Kind.DATE, P("Fødselsdag.")),
        Column("sex", Kind.TEXT, P("Køn, som det er leveret.")),
        Column("origin", Kind.CHOICE, P("Herkomst."), choices=ORIGINS),
        Column("programme_start", Kind.DATE, P("Første dag i integrationsprogrammet. Tom: ikke i program.")),
        Column("programme_end", Kind.DATE, P("Sidste dag i programmet, som er med. Tom: stadig.")),
    ),
    needed=True,
)
RESIDENCE = FileSpec(
    "residence",
    P("Bopæl, en række for hvert sted."),
    (_KEY, Column("municipality", Kind.MUNICIPALITY, P("Kommunens kode."), must=True), _FROM, _TO),
    spans=True,
)
READY = FileSpec(
    "readiness",
    P("Visitation, en række for hvert tidsrum."),
    (
        _KEY,
        Column("readiness", Kind.CHOICE, P("Visitationskategori."), must=True, choices=READINESS),
        _FROM,
        _TO,
    ),
    spans=True,
)
FILES = (WIDE, PERSONS, RESIDENCE, READY)


def file_named(name: str) -> FileSpec:
    """`wide`, `persons`, `residence` or `readiness`."""
    return next(one for one in FILES if one.name == name)


@cache
def known_municipalities() -> tuple[int, ...]:
    """Codes of all municipalities, and Christiansø."""
    text = files("virkning.data").joinpath("kommuner.csv").read_text(encoding="utf-8")
    return tuple(int(row["kommunekode"]) for row in csv.DictReader(text.splitlines()))


@cache
def known_codes() -> frozenset[int]:
    """The codes of the list `dream`."""
    text = files("virkning.registers").joinpath("codelists/dream.csv").read_text(encoding="utf-8")
    return frozenset(int(row["code"]) for row in csv.DictReader(text.splitlines()))
