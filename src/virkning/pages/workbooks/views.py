"""A project's workbook on its page: bring a file, see what it changes, say yes or no."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved
from virkning.pages.forms.uploading import answer_upload
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.exchange.actions.uploads import drop_upload
from virkning.rooms.exchange.history import imports_of, waiting_uploads
from virkning.rooms.exchange.models import WorkbookImport, WorkbookUpload
from virkning.rooms.files import storage
from virkning.rooms.programmes.models import Project

from .bringing import keep_readable
from .confirmation import Side, answer_confirmation
from .files import XLSX, as_file
from .forms import WorkbookForm

Crumbs = list[tuple[str, str]]


@requires(Permission.IMPORT_PROJECT, Project, pk="project_id")
@require_http_methods(["GET", "HEAD", "POST"])
def workbook_import(request: HttpRequest, project: Project) -> HttpResponse:
    """Bring a workbook; and the list of those that came before."""

    def save(form: WorkbookForm) -> Saved:
        upload = keep_readable(form, by=author_of(request), project=project)
        return Saved(address=reverse("workbook_preview", args=(project.pk, upload.pk)))

    return answer_upload(
        request,
        FormPage(
            form=WorkbookForm,
            title=_("Projektark"),
            under=project.name,
            submit=_("Se, hvad der ændres"),
            save=save,
            back=reverse("project", args=(project.pk,)),
            breadcrumbs=crumbs(project, (_("Projektark"), "")),
            template="workbooks/bring.html",
            context={
                "project": project,
                "imports": imports_of(project),
                "waiting": waiting_uploads(project),
            },
        ),
    )


@requires(Permission.IMPORT_PROJECT, WorkbookUpload, pk="upload_id", project="project_id")
@require_http_methods(["GET", "HEAD", "POST"])
def workbook_preview(request: HttpRequest, upload: WorkbookUpload) -> HttpResponse:
    """What the file changes; and the yes to exactly that."""
    project = _project_of(upload)
    return answer_confirmation(
        request,
        upload,
        Side(
            here=reverse("workbook_preview", args=(project.pk, upload.pk)),
            bring=reverse("workbook_import", args=(project.pk,)),
            drop=reverse("workbook_drop", args=(project.pk, upload.pk)),
            breadcrumbs=crumbs(
                project,
                (_("Projektark"), reverse("workbook_import", args=(project.pk,))),
                (upload.file.name, ""),
            ),
            may_prune=True,
        ),
    )


@requires(Permission.IMPORT_PROJECT, WorkbookUpload, pk="upload_id", project="project_id")
@require_POST
def workbook_drop(request: HttpRequest, upload: WorkbookUpload) -> HttpResponse:
    """No to the file: it waits no longer."""
    if drop_upload(upload=upload, by=author_of(request)):
        messages.success(request, _("Filen er kasseret. Intet er ændret."))
    else:
        messages.info(request, _("Filen ventede ikke længere. Den er indlæst eller kasseret."))
    return redirect("workbook_import", upload.project_id)


@requires(Permission.IMPORT_PROJECT, WorkbookImport, pk="import_id", project="project_id")
@require_safe
def workbook_file(request: HttpRequest, record: WorkbookImport) -> HttpResponse:
    """The file as it came."""
    try:
        content = storage.read(record.file.fingerprint)
    except FileNotFoundError:
        context = {"breadcrumbs": crumbs(record.project, (record.file.name, "")), "name": record.file.name}
        return render(request, "workbooks/gone.html", context, status=410)
    return as_file(content, record.file.name, XLSX)


def _project_of(upload: WorkbookUpload) -> Project:
    """The requirement found the upload through its project."""
    if upload.project is None:
        raise NotVisible
    return upload.project


def crumbs(project: Project, *rest: tuple[str, str]) -> Crumbs:
    """The way to a page of the project."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        *rest,
    ]
