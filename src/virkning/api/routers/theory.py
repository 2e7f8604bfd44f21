"""The theory of change: its boxes and gaps read, its arrows read, drawn, corrected and removed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Router
from ninja.responses import Status

from virkning.figures.theory import Basis
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.theory import BoxFacts, theory_of
from virkning.rooms.reports.queries.background import load_explanations
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.theory import load_arrows
from virkning.rooms.results.models import Result
from virkning.rooms.theory import models
from virkning.rooms.theory.actions.arrows import Ties, change_arrow, draw_arrow, remove_arrow
from virkning.rooms.theory.queries.arrows import arrows_of

from ..door import Bearer, author_of, found
from ..once import Done, done_before, once
from ..periods import asked_for
from ..problems import Stale
from ..schemas import theory as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import Limit, Offset, Page, PeriodText, VersionAsked, page_of
from ..wording import gettext_lazy as _

router = Router(tags=["theory"])
_OF_ARROW = {"pk": "arrow_id", "project": "project_id"}
_STAGES = tuple(schemas.Stage)


@router.get(
    "/projects/{int:project_id}/theory",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(schemas.Theory),
    url_name="api_theory",
    summary=_("Forandringsteoriens kasser og huller"),
)
def show_theory(request: HttpRequest, project_id: int, period: PeriodText = "") -> Any:
    """The theory's boxes with light and latest value in `period` (else the latest one told of), and its gaps."""
    project: Project = found(request)
    facts = load_project(project)
    when = asked_for(facts, period)
    told = theory_of(facts, load_arrows(project.pk), when, load_explanations(project.pk))
    return schemas.Theory(
        period=when.canonical if when else None,
        boxes=[_box(one) for one in told.boxes],
        gaps=[schemas.GapTold(key=box.key, gap=gap, message=gap.shown) for box, gap in told.gaps],
    )


@router.get(
    "/projects/{int:project_id}/arrows",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Arrow]),
    url_name="api_arrows",
    summary=_("Forandringsteoriens pile"),
)
def list_arrows(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The arrows between what is there, in the order they were drawn."""
    return page_of(arrows_of(found(request).pk), limit, offset, _told)


@router.post(
    "/projects/{int:project_id}/arrows",
    auth=Bearer(Permission.EDIT_PROJECT, Project, pk="project_id"),
    response=writes(schemas.Arrow, 201, current=schemas.Arrow),
    summary=_("Tegn en pil"),
)
def write_arrow(request: HttpRequest, project_id: int, given: schemas.ArrowGiven) -> Any:
    """Draw an arrow. Never back to a shorter term, and never in a circle."""
    project: Project = found(request)

    def act() -> Done:
        ties = _ties(project, given)
        return 201, draw_arrow(project=project, ties=ties, by=author_of(request), **_values(given)).pk

    status, key = once(request, act)
    return Status(status, _found(project.pk, key))


@router.get(
    "/projects/{int:project_id}/arrows/{int:arrow_id}",
    auth=Bearer(Permission.SEE_PROJECT, models.Arrow, **_OF_ARROW),
    response=reads(schemas.Arrow),
    url_name="api_arrow",
    summary=_("En pil"),
)
def show_arrow(request: HttpRequest, project_id: int, arrow_id: int) -> schemas.Arrow:
    """An arrow, with the version to correct it by."""
    return _found(project_id, arrow_id)


@router.put(
    "/projects/{int:project_id}/arrows/{int:arrow_id}",
    auth=Bearer(Permission.EDIT_PROJECT, models.Arrow, **_OF_ARROW),
    response=writes(schemas.Arrow, 200, current=schemas.Arrow),
    summary=_("Ret en pil"),
)
def correct_arrow(request: HttpRequest, project_id: int, arrow_id: int, given: schemas.ArrowChanged) -> Any:
    """Say what the arrow builds on: it will be as the body says, the fields left out too. Its ends stay."""
    arrow = _there(found(request))

    def act() -> Done:
        change_arrow(arrow, by=author_of(request), version=given.version, **_values(given))
        return 200, arrow.pk

    try:
        once(request, act)
    except Conflict as conflict:
        raise _stale(conflict) from conflict
    return Status(200, _found(project_id, arrow_id))


# Not `router.delete`, which reads as a row taken away behind the log's back.
@router.api_operation(
    ["DELETE"],
    "/projects/{int:project_id}/arrows/{int:arrow_id}",
    auth=Bearer(Permission.EDIT_PROJECT, models.Arrow, **_OF_ARROW).unless(done_before),
    response=writes(None, 204, current=schemas.Arrow),
    summary=_("Fjern en pil"),
)
def delete_arrow(request: HttpRequest, project_id: int, arrow_id: int, version: VersionAsked) -> Any:
    """Remove an arrow; a person can bring it back. `version`: of the one that was read."""
    if not isinstance(found(request), models.Arrow):
        return HttpResponse(status=204)  # this very call has taken it away before
    arrow = _there(found(request))

    def act() -> Done:
        remove_arrow(arrow, by=author_of(request), version=version)
        return 204, arrow_id

    try:
        once(request, act)
    except Conflict as conflict:
        raise _stale(conflict) from conflict
    return HttpResponse(status=204)


def _ties(project: Project, given: schemas.ArrowGiven) -> Ties:
    """The ends the body names. Raises `Refused` for one the project does not have."""
    wrong: dict[str, str] = {}

    def own(model: Any, key: int | None, name: str) -> Any:
        row = None if key is None else model.objects.filter(pk=key, project=project).first()
        if key is not None and row is None:
            wrong[name] = gettext("Vælg noget, der hører til projektet.")
        return row

    activity = own(Activity, given.from_activity_id, "from_activity_id")
    start = own(Result, given.from_result_id, "from_result_id")
    end = own(Result, given.to_result_id, "to_result_id")
    if wrong:
        raise Refused(wrong)
    return Ties(end, from_activity=activity, from_result=start)


def _values(given: schemas.Basing) -> dict[str, Any]:
    return {
        "basis": Basis(given.basis),
        "reason": given.reason,
        "other_explanations": given.other_explanations,
    }


def _there(arrow: models.Arrow) -> models.Arrow:
    """The arrow itself; one at something removed is hidden with it."""
    if not arrows_of(arrow.project_id).filter(pk=arrow.pk).exists():
        raise NotVisible
    return arrow


def _stale(conflict: Conflict) -> Stale:
    current = conflict.current
    return Stale(_told(current) if isinstance(current, models.Arrow) else None)


def _found(project_id: int, key: int) -> schemas.Arrow:
    """The arrow as it is now. Raises `NotVisible` where it has been removed since."""
    row = arrows_of(project_id).filter(pk=key).first()
    if row is None:
        raise NotVisible
    return _told(row)


def _told(row: models.Arrow) -> schemas.Arrow:
    return schemas.Arrow(
        id=row.pk,
        from_activity_id=row.from_activity_id,
        from_result_id=row.from_result_id,
        to_result_id=row.to_result_id,
        basis=Basis(row.basis),
        reason=row.reason,
        other_explanations=row.other_explanations,
        version=row.version,
    )


def _box(one: BoxFacts) -> schemas.Box:
    return schemas.Box(
        key=one.key,
        stage=_STAGES[one.column],
        id=one.id,
        number=one.number,
        title=one.title,
        light=one.light,
        state=one.state,
        value=one.value,
        ended=one.ended,
        measured=one.measured,
        explanations=list(one.explanations),
    )
