"""Two descriptions side by side, with the fields marked in which they differ: two years', or two municipalities'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from virkning.figures.collation import danish_key
from virkning.figures.dates import date_words
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.interventions.comparing import FieldPair, compare
from virkning.rooms.interventions.form import SECTION_OF, Section
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.answers import answers_in, load_answers
from virkning.rooms.interventions.queries.listing import (
    by_municipality,
    earlier_of,
    interventions_in_programme,
    interventions_of,
)
from virkning.rooms.interventions.queries.similar import similar_to

from .texts import heading_of, short_of
from .ways import crumbs, reading_address, under_of, with_its_project

_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Choice:
    """One it can be held against."""

    value: int
    words: str


@dataclass(frozen=True)
class PairRow:
    """A field of the two; `mark` in words where they differ."""

    title: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class PairSection:
    """A section's fields of the two."""

    heading: str
    rows: tuple[PairRow, ...]


@dataclass(frozen=True)
class Side:
    """One of the two, over its column."""

    title: str
    under: str
    address: str


@requires(Permission.SEE_PROJECT, Intervention, pk="intervention_id")
@require_safe
def intervention_compare_choose(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Choose what to hold it against (`?med=`): earlier ones, the project's, the programme's, those like it."""
    with_its_project(intervention)
    groups = _groups(intervention)
    asked = request.GET.get("med", "")
    if asked in {str(one.value) for _words, choices in groups for one in choices}:
        return redirect("intervention_compare", intervention.pk, int(asked))
    context = {
        "intervention": intervention,
        "under": under_of(intervention),
        "breadcrumbs": crumbs(intervention, _("Sammenlign")),
        "groups": groups,
    }
    return render(request, "interventions/compare_choose.html", context)


def _groups(intervention: Intervention) -> list[tuple[str, list[Choice]]]:
    today = timezone.localdate()
    taken = {intervention.pk}
    groups: list[tuple[str, list[Choice]]] = []
    earlier = earlier_of(intervention, today)
    others = interventions_of(intervention.project, today)
    for words, rows in ((_("Tidligere"), earlier), (_("I samme projekt"), others)):
        choices = [
            Choice(one.id, _named(one.name, one.municipality, one.start))
            for one in rows
            if one.id not in taken
        ]
        taken |= {one.value for one in choices}
        if choices:
            groups.append((words, choices))
    cards = similar_to(intervention, load_answers(intervention), current_scope())
    seen = set(Intervention.objects.filter(pk__in=[one.id for one in cards]).values_list("pk", flat=True))
    groups += _in_programme(intervention, today, taken)
    near = [
        Choice(one.id, _named(one.name, one.municipality, one.start))
        for one in cards
        if one.id in seen and one.id not in taken
    ]
    return [*groups, (_("Lignende andre steder"), near)] if near else groups


def _in_programme(intervention: Intervention, today: date, taken: set[int]) -> list[tuple[str, list[Choice]]]:
    """The programme's others, municipality by municipality. At most four queries."""
    programme = intervention.project.programme
    if programme is None:
        return []
    rows = [row for row in interventions_in_programme(programme, today) if row.id not in taken]
    taken |= {row.id for row in rows}
    groups = by_municipality(
        sorted(rows, key=lambda row: (danish_key(row.municipality), danish_key(row.name)))
    )
    return [
        (whose, [Choice(row.id, _named(row.name, row.municipality, row.start)) for row in own])
        for whose, own in groups.items()
    ]


def _named(name: str, municipality: str, start: date | None) -> str:
    day = f", {date_words(start)}" if start else ""
    return f"{name}, {municipality}{day}"


@requires(Permission.SEE_PROJECT, Intervention, pk="intervention_id")
@require_safe
def intervention_compare(request: HttpRequest, intervention: Intervention, other_id: int) -> HttpResponse:
    """The two beside each other. One the reader does not see is not there."""
    if other_id == intervention.pk:
        return redirect("intervention_compare_choose", intervention.pk)
    rows = Intervention.objects.select_related("project", "municipality")
    other = rows.filter(pk=min(other_id, _LARGEST_KEY)).first()
    if other is None:
        raise NotVisible
    with_its_project(intervention)
    answers = answers_in([intervention.pk, other.pk])
    pairs = compare(answers[intervention.pk], answers[other.pk])
    only = "forskelle" in request.GET
    context = {
        "intervention": intervention,
        "breadcrumbs": crumbs(intervention, _("Sammenlign")),
        "sides": (_side(intervention), _side(other)),
        "sections": _sections(pairs, only=only),
        "sentence": _sentence(pairs),
        "only": only,
    }
    return render(request, "interventions/compare.html", context)


def _side(one: Intervention) -> Side:
    under = under_of(one)
    if one.start_date:
        under += f", {date_words(one.start_date)}"
    return Side(one.name, under, reading_address(one.pk))


def _sections(pairs: Sequence[FieldPair], *, only: bool) -> list[PairSection]:
    found: dict[Section, list[PairRow]] = {}
    for one in pairs:
        if only and not one.differs:
            continue
        row = PairRow(short_of(one.field), _lines(one.one), _lines(one.other), one.differs)
        found.setdefault(SECTION_OF[one.field], []).append(row)
    return [PairSection(heading_of(section), tuple(rows)) for section, rows in found.items()]


def _lines(lines: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(line) for line in lines)


def _sentence(pairs: Sequence[FieldPair]) -> str:
    differing = sum(one.differs for one in pairs)
    if not differing:
        return _("De to beskrivelser siger det samme i alle felter.")
    words = ngettext(
        "De er forskellige i %(n)d felt af %(of)d.", "De er forskellige i %(n)d felter af %(of)d.", differing
    )
    return words % {"n": differing, "of": len(pairs)}
