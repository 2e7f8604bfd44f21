"""The page that shows what an uploaded workbook changes, and takes the yes to exactly what it showed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from virkning.pages.authors import author_of
from virkning.rooms.audit.authors import Author
from virkning.rooms.exchange.actions.confirming import Confirmed, confirm_upload, content_of
from virkning.rooms.exchange.actions.imports import DifferencesMoved
from virkning.rooms.exchange.actions.previews import Preview, preview_import, preview_new_project
from virkning.rooms.exchange.findings import BookError, BookRefused
from virkning.rooms.exchange.jobs import LONG, start_import
from virkning.rooms.exchange.models import UploadState, WorkbookUpload

from .changespage import changes_page

#: Errors listed; a file with more is put right from the top.
MOST_ERRORS = 200


@dataclass(frozen=True)
class Side:
    """The addresses around the page, and what it offers."""

    here: str
    bring: str
    drop: str
    breadcrumbs: Sequence[tuple[str, str]]
    may_prune: bool


def answer_confirmation(request: HttpRequest, upload: WorkbookUpload, side: Side) -> HttpResponse:
    """GET shows the differences, POST imports them where they are still the ones that were shown."""
    if upload.state == UploadState.DROPPED:
        messages.info(request, _("Filen er kasseret. Læg den op igen, hvis den skal bruges."))
        return redirect(side.bring)
    if request.method == "POST":
        return _posted(request, upload, side)
    if upload.became_id is not None and upload.became is not None:
        return redirect("workbook_receipt", upload.became.project_id, upload.became_id)
    return _show(request, upload, side, prune=side.may_prune and "fjern" in request.GET)


def _posted(request: HttpRequest, upload: WorkbookUpload, side: Side) -> HttpResponse:
    prune = side.may_prune and request.POST.get("fjern") == "1"
    expected = request.POST.get("set", "")[:64]
    if not expected:
        return _show(request, upload, side, prune=prune, status=422)
    by = author_of(request)
    try:
        if int(request.POST.get("raekker", "0") or 0) > LONG and upload.state == UploadState.WAITING:
            job = start_import(upload=upload, by=by, prune=prune, expected=expected)
            return redirect("job", job.pk)
        done = confirm_upload(upload=upload, by=by, prune=prune, expected=expected)
    except DifferencesMoved:
        return _show(request, upload, side, prune=prune, moved=True, status=409)
    except BookRefused as error:
        return _errors(request, upload, side, error.errors, status=422)
    except ValueError:
        return _show(request, upload, side, prune=prune, status=422)
    return _done(done)


def _done(done: Confirmed) -> HttpResponse:
    if done.record is None:
        return redirect("project", done.project_id)
    return redirect("workbook_receipt", done.project_id, done.record.pk)


def _show(
    request: HttpRequest,
    upload: WorkbookUpload,
    side: Side,
    *,
    prune: bool,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    try:
        preview = _preview(upload, author_of(request), prune=prune)
    except BookRefused as error:
        return _errors(request, upload, side, error.errors, status=status)
    context = {
        **_frame(upload, side),
        "page": changes_page(preview),
        "head": preview.head,
        "rows": preview.rows,
        "prune": prune,
        "moved": moved,
        "is_new": upload.project_id is None,
    }
    return render(request, "workbooks/preview.html", context, status=status)


def _preview(upload: WorkbookUpload, by: Author, *, prune: bool) -> Preview:
    content = content_of(upload)
    if upload.project is not None:
        return preview_import(content=content, by=by, into=upload.project, file=upload.file, prune=prune)
    if upload.organisation is None:
        raise AssertionError("a constraint of the table says that it is one of them")
    return preview_new_project(content=content, by=by, lead=upload.organisation, file=upload.file)


def _errors(
    request: HttpRequest, upload: WorkbookUpload, side: Side, errors: Sequence[BookError], *, status: int
) -> HttpResponse:
    context = {
        **_frame(upload, side),
        "errors": errors[:MOST_ERRORS],
        "count": len(errors),
        "more": max(0, len(errors) - MOST_ERRORS),
        "unchanged": _("Intet i projektet er ændret."),
    }
    return render(request, "telling/file_errors.html", context, status=status)


def _frame(upload: WorkbookUpload, side: Side) -> dict[str, Any]:
    return {"upload": upload, "side": side, "breadcrumbs": side.breadcrumbs}
