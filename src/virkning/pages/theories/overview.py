"""The theory's page: the drawing, the list that says the same, the chosen way, and the gaps."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from virkning.charts.theorydrawing import theory_svg
from virkning.design.markup import light_tag, safe
from virkning.figures.arrows import COLUMN_WORDS, LONG_TERM, Gap
from virkning.figures.theory import Basis
from virkning.pages.telling.cells import light_name
from virkning.pages.telling.periods import PeriodChoice, choose_period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.theory import ArrowFacts, BoxFacts, Theory, theory_map, theory_of
from virkning.rooms.reports.queries.background import load_explanations
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.theory import load_arrows

from .ways import LIST, arrow_address, crumbs, theory_address

#: So many boxes over each other stay readable when the drawing is fitted under the page's head in print.
_LOW = 9
#: Stands for a box's key while addresses are made.
_KEY = "{key}"


@dataclass(frozen=True)
class Led:
    """The other end of an arrow, as the list tells it; its address chooses it."""

    name: str
    address: str
    assumed: bool


@dataclass(frozen=True)
class BoxRow:
    """A box in the list. `none`: what stands where it leads nowhere."""

    key: str
    name: str
    address: str
    page: str
    light: SafeString
    value: str
    leads: tuple[Led, ...]
    from_: tuple[Led, ...]
    none: str
    add_after: str
    add_before: str
    explanations: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True)
class ColumnRows:
    """A column of the drawing as a group in the list."""

    title: str
    rows: tuple[BoxRow, ...]


@dataclass(frozen=True)
class Link:
    """An arrow in the table of links."""

    start: str
    end: str
    basis: str
    reason: str
    other_explanations: str
    explanations: tuple[str, ...]
    edit: str


@dataclass(frozen=True)
class GapRow:
    """A gap, and where it is mended."""

    name: str
    address: str
    words: str
    mend: str
    mend_words: str


@dataclass(frozen=True)
class Shown:
    """Everything the template shows."""

    choice: PeriodChoice | None
    as_list: bool
    drawing: SafeString
    columns: tuple[ColumnRows, ...]
    links: tuple[Link, ...]
    gaps: tuple[GapRow, ...]
    chosen: BoxRow | None
    sentence: str
    has_boxes: bool
    has_arrows: bool
    is_low: bool
    diagram_address: str
    list_address: str
    all_address: str
    query: str


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def theory(request: HttpRequest, project: Project) -> HttpResponse:
    """The theory in a period (`periode`), as a list (`vis=liste`), with a box chosen (`valgt=aktivitet-12`)."""
    facts = load_project(project)
    choice = choose_period(facts, request.GET.get("periode", ""), "")
    told = theory_of(
        facts, load_arrows(project.pk), choice.period if choice else None, load_explanations(project.pk)
    )
    asked = _Asked(
        project.pk,
        choice.value if choice and request.GET.get("periode") else "",
        request.GET.get("valgt", "") if told.box(request.GET.get("valgt", "")) else "",
        LIST if request.GET.get("vis") == LIST else "",
    )
    may = project.permissions_of(current_scope())
    context = {
        "project_id": project.pk,
        "name": project.name,
        "page": shown(told, choice, asked),
        "breadcrumbs": crumbs(project),
        "may_write": Permission.EDIT_PROJECT in may,
        "may_export": Permission.EXPORT_PROJECT in may,
        "arrow_new": arrow_address(project.pk, start=asked.chosen),
    }
    return render(request, "theories/theory.html", context)


@dataclass(frozen=True)
class _Asked:
    """What the address asks for."""

    project_id: int
    period: str
    chosen: str
    shown: str

    def address(self, *, chosen: str | None = None, shown: str | None = None, at: str = "") -> str:
        """The same page with something else asked for."""
        return theory_address(
            self.project_id,
            period=self.period,
            chosen=self.chosen if chosen is None else chosen,
            shown=self.shown if shown is None else shown,
            at=at,
        )

    def to_box(self, key: str) -> str:
        """The page with that box chosen; the chosen one lets go."""
        return self.address(chosen="" if key == self.chosen else key)


def shown(told: Theory, choice: PeriodChoice | None, asked: _Asked) -> Shown:
    """The page."""
    drawing = ""
    if told.boxes and not asked.shown:
        address = asked.address(chosen="KEY", at="valgt").replace("KEY", _KEY)
        drawing = theory_svg(theory_map(told, chosen=asked.chosen, address=address), links=True)
    rows = {one.key: _row(told, one, asked) for one in told.boxes}
    columns = (
        ColumnRows(str(words), tuple(rows[one.key] for one in told.column(number)))
        for number, words in enumerate(COLUMN_WORDS)
    )
    arrows = told.arrows_on(asked.chosen) if asked.chosen else told.arrows
    return Shown(
        choice=choice,
        as_list=bool(asked.shown),
        drawing=safe(drawing),
        columns=tuple(columns),
        links=tuple(_links(told, arrows, asked)),
        gaps=tuple(_gap(told, box, gap, asked) for box, gap in told.gaps) if told.arrows else (),
        chosen=rows.get(asked.chosen),
        sentence=_sentence(arrows) if asked.chosen else "",
        has_boxes=bool(told.boxes),
        has_arrows=bool(told.arrows),
        is_low=max(len(told.column(number)) for number in range(len(COLUMN_WORDS))) <= _LOW,
        diagram_address=asked.address(shown=""),
        list_address=asked.address(shown=LIST),
        all_address=asked.address(chosen=""),
        query=f"?periode={choice.value}" if choice else "",
    )


def _row(told: Theory, box: BoxFacts, asked: _Asked) -> BoxRow:
    is_end = box.column == LONG_TERM
    return BoxRow(
        key=box.key,
        name=box.name,
        address=asked.to_box(box.key),
        page=reverse("activity" if box.is_activity else "result", args=(asked.project_id, box.id)),
        light=light_tag(light_name(box.light), box.state) if box.state else safe("–"),
        value=box.value,
        leads=tuple(_led(told, one, one.end, asked) for one in told.arrows if one.start == box.key),
        from_=tuple(_led(told, one, one.start, asked) for one in told.arrows if one.end == box.key),
        none=_("Slutmål") if is_end else _("Intet endnu"),
        add_after=arrow_address(asked.project_id, start=box.key),
        add_before="" if box.is_activity else arrow_address(asked.project_id, end=box.key),
        explanations=box.explanations,
        is_chosen=box.key == asked.chosen,
    )


def _led(told: Theory, arrow: ArrowFacts, key: str, asked: _Asked) -> Led:
    box = told.box(key)
    return Led(box.name if box else "", asked.address(chosen=key), arrow.basis is Basis.ASSUMPTION)


def _links(told: Theory, arrows: tuple[ArrowFacts, ...], asked: _Asked) -> Iterator[Link]:
    boxes = {one.key: one for one in told.boxes}
    order = {key: place for place, key in enumerate(boxes)}
    for one in sorted(arrows, key=lambda arrow: (order[arrow.start], order[arrow.end])):
        yield Link(
            start=boxes[one.start].name,
            end=boxes[one.end].name,
            basis=one.basis.shown,
            reason=one.reason,
            other_explanations=one.other_explanations,
            explanations=boxes[one.end].explanations,
            edit=reverse("arrow_edit", args=(asked.project_id, one.id)),
        )


def _sentence(arrows: tuple[ArrowFacts, ...]) -> str:
    """`Vejen har 3 led. 2 af dem er antagelser.`"""
    if not arrows:
        return _("Ingen pile begynder eller ender her endnu.")
    assumed = sum(one.basis is Basis.ASSUMPTION for one in arrows)
    links = ngettext("Vejen har %(n)d led.", "Vejen har %(n)d led.", len(arrows)) % {"n": len(arrows)}
    if not assumed:
        return f"{links} {_('Alle bygger på dokumentation.')}"
    said = ngettext("%(n)d af dem er en antagelse.", "%(n)d af dem er antagelser.", assumed)
    return f"{links} {said % {'n': assumed}}"


def _gap(told: Theory, box: BoxFacts, gap: Gap, asked: _Asked) -> GapRow:
    after = (arrow_address(asked.project_id, start=box.key), _("Sig, hvad det fører til"))
    before = (arrow_address(asked.project_id, end=box.key), _("Sig, hvad der fører hertil"))
    measure = ("", "")
    if gap is Gap.NOT_MEASURED:
        measure = (reverse("result_edit", args=(asked.project_id, box.id)), _("Vælg, hvordan det måles"))
    mend = {
        Gap.LEADS_NOWHERE: after,
        Gap.NOTHING_LEADS: before,
        Gap.NOT_MEASURED: measure,
        Gap.NO_LONG_TERM: after,
        Gap.BACKWARDS: (asked.address(chosen=box.key, at="led"), _("Se pilene")),
    }[gap]
    return GapRow(box.name.rstrip("."), asked.address(chosen=box.key, at="valgt"), gap.shown, *mend)
