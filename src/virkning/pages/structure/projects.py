"""A project's own data, and a new project."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from virkning.figures.entries import periods_within, read_periods
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.phrases import FigureError
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import DayField, LongTextField, SegmentsField, TextField, said
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.evaluations.queries import told_periods
from virkning.rooms.organisations.models import Municipality, Organisation
from virkning.rooms.programmes.actions.projects import Head, change_project, create_project
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.programmes.queries.partners import municipalities_matching

from .ways import Form, crumbs, outline_address, why_of


class PeriodsField(LongTextField):
    """Periods as people list them: `2010; 2011`, `2010 til 2013`, `2013K1 – 2014K4`."""

    def clean(self, value: Any) -> tuple[Period, ...]:
        try:
            return read_periods(super().clean(value))
        except FigureError as error:
            raise said(error) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


class MunicipalitiesField(LongTextField):
    """Municipalities by name or code, with semicolons or lines between."""

    def clean(self, value: Any) -> list[Municipality]:
        written = [one.strip() for one in super().clean(value).replace("\n", ";").split(";")]
        names = [one for one in written if one]
        found = municipalities_matching(names)
        unknown = [name for name in names if name not in found]
        if unknown:
            text = _("Der er ingen kommune, der hedder “%(name)s”. Skriv navnet eller kommunekoden.")
            raise ValidationError(text % {"name": unknown[0][:60]})
        return [found[name] for name in names]


class HeadForm(HouseForm):
    """Name, programme and dates."""

    name = TextField(
        label=gettext_lazy("Projektets navn"),
        max_length=200,
        help_text=gettext_lazy(
            "Står på statusnotatet. To af organisationens projekter kan ikke hedde det samme."
        ),
    )
    programme = RecordField(
        label=gettext_lazy("Program"),
        required=False,
        help_text=gettext_lazy("Programmets ejer og dens koordinatorer kan læse projektet."),
    )
    starts_on = DayField(label=gettext_lazy("Startdato"))
    ends_on = DayField(label=gettext_lazy("Slutdato"))

    def __init__(self, *args: Any, programmes: Sequence[Programme], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["programme"].offer(programmes, lambda one: one.name, _("Intet program"))  # type: ignore[attr-defined]

    @property
    def head(self) -> Head:
        """What the actions take."""
        data = self.cleaned_data
        return Head(data["name"], data["starts_on"], data["ends_on"], data["programme"])


def date_doubts(form: HeadForm, project: Project) -> list[Doubt]:
    """Something has been told in a period that the new dates leave out and the old ones did not."""
    head = form.head
    if (head.starts_on, head.ends_on) == (project.starts_on, project.ends_on):
        return []
    found = []
    for code, field, outside in (
        (
            "starts_on",
            "starts_on",
            [one for one in told_periods(project) if _newly_before(one, head, project)],
        ),
        ("ends_on", "ends_on", [one for one in told_periods(project) if _newly_after(one, head, project)]),
    ):
        if outside:
            found.append(Doubt(code, field, _left_out(outside)))
    return found


def _newly_before(period: Period, head: Head, project: Project) -> bool:
    return project.starts_on <= period.end < head.starts_on


def _newly_after(period: Period, head: Head, project: Project) -> bool:
    return head.ends_on < period.start <= project.ends_on


def _left_out(periods: Sequence[Period]) -> str:
    words = ngettext(
        "Der er skrevet i %(periods)s, som ligger uden for de nye datoer. Det bliver stående, perioden følges stadig, "
        "og der kan stadig skrives i den: datoerne siger kun, hvornår projektet løber.",
        "Der er skrevet i %(periods)s, som ligger uden for de nye datoer. Det bliver stående, perioderne følges "
        "stadig, og der kan stadig skrives i dem: datoerne siger kun, hvornår projektet løber.",
        len(periods),
    )
    return words % {"periods": ", ".join(one.shown for one in periods)}


def _programmes(now: Programme | None = None) -> list[Programme]:
    """The programmes one sees, and the one the project is in. One query."""
    found = {one.pk: one for one in Programme.objects.order_by("name", "id")}
    if now is not None:
        found.setdefault(now.pk, now)
    return list(found.values())


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def project_head(request: HttpRequest, project: Project) -> HttpResponse:
    """Change what the project is called, its programme and its dates."""

    def initial(record: Project) -> Mapping[str, Any]:
        return {
            "name": record.name,
            "programme": str(record.programme_id or ""),
            "starts_on": record.starts_on,
            "ends_on": record.ends_on,
        }

    def save(form: HeadForm) -> Saved:
        done = change_project(
            project, head=form.head, by=author_of(request), version=form.version, why=why_of(form)
        )
        return Saved(outline_address(project.pk), _("Stamdata er rettet."), done)

    page = FormPage(
        form=partial(HeadForm, programmes=_programmes(project.programme)),
        title=_("Navn, program og datoer"),
        under=project.name,
        save=save,
        initial=initial,
        record=project,
        back=outline_address(project.pk),
        breadcrumbs=crumbs(project, (_("Navn, program og datoer"), "")),
        draft=f"projekt:{project.pk}",
        doubts=partial(date_doubts, project=project),
    )
    return answer_form(request, page)


_EVERY = [
    (PeriodKind.YEAR.value, gettext_lazy("hvert år")),
    (PeriodKind.HALF.value, gettext_lazy("hvert halve år")),
    (PeriodKind.QUARTER.value, gettext_lazy("hvert kvartal")),
    (PeriodKind.MONTH.value, gettext_lazy("hver måned")),
]


class ProjectForm(HeadForm):
    """A new project: its head, how often it is followed, and with whom."""

    every = SegmentsField(
        label=gettext_lazy("Følges"),
        choices=_EVERY,
        initial=PeriodKind.YEAR.value,
        help_text=gettext_lazy("Perioderne laves ud fra start- og slutdatoen. De kan ændres senere."),
    )
    periods = PeriodsField(
        label=gettext_lazy("Eller skriv perioderne selv"),
        rows=2,
        required=False,
        max_length=5000,
        help_text=gettext_lazy(
            "For eksempel 2010; 2011; 2012, eller 2010 til 2013, eller 2013K1 til 2014K4."
        ),
    )
    baseline = TextField(
        label=gettext_lazy("Baseline"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Den periode, resultaterne sammenlignes med. Tom: den første."),
    )
    partners = MunicipalitiesField(
        label=gettext_lazy("Partnere"),
        rows=2,
        required=False,
        max_length=5000,
        help_text=gettext_lazy(
            "Andre kommuner i projektet, med semikolon imellem. Deres tildelte personer kan læse det."
        ),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        data = self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Slutdatoen ligger før startdatoen. Ret en af dem."))
        elif first and last and "periods" in data and "every" in data:
            self._settle_periods(first, last)
        return cleaned

    def _settle_periods(self, first: date, last: date) -> None:
        data = self.cleaned_data
        try:
            if not data["periods"]:
                data["periods"] = periods_within(PeriodKind(data["every"]), first, last)
            written = data.get("baseline", "")
            data["baseline"] = Period.parse(written) if written else data["periods"][0]
        except FigureError as error:
            self.add_error("periods" if not data["periods"] else "baseline", said(error))


@requires(Permission.CREATE_PROJECT, Organisation, pk="organisation_id")
@Form
def project_new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new project that the organisation leads; then on to its outline."""

    def save(form: ProjectForm) -> Saved:
        data = form.cleaned_data
        made = create_project(
            organisation=organisation,
            head=form.head,
            periods=data["periods"],
            baseline=data["baseline"],
            partners=data["partners"],
            by=author_of(request),
        )
        return Saved(outline_address(made.pk), _("Projektet er oprettet. Nu kan det fyldes ud."))

    page = FormPage(
        form=partial(ProjectForm, programmes=_programmes()),
        title=_("Nyt projekt"),
        under=_("%(organisation)s bliver ansvarlig for projektet.") % {"organisation": organisation.name},
        save=save,
        submit=_("Opret projekt"),
        back=reverse("project_list"),
        breadcrumbs=[(_("Projekter"), reverse("project_list")), (_("Nyt projekt"), "")],
        draft=f"projekt-nyt:{organisation.pk}",
    )
    return answer_form(request, page)
