"""The method begun, written in as a whole, and carried on in a new version."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.planning import MethodPart
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import DayField, LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.queries.history import last_told
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.plans.actions.method import (
    CellGiven,
    PhaseGiven,
    begin_method,
    new_version,
    remove_version,
    save_method,
)
from virkning.rooms.plans.methodfacts import MethodFacts
from virkning.rooms.plans.models import MethodDescription
from virkning.rooms.plans.queries.method import current_method, load_method
from virkning.rooms.programmes.models import Project

from .cells import HELP
from .ways import LONGEST_CELL, Form, crumbs, done, method_address, not_holding, version_words

_SEEN = re.compile(r"([a-z_]+(?:[0-9]{1,18})?):([0-9]{1,9})")


class HeadForm(HouseForm):
    """What the method is called, what is changed in the version, and when it was decided."""

    title = TextField(
        label=gettext_lazy("Metodens navn"),
        max_length=200,
        help_text=gettext_lazy("For eksempel “Mentor fra første dag”."),
    )
    note = LongTextField(
        label=gettext_lazy("Hvad er ændret i denne version?"),
        rows=2,
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Kan stå tomt i den første version."),
    )
    decided_on = DayField(
        label=gettext_lazy("Besluttet"),
        required=False,
        help_text=gettext_lazy("Den dag, versionen blev besluttet, som 1.5.2026."),
    )


class NewVersionForm(HeadForm):
    """A new version says what is changed in it."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["note"].required = True
        self.fields["note"].help_text = _(
            "Læses af dem, der arbejder efter metoden: hvad skal de gøre anderledes?"
        )


class MethodForm(HeadForm):
    """The whole of it: the head, and for each phase its name, its days and its parts."""

    def __init__(self, *args: Any, method: MethodFacts, **given: Any) -> None:
        super().__init__(*args, **given)
        self.method = method
        self.fields["seen"] = TextField(label="", required=False, max_length=20_000, widget=forms.HiddenInput)
        for phase in method.phases:
            self.fields[f"title_{phase.id}"] = TextField(label=_("Fasens navn"), max_length=120)
            self.fields[f"starts_on_{phase.id}"] = DayField(label=_("Fra"), required=False)
            self.fields[f"ends_on_{phase.id}"] = DayField(label=_("Til"), required=False)
            for part in MethodPart:
                self.fields[f"{part.value}_{phase.id}"] = LongTextField(
                    label=part.shown, rows=4, required=False, max_length=LONGEST_CELL, help_text=HELP[part]
                )
            for name in _names(phase.id):
                self.whose[name] = phase.title

    def given(self) -> dict[str, Any]:
        """What the action takes: only what this person has changed, with the versions they read."""
        seen = {name: int(number) for name, number in _SEEN.findall(self.cleaned_data.get("seen") or "")}
        data = self.cleaned_data
        head = None
        if any(self._changed(name) for name in ("title", "note", "decided_on")):
            head = {name: data[name] for name in ("title", "note", "decided_on")}
        return {
            "head": head,
            "version": seen.get("head"),
            "phases": list(self._phases(seen)),
            "cells": list(self._cells(seen)),
        }

    def _changed(self, name: str) -> bool:
        begun = self.begun
        before = begun.get(name, "") if begun else self.initial.get(name, "")
        return bool(self.fields[name].has_changed(before, self[name].data))

    def _phases(self, seen: Mapping[str, int]) -> Iterator[PhaseGiven]:
        for phase in self.method.phases:
            names = [f"{name}_{phase.id}" for name in ("title", "starts_on", "ends_on")]
            if any(self._changed(name) for name in names):
                title, begins, ends = (self.cleaned_data[name] for name in names)
                yield PhaseGiven(phase.id, title, begins, ends, seen.get(f"phase_{phase.id}"))

    def _cells(self, seen: Mapping[str, int]) -> Iterator[CellGiven]:
        for phase in self.method.phases:
            for part in MethodPart:
                name = f"{part.value}_{phase.id}"
                if self._changed(name):
                    yield CellGiven(phase.id, part, self.cleaned_data[name], seen.get(name))


def _names(phase: int) -> Iterator[str]:
    yield from (f"{name}_{phase}" for name in ("title", "starts_on", "ends_on"))
    yield from (f"{part.value}_{phase}" for part in MethodPart)


def _values(facts: MethodFacts) -> dict[str, Any]:
    """What the form begins with."""
    head = facts.head
    values: dict[str, Any] = {"title": head.title, "note": head.note, "decided_on": head.decided_on}
    seen = {"head": facts.version}
    for phase in facts.phases:
        seen[f"phase_{phase.id}"] = phase.version
        for name in ("title", "starts_on", "ends_on"):
            values[f"{name}_{phase.id}"] = getattr(phase, name)
        for part, text, version in phase.texts:
            values[f"{part.value}_{phase.id}"] = text
            seen[f"{part.value}_{phase.id}"] = version
    return {**values, "seen": ";".join(f"{name}:{version}" for name, version in seen.items())}


