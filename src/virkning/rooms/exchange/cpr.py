"""CPR numbers anywhere in a workbook, before it is kept: a file waits for its confirmation, and stays with its import.

Reading tells of those in cells a project has (`cells.Cells`); here all that the file says is looked through, also
what no import reads: sheets of other names, comments, text boxes, properties. See ADR 0014.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.cpr import cpr_phrase, find_cpr, masked
from virkning.rooms.files.officefiles import words_in

from .cells import clean, shown
from .findings import BookError, BookRefused, address, words
from .opening import RawSheet
from .parcel import open_parcel
from .sheets import SHEETS, CellKind, folded

#: More cells than this are not named; the file is put right at its source then.
MOST_NAMED = 20
_NUMBERS = {CellKind.NUMBER, CellKind.NUMBER_OR_WORDS, CellKind.MEASURED}


def refuse_cpr_numbers(content: bytes, sheets: Sequence[RawSheet]) -> None:
    """Raise `BookRefused` where a CPR number stands in the workbook, naming sheet and cell where it is in a cell."""
    errors = [one for sheet in sheets for one in _in_cells(sheet)]
    if not errors:
        errors = list(_elsewhere(content))
    if errors:
        more = len(errors) - MOST_NAMED
        if more > 0:
            said = _("Der er CPR-numre i %(count)s celler mere.") % {"count": more}
            errors = [*errors[:MOST_NAMED], BookError("", "", said)]
        raise BookRefused(errors)


def _in_cells(sheet: RawSheet) -> Iterator[BookError]:
    numeric = _numeric_columns(sheet)
    clear: set[Any] = set()
    for line, row in enumerate(sheet.rows, start=1):
        for column, raw in enumerate(row):
            if not raw or raw in clear:
                continue
            if type(raw) is str:
                text = clean(raw)
            elif type(raw) is float and raw >= 1e8 and column not in numeric:
                text = shown(raw)
            else:
                continue
            phrase = cpr_phrase(text)
            if phrase is None:
                clear.add(raw)
            else:
                yield BookError(masked(sheet.name), address(line, column), words(phrase))


def _numeric_columns(sheet: RawSheet) -> set[int]:
    """The columns where ten digits are a number."""
    form = next((one for one in SHEETS if folded(one.name) == folded(sheet.name)), None)
    if form is None or not sheet.rows:
        return set()
    headers = {folded(column.header) for column in form.columns if column.kind in _NUMBERS}
    return {place for place, raw in enumerate(sheet.rows[0]) if folded(shown(raw)) in headers}


def _elsewhere(content: bytes) -> Iterator[BookError]:
    for name, part in open_parcel(content).items():
        if not name.casefold().endswith(".xml") or (b"sheetData" in part and b"<is>" not in part):
            continue
        found = find_cpr(clean(words_in(part)))
        if found:
            said = _(
                "Filen indeholder et CPR-nummer (%(masked)s) uden for projektets celler: på et andet ark, i en "
                "kommentar, en tekstboks eller filens egenskaber. Slet det, og prøv igen."
            )
            yield BookError("", "", said % {"masked": found[0].masked})
            return
