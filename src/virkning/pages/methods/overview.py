"""A version of the method on one page: core elements, and what is said of each part in each phase."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.dates import date_words
from virkning.figures.planning import MethodPart
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.plans.methodfacts import MethodFacts, MethodPhaseFacts, VersionFacts
from virkning.rooms.plans.models import MethodDescription
from virkning.rooms.plans.queries.method import load_method, projects_with_a_method, versions_of
from virkning.rooms.programmes.models import Project

from .ways import SLUGS, cell_address, crumbs, days_words, version_words


@dataclass(frozen=True)
class ToolRow:
    """A tool in a cell. `href`: its file; blank where it has none. `edit` is blank where it cannot be corrected."""

    title: str
    file: str
    href: str
    edit: str


@dataclass(frozen=True)
class CellView:
    """One part in one phase. `edit` is blank where it cannot be written in."""

    id: str
    phase: str
    part: str
    text: str
    edit: str
    tools: tuple[ToolRow, ...] = ()
    add_tool: str = ""
    is_tools: bool = False
    saved: bool = False


@dataclass(frozen=True)
class PhaseHead:
    """A phase over its column."""

    title: str
    days: str


@dataclass(frozen=True)
class PartRow:
    """A part with its cells, a phase a cell."""

    title: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class CoreRow:
    """A core element, with the addresses that change it."""

    text: str
    edit: str
    move: str


@dataclass(frozen=True)
class VersionRow:
    """A version as it is listed."""

    title: str
    decided: str
    note: str
    href: str
    is_shown: bool
    holds: bool


@dataclass(frozen=True)
class MethodPage:
    """Everything the template shows of a version."""

    id: int
    title: str
    version: str
    decided: str
    note: str
    holds: bool
    core: tuple[CoreRow, ...]
    phases: tuple[PhaseHead, ...]
    rows: tuple[PartRow, ...]
    versions: tuple[VersionRow, ...]
    query: str


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def method(request: HttpRequest, project: Project) -> HttpResponse:
    """The version that holds."""
    versions = versions_of(project.pk)
    shown = MethodDescription.objects.filter(pk=versions[0].id).first() if versions else None
    return _page(request, project, shown, versions)


@requires(Permission.SEE_PROJECT, MethodDescription, pk="method_id", project="project_id")
@require_safe
def version(request: HttpRequest, method: MethodDescription) -> HttpResponse:
    """One of the versions, as it was decided."""
    return _page(request, method.project, method, versions_of(method.project_id))


def _page(
    request: HttpRequest,
    project: Project,
    shown: MethodDescription | None,
    versions: Sequence[VersionFacts],
) -> HttpResponse:
    may = project.permissions_of(current_scope())
    holds = shown is not None and bool(versions) and versions[0].id == shown.pk
    may_write = Permission.EDIT_PROJECT in may
    page = None
    if shown is not None:
        page = method_page(load_method(shown, holds=holds), versions, may_write=may_write and holds)
    context = {
        "project_id": project.pk,
        "name": project.name,
        "page": page,
        "breadcrumbs": crumbs(project, page.version if page and not holds else ""),
        "may_write": may_write and (holds or shown is None),
        "may_export": Permission.EXPORT_PROJECT in may,
        "version_read": shown.version if shown is not None else "",
        "any_others": page is not None and any(projects_with_a_method(project)),
    }
    return render(request, "methods/method.html", context)


def method_page(facts: MethodFacts, versions: Sequence[VersionFacts], *, may_write: bool) -> MethodPage:
    """The page of a version."""
    head = facts.head
    return MethodPage(
        id=head.id,
        title=head.title,
        version=version_words(head.number),
        decided=date_words(head.decided_on) if head.decided_on else "",
        note=head.note,
        holds=facts.holds,
        core=tuple(_core(facts.project_id, one.id, one.text) for one in facts.core),
        phases=tuple(PhaseHead(one.title, days_words(one)) for one in facts.phases),
        rows=tuple(
            PartRow(
                part.shown,
                tuple(cell_view(facts.project_id, one, part, may_write=may_write) for one in facts.phases),
            )
            for part in MethodPart
        ),
        versions=tuple(version_row(facts.project_id, one, head.id, versions[0].id) for one in versions),
        query="" if facts.holds else f"?version={head.number}",
    )


def _core(project_id: int, key: int, text: str) -> CoreRow:
    addresses = (reverse(name, args=(project_id, key)) for name in ("method_core_edit", "method_core_move"))
    return CoreRow(text, *addresses)


def cell_view(
    project_id: int, phase: MethodPhaseFacts, part: MethodPart, *, may_write: bool, saved: bool = False
) -> CellView:
    """One cell as it stands."""
    tools: tuple[ToolRow, ...] = ()
    add = ""
    if part is MethodPart.TOOLS:
        tools = tuple(_tool(project_id, one, may_write) for one in phase.tools)
        add = f"{reverse('method_tool_new', args=(project_id,))}?fase={phase.id}" if may_write else ""
    return CellView(
        id=f"celle-{phase.id}-{SLUGS[part]}",
        phase=phase.title,
        part=part.shown,
        text=phase.text(part),
        edit=cell_address(project_id, phase.id, part) if may_write else "",
        tools=tools,
        add_tool=add,
        is_tools=part is MethodPart.TOOLS,
        saved=saved,
    )


def _tool(project_id: int, tool: Any, may_write: bool) -> ToolRow:
    return ToolRow(
        title=tool.title,
        file=tool.file,
        href=reverse("method_tool_file", args=(project_id, tool.id)) if tool.file else "",
        edit=reverse("method_tool_edit", args=(project_id, tool.id)) if may_write else "",
    )


def version_row(project_id: int, one: VersionFacts, shown: int, newest: int) -> VersionRow:
    address = reverse("method_version", args=(project_id, one.id))
    return VersionRow(
        title=version_words(one.number),
        decided=date_words(one.decided_on) if one.decided_on else _("Ikke besluttet"),
        note=one.note,
        href=reverse("method", args=(project_id,)) if one.id == newest else address,
        is_shown=one.id == shown,
        holds=one.id == newest,
    )
