"""After the yes: the receipt, and the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from virkning.pages.authors import author_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.exchange.actions.undo import UndoRefused, cannot_be_undone, undo_import
from virkning.rooms.exchange.ledger import Ledger
from virkning.rooms.exchange.models import WorkbookImport
from virkning.rooms.exchange.since import changed_since

from .views import crumbs


@requires(Permission.IMPORT_PROJECT, WorkbookImport, pk="import_id", project="project_id")
@require_safe
def workbook_receipt(request: HttpRequest, record: WorkbookImport) -> HttpResponse:
    """What was imported, when, by whom, under which number."""
    context = {
        "record": record,
        "project": record.project,
        "fixed": cannot_be_undone(record),
        "breadcrumbs": _crumbs(record, _("Kvittering")),
    }
    return render(request, "workbooks/receipt.html", context)


@requires(Permission.IMPORT_PROJECT, WorkbookImport, pk="import_id", project="project_id")
@require_http_methods(["GET", "HEAD", "POST"])
def workbook_undo(request: HttpRequest, record: WorkbookImport) -> HttpResponse:
    """Take the whole import back, or see why it cannot be."""
    if request.method == "POST":
        try:
            undo_import(record=record, by=author_of(request))
        except UndoRefused as refused:
            return _undo_page(request, record, refused, status=422)
        messages.success(request, _("Indlæsningen er fortrudt. Projektet er, som det var før."))
        return redirect("workbook_import", record.project_id)
    return _undo_page(request, record, _refusal(record))


def _refusal(record: WorkbookImport) -> UndoRefused | None:
    """Why it cannot be undone, found out before anybody presses the button."""
    reason = cannot_be_undone(record)
    if reason:
        return UndoRefused(reason)
    changes = changed_since(record, Ledger.unpacked(bytes(record.ledger)))
    return UndoRefused(_("Noget af det, indlæsningen rørte, er ændret siden."), changes) if changes else None


def _undo_page(
    request: HttpRequest, record: WorkbookImport, refused: UndoRefused | None, status: int = 200
) -> HttpResponse:
    context = {
        "record": record,
        "refused": refused,
        "back": reverse("workbook_import", args=(record.project_id,)),
        "breadcrumbs": _crumbs(record, _("Fortryd indlæsning")),
    }
    return render(request, "workbooks/undo.html", context, status=status)


def _crumbs(record: WorkbookImport, words: str) -> list[tuple[str, str]]:
    bring = reverse("workbook_import", args=(record.project_id,))
    return crumbs(record.project, (_("Projektark"), bring), (words, ""))
