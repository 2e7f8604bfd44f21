"""One piece of long work: its progress, its file, another try."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.exchange.jobs import start_workbook_job
from virkning.rooms.files import storage
from virkning.rooms.files.actions.jobs import give_up_lost_job, retry_job
from virkning.rooms.files.models import Job, JobKind, JobState
from virkning.rooms.interventions.jobs import start_reading_job
from virkning.rooms.registerruns.jobs import start_reading_job as start_delivery_job
from virkning.rooms.registerruns.jobs import start_runs_job
from virkning.rooms.statusrounds.jobs import start_closing_job
from virkning.rooms.statusrounds.notejobs import start_note_job

#: Who does the work of a kind.
STARTS: dict[str, Callable[[int], Any]] = {
    JobKind.NOTE: start_note_job,
    JobKind.WORKBOOK: start_workbook_job,
    JobKind.ROUND: start_closing_job,
    JobKind.DESCRIPTIONS: start_reading_job,
    JobKind.DELIVERY: start_delivery_job,
    JobKind.MEASURES: start_runs_job,
}


@requires(Permission.SEE_OWN_PAGES, Job, pk="job_id")
@require_safe
def job(request: HttpRequest, job: Job) -> HttpResponse:
    """How far it is; the page asks again every second where it can, and has a link where it cannot."""
    give_up_lost_job(job)
    context = {
        "job": job,
        "next": _next(job),
        "breadcrumbs": [(_("Projekter"), reverse("project_list")), (job.words, "")],
    }
    template = "work/progress.html" if request.headers.get("HX-Request") else "work/job.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


def _next(job: Job) -> tuple[str, str] | None:
    """Where to go when the work is done, beside its file: (words, address)."""
    if job.kind == JobKind.ROUND:
        return _("Til runden"), reverse("round", args=(job.wish["round"],))
    if job.kind == JobKind.DESCRIPTIONS:
        where = reverse("description_bring", args=(job.wish["project"],))
        return _("Se, hvad der er læst"), f"{where}?laest={job.pk}#laest"
    if job.kind == JobKind.DELIVERY:
        return _("Se datarapporten"), reverse("delivery", args=(job.wish["register"], job.wish["delivery"]))
    if job.kind == JobKind.MEASURES:
        return _("Se kørslerne"), f"{reverse('register', args=(job.wish['register'],))}#koersler"
    project, record = job.outcome.get("project"), job.outcome.get("import")
    if project and record:
        return _("Se kvitteringen"), reverse("workbook_receipt", args=(project, record))
    return (_("Til projektet"), reverse("project", args=(project,))) if project else None


@requires(Permission.SEE_OWN_PAGES, Job, pk="job_id")
@require_safe
def job_file(request: HttpRequest, job: Job) -> HttpResponse:
    """The file that came of it."""
    if job.result is None or job.state != JobState.DONE:
        raise NotVisible
    try:
        content = storage.read(job.result.fingerprint)
    except FileNotFoundError as error:
        raise NotVisible from error
    response = HttpResponse(content, content_type=job.result.content_type)
    plain = job.result.name.encode("ascii", "ignore").decode().replace('"', "") or "fil"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(job.result.name)}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.SEE_OWN_PAGES, Job, pk="job_id")
@require_POST
def job_again(request: HttpRequest, job: Job) -> HttpResponse:
    """Try work again that failed."""
    retry_job(job=job, by=author_of(request), start=STARTS[job.kind])
    return redirect("job", job.pk)
