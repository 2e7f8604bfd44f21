"""A group of the matrix: described, linked to a target group, moved to another quadrant, taken away."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.theory import Quadrant
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import LongTextField, SegmentsField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import Project
from virkning.rooms.theory.actions import matrix as actions
from virkning.rooms.theory.models import MatrixCount, MatrixGroup
from virkning.rooms.theory.queries.groups import target_groups_for

from .ways import Form, crumbs, matrix_address, quadrant_called, told

_GROUP = {"pk": "matrix_group_id", "project": "project_id"}


class GroupForm(HouseForm):
    """What a group is called, where it stands, and which target group of the plan it belongs to."""

    title = TextField(
        label=gettext_lazy("Gruppe"),
        max_length=200,
        help_text=gettext_lazy("For eksempel “Klar til job, mangler netværk”. Ingen navne på personer."),
    )
    quadrant = SegmentsField(
        label=gettext_lazy("Hvor står gruppen?"),
        choices=[(one.value, lazystr(one.phrase)) for one in Quadrant],
        help_text=gettext_lazy("Kan: har det, der skal til. Vil: er selv indstillet på det."),
    )
    description = LongTextField(
        label=gettext_lazy("Beskrivelse"),
        required=False,
        help_text=gettext_lazy(
            "Hvad kendetegner gruppen som helhed? Beskriv ikke enkelte personer, heller ikke uden navn: "
            "i en lille gruppe kan de genkendes. Ses af alle, der ser projektet."
        ),
    )
    target_group = RecordField(
        label=gettext_lazy("Målgruppe i beskæftigelsesplanen"),
        required=False,
        help_text=gettext_lazy(
            "Målgrupperne er fra de planer, du kan se. Nummer og år vises for alle, der ser projektet."
        ),
    )

    def __init__(self, *args: Any, project: Project, standing: MatrixGroup | None = None, **given: Any):
        super().__init__(*args, **given)
        offered = target_groups_for(project, standing.target_group_id if standing else None)
        names = {one.pk: one.words for one in offered}
        field: Any = self.fields["target_group"]
        field.offer([one.record for one in offered], lambda one: names[one.pk], _("Ingen"))
        if standing is not None:
            said = _("Flyttes gruppen, flytter dens optællinger fra før med.")
            self.fields["quadrant"].help_text = f"{self.fields['quadrant'].help_text} {said}"

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        return {**self.cleaned_data, "quadrant": Quadrant(self.cleaned_data["quadrant"])}


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def group_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new group, in the quadrant the address names (`?felt=`)."""

    def save(form: GroupForm) -> Saved:
        made = actions.add_group(project=project, by=author_of(request), **form.given())
        return Saved(matrix_address(project.pk, "matrix"), _("Gruppen er tilføjet."), made)

    wanted = quadrant_called(request.GET.get("felt", ""))
    page = FormPage(
        form=partial(GroupForm, project=project),
        title=_("Ny gruppe i matricen"),
        under=project.name,
        save=save,
        submit=_("Gem gruppen"),
        initial={"quadrant": wanted.value if wanted else ""},
        back=matrix_address(project.pk),
        breadcrumbs=crumbs(project, _("Ny gruppe")),
        draft=f"matrixgruppe-ny:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, MatrixGroup, **_GROUP)
@Form
def group_edit(request: HttpRequest, group: MatrixGroup) -> HttpResponse:
    """Correct a group."""
    return answer_form(request, _edit_page(request, group))


def _edit_page(request: HttpRequest, group: MatrixGroup) -> FormPage:
    project = group.project

    def initial(record: MatrixGroup) -> Mapping[str, Any]:
        names = ("title", "quadrant", "description")
        return {
            **{name: getattr(record, name) for name in names},
            "target_group": str(record.target_group_id or ""),
        }

    def save(form: GroupForm) -> Saved:
        done = actions.change_group(group, by=author_of(request), version=form.version, **form.given())
        return Saved(matrix_address(project.pk, "matrix"), _("Gruppen er rettet."), done)

    return FormPage(
        form=partial(GroupForm, project=project, standing=group),
        title=_("Ret gruppen"),
        under=group.title,
        save=save,
        initial=initial,
        record=group,
        back=matrix_address(project.pk, "matrix"),
        breadcrumbs=crumbs(project, _("Gruppe")),
        draft=f"matrixgruppe:{group.pk}",
        template="matrix/group.html",
        context={"group": group},
    )


@requires(Permission.EDIT_PROJECT, MatrixGroup, **_GROUP)
@require_POST
def group_move(request: HttpRequest, group: MatrixGroup) -> HttpResponse:
    """Put the group into another quadrant (`felt`), with its counts."""
    quadrant = quadrant_called(request.POST.get("felt", ""))
    if quadrant is None:
        messages.warning(request, _("Vælg det felt, gruppen skal flyttes til."))
        return redirect(matrix_address(group.project_id, "matrix"))
    try:
        actions.move_group(group, quadrant=quadrant, by=author_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(matrix_address(group.project_id, "matrix"))
    except Conflict:
        messages.warning(request, _("En anden har lige rettet gruppen. Se, hvor den står nu."))
        return redirect(matrix_address(group.project_id, "matrix"))
    texts = {"title": group.title, "quadrant": quadrant.shown}
    words = _("“%(title)s” står nu i feltet “%(quadrant)s”.") % texts
    if MatrixCount.objects.filter(group=group).exists():
        words = f"{words} {_('Optællingerne fra før er flyttet med.')}"
    return told(request, group, words)


@requires(Permission.EDIT_PROJECT, MatrixGroup, **_GROUP)
@require_POST
def group_remove(request: HttpRequest, group: MatrixGroup) -> HttpResponse:
    """Take the group away with its counts."""
    try:
        done = actions.remove_group(group, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        return overtaken(
            request,
            conflict,
            form=reverse("matrix_group_edit", args=(group.project_id, group.pk)),
            back=matrix_address(group.project_id, "matrix"),
        )
    return told(request, done, _("Gruppen er fjernet."))
