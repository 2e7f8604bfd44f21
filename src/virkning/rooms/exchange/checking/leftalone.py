"""Rows the file lacks stay as they are; here it is seen that what the file changes still fits them.

Otherwise the project could not be exported and imported again: a result made to words would keep its numbers.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.indicators import Answer, IndicatorKind
from virkning.figures.lights import MilestoneKind
from virkning.figures.rules import RelativeTo

from ..book import Book, MeasurementRow, Rows
from ..differences import Differences, SheetDifferences
from ..findings import BookRefused, Found
from ..sheets import MEASUREMENTS, MILESTONES, RESULTS, STATUSES, TARGET_VERSIONS, SheetForm


def check_left_alone(before: Book, after: Book, differences: Differences) -> None:
    """Raise `BookRefused` where a stored row the file lacks does not fit what the file says."""
    found = Found()
    kinds = _changed_kinds(differences.sheets[RESULTS.field], lambda row: row.number)
    for row in _left_alone(MEASUREMENTS, before, differences) if kinds else ():
        if row.result in kinds and not _fits(row, kinds[row.result][1]):
            _say(found, RESULTS, after.results, kinds.pop(row.result), MEASUREMENTS)
    milestones = _changed_kinds(differences.sheets[MILESTONES.field], lambda row: row[:2])
    for form, name in ((STATUSES, "value"), (TARGET_VERSIONS, "amount")):
        for row in _left_alone(form, before, differences) if milestones else ():
            pair, value = (row.activity, row.milestone), getattr(row, name)
            in_words = pair in milestones and milestones[pair][1] is MilestoneKind.TEXT
            if pair in milestones and value is not None and isinstance(value, str) is not in_words:
                _say(found, MILESTONES, after.milestones, milestones.pop(pair), form)
    _check_references(before, after, differences, found)
    if found.errors:
        raise BookRefused(found.errors)


def _changed_kinds(found: SheetDifferences, key_of: Any) -> dict[Any, tuple[int, Any]]:
    """Key → (row of the file, new type) of every row whose type changes."""
    return {
        key_of(change.row): (change.after, change.row.kind)
        for change in found.changed
        if "kind" in change.fields
    }


def _left_alone(form: SheetForm, before: Book, differences: Differences) -> Iterator[Any]:
    """The stored rows that are neither in the file nor removed."""
    found, rows = differences.sheets.get(form.field), before.rows(form.field)
    met: set[Any] = set()
    if found is not None:
        met = {form.key(row) for row in found.after.items}
        met |= {form.key(found.before.items[place]) for place in found.removed}
    return (row for row in (rows.items if rows is not None else ()) if form.key(row) not in met)


def _fits(row: MeasurementRow, kind: IndicatorKind) -> bool:
    if kind is IndicatorKind.NONE:
        return False
    has_numbers = row.numerator is not None or row.denominator is not None
    if kind is IndicatorKind.TEXT:
        return row.series is not None and row.value in (None, Answer.NOT_APPLICABLE) and not has_numbers
    if row.series is None:
        return True
    if kind is IndicatorKind.YES_NO:
        return isinstance(row.value, Answer)
    only_words = row.value is None and not has_numbers and not row.break_reason
    return row.value not in (Answer.YES, Answer.NO) and not (row.series == "" and only_words)


def _say(found: Found, form: SheetForm, rows: Rows[Any], changed: tuple[int, Any], where: SheetForm) -> None:
    index, kind = changed
    message = _(
        "typen kan ikke ændres til %(kind)s: projektet har rækker på arket %(sheet)s, som ikke passer til den, "
        "og som ikke er i filen. Tag dem med i filen, eller indlæs med --prune"
    )
    texts = {"kind": kind.danish, "sheet": where.name}
    found.error(form.place, rows.lines[index], rows.columns["kind"], message % texts)


def _check_references(before: Book, after: Book, differences: Differences, found: Found) -> None:
    """A target version that is left alone may need the reference series that the file takes away."""
    without: Mapping[str, int] = {
        change.row.number: change.after
        for change in differences.sheets[RESULTS.field].changed
        if "reference_series" in change.fields and not change.row.reference_series
    }
    for row in _left_alone(TARGET_VERSIONS, before, differences) if without else ():
        if (
            row.rule is not None
            and row.rule.row.relative_to is RelativeTo.REFERENCE
            and row.result in without
        ):
            message = _('Referenceserie skal udfyldes: en målversion fra %(period)s har måltypen "%(rule)s"')
            texts = {"period": row.valid_from, "rule": row.rule.danish}
            place = after.results.columns["reference_series"]
            found.error(RESULTS.place, after.results.lines[without[row.result]], place, message % texts)
