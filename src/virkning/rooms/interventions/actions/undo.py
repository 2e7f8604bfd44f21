"""Taking back what was written on an intervention, where its stage is still open for it, or its acceptance.

The other moves on the way are never taken back: there is a move the other way for each, which keeps the rules.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.figures.interventions import OBSERVATIONS, InterventionStage
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.since import key_of
from virkning.rooms.programmes.actions import acts

from ..models import Intervention
from .acts import DECIDE, as_it_is, check_open

Rows = Mapping[str, Mapping[str, Any]]


def take_back_description(entry: AuditEntry, by: Author) -> None:
    """Undo an act of those who describe, or an acceptance. Raises `Refused`, IntegrityError."""
    with transaction.atomic():
        for intervention in _interventions(entry):
            _check(entry, intervention)
        if entry.action == DECIDE:
            acts.take_back(entry, by)
        else:
            _take_back_writing(entry, by)


def _interventions(entry: AuditEntry) -> list[Intervention]:
    """Those the entry is about, locked: the one, or each of several that were decided at once."""
    rows: Rows = entry.changes.get("rows", {})
    kind = str(Intervention._meta.model_name)
    keys = {int(key.partition(":")[2]) for key in rows if key.partition(":")[0] == kind}
    if entry.object_kind == kind and entry.object_id is not None:
        keys.add(entry.object_id)
    found = list(Intervention._base_manager.filter(pk__in=keys).order_by("pk"))
    for one in found:
        as_it_is(one)
    return found


def _check(entry: AuditEntry, intervention: Intervention) -> None:
    if entry.action == DECIDE:
        if intervention.stage == InterventionStage.ACCEPTED or intervention.accepted_at is None:
            return
        raise Refused(_("Indsatsen er afsluttet siden. Åbn den igen først."))
    rows: Rows = entry.changes.get("rows", {})
    changed = rows.get(key_of(intervention), {}).get("changes", {})
    only_observations = len(rows) == 1 and changed and all(name in OBSERVATIONS for name in changed)
    only_moved = all(
        done.get("act") == "change" and set(done["changes"]) == {"position"} for done in rows.values()
    )
    if not only_observations and not only_moved:
        check_open(intervention)


def _take_back_writing(entry: AuditEntry, by: Author) -> None:
    """As `acts.take_back`; but a description that was begun stays begun, for others may have written since."""
    rows: Rows = entry.changes.get("rows", {})
    kept = AuditEntry(
        pk=entry.pk,
        at=entry.at,
        action=entry.action,
        words=entry.words,
        object_kind=entry.object_kind,
        object_id=entry.object_id,
        project_id=entry.project_id,
        organisation_id=entry.organisation_id,
        changes={**entry.changes, "rows": {key: _without_stage(done) for key, done in rows.items()}},
    )
    acts.take_back(kept, by)


def _without_stage(done: Mapping[str, Any]) -> Mapping[str, Any]:
    if done.get("act") != "change" or "stage" not in done["changes"]:
        return done
    return {**done, "changes": {name: pair for name, pair in done["changes"].items() if name != "stage"}}
