"""A new project from a workbook, on its organisation's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved
from virkning.pages.forms.uploading import answer_upload
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.exchange.actions.uploads import drop_upload
from virkning.rooms.exchange.models import UploadHolds, WorkbookUpload
from virkning.rooms.organisations.models import Organisation

from .bringing import keep_readable
from .confirmation import Side, answer_confirmation
from .forms import WorkbookForm


@requires(Permission.CREATE_PROJECT, Organisation, pk="organisation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def new_workbook(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Bring the workbook of a project that is not there yet."""

    def save(form: WorkbookForm) -> Saved:
        upload = keep_readable(form, by=author_of(request), organisation=organisation)
        return Saved(address=reverse("new_workbook_preview", args=(organisation.pk, upload.pk)))

    return answer_upload(
        request,
        FormPage(
            form=WorkbookForm,
            title=_("Nyt projekt fra projektark"),
            under=_("%(organisation)s bliver ansvarlig for projektet.") % {"organisation": organisation.name},
            submit=_("Se, hvad der oprettes"),
            save=save,
            breadcrumbs=_crumbs(organisation, ""),
            template="workbooks/bring_new.html",
            context={"organisation": organisation},
        ),
    )


@requires(Permission.CREATE_PROJECT, Organisation, pk="organisation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def new_workbook_preview(request: HttpRequest, organisation: Organisation, upload_id: int) -> HttpResponse:
    """What the project will be; and the yes to exactly that."""
    upload = _upload(organisation, upload_id)
    places = (organisation.pk, upload.pk)
    return answer_confirmation(
        request,
        upload,
        Side(
            here=reverse("new_workbook_preview", args=places),
            bring=reverse("new_workbook", args=(organisation.pk,)),
            drop=reverse("new_workbook_drop", args=places),
            breadcrumbs=_crumbs(organisation, upload.file.name),
            may_prune=False,
        ),
    )


@requires(Permission.CREATE_PROJECT, Organisation, pk="organisation_id")
@require_POST
def new_workbook_drop(request: HttpRequest, organisation: Organisation, upload_id: int) -> HttpResponse:
    """No to the file."""
    upload = _upload(organisation, upload_id)
    if drop_upload(upload=upload, by=author_of(request)):
        messages.success(request, _("Filen er kasseret. Intet er oprettet."))
    else:
        messages.info(request, _("Filen ventede ikke længere. Den er indlæst eller kasseret."))
    return redirect("new_workbook", organisation.pk)


def _upload(organisation: Organisation, key: int) -> WorkbookUpload:
    """The upload, if it is the organisation's, for a new project."""
    rows = WorkbookUpload.objects.filter(
        pk=min(key, 2**63 - 1), organisation=organisation, holds=UploadHolds.PROJECT
    )
    found = rows.select_related("file", "organisation", "became").order_by("pk").first()
    if found is None:
        raise NotVisible
    return found


def _crumbs(organisation: Organisation, last: str) -> list[tuple[str, str]]:
    address = reverse("new_workbook", args=(organisation.pk,)) if last else ""
    title = (_("Nyt projekt fra projektark"), address)
    return [(_("Projekter"), reverse("project_list")), title, *([(last, "")] if last else [])]
