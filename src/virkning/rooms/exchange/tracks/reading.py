"""A file → the tracks it tells of, and everything that is wrong with it. Nothing is looked up."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from ..book import Rows
from ..cells import is_blank, shown
from ..cpr import refuse_cpr_numbers
from ..findings import BookRefused, Found, refused
from ..opening import RawSheet, open_workbook
from ..reading import read_list
from ..sheets import SheetForm, folded
from .sheet import TRACKS, TrackRow

#: Far more than any catalogue has; each row is told in the log.
MOST_ROWS = 2000
#: How people also write a column's header.
_ALSO = {"nr": "Nr.", "nummer": "Nr."}
_KNOWN = {folded(column.header): column.header for column in TRACKS.columns} | _ALSO


@dataclass(frozen=True)
class TrackFile:
    """The rows of a file that could be read; `form` carries the sheet's own name."""

    form: SheetForm
    rows: Rows[TrackRow]
    found: Found

    def raise_errors(self) -> None:
        """Raises `BookRefused` with every error found so far."""
        if self.found.errors:
            raise BookRefused(self.found.errors)


def read_track_file(content: bytes) -> TrackFile:
    """The file's rows, and what was found in single cells. Raises `BookRefused` for a file that cannot be opened.

    A CPR number anywhere in it refuses the file (ADR 0014).
    """
    sheets = open_workbook(content, every_sheet=True)
    refuse_cpr_numbers(content, sheets)
    sheet = _sheet_with_tracks(sheets)
    form = replace(TRACKS, name=sheet.name)
    tidied, unread = _known_columns(sheet)
    rows, found = read_list(form, tidied)
    for place, header in unread:
        said = _('kolonnen "%(header)s" læses ikke. Kolonnerne er %(expected)s')
        expected = ", ".join(column.header for column in TRACKS.columns)
        found.warning(form.place, 1, place, said % {"header": header, "expected": expected})
    kept = replace(rows, items=[row._replace(title=" ".join(row.title.split())) for row in rows.items])
    if not kept.items and not found.errors:
        raise refused(_("Arket %(sheet)s har ingen rækker med forandringsspor.") % {"sheet": sheet.name})
    if len(kept.items) > MOST_ROWS:
        said = _(
            "Arket %(sheet)s har %(count)s rækker. Et katalog læses med højst %(most)s ad gangen; del filen."
        )
        raise refused(said % {"sheet": sheet.name, "count": len(kept.items), "most": MOST_ROWS})
    return TrackFile(form, kept, found)


def _sheet_with_tracks(sheets: list[RawSheet]) -> RawSheet:
    """The sheet called Forandringsspor, or the only one with anything on it. Raises `BookRefused`."""
    filled = [one for one in sheets if not all(is_blank(raw) for row in one.rows for raw in row)]
    named = [one for one in filled if folded(one.name) == folded(TRACKS.name)]
    if named or len(filled) == 1:
        return (named or filled)[0]
    if not filled:
        raise refused(_("Filen er tom. Skriv forandringssporene på et ark, og læg filen op igen."))
    said = _(
        "Filen har flere ark (%(names)s). Kald det, der skal læses, Forandringsspor, og læg filen op igen."
    )
    raise refused(said % {"names": ", ".join(one.name for one in filled[:10])})


def _known_columns(sheet: RawSheet) -> tuple[RawSheet, list[tuple[int, str]]]:
    """The sheet with its headers as they are called here, without columns of other names: place and header of those."""
    header = sheet.rows[0] if sheet.rows else []
    names: list[Any] = []
    unread = []
    for place, raw in enumerate(header):
        text = shown(raw)
        known = _KNOWN.get(folded(text), _KNOWN.get(folded(text).rstrip(" .:")))
        names.append(known or "")
        if text and known is None:
            unread.append((place, text))
    if not unread:
        return replace(sheet, rows=[names, *sheet.rows[1:]]), []
    away = {place for place, _text in unread}
    body = [["" if place in away else raw for place, raw in enumerate(row)] for row in sheet.rows[1:]]
    return replace(sheet, rows=[names, *body]), unread
