"""Registrations: counts on an activity, read, written, corrected and taken away."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, find
from virkning.rooms.access.scope import current_scope
from virkning.rooms.activities import models
from virkning.rooms.activities.actions.registrations import (
    change_registration,
    register,
    remove_registration,
)
from virkning.rooms.activities.queries.registrations import registrations_of, sums_by_kind
from virkning.rooms.programmes.models import ProjectPeriod

from ..door import Bearer, found
from ..kinds import Kind
from ..schemas import activities as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, Search, VersionAsked, page, page_of
from ..wording import gettext_lazy as _

router = Router()
_OF_ACTIVITY = {"pk": "activity_id", "project": "project_id"}
_OF_REGISTRATION = {
    "pk": "registration_id",
    "activity": "activity_id",
    "activity__project": "project_id",
}
_REGISTRATIONS = "/projects/{int:project_id}/activities/{int:activity_id}/registrations"


def _look(given: Mapping[str, Any], permission: Permission) -> models.Registration:
    """The registration; one on a removed activity has gone with it. Raises `NotVisible`."""
    lookups = {path: given[name] for path, name in _OF_REGISTRATION.items()}
    registration: models.Registration = find(models.Registration, permission, current_scope(), lookups)
    if registration.activity.removed_at is not None:
        raise NotVisible
    return registration


def _now(key: int) -> schemas.Registration:
    """The registration as it is now. Raises `NotVisible`."""
    row = models.Registration.objects.filter(pk=key, activity__removed_at__isnull=True).first()
    if row is None:
        raise NotVisible
    return _told(row)


REGISTRATIONS = Kind(
    router=router,
    at=_REGISTRATIONS + "/{int:registration_id}",
    model=models.Registration,
    lookups=_OF_REGISTRATION,
    told=schemas.Registration,
    now=_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.REPORT_STATUS,
    look=_look,
)


@router.get(
    _REGISTRATIONS,
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


@REGISTRATIONS.make(
    _REGISTRATIONS, models.Activity, "api_registrations", _("Registrer et antal"), **_OF_ACTIVITY
)
def write_registration(
    request: HttpRequest, project_id: int, activity_id: int, given: schemas.RegistrationGiven
) -> Any:
    """Count something on the activity. A kind in another case is the kind that is used already."""
    return REGISTRATIONS.made(
        request, lambda activity, by: register(activity=activity, by=by, **given.model_dump())
    )


@router.get(
    _REGISTRATIONS + "/sums",
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


@REGISTRATIONS.read("api_registration", _("En registrering"))
def show_registration(
    request: HttpRequest, project_id: int, activity_id: int, registration_id: int
) -> schemas.Registration:
    """A registration, with the version to correct it by."""
    return _told(found(request))


@REGISTRATIONS.change(_("Ret en registrering"))
def correct_registration(
    request: HttpRequest,
    project_id: int,
    activity_id: int,
    registration_id: int,
    given: schemas.RegistrationChanged,
) -> Any:
    """Correct a registration: it will be as the body says, the fields left out too."""
    return REGISTRATIONS.changed(
        request, lambda registration, by: change_registration(registration, by=by, **given.model_dump())
    )


@REGISTRATIONS.remove(_("Fjern en registrering"))
def delete_registration(
    request: HttpRequest, project_id: int, activity_id: int, registration_id: int, version: VersionAsked
) -> Any:
    """Take a registration away; a person can bring it back. `version`: of the one that was read."""
    return REGISTRATIONS.removed(
        request, lambda registration, by: remove_registration(registration, by=by, version=version)
    )


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
