"""Reading what was written in a cell of a grid, and what to say of it before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from virkning.figures.entries import measurement_doubts, status_doubts
from virkning.figures.indicators import IndicatorKind
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.figures.written import read_status, read_value
from virkning.pages.forms.flow import Doubt
from virkning.rooms.exchange.cells import clean
from virkning.rooms.reports.facts.project import MilestoneFacts, ResultFacts

from .statusform import value_before


@dataclass(frozen=True)
class CellRead:
    """What a cell was read as. `values`: the columns it says; `error` instead where it cannot be read."""

    values: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = ()
    error: str = ""


def read_status_cell(facts: MilestoneFacts, period: Period, written: str) -> CellRead:
    """A milestone's cell. The comment and the judged light are not the cell's, and stay as they are."""
    kind = facts.milestone.kind
    try:
        told = read_status(kind, clean(written))
    except FigureError as error:
        return CellRead({}, error=error.phrase.translated(gettext))
    values = {
        "status": told.status or "",
        "value": told.value,
        "value_text": told.value_text,
        "numerator": told.numerator,
        "denominator": told.denominator,
        "counted_kind": "",
    }
    doubts = status_doubts(
        kind,
        value=told.value,
        numerator=told.numerator,
        denominator=told.denominator,
        before=value_before(facts, period),
    )
    return CellRead(values, _worded(doubts))


def read_value_cell(facts: ResultFacts, series: str, period: Period, written: str) -> CellRead:
    """A series' cell. Text, break and source beside a number are not the cell's, and stay as they are."""
    indicator = facts.indicator
    try:
        told = read_value(indicator.kind, clean(written))
    except FigureError as error:
        return CellRead({}, error=error.phrase.translated(gettext))
    values: dict[str, Any] = {
        "value": told.value,
        "answer": told.answer,
        "numerator": told.numerator,
        "denominator": told.denominator,
    }
    if indicator.kind is IndicatorKind.TEXT:
        values = {"text": told.text}
    doubts = measurement_doubts(
        indicator.kind,
        indicator.unit,
        value=told.value,
        numerator=told.numerator,
        denominator=told.denominator,
        before=_before(facts, series, period),
    )
    return CellRead(values, _worded(doubts))


def _before(facts: ResultFacts, series: str, period: Period) -> Decimal | None:
    reading = facts.indicator.comparable_reading(series, period)
    return reading.figure(facts.indicator.unit) if reading else None


def _worded(doubts: Any) -> tuple[Doubt, ...]:
    return tuple(Doubt(one.code, one.field, one.phrase.translated(gettext)) for one in doubts)
