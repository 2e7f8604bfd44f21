"""Where the pages of this family lead back to, and what they choose among."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.models import Result

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(project: Project, words: str) -> list[Crumb]:
    """The way to a page under the project's."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (words, ""),
    ]


def period_asked(request: HttpRequest, periods: Sequence[ProjectPeriod]) -> ProjectPeriod | str:
    """The period the address names, else the latest; blank where the project has none."""
    wanted = request.GET.get("periode", "")
    found = next((one for one in periods if one.period.canonical == wanted), None)
    return found or (periods[-1] if periods else "")


def activities_of(project: Project) -> list[Activity]:
    """What can be chosen among, in the project's order."""
    rows = Activity.objects.filter(project=project, area__removed_at__isnull=True)
    return list(rows.order_by("area__position", "area_id", "position", "id"))


def asked_for(request: HttpRequest, name: str, among: Sequence[Any]) -> Any:
    """The record of the list whose key the address holds under the name, or nothing."""
    wanted = request.GET.get(name, "")
    return next((one for one in among if str(one.pk) == wanted), None)


def background_address(project: Project, anchor: str) -> str:
    """The page that tells of everything behind the judgements, at one of its sections."""
    return f"{reverse('background', args=(project.pk,))}#{anchor}"


def back_address(
    request: HttpRequest, project: Project, record: Activity | Result | None, anchor: str
) -> str:
    """The activity's or result's page, where the person came from it (`?side=`); else the one that tells of all."""
    page = "result" if isinstance(record, Result) else "activity"
    if record is not None and request.GET.get("side") == page:
        return f"{reverse(page, args=(project.pk, record.pk))}#{anchor}"
    return background_address(project, anchor)


def removed(request: HttpRequest, record: Any, words: str, address: str) -> HttpResponse:
    """Say that it is gone, with an undo."""
    entry = latest_entry(record)
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry is not None else "")
    return redirect(address)
