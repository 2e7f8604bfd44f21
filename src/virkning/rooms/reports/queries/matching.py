"""What every search of a kind of thing needs: the words, the projects they may name, and the page of hits asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, Value, Window
from django.db.models.functions import Concat

from virkning.rooms.access.folding import holds
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.queries.headings import heading

from .hits import Part


@dataclass(frozen=True)
class NamedProject:
    """A project with what it is called; `folded` is all of it, as words are looked for."""

    key: int
    name: str
    lead: str
    programme: str
    folded: str

    @property
    def heading(self) -> str:
        return heading(self.name, self.lead)


@dataclass(frozen=True)
class Asked:
    """The words, the visible projects, and for each word those that are called so."""

    scope: Scope
    words: tuple[str, ...]
    projects: Mapping[int, NamedProject]
    called: Mapping[str, frozenset[int]]
    first: int
    many: int


def _text(columns: Sequence[str]) -> Any:
    """The columns as one text."""
    if len(columns) == 1:
        return F(columns[0])
    parts: list[Any] = []
    for column in columns:
        parts += [F(column), Value(" ")]
    return Concat(*parts, output_field=TextField())


def matching(rows: QuerySet[Any], asked: Asked, columns: Sequence[str], project: str = "") -> QuerySet[Any]:
    """Rows in which every word is found: in the columns, or in what the row's project is called."""
    text = _text(columns)
    somewhere = Q()
    for word in asked.words:
        own = Q(holds(text, word))
        elsewhere = asked.called[word] if project else frozenset()
        rows = rows.filter(own | Q(**{f"{project}__in": elsewhere}) if elsewhere else own)
        somewhere |= own
    # Where no project is called anything of it, every word stands in the row already.
    return rows.filter(somewhere) if project and any(asked.called.values()) else rows


def asked_page(rows: QuerySet[Any], asked: Asked, *columns: str) -> tuple[list[dict[str, Any]], int]:
    """The rows asked for as dictionaries, and how many there are in all. One query (two past the last page)."""
    counted = rows.annotate(total=Window(Count("pk"))).values("total", *columns)
    page = list(counted[asked.first : asked.first + asked.many])
    if page:
        return page, int(page[0]["total"])
    return [], rows.count() if asked.first else 0


def texts_of(row: Mapping[str, Any], parts: Iterable[tuple[Part, str]]) -> tuple[tuple[Part, str], ...]:
    """The row's other texts that hold anything, by which part of it they are."""
    return tuple((part, row[column]) for part, column in parts if row[column])


def heading_of(asked: Asked, key: int) -> str:
    """What the project is called where it stands among others."""
    found = asked.projects.get(key)
    return found.heading if found else ""
