"""What the search shows: groups of hits, each with its project and why it was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from virkning.figures.folding import folded_words
from virkning.pages.addresses import place_address, possible
from virkning.rooms.access.scope import Scope
from virkning.rooms.reports.queries.hits import Hit, HitKind, Hits, Part
from virkning.rooms.reports.queries.search import search

from .marking import excerpt, marked

#: So many of each kind when all kinds are shown, and so many on a page of one kind.
OF_EACH, ON_A_PAGE = 5, 25
LONGEST = 100
_ANCHORS = {
    HitKind.COMMENT: "#kommentar",
    HitKind.EMBEDDING: "#forankring",
    HitKind.EXPERIENCE: "#erfaringer",
    HitKind.UNEXPECTED: "#uventede-resultater",
    HitKind.EXPLANATION: "#andre-forklaringer",
    HitKind.ANNEX: "#bilag",
    HitKind.PHASE: "#faser",
    HitKind.METHOD: "#metoden",
    HitKind.CORE: "#kerneelementer",
}
#: A page further than this nobody reads; a larger number in an address is not one.
_LAST_PAGE = 400

_TITLES: dict[HitKind, Any] = {
    HitKind.PROJECT: gettext_lazy("Projekter"),
    HitKind.PROGRAMME: gettext_lazy("Programmer"),
    HitKind.ACTIVITY: gettext_lazy("Aktiviteter"),
    HitKind.MILESTONE: gettext_lazy("Milepæle"),
    HitKind.RESULT: gettext_lazy("Resultater"),
    HitKind.AREA: gettext_lazy("Indsatsområder"),
    HitKind.ASSESSMENT: gettext_lazy("Vurderinger"),
    HitKind.RECOMMENDATION: gettext_lazy("Anbefalinger"),
    HitKind.COMMENT: gettext_lazy("Samlede kommentarer"),
    HitKind.EMBEDDING: gettext_lazy("Forankring"),
    HitKind.EXPERIENCE: gettext_lazy("Erfaringer"),
    HitKind.UNEXPECTED: gettext_lazy("Uventede resultater"),
    HitKind.EXPLANATION: gettext_lazy("Andre forklaringer"),
    HitKind.ANNEX: gettext_lazy("Bilag om aktiviteter"),
    HitKind.PHASE: gettext_lazy("Projekternes faser"),
    HitKind.CHALLENGE: gettext_lazy("Handleplaners udfordringer"),
    HitKind.ACTION: gettext_lazy("Handleplaners handlinger"),
    HitKind.METHOD: gettext_lazy("Metodebeskrivelser"),
    HitKind.CORE: gettext_lazy("Metoders kerneelementer"),
    HitKind.GROUP: gettext_lazy("Målgruppematricers grupper"),
    HitKind.PLANNED: gettext_lazy("Resultater i beskæftigelsesplaner"),
    HitKind.STEP: gettext_lazy("Trin i beskæftigelsesplaner"),
    HitKind.TRACK: gettext_lazy("Forandringsspor"),
    HitKind.ORGANISATION: gettext_lazy("Organisationer og kommuner"),
    HitKind.PERSON: gettext_lazy("Kolleger"),
}
_PARTS: dict[Part, Any] = {
    Part.RESPONSIBLE: gettext_lazy("Ansvarlig"),
    Part.REMARK: gettext_lazy("Bemærkning"),
    Part.REASON: gettext_lazy("Begrundelse"),
    Part.TEXT: gettext_lazy("Vurdering"),
    Part.COMMENT: gettext_lazy("Kommentar"),
    Part.DETAIL: gettext_lazy("Uddybning"),
    Part.RISK: gettext_lazy("Risiko"),
    Part.MONEY: gettext_lazy("Penge"),
    Part.ANNEX: gettext_lazy("Bilag"),
    Part.HAPPENED: gettext_lazy("Hvad der skete"),
    Part.LEAD: gettext_lazy("Kommune"),
    Part.PROGRAMME: gettext_lazy("Program"),
    Part.OWNER: gettext_lazy("Ejer"),
    Part.CODE: gettext_lazy("Kommunekode"),
    Part.GROUP: gettext_lazy("Målgruppe"),
    Part.STEPS_RESULT: gettext_lazy("Fører til"),
    Part.DESCRIPTION: gettext_lazy("Beskrivelse"),
    Part.TITLE_OF_PERSON: gettext_lazy("Titel"),
}


@dataclass(frozen=True)
class HitRow:
    """One hit. `why`: the other text the words stand in, after its name."""

    title: SafeString
    address: str
    under: SafeString | str
    why_name: str
    why: SafeString | None


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind; `more` leads to all of them where there are others."""

    key: str
    title: str
    count: int
    rows: tuple[HitRow, ...]
    more: str


