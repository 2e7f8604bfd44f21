"""What a municipality will do: several interventions decided at once, one corrected, one taken off the list."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import DayField, LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form, answer_with
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.interventions.actions.interventions import (
    Decided,
    change_intervention,
    decide_interventions,
    remove_intervention,
)
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.limits import LONGEST_LINE
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.rights import municipalities_to_describe
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from .texts import HELP
from .ways import (
    Form,
    address,
    crumbs,
    list_address,
    project_crumbs,
    row_name,
    under_of,
    with_its_project,
)

#: Lines the form begins with, and as many as a button adds; more than `_MOST` nobody decides in one go.
LINES, _MOST = 3, 60
#: The button that adds lines, and the hidden field with how many there are.
ADD, COUNT = "tilfoej", "antal"
_NAME = gettext_lazy("Navn på indsatsen")
_MUNICIPALITY = gettext_lazy("Kommune")
_START = gettext_lazy("Opstartsdato")


class DecideForm(HouseForm):
    """A line for each intervention: whose, what it is called, and when it begins where that is known."""

    def __init__(self, *args: Any, offered: list[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        self.count = self._counted()
        self.fields[COUNT] = TextField(label="", required=False, max_length=3)
        for line in range(self.count):
            whose = RecordField(label=_MUNICIPALITY, required=False)
            whose.offer(offered, lambda one: str(one.name), gettext_lazy("Vælg kommune"))
            own: dict[str, Any] = {
                f"name_{line}": TextField(label=_NAME, required=False, max_length=LONGEST_LINE),
                f"municipality_{line}": whose,
                f"start_{line}": DayField(label=_START, required=False),
            }
            self.fields |= own
            for name in own:
                self.whose[name] = _("Indsats %(number)s") % {"number": line + 1}

    def _counted(self) -> int:
        written = str(self.data.get(COUNT, "")) if self.is_bound else ""
        asked = int(written) if written.isascii() and written.isdecimal() and len(written) < 3 else LINES
        return max(LINES, min(asked, _MOST))

    def lines(self) -> list[int]:
        """The lines somebody has written a name or a day in."""
        return [
            line
            for line in range(self.count)
            if self.cleaned_data.get(f"name_{line}") or self.cleaned_data.get(f"start_{line}")
        ]

    def clean(self) -> dict[str, Any]:
        """At least one, and each with its municipality and its name."""
        lines = self.lines()
        if not lines and not self.errors:
            self.add_error("name_0", _("Skriv, hvad indsatsen hedder."))
        for line in lines:
            if not self.cleaned_data.get(f"name_{line}"):
                self.add_error(f"name_{line}", _("Skriv, hvad indsatsen hedder."))
            if self.cleaned_data.get(f"municipality_{line}") is None and not self.errors.get(
                f"municipality_{line}"
            ):
                self.add_error(f"municipality_{line}", _("Vælg, hvilken kommune indsatsen hører til."))
        return self.cleaned_data


class _Lines:
    """The form's lines, made when the template has the form."""

    def of(self, form: DecideForm) -> dict[str, Any]:
        lines = [
            (
                _("Indsats %(number)s") % {"number": line + 1},
                [form[f"{name}_{line}"] for name in ("name", "municipality", "start")],
            )
            for line in range(form.count)
        ]
        return {"lines": lines, "count": form.count, "may_add": form.count < _MOST}


@requires(Permission.DESCRIBE, Project, pk="project_id")
@Form
def interventions_decide(request: HttpRequest, project: Project) -> HttpResponse:
    """Put one or several on the list. Each is described afterwards, by whoever knows it."""
    offered = municipalities_to_describe(current_scope(), project)

    def save(form: DecideForm) -> Saved:
        lines = form.lines()
        made = _decide(project, form, lines, by=author_of(request))
        words = ngettext(
            "Indsatsen er besluttet. Beskriv den nu.",
            "%(n)d indsatser er besluttet. Vælg den, du vil beskrive først.",
            len(made),
        ) % {"n": len(made)}
        to = address(made[0].pk) if len(made) == 1 else list_address(project.pk, row_name(made[0].pk))
        return Saved(to, words, entry=latest_entry(made[0] if len(made) == 1 else project))

    only = str(offered[0].pk) if len(offered) == 1 else ""
    page = FormPage(
        form=partial(DecideForm, offered=offered),
        title=_("Beslut indsatser"),
        under=project.name,
        save=save,
        submit=_("Gem på listen"),
        initial={f"municipality_{line}": only for line in range(_MOST)},
        back=list_address(project.pk),
        breadcrumbs=project_crumbs(project, _("Beslut")),
        draft=f"indsatser-nye:{project.pk}",
        template="interventions/decide.html",
        context={"lines_of": _Lines(), "any_offered": bool(offered)},
    )
    if request.method == "POST" and ADD in request.POST:
        return answer_with(request, page, lambda form: _more(form, only))
    return answer_form(request, page)


