"""What looks wrong but may be meant: warnings, looked for only in a book without errors."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.distributions import distribution_warnings
from virkning.figures.indicators import Answer, Indicator, IndicatorKind, Reading
from virkning.figures.lights import MilestoneKind
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.sums import decimals_of, share
from virkning.figures.targets import rule_problem
from virkning.figures.units import PERCENT, PLAIN, Unit

from .. import reading as book_reading
from ..book import MeasurementRow, ResultRow
from ..findings import words
from ..sheets import MEASUREMENTS, MILESTONES, RESULTS, STATUSES, TARGET_VERSIONS
from .sheet import Examined, examined

_HUNDRED = Decimal(100)


def look_for_doubts(reading: book_reading.Reading) -> None:
    """All warnings."""
    results, measurements = examined(RESULTS, reading), examined(MEASUREMENTS, reading)
    units = {row.number: Unit.parse(row.unit) for _index, row in results}
    _doubt_numbers(measurements, [units[row[0]] for row in measurements.rows.items])
    _doubt_units(measurements, units)
    kinds = book_reading.milestone_kinds(reading.book.milestones)
    statuses = examined(STATUSES, reading)
    percent = MilestoneKind.PERCENT
    _doubt_numbers(statuses, [PERCENT if kinds[row[:2]] is percent else PLAIN for row in statuses.rows.items])
    _doubt_distributions(results, measurements)
    _doubt_series(results, measurements)
    _doubt_targets(results, examined(TARGET_VERSIONS, reading))
    for sheet in (examined(MILESTONES, reading), results):
        _doubt_order(sheet)


def _doubt_numbers(sheet: Examined[Any], units: list[Unit]) -> None:
    """Percentages over 100, more in the numerator than in the denominator, a value that is not the fraction."""
    value, top, bottom = (
        sheet.form.row._fields.index(name) for name in ("value", "numerator", "denominator")
    )
    for index, row in sheet:
        if not units[index].is_percent:
            continue
        number = row[value]
        if isinstance(number, Decimal) and number > _HUNDRED:
            message = _("værdien er over 100 pct.: %(value)s")
            sheet.warning(index, "value", message % {"value": danish_number(number)})
        if row[top] is not None and row[bottom] is not None:
            _doubt_fraction(sheet, index, number, row[top], row[bottom])


def _doubt_fraction(sheet: Examined[Any], index: int, value: Any, top: Decimal, bottom: Decimal) -> None:
    if top > bottom:
        texts = {"top": danish_number(top), "bottom": danish_number(bottom)}
        sheet.warning(index, "numerator", _("tælleren (%(top)s) er større end nævneren (%(bottom)s)") % texts)
    if not isinstance(value, Decimal):
        return
    exact = share(top, bottom, 15)
    room = Decimal(5).scaleb(-decimals_of(value) - 1)
    if exact is not None and abs(exact - value) > room:
        rounded = share(top, bottom, max(decimals_of(value), 1))
        texts = {
            "value": danish_number(value),
            "top": danish_number(top),
            "bottom": danish_number(bottom),
            "share": danish_number(rounded) if rounded is not None else "",
        }
        message = _("værdien er %(value)s, men %(top)s af %(bottom)s er %(share)s pct.")
        sheet.warning(index, "value", message % texts)


def _doubt_units(sheet: Examined[MeasurementRow], units: dict[str, Unit]) -> None:
    """A unit written after a number that is not the result's unit: per cent and percentage points are never mixed."""
    fields = sheet.form.row._fields
    for (index, place), written in sheet.rows.as_text.items():
        unit = units[sheet.rows.items[index][0]]
        if written and fields[place] == "value" and Unit.parse(written).measure is not unit.measure:
            message = _('der står "%(written)s" efter tallet, men resultatets enhed er "%(unit)s"')
            sheet.warning(index, "value", message % {"written": written, "unit": unit.text})


def _doubt_distributions(results: Examined[ResultRow], measurements: Examined[MeasurementRow]) -> None:
    distributed = {row.number: row for _index, row in results if row.kind is IndicatorKind.DISTRIBUTION}
    if not distributed:
        return
    found: dict[tuple[str, str], list[tuple[int, MeasurementRow]]] = defaultdict(list)
    for index, row in measurements:
        if row.result in distributed and row.series is not None:
            found[row.result, row.period].append((index, row))
    for (number, _period), rows in found.items():
        warnings = distribution_warnings(_indicator(distributed[number], [row for _index, row in rows]))
        for phrase in warnings.values():
            measurements.warning(rows[0][0], "value", words(phrase))


def _indicator(row: ResultRow, rows: list[MeasurementRow]) -> Indicator:
    """The result as figures know it, in one period: enough to ask whether its categories make a whole."""
    readings = tuple(
        Reading(
            series=one.series or "",
            period=Period.parse(one.period),
            number=one.value if isinstance(one.value, Decimal) else None,
            answer=one.value if isinstance(one.value, Answer) else None,
            numerator=one.numerator,
            denominator=one.denominator,
        )
        for one in rows
    )
    return Indicator(
        row.kind, Unit.parse(row.unit), None, readings, (), reference_series=row.reference_series
    )


def _doubt_series(results: Examined[ResultRow], measurements: Examined[MeasurementRow]) -> None:
    """A target or reference series that nothing is measured for, although something is for the result."""
    measured: dict[str, set[str]] = defaultdict(set)
    for number, series in set(zip(measurements.column("result"), measurements.column("series"), strict=True)):
        if series is not None:
            measured[number].add(series)
    message = _('serien "%(series)s" har ingen målinger på arket Målinger (der er %(measured)s)')
    for index, row in results:
        known = measured.get(row.number, set())
        for field, name in _named_series(row):
            if known and name not in known:
                there = ", ".join(f'"{one}"' for one in sorted(known))
                results.warning(index, field, message % {"series": name, "measured": there})


def _named_series(row: ResultRow) -> Iterator[tuple[str, str]]:
    if row.target_series:
        yield "target_series", row.target_series
    for name in row.reference_series:
        yield "reference_series", name


def _doubt_targets(results: Examined[ResultRow], versions: Examined[Any]) -> None:
    """Targets that can never be judged, whatever is measured."""
    by_number = {row.number: row for _index, row in results}
    every = [(results, index, row, row) for index, row in results]
    every += [(versions, index, row, by_number[row.result]) for index, row in versions if row.result]
    for sheet, index, target, row in every:
        if target.rule is None or not (sheet.has("rule") and sheet.has("amount")):
            continue
        problem = rule_problem(target.rule, target.amount, row.kind, Unit.parse(row.unit))
        if problem is not None:
            message = _("målet kan ikke afgøres: %(problem)s")
            sheet.warning(index, "rule", message % {"problem": words(problem)})


def _doubt_order(sheet: Examined[Any]) -> None:
    """Retired before it was added."""
    for index, row in sheet:
        if row.added_in and row.retired_in:
            added, retired = Period.parse(row.added_in), Period.parse(row.retired_in)
            if retired < added:
                sheet.warning(index, "retired_in", _("den udgår, før den er tilføjet"))
