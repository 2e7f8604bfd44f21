"""Two methods side by side: two versions of a project's own, or the methods of two projects."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from virkning.figures.planning import MethodPart
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.plans.methodfacts import BesideLine, MethodFacts, beside
from virkning.rooms.plans.models import MethodDescription
from virkning.rooms.plans.queries.method import (
    load_current,
    load_method,
    projects_with_a_method,
    versions_of,
)
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import project_headings

from .overview import VersionRow, version_row
from .ways import crumbs, days_words, method_address, version_words


@dataclass(frozen=True)
class Side:
    """One of the two, over its column. `href`: its own page."""

    title: str
    under: str
    href: str = ""


@dataclass(frozen=True)
class Told:
    """What a method says in one line: paragraphs, and tools with what their files are called."""

    texts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineRow:
    """One line of the two. `is_phase`: the heading of a phase."""

    title: str
    left: Told
    right: Told
    differs: bool
    is_phase: bool


@dataclass(frozen=True)
class BesidePage:
    """The two held against each other. `unchanged`: what is not shown since both say the same."""

    left: Side
    right: Side
    rows: tuple[LineRow, ...]
    sentence: str
    unchanged: str = ""

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two, for the heads of their columns."""
        return self.left, self.right


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen."""

    value: str
    words: str
    chosen: bool = False


def beside_rows(left: MethodFacts, right: MethodFacts) -> Iterable[LineRow]:
    """Every line of the two, in order."""
    for line in beside(left, right):
        yield LineRow(
            title=_title(line),
            left=_told(line, left),
            right=_told(line, right),
            differs=line.differs,
            is_phase=line.phase > 0 and line.part is None,
        )


def _title(line: BesideLine) -> str:
    if line.part is not None:
        return line.part.shown
    return _("Fase %(number)s") % {"number": line.phase} if line.phase else _("Kerneelementer")


def _told(line: BesideLine, facts: MethodFacts) -> Told:
    if not line.phase:
        return Told(items=tuple(one.text for one in facts.core))
    if line.phase > len(facts.phases):
        return Told()
    phase = facts.phases[line.phase - 1]
    if line.part is None:
        return Told(texts=tuple(one for one in (phase.title, days_words(phase)) if one))
    text = phase.text(line.part)
    tools = phase.tools if line.part is MethodPart.TOOLS else ()
    return Told(
        texts=(text,) if text else (),
        items=tuple(f"{one.title} ({one.file})" if one.file else one.title for one in tools),
    )


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def versions(request: HttpRequest, project: Project) -> HttpResponse:
    """All versions, and two of them compared: those the address names (`?fra=1&til=2`), else the two newest."""
    there = versions_of(project.pk)
    numbers = [one.number for one in there]
    first, last = _numbers(request, numbers)
    page = None
    if first != last:
        keys = {one.number: one.id for one in there}
        found = MethodDescription.objects.in_bulk([keys[first], keys[last]])
        page = _versions_page(load_method(found[keys[first]]), load_method(found[keys[last]]))
    newest = there[0].id if there else 0
    rows: tuple[VersionRow, ...] = tuple(version_row(project.pk, one, 0, newest) for one in there)
    context = {
        "project_id": project.pk,
        "name": project.name,
        "page": page,
        "versions": rows,
        "from_choices": [Choice(str(one), version_words(one), one == first) for one in reversed(numbers)],
        "to_choices": [Choice(str(one), version_words(one), one == last) for one in reversed(numbers)],
        "breadcrumbs": crumbs(project, _("Versioner")),
    }
    return render(request, "methods/versions.html", context)


def _numbers(request: HttpRequest, there: list[int]) -> tuple[int, int]:
    """The two numbers asked for, the lower first; else the two newest (the same twice where there are not two)."""
    asked = [request.GET.get(name, "") for name in ("fra", "til")]
    if all(one in map(str, there) for one in asked) and asked[0] != asked[1]:
        low, high = sorted(map(int, asked))
        return low, high
    return (there[1], there[0]) if len(there) > 1 else (0, 0)


def _versions_page(left: MethodFacts, right: MethodFacts) -> BesidePage:
    rows = tuple(beside_rows(left, right))
    titles = list(_full_titles(rows, right))
    changed = [title for title, row in zip(titles, rows, strict=True) if row.differs]
    same = [title for title, row in zip(titles, rows, strict=True) if not row.differs]
    words = ngettext("%(n)d felt er ændret: %(which)s.", "%(n)d felter er ændret: %(which)s.", len(changed))
    sentence = words % {"n": len(changed), "which": "; ".join(changed)}
    return BesidePage(
        left=Side(version_words(left.head.number), left.head.title),
        right=Side(version_words(right.head.number), right.head.title),
        rows=tuple(
            LineRow(title, row.left, row.right, True, False)
            for title, row in zip(titles, rows, strict=True)
            if row.differs
        ),
        sentence=sentence if changed else _("De to versioner siger det samme i alle felter."),
        unchanged="; ".join(same),
    )


def _full_titles(rows: Iterable[LineRow], facts: MethodFacts) -> Iterable[str]:
    """`Fase 1 (Afklaring): Roller og ansvar`: a line by itself must say where it stands."""
    phase, place = "", 0
    for row in rows:
        if row.is_phase:
            named = facts.phases[place].title if place < len(facts.phases) else ""
            phase = f"{row.title} ({named})" if named and named != row.title else row.title
            place += 1
            yield _("%(phase)s: navn og datoer") % {"phase": phase}
        else:
            yield f"{phase}: {row.title}" if phase else row.title


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def choose(request: HttpRequest, project: Project) -> HttpResponse:
    """Choose whose method to hold beside the project's own (`?projekt=`)."""
    same, other = projects_with_a_method(project)
    asked = request.GET.get("projekt", "")
    if asked in map(str, (*same, *other)):
        return redirect("methods_beside", project.pk, int(asked))
    headings = project_headings([*same, *other])
    context = {
        "project_id": project.pk,
        "name": project.name,
        "groups": [
            (words, [Choice(str(key), words_of) for key, words_of in headings.items() if key in set(keys)])
            for words, keys in ((_("I samme program"), same), (_("Andre projekter"), other))
            if keys
        ],
        "breadcrumbs": crumbs(project, _("Sammenlign")),
    }
    return render(request, "methods/choose.html", context)


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def side_by_side(request: HttpRequest, project: Project, other_id: int) -> HttpResponse:
    """The project's method beside another's, both as they hold. A project one does not see is not there."""
    if other_id == project.pk:
        return redirect("methods_choose", project.pk)
    other = Project.objects.filter(pk=min(other_id, 2**63 - 1)).first()
    if other is None:
        raise NotVisible
    ours, theirs = load_current(project.pk), load_current(other.pk)
    headings = project_headings([project.pk, other.pk])
    page = None
    if ours is not None and theirs is not None:
        rows = tuple(beside_rows(ours, theirs))
        page = BesidePage(
            left=_side(headings[project.pk], ours),
            right=_side(headings[other.pk], theirs),
            rows=rows,
            sentence="",
        )
    context = {
        "project_id": project.pk,
        "name": project.name,
        "other": headings[other.pk],
        "lacks": [headings[key] for key, one in ((project.pk, ours), (other.pk, theirs)) if one is None],
        "page": page,
        "breadcrumbs": crumbs(project, _("Sammenlign")),
    }
    return render(request, "methods/beside.html", context)


def _side(heading: str, facts: MethodFacts) -> Side:
    under = f"{facts.head.title}, {version_words(facts.head.number).lower()}"
    return Side(heading, under, method_address(facts.project_id))
