"""What becomes of an activity in a round: handed in, taken back, returned, approved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from virkning.figures.rounds import SubmissionAct
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, find
from virkning.rooms.access.scope import current_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.statusrounds.actions.submissions import approve, send_back, submit, take_back
from virkning.rooms.statusrounds.models import StatusRound, Submission
from virkning.rooms.statusrounds.queries.asks import asks_of, projects_of
from virkning.rooms.statusrounds.stages import SUBMISSION_TAKES

from ..door import Bearer, author_of, found
from ..once import Done, once
from ..problems import Stale
from ..schemas import rounds as schemas
from ..schemas.outcomes import writes
from ..telling import rounds as telling
from ..wording import gettext_lazy as _

router = Router()
_AT = "/rounds/{int:round_id}/activities/{int:activity_id}"
_ANSWERS = writes(schemas.Submission, 200, current=schemas.Submission)


@dataclass(frozen=True)
class Place:
    """An activity in a round that asks its project."""

    status_round: StatusRound
    activity: Activity


def _place(given: Mapping[str, Any], permission: Permission) -> Place:
    """The activity in the round. A round that does not ask the activity's project is not there."""
    scope = current_scope()
    here = find(StatusRound, Permission.SEE_ROUND, scope, {"pk": given["round_id"]})
    inside = {"pk": given["activity_id"], "project__in": projects_of(here).values("pk")}
    return Place(here, find(Activity, permission, scope, inside))


def _takes(act: SubmissionAct) -> Bearer:
    return Bearer(SUBMISSION_TAKES[act], Activity).found_by(_place)


@router.post(
    f"{_AT}/submit",
    auth=_takes(SubmissionAct.SUBMIT),
    response=_ANSWERS,
    url_name="api_submit",
    summary=_("Indsend en aktivitet i en statusrunde"),
)
def submit_activity(request: HttpRequest, round_id: int, activity_id: int, given: schemas.ReadGiven) -> Any:
    """Hand in what is reported on the activity. Nothing new is an answer too."""
    return _do(request, given, submit, fingerprint=given.reported)


@router.post(
    f"{_AT}/take-back",
    auth=_takes(SubmissionAct.TAKE_BACK),
    response=_ANSWERS,
    url_name="api_take_back",
    summary=_("Træk en indsendelse tilbage"),
)
def take_submission_back(
    request: HttpRequest, round_id: int, activity_id: int, given: schemas.SubmissionGiven
) -> Any:
    """Regret having handed in, as long as nobody has approved or returned it."""
    return _do(request, given, take_back)


@router.post(
    f"{_AT}/return",
    auth=_takes(SubmissionAct.RETURN),
    response=_ANSWERS,
    url_name="api_return",
    summary=_("Send en indsendelse tilbage med en begrundelse"),
)
def return_submission(
    request: HttpRequest, round_id: int, activity_id: int, given: schemas.ReturnGiven
) -> Any:
    """Return what was handed in, or approved, with the reason its reporter reads."""
    return _do(request, given, send_back, reason=given.reason)


@router.post(
    f"{_AT}/approve",
    auth=_takes(SubmissionAct.APPROVE),
    response=_ANSWERS,
    url_name="api_approve",
    summary=_("Godkend en indsendelse"),
)
def approve_submission(
    request: HttpRequest, round_id: int, activity_id: int, given: schemas.ReadGiven
) -> Any:
    """Approve what another person handed in, as it is now; again, where it was changed after it was approved."""
    return _do(request, given, approve, fingerprint=given.reported)


def _do(
    request: HttpRequest, given: schemas.SubmissionGiven, act: Callable[..., Submission], **more: str | None
) -> Any:
    place: Place = found(request)

    def done() -> Done:
        _check(place, given.version)
        # 0 for none: one that has come since is a conflict, and is not written over.
        version = given.version or 0
        act(
            status_round=place.status_round,
            activity=place.activity,
            by=author_of(request),
            version=version,
            **more,
        )
        return 200, 0

    try:
        once(request, done)
    except (Conflict, IntegrityError) as conflict:  # two who are the first make the same row
        raise Stale(_told(place)) from conflict
    told = _told(place)
    if told is None:
        raise NotVisible
    return Status(200, told)


def _check(place: Place, version: int | None) -> None:
    """Before the stage is looked at: whoever acts on what they have not read is told that. Raises `Stale`."""
    rows = Submission.objects.filter(round=place.status_round, activity=place.activity).order_by("id")
    if rows.values_list("version", flat=True).first() != version:
        raise Stale(_told(place))


def _told(place: Place) -> schemas.Submission | None:
    """The activity as it is in the round now; None where the round does not ask it, as one closed before its period."""
    project = place.activity.project
    asks = asks_of(place.status_round, [project])
    ask = next((one for one in asks if one.activity_id == place.activity.pk), None)
    if ask is None:
        return None
    return telling.submission(place.status_round, ask, project.name, timezone.localdate())
