"""Where the pages of this family lead back to, and the words addresses have for the parts of a method."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.figures.dates import date_words
from virkning.figures.planning import MethodPart
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.plans.actions.method import must_hold
from virkning.rooms.plans.methodfacts import MethodPhaseFacts
from virkning.rooms.plans.models import MethodDescription
from virkning.rooms.programmes.models import Project

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])

#: A cell is read on one page with eleven others.
LONGEST_CELL = 4000

#: In addresses.
PARTS: dict[str, MethodPart] = {
    "kerne": MethodPart.CORE,
    "arbejdsgang": MethodPart.WORKFLOW,
    "roller": MethodPart.ROLES,
    "redskaber": MethodPart.TOOLS,
}
SLUGS: dict[MethodPart, str] = {part: slug for slug, part in PARTS.items()}


def method_address(project_id: int, anchor: str = "") -> str:
    """The version that holds, at one of its parts."""
    return f"{reverse('method', args=(project_id,))}{f'#{anchor}' if anchor else ''}"


def crumbs(project: Project, words: str = "") -> list[Crumb]:
    """The way to the method, or to a page under it."""
    own = (_("Metodebeskrivelse"), method_address(project.pk) if words else "")
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        own,
        *([(words, "")] if words else []),
    ]


def not_holding(request: HttpRequest, method: MethodDescription) -> HttpResponse | None:
    """Where to go instead of a form in a version that cannot be written in; None where it can.

    Raises `NotVisible` for one that has been taken away.
    """
    if method.removed_at is not None:
        raise NotVisible
    try:
        must_hold(method)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(method_address(method.project_id))
    return None


def done(request: HttpRequest, method: MethodDescription, words: str, anchor: str = "") -> HttpResponse:
    """Say what was done, with an undo where anything was, and go back to the method."""
    entry = latest_entry(method)
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry is not None else "")
    return redirect(method_address(method.project_id, anchor))


def days_words(phase: MethodPhaseFacts) -> str:
    """`1. januar 2014 – 30. juni 2014`, `Fra 1. januar 2014`, `Til 30. juni 2014`; blank for a phase without days."""
    if phase.starts_on and phase.ends_on:
        return f"{date_words(phase.starts_on)} – {date_words(phase.ends_on)}"
    if phase.starts_on:
        return _("Fra %(day)s") % {"day": date_words(phase.starts_on)}
    return _("Til %(day)s") % {"day": date_words(phase.ends_on)} if phase.ends_on else ""


def version_words(number: int) -> str:
    """`Version 2`."""
    return _("Version %(number)s") % {"number": number}


def cell_address(project_id: int, phase: Any, part: MethodPart) -> str:
    """Where one cell is written."""
    return reverse("method_cell", args=(project_id, phase, SLUGS[part]))
