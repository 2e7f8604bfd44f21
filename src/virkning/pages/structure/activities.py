"""Making, changing, closing and opening an activity."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField
from virkning.pages.forms.fields import KeyField, LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.activities import (
    change_activity,
    close_activity,
    create_activity,
    reopen_activity,
)
from virkning.rooms.activities.models import Activity, FocusArea
from virkning.rooms.activities.queries.numbers import next_activity_number
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.models import Assignment, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.results.actions.merging import can_merge_into, merge_activity

from .ways import Form, crumbs, outline_address


class ActivityForm(HouseForm):
    """An activity. `area` is offered only where there is one to change to."""

    number = KeyField(
        label=gettext_lazy("Nr."), help_text=gettext_lazy("Står foran titlen alle steder, for eksempel 2.1.")
    )
    title = TextField(label=gettext_lazy("Titel"), max_length=300)
    area = RecordField(label=gettext_lazy("Område"))
    responsible = TextField(
        label=gettext_lazy("Ansvarlig enhed"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("En rolle eller enhed, for eksempel Skole. Det står i statusnotatet."),
    )
    lead = RecordField(
        label=gettext_lazy("Aktivitetsansvarlig"),
        required=False,
        help_text=gettext_lazy(
            "Den person, der skal skrive status. Aktiviteten kommer på personens Min dag."
        ),
    )
    remark = LongTextField(
        label=gettext_lazy("Bemærkning"),
        required=False,
        help_text=gettext_lazy("Står under aktiviteten i statusnotatet."),
    )

    def __init__(
        self, *args: Any, areas: Sequence[FocusArea], people: Sequence[Person], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["area"].offer(areas)  # type: ignore[attr-defined]
        self.fields["lead"].offer(people, lambda one: one.name, _("Ingen bestemt"))  # type: ignore[attr-defined]


def _areas(project_id: int) -> list[FocusArea]:
    return list(FocusArea.objects.filter(project_id=project_id).order_by("position", "id"))


def _people(project_id: int, now: Person | None = None) -> list[Person]:
    """Who has a role in the project, and whoever leads the activity now. One query."""
    rows = Assignment.objects.filter(
        project_id=project_id, ended_at__isnull=True, person__is_active=True
    ).select_related("person")
    found = {one.person_id: one.person for one in rows.order_by("person__name", "id")}
    if now is not None:
        found.setdefault(now.pk, now)
    return list(found.values())


@requires(Permission.EDIT_PROJECT, FocusArea, pk="area_id", project="project_id")
@Form
def activity_new(request: HttpRequest, area: FocusArea) -> HttpResponse:
    """A new activity in the area."""

    def save(form: ActivityForm) -> Saved:
        made = create_activity(by=author_of(request), **form.cleaned_data)
        words = _("Aktiviteten er oprettet. Tilføj dens milepæle.")
        return Saved(outline_address(area.project_id, made), words, made)

    page = FormPage(
        form=partial(ActivityForm, areas=_areas(area.project_id), people=_people(area.project_id)),
        title=_("Ny aktivitet"),
        under=_("Noget, I gør, og som kan følges. Det, aktiviteten skal nå, skrives som milepæle."),
        save=save,
        submit=_("Opret aktivitet"),
        initial={"number": next_activity_number(area), "area": area},
        back=outline_address(area.project_id, area),
        breadcrumbs=crumbs(
            area.project, (str(area), outline_address(area.project_id, area)), (_("Ny aktivitet"), "")
        ),
        draft=f"aktivitet-ny:{area.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Activity, pk="activity_id", project="project_id")
@Form
def activity_edit(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Change an activity; from here it is closed and opened too."""

    def save(form: ActivityForm) -> Saved:
        done = change_activity(activity, by=author_of(request), version=form.version, **form.cleaned_data)
        return Saved(outline_address(activity.project_id, activity), _("Aktiviteten er rettet."), done)

    people = _people(activity.project_id, activity.lead)
    page = FormPage(
        form=partial(ActivityForm, areas=_areas(activity.project_id), people=people),
        title=_("Ret aktiviteten %(activity)s") % {"activity": activity.number},
        save=save,
        initial=lambda record: {
            "number": record.number,
            "title": record.title,
            "area": str(record.area_id),
            "responsible": record.responsible,
            "lead": str(record.lead_id or ""),
            "remark": record.remark,
        },
        record=activity,
        back=outline_address(activity.project_id, activity),
        breadcrumbs=crumbs(activity.project, (str(activity), "")),
        draft=f"aktivitet:{activity.pk}",
        template="structure/activity.html",
        context={"activity": activity},
    )
    return answer_form(request, page)


