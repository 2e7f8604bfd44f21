"""The actions of an action plan: made, changed, moved to another challenge, removed; and all of it taken back."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.undo import undo
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.actions.acts import take_back
from virkning.rooms.programmes.models import Assignment

from ..models import Challenge, PlannedAction
from .challenges import MOST_ACTIONS
from .naming import shortly


def create_action(
    *,
    challenge: Challenge,
    text: str,
    by: Author,
    responsible: str = "",
    lead: Person | None = None,
    deadline: date | None = None,
) -> PlannedAction:
    """A new action, last under its challenge. Raises `Refused`."""
    check_text(text=text)
    _check_lead(challenge.project_id, lead, None)
    with transaction.atomic():
        _stands(challenge)
        there = PlannedAction.objects.filter(challenge__project_id=challenge.project_id)
        if there.count() >= MOST_ACTIONS:
            said = _("Handleplanen har allerede %(most)s handlinger. Fjern en, før du tilføjer en ny.")
            raise Refused(said % {"most": MOST_ACTIONS})
        made = PlannedAction(
            challenge=challenge,
            text=text.strip(),
            responsible=" ".join(responsible.split()),
            lead=lead,
            deadline=deadline,
            position=_last(challenge),
        )
        words = _("Handlingen %(what)s er oprettet.") % {"what": shortly(made)}
        return writes.create(made, by=by, words=words)


def change_action(
    action: PlannedAction,
    *,
    challenge: Challenge,
    text: str,
    responsible: str,
    lead: Person | None,
    deadline: date | None,
    by: Author,
    version: int | None = None,
) -> PlannedAction:
    """Change it; under another challenge it stands last. Raises `Refused`, `Conflict`."""
    check_text(text=text)
    check_belongs(action.owning_project_id, challenge=challenge)
    _check_lead(challenge.project_id, lead, action.lead_id)
    values: dict[str, Any] = {
        "text": text.strip(),
        "responsible": " ".join(responsible.split()),
        "lead_id": lead.pk if lead else None,
        "deadline": deadline,
    }
    words = _("Handlingen %(what)s er rettet.") % {"what": shortly(action)}
    with transaction.atomic():
        _stands(challenge, beside=action.challenge_id)
        if challenge.pk != action.challenge_id:
            values |= {"challenge_id": challenge.pk, "position": _last(challenge)}
        return writes.change(action, by=by, words=words, version=version, **values)


def remove_action(
    action: PlannedAction, *, by: Author, reason: str = "", version: int | None = None
) -> PlannedAction:
    """Remove it with what was said of it; it can be brought back. Raises `Conflict`."""
    words = _("Handlingen %(what)s er fjernet.") % {"what": shortly(action)}
    return writes.remove(action, by=by, words=words, reason=reason.strip(), version=version)


def take_back_action(entry: AuditEntry, *, record: PlannedAction, by: Author) -> None:
    """Undo what was done to an action. Raises `Refused`, also where its challenge has been removed, and `Conflict`."""
    with _tied(entry.project_id or 0, {record.pk}):
        undo(entry, record=record, by=by)


def take_back_in_action_plan(entry: AuditEntry, by: Author) -> None:
    """Undo an act on challenges and actions as a whole. Raises `Refused` as for one action, and IntegrityError."""
    rows = [name.partition(":") for name in entry.changes.get("rows", {})]
    with _tied(entry.project_id or 0, {int(key) for kind, _colon, key in rows if kind == "plannedaction"}):
        take_back(entry, by)


@contextmanager
def _tied(project_id: int, actions: Collection[int]) -> Iterator[None]:
    """Meanwhile nobody removes a challenge. Raises `Refused` where one of the actions ends up under a removed one."""
    with transaction.atomic():
        rows = Challenge._base_manager.select_for_update().filter(project_id=project_id)
        list(rows.order_by("pk"))
        yield
        untied = PlannedAction._base_manager.filter(
            pk__in=actions, removed_at__isnull=True, challenge__removed_at__isnull=False
        )
        if untied.exists():
            raise Refused(
                _(
                    "Det kan ikke fortrydes: udfordringen, handlingen ville stå under, er fjernet siden. "
                    "Hent den tilbage først."
                )
            )


def _stands(challenge: Challenge, beside: int | None = None) -> None:
    """Nobody removes the challenge, or adds to it, until the transaction ends. Raises `Refused` where it is removed.

    `beside`: the challenge an action leaves, which would take it along.
    """
    keys = {challenge.pk, beside or challenge.pk}
    rows = Challenge._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    if any(one.pk == challenge.pk and one.removed_at is not None for one in rows):
        raise Refused(
            {"challenge": _("Udfordringen er fjernet imens. Hent den tilbage, eller vælg en anden.")}
        )


def _last(challenge: Challenge) -> int:
    places = PlannedAction.objects.filter(challenge=challenge).order_by("-position", "-id")
    last = places.values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def _check_lead(project_id: int, lead: Person | None, before: int | None) -> None:
    """Whose desk it lies on is somebody with a role in the project, or whoever it was already."""
    if lead is None or lead.pk == before:
        return
    held = Assignment.objects.filter(project_id=project_id, person=lead, ended_at__isnull=True)
    if not held.exists():
        raise Refused({"lead": _("Vælg en person, der har en rolle i projektet.")})
