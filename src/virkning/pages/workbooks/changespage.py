"""What an import will change, in words: sheet by sheet, row by row, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.dates import Deadline, short_date
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.rooms.exchange.actions.previews import Preview
from virkning.rooms.exchange.differences import Changed, SheetDifferences
from virkning.rooms.exchange.municipalities import municipality_names
from virkning.rooms.exchange.sheets import PROJECT, PROJECT_FIELDS, SheetForm

#: Rows listed of each kind on a sheet; the rest are counted.
MOST = 200
NOTHING = "–"


@dataclass(frozen=True)
class FieldChange:
    """One field of a row, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row: what it is called, and (a changed one) its fields or (another) its content in a line."""

    name: str
    fields: tuple[FieldChange, ...] = ()
    content: str = ""


@dataclass(frozen=True)
class RowList:
    """The rows of one kind on a sheet; `more`: those that are not listed, in words."""

    rows: tuple[RowChange, ...]
    count: int
    more: str


@dataclass(frozen=True)
class SheetPage:
    """One sheet's changes."""

    anchor: str
    name: str
    counts: str
    added: RowList
    changed: RowList
    removed: RowList
    reordered: bool


@dataclass(frozen=True)
class ChangesPage:
    """All sheets with changes, and the counts over them."""

    sheets: tuple[SheetPage, ...]
    added: int
    changed: int
    removed: int
    warnings: tuple[str, ...]
    fingerprint: str
    parties: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.sheets)

    @property
    def confirm_words(self) -> str:
        """What the button says it does."""
        said = [
            words % {"n": count}
            for count, words in (
                (self.added, _("tilføj %(n)s")),
                (self.changed, _("ret %(n)s")),
                (self.removed, _("fjern %(n)s")),
            )
            if count
        ]
        return _("Indlæs: %(what)s") % {"what": ", ".join(said)} if said else _("Indlæs")


def changes_page(preview: Preview) -> ChangesPage:
    """The page of a preview."""
    different = [one for one in preview.differences.sheets.values() if one]
    return ChangesPage(
        sheets=tuple(_Sheet(one).page() for one in different),
        added=preview.differences.added,
        changed=preview.differences.changed,
        removed=preview.differences.removed,
        warnings=tuple(map(str, preview.warnings)),
        fingerprint=preview.fingerprint,
        parties=preview.parties,
    )


class _Sheet:
    def __init__(self, found: SheetDifferences) -> None:
        self.found = found
        self.form = found.form
        self.labels = _labels(found.form)
        self.codes = _codes(found) if found.form is PROJECT else {}

    def page(self) -> SheetPage:
        found = self.found
        return SheetPage(
            anchor=f"ark-{self.form.field}",
            name=self.form.name,
            counts=self._counts(),
            added=_listed([found.after.items[index] for index in found.added], self._whole),
            changed=_listed(found.changed, self._change),
            removed=_listed([found.before.items[place] for place in found.removed], self._whole),
            reordered=found.reordered,
        )

    def _counts(self) -> str:
        found = self.found
        parts = [
            words % {"n": len(rows)}
            for words, rows in (
                (_("%(n)s tilføjes"), found.added),
                (_("%(n)s ændres"), found.changed),
                (_("%(n)s fjernes"), found.removed),
            )
            if rows
        ]
        if found.reordered:
            parts.append(_("rækkefølgen ændres"))
        return ", ".join(parts)

    def _change(self, change: Changed) -> RowChange:
        before = self.found.before.items[change.before]
        fields = tuple(
            FieldChange(
                self.labels.get(name, name),
                self._said(name, getattr(before, name)),
                self._said(name, getattr(change.row, name)),
            )
            for name in change.fields
        )
        return RowChange(self._name(before), fields)

    def _whole(self, row: Any) -> RowChange:
        key_fields = self._key_fields(row)
        content = [
            f"{self.labels.get(name, name)}: {self._said(name, value)}"
            for name, value in zip(row._fields, row, strict=True)
            if name not in key_fields and name != self._title() and value not in (None, "", ())
        ]
        return RowChange(self._name(row), content=joined(content))

    def _title(self) -> str:
        return next((name for name in ("title", "statement") if name in self.form.row._fields), "")

    def _key_fields(self, row: Any) -> tuple[str, ...]:
        """The fields a row is known by: its number, or what it is about and the period."""
        known = ("activity", "milestone", "result", "series", "period", "valid_from", "number")
        if self.form is PROJECT:
            return ()
        title = self._title()
        if title:
            return tuple(name for name in ("activity", "number") if name in row._fields)
        return tuple(name for name in (*known, "area", "heading") if name in row._fields)

    def _name(self, row: Any) -> str:
        """`1.1/2 Forløbet er beskrevet`, `F1 Nydanske, 2011`."""
        if self.form is PROJECT:
            return str(row.name)
        title = self._title()
        parts = [self._said(name, getattr(row, name)) for name in self._key_fields(row)]
        parts = [one for one in parts if one != NOTHING]
        if title:
            return f"{'/'.join(parts)} {getattr(row, title)}"
        if self.form.field in _OF_MILESTONES and row.milestone:
            parts = ["/".join(parts[:2]), *parts[2:]]
        return ", ".join(parts) or _("hele projektet")

    def _said(self, name: str, value: Any) -> str:
        if name == "municipalities":
            return ", ".join(self.codes.get(code, code) for code in value)
        return said(value, is_period=name in _PERIODS)


def joined(sentences: Sequence[str]) -> str:
    """Sentences after each other with one full stop between."""
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in sentences)


#: Sheets whose rows are about a milestone, which is called by its activity and its number: `1.1/2`.
_OF_MILESTONES = ("statuses", "target_versions")
_PERIODS = frozenset(
    {
        *("period", "periods", "valid_from", "baseline", "closed_in"),
        *("expected_from", "added_in", "retired_in"),
    }
)


def said(value: Any, *, is_period: bool = False) -> str:
    """A value as a person reads it."""
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, tuple):
        return ", ".join(said(one, is_period=is_period) for one in value)
    if isinstance(value, Decimal):
        return danish_number(value)
    if isinstance(value, Deadline):
        return value.shown
    if isinstance(value, date):
        return short_date(value)
    if type(value) is str:
        return Period.parse(value).shown if is_period else value
    return str(value.shown)


def _labels(form: SheetForm) -> dict[str, str]:
    if form is PROJECT:
        return {name: label for name, (label, _required) in PROJECT_FIELDS.items()}
    return {column.field: column.header for column in form.columns}


def _codes(found: SheetDifferences) -> dict[str, str]:
    rows = [*found.before.items, *found.after.items]
    return municipality_names({code for row in rows for code in row.municipalities})


def _listed(rows: Sequence[Any], told: Any) -> RowList:
    more = len(rows) - MOST
    words = ngettext("og %(n)d række til", "og %(n)d rækker til", more) % {"n": more} if more > 0 else ""
    return RowList(tuple(map(told, rows[:MOST])), len(rows), words)
