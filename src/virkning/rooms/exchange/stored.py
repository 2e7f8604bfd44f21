"""A project as it stands in the database: its book, and the records its rows came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .book import Book, Rows


@dataclass(frozen=True)
class Kept:
    """A record's key and version (0 where it has none), as it was when the book was read."""

    key: int
    version: int = 0


@dataclass(frozen=True)
class Stored:
    """A project as it stands: its book, and for every row of it the record it came from.

    `periods`: canonical text → key. `first_targets`: a milestone's or result's key → its first target's. `series`: a
    result's key → name → key. `links`: a result's key → an activity's key → the link's.
    """

    book: Book
    kept: Mapping[str, Sequence[Kept]]
    periods: Mapping[str, int]
    first_milestone_targets: Mapping[int, Kept]
    first_targets: Mapping[int, Kept]
    series: Mapping[int, Mapping[str, int]]
    links: Mapping[int, Mapping[int, int]]


def empty_stored() -> Stored:
    """A project that is not there yet."""
    none: Rows[Any] = Rows([])
    book = Book(Rows([]), none, none, none, none, none, none, none, none)
    return Stored(book, {}, {}, {}, {}, {}, {})
