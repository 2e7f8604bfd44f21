"""A file in which CPR numbers stood: where, blacked out; and the person decides whether the rest is brought."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.interventions.actions.bringing import agree_to_black_out
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import DescriptionFile

from .texts import short_of
from .ways import Form, project_crumbs


@requires(Permission.DESCRIBE, DescriptionFile, pk="file_id")
@Form
def description_numbers(request: HttpRequest, file: DescriptionFile) -> HttpResponse:
    """Where the numbers stood, and two ways on: without them, or not at all."""
    if not file.waits_for_numbers:
        return redirect("description_confirm", file.pk)
    bring = reverse("description_bring", args=(file.project_id,))

    def save(_form: HouseForm) -> Saved:
        agree_to_black_out(file, by=author_of(request))
        return Saved(reverse("description_confirm", args=(file.pk,)))

    page = FormPage(
        form=HouseForm,
        title=_("Der står CPR-numre i filen"),
        under=file.file.name,
        submit=_("Læs filen ind uden numrene"),
        save=save,
        breadcrumbs=[*project_crumbs(file.project, "")[:-1], (_("Fra Word"), bring), (file.file.name, "")],
        template="interventions/bring_numbers.html",
        context={"file": file, "places": _told(file.numbers)},
    )
    return answer_form(request, page)


def _told(numbers: Sequence[Any]) -> list[tuple[str, str]]:
    """Field or place, and the words around the number."""
    elsewhere = _("Andre steder i filen, for eksempel sidehoved, kommentar eller egenskaber")
    unread = _("Tekst, der ikke er forstået")
    names = {one.value for one in Field}
    return [
        (short_of(Field(key)) if key in names else unread if text else elsewhere, text)
        for key, text in numbers
    ]
