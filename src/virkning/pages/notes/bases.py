"""An organisation's own Word document, which its notes are to look like."""

import datetime as dt
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from virkning.documents.word import write_word_anyway
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import UploadField
from virkning.pages.forms.flow import FormPage, Saved
from virkning.pages.forms.uploading import answer_upload
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.files import storage
from virkning.rooms.files.actions.bases import CONTENT_TYPE, remove_base, set_base
from virkning.rooms.files.bases import base_failed
from virkning.rooms.files.models import DocumentBase
from virkning.rooms.organisations.models import Organisation

from .sample import sample_note


class BaseForm(HouseForm):
    """A .docx."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"] = UploadField(
            label=gettext_lazy("Word-skabelon (.docx)"),
            help_text=gettext_lazy(
                "Typografier, side, sidehoved, sidefod og logo tages fra den. Teksten i den bruges ikke."
            ),
            most_bytes=settings.MAX_UPLOAD_BYTES,
        )
        self.fields["file"].widget.attrs["accept"] = ".docx"


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def document_base(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """What the organisation's notes look like, and another document for it."""
    here = reverse("document_base", args=(organisation.pk,))

    def save(form: BaseForm) -> Saved:
        file = form.cleaned_data["file"]
        set_base(organisation=organisation, name=file.name, content=file.read(), by=author_of(request))
        return Saved(address=here, words=_("Skabelonen er lagt op. Notater i Word bruger den fra nu af."))

    return answer_upload(
        request,
        FormPage(
            form=BaseForm,
            title=_("Word-skabelon"),
            under=organisation.name,
            submit=_("Læg op"),
            save=save,
            breadcrumbs=[
                (organisation.name, reverse("organisation_people", args=(organisation.pk,))),
                (_("Word-skabelon"), ""),
            ],
            template="notes/base.html",
            context={"organisation": organisation, "base": _base_of(organisation)},
        ),
    )


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_safe
def document_base_file(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The document as it was uploaded."""
    base = _base_of(organisation)
    if base is None:
        raise NotVisible
    return _as_word(_content(base), base.file.name)


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_safe
def document_base_sample(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A small made-up note on the base: this is what it looks like."""
    base = _base_of(organisation)
    made_on = dt.datetime.combine(timezone.localdate(), dt.time(), tzinfo=timezone.get_default_timezone())
    sample = sample_note(organisation.name, made_on)
    on = _content(base) if base is not None else None
    content = write_word_anyway(sample, base=on, notice=base_failed())
    return _as_word(content, _("Prøve på statusnotat.docx"))


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_POST
def document_base_remove(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Back to the house's own look."""
    base = _base_of(organisation)
    if base is not None:
        remove_base(base=base, by=author_of(request))
        messages.success(request, _("Skabelonen er fjernet. Notater i Word ser ud som før."))
    return redirect("document_base", organisation.pk)


def _base_of(organisation: Organisation) -> DocumentBase | None:
    rows = DocumentBase.objects.filter(organisation=organisation).select_related("file").order_by("pk")
    return rows.first()


def _content(base: DocumentBase) -> bytes:
    try:
        return storage.read(base.file.fingerprint)
    except FileNotFoundError as error:
        raise NotVisible from error


def _as_word(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    plain = name.encode("ascii", "ignore").decode().replace('"', "") or "fil.docx"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
