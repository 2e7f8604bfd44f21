"""Take one entry back."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, find, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.undo import UNDOABLE, undo
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import Project

from .table import ACTS, KINDS


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def undo_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Undo what the entry tells, where the person may do the thing itself in the entry's project."""
    entry = AuditEntry._base_manager.filter(pk=min(entry_id, 2**63 - 1)).first()
    if entry is None or entry.project_id is None:
        raise NotVisible
    try:
        _take_back(request, entry)
    except Refused as refused:
        messages.warning(request, str(refused))
    except (Conflict, IntegrityError):
        messages.warning(
            request, _("Det kan ikke fortrydes: noget andet er ændret siden, som det ville støde sammen med.")
        )
    return redirect(_back(request, entry.project_id))


def _take_back(request: HttpRequest, entry: AuditEntry) -> None:
    by = author_of(request)
    scope = current_scope()
    if entry.action in ACTS:
        permission, take_back = ACTS[entry.action]
        find(Project, permission, scope, {"pk": entry.project_id})
        take_back(entry, by)
    elif entry.object_kind in KINDS and entry.action in UNDOABLE:
        model, permission = KINDS[entry.object_kind]
        find(Project, permission, scope, {"pk": entry.project_id})
        record = model._base_manager.filter(pk=entry.object_id).first()
        if record is None or record.owning_project_id != entry.project_id:
            raise NotVisible
        undo(entry, record=record, by=by)
    else:
        find(Project, Permission.SEE_PROJECT, scope, {"pk": entry.project_id})
        raise Refused(_("Det kan ikke fortrydes her. Ret det i stedet på tingens egen side."))
    messages.success(request, _("Det er fortrudt."))


def _back(request: HttpRequest, project_id: int) -> str:
    """Where the person came from, else the project."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return came_from
    return reverse("project", args=(project_id,))
