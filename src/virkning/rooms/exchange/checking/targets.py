"""Targets say enough to be judged: rule and amount fit each other, and a reference rule has a reference."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.indicators import IndicatorKind
from virkning.figures.rules import AmountIs, RelativeTo, TargetRule

from ..book import ResultRow
from ..reading import Reading
from ..sheets import RESULTS, TARGET_VERSIONS
from .names import cell_of
from .sheet import Examined, examined


def check_targets(reading: Reading) -> None:
    """All rules of this module."""
    results, versions = examined(RESULTS, reading), examined(TARGET_VERSIONS, reading)
    by_number: dict[str, int] = {row.number: index for index, row in results}
    unmeasured = {row.number for _index, row in results if row.kind is IndicatorKind.NONE}
    for index, row in results:
        _check_amount(results, index, row.rule, row.amount)
        if row.number in unmeasured and row.rule is not None:
            results.error(index, "rule", _no_target())
        _check_series(results, index, row)
        if _wants_reference(row.rule) and not row.reference_series:
            results.error(index, "reference_series", _needs_reference(row.rule))
    without: set[int] = set()
    for index, row in versions:
        if row.result:
            _check_amount(versions, index, row.rule, row.amount)
            if row.result in unmeasured:
                versions.error(index, "result", _no_target())
            place = by_number.get(row.result)
            if place is not None and place not in without and _lacks_reference(results, place, row.rule):
                without.add(place)
                message = _("%(why)s (se %(sheet)s!%(cell)s)")
                texts = {
                    "why": _needs_reference(row.rule),
                    "sheet": TARGET_VERSIONS.name,
                    "cell": cell_of(versions, index, "rule"),
                }
                results.error(place, "reference_series", message % texts)
        elif row.milestone and row.rule is not None:
            versions.error(index, "rule", _("en milepæl har ingen måltype. Slet den"))


def _no_target() -> str:
    return _(
        "resultatet er af typen ingen og kan derfor ikke have et mål. Slet målet, eller vælg en anden type"
    )


def _check_amount(
    sheet: Examined[Any], index: int, rule: TargetRule | None, amount: Decimal | str | None
) -> None:
    if not (sheet.has("rule") and sheet.has("amount")):
        return
    if rule is None:
        if amount is not None:
            sheet.error(index, "rule", _("Måltype skal udfyldes, når der står et Måltal; ellers slet Måltal"))
    elif rule.row.amount is AmountIs.ABSENT:
        if amount is not None:
            message = _('måltypen "%(rule)s" har intet måltal. Slet det')
            sheet.error(index, "amount", message % {"rule": rule.danish})
    elif amount is None:
        message = _('Måltal skal udfyldes, når måltypen er "%(rule)s"')
        sheet.error(index, "amount", message % {"rule": rule.danish})


def _wants_reference(rule: TargetRule | None) -> bool:
    return rule is not None and rule.row.relative_to is RelativeTo.REFERENCE


def _lacks_reference(results: Examined[Any], place: int, rule: TargetRule | None) -> bool:
    row: ResultRow = results.rows.items[place]
    return _wants_reference(rule) and not row.reference_series and not _wants_reference(row.rule)


def _needs_reference(rule: TargetRule | None) -> str:
    return _('Referenceserie skal udfyldes, når måltypen er "%(rule)s"') % {
        "rule": rule.danish if rule else ""
    }


def _check_series(sheet: Examined[Any], index: int, row: ResultRow) -> None:
    if row.target_series and row.target_series in row.reference_series:
        message = _('serien "%(series)s" kan ikke være både målserie og referenceserie')
        sheet.error(index, "reference_series", message % {"series": row.target_series})
