"""The matrix on one page: the four quadrants as they were counted last, and two days side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.dates import date_words
from virkning.figures.matrix import count_phrase, share_phrase
from virkning.figures.theory import Quadrant
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.matrix import MatrixFacts, MatrixGroupFacts, change_of, tally_on
from virkning.rooms.reports.queries.matrix import load_matrix

from .ways import crumbs, day_called

Days = tuple[date, ...]
#: Counted each quarter, that is three years.
ON_A_PAGE = 12


@dataclass(frozen=True)
class GroupRow:
    """A group in its quadrant. `count` is blank before anything was counted at all, `change` before it was twice."""

    id: int
    title: str
    description: str
    target_group: str
    count: str
    is_counted: bool
    change: str
    edit: str
    move: str
    others: tuple[Quadrant, ...]


@dataclass(frozen=True)
class QuadrantBox:
    """A quadrant with its groups."""

    quadrant: Quadrant
    title: str
    rows: tuple[GroupRow, ...]
    total: str
    share: str
    change: str
    add: str


@dataclass(frozen=True)
class ComparedRow:
    """A line of the comparison: a group, a quadrant or all of them on both days. `kind`: group, quadrant or total."""

    kind: str
    title: str
    earlier: str
    earlier_share: str
    later: str
    later_share: str
    change: str


@dataclass(frozen=True)
class Option:
    """A day that can be chosen."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Comparison:
    """Two days side by side. `said`: what was chosen and cannot be compared."""

    earlier: str
    later: str
    sentence: str
    change: str
    rows: tuple[ComparedRow, ...]
    from_days: tuple[Option, ...]
    to_days: tuple[Option, ...]
    said: str


@dataclass(frozen=True)
class CountedDay:
    """A day on which something was counted."""

    words: str
    by: str
    total: str
    edit: str


@dataclass(frozen=True)
class MatrixPage:
    """Everything the template shows. `day`: of the counts in the quadrants; blank where nothing has been counted.

    `days` are those on the page asked for (`listed`), and `query` keeps the days compared on the way to another page.
    """

    boxes: tuple[QuadrantBox, ...]
    day: str
    by: str
    total: str
    days: tuple[CountedDay, ...]
    listed: Page[date]
    query: str
    comparison: Comparison | None


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def matrix(request: HttpRequest, project: Project) -> HttpResponse:
    """The matrix, with the two days the address names (`?fra=&til=`) or the two latest compared."""
    facts = load_matrix(project.pk)
    may = project.permissions_of(current_scope())
    days = (day_called(request.GET.get(name, "")) for name in ("fra", "til"))
    context = {
        "project_id": project.pk,
        "name": project.name,
        "page": None
        if facts.is_empty
        else matrix_page(project.pk, facts, *days, side=request.GET.get("side", "")),
        "breadcrumbs": crumbs(project),
        "may_write": Permission.EDIT_PROJECT in may,
        "may_export": Permission.EXPORT_PROJECT in may,
    }
    return render(request, "matrix/matrix.html", context)


def matrix_page(
    project_id: int,
    facts: MatrixFacts,
    earlier: date | None = None,
    later: date | None = None,
    *,
    side: str = "",
) -> MatrixPage:
    """The page, with the two days asked for compared where they are days that were counted."""
    listed = Paginator(list(reversed(facts.days)), ON_A_PAGE).get_page(side)
    compared = {"fra": earlier.isoformat(), "til": later.isoformat()} if earlier and later else {}
    days, said = _chosen(facts.days, earlier, later)
    day = days[-1] if days else None
    return MatrixPage(
        boxes=tuple(_box(project_id, facts, one, days) for one in Quadrant),
        day=date_words(day) if day else "",
        by=facts.counted_by(day) if day else "",
        total=str(tally_on(facts.groups, day).phrase),
        days=tuple(_counted_day(project_id, facts, one) for one in listed.object_list),
        listed=listed,
        query=f"{urlencode(compared)}&" if compared else "",
        comparison=_comparison(facts, days, said) if len(days) > 1 else None,
    )


def _chosen(there: Days, earlier: date | None, later: date | None) -> tuple[Days, str]:
    """The two days asked for, the earlier first, else the two latest (or fewer), and what is wrong with the choice."""
    if earlier in there and later in there and earlier and later:
        if earlier != later:
            return (min(earlier, later), max(earlier, later)), ""
        return there[-2:], _(
            "Du har valgt den samme dag to gange. Her er de to seneste dage. Vælg to forskellige."
        )
    return there[-2:], ""