def _more(form: Any, only: str) -> dict[str, Any]:
    count = min(form.count + LINES, _MOST)
    return {COUNT: str(count), **{f"municipality_{line}": only for line in range(form.count, count)}}


def _decide(project: Project, form: DecideForm, lines: list[int], *, by: Any) -> list[Intervention]:
    wished = [
        Decided(
            form.cleaned_data[f"municipality_{line}"],
            form.cleaned_data[f"name_{line}"],
            form.cleaned_data[f"start_{line}"],
        )
        for line in lines
    ]
    try:
        return decide_interventions(project=project, wished=wished, by=by)
    except Refused as refused:
        told = {}
        for key, said in refused.errors.items():
            name, _dash, place = key.rpartition("_")
            if name and place.isdecimal() and int(place) < len(lines):
                key = f"{name}_{lines[int(place)]}"
            told[key] = said
        raise Refused(told) from refused


class RowForm(HouseForm):
    """What stands on the list of one intervention."""

    name = TextField(label=_NAME, max_length=LONGEST_LINE, help_text=HELP[Field.NAME])
    municipality = RecordField(label=_MUNICIPALITY)
    start_date = DayField(label=_START, required=False, help_text=HELP[Field.START_DATE])

    def __init__(self, *args: Any, offered: list[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["municipality"]
        field.offer(offered, lambda one: str(one.name))


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@Form
def intervention_edit(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Correct its name, municipality or start, without beginning the description."""
    with_its_project(intervention)
    offered = municipalities_to_describe(current_scope(), intervention.project)

    def initial(record: Intervention) -> Mapping[str, Any]:
        return {
            "name": record.name,
            "municipality": str(record.municipality_id),
            "start_date": record.start_date,
        }

    def save(form: RowForm) -> Saved:
        change_intervention(intervention, by=author_of(request), version=form.version, **form.cleaned_data)
        entry = latest_entry(intervention)
        words = _("Indsatsen er rettet.") if entry else _("Intet var ændret.")
        return Saved(list_address(intervention.project_id, row_name(intervention.pk)), words, entry=entry)

    page = FormPage(
        form=partial(RowForm, offered=offered),
        title=_("Ret navn, kommune og opstart"),
        under=intervention.name,
        save=save,
        initial=initial,
        record=intervention,
        back=list_address(intervention.project_id, row_name(intervention.pk)),
        breadcrumbs=crumbs(intervention, _("Ret")),
        draft=f"indsats-liste:{intervention.pk}",
    )
    return answer_form(request, page)


class RemovalForm(HouseForm):
    """Why it is taken off the list, where somebody wants to say so."""

    reason = LongTextField(label=gettext_lazy("Begrundelse"), required=False, rows=2, max_length=2000)


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@Form
def intervention_remove(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Ask first. What is written in it goes along and comes back with it."""
    with_its_project(intervention)

    def save(form: RemovalForm) -> Saved:
        remove_intervention(
            intervention, by=author_of(request), reason=form.cleaned_data["reason"], version=form.version
        )
        return Saved(
            list_address(intervention.project_id),
            _("Indsatsen er fjernet."),
            entry=latest_entry(intervention),
        )

    page = FormPage(
        form=RemovalForm,
        title=_("Fjern indsatsen?"),
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Fjern"),
        record=intervention,
        back=list_address(intervention.project_id, row_name(intervention.pk)),
        breadcrumbs=crumbs(intervention, _("Fjern")),
        template="interventions/remove.html",
    )
    return answer_form(request, page)