@dataclass(frozen=True)
class PhaseFields:
    """A phase's fields."""

    title: str
    name: Any
    days: Sequence[Any]
    parts: Sequence[Any]


class _Fields:
    """The form's parts, made when the template has the form."""

    def of(self, form: MethodForm) -> dict[str, Any]:
        phases = [
            PhaseFields(
                title=one.title,
                name=form[f"title_{one.id}"],
                days=[form[f"starts_on_{one.id}"], form[f"ends_on_{one.id}"]],
                parts=[form[f"{part.value}_{one.id}"] for part in MethodPart],
            )
            for one in form.method.phases
        ]
        return {"head": [form[name] for name in ("title", "note", "decided_on")], "phases": phases}


class _Standing:
    """The method as it was read last: anew each time the form is begun."""

    def __init__(self, method: MethodDescription) -> None:
        self.key, self.read = method.pk, load_method(method)
        self.is_asked = False

    def values(self, _record: Any) -> dict[str, Any]:
        if self.is_asked:
            self.read = load_method(MethodDescription._base_manager.get(pk=self.key))
        self.is_asked = True
        return _values(self.read)

    def form(self, **given: Any) -> MethodForm:
        return MethodForm(method=self.read, **given)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def method_new(request: HttpRequest, project: Project) -> HttpResponse:
    """Begin the method description; what is said in it is written afterwards, on its page."""

    def save(form: HeadForm) -> Saved:
        made = begin_method(project=project, by=author_of(request), **form.cleaned_data)
        return Saved(
            method_address(project.pk), _("Metodebeskrivelsen er begyndt. Skriv nu i felterne."), made
        )

    page = FormPage(
        form=HeadForm,
        title=_("Begynd en metodebeskrivelse"),
        under=project.name,
        save=save,
        submit=_("Begynd"),
        back=method_address(project.pk),
        breadcrumbs=crumbs(project, _("Ny")),
        draft=f"metode-ny:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def method_edit(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole of the version that holds on one form."""
    method = current_method(project.pk)
    if method is None:
        messages.warning(request, _("Begynd metodebeskrivelsen først."))
        return redirect(method_address(project.pk))
    standing = _Standing(method)

    def save(form: MethodForm) -> Saved:
        save_method(method, by=author_of(request), **form.given())
        entry = latest_entry(method)
        words = _("Metodebeskrivelsen er gemt.") if entry is not None else _("Intet var ændret.")
        return Saved(method_address(project.pk), words, entry=entry)

    page = FormPage(
        form=standing.form,
        title=_("Ret hele metodebeskrivelsen"),
        under=f"{method.title}, {version_words(method.number).lower()}",
        save=save,
        submit=_("Gem metodebeskrivelsen"),
        initial=standing.values,
        history_of=method,
        back=method_address(project.pk),
        breadcrumbs=crumbs(project, _("Ret")),
        draft=f"metode:{method.pk}",
        template="methods/edit.html",
        context={"fields_of": _Fields()},
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def version_new(request: HttpRequest, project: Project) -> HttpResponse:
    """Carry the method on in a new version."""
    method = current_method(project.pk)
    if method is None:
        messages.warning(request, _("Begynd metodebeskrivelsen først."))
        return redirect(method_address(project.pk))

    def save(form: NewVersionForm) -> Saved:
        made = new_version(method, by=author_of(request), version=form.version, **form.cleaned_data)
        words = _("Version %(number)s er lavet. Den gamle kan stadig læses.") % {"number": made.number}
        return Saved(method_address(project.pk), words, made)

    page = FormPage(
        form=NewVersionForm,
        title=_("Ny version af metoden"),
        under=f"{method.title}, {version_words(method.number).lower()}",
        save=save,
        submit=_("Lav den nye version"),
        initial=lambda record: {"title": record.title, "note": "", "decided_on": None},
        record=method,
        back=method_address(project.pk),
        breadcrumbs=crumbs(project, _("Ny version")),
        draft=f"metode-version:{method.pk}",
        template="methods/version_new.html",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, MethodDescription, pk="method_id", project="project_id")
@require_POST
def version_remove(request: HttpRequest, method: MethodDescription) -> HttpResponse:
    """Take the version that holds away; the one before it holds again."""
    elsewhere = not_holding(request, method)
    if elsewhere is not None:
        return elsewhere
    try:
        remove_version(method, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        here = method_address(method.project_id)
        return overtaken(request, conflict, form=here, back=here, last_told=partial(last_told, method))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(method_address(method.project_id))
    return done(request, method, _("Versionen er fjernet."))
