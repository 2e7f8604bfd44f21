"""The benefit table as one form: names of rows and columns, their places, and a field a cell.

Fields are named by what they are about: `body_12`, `place_body_12`, `gone_body_12`, `benefit_3`, `gain_12_3`. New rows
and columns are called `n1`, `n2`, … What others have added since the form was shown is left as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from virkning.figures.cpr import masked
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import CheckField, LongTextField, SelectField, TextField
from virkning.rooms.evaluations.actions.benefits import MOST_BENEFITS, MOST_BODIES, Cell, Line
from virkning.rooms.evaluations.models import BenefitBody, BenefitGain, PossibleBenefit
from virkning.rooms.programmes.models import Project

LONGEST_GAIN = 2000
#: Empty rows and columns on a table that has nothing yet, and on one that has.
_EMPTY_AT_FIRST, _EMPTY_LATER = {"body": 4, "benefit": 3}, {"body": 2, "benefit": 1}
_MOST = {"body": MOST_BODIES, "benefit": MOST_BENEFITS}
#: What is typed about something that is there already.
_ABOUT_STANDING = re.compile(r"(?:body|benefit)_[0-9]{1,18}|gain_[0-9]{1,18}_[0-9]{1,18}")
_SEEN = re.compile(r"(body|benefit|gain)_([0-9]{1,18}(?:_[0-9]{1,18})?):([0-9]{1,9})")


@dataclass(frozen=True)
class StandingTable:
    """The table as it stands. `versions`: field → version of the record it shows."""

    bodies: Mapping[str, str]
    benefits: Mapping[str, str]
    gains: Mapping[tuple[str, str], str]
    versions: Mapping[str, int]

    @property
    def seen(self) -> str:
        """The versions as a hidden field keeps them."""
        return ";".join(f"{name}:{version}" for name, version in self.versions.items())

    @property
    def values(self) -> dict[str, Any]:
        """What the form begins with."""
        values: dict[str, Any] = {"seen": self.seen}
        for kind, heads in (("body", self.bodies), ("benefit", self.benefits)):
            for place, (ref, name) in enumerate(heads.items(), 1):
                values |= {f"{kind}_{ref}": name, f"place_{kind}_{ref}": str(place)}
        return values | {f"gain_{body}_{benefit}": text for (body, benefit), text in self.gains.items()}


def read_table(project: Project) -> StandingTable:
    """The project's table. Three queries."""
    versions: dict[str, int] = {}
    heads: dict[str, dict[str, str]] = {}
    for kind, model in (("body", BenefitBody), ("benefit", PossibleBenefit)):
        rows: Any = model.objects.filter(project=project).order_by("position", "id")
        heads[kind] = {}
        for key, name, version in rows.values_list("id", "name", "version"):
            heads[kind][str(key)] = name
            versions[f"{kind}_{key}"] = version
    gains: dict[tuple[str, str], str] = {}
    of_project = BenefitGain.objects.filter(
        body__project=project, body__removed_at__isnull=True, benefit__removed_at__isnull=True
    )
    for body, benefit, text, version in of_project.order_by("body_id", "benefit_id", "id").values_list(
        "body_id", "benefit_id", "text", "version"
    ):
        gains[str(body), str(benefit)] = text
        versions[f"gain_{body}_{benefit}"] = version
    return StandingTable(heads["body"], heads["benefit"], gains, versions)


@dataclass(frozen=True)
class HeadFields:
    """A row's or a column's fields; `name` what it is called now, `number` its place."""

    ref: str
    number: int
    name: str
    field: Any
    place: Any
    gone: Any


@dataclass(frozen=True)
class RowFields:
    """A row with a field for each column."""

    head: HeadFields
    cells: tuple[tuple[str, Any], ...]


