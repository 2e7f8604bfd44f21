"""Results and their measurements."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status

from virkning.figures.entries import measurement_doubts
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.facts.project import ResultFacts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results import models
from virkning.rooms.results.actions.measurements import measure

from ..about import OF_RESULT, result_in
from ..door import Bearer, author_of, found
from ..doubts import answered
from ..once import Done, once
from ..periods import asked_for, check_open, row_in_body
from ..problems import OpenDoubt, Stale
from ..schemas import results as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import Limit, Offset, Page, PeriodText, page, page_of
from ..telling import results as telling
from ..wording import gettext_lazy

router = Router(tags=["results"])


@router.get(
    "/projects/{int:project_id}/results",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Result]),
    url_name="api_results",
    summary=gettext_lazy("Resultater med mål, målopfyldelse og farve"),
)
def list_results(
    request: HttpRequest, project_id: int, period: PeriodText = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """The project's results, each judged in `period` (else the latest one told of)."""
    facts = load_project(found(request))
    when = asked_for(facts, period)
    shown = list(facts.all_results())
    told = [telling.result(one, when, facts.horizon) for one in shown[offset : offset + limit]]
    return Page(items=told, total=len(shown), limit=limit, offset=offset)


@router.get(
    "/projects/{int:project_id}/results/{int:result_id}",
    auth=Bearer(Permission.SEE_PROJECT, models.Result, **OF_RESULT),
    response=reads(schemas.Result),
    url_name="api_result",
    summary=gettext_lazy("Et resultat med mål, målopfyldelse og farve"),
)
def show_result(
    request: HttpRequest, project_id: int, result_id: int, period: PeriodText = ""
) -> schemas.Result:
    """A result, judged in `period` (else the latest one told of)."""
    result: models.Result = found(request)
    facts = load_project(result.project)
    told = result_in(facts, result.pk)
    return telling.result(told, asked_for(facts, period), facts.horizon)


@router.get(
    "/projects/{int:project_id}/results/{int:result_id}/standings",
    auth=Bearer(Permission.SEE_PROJECT, models.Result, **OF_RESULT),
    response=reads(Page[schemas.ResultStanding]),
    url_name="api_result_standings",
    summary=gettext_lazy("Hvordan et resultat står i hver af projektets perioder"),
)
def list_standings(
    request: HttpRequest, project_id: int, result_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """The result judged in each of the project's periods."""
    result: models.Result = found(request)
    facts = load_project(result.project)
    told = result_in(facts, result.pk)
    return page([telling.standing(told, one, facts.horizon) for one in facts.horizon.periods], limit, offset)


@router.get(
    "/projects/{int:project_id}/results/{int:result_id}/measurements",
    auth=Bearer(Permission.SEE_PROJECT, models.Result, **OF_RESULT),
    response=reads(Page[schemas.Measurement]),
    url_name="api_measurements",
    summary=gettext_lazy("Et resultats målinger med oprindelse"),
)
def list_measurements(
    request: HttpRequest,
    project_id: int,
    result_id: int,
    superseded: bool = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The result's measurements by period; with `superseded` also those that have been replaced or withdrawn."""
    result: models.Result = found(request)
    rows = models.Measurement.objects.filter(result=result).select_related("series", "period", "origin_file")
    if not superseded:
        rows = rows.filter(superseded_at__isnull=True)
    ordered = rows.order_by("period__start", "series__position", "id")
    return page_of(ordered, limit, offset, lambda row: telling.measurement(row, result.unit))


@router.post(
    "/projects/{int:project_id}/results/{int:result_id}/measurements",
    auth=Bearer(Permission.REPORT_STATUS, models.Result, **OF_RESULT),
    response=writes(schemas.Measurement | None, 200, 201, current=schemas.Measurement),
    summary=gettext_lazy("Skriv en måling"),
)
def write_measurement(
    request: HttpRequest, project_id: int, result_id: int, given: schemas.MeasurementGiven
) -> Any:
    """Write over the measurement that stands there. 201: written; 200: that one was withdrawn, or nothing was to do."""
    result: models.Result = found(request)
    try:
        status, key = once(request, lambda: _measure(request, result, given))
    except Conflict as conflict:
        current = conflict.current
        raise Stale(_told(current.pk, result) if current.pk else None) from conflict
    return Status(status, _told(key, result))


def _measure(request: HttpRequest, result: models.Result, given: schemas.MeasurementGiven) -> Done:
    period = row_in_body(result.project, given.period)
    facts = result_in(load_project(result.project), result.pk)
    check_open(facts.indicator.added_in, facts.indicator.retired_in, period.period)
    found = _doubts(facts, period, given)
    confirmed = answered(found, given.confirmed)
    confirmed.pop(_NEW_SERIES, None)
    done = measure(
        result=result,
        series=given.series,
        period=period,
        by=author_of(request),
        value=given.value,
        answer=given.answer,
        numerator=given.numerator,
        denominator=given.denominator,
        text=given.text,
        break_reason=given.break_reason,
        source=given.source,
        confirmed=confirmed,
        supersedes=given.supersedes,
    )
    if done is None:
        return 200, 0
    return 201 if done.superseded_at is None and done.pk != given.supersedes else 200, done.pk


_NEW_SERIES = "new_series"


def _doubts(facts: ResultFacts, period: ProjectPeriod, given: schemas.MeasurementGiven) -> list[OpenDoubt]:
    """What looks wrong and may be right; a name no series has, too, for it may be misspelled."""
    if given.series is None:
        return []
    indicator = facts.indicator
    known = {name.casefold(): name for name in indicator.series_order}
    name = known.get(given.series.casefold())
    before = indicator.comparable_reading(name, period.period) if name is not None else None
    doubts = measurement_doubts(
        indicator.kind,
        indicator.unit,
        value=given.value,
        numerator=given.numerator,
        denominator=given.denominator,
        before=before.figure(indicator.unit) if before else None,
        break_reason=given.break_reason,
    )
    found = [OpenDoubt(one.code, one.field, one.phrase.translated(_)) for one in doubts]
    if name is None and given.series:
        said = _("Resultatet har ingen serie med det navn. Bekræft, hvis den skal oprettes.")
        found.append(OpenDoubt(_NEW_SERIES, "series", said))
    return found


def _told(key: int, result: models.Result) -> schemas.Measurement | None:
    with one_moment():
        rows = models.Measurement.objects.filter(pk=key, result=result)
        row = rows.select_related("series", "period", "origin_file").first()
    return None if row is None else telling.measurement(row, result.unit)
