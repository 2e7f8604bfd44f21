"""A result's values as a workbook: every value, also the replaced ones, with its origin."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.excel import Column, Sheet, Value, write_workbook
from virkning.figures.breaks import BreakKind, breaks_in
from virkning.figures.indicators import Reading
from virkning.rooms.reports.facts.project import Origin, ResultFacts
from virkning.rooms.reports.queries.superseded import SupersededValue


def numbers_workbook(project: str, result: ResultFacts, superseded: Sequence[SupersededValue]) -> bytes:
    """The workbook's bytes; the heading of the project stands in the file's properties."""
    columns = (
        Column(_("Periode"), 14),
        Column(_("Serie"), 24),
        Column(_("Værdi"), 12, "number"),
        Column(_("Enhed"), 16),
        Column(_("Tæller"), 10, "number"),
        Column(_("Nævner"), 10, "number"),
        Column(_("Tekst"), 40),
        Column(_("Databrud"), 40),
        Column(_("Kilde"), 30),
        Column(_("Oprindelse"), 40),
        Column(_("Indlæst eller indtastet"), 22, "date"),
        Column(_("Erstattet"), 22, "date"),
    )
    sheet = Sheet(_("Værdier"), columns, list(_rows(result, superseded)))
    title = f"{project}: {result.number}. {result.statement}"
    return write_workbook([sheet], title=title, created=timezone.now())


def _rows(result: ResultFacts, superseded: Sequence[SupersededValue]) -> Iterable[Sequence[Value]]:
    for measured in result.measurements:
        yield (*_reading(result, measured.reading, measured.source), *_origin(measured.origin), None)
    for one in superseded:
        yield (*_reading(result, one.reading, one.source), *_origin(one.origin), timezone.localtime(one.at))


def _reading(result: ResultFacts, reading: Reading, source: str) -> tuple[Value, ...]:
    value: Value = reading.answer.shown if reading.answer else reading.figure(result.indicator.unit)
    return (
        reading.period.canonical,
        reading.series,
        value,
        result.indicator.unit.text,
        reading.numerator,
        reading.denominator,
        reading.text,
        "; ".join(part for part in (*_redefined(result, reading), reading.break_reason) if part),
        source,
    )


def _redefined(result: ResultFacts, reading: Reading) -> Iterable[str]:
    """That the result is measured anew from the reading's period on."""
    periods = {one.reading.period for one in result.measurements}
    for one in breaks_in(result.indicator):
        if one.kind is BreakKind.REDEFINED and one.is_met_in(reading.period, periods):
            yield str(one.reason)


def _origin(origin: Origin) -> tuple[Value, ...]:
    words = ", ".join(part for part in (origin.file, origin.cell, origin.by) if part)
    return (words, timezone.localtime(origin.at))
