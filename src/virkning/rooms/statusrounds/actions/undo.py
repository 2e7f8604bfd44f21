"""Taking back what was done to a round or in it, where that leaves the round as it could have been.

Most acts have an act of their own the other way (return, reopen, ask again): those keep the rules of the round. Only
what was planned, removed or corrected before anybody closed it, and an activity that was left out, are taken back.
"""

from django.utils.translation import gettext as _

from virkning.figures.rounds import RoundStage
from virkning.rooms.audit import undo
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import plain

from ..models import StatusRound, Submission
from .rounds import check_free
from .submissions import take_in

_MOVED = frozenset({"stage", "opened_at", "closed_at", "closed_by", "reopened_reason"})


def take_back_round(entry: AuditEntry, status_round: StatusRound, by: Author) -> None:
    """Take back the planning, the removal or the correction of a round. Raises `Refused`, `Conflict`."""
    if status_round.stage == RoundStage.CLOSED or not is_correction(entry):
        raise Refused(_("Det kan ikke fortrydes her. Brug knapperne på rundens egen side."))
    if entry.action != "change" and status_round.stage != RoundStage.PLANNED:
        raise Refused(_("Runden har været åben og kan ikke fjernes. Luk den i stedet."))
    if entry.action == "remove":
        check_free(status_round.owner, status_round.period)
    undo.undo(entry, record=status_round, by=by)


def is_correction(entry: AuditEntry) -> bool:
    """Whether an entry about a round is none of the round's own moves."""
    return not _MOVED & set(entry.changes)


def take_back_leaving_out(entry: AuditEntry, submission: Submission, by: Author) -> None:
    """Ask the activity again that the entry left out. Raises `Refused`, `Conflict`."""
    left_out_at = _left_out_at(entry)
    if not left_out_at:
        raise Refused(_("Det kan ikke fortrydes her. Brug knapperne på rundens egen side."))
    if plain(submission.excepted_at) != left_out_at:
        raise Refused(_("Det er allerede fortrudt."))
    take_in(status_round=submission.round, activity=submission.activity, by=by)


def _left_out_at(entry: AuditEntry) -> str:
    """When the entry says that the activity was left out; blank where it says something else."""
    if entry.action == "create":
        return str(entry.changes.get("after", {}).get("excepted_at") or "")
    told = entry.changes.get("excepted_at")
    return str(told[-1] or "") if entry.action == "change" and isinstance(told, list) else ""
