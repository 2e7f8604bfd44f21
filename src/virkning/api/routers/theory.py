"""The theory of change: its boxes and gaps read, its arrows read, drawn, corrected and removed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router

from virkning.figures.theory import Basis
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, find
from virkning.rooms.access.scope import current_scope
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.theory import BoxFacts, theory_of
from virkning.rooms.reports.queries.background import load_explanations
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.theory import load_arrows
from virkning.rooms.results.models import Result
from virkning.rooms.theory import models
from virkning.rooms.theory.actions.arrows import Ties, change_arrow, draw_arrow, remove_arrow
from virkning.rooms.theory.queries.arrows import arrows_of

from ..door import Bearer, found
from ..kinds import Kind, fields_of
from ..periods import asked_for
from ..schemas import theory as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, PeriodText, VersionAsked, page_of
from ..wording import gettext_lazy as _

router = Router(tags=["theory"])
_STAGES = tuple(schemas.Stage)
_ARROWS = "/projects/{int:project_id}/arrows"
_OF_ARROW = {"pk": "arrow_id", "project": "project_id"}


def _look(given: Mapping[str, Any], permission: Permission) -> models.Arrow:
    """The arrow; one at something removed is hidden with it. Raises `NotVisible`."""
    lookups = {path: given[name] for path, name in _OF_ARROW.items()}
    arrow: models.Arrow = find(models.Arrow, permission, current_scope(), lookups)
    return _there(arrow)


def _there(arrow: models.Arrow | None) -> models.Arrow:
    if arrow is None or not arrows_of(arrow.project_id).filter(pk=arrow.pk).exists():
        raise NotVisible
    return arrow


def _now(key: int) -> schemas.Arrow:
    """The arrow as it is now. Raises `NotVisible`."""
    with one_moment():
        return _told(_there(models.Arrow.objects.filter(pk=key).first()))


ARROWS = Kind(
    router=router,
    at=_ARROWS + "/{int:arrow_id}",
    model=models.Arrow,
    lookups=_OF_ARROW,
    told=schemas.Arrow,
    now=_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
    look=_look,
)


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
    _ARROWS,
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Arrow]),
    url_name="api_arrows",
    summary=_("Forandringsteoriens pile"),
)
def list_arrows(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The arrows between what is there, in the order they were drawn."""
    return page_of(arrows_of(found(request).pk), limit, offset, _told)


@ARROWS.make(_ARROWS, Project, "api_arrows", _("Tegn en pil"), pk="project_id")
def write_arrow(request: HttpRequest, project_id: int, given: schemas.ArrowGiven) -> Any:
    """Draw an arrow. Never back to a shorter term, and never in a circle."""

    def draw(project: Project, by: Author) -> models.Arrow:
        start = "from_result_id" if given.from_activity_id is None else "from_activity_id"
        with fields_of({"start": start, "end": "to_result_id"}):
            return draw_arrow(project=project, ties=_ties(project, given), by=by, **_values(given))

    return ARROWS.made(request, draw)


@ARROWS.read("api_arrow", _("En pil"))
def show_arrow(request: HttpRequest, project_id: int, arrow_id: int) -> schemas.Arrow:
    """An arrow, with the version to correct it by."""
    return _told(found(request))


@ARROWS.change(_("Ret en pil"))
def correct_arrow(request: HttpRequest, project_id: int, arrow_id: int, given: schemas.ArrowChanged) -> Any:
    """Say what the arrow builds on: it will be as the body says, the fields left out too. Its ends stay."""
    return ARROWS.changed(
        request, lambda arrow, by: change_arrow(arrow, by=by, version=given.version, **_values(given))
    )


@ARROWS.remove(_("Fjern en pil"))
def delete_arrow(request: HttpRequest, project_id: int, arrow_id: int, version: VersionAsked) -> Any:
    """Remove an arrow; a person can bring it back. `version`: of the one that was read."""
    return ARROWS.removed(request, lambda arrow, by: remove_arrow(arrow, by=by, version=version))


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
