"""Breaks: where a value is not comparable with the one before, and curves cut there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from virkning.figures.indicators import Indicator, Reading, Redefined
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase
from virkning.figures.targets import reference_in


class BreakKind(StrEnum):
    """Where the break comes from."""

    STATED = "stated"  # a person wrote why
    REFERENCE_SWITCH = "reference_switch"  # another group is compared with
    REDEFINED = "redefined"  # the result itself is worded or measured otherwise


@dataclass(frozen=True)
class Break:
    """Values from `period` on are not comparable with those before.

    `series` is the one measured differently, or the new reference; blank where it is the nameless one.
    A stated break on a note and a redefinition hold for every series (`all_series`). `reason` as it was typed, or a
    phrase.
    """

    period: Period
    series: str
    reason: Phrase | str
    kind: BreakKind
    all_series: bool = False

    def lies_between(self, after: Period, upto: Period) -> bool:
        """The later period is on the break's far side, the earlier is not."""
        if self.kind is BreakKind.REDEFINED:
            # Whatever kind of periods it is measured in: from a year on is from that year's first quarter on.
            return self.period.begun_by(upto) and not self.period.begun_by(after)
        return after < self.period <= upto

    def is_met_in(self, period: Period, periods: Iterable[Period]) -> bool:
        """Of these periods this one is the first on the far side, among those of its own kind."""
        if self.kind is not BreakKind.REDEFINED:
            return self.period == period
        far = [one for one in periods if one.kind is period.kind and self.period.begun_by(one)]
        return bool(far) and min(far) == period


def breaks_in(indicator: Indicator) -> tuple[Break, ...]:
    """All breaks, redefinitions, stated ones and switches of reference, by period."""
    stated = [
        Break(one.period, one.series, one.break_reason.strip(), BreakKind.STATED, all_series=one.is_note)
        for one in indicator.readings
        if one.break_reason.strip()
    ]
    found = [*stated, *_redefinitions(indicator), *_reference_switches(indicator)]
    return tuple(sorted(found, key=lambda one: (one.period, one.kind, one.series)))


def breaks_between(
    indicator: Indicator, series: str, after: Period, upto: Period, *, reference_too: bool = False
) -> tuple[Break, ...]:
    """The breaks that keep the series' value in `upto` from being compared with its value in `after`.

    With `reference_too` also breaks in the references and switches between them: for differences.
    """
    return tuple(
        one
        for one in breaks_in(indicator)
        if one.lies_between(after, upto)
        and (
            one.all_series
            or (one.kind is BreakKind.STATED and one.series == series)
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


def _redefinitions(indicator: Indicator) -> list[Break]:
    return [
        Break(one.valid_from, "", redefined_phrase(one), BreakKind.REDEFINED, all_series=True)
        for one in indicator.redefined
    ]


def redefined_phrase(one: Redefined) -> Phrase:
    """`Omdefineret fra 2013: nyt spørgeskema`, without the full stop a reason may end in."""
    return P(
        "Omdefineret fra %(period)s: %(reason)s",
        period=one.valid_from.phrase,
        reason=one.reason.strip().rstrip("."),
    )


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
