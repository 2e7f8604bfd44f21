"""Registrations on an activity: a quick row, the list, the sums, and the way to a milestone's value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import DayField, NumberField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.registrations import (
    LONGEST_KIND,
    change_registration,
    register,
    remove_registration,
)
from virkning.rooms.activities.models import Activity, Registration
from virkning.rooms.activities.queries.registrations import (
    KindSums,
    kinds_used,
    registrations_of,
    sums_by_kind,
)
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .ways import Crumb, Form


class RegistrationForm(HouseForm):
    """One count."""

    kind = TextField(
        label=gettext_lazy("Hvad tælles"),
        max_length=LONGEST_KIND,
        help_text=gettext_lazy("For eksempel deltagere. Det samme ord lægges sammen."),
    )
    day = DayField(label=gettext_lazy("Dato"))
    count = NumberField(label=gettext_lazy("Antal"), whole=True, least=0)
    men = NumberField(label=gettext_lazy("Heraf mænd"), whole=True, least=0, required=False)
    women = NumberField(label=gettext_lazy("Heraf kvinder"), whole=True, least=0, required=False)
    note = TextField(
        label=gettext_lazy("Note"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Ses af alle, der ser projektet. Skriv ikke navne eller CPR-numre."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["kind"].widget.attrs["list"] = "slags"

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        numbers = {
            name: None if data[name] is None else int(data[name]) for name in ("count", "men", "women")
        }
        return {"kind": data["kind"], "day": data["day"], "note": data["note"], **numbers}


def _crumbs(activity: Activity, *more: Crumb) -> list[Crumb]:
    project = activity.project
    here = reverse("registrations", args=(project.pk, activity.pk))
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (str(activity), reverse("activity", args=(project.pk, activity.pk))),
        (_("Registreringer"), here if more else ""),
        *more,
    ]


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id", project="project_id")
@Form
def registrations(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Everything counted on the activity, and a row to count more."""
    here = reverse("registrations", args=(activity.project_id, activity.pk))

    def save(form: RegistrationForm) -> Saved:
        made = register(activity=activity, by=author_of(request), **form.given())
        return Saved(f"{here}?{urlencode({'slags': made.kind})}", _("Det er registreret."), made)

    rows = registrations_of(activity)
    periods = periods_of(activity.project)
    page = FormPage(
        form=RegistrationForm,
        title=_("Registreringer"),
        under=str(activity),
        save=save,
        submit=_("Registrér"),
        initial={"day": timezone.localdate(), "kind": request.GET.get("slags", "")[:LONGEST_KIND]},
        breadcrumbs=_crumbs(activity),
        template="structure/registrations.html",
        context={
            "activity": activity,
            "rows": rows,
            "kinds": kinds_used(activity.project),
            "sums": sums_table(activity, rows, periods),
            "periods": [one.period.shown for one in periods],
        },
    )
    return answer_form(request, page)


@dataclass(frozen=True)
class SumsRow:
    """One kind's sums: told, with the address where each period's sum becomes a milestone's value."""

    sums: KindSums
    cells: tuple[tuple[str, int, int, str], ...]


def sums_table(
    activity: Activity, rows: Sequence[Registration], periods: Sequence[ProjectPeriod]
) -> list[SumsRow]:
    """The sums by kind and period. No query."""
    told = []
    for sums in sums_by_kind(rows, [one.period for one in periods]):
        cells = tuple(
            (
                one.period.shown,
                one.within,
                one.upto,
                _report_address(activity, one.period.canonical, sums.kind) if one.upto else "",
            )
            for one in sums.periods
        )
        told.append(SumsRow(sums, cells))
    return told


def _report_address(activity: Activity, period: str, kind: str) -> str:
    try:
        address = reverse("report_activity", args=(activity.project_id, activity.pk, period))
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'talt': kind})}"


_REGISTRATION = {"pk": "registration_id", "activity": "activity_id", "activity__project": "project_id"}


@requires(Permission.REPORT_STATUS, Registration, **_REGISTRATION)
@Form
def registration_edit(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Correct a registration."""
    activity = registration.activity
    here = reverse("registrations", args=(activity.project_id, activity.pk))

    def initial(record: Registration) -> Mapping[str, Any]:
        return {
            "kind": record.kind,
            "day": record.day,
            "note": record.note,
            **{name: getattr(record, name) for name in ("count", "men", "women")},
        }

    def save(form: RegistrationForm) -> Saved:
        given = form.given()
        before = registration.version
        done = change_registration(registration, by=author_of(request), version=form.version, **given)
        words = _("Registreringen er rettet.") if done.version != before else _("Intet var ændret.")
        if given["kind"] != done.kind:
            why = _("Der står stadig “%(kind)s”, for sådan skrives det de andre steder i projektet.")
            words = f"{words} {why % {'kind': done.kind}}"
        return Saved(here, words, done if done.version != before else None)

    page = FormPage(
        form=RegistrationForm,
        title=_("Ret registreringen"),
        under=str(activity),
        save=save,
        initial=initial,
        record=registration,
        back=here,
        breadcrumbs=_crumbs(activity, (_("Ret"), "")),
        draft=f"registrering:{registration.pk}",
    )
    return answer_form(request, page)


@requires(Permission.REPORT_STATUS, Registration, **_REGISTRATION)
@require_POST
def registration_remove(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Take a registration away."""
    activity = registration.activity
    entry = latest_entry(remove_registration(registration, by=author_of(request)))
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Registreringen er fjernet."), extra_tags=undo)
    return redirect("registrations", activity.project_id, activity.pk)
