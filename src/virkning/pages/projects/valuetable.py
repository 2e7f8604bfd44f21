"""The table of a result's values: each with its distance to the target, its light, and where it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import safe
from virkning.figures.attainment import Attainment, in_baseline
from virkning.figures.breaks import BreakKind, breaks_in
from virkning.figures.periods import Period
from virkning.figures.sentences import fraction_text
from virkning.pages.telling.cells import result_light
from virkning.pages.telling.origins import OriginWords, origin_of
from virkning.pages.telling.periods import PeriodChoice
from virkning.pages.telling.phrasing import NOTHING, day_of
from virkning.rooms.reports.facts.judgements import (
    CellState,
    ResultCell,
    attainment_of,
    is_there,
    reading_value,
    result_cell,
)
from virkning.rooms.reports.facts.project import MeasurementFacts, ProjectFacts, ResultFacts
from virkning.rooms.reports.queries.superseded import SupersededValue

#: In other states there is nothing a light could be about.
_LIT = (CellState.REPORTED, CellState.MISSING)


@dataclass(frozen=True)
class Replaced:
    """A value that was replaced: what it was, where it came from, and when it went out."""

    value: str
    origin: OriginWords
    words: str


@dataclass(frozen=True)
class ValueRow:
    """One series in one period, or a period without a value."""

    series: str
    value: str
    fraction: str
    gap: str
    gap_muted: bool
    texts: tuple[str, ...]
    breaks: tuple[str, ...]
    origin: OriginWords | None
    source: str
    replaced: tuple[Replaced, ...]
    is_latest: bool
    absent: bool


@dataclass(frozen=True)
class PeriodRows:
    """A period with its rows and its light."""

    period: str
    is_baseline: bool
    is_open: bool
    light: SafeString
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True)
class ValueTable:
    """The whole table; `has_series` where a column names the series."""

    periods: tuple[PeriodRows, ...]
    has_series: bool


def value_table(
    facts: ProjectFacts,
    result: ResultFacts,
    choice: PeriodChoice | None,
    superseded: Sequence[SupersededValue],
) -> ValueTable:
    """Every period of the project, in order."""
    named = any(one.reading.series for one in result.measurements)
    builder = _Builder(facts, result, superseded)
    return ValueTable(tuple(builder.period(one, choice) for one in facts.horizon.periods), named)


class _Builder:
    def __init__(
        self, facts: ProjectFacts, result: ResultFacts, superseded: Sequence[SupersededValue]
    ) -> None:
        self.facts = facts
        self.result = result
        self.superseded = superseded
        told = [one.reading.period for one in result.measurements if one.reading.has_value]
        self.latest = max(told, default=None)

    def period(self, period: Period, choice: PeriodChoice | None) -> PeriodRows:
        cell = result_cell(self.result, period, self.facts.horizon)
        told = attainment_of(self.result, period, self.facts.horizon)
        measured = [one for one in self.result.measurements if one.reading.period == period]
        rows = tuple(self._row(one, told, period) for one in measured)
        if rows and (parted := self._redefined(period)):
            rows = (replace(rows[0], breaks=(*parted, *rows[0].breaks)), *rows[1:])
        gone = tuple(self._replaced(period, {one.reading.series for one in measured}, known=False))
        if not rows or gone:
            rows = (*rows, self._absent_row(cell, gone)) if gone or not rows else rows
        return PeriodRows(
            period=period.shown,
            is_baseline=period == self.result.indicator.baseline_period,
            is_open=choice is not None and choice.period == period,
            light=safe(result_light(cell)) if cell.state in _LIT else NOTHING,
            rows=rows,
        )

    def _redefined(self, period: Period) -> tuple[str, ...]:
        """Where the result is measured anew from this period on."""
        return tuple(
            str(one.reason)
            for one in breaks_in(self.result.indicator)
            if one.kind is BreakKind.REDEFINED and one.is_met_in(period, self.facts.horizon.periods)
        )

    def _row(self, measured: MeasurementFacts, told: Attainment | None, period: Period) -> ValueRow:
        reading = measured.reading
        gap = self._gap(told, reading.series, period)
        fraction = ""
        if reading.numerator is not None and reading.denominator is not None:
            fraction = str(fraction_text(reading.numerator, reading.denominator))
        return ValueRow(
            series=reading.series,
            value=reading_value(self.result.indicator, reading) or _("i ord"),
            fraction=fraction,
            gap=gap or self._no_gap(reading.series, period),
            gap_muted=not gap,
            texts=(reading.text,) if reading.text else (),
            breaks=(reading.break_reason,) if reading.break_reason else (),
            origin=origin_of(measured.origin),
            source=measured.source,
            replaced=tuple(self._replaced(period, {reading.series}, known=True)),
            is_latest=period == self.latest,
            absent=False,
        )

    def _gap(self, told: Attainment | None, series: str, period: Period) -> str:
        outcome = next((one for one in told.outcomes if one.series == series), None) if told else None
        if outcome is None or outcome.gap is None or in_baseline(self.result.indicator, period):
            return ""
        return self.result.indicator.unit.format_difference(outcome.gap, sign=True)

    def _no_gap(self, series: str, period: Period) -> str:
        """Why a value is not held against the target."""
        if in_baseline(self.result.indicator, period):
            return _("baseline")
        return _("reference") if series in self.result.indicator.reference_series else "–"

    def _absent_row(self, cell: ResultCell, gone: tuple[Replaced, ...]) -> ValueRow:
        words = {
            CellState.NOT_ADDED: _("Ikke tilføjet endnu"),
            CellState.RETIRED: _("Udgået"),
            CellState.NOT_EXPECTED: _("Ikke forventet endnu"),
            CellState.NOT_MEASURED: _("Måles ikke"),
        }
        added = is_there(self.result.indicator.added_in, cell.period)
        value = words.get(cell.state, _("Mangler")) if added else words[CellState.NOT_ADDED]
        return ValueRow("", value, "", "–", True, (), (), None, "", gone, is_latest=False, absent=True)

    def _replaced(self, period: Period, series: set[str], *, known: bool) -> Iterable[Replaced]:
        """Replaced values of the period; `known`: of these series, else of all others."""
        for one in self.superseded:
            if one.reading.period == period and (one.reading.series in series) is known:
                value = reading_value(self.result.indicator, one.reading) or one.reading.text
                when = origin_of(one.origin)
                words = _("trukket tilbage %(day)s") % {"day": day_of(one.at)}
                if one.by:
                    words = _("erstattet af %(person)s %(day)s") % {"person": one.by, "day": day_of(one.at)}
                name = f"{one.reading.series}: " if one.reading.series and not known else ""
                yield Replaced(f"{name}{value}", when, words)