class ClosingForm(HouseForm):
    """When an activity is closed, and why."""

    closed_in = PeriodChoiceField(
        label=gettext_lazy("Lukket i"), help_text=gettext_lazy("Den periode, hvor aktiviteten er holdt op.")
    )
    closed_reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        help_text=gettext_lazy("Står i statusnotatet, så læseren ved, hvorfor den er holdt op."),
    )

    def __init__(self, *args: Any, periods: Sequence[ProjectPeriod], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["closed_in"].offer_periods(periods)  # type: ignore[attr-defined]


@requires(Permission.EDIT_PROJECT, Activity, pk="activity_id", project="project_id")
@Form
def activity_close(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Close an activity, with the reason."""

    def save(form: ClosingForm) -> Saved:
        done = close_activity(
            activity,
            period=form.cleaned_data["closed_in"],
            reason=form.cleaned_data["closed_reason"],
            by=author_of(request),
            version=form.version,
        )
        return Saved(outline_address(activity.project_id, activity), _("Aktiviteten er lukket."), done)

    page = FormPage(
        form=partial(ClosingForm, periods=periods_of(activity.project)),
        title=_("Luk aktiviteten %(activity)s") % {"activity": activity.number},
        under=_("Historikken bliver, og resultaterne følges stadig. Aktiviteten kan åbnes igen."),
        save=save,
        submit=_("Luk aktiviteten"),
        initial=lambda record: {
            "closed_in": str(record.closed_in_id or ""),
            "closed_reason": record.closed_reason,
        },
        record=activity,
        back=reverse("activity_edit", args=(activity.project_id, activity.pk)),
        breadcrumbs=crumbs(activity.project, (str(activity), ""), (_("Luk"), "")),
        draft=f"aktivitet-luk:{activity.pk}",
    )
    return answer_form(request, page)


class ReopeningForm(HouseForm):
    """Why a closed activity is opened again."""

    reopened_reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        help_text=gettext_lazy("Hvorfor aktiviteten går videre. Står på dens side og i statusnotatet."),
    )


@requires(Permission.EDIT_PROJECT, Activity, pk="activity_id", project="project_id")
@Form
def activity_reopen(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Open a closed activity again, with the reason."""
    edit = reverse("activity_edit", args=(activity.project_id, activity.pk))

    def save(form: ReopeningForm) -> Saved:
        done = reopen_activity(
            activity,
            reason=form.cleaned_data["reopened_reason"],
            by=author_of(request),
            version=form.version,
        )
        return Saved(outline_address(activity.project_id, activity), _("Aktiviteten er åben igen."), done)

    under = _("Der spørges igen til status fra den periode, der er åben nu.")
    if activity.merged_into is not None:
        under = _("Aktiviteten står igen for sig selv. Resultaterne hører stadig også til %(into)s.") % {
            "into": activity.merged_into
        }
    page = FormPage(
        form=ReopeningForm,
        title=_("Åbn aktiviteten %(activity)s igen") % {"activity": activity.number},
        under=under,
        save=save,
        submit=_("Åbn aktiviteten igen"),
        initial={"reopened_reason": ""},
        record=activity,
        back=edit,
        breadcrumbs=crumbs(activity.project, (str(activity), edit), (_("Åbn igen"), "")),
        draft=f"aktivitet-aabn:{activity.pk}",
    )
    return answer_form(request, page)


class MergingForm(HouseForm):
    """Which activity it goes on in, since when, and why."""

    into = RecordField(
        label=gettext_lazy("Lægges sammen med"),
        help_text=gettext_lazy(
            "Den aktivitet, der går videre. Resultaterne kommer også til at høre til den."
        ),
    )
    closed_in = PeriodChoiceField(
        label=gettext_lazy("Fra og med"), help_text=gettext_lazy("Den periode, hvor aktiviteten holder op.")
    )
    closed_reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        help_text=gettext_lazy("Står i statusnotatet, så læseren ved, hvorfor de er lagt sammen."),
    )

    def __init__(
        self, *args: Any, periods: Sequence[ProjectPeriod], activities: Sequence[Activity], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        # Nothing is chosen beforehand: the first of a list would be merged with by mistake.
        self.fields["closed_in"].offer_periods(periods, _("Vælg periode"))  # type: ignore[attr-defined]
        self.fields["into"].offer(activities, none=_("Vælg aktivitet"))  # type: ignore[attr-defined]


@requires(Permission.EDIT_PROJECT, Activity, pk="activity_id", project="project_id")
@Form
def activity_merge(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Close an activity because it goes on as a part of another."""
    edit = reverse("activity_edit", args=(activity.project_id, activity.pk))

    def save(form: MergingForm) -> Saved:
        data = form.cleaned_data
        done = merge_activity(
            activity,
            into=data["into"],
            period=data["closed_in"],
            reason=data["closed_reason"],
            by=author_of(request),
            version=form.version,
        )
        words = _("Aktiviteten er lagt sammen med %(into)s.") % {"into": data["into"]}
        return Saved(outline_address(activity.project_id, activity), words, done)

    others, periods = can_merge_into(activity), periods_of(activity.project)
    page = FormPage(
        form=partial(MergingForm, periods=periods, activities=others),
        title=_("Læg aktiviteten %(activity)s sammen med en anden") % {"activity": activity.number},
        under=_(
            "Aktiviteten lukkes. Dens milepæle bliver stående med det, der er indberettet. Det, der stadig skal nås, "
            "skrives som milepæle i den anden."
        ),
        save=save,
        submit=_("Læg sammen"),
        initial=lambda record: {
            "closed_in": str(record.closed_in_id or ""),
            "closed_reason": record.closed_reason,
        },
        record=activity,
        back=edit,
        breadcrumbs=crumbs(activity.project, (str(activity), edit), (_("Læg sammen"), "")),
        draft=f"aktivitet-sammen:{activity.pk}",
    )
    return answer_form(request, page)
