"""What others have done in one's projects since last time, in words, each with a way to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page

from virkning.pages.addresses import place_address
from virkning.pages.moments import first_up, moment_words
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.queries.history import news_in
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import project_headings
from virkning.rooms.reports.queries.places import places_of

from .paging import page_of

ANCHOR = "nyt"


@dataclass(frozen=True)
class NewsRow:
    """One change."""

    when: str
    words: str
    address: str
    by: str
    project: str


@dataclass(frozen=True)
class News:
    """The changes on this page of them, and since when."""

    rows: tuple[NewsRow, ...]
    page: Page[Any]
    since: str

    @property
    def count(self) -> int:
        """How many there are on all pages."""
        return int(self.page.paginator.count)


def news(scope: Scope, since: datetime, today: date, asked: Mapping[str, str]) -> News:
    """What is new to the scope's person. At most thirteen queries."""
    seen = Project.visible_ids(scope).values("pk")
    page = page_of(news_in(seen, since=since, apart_from=scope.person_id), ANCHOR, asked)
    entries = list(page.object_list)
    keys = {entry.project_id for entry in entries if entry.project_id is not None}
    headings = project_headings(keys) if entries else {}
    places = places_of(entries)
    rows = tuple(
        NewsRow(
            when=first_up(moment_words(entry.at, today)),
            words=entry.words,
            address=place_address(places[entry.pk]) if entry.pk in places else "",
            by=entry.author_name,
            project=headings.get(entry.project_id or 0, ""),
        )
        for entry in entries
    )
    return News(rows, page, moment_words(since, today))
