"""The workbook's format as data: sheets in order, each with its columns. A new sheet or column is one row here.

A new column also needs its field in `book`; a new sheet its rows there, its query and its writer.
"""

import unicodedata
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from . import book as b


class CellKind(Enum):
    """How a cell is read and written. See `cells`."""

    KEY = auto()  # text that names something: a Nr, or a reference to one
    KEYS = auto()  # several, `;` between
    NAME = auto()  # a series' name
    NAMES = auto()
    TEXT = auto()
    PERIOD = auto()
    DAY = auto()
    DEADLINE = auto()
    NUMBER = auto()
    NUMBER_OR_WORDS = auto()  # words where the milestone's type is `tekst`
    MEASURED = auto()  # a number, or an answer
    MILESTONE_KIND = auto()
    STATUS = auto()
    LIGHT = auto()
    TERM = auto()
    INDICATOR_KIND = auto()
    RULE = auto()


@dataclass(frozen=True)
class Column:
    """A column: header, the row's field, how its cells are read.

    `refers` is the sheet (its field of `Book`) whose Nr the cell names; `longest` the most characters it may hold;
    `width` how wide Excel shows it.
    """

    header: str
    field: str
    kind: CellKind = CellKind.TEXT
    required: bool = False
    refers: str = ""
    longest: int = 32_767
    width: int = 12


@dataclass(frozen=True)
class SheetForm:
    """A sheet: its name, its field of `Book`, its row and columns.

    `key` is what makes a row the same row in file and database; `key_field` the cell to change where it is repeated;
    `group` what a row's place in the order is counted within (None: the order of rows means nothing).
    """

    name: str
    field: str
    row: Any
    columns: tuple[Column, ...]
    key: Callable[[Any], Hashable]
    key_field: str
    group: Callable[[Any], Hashable] | None = None
    optional: bool = False

    @property
    def place(self) -> tuple[int, str]:
        """The sheet's place in the workbook and its name, for findings. One that stands alone is the first."""
        return SHEETS.index(self) if self in SHEETS else 0, self.name


KEY_LENGTH = 20
NAME_LENGTH = 200
TITLE_LENGTH = 300
LIST_SEPARATOR = ";"


def _nr(header: str = "Nr", field: str = "number") -> Column:
    return Column(header, field, CellKind.KEY, required=True, longest=KEY_LENGTH, width=8)


def _to(header: str, field: str, refers: str, *, required: bool = False) -> Column:
    return Column(header, field, CellKind.KEY, required, refers, width=10)


def _period(header: str, field: str, *, required: bool = False) -> Column:
    return Column(header, field, CellKind.PERIOD, required, width=14)


def _number(header: str, field: str) -> Column:
    return Column(header, field, CellKind.NUMBER, width=10)


def _reason(header: str = "Begrundelse", field: str = "reason", *, required: bool = False) -> Column:
    return Column(header, field, required=required, width=40)


#: The rows of the sheet Projekt: field of `ProjectRow` → what stands under `Felt`, and whether it must be filled in.
PROJECT_FIELDS: dict[str, tuple[str, bool]] = {
    "name": ("Projekt", True),
    "municipalities": ("Kommune", True),
    "programme": ("Program", False),
    "starts_on": ("Startdato", True),
    "ends_on": ("Slutdato", True),
    "periods": ("Perioder", True),
    "baseline": ("Baselineperiode", True),
}

PROJECT = SheetForm(
    "Projekt",
    "project",
    b.ProjectRow,
    (Column("Felt", "field", required=True, width=20), Column("Værdi", "value", width=60)),
    key=lambda row: None,
    key_field="field",
)

AREAS = SheetForm(
    "Områder",
    "areas",
    b.AreaRow,
    (_nr(), Column("Titel", "title", required=True, longest=TITLE_LENGTH, width=60)),
    key=lambda row: row.number,
    key_field="number",
    group=lambda row: None,
)

ACTIVITIES = SheetForm(
    "Aktiviteter",
    "activities",
    b.ActivityRow,
    (
        _nr(),
        _to("Område", "area", "areas", required=True),
        Column("Titel", "title", required=True, longest=TITLE_LENGTH, width=50),
        Column("Ansvarlig", "responsible", longest=NAME_LENGTH, width=25),
        _period("Lukket i", "closed_in"),
        _reason("Begrundelse", "closed_reason"),
        Column("Bemærkning", "remark", width=40),
    ),
    key=lambda row: row.number,
    key_field="number",
    group=lambda row: None,
)

MILESTONES = SheetForm(
    "Milepæle",
    "milestones",
    b.MilestoneRow,
    (
        _to("Aktivitet", "activity", "activities", required=True),
        _nr(),
        Column("Milepæl", "statement", required=True, width=50),
        Column("Type", "kind", CellKind.MILESTONE_KIND, required=True),
        Column("Måltal", "amount", CellKind.NUMBER_OR_WORDS),
        Column("Frist", "deadline", CellKind.DEADLINE),
        _period("Forventet fra", "expected_from"),
        _period("Tilføjet i", "added_in"),
        _period("Udgået i", "retired_in"),
        _reason(),
    ),
    key=lambda row: row[:2],
    key_field="number",
    group=lambda row: row.activity,
)

