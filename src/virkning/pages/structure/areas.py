"""Making and renaming an area."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import KeyField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.areas import change_area, create_area
from virkning.rooms.activities.models import FocusArea
from virkning.rooms.activities.queries.numbers import next_area_number
from virkning.rooms.programmes.models import Project

from .ways import Form, crumbs, outline_address


class AreaForm(HouseForm):
    """An area: number and title."""

    number = KeyField(
        label=gettext_lazy("Nr."), help_text=gettext_lazy("Står foran titlen alle steder, for eksempel 2.")
    )
    title = TextField(label=gettext_lazy("Titel"), max_length=300)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def area_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new area, after the others."""

    def save(form: AreaForm) -> Saved:
        made = create_area(project=project, by=author_of(request), **form.cleaned_data)
        words = _("Området er oprettet. Tilføj dets aktiviteter.")
        return Saved(outline_address(project.pk, made), words, made)

    page = FormPage(
        form=AreaForm,
        title=_("Nyt område"),
        under=_("Et område er et kapitel i projektet. Aktiviteterne ligger i områder."),
        save=save,
        submit=_("Opret område"),
        initial={"number": next_area_number(project)},
        back=outline_address(project.pk),
        breadcrumbs=crumbs(project, (_("Nyt område"), "")),
        draft=f"omraade-ny:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, FocusArea, pk="area_id", project="project_id")
@Form
def area_edit(request: HttpRequest, area: FocusArea) -> HttpResponse:
    """Rename or renumber an area."""

    def save(form: AreaForm) -> Saved:
        done = change_area(area, by=author_of(request), version=form.version, **form.cleaned_data)
        return Saved(outline_address(area.project_id, area), _("Området er rettet."), done)

    page = FormPage(
        form=AreaForm,
        title=_("Ret området %(area)s") % {"area": area.number},
        save=save,
        initial=lambda record: {"number": record.number, "title": record.title},
        record=area,
        back=outline_address(area.project_id, area),
        breadcrumbs=crumbs(area.project, (str(area), "")),
        draft=f"omraade:{area.pk}",
    )
    return answer_form(request, page)
