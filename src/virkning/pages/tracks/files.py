"""The catalogue as an Excel file: brought, looked at, confirmed; and handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import UploadField
from virkning.pages.forms.flow import FormPage, Saved
from virkning.pages.forms.uploading import answer_upload
from virkning.pages.saving import as_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.exchange.actions.confirming import content_of
from virkning.rooms.exchange.actions.imports import CONTENT_TYPE, DifferencesMoved
from virkning.rooms.exchange.actions.tracks import confirm_tracks, export_tracks, preview_tracks
from virkning.rooms.exchange.actions.uploads import drop_upload, keep_upload
from virkning.rooms.exchange.findings import BookError, BookRefused
from virkning.rooms.exchange.history import waiting_tracks
from virkning.rooms.exchange.models import UploadHolds, UploadState, WorkbookUpload
from virkning.rooms.exchange.tracks.reading import read_track_file
from virkning.rooms.organisations.models import Organisation

from .changes import changes_page
from .ways import Form, catalogue_address, keeping_crumbs, of_agency

#: Errors listed; a file with more is put right from the top.
MOST_ERRORS = 200


class TrackFileForm(HouseForm):
    """A file with a catalogue."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"] = UploadField(
            label=gettext_lazy("Fil med forandringsspor (.xlsx)"),
            help_text=gettext_lazy("Intet ændres, før du har set, hvad filen gør, og sagt ja."),
            most_bytes=settings.MAX_UPLOAD_BYTES,
        )
        self.fields["file"].widget.attrs["accept"] = ".xlsx"


@dataclass(frozen=True)
class Side:
    """The addresses around the page of an uploaded file."""

    here: str
    bring: str
    drop: str


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@Form
@of_agency
def tracks_import(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Bring a file; and the list of those that wait for an answer."""

    def save(form: TrackFileForm) -> Saved:
        upload = _keep_readable(form, organisation, author_of(request))
        return Saved(address=reverse("tracks_preview", args=(organisation.pk, upload.pk)))

    page = FormPage(
        form=TrackFileForm,
        title=_("Indlæs forandringsspor"),
        under=organisation.name,
        submit=_("Se, hvad der ændres"),
        save=save,
        back=catalogue_address(organisation.pk),
        breadcrumbs=keeping_crumbs(organisation, _("Indlæs fra Excel")),
        template="tracks/bring.html",
        context={"organisation": organisation, "waiting": waiting_tracks(organisation)},
    )
    return answer_upload(request, page)


def _keep_readable(form: TrackFileForm, organisation: Organisation, by: Author) -> WorkbookUpload:
    """Keep the form's file. Raises `Refused` where it cannot be opened at all, or has CPR numbers in it."""
    file: Any = form.cleaned_data["file"]
    content = file.read()
    try:
        read_track_file(content)
    except BookRefused as error:
        raise Refused({"file": " ".join(str(one) for one in error.errors)}) from error
    return keep_upload(
        content=content, name=file.name, by=by, organisation=organisation, holds=UploadHolds.TRACKS
    )


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@Form
@of_agency
def tracks_preview(request: HttpRequest, organisation: Organisation, upload_id: int) -> HttpResponse:
    """GET shows what the file does, POST does it where it still is what was shown."""
    upload = _upload(organisation, upload_id)
    if upload.state == UploadState.DROPPED:
        messages.info(request, _("Filen er kasseret. Læg den op igen, hvis den skal bruges."))
        return redirect("tracks_import", organisation.pk)
    if upload.state == UploadState.IMPORTED:
        return _already(request, organisation)
    if request.method == "POST":
        return _posted(request, organisation, upload)
    return _show(request, organisation, upload)


def _posted(request: HttpRequest, organisation: Organisation, upload: WorkbookUpload) -> HttpResponse:
    expected = request.POST.get("set", "")[:64]
    if not expected:
        return _show(request, organisation, upload, status=422)
    try:
        done = confirm_tracks(upload=upload, by=author_of(request), expected=expected)
    except DifferencesMoved:
        return _show(request, organisation, upload, moved=True, status=409)
    except BookRefused as error:
        return _errors(request, organisation, upload, error.errors, status=422)
    if done is None:
        return _already(request, organisation)
    entry = latest_entry(done.about) if done.about is not None else None
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Forandringssporene er indlæst."), extra_tags=undo)
    return redirect(catalogue_address(organisation.pk))


def _already(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    messages.info(request, _("Filen er allerede indlæst. Intet er skrevet igen."))
    return redirect(catalogue_address(organisation.pk))


def _show(
    request: HttpRequest,
    organisation: Organisation,
    upload: WorkbookUpload,
    *,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    try:
        differences = preview_tracks(content=content_of(upload), organisation=organisation)
    except BookRefused as error:
        return _errors(request, organisation, upload, error.errors, status=status)
    context = {
        **_frame(organisation, upload),
        "page": changes_page(differences),
        "fingerprint": differences.fingerprint,
        "moved": moved,
    }
    return render(request, "tracks/preview.html", context, status=status)


def _errors(
    request: HttpRequest,
    organisation: Organisation,
    upload: WorkbookUpload,
    errors: Sequence[BookError],
    *,
    status: int,
) -> HttpResponse:
    context = {
        **_frame(organisation, upload),
        "errors": errors[:MOST_ERRORS],
        "count": len(errors),
        "more": max(0, len(errors) - MOST_ERRORS),
        "unchanged": _("Intet i kataloget er ændret."),
    }
    return render(request, "telling/file_errors.html", context, status=status)


def _frame(organisation: Organisation, upload: WorkbookUpload) -> dict[str, Any]:
    places = (organisation.pk, upload.pk)
    return {
        "upload": upload,
        "side": Side(
            here=reverse("tracks_preview", args=places),
            bring=reverse("tracks_import", args=(organisation.pk,)),
            drop=reverse("tracks_drop", args=places),
        ),
        "breadcrumbs": keeping_crumbs(organisation, upload.file.name),
    }


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@require_POST
@of_agency
def tracks_drop(request: HttpRequest, organisation: Organisation, upload_id: int) -> HttpResponse:
    """No to the file: it waits no longer."""
    if drop_upload(upload=_upload(organisation, upload_id), by=author_of(request)):
        messages.success(request, _("Filen er kasseret. Intet er ændret."))
    else:
        messages.info(request, _("Filen ventede ikke længere. Den er indlæst eller kasseret."))
    return redirect("tracks_import", organisation.pk)


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@require_safe
@of_agency
def tracks_file(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The catalogue with every version, as a file that can be read in again."""
    name = _("Forandringsspor, %(agency)s") % {"agency": organisation.name}
    return as_file(export_tracks(organisation), f"{name}.xlsx", CONTENT_TYPE)


def _upload(organisation: Organisation, key: int) -> WorkbookUpload:
    """The file, if it is of the agency's tracks. Raises `NotVisible`."""
    rows = WorkbookUpload.objects.filter(
        pk=min(key, 2**63 - 1), organisation=organisation, holds=UploadHolds.TRACKS
    )
    found = rows.select_related("file").order_by("pk").first()
    if found is None:
        raise NotVisible
    return found
