"""How milestones and results stand in a period, said once: pages, notes, lists and exports call these functions.

Nothing here is stored. The light shown is the judged one where there is one, else the computed (`figures.lights`).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from virkning.figures.attainment import Attainment, AttainmentState, attainment
from virkning.figures.breaks import Break, breaks_in
from virkning.figures.indicators import Horizon, Indicator, Reading
from virkning.figures.lights import milestone_light, result_light, shown_light
from virkning.figures.milestones import Light, Milestone, MilestoneStatus, Standing, standing
from virkning.figures.periods import Period
from virkning.figures.phrases import Phrase
from virkning.figures.rules import RelativeTo
from virkning.figures.sentences import fraction_text
from virkning.figures.sums import difference
from virkning.figures.targets import effective_target, judged_series, reference_in

from .project import MilestoneFacts, ProjectFacts, ResultFacts


class CellState(StrEnum):
    """Why a cell holds what it holds. Missing, not expected, N/A, retired and zero are never told alike."""

    REPORTED = "reported"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    NOT_EXPECTED = "not_expected"
    NOT_ADDED = "not_added"
    RETIRED = "retired"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class MilestoneCell:
    """A milestone in one period: the latest status up to it, and its light.

    `counts`: it is there and has not been retired, so it is one of those that are counted.
    """

    period: Period
    state: CellState
    words: str
    fraction: str
    light: Light | None
    judged: Light | None
    computed: Light | None
    computed_reason: Phrase
    comment: str
    standing: Standing
    counts: bool
    judged_reason: str = ""

    @property
    def differs(self) -> bool:
        """A person judged otherwise than the computation."""
        return self.judged is not None and self.judged != self.computed


def milestone_cell(facts: MilestoneFacts, period: Period, horizon: Horizon) -> MilestoneCell:
    """How the milestone stands in the period."""
    milestone = facts.milestone
    stand = standing(milestone, period)
    computed = milestone_light(milestone, period, horizon, stand)
    own = next((one for one in milestone.entries if one.period == period), None)
    fraction = stand.fraction
    return MilestoneCell(
        period=period,
        state=_milestone_state(facts, stand, period),
        words=stand.words,
        fraction=str(fraction) if fraction else "",
        light=shown_light(stand.judged, computed.light),
        judged=stand.judged,
        computed=computed.light,
        computed_reason=computed.reason,
        comment=own.comment if own else "",
        standing=stand,
        counts=is_there(milestone.added_in, period) and not _is_retired(milestone, period),
        judged_reason=stand.judged_reason if stand.judged else "",
    )


def _is_retired(milestone: Milestone, period: Period) -> bool:
    return milestone.retired_in is not None and milestone.retired_in.begun_by(period)


def _milestone_state(facts: MilestoneFacts, stand: Standing, period: Period) -> CellState:
    milestone = facts.milestone
    if not is_there(milestone.added_in, period):
        return CellState.NOT_ADDED
    if _is_retired(milestone, period) and (stand.entry is None or stand.unchanged):
        return CellState.RETIRED
    if stand.entry is not None:
        return CellState.UNCHANGED if stand.unchanged else CellState.REPORTED
    if milestone.expected_from is not None and not milestone.expected_from.begun_by(period):
        return CellState.NOT_EXPECTED
    return CellState.MISSING


def is_there(added_in: Period | None, period: Period) -> bool:
    """Something added later is not there before the period it was added in."""
    return added_in is None or added_in.begun_by(period)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One line of a result's cell: a series' name (blank for the nameless one) and its value with unit."""

    series: str
    value: str
    fraction: str = ""

    @property
    def words(self) -> str:
        """`Nydanske: 4,3 pct.`, or the value alone."""
        return f"{self.series}: {self.value}" if self.series else self.value


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A result in exactly one period: only that period's own values."""

    period: Period
    state: CellState
    values: tuple[ValueLine, ...] = ()
    differences: tuple[ValueLine, ...] = ()
    texts: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    retires_here: bool = False
    light: Light | None = None
    judged: Light | None = None
    computed: Light | None = None
    computed_reason: Phrase = field(default_factory=lambda: Phrase(""))

    @property
    def lines(self) -> tuple[str, ...]:
        """The values as lines, one a series."""
        return tuple(line.words for line in self.values)

    @property
    def differs(self) -> bool:
        """A person judged otherwise than the computation."""
        return self.judged is not None and self.judged != self.computed


