"""Breaks: where a value is not comparable with the one before, and curves cut there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from virkning.figures.indicators import Indicator, Reading
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase
from virkning.figures.targets import reference_in


class BreakKind(StrEnum):
    """Where the break comes from."""

    STATED = "stated"  # a person wrote why
    REFERENCE_SWITCH = "reference_switch"  # another group is compared with


@dataclass(frozen=True)
class Break:
    """Values from `period` on are not comparable with those before.

    `series` is the one measured differently, or the new reference; blank where it is the nameless one.
    A stated break on a note holds for every series (`all_series`). `reason` as it was typed, or a phrase.
    """

    period: Period
    series: str
    reason: Phrase | str
    kind: BreakKind
    all_series: bool = False


def breaks_in(indicator: Indicator) -> tuple[Break, ...]:
    """All breaks, stated ones and switches of reference, by period."""
    stated = [
        Break(one.period, one.series, one.break_reason.strip(), BreakKind.STATED, all_series=one.is_note)
        for one in indicator.readings
        if one.break_reason.strip()
    ]
    return tuple(
        sorted([*stated, *_reference_switches(indicator)], key=lambda one: (one.period, one.kind, one.series))
    )


def breaks_between(
    indicator: Indicator, series: str, after: Period, upto: Period, *, reference_too: bool = False
) -> tuple[Break, ...]:
    """The breaks that keep the series' value in `upto` from being compared with its value in `after`.

    With `reference_too` also breaks in the references and switches between them: for differences.
    """
    return tuple(
        one
        for one in breaks_in(indicator)
        if after < one.period <= upto
        and (
            (one.kind is BreakKind.STATED and (one.all_series or one.series == series))
            or (reference_too and _in_references(indicator, one))
        )
    )


def segments(
    readings: Sequence[Reading],
    *,
    periods: Sequence[Period] | None = None,
    cuts: Collection[Period] = (),
) -> tuple[tuple[Reading, ...], ...]:
    """The pieces of one series' curve, in time order: cut at breaks and where a period is missing.

    Readings without a number are missing. `periods` are the project's; without them a period is missing
    when the next reading does not begin the day after. `cuts` are further breaks (a switch of reference).
    Raises ValueError when the readings are of more than one series.
    """
    if len({one.series for one in readings}) > 1:
        raise ValueError("segments() cuts one curve: the readings must be of one series")
    pieces: list[list[Reading]] = []
    for reading in sorted((one for one in readings if one.has_number), key=lambda one: one.period):
        cut = bool(reading.break_reason.strip()) or reading.period in cuts
        if pieces and not cut and _adjacent(pieces[-1][-1].period, reading.period, periods):
            pieces[-1].append(reading)
        else:
            pieces.append([reading])
    return tuple(tuple(piece) for piece in pieces)


def _adjacent(earlier: Period, later: Period, periods: Sequence[Period] | None) -> bool:
    if periods is None:
        return later.follows(earlier)
    return not any(earlier < period < later for period in periods)


def _in_references(indicator: Indicator, one: Break) -> bool:
    return one.kind is BreakKind.REFERENCE_SWITCH or one.series in indicator.reference_series


def _reference_switches(indicator: Indicator) -> list[Break]:
    measured = sorted({one.period for one in indicator.readings if one.series in indicator.reference_series})
    found = []
    before = None
    for period in measured:
        reference = reference_in(indicator, period)
        if reference is None:
            continue
        if before is not None and reference.series != before:
            reason = P(
                'sammenligningsgruppen er skiftet fra "%(old)s" til "%(new)s"',
                old=before,
                new=reference.series,
            )
            found.append(Break(period, reference.series, reason, BreakKind.REFERENCE_SWITCH))
        before = reference.series
    return found
