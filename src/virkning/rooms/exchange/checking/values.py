"""Values fit what they are values of: a result's type, a milestone's type, a fraction."""

from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.indicators import Answer, IndicatorKind

from ..book import MeasurementRow
from ..reading import Reading
from ..sheets import ASSESSMENTS, MEASUREMENTS, RESULTS, STATUSES
from .sheet import Examined, examined


def check_values(reading: Reading) -> None:
    """All rules of this module."""
    measurements = examined(MEASUREMENTS, reading)
    kinds = {row.number: row.kind for _index, row in examined(RESULTS, reading)}
    _check_unmeasured(measurements, kinds)
    _check_measurements(measurements, kinds)
    _check_fractions(measurements)
    _check_fractions(examined(STATUSES, reading))
    _check_assessments(examined(ASSESSMENTS, reading))


def _check_unmeasured(sheet: Examined[MeasurementRow], kinds: dict[str, IndicatorKind]) -> None:
    said = _("resultatet er af typen ingen: det måles ikke. Slet rækken, eller giv resultatet en anden type")
    for index, row in sheet:
        if kinds.get(row[0]) is IndicatorKind.NONE:
            sheet.error(index, "result", said)


def _check_measurements(sheet: Examined[MeasurementRow], kinds: dict[str, IndicatorKind]) -> None:
    for index, row in sheet:
        kind = kinds.get(row[0])
        # A note, a result that is reported as unknown, or one whose rows have been refused already.
        if row[1] is None or kind is None or not kind.is_measured:
            continue
        value = row[3]
        if value is None and row[4] is None and row[5] is None and not row[6] and not row[7]:
            if sheet.all_read(index):
                sheet.error(index, "value", _empty(kind))
        elif kind is IndicatorKind.TEXT:
            _check_text(sheet, index, row)
        elif type(value) is Answer:
            if kind is not IndicatorKind.YES_NO and value is not Answer.NOT_APPLICABLE:
                sheet.error(index, "value", _expects_number(value, kind))
        elif value is not None and kind is IndicatorKind.YES_NO:
            message = _("resultatet er af typen ja/nej, så værdien skal være Ja, Nej eller N/A")
            sheet.error(index, "value", message)
        elif value is None and row[4] is not None and kind is IndicatorKind.YES_NO:
            message = _(
                "resultatet er af typen ja/nej, så værdien skal være Ja, Nej eller N/A, ikke Tæller og Nævner"
            )
            sheet.error(index, "value", message)


def _empty(kind: IndicatorKind) -> str:
    if kind is IndicatorKind.TEXT:
        return _("rækken er tom: skriv i kolonnen Tekst, for resultatet er af typen tekst")
    return _("rækken er tom: skriv en værdi, Tæller og Nævner, en tekst eller et databrud")


def _expects_number(value: Answer, kind: IndicatorKind) -> str:
    message = _(
        '"%(value)s" er ikke et tal; resultatet er af typen %(kind)s, så værdien skal være et tal eller N/A'
    )
    return message % {"value": value.danish, "kind": kind.danish}


def _check_text(sheet: Examined[MeasurementRow], index: int, row: MeasurementRow) -> None:
    for field, value in (
        ("value", row.value),
        ("numerator", row.numerator),
        ("denominator", row.denominator),
    ):
        if value is not None and value is not Answer.NOT_APPLICABLE:
            message = _("resultatet er af typen tekst, så cellen skal være tom. Skriv i kolonnen Tekst")
            sheet.error(index, field, message)
            return


def _check_fractions(sheet: Examined[Any]) -> None:
    """A denominator is above 0; a numerator needs one where there is no value beside it."""
    numerator, denominator = (sheet.form.row._fields.index(name) for name in ("numerator", "denominator"))
    value = sheet.form.row._fields.index("value")
    for index, row in sheet:
        top, bottom = row[numerator], row[denominator]
        if top is None and bottom is None:
            continue
        if bottom is not None and bottom <= 0:
            sheet.error(index, "denominator", _("nævneren skal være større end 0"))
        elif not sheet.all_read(index):
            continue
        elif bottom is None and row[value] is None:
            sheet.error(index, "denominator", _("nævneren mangler; skriv den, eller skriv en værdi"))
        elif top is None and row[value] is None:
            sheet.error(index, "numerator", _("tælleren mangler; skriv den, eller skriv en værdi"))


def _check_assessments(sheet: Examined[Any]) -> None:
    for index, row in sheet:
        if row.light is not None and not row.result:
            sheet.error(
                index, "light", _("Farve bruges kun, når vurderingen gælder et resultat. Slet farven")
            )
        elif row.light is None and not row.heading and not row.text:
            sheet.error(index, "text", _("vurderingen er tom: skriv en overskrift eller en tekst"))
