"""The benefit table, filled in and put in order on one form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.evaluations.actions.benefits import save_benefits
from virkning.rooms.programmes.models import Project

from .benefitform import BenefitForm, HeadFields, RowFields, StandingTable, read_table
from .ways import Form, crumbs, overview_address

#: The button that saves and stays, for whoever needs more rows than there are.
MORE = "flere"


class _Standing:
    """The table as it was read last: anew each time the form is begun."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.table: StandingTable | None = None

    def values(self, _record: Any) -> dict[str, Any]:
        self.table = read_table(self.project)
        return self.table.values

    def form(self, **given: Any) -> BenefitForm:
        return BenefitForm(table=self.table or read_table(self.project), **given)


class _Fields:
    """The form's parts, made when the template has the form."""

    def of(self, form: BenefitForm) -> dict[str, list[HeadFields] | list[RowFields]]:
        return {"columns": form.columns(), "rows": form.rows()}


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def benefit_table(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole table on one form."""
    standing = _Standing(project)
    back = overview_address(project.pk, anchor="gevinster")

    def save(form: BenefitForm) -> Saved:
        changed = save_benefits(project=project, by=author_of(request), **form.given())
        where = reverse("benefit_table", args=(project.pk,)) if MORE in request.POST else back
        return (
            Saved(where, _("Gevinstskemaet er gemt."), project)
            if changed
            else Saved(where, _("Intet var ændret."))
        )

    page = FormPage(
        form=standing.form,
        title=_("Gevinstskema"),
        under=project.name,
        save=save,
        submit=_("Gem skemaet"),
        initial=standing.values,
        history_of=project,
        back=back,
        breadcrumbs=crumbs(project, _("Gevinstskema")),
        draft=f"gevinster:{project.pk}",
        template="continuing/benefits.html",
        context={"fields_of": _Fields(), "more": MORE},
    )
    return answer_form(request, page)
