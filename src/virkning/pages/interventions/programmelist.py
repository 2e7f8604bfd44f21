"""All interventions of a programme, or all one sees: by municipality and stage, what is late first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from virkning.figures.collation import danish_key
from virkning.figures.dates import date_words
from virkning.figures.interventions import DescriptionDue
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.interventions.queries.listing import Row, interventions_in_programme, interventions_seen
from virkning.rooms.interventions.queries.rights import municipalities_to_describe
from virkning.rooms.programmes.models import Programme, Project

from .head import DueWords, due_words, next_words, stage_words
from .listchoosing import (
    LATE,
    MISSING,
    SHOWN,
    SORTINGS,
    STAGE_WORDS,
    Chosen,
    choose,
    chosen_in,
    found_in,
    is_shown,
)
from .programmesheet import XLSX, interventions_workbook
from .ways import address, programme_crumbs

ON_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """An intervention of the list."""

    address: str
    name: str
    project: str
    municipality: str
    stage: SafeString
    next: str
    comments: str
    start: str
    due: DueWords


@dataclass(frozen=True)
class Count:
    """How many there are of a sort, and where exactly those stand. `stage`: as shape and word."""

    stage: SafeString
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class SortHead:
    """A column's head, and where clicking it leads."""

    words: str
    address: str
    direction: str

    @property
    def icon(self) -> str:
        """The design system's icon for the direction."""
        return f"sort-table-{self.direction or 'none'}"


@dataclass(frozen=True)
class ListPage:
    """Everything the template shows of the rows."""

    chosen: Chosen
    all: int
    found: int
    shown: int
    sentence: str
    late: int
    late_address: str
    missing: int
    missing_address: str
    counts: tuple[Count, ...]
    heads: tuple[SortHead, ...]
    lines: tuple[Line, ...]
    page: Page[Row]
    query: str
    options: tuple[tuple[str, str, bool], ...]
    municipalities: tuple[tuple[str, bool], ...]


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def interventions_all(request: HttpRequest) -> HttpResponse:
    """Every intervention one sees, in whichever programme or project."""
    today = timezone.localdate()
    context = {
        "title": _("Indsatser"),
        "under": _("Indsatserne i de projekter, du må se. Det, der er for sent, står øverst."),
        "page": list_page(interventions_seen(today), request, today),
        "here": request.path,
        "own": _only_project_described(),
    }
    return render(request, "interventions/programme.html", context)


def _only_project_described() -> Project | None:
    """The project somebody describes interventions in, where they see no other: it has its actions here too."""
    seen = list(Project.objects.order_by("pk")[:2])
    if len(seen) != 1 or not municipalities_to_describe(current_scope(), seen[0]):
        return None
    return seen[0]


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_interventions(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The programme's, as far as one sees them."""
    today = timezone.localdate()
    query = chosen_in(request.GET).query()
    file = reverse("programme_interventions_file", args=(programme.pk,))
    context = {
        "title": _("Indsatser"),
        "under": programme.name,
        "programme": programme,
        "page": list_page(interventions_in_programme(programme, today), request, today),
        "here": request.path,
        "file": f"{file}?{query}" if query else file,
        "breadcrumbs": programme_crumbs(programme),
    }
    return render(request, "interventions/programme.html", context)


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_interventions_file(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The rows of the page, with the same choices, as a workbook."""
    today, chosen = timezone.localdate(), chosen_in(request.GET)
    rows = choose(found_in(interventions_in_programme(programme, today), chosen), chosen)
    response = HttpResponse(interventions_workbook(programme, rows, chosen, today), content_type=XLSX)
    name = quote(_("Indsatser i %(name)s.xlsx") % {"name": programme.name[:100]})
    response["Content-Disposition"] = f"attachment; filename=\"indsatser.xlsx\"; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def list_page(rows: Sequence[Row], request: HttpRequest, today: date) -> ListPage:
    """What is shown of the rows, as the address asks."""
    chosen = chosen_in(request.GET)
    found = found_in(rows, chosen)
    shown = choose(found, chosen)
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("side", "")[:6])
    late, missing = (sum(is_shown(row, key) for row in found) for key in (LATE, MISSING))
    query = chosen.query()
    names = sorted({row.municipality for row in rows}, key=danish_key)
    return ListPage(
        chosen=chosen,
        all=len(rows),
        found=len(found),
        shown=len(shown),
        sentence=_sentence(found),
        late=late,
        late_address=f"?{chosen.query(shown=LATE)}",
        missing=missing,
        missing_address=f"?{chosen.query(shown=MISSING)}",
        counts=tuple(
            Count(stage_words(stage), count, f"?{chosen.query(shown=word)}", chosen.shown == word)
            for stage, word in STAGE_WORDS.items()
            if (count := sum(row.stage is stage for row in found))
        ),
        heads=tuple(_head(key, chosen) for key in SORTINGS),
        lines=tuple(_line(row, today) for row in page.object_list),
        page=page,
        query=f"{query}&" if query else "",
        options=tuple((key, str(words), key == chosen.shown) for key, words in SHOWN.items()),
        municipalities=tuple((name, name == chosen.municipality) for name in names),
    )


def _sentence(rows: Sequence[Row]) -> str:
    """`5 indsatser i 2 kommuner.`"""
    places = len({row.municipality_id for row in rows})
    told: dict[str, Any] = {
        "rows": ngettext("%(n)d indsats", "%(n)d indsatser", len(rows)) % {"n": len(rows)},
        "places": ngettext("%(n)d kommune", "%(n)d kommuner", places) % {"n": places},
    }
    return _("%(rows)s i %(places)s.") % told


def _head(key: str, chosen: Chosen) -> SortHead:
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen.sorting, "")
    turned = f"-{key}" if chosen.sorting == key else key
    return SortHead(str(SORTINGS[key]), f"?{chosen.query(sorting=turned)}", direction)


def _line(row: Row, today: date) -> Line:
    comments = ""
    if row.open_comments:
        words = ngettext("%(n)d åben kommentar", "%(n)d åbne kommentarer", row.open_comments)
        comments = words % {"n": row.open_comments}
    return Line(
        address=address(row.id),
        name=row.name,
        project=row.project,
        municipality=row.municipality,
        stage=stage_words(row.stage),
        next=next_words(row.stage, row.start),
        comments=comments,
        start=date_words(row.start) if row.start else _("Ikke sat"),
        due=due_words(DescriptionDue(row.start, row.first_submitted), today),
    )
