"""What begins in a year against what began the year before: new, going on, and not going on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from virkning.figures.dates import date_words
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.interventions.queries.listing import (
    Row,
    YearPair,
    against_last_year,
    interventions_in_programme,
)
from virkning.rooms.programmes.models import Programme

from .head import stage_words
from .ways import address, programme_crumbs


@dataclass(frozen=True)
class Cell:
    """One of the two."""

    name: str
    address: str
    start: str
    stage: SafeString


@dataclass(frozen=True)
class PairRow:
    """An intervention of the year beside the one it goes on from. `beside`: the two descriptions side by side."""

    municipality: str
    now: Cell | None
    before: Cell | None
    beside: str


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_interventions_year(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The year asked for (`?aar=`), else the latest in which anything begins that has begun."""
    today = timezone.localdate()
    rows = interventions_in_programme(programme, today)
    years = sorted({row.start.year for row in rows if row.start}, reverse=True)
    year = _year(request.GET.get("aar", ""), years, today)
    pairs = against_last_year(rows, year)
    context = {
        "title": _("Nye mod sidste år"),
        "under": programme.name,
        "programme": programme,
        "breadcrumbs": programme_crumbs(programme, _("Nye mod sidste år")),
        "year": year,
        "before": year - 1,
        "years": years,
        "pairs": [_row(pair) for pair in pairs],
        "sentence": _sentence(pairs, year),
    }
    return render(request, "interventions/year.html", context)


def _year(asked: str, years: Sequence[int], today: date) -> int:
    if asked in {str(one) for one in years}:
        return int(asked)
    return next((one for one in years if one <= today.year), years[-1] if years else today.year)


def _row(pair: YearPair) -> PairRow:
    beside = ""
    if pair.now is not None and pair.before is not None:
        beside = reverse("intervention_compare", args=(pair.before.id, pair.now.id))
    return PairRow(pair.municipality, _cell(pair.now), _cell(pair.before), beside)


def _cell(row: Row | None) -> Cell | None:
    if row is None:
        return None
    start = date_words(row.start) if row.start else ""
    return Cell(row.name, address(row.id), start, stage_words(row.stage))


def _sentence(pairs: Sequence[YearPair], year: int) -> str:
    """`I 2026 begynder 4 indsatser: 3 er nye, og 1 går videre fra 2025. 2 fra 2025 går ikke videre.`"""
    now = [pair for pair in pairs if pair.now is not None]
    new = sum(pair.is_new for pair in now)
    gone = len(pairs) - len(now)
    words = ngettext(
        "%(n)d indsats begynder i %(year)d: %(new)d er ny, og %(on)d går videre fra %(before)d.",
        "%(n)d indsatser begynder i %(year)d: %(new)d er nye, og %(on)d går videre fra %(before)d.",
        len(now),
    )
    told = words % {"n": len(now), "year": year, "new": new, "on": len(now) - new, "before": year - 1}
    if gone:
        words = ngettext(
            "%(n)d fra %(before)d går ikke videre.", "%(n)d fra %(before)d går ikke videre.", gone
        )
        told += " " + words % {"n": gone, "before": year - 1}
    return told