STATUSES = SheetForm(
    "Milepælsstatus",
    "statuses",
    b.StatusRow,
    (
        _to("Aktivitet", "activity", "activities", required=True),
        Column("Milepæl", "milestone", CellKind.KEY, required=True, width=10),
        _period("Periode", "period", required=True),
        Column("Status", "status", CellKind.STATUS),
        Column("Værdi", "value", CellKind.NUMBER_OR_WORDS),
        _number("Tæller", "numerator"),
        _number("Nævner", "denominator"),
        Column("Farve", "judged", CellKind.LIGHT),
        Column("Kommentar", "comment", width=60),
    ),
    key=lambda row: row[:3],
    key_field="period",
)

RESULTS = SheetForm(
    "Resultater",
    "results",
    b.ResultRow,
    (
        _nr(),
        Column("Aktivitet", "activities", CellKind.KEYS, refers="activities"),
        _to("Område", "area", "areas"),
        Column("Resultat", "statement", required=True, width=50),
        Column("Sigt", "term", CellKind.TERM, required=True, width=14),
        Column("Type", "kind", CellKind.INDICATOR_KIND, required=True),
        Column("Enhed", "unit", longest=60),
        Column("Måltype", "rule", CellKind.RULE, width=24),
        _number("Måltal", "amount"),
        Column("Målserie", "target_series", CellKind.NAME, longest=NAME_LENGTH, width=20),
        Column("Referenceserie", "reference_series", CellKind.NAMES, longest=NAME_LENGTH, width=20),
        _period("Baselineperiode", "baseline"),
        _period("Forventet fra", "expected_from"),
        _period("Tilføjet i", "added_in"),
        _period("Udgået i", "retired_in"),
        _reason(),
        _to("Erstattes af", "replaced_by", "results"),
    ),
    key=lambda row: row.number,
    key_field="number",
    group=lambda row: None,
)

MEASUREMENTS = SheetForm(
    "Målinger",
    "measurements",
    b.MeasurementRow,
    (
        _to("Resultat", "result", "results", required=True),
        Column("Serie", "series", CellKind.NAME, longest=NAME_LENGTH, width=24),
        _period("Periode", "period", required=True),
        Column("Værdi", "value", CellKind.MEASURED),
        _number("Tæller", "numerator"),
        _number("Nævner", "denominator"),
        Column("Tekst", "text", width=40),
        Column("Brud", "break_reason", width=40),
        Column("Kilde", "source", width=24),
    ),
    key=lambda row: row[:3],
    key_field="period",
)

TARGET_VERSIONS = SheetForm(
    "Målversioner",
    "target_versions",
    b.TargetVersionRow,
    (
        _to("Resultat", "result", "results"),
        _to("Aktivitet", "activity", "activities"),
        Column("Milepæl", "milestone", CellKind.KEY, width=10),
        _period("Gælder fra", "valid_from", required=True),
        Column("Måltype", "rule", CellKind.RULE, width=24),
        Column("Måltal", "amount", CellKind.NUMBER_OR_WORDS),
        Column("Frist", "deadline", CellKind.DEADLINE),
        _reason(required=True),
    ),
    key=lambda row: row[:4],
    key_field="valid_from",
    optional=True,
)

ASSESSMENTS = SheetForm(
    "Vurderinger",
    "assessments",
    b.AssessmentRow,
    (
        _to("Aktivitet", "activity", "activities"),
        _to("Område", "area", "areas"),
        _to("Resultat", "result", "results"),
        _period("Periode", "period", required=True),
        Column("Overskrift", "heading", longest=TITLE_LENGTH, width=30),
        Column("Tekst", "text", width=70),
        Column("Farve", "light", CellKind.LIGHT),
    ),
    key=lambda row: row[:4] if row.result else row[:5],
    key_field="period",
    group=lambda row: None,
)

SHEETS: tuple[SheetForm, ...] = (
    PROJECT,
    AREAS,
    ACTIVITIES,
    MILESTONES,
    STATUSES,
    RESULTS,
    MEASUREMENTS,
    TARGET_VERSIONS,
    ASSESSMENTS,
)

#: What one row of a sheet is called in a sentence, with its article: for references and repeated keys.
NOUNS: dict[str, str] = {
    "areas": "området",
    "activities": "aktiviteten",
    "milestones": "milepælen",
    "results": "resultatet",
}


def folded(text: str) -> str:
    """A header or a sheet's name as it is compared: whatever its case, spaces and composition of letters."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


KNOWN_SHEETS = frozenset(folded(form.name) for form in SHEETS)
