"""Take one entry back."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.returning import local_path
from virkning.pages.takingback import takes
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import Forbidden, NotVisible, find, requires
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.undo import UNDOABLE, undo
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.interventions.actions.acts import DECIDE, DESCRIBE
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.actions import acts
from virkning.rooms.programmes.models import InProject, Project
from virkning.rooms.statusrounds.models import StatusRound

from .table import ACTS, IN_ORGANISATIONS, IN_ROUNDS, KINDS, ONE

_EVERY_KIND = KINDS | IN_ORGANISATIONS
_WITHOUT_A_PROJECT = IN_ROUNDS.keys() | IN_ORGANISATIONS.keys()


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def undo_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Undo what the entry tells, where the person may do the thing itself in the entry's project."""
    entry = AuditEntry._base_manager.filter(pk=min(entry_id, 2**63 - 1)).first()
    if entry is None or (entry.project_id is None and entry.object_kind not in _WITHOUT_A_PROJECT):
        raise NotVisible
    try:
        _take_back(request, entry)
    except Refused as refused:
        messages.warning(request, str(refused))
    except (Conflict, IntegrityError):
        messages.warning(
            request, _("Det kan ikke fortrydes: noget andet er ændret siden, som det ville støde sammen med.")
        )
    else:
        if acts.made_project(entry):
            return redirect("project_list")  # the page the person came from is no more
    return HttpResponseRedirect(_back(request, entry.project_id))


def _take_back(request: HttpRequest, entry: AuditEntry) -> None:
    by = author_of(request)
    if entry.object_kind in IN_ROUNDS:
        _take_back_in_round(entry, by)
    elif entry.action in ACTS:
        _require(entry, takes(entry))
        _require_on_interventions(entry)
        ACTS[entry.action](entry, by)
    elif entry.object_kind in _EVERY_KIND and entry.action in UNDOABLE:
        _require(entry, frozenset())
        record = _EVERY_KIND[entry.object_kind]._base_manager.filter(pk=entry.object_id).first()
        if record is None or _owner_of(record) != (entry.project_id or entry.organisation_id):
            raise NotVisible
        _require(entry, takes(entry, record, record.permissions_of(current_scope())))
        ONE.get(entry.object_kind, undo)(entry, record=record, by=by)
    else:
        _require(entry, frozenset())
        raise Refused(_("Det kan ikke fortrydes her. Ret det i stedet på tingens egen side."))
    messages.success(request, _("Det er fortrudt."))


def _take_back_in_round(entry: AuditEntry, by: Author) -> None:
    """For those who run the round, and see what the entry is about."""
    model, take_back = IN_ROUNDS[entry.object_kind]
    record = model._base_manager.filter(pk=entry.object_id).first()
    if record is None:
        raise NotVisible
    status_round = record if isinstance(record, StatusRound) else record.round
    if entry.project_id is not None:
        _require(entry, frozenset())
    find(type(status_round.owner), Permission.RUN_ROUNDS, current_scope(), {"pk": status_round.owner.pk})
    take_back(entry, record, by)


def _require(entry: AuditEntry, permissions: frozenset[Permission]) -> None:
    """Demand the permissions in the entry's project, and of its leading organisation where the entry made it.

    Of what an organisation owns by itself, in the organisation.
    """
    scope = current_scope()
    if entry.project_id is None:
        owner = find(Organisation, Permission.SEE_PLAN, scope, {"pk": entry.organisation_id})
    else:
        owner = find(Project, Permission.SEE_PROJECT, scope, {"pk": entry.project_id})
    may = owner.permissions_of(scope)
    for permission in Permission:
        if permission in permissions - may:
            raise Forbidden(permission)
    if acts.made_project(entry):
        lead = {"parties__project_id": entry.project_id, "parties__role": PartyRole.LEAD}
        find(Organisation, Permission.CREATE_PROJECT, scope, lead)


def _require_on_interventions(entry: AuditEntry) -> None:
    """Of interventions it takes the permission on each: a partner's people write their own municipality's only."""
    kind = str(Intervention._meta.model_name)
    if entry.object_kind != kind and entry.action not in (DESCRIBE, DECIDE):
        return
    rows = entry.changes.get("rows", {}).items()
    # Whoever moves one moves its neighbours too: those are nobody's text, and another municipality's may be among them.
    told = (key.partition(":") for key, done in rows if set(done.get("changes", ("",))) != {"position"})
    keys = {int(number) for what, _colon, number in told if what == kind}
    if entry.object_kind == kind and entry.object_id is not None:
        keys.add(entry.object_id)
    scope = current_scope()
    for one in Intervention._base_manager.filter(pk__in=keys, project_id=entry.project_id or 0).order_by(
        "pk"
    ):
        for permission in takes(entry) - one.permissions_of(scope):
            raise Forbidden(permission)


def _owner_of(record: Any) -> int:
    """The key of the project or the organisation it belongs to."""
    return int(
        record.owning_project_id if isinstance(record, InProject | Project) else record.owning_organisation_id
    )


def _back(request: HttpRequest, project_id: int | None) -> str:
    """Where the person came from, else the project; a programme's round has none."""
    came_from = local_path(request, request.headers.get("Referer", ""))
    return came_from or (reverse("project", args=(project_id,)) if project_id else reverse("rounds"))
