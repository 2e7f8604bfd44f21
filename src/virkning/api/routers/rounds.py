"""Status rounds: how far they have come, and what those that were closed froze."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from virkning.figures.rounds import SubmissionStage
from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.scope import current_scope
from virkning.rooms.files.storage import read
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.statusrounds.models import Snapshot, StatusRound
from virkning.rooms.statusrounds.queries.asks import projects_of
from virkning.rooms.statusrounds.queries.rounds import has_asked, rounds_of_programme, rounds_of_project
from virkning.rooms.statusrounds.queries.snapshots import file_of
from virkning.rooms.statusrounds.queries.standing import asks_in_projects, counts_of

from ..door import Bearer, found
from ..files import A_FILE, as_file
from ..schemas import rounds as schemas
from ..schemas.outcomes import reads
from ..schemas.values import KeyAsked, Limit, Offset, Page, page, page_of
from ..telling import rounds as telling
from ..wording import gettext_lazy as _
from . import submissions

router = Router(tags=["rounds"])


@router.get(
    "/projects/{int:project_id}/rounds",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.RoundInList]),
    url_name="api_project_rounds",
    summary=_("Statusrunder, der spørger til projektet"),
)
def list_project_rounds(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's own rounds and those of its programme that ask it, the newest period first."""
    project: Project = found(request)
    rows = [one for one in rounds_of_project(project) if has_asked(project, one)]
    return page([telling.round_in_list(one) for one in rows], limit, offset)


@router.get(
    "/programmes/{int:programme_id}/rounds",
    auth=Bearer(Permission.SEE_PROGRAMME, Programme, pk="programme_id"),
    response=reads(Page[schemas.RoundInList]),
    url_name="api_programme_rounds",
    summary=_("Et programs statusrunder"),
)
def list_programme_rounds(
    request: HttpRequest, programme_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """The programme's rounds, the newest period first; not those its projects hold by themselves."""
    return page_of(rounds_of_programme(found(request)), limit, offset, telling.round_in_list)


@router.get(
    "/rounds/{int:round_id}",
    auth=Bearer(Permission.SEE_ROUND, StatusRound, pk="round_id"),
    response=reads(schemas.Round),
    url_name="api_round",
    summary=_("En statusrunde med trin, frister og hvor langt den er"),
)
def show_round(request: HttpRequest, round_id: int) -> schemas.Round:
    """A round with its activities counted, in the projects the token's person sees."""
    row: StatusRound = found(request)
    today, keys = timezone.localdate(), list(projects_of(row).values_list("pk", flat=True))
    asks = asks_in_projects(row, keys, today)
    counts = counts_of(row, (one for key in keys for one in asks[key]), today)
    return telling.whole_round(row, len(keys), counts, current_scope())


@router.get(
    "/rounds/{int:round_id}/submissions",
    auth=Bearer(Permission.SEE_ROUND, StatusRound, pk="round_id"),
    response=reads(Page[schemas.Submission]),
    url_name="api_submissions",
    summary=_("Aktiviteterne i en statusrunde: trin, mangler, kvittering"),
)
def list_submissions(
    request: HttpRequest,
    round_id: int,
    stage: SubmissionStage | None = None,
    project_id: KeyAsked | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Every activity the round asks in the projects you see, project by project.

    Of one stage, if asked (not those left out, which are in none), and of one project.
    """
    row: StatusRound = found(request)
    today, projects = timezone.localdate(), projects_of(row).order_by(InDanish("name"), "id")
    if project_id is not None:
        projects = projects.filter(pk=project_id)
    names = dict(projects.values_list("pk", "name"))
    asks = asks_in_projects(row, list(names), today)
    told = [
        telling.submission(row, one, name, today)
        for key, name in names.items()
        for one in asks[key]
        if stage is None or (one.stage is stage and not one.is_excepted)
    ]
    return page(told, limit, offset)


@router.get(
    "/rounds/{int:round_id}/snapshots",
    auth=Bearer(Permission.SEE_ROUND, StatusRound, pk="round_id"),
    response=reads(Page[schemas.Snapshot]),
    url_name="api_snapshots",
    summary=_("Det, en lukket statusrunde har gemt: filernes navne og fingeraftryk"),
)
def list_snapshots(request: HttpRequest, round_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """What each closing froze of each project you see, the latest edition first; the files at their own addresses."""
    rows = Snapshot.objects.filter(round=found(request))
    files = ("project", "facts", "word", "pdf", "workbook")
    rows = rows.select_related(*files).order_by(InDanish("project__name"), "project_id", "-number", "-id")
    return page_of(rows, limit, offset, telling.snapshot)


@router.get(
    "/snapshots/{int:snapshot_id}/{kind}",
    auth=Bearer(Permission.EXPORT_PROJECT, Snapshot, pk="snapshot_id"),
    response=reads(None),
    url_name="api_snapshot_file",
    summary=_("En fil fra en lukket statusrunde: docx, pdf eller xlsx"),
    openapi_extra=A_FILE,
)
def download_snapshot_file(request: HttpRequest, snapshot_id: int, kind: str) -> HttpResponse:
    """The bytes as they were kept when the round was closed, whatever has happened since. `kind`: docx, pdf or xlsx."""
    file = file_of(found(request), kind)
    if file is None:
        raise NotVisible
    try:
        content = read(file.fingerprint)
    except FileNotFoundError as error:
        raise NotVisible from error
    return as_file(content, file.name)


router.add_router("", submissions.router)
