"""The form of a section: its single answers, and its lists with as many lines as somebody needs.

Every line has a name that never changes (`k12` of one that is kept, `n1` of a new one), so two who fill in the same
section meet field by field. Which lines there are, and in which order, stands in a field of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from virkning.pages.forms.fields import CheckField, TextField
from virkning.rooms.interventions.actions.items import ItemGiven
from virkning.rooms.interventions.limits import MOST_ITEMS

from .blackingout import BlackingOutForm
from .columns import LISTS, ListOf, line_field, single_field
from .standing import Row, Standing, field_name, rows_name
from .texts import PARTS

_ROW = re.compile(r"[kn][0-9]{1,18}")
_SEEN = re.compile(r"(k[0-9]{1,18}):([0-9]{1,9})")
#: Two numbers in one line's name: nobody has typed so many.
_LONGEST_LIST = 20 * MOST_ITEMS


class SectionForm(BlackingOutForm):
    """One section of a description. `standing`: as it is in the database now."""

    def __init__(self, *args: Any, standing: Standing, **given: Any) -> None:
        super().__init__(*args, **given)
        self.standing, self.section = standing, standing.section
        #: List → its lines' names in order.
        self.rows: dict[str, list[str]] = {}
        #: Lines somebody else has written in since this person took them out: they stay.
        self.kept_back: list[str] = []
        #: Lines that are shown as they stand, since this person has not seen them so.
        self._laid: set[str] = set()
        for asked in PARTS[self.section].fields:
            made = single_field(asked.field)
            if made is not None:
                self.fields[asked.field.value] = made
        for comment in standing.comments:
            self.fields[f"settled_{comment.pk}"] = CheckField(label=_("Det er rettet"))
        self.lists = LISTS.get(self.section, ())
        if self.is_bound and self.lists:
            self.data = cast(QueryDict, self.data).copy()
        for one in self.lists:
            self._lay(one)
        if self.lists:
            self.fields["seen"] = TextField(
                label="", required=False, max_length=_LONGEST_LIST, widget=forms.HiddenInput
            )

    # Lines

    def _lay(self, one: ListOf) -> None:
        """Find the list's lines, and give each its fields."""
        there = {row.name: row for row in self.standing.rows[one.slug]}
        self.rows[one.slug] = self._posted(one, there) if self.is_bound else list(there)
        if not self.rows[one.slug]:
            self.rows[one.slug] = [f"n{number}" for number in range(1, one.blanks + 1)]
        # No widget of its own: the list draws it, so that htmx takes it along with the lines.
        self.fields[rows_name(one)] = TextField(label="", required=False, max_length=_LONGEST_LIST)
        if self.is_bound:
            self._set(rows_name(one), ",".join(self.rows[one.slug]))
        for number, row in enumerate(self.rows[one.slug], 1):
            name = f"{one.line} {number}"
            for column in one.columns:
                records = self.standing.records.get(column.name, ())
                label = str(column.label) or name
                key = field_name(column.name, one, row)
                self.fields[key] = line_field(column, label, records, self.standing.words(column))
                if label != name:
                    self.whose[key] = name

    def _posted(self, one: ListOf, there: Mapping[str, Row]) -> list[str]:
        """The lines that were sent, without those another has taken away and with those another has made."""
        begun = _named(self.begun.get(rows_name(one), ""))
        rows = [
            row
            for row in _named(self.data.get(rows_name(one), ""))
            if row.startswith("n") or row in there or self._was_changed(one, row)
        ]
        seen = dict(_SEEN.findall(str(self.data.get("seen", ""))))
        for name, row in there.items():
            if name in rows:
                continue
            is_taken_out = name in begun
            if is_taken_out and seen.get(name) == str(row.version):
                continue
            if is_taken_out:
                self.kept_back.append(name)
            rows.append(name)
            self._fill(one, row)
        return rows[: 2 * MOST_ITEMS]

    def _was_changed(self, one: ListOf, row: str) -> bool:
        """Whether this person has written in a line that is no more: then their words become a new one."""
        begun = self.begun
        names = (field_name(column.name, one, row) for column in one.columns)
        return any(str(self.data.get(name, "")).strip() != str(begun.get(name, "")).strip() for name in names)

    def _fill(self, one: ListOf, row: Row) -> None:
        """A line this person has not seen: as it stands."""
        self._laid.add(row.name)
        for column in one.columns:
            made = line_field(
                column, "", self.standing.records.get(column.name, ()), self.standing.words(column)
            )
            shown = made.prepare_value(row.values[column.name])
            self._set(field_name(column.name, one, row.name), "" if shown is None else str(shown))

    def _set(self, name: str, value: str) -> None:
        cast(QueryDict, self.data)[name] = value

    def moved(self, button: str, value: str) -> dict[str, str]:
        """What a button of a list makes of its lines, to be laid over what was typed."""
        for one in self.lists:
            rows = list(self.rows[one.slug])
            if button == "tilfoej" and value == one.slug:
                rows.append(_next(rows))
            elif button in ("fjern", "op", "ned") and value.startswith(f"{one.slug}-"):
                row = value.removeprefix(f"{one.slug}-")
                if row not in rows:
                    continue
                here = rows.index(row)
                rows.remove(row)
                if button != "fjern":
                    rows.insert(max(0, here + (-1 if button == "op" else 1)), row)
                rows = rows or [_next(self.rows[one.slug])]
            else:
                continue
            return {rows_name(one): ",".join(rows)}
        return {}

    # What was answered

    def clean(self) -> dict[str, Any]:
        """Everything may wait but the name: without one it stands on no list."""
        if "name" in self.fields and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Skriv, hvad indsatsen hedder."))
        return self.cleaned_data

    def changed(self, name: str) -> bool:
        """Whether this person has changed the field since the form began."""
        begun = self.begun
        before = begun.get(name, "") if begun else self.initial.get(name, "")
        return bool(self.fields[name].has_changed(before, self[name].data))

    def singles(self) -> dict[str, Any]:
        """The single answers this person has changed, as `write_answers` takes them."""
        found = {}
        for asked in PARTS[self.section].fields:
            name = asked.field.value
            if name in self.fields and self.changed(name):
                found[name] = _kept(name, self.cleaned_data[name])
        return found

    def lines(self) -> list[tuple[ListOf, str, ItemGiven]]:
        """Every line that says something, with its list and its name, in order."""
        seen = dict(_SEEN.findall(str(self.cleaned_data.get("seen") or "")))
        found = []
        for one in self.lists:
            there = {row.name: row for row in self.standing.rows[one.slug]}
            for row in self.rows[one.slug]:
                given = self._line(one, row, there.get(row), seen)
                if given is not None:
                    found.append((one, row, given))
        return found

    def _line(self, one: ListOf, row: str, now: Row | None, seen: Mapping[str, str]) -> ItemGiven | None:
        names = {column.name: field_name(column.name, one, row) for column in one.columns}
        values = {column: self.cleaned_data.get(name) for column, name in names.items()}
        if not any(value not in (None, "") for column, value in values.items() if column != "term"):
            return None
        if now is None:
            return ItemGiven({**_texts(values), **one.fixed})
        if row not in self._laid and any(self.changed(name) for name in names.values()):
            version = int(seen.get(row, now.version))
            return ItemGiven({**_texts(values), **one.fixed}, now.key, version)
        # Untouched: as it stands now, whoever has written in it since.
        return ItemGiven({**self._standing_values(one, now), **one.fixed}, now.key, now.version)

    def _standing_values(self, one: ListOf, row: Row) -> dict[str, Any]:
        found = dict(row.values)
        for column in one.columns:
            records: Sequence[Any] = self.standing.records.get(column.name, ())
            if column.name in self.standing.records:
                found[column.name] = next(
                    (each for each in records if str(each.pk) == found[column.name]), None
                )
        return found

    def settled(self) -> Iterator[Any]:
        """The comments this person says they have answered."""
        for comment in self.standing.comments:
            if self.cleaned_data.get(f"settled_{comment.pk}"):
                yield comment

    def texts(self) -> dict[str, str]:
        """What this person has written: field → text."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if isinstance(value, str) and value and name in self.fields and self._is_written(name)
        }

    def _is_written(self, name: str) -> bool:
        return bool(self.fields[name].label) and self.changed(name)


def _named(written: Any) -> list[str]:
    """The lines' names as a field holds them, each once."""
    return list(dict.fromkeys(row for row in str(written).split(",") if _ROW.fullmatch(row)))


def _next(rows: Sequence[str]) -> str:
    return f"n{max((int(row[1:]) for row in rows if row.startswith('n')), default=0) + 1}"


def _texts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: "" if value is None and name not in ("amount", "track", "element") else value
        for name, value in values.items()
    }


def _kept(name: str, value: Any) -> Any:
    if name == "new_type":
        return {"ja": True, "nej": False}.get(value)
    if name == "participants_at_a_time" and value is not None:
        return int(value)
    return value