@dataclass(frozen=True)
class PageLink:
    """A page of one kind's hits."""

    number: int
    address: str


@dataclass(frozen=True)
class FoundPage:
    """Everything the template shows. `only`: one kind was asked for."""

    query: str
    heading: str
    groups: tuple[HitGroup, ...]
    only: bool
    everything: str
    pages: tuple[PageLink, ...]
    page: int

    @property
    def asked(self) -> bool:
        """There is anything to look for."""
        return bool(folded_words(self.query))


def found_page(scope: Scope, query: str, kind: str, side: str) -> FoundPage:
    """What the query finds for the scope's person."""
    query = " ".join(query.replace("\0", " ").split())[:LONGEST]
    words = folded_words(query)
    only = HitKind(kind) if kind in set(HitKind) else None
    number = max(1, min(int(side), _LAST_PAGE)) if side.isdecimal() and len(side) < 6 else 1
    if only is None:
        found, number = search(scope, words, many=OF_EACH), 1
    else:
        found = search(scope, words, kind=only, first=(number - 1) * ON_A_PAGE, many=ON_A_PAGE)
    total = sum(one.total for one in found)
    return FoundPage(
        query=query,
        heading=_heading(query, total) if words else _("Søg"),
        groups=tuple(_group(one, query, words, only is not None) for one in found),
        only=only is not None,
        everything=f"?{urlencode({'q': query})}",
        pages=_pages(query, only, total) if only else (),
        page=number,
    )


def _heading(query: str, total: int) -> str:
    words = ngettext("%(n)d fund på “%(query)s”", "%(n)d fund på “%(query)s”", total)
    return words % {"n": total, "query": query}


def _pages(query: str, kind: HitKind, total: int) -> tuple[PageLink, ...]:
    last = min(-(-total // ON_A_PAGE), _LAST_PAGE)
    if last < 2:
        return ()
    return tuple(
        PageLink(number, f"?{urlencode({'q': query, 'slags': kind.value, 'side': number})}")
        for number in range(1, last + 1)
    )


def _group(found: Hits, query: str, words: Sequence[str], is_only: bool) -> HitGroup:
    more = ""
    if not is_only and found.total > len(found.hits):
        more = f"?{urlencode({'q': query, 'slags': found.kind.value})}"
    return HitGroup(
        key=found.kind.value,
        title=str(_TITLES[found.kind]),
        count=found.total,
        rows=tuple(_row(hit, words) for hit in found.hits),
        more=more,
    )


def _row(hit: Hit, words: Sequence[str]) -> HitRow:
    why_name, why = "", None
    for part, text in hit.texts:
        found = excerpt(text, words)
        if found is not None:
            why_name, why = str(_PARTS[part]), found
            break
    under = " · ".join(part for part in (hit.about, hit.project) if part)
    return HitRow(marked(hit.title, words), _address(hit), marked(under, words), why_name, why)


def _address(hit: Hit) -> str:
    if hit.place is not None:
        own = {HitKind.MILESTONE: f"#milepael-{hit.key}", HitKind.GROUP: f"#gruppe-{hit.key}"}
        anchor = {HitKind.AREA: "#aktiviteter", **own}.get(hit.kind, "")
        if hit.kind is HitKind.ASSESSMENT and hit.place.what == "project":
            anchor = "#vurderinger"
        if hit.kind in _ANCHORS:
            anchor = _ANCHORS[hit.kind]
        return place_address(hit.place) + anchor
    if hit.kind is HitKind.TRACK:
        return possible("change_track", hit.key)
    if hit.kind is HitKind.PROGRAMME:
        return possible("programme", hit.key)
    if hit.kind is HitKind.ORGANISATION:
        return f"{reverse('project_list')}?{urlencode({'q': hit.title})}"
    return ""
