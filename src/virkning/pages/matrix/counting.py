"""Several groups counted on one form for a day: zero is a count, blank is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.cpr import masked
from virkning.figures.dates import date_words
from virkning.figures.theory import Quadrant
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import DayField, NumberField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Project
from virkning.rooms.theory.actions.matrix import save_counts
from virkning.rooms.theory.models import MatrixCount, MatrixGroup

from .ways import Form, crumbs, day_called, matrix_address

_COUNT = re.compile(r"count_[0-9]{1,18}")
_SEEN = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")


@dataclass(frozen=True)
class StandingDay:
    """The groups, and what was counted on the day the address names; `day` None: a new one."""

    groups: tuple[MatrixGroup, ...]
    counts: Mapping[int, MatrixCount]
    day: date | None

    @property
    def values(self) -> dict[str, Any]:
        """What the form begins with."""
        counts = {f"count_{key}": str(one.count) for key, one in self.counts.items()}
        by = next((one.counted_by for one in self.counts.values() if one.counted_by), "")
        seen = ";".join(f"{key}:{one.version}" for key, one in self.counts.items())
        return {"day": self.day, "counted_by": by, "seen": seen, **counts}


def read_day(project: Project, day: date | None) -> StandingDay:
    """The groups and the day's counts. Two queries."""
    groups = tuple(MatrixGroup.objects.filter(project=project).order_by("position", "id"))
    counts: dict[int, MatrixCount] = {}
    if day is not None:
        there = MatrixCount.objects.filter(group__in=groups, counted_on=day)
        counts = {one.group_id: one for one in there.order_by("group__position", "group_id")}
    return StandingDay(groups, counts, day if counts else None)


class CountingForm(HouseForm):
    """The day, who counted, and a field a group."""

    day = DayField(
        label=gettext_lazy("Hvilken dag er der talt?"),
        help_text=gettext_lazy("En dato som 1.3.2026. Vælg den samme tid på året, hvis I vil sammenligne."),
    )
    counted_by = TextField(
        label=gettext_lazy("Hvem har talt?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("En rolle eller enhed, ikke en person. For eksempel jobcentret."),
    )

    def __init__(self, *args: Any, standing: StandingDay, **given: Any) -> None:
        super().__init__(*args, **given)
        self.standing = standing
        self.fields["seen"] = TextField(label="", required=False, max_length=20_000, widget=forms.HiddenInput)
        for group in standing.groups:
            field = NumberField(label=group.title, required=False, whole=True, least=0)
            self.fields[f"count_{group.pk}"] = field
            self.whose[f"count_{group.pk}"] = Quadrant(group.quadrant).shown

    def clean(self) -> dict[str, Any]:
        """A new day has at least one count; a number for a group another has removed is told, not lost."""
        names = [f"count_{one.pk}" for one in self.standing.groups]
        said_something = any(self.cleaned_data.get(name) is not None or name in self.errors for name in names)
        if self.standing.day is None and not said_something:
            self.add_error(None, _("Skriv antallet for mindst én gruppe. Nul er også et antal."))
        begun = self.begun
        gone = [
            str(self.data[name])[:20]
            for name in self.data
            if _COUNT.fullmatch(name) and name not in self.fields
            if str(self.data[name]).strip() != str(begun.get(name, ""))
        ]
        if gone:
            said = _("En anden har fjernet en gruppe, du skrev et antal for: %(counts)s. Resten kan gemmes.")
            self.add_error(None, said % {"counts": ", ".join(masked(one) for one in gone)})
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """What the action takes: only what this person has changed."""
        counts: dict[int, int | None] = {}
        for group in self.standing.groups:
            name = f"count_{group.pk}"
            if self._changed(name):
                value = self.cleaned_data[name]
                counts[group.pk] = None if value is None else int(value)
        read = self.cleaned_data.get("seen") or ""
        return {
            "day": self.cleaned_data["day"],
            "counts": counts,
            "seen": {int(key): int(version) for key, version in _SEEN.findall(read)},
            "counted_by": self.cleaned_data["counted_by"],
            "moved_from": self.standing.day,
        }

    def _changed(self, name: str) -> bool:
        begun = self.begun
        before = begun.get(name, "") if begun else self.initial.get(name, "")
        return bool(self.fields[name].has_changed(before, self[name].data))

    def blocks(self) -> list[tuple[str, list[Any]]]:
        """The fields of the groups, quadrant by quadrant."""
        found = []
        for quadrant in Quadrant:
            groups = [one for one in self.standing.groups if one.quadrant == quadrant.value]
            if groups:
                found.append((quadrant.shown, [self[f"count_{one.pk}"] for one in groups]))
        return found


class _Standing:
    """The day as it was read last: anew each time the form is begun."""

    def __init__(self, project: Project, day: date | None) -> None:
        self.project, self.asked = project, day
        self.read = read_day(project, day)

    def values(self, record: Any) -> dict[str, Any]:
        if record is not None:
            self.read = read_day(self.project, self.asked)
        return {**self.read.values, "day": self.read.day or self.asked or ""}

    def form(self, **given: Any) -> CountingForm:
        return CountingForm(standing=self.read, **given)


class _Fields:
    """The form's parts, made when the template has the form."""

    def of(self, form: CountingForm) -> dict[str, Any]:
        return {"head": [form["day"], form["counted_by"]], "blocks": form.blocks()}


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def counting(request: HttpRequest, project: Project) -> HttpResponse:
    """Count a new day, or correct the one the address names (`?dag=2026-03-01`)."""
    asked = day_called(request.GET.get("dag", ""))
    standing = _Standing(project, asked)
    before = standing.read.day

    def save(form: CountingForm) -> Saved:
        given = form.given()
        if before is None:
            _refuse_counted(project, given["day"])
        entry = save_counts(project=project, by=author_of(request), **given)
        words = _("Optællingen er gemt.") if entry is not None else _("Intet var ændret.")
        return Saved(matrix_address(project.pk, "optaellinger"), words, entry=entry)

    title = _("Ny optælling")
    if before is not None:
        title = _("Optællingen den %(day)s") % {"day": date_words(before)}
    page = FormPage(
        form=standing.form,
        title=title,
        under=project.name,
        save=save,
        submit=_("Gem optællingen"),
        initial=standing.values,
        history_of=project,
        back=matrix_address(project.pk),
        breadcrumbs=crumbs(project, _("Optælling")),
        draft=f"optaelling:{project.pk}:{before.isoformat() if before else 'ny'}",
        template="matrix/counting.html",
        context={
            "fields_of": _Fields(),
            "any_groups": bool(standing.read.groups),
            "add": reverse("matrix_group_new", args=(project.pk,)),
        },
    )
    return answer_form(request, page)


def _refuse_counted(project: Project, day: date) -> None:
    """A new count never writes in one that is there: whoever typed it has not seen that one."""
    there = MatrixCount.objects.filter(group__project=project, group__removed_at__isnull=True, counted_on=day)
    if there.exists():
        said = _("Der er allerede talt op den %(day)s. Ret den optælling, eller skriv en anden dag.")
        raise Refused({"day": said % {"day": date_words(day)}})
