"""One sheet under examination: its rows, and a way to say what is wrong with one."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, Generic, TypeVar

from ..book import Row, Rows
from ..findings import Found
from ..reading import Reading
from ..sheets import SheetForm

Value = TypeVar("Value")


class Examined(Generic[Row]):
    """A sheet's rows with its form and the findings. An absent optional sheet has no rows."""

    def __init__(self, form: SheetForm, rows: Rows[Row] | None, found: Found) -> None:
        self.form = form
        self.rows: Rows[Row] = rows if rows is not None else Rows([])
        self.found = found

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        return iter(enumerate(self.rows.items))

    def column(self, field: str) -> list[Any]:
        """One field of every row."""
        return list(map(itemgetter(self.form.row._fields.index(field)), self.rows.items))

    def has(self, field: str) -> bool:
        """Whether the file has the field's column."""
        return field in self.rows.columns

    def error(self, index: int, field: str, message: str) -> None:
        """An error in the field of a row; in the row's first cell where the file lacks the column.

        Nothing where the cell could not be read: that has been said.
        """
        line, column = self.rows.lines[index], self.rows.columns.get(field, 0)
        if column not in self.found.unread.get((self.form.place[0], line), ()):
            self.found.error(self.form.place, line, column, message)

    def all_read(self, index: int) -> bool:
        """Whether every cell of the row could be read, so that an empty one is empty."""
        return (self.form.place[0], self.rows.lines[index]) not in self.found.unread

    def warning(self, index: int, field: str, message: str) -> None:
        """A warning about the field of a row."""
        self.found.warning(self.form.place, self.rows.lines[index], self.rows.columns.get(field, 0), message)


def examined(form: SheetForm, reading: Reading) -> Examined[Any]:
    """The sheet `form` of the book that was read."""
    return Examined(form, reading.book.rows(form.field), reading.found)