class BenefitForm(HouseForm):
    """The whole table."""

    def __init__(self, *args: Any, table: StandingTable, **given: Any) -> None:
        super().__init__(*args, **given)
        self.table = table
        self.fields["seen"] = TextField(
            label="", required=False, max_length=200_000, widget=forms.HiddenInput
        )
        self.refs = {
            "body": [*table.bodies, *self._new("body", table.bodies)],
            "benefit": [*table.benefits, *self._new("benefit", table.benefits)],
        }
        for kind in ("benefit", "body"):
            for ref in self.refs[kind]:
                self._add_head(kind, ref)
        for body in self.refs["body"]:
            for benefit in self.refs["benefit"]:
                self._add_cell(body, benefit)

    def _new(self, kind: str, heads: Mapping[str, str]) -> list[str]:
        """As many empty ones as were shown, in what was sent or kept; else a few."""
        empty = (_EMPTY_LATER if heads else _EMPTY_AT_FIRST)[kind]
        sent = [int(name.removeprefix(f"{kind}_n")) for name in self.data if _is_new(kind, name)]
        room = max(0, _MOST[kind] - len(heads))
        return [f"n{number}" for number in range(1, min(max([empty, *sent]), room) + 1)]

    def _add_head(self, kind: str, ref: str) -> None:
        is_body = kind == "body"
        label = _("Hvem") if is_body else _("Gevinst")
        self.fields[f"{kind}_{ref}"] = TextField(label=label, max_length=200, required=False)
        whose = self._named(kind, ref)
        self.whose[f"{kind}_{ref}"] = whose
        if ref.startswith("n"):
            return
        places = [(str(number), str(number)) for number in range(1, len(self.refs[kind]) + 1)]
        self.fields[f"place_{kind}_{ref}"] = SelectField(label=_("Plads"), choices=places, required=False)
        label = _("Fjern rækken") if is_body else _("Fjern kolonnen")
        self.fields[f"gone_{kind}_{ref}"] = CheckField(label=label)
        self.whose |= {f"place_{kind}_{ref}": whose, f"gone_{kind}_{ref}": whose}

    def _add_cell(self, body: str, benefit: str) -> None:
        name = f"gain_{body}_{benefit}"
        self.fields[name] = LongTextField(
            label=self._named("benefit", benefit), required=False, rows=2, max_length=LONGEST_GAIN
        )
        self.whose[name] = self._named("body", body)

    def _named(self, kind: str, ref: str) -> str:
        heads = self.table.bodies if kind == "body" else self.table.benefits
        if ref in heads:
            return heads[ref]
        typed = " ".join(str(self.data.get(f"{kind}_{ref}", "")).split())
        if typed:
            return typed[:200]
        words = _("Ny række %(n)s") if kind == "body" else _("Ny gevinst %(n)s")
        return words % {"n": ref.removeprefix("n")}

    def clean(self) -> dict[str, Any]:
        """What somebody has typed in a row or column that another has removed meanwhile is told, not lost."""
        begun = self.begun
        lost = [
            str(self.data[name]).strip()
            for name in self.data
            if _ABOUT_STANDING.fullmatch(name)
            and name not in self.fields
            and str(self.data[name]).strip()
            and str(self.data[name]).replace("\r\n", "\n") != str(begun.get(name, "")).replace("\r\n", "\n")
        ]
        if lost:
            said = _(
                "En anden har fjernet en række eller kolonne, du skrev i. "
                "Skriv det ind i en ny, hvis det skal med: %(texts)s"
            )
            self.add_error(None, said % {"texts": " · ".join(f"“{masked(text)}”" for text in lost)})
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """What the action takes: only what this person has changed."""
        return {
            "bodies": list(self._lines("body")),
            "benefits": list(self._lines("benefit")),
            "cells": list(self._cells()),
            "seen": {
                (int(body), int(benefit)): version
                for kind, key, version in self._seen()
                if kind == "gain"
                for body, _dash, benefit in [key.partition("_")]
            },
        }

    def _seen(self) -> Iterator[tuple[str, str, int]]:
        for kind, key, version in _SEEN.findall(self.cleaned_data.get("seen") or ""):
            yield kind, key, int(version)

    def _versions(self) -> dict[str, int]:
        return {f"{kind}_{key}": version for kind, key, version in self._seen()}

    def _changed(self, name: str) -> bool:
        if name not in self.fields or name not in self.cleaned_data:
            return False
        begun = self.begun
        before = begun.get(name, "") if begun else self.initial.get(name, "")
        return bool(self.fields[name].has_changed(before, self[name].data))

    def _lines(self, kind: str) -> Iterator[Line]:
        versions, data = self._versions(), self.cleaned_data
        for ref in self.refs[kind]:
            name, place, gone = f"{kind}_{ref}", f"place_{kind}_{ref}", f"gone_{kind}_{ref}"
            line = Line(
                ref=ref,
                name=data[name] if self._changed(name) else None,
                place=int(data[place]) if self._changed(place) and data[place] else None,
                version=versions.get(name),
                gone=bool(data.get(gone)),
            )
            if line.gone or line.place is not None or line.name is not None:
                yield line

    def _cells(self) -> Iterator[Cell]:
        versions, data = self._versions(), self.cleaned_data
        for body in self.refs["body"]:
            for benefit in self.refs["benefit"]:
                name = f"gain_{body}_{benefit}"
                if self._changed(name):
                    yield Cell(body, benefit, data[name], versions.get(name))

    def columns(self) -> list[HeadFields]:
        """The columns' own fields."""
        return self._heads("benefit")

    def rows(self) -> list[RowFields]:
        """The rows with their cells, each with its column's name."""
        columns = self.columns()
        return [
            RowFields(head, tuple((one.name, self[f"gain_{head.ref}_{one.ref}"]) for one in columns))
            for head in self._heads("body")
        ]

    def _heads(self, kind: str) -> list[HeadFields]:
        found = []
        for number, ref in enumerate(self.refs[kind], 1):
            extra = [
                self[f"{what}_{kind}_{ref}"] if f"{what}_{kind}_{ref}" in self.fields else None
                for what in ("place", "gone")
            ]
            found.append(HeadFields(ref, number, self._named(kind, ref), self[f"{kind}_{ref}"], *extra))
        return found


def _is_new(kind: str, name: str) -> bool:
    return re.fullmatch(rf"{kind}_n[1-9][0-9]?", name) is not None