def result_cell(facts: ResultFacts, period: Period, horizon: Horizon) -> ResultCell:
    """How the result stands in the period."""
    indicator = facts.indicator
    if indicator.retired_in is not None and period.starts_after(indicator.retired_in):
        return ResultCell(period, CellState.RETIRED)
    if not is_there(indicator.added_in, period):
        return ResultCell(period, CellState.NOT_ADDED)
    if not indicator.is_measured:
        reason = result_light(indicator, period, horizon).reason
        return ResultCell(
            period,
            CellState.NOT_MEASURED,
            retires_here=indicator.retired_in == period,
            computed_reason=reason,
        )
    readings = sorted(
        (one for one in indicator.readings if one.period == period), key=lambda one: _order(indicator, one)
    )
    computed = result_light(indicator, period, horizon)
    judged = facts.judged(period)
    return ResultCell(
        period=period,
        state=_result_state(indicator, readings, period),
        values=tuple(line for reading in readings if (line := _value_line(indicator, reading))),
        differences=_differences(indicator, period),
        texts=tuple(_text(one) for one in readings if one.text),
        breaks=tuple(
            _break_words(indicator, one)
            for one in breaks_in(indicator)
            if one.is_met_in(period, horizon.periods)
        ),
        retires_here=indicator.retired_in == period,
        light=shown_light(judged, computed.light),
        judged=judged,
        computed=computed.light,
        computed_reason=computed.reason,
    )


def _result_state(indicator: Indicator, readings: list[Reading], period: Period) -> CellState:
    if readings:
        return CellState.REPORTED
    if indicator.expected_from is not None and not indicator.expected_from.begun_by(period):
        return CellState.NOT_EXPECTED
    return CellState.MISSING


def _order(indicator: Indicator, reading: Reading) -> tuple[bool, int]:
    known = reading.series in indicator.series_order
    return reading.is_note, indicator.series_order.index(reading.series) if known else len(
        indicator.series_order
    )


def _value_line(indicator: Indicator, reading: Reading) -> ValueLine | None:
    value = reading_value(indicator, reading)
    if not value:
        return None
    fraction = ""
    if reading.numerator is not None and reading.denominator is not None:
        fraction = str(fraction_text(reading.numerator, reading.denominator))
    return ValueLine(reading.series, value, fraction)


def reading_value(indicator: Indicator, reading: Reading) -> str:
    """The value with its unit, or the answer in words; blank where the reading is only words."""
    if reading.answer is not None:
        return reading.answer.shown
    figure = reading.figure(indicator.unit)
    return "" if figure is None else indicator.unit.format(figure)


def _text(reading: Reading) -> str:
    return f"{reading.series}: {reading.text}" if reading.series else reading.text


def _break_words(indicator: Indicator, one: Break) -> str:
    reason = str(one.reason)
    several = len(indicator.measured_series) > 1 and one.series and isinstance(one.reason, str)
    return f"{reason} ({one.series})" if several else reason


def _differences(indicator: Indicator, period: Period) -> tuple[ValueLine, ...]:
    """The distance to the reference, where the target has one and both values exist."""
    target = effective_target(indicator, period)
    reference = reference_in(indicator, period)
    if (
        target is None
        or target.rule is None
        or reference is None
        or target.rule.row.relative_to is not RelativeTo.REFERENCE
    ):
        return ()
    names = judged_series(indicator, period)
    values = [(name, indicator.figure(name, period)) for name in names if name != reference.series]
    return tuple(
        ValueLine(
            name if len(names) > 1 else "",
            indicator.unit.format_difference(difference(value, reference.value)),
        )
        for name, value in values
        if value is not None
    )


def attainment_of(facts: ResultFacts, period: Period, horizon: Horizon) -> Attainment | None:
    """How the result stands against its target; None where it has none."""
    return attainment(facts.indicator, period, horizon)


@dataclass(frozen=True)
class Tally:
    """How many stand how. `None` as a light means no light.

    Retired and not yet added things are not counted, nor results that are not measured.
    """

    milestones: int
    statuses: Counter[MilestoneStatus]
    only_value: int
    missing: int
    lights: Counter[Light | None]
    results: int
    attainments: Counter[AttainmentState | None]
    retired_results: int
    result_lights: Counter[Light | None]


def tally(
    milestones: Iterable[MilestoneFacts], results: Iterable[ResultFacts], period: Period, horizon: Horizon
) -> Tally:
    """Count milestones by status and light, and results by attainment and light, in the period."""
    cells = [milestone_cell(one, period, horizon) for one in milestones]
    live = [cell for cell in cells if cell.counts]
    measured = (one for one in results if one.indicator.is_measured)
    there = [one for one in measured if is_there(one.indicator.added_in, period)]
    kept = [one for one in there if not is_retired(one, period)]
    told = [attainment_of(one, period, horizon) for one in kept]
    lit = [result_cell(one, period, horizon).light for one in kept]
    return Tally(
        milestones=len(live),
        statuses=Counter(cell.standing.status for cell in live if cell.standing.status is not None),
        only_value=sum(cell.standing.entry is not None and cell.standing.status is None for cell in live),
        missing=sum(cell.standing.entry is None for cell in live),
        lights=Counter(cell.light for cell in live),
        results=len(kept),
        attainments=Counter(one.state if one else None for one in told),
        retired_results=len(there) - len(kept),
        result_lights=Counter(lit),
    )


def project_tally(facts: ProjectFacts, period: Period) -> Tally:
    """The whole project's counts in the period."""
    return tally(facts.milestones(), facts.all_results(), period, facts.horizon)


def is_retired(facts: ResultFacts, period: Period) -> bool:
    """The indicator has been retired in the period or before."""
    retired = facts.indicator.retired_in
    return retired is not None and retired.begun_by(period)
