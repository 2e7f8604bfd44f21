"""A project's interventions: the list of what is decided, moved about, removed and brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.dates import date_words
from virkning.figures.interventions import DescriptionDue
from virkning.pages.addresses import possible
from virkning.pages.authors import author_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import Forbidden, NotVisible, find, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.interventions.actions.interventions import (
    move_intervention,
    removed_interventions,
    restore_intervention,
)
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.listing import Row, interventions_of
from virkning.rooms.interventions.queries.rights import municipalities_to_describe
from virkning.rooms.programmes.models import Project

from .head import DueWords, due_words, stage_words
from .ways import address, done, list_address, project_crumbs, row_name

#: More than this and the list is asked for by municipality.
_MOST_NAMES = 3


@dataclass(frozen=True)
class Line:
    """An intervention of the list. `edit` and `removal` are blank where it cannot be corrected or taken off."""

    key: int
    name: str
    title: str
    address: str
    municipality: str
    start: str
    due: DueWords
    stage: SafeString
    comments: str
    edit: str
    removal: str
    is_own: bool
    place: int
    last: int


@dataclass(frozen=True)
class Removed:
    """One that has been removed and can be brought back."""

    name: str
    words: str
    by: str
    at: datetime | None
    reason: str


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def interventions(request: HttpRequest, project: Project) -> HttpResponse:
    """The list, with how far each has come; whoever may describe any of them decides, moves and removes."""
    scope = current_scope()
    may = Permission.DESCRIBE in project.permissions_of(scope)
    own = {one.pk for one in municipalities_to_describe(scope, project)} if may else set()
    rows = interventions_of(project, timezone.localdate())
    context = {
        "project": project,
        "lines": _lines(rows, own),
        "sentence": _sentence(rows),
        "may_describe": bool(own),
        "removed": [_removed(one) for one in removed_interventions(project) if one.municipality_id in own]
        if own
        else [],
        "bring": possible("description_bring", project.pk) if own else "",
        "breadcrumbs": project_crumbs(project),
    }
    return render(request, "interventions/list.html", context)


def _lines(rows: Sequence[Row], own: set[int]) -> list[Line]:
    return [_line(one, place, len(rows), one.municipality_id in own) for place, one in enumerate(rows)]


def _line(one: Row, place: int, of: int, is_own: bool) -> Line:
    open_words = ""
    if one.open_comments:
        words = ngettext("%(n)d åben kommentar", "%(n)d åbne kommentarer", one.open_comments)
        open_words = words % {"n": one.open_comments}
    return Line(
        key=one.id,
        name=row_name(one.id),
        title=one.name,
        address=address(one.id),
        municipality=one.municipality,
        start=date_words(one.start) if one.start else _("Ikke sat"),
        due=due_words(DescriptionDue(one.start, one.first_submitted), timezone.localdate()),
        stage=stage_words(one.stage),
        comments=open_words,
        edit=reverse("intervention_edit", args=(one.id,)) if is_own and one.stage.is_written else "",
        removal=reverse("intervention_remove", args=(one.id,))
        if is_own and not one.stage.is_accepted
        else "",
        is_own=is_own,
        place=place,
        last=of - 1,
    )


def _sentence(rows: Sequence[Row]) -> str:
    """`3 indsatser: 1 er indsendt til tiden …`: what the list says, in one line."""
    if not rows:
        return ""
    missing = sum(one.first_submitted is None for one in rows)
    late = sum(one.is_late for one in rows)
    told = ngettext("%(n)d indsats.", "%(n)d indsatser.", len(rows)) % {"n": len(rows)}
    if missing:
        told += " " + ngettext(
            "%(n)d mangler at blive indsendt.", "%(n)d mangler at blive indsendt.", missing
        ) % {"n": missing}
    if late:
        told += " " + ngettext("%(n)d er over fristen.", "%(n)d er over fristen.", late) % {"n": late}
    return told


def _removed(one: Intervention) -> Removed:
    return Removed(row_name(one.pk), one.name, one.removed_by, one.removed_at, one.removed_reason)


@requires(Permission.DESCRIBE, Project, pk="project_id")
@require_POST
def interventions_move(request: HttpRequest, project: Project) -> HttpResponse:
    """Move one a place up (`op`) or down (`ned`), or to a place of its own (`flyt` and `til`)."""
    step = next((name for name in ("op", "ned", "flyt") if name in request.POST), None)
    to = request.POST.get("til", "")
    if step is None or (step == "flyt" and not (to.isdecimal() and len(to) < 6)):
        return JsonResponse({"words": _("Vælg noget at flytte.")}, status=422)
    found = find(
        Intervention,
        Permission.DESCRIBE,
        current_scope(),
        {"pk": _key(request.POST[step]), "project": project.pk},
    )
    order = list(
        Intervention.objects.filter(project=project).order_by("position", "id").values_list("pk", flat=True)
    )
    here = order.index(found.pk)
    wanted = int(to) if step == "flyt" else max(0, here + (-1 if step == "op" else 1))
    try:
        move_intervention(found, to=wanted, by=author_of(request))
        words = _("Indsatsen er flyttet.") if latest_entry(found) else _("Den står der allerede.")
    except (Refused, Conflict) as problem:
        words = str(problem)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"words": words})
    return done(request, found, words, list_address(project.pk, row_name(found.pk)))


@requires(Permission.DESCRIBE, Project, pk="project_id")
@require_POST
def interventions_restore(request: HttpRequest, project: Project) -> HttpResponse:
    """Bring a removed one back (`hent`)."""
    key = _key(request.POST.get("hent", ""))
    found = Intervention._base_manager.filter(pk=key, project=project).first()
    if found is None:
        raise NotVisible
    if Permission.DESCRIBE not in found.permissions_of(current_scope()):
        raise Forbidden(Permission.DESCRIBE)
    try:
        restore_intervention(found, by=author_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(list_address(project.pk))
    to = list_address(project.pk, row_name(found.pk))
    return done(request, found, _("Indsatsen er hentet tilbage."), to)


def _key(name: str) -> int:
    """The key of what a button names (`indsats-12`). Raises `NotVisible`."""
    kind, _dash, key = name.partition("-")
    if kind != "indsats" or not (key.isascii() and key.isdecimal()) or len(key) > 18:
        raise NotVisible
    return int(key)
