"""A section's answers as they stand: what its form begins with, and what a save is held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from virkning.rooms.interventions.actions.items import ItemKind, items_of
from virkning.rooms.interventions.form import Section
from virkning.rooms.interventions.models import Element, FieldComment, Intervention
from virkning.rooms.interventions.queries.catalogue import tracks_for

from .columns import LISTS, NO, YES, Column, ListOf
from .texts import PARTS

#: Records that a line points to, by its column.
_RECORDS = ("track", "element")


@dataclass(frozen=True)
class Row:
    """A line as it stands."""

    key: int
    version: int
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """`k12`: what the line is called in the form's fields."""
        return f"k{self.key}"


def field_name(column: str, one: ListOf, row: str) -> str:
    """`text_kort_k12`: a column of a line of a list."""
    return f"{column}_{one.slug}_{row}"


def rows_name(one: ListOf) -> str:
    """The hidden field that holds a list's lines in their order."""
    return f"linjer_{one.slug}"


@dataclass
class Standing:
    """Read last; anew each time a form is begun, so that a conflict is told with what stands there now."""

    intervention: Intervention
    section: Section
    rows: Mapping[str, tuple[Row, ...]]
    comments: tuple[FieldComment, ...]
    records: Mapping[str, Sequence[Any]]

    def values(self) -> dict[str, Any]:
        """What the form begins with."""
        found = {asked.field.value: self._single(asked.field.value) for asked in PARTS[self.section].fields}
        seen = []
        for one in LISTS.get(self.section, ()):
            rows = self.rows[one.slug]
            found[rows_name(one)] = ",".join(row.name for row in rows)
            for row in rows:
                found |= {field_name(name, one, row.name): value for name, value in row.values.items()}
                seen.append(f"{row.name}:{row.version}")
        return {**found, "seen": ";".join(seen)}

    def _single(self, name: str) -> Any:
        if name == "new_type":
            said = self.intervention.new_type
            return "" if said is None else YES if said else NO
        return getattr(self.intervention, name, "")

    def words(self, column: Column) -> Any:
        """How a record a line may point to is called."""
        if column.name == "element":
            numbers = {one.pk: place for place, one in enumerate(self.records["element"], 1)}
            return lambda one: f"{numbers[one.pk]}. {_shortened(one.text)}"
        return lambda one: f"{one.number} {one.title}"


def _shortened(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def read_standing(intervention: Intervention, section: Section) -> Standing:
    """The section's answers, its open comments and what its lines choose among. At most five queries."""
    lists = LISTS.get(section, ())
    kinds = {one.kind: items_of(intervention, one.kind) for one in lists}
    rows = {
        one.slug: tuple(
            Row(item.pk, item.version, _values(item, one))
            for item in kinds[one.kind]
            if all(getattr(item, name) == value for name, value in one.fixed.items())
        )
        for one in lists
    }
    fields = [asked.field.value for asked in PARTS[section].fields]
    comments = FieldComment.objects.filter(
        intervention=intervention, field__in=fields, settled_at__isnull=True
    )
    return Standing(
        intervention,
        section,
        rows,
        tuple(comments.order_by("written_at", "id")),
        _chosen_among(intervention, kinds),
    )


def _values(item: Any, one: ListOf) -> dict[str, Any]:
    found = {}
    for column in one.columns:
        if column.name in _RECORDS:
            found[column.name] = str(getattr(item, f"{column.name}_id") or "")
        else:
            found[column.name] = getattr(item, column.name)
    return found


def _chosen_among(
    intervention: Intervention, kinds: Mapping[ItemKind, Sequence[Any]]
) -> dict[str, Sequence[Any]]:
    """Activities an actor may support, tracks that hold today and those that are chosen already."""
    found: dict[str, Sequence[Any]] = {}
    if ItemKind.ACTOR in kinds:
        rows = Element.objects.filter(intervention=intervention)
        found["element"] = list(rows.order_by("position", "id"))
    if ItemKind.TRACK in kinds:
        there = tracks_for(intervention.project, timezone.localdate())
        known = {one.pk for one in there}
        gone = [one.track for one in kinds[ItemKind.TRACK] if one.track_id and one.track_id not in known]
        found["track"] = [*there, *gone]
    return found
