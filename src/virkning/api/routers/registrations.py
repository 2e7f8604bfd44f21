"""Registrations: counts on an activity, read, written, corrected and taken away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.activities import models
from virkning.rooms.activities.actions.registrations import (
    change_registration,
    register,
    remove_registration,
)
from virkning.rooms.activities.queries.registrations import registrations_of, sums_by_kind
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import ProjectPeriod

from ..door import Bearer, author_of, found
from ..once import Done, done_before, once
from ..problems import Stale
from ..schemas import activities as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import Limit, Offset, Page, Search, VersionAsked, page, page_of
from ..wording import gettext_lazy as _

router = Router()
_OF_ACTIVITY = {"pk": "activity_id", "project": "project_id"}
_OF_REGISTRATION = {
    "pk": "registration_id",
    "activity": "activity_id",
    "activity__project": "project_id",
}


@router.get(
    "/projects/{int:project_id}/activities/{int:activity_id}/registrations",
    auth=Bearer(Permission.SEE_PROJECT, models.Activity, **_OF_ACTIVITY),
    response=reads(Page[schemas.Registration]),
    url_name="api_registrations",
    summary=_("Registreringer på en aktivitet"),
)
def list_registrations(
    request: HttpRequest,
    project_id: int,
    activity_id: int,
    kind: Search = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The activity's registrations, the newest day first; of one kind, if asked."""
    rows = models.Registration.objects.filter(activity=found(request)).order_by("-day", "-id")
    return page_of(rows.filter(kind=kind) if kind else rows, limit, offset, _told)


@router.post(
    "/projects/{int:project_id}/activities/{int:activity_id}/registrations",
    auth=Bearer(Permission.REPORT_STATUS, models.Activity, **_OF_ACTIVITY),
    response=writes(schemas.Registration, 201, current=schemas.Registration),
    summary=_("Registrer et antal"),
)
def write_registration(
    request: HttpRequest, project_id: int, activity_id: int, given: schemas.RegistrationGiven
) -> Any:
    """Count something on the activity. A kind in another case is the kind that is used already."""
    activity: models.Activity = found(request)

    def act() -> Done:
        return 201, register(activity=activity, by=author_of(request), **_values(given)).pk

    status, key = once(request, act)
    return Status(status, _found(activity.pk, key))


@router.get(
    "/projects/{int:project_id}/activities/{int:activity_id}/registrations/sums",
    auth=Bearer(Permission.SEE_PROJECT, models.Activity, **_OF_ACTIVITY),
    response=reads(Page[schemas.RegistrationSums]),
    url_name="api_registration_sums",
    summary=_("Summer af registreringer, efter slags og periode"),
)
def list_sums(
    request: HttpRequest, project_id: int, activity_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """What has been counted on the activity, by kind and by the project's periods. Computed on read."""
    activity: models.Activity = found(request)
    rows = ProjectPeriod.objects.filter(project_id=activity.project_id).order_by("start", "id")
    sums = sums_by_kind(registrations_of(activity), [one.period for one in rows])
    told = [
        schemas.RegistrationSums(
            kind=one.kind,
            registrations=one.rows,
            count=one.count,
            men=one.men,
            women=one.women,
            periods=[
                schemas.PeriodSum(period=part.period.canonical, within=part.within, upto=part.upto)
                for part in one.periods
            ],
        )
        for one in sums
    ]
    return page(told, limit, offset)


@router.get(
    "/projects/{int:project_id}/activities/{int:activity_id}/registrations/{int:registration_id}",
    auth=Bearer(Permission.SEE_PROJECT, models.Registration, **_OF_REGISTRATION),
    response=reads(schemas.Registration),
    url_name="api_registration",
    summary=_("En registrering"),
)
def show_registration(
    request: HttpRequest, project_id: int, activity_id: int, registration_id: int
) -> schemas.Registration:
    """A registration, with the version to correct it by."""
    return _told(_there(found(request)))


@router.put(
    "/projects/{int:project_id}/activities/{int:activity_id}/registrations/{int:registration_id}",
    auth=Bearer(Permission.REPORT_STATUS, models.Registration, **_OF_REGISTRATION),
    response=writes(schemas.Registration, 200, current=schemas.Registration),
    summary=_("Ret en registrering"),
)
def correct_registration(
    request: HttpRequest,
    project_id: int,
    activity_id: int,
    registration_id: int,
    given: schemas.RegistrationChanged,
) -> Any:
    """Correct a registration: it will be as the body says, the fields left out too."""
    registration = _there(found(request))

    def act() -> Done:
        change_registration(registration, by=author_of(request), version=given.version, **_values(given))
        return 200, registration.pk

    try:
        once(request, act)
    except Conflict as conflict:
        raise _stale(conflict) from conflict
    return Status(200, _found(activity_id, registration_id))


# Not `router.delete`, which reads as a row taken away behind the log's back.
@router.api_operation(
    ["DELETE"],
    "/projects/{int:project_id}/activities/{int:activity_id}/registrations/{int:registration_id}",
    auth=Bearer(Permission.REPORT_STATUS, models.Registration, **_OF_REGISTRATION).unless(done_before),
    response=writes(None, 204, current=schemas.Registration),
    summary=_("Fjern en registrering"),
)
def delete_registration(
    request: HttpRequest, project_id: int, activity_id: int, registration_id: int, version: VersionAsked
) -> Any:
    """Take a registration away; a person can bring it back. `version`: of the one that was read."""
    if not isinstance(found(request), models.Registration):
        return HttpResponse(status=204)  # this very call has taken it away before
    registration = _there(found(request))

    def act() -> Done:
        remove_registration(registration, by=author_of(request), version=version)
        return 204, registration.pk

    try:
        once(request, act)
    except Conflict as conflict:
        raise _stale(conflict) from conflict
    return HttpResponse(status=204)


def _there(registration: models.Registration) -> models.Registration:
    """The registration itself; one on a removed activity has gone with it."""
    if registration.activity.removed_at is not None:
        raise NotVisible
    return registration


def _values(given: schemas.RegistrationGiven) -> dict[str, Any]:
    return {
        "day": given.day,
        "kind": given.kind,
        "count": given.count,
        "men": given.men,
        "women": given.women,
        "note": given.note,
    }


def _stale(conflict: Conflict) -> Stale:
    current = conflict.current
    shown = isinstance(current, models.Registration) and current.removed_at is None
    return Stale(_told(current) if shown and isinstance(current, models.Registration) else None)


def _found(activity_id: int, key: int) -> schemas.Registration:
    """The registration as it is now. Raises `NotVisible` where it has been taken away since."""
    row = models.Registration.objects.filter(pk=key, activity_id=activity_id).first()
    if row is None:
        raise NotVisible
    return _told(row)


def _told(row: models.Registration) -> schemas.Registration:
    return schemas.Registration(
        id=row.pk,
        activity_id=row.activity_id,
        day=row.day,
        kind=row.kind,
        count=row.count,
        men=row.men,
        women=row.women,
        note=row.note,
        registered_by=row.registered_by,
        registered_at=row.registered_at,
        version=row.version,
    )
