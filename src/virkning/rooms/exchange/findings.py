"""What is found in a workbook: errors that stop the import, and warnings that do not. Each names sheet and cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext

from virkning.figures.cpr import masked
from virkning.figures.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `sheet` is blank for the file as a whole, `cell` for a sheet as a whole."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        if not self.sheet:
            return self.message
        return f"{self.sheet}!{self.cell}: {self.message}" if self.cell else f"{self.sheet}: {self.message}"


class BookError(Finding):
    """Must be put right before anything is imported."""


class BookWarning(Finding):
    """Looks wrong, but may be meant."""


class BookRefused(Exception):
    """The workbook cannot be imported. Carries every error found, in the order of the workbook; nothing is written."""

    def __init__(self, errors: Sequence[BookError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)


@dataclass
class Found:
    """Collects what is found while a workbook is read; gives it back in the order of the workbook.

    `unread` holds the (sheet, line) of cells that could not be read, by column: rules that would only say that they
    hold nothing say nothing.
    """

    _errors: list[tuple[tuple[int, int, int], BookError]] = field(default_factory=list)
    _warnings: list[tuple[tuple[int, int, int], BookWarning]] = field(default_factory=list)

    unread: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def cannot_read(self, sheet: tuple[int, str], line: int, column: int, message: str) -> None:
        """An error in a cell whose value is left out of the book."""
        self.unread.setdefault((sheet[0], line), set()).add(column)
        self.error(sheet, line, column, message)

    def error(self, sheet: tuple[int, str], line: int, column: int, message: str) -> None:
        """An error in a cell (line from 1, column from 0); line 0 is the sheet as a whole."""
        self._errors.append(((sheet[0], line, column), BookError(*_told(sheet[1], line, column, message))))

    def warning(self, sheet: tuple[int, str], line: int, column: int, message: str) -> None:
        """A warning about a cell."""
        self._warnings.append(
            ((sheet[0], line, column), BookWarning(*_told(sheet[1], line, column, message)))
        )

    @property
    def errors(self) -> list[BookError]:
        """Every error, by sheet, row and column."""
        return [one for _, one in sorted(self._errors, key=lambda pair: pair[0])]

    @property
    def warnings(self) -> list[BookWarning]:
        """Every warning, by sheet, row and column."""
        return [one for _, one in sorted(self._warnings, key=lambda pair: pair[0])]


def _told(sheet: str, line: int, column: int, message: str) -> tuple[str, str, str]:
    """Findings quote the workbook, and so never a CPR number (ADR 0014)."""
    return masked(sheet), address(line, column) if line else "", masked(message)


def refused(message: str) -> BookRefused:
    """A refusal of the file as a whole."""
    return BookRefused([BookError("", "", masked(message))])


def address(line: int, column: int) -> str:
    """`D14` for line 14 and column 3."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{line}"


def words(phrase: Phrase) -> str:
    """A phrase from `figures` in the language in use."""
    return phrase.translated(gettext)
