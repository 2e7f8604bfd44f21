"""Beginning with an earlier one's answers: in a new intervention, or in one that is decided and still empty."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.dates import date_words
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import DayField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.interventions.actions.whole import copy_answers_from, copy_intervention
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.limits import LONGEST_LINE
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.listing import Row, earlier_of, interventions_of
from virkning.rooms.interventions.queries.rights import municipalities_to_describe
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from .texts import HELP
from .ways import Form, address, crumbs, list_address, project_crumbs, under_of, with_its_project

#: In the address: the one whose answers are taken.
FROM = "fra_indsats"
_LARGEST_KEY = 2**63 - 1


def _words(one: Row) -> str:
    day = f", {date_words(one.start)}" if one.start else ""
    return f"{one.name}, {one.municipality}{day}"


class _FromRows(RecordField):
    """One of a list's rows."""

    def offer_rows(self, rows: Sequence[Row]) -> None:
        """What can be chosen, earlier ones first."""
        found = {str(one.id): one for one in rows}
        self.records = found
        self.choices = [(key, _words(one)) for key, one in found.items()]


class FillForm(HouseForm):
    """Which one's answers."""

    other = _FromRows(
        label=gettext_lazy("Kopiér svarene fra"),
        help_text=gettext_lazy("Navn, opstart og observationer følger ikke med. Resten kan rettes bagefter."),
    )

    def __init__(self, *args: Any, offered: Sequence[Row], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["other"]
        field.offer_rows(offered)


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@Form
def intervention_fill(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Fill in one that nobody has begun with an earlier one's answers."""
    with_its_project(intervention)
    offered = _offered(intervention)
    if not offered:
        messages.warning(request, _("Der er ingen andre indsatser at kopiere fra endnu."))
        return redirect(address(intervention.pk))

    def save(form: FillForm) -> Saved:
        other = Intervention.objects.get(pk=form.cleaned_data["other"].id)
        copy_answers_from(intervention, other=other, by=author_of(request))
        words = _("Svarene er kopieret. Gå afsnittene igennem, og ret dem til.")
        return Saved(address(intervention.pk), words, entry=latest_entry(intervention))

    page = FormPage(
        form=partial(FillForm, offered=offered),
        title=_("Kopiér fra en tidligere"),
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Kopiér svarene"),
        initial={"other": str(offered[0].id)},
        back=address(intervention.pk),
        breadcrumbs=crumbs(intervention, _("Kopiér")),
    )
    return answer_form(request, page)


def _offered(intervention: Intervention) -> list[Row]:
    """Earlier ones first, then the project's others."""
    today = timezone.localdate()
    rows = [*earlier_of(intervention, today), *interventions_of(intervention.project, today)]
    return [one for one in {row.id: row for row in rows}.values() if one.id != intervention.pk]


class CopyForm(HouseForm):
    """What the new one is called, whose it is, and when it begins."""

    name = TextField(
        label=gettext_lazy("Navn på indsatsen"), max_length=LONGEST_LINE, help_text=HELP[Field.NAME]
    )
    municipality = RecordField(label=gettext_lazy("Kommune"))
    start_date = DayField(
        label=gettext_lazy("Opstartsdato"), required=False, help_text=HELP[Field.START_DATE]
    )

    def __init__(self, *args: Any, offered: list[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["municipality"]
        field.offer(offered, lambda one: str(one.name))


@requires(Permission.DESCRIBE, Project, pk="project_id")
@Form
def interventions_copy(request: HttpRequest, project: Project) -> HttpResponse:
    """A new one in the project with the answers of the one the address names (`?fra_indsats=`)."""
    wanted = request.GET.get(FROM, "")
    key = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 else 0
    rows = Intervention.objects.select_related("project", "municipality")
    other = rows.filter(pk=min(key, _LARGEST_KEY)).first()
    if other is None:
        messages.warning(request, _("Vælg den indsats, der skal kopieres fra, på dens egen side."))
        return redirect(list_address(project.pk))
    offered = municipalities_to_describe(current_scope(), project)
    same = next((str(one.pk) for one in offered if one.pk == other.municipality_id), "")

    def save(form: CopyForm) -> Saved:
        made = copy_intervention(other, project=project, by=author_of(request), **form.cleaned_data)
        words = _("Indsatsen er oprettet med svarene fra “%(name)s”.") % {"name": other.name}
        return Saved(address(made.pk), words, entry=latest_entry(made))

    page = FormPage(
        form=partial(CopyForm, offered=offered),
        title=_("Ny indsats ud fra en tidligere"),
        under=f"{other.name}, {under_of(other)}",
        save=save,
        submit=_("Opret indsatsen"),
        initial={"name": other.name, "municipality": same, "start_date": None},
        back=list_address(project.pk),
        breadcrumbs=project_crumbs(project, _("Ny ud fra en tidligere")),
        draft=f"indsats-kopi:{project.pk}:{other.pk}",
        template="interventions/copy.html",
    )
    return answer_form(request, page)