def _box(project_id: int, facts: MatrixFacts, quadrant: Quadrant, days: Days) -> QuadrantBox:
    groups, day = facts.within(quadrant), days[-1] if days else None
    tally = tally_on(groups, day)
    share = share_phrase(tally, tally_on(facts.groups, day))
    return QuadrantBox(
        quadrant=quadrant,
        title=quadrant.shown,
        rows=tuple(_group(project_id, one, days) for one in groups),
        total=str(tally.phrase) if groups and day else "",
        share=str(share) if share and groups else "",
        change=_change_words(groups, days),
        add=f"{reverse('matrix_group_new', args=(project_id,))}?felt={quadrant.value}",
    )


def _change_words(groups: tuple[MatrixGroupFacts, ...], days: Days) -> str:
    """`8 flere`; blank where nothing can be compared, or only some of it: the table tells that."""
    change = change_of(groups, *days) if len(days) > 1 else None
    return str(change.phrase) if change and change.compared and change.compared == change.groups else ""


def _group(project_id: int, facts: MatrixGroupFacts, days: Days) -> GroupRow:
    count = facts.count_on(days[-1]) if days else None
    return GroupRow(
        id=facts.id,
        title=facts.title,
        description=facts.description,
        target_group=target_group_words(facts),
        count=str(count_phrase(count)) if days else "",
        is_counted=count is not None,
        change=_change_words((facts,), days),
        edit=reverse("matrix_group_edit", args=(project_id, facts.id)),
        move=reverse("matrix_group_move", args=(project_id, facts.id)),
        others=tuple(one for one in Quadrant if one is not facts.quadrant),
    )


def target_group_words(facts: MatrixGroupFacts) -> str:
    """`Målgruppe A1 i beskæftigelsesplanen for 2026`; blank where it is linked to none."""
    if not facts.target_group:
        return ""
    texts = {"number": facts.target_group, "year": facts.plan_year}
    return _("Målgruppe %(number)s i beskæftigelsesplanen for %(year)s") % texts


def _counted_day(project_id: int, facts: MatrixFacts, day: date) -> CountedDay:
    return CountedDay(
        words=date_words(day),
        by=facts.counted_by(day),
        total=str(tally_on(facts.groups, day).phrase),
        edit=f"{reverse('matrix_counting', args=(project_id,))}?dag={day.isoformat()}",
    )


def _comparison(facts: MatrixFacts, days: Days, said: str) -> Comparison:
    first, last = days
    change = change_of(facts.groups, first, last).phrase
    texts = {"earlier": date_words(first), "later": date_words(last), "change": change}
    return Comparison(
        earlier=date_words(first),
        later=date_words(last),
        sentence=_("I alt fra %(earlier)s til %(later)s: %(change)s.") % texts,
        change=str(change),
        rows=tuple(_compared(facts, first, last)),
        from_days=_options(facts.days, first),
        to_days=_options(facts.days, last),
        said=said,
    )


def _options(days: Iterable[date], chosen: date) -> tuple[Option, ...]:
    return tuple(Option(one.isoformat(), date_words(one), one == chosen) for one in days)


def _compared(facts: MatrixFacts, first: date, last: date) -> Iterable[ComparedRow]:
    def row(kind: str, title: str, groups: tuple[MatrixGroupFacts, ...]) -> ComparedRow:
        before, after = tally_on(groups, first), tally_on(groups, last)
        shares = [
            share_phrase(part, tally_on(facts.groups, day)) if kind == "quadrant" else None
            for part, day in ((before, first), (after, last))
        ]
        return ComparedRow(
            kind=kind,
            title=title,
            earlier=str(before.phrase),
            earlier_share=str(shares[0] or ""),
            later=str(after.phrase),
            later_share=str(shares[1] or ""),
            change=str(change_of(groups, first, last).phrase),
        )

    for quadrant in Quadrant:
        groups = facts.within(quadrant)
        if groups:
            yield row("quadrant", quadrant.shown, groups)
            for one in groups:
                yield row("group", one.title, (one,))
    yield row("total", _("I alt"), facts.groups)
