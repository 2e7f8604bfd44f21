"""What is found in a workbook: errors that stop the import, and warnings that do not. Each names sheet and cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from virkning.figures.phrases import Phrase
from django.utils.translation import gettext


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


def refused(message: str) -> BookRefused:
    """A refusal of the file as a whole."""
    return BookRefused([BookError("", "", message)])


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
