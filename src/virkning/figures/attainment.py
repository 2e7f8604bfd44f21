"""Attainment: how a result's value in a period stands against its target.

Judged on the period's own value only. In order:

1. no target in the period, or the indicator is added later      -> None
2. retired in the period or before                               -> CANNOT_JUDGE, with the reason
3. the baseline period, or before it                             -> NOT_DUE
4. every series that must meet the target does                   -> ACHIEVED
5. before `expected_from`                                        -> NOT_DUE
6. none is known to fail, but one is missing or cannot be judged -> CANNOT_JUDGE
7. one fails, and the target is due                              -> NOT_ACHIEVED
8. one fails, not due, all failing ones on course                -> ON_COURSE
9. one fails, not due                                            -> BEHIND

Due: the deadline's day is not after the period's last; without a deadline the project's last period.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Horizon, Indicator, Target
from virkning.figures.pace import on_course
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase
from virkning.figures.sentences import (
    Case,
    baseline_sentence,
    missed_sentence,
    not_expected_sentence,
    not_yet_sentence,
    reached_sentence,
    retired_sentence,
    unknown_sentence,
)
from virkning.figures.targets import Outcome, effective_target, judge, judged_series


class AttainmentState(StrEnum):
    """How a value stands against its target."""

    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    NOT_DUE = "not_due"
    CANNOT_JUDGE = "cannot_judge"

    @property
    def phrase(self) -> Phrase:
        return _STATE_WORDS[self]

    @property
    def danish(self) -> str:
        """`Nået`, `Ikke nået`, `På kurs`, `Bagud`, `Ikke forventet endnu`, `Kan ikke afgøres`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)


_STATE_WORDS = {
    AttainmentState.ACHIEVED: P("Nået"),
    AttainmentState.NOT_ACHIEVED: P("Ikke nået"),
    AttainmentState.ON_COURSE: P("På kurs"),
    AttainmentState.BEHIND: P("Bagud"),
    AttainmentState.NOT_DUE: P("Ikke forventet endnu"),
    AttainmentState.CANNOT_JUDGE: P("Kan ikke afgøres"),
}


@dataclass(frozen=True)
class Attainment:
    """The judgement of one period.

    `gap`: the value minus the threshold with its sign and unit (`−3,3 procentpoint`), where exactly one
    series was judged; `due`: the target must be reached by the period's last day.
    """

    state: AttainmentState
    sentence: Phrase
    gap: str | None
    period: Period
    due: bool
    target: Target
    outcomes: tuple[Outcome, ...] = ()


def attainment(indicator: Indicator, period: Period, horizon: Horizon) -> Attainment | None:
    """How the result stands in the period; None when it has no target there, or is added later."""
    target = effective_target(indicator, period)
    added = indicator.added_in
    if target is None or target.rule is None or (added is not None and not added.begun_by(period)):
        return None
    ends = due_at(target, horizon)
    due = ends is not None and last_day(ends) <= period.end
    case = Case(indicator, target, target.rule, period, due=ends)
    if indicator.retired_in is not None and indicator.retired_in.begun_by(period):
        sentence = retired_sentence(indicator, indicator.retired_in)
        return Attainment(AttainmentState.CANNOT_JUDGE, sentence, None, period, due, target)
    if in_baseline(indicator, period) and indicator.baseline_period is not None:
        sentence = baseline_sentence(case, indicator.baseline_period)
        return Attainment(AttainmentState.NOT_DUE, sentence, None, period, due, target)
    outcomes = tuple(judge(indicator, target, period, series) for series in judged_series(indicator, period))
    case = Case(indicator, target, target.rule, period, outcomes, ends)
    state = _state(case, due)
    return Attainment(state, _sentence(case, state), _gap(case), period, due, target, outcomes)


def due_at(target: Target, horizon: Horizon) -> Deadline | Period | None:
    """The target's deadline, or without one the project's last period; None for a project without periods."""
    return target.deadline or horizon.last


def last_day(due: Deadline | Period) -> date:
    """The day on which it must be reached at the latest."""
    return due.day if isinstance(due, Deadline) else due.end


def in_baseline(indicator: Indicator, period: Period) -> bool:
    """The period is the baseline, or lies before it."""
    return indicator.baseline_period is not None and period.end <= indicator.baseline_period.end


def is_expected(indicator: Indicator, period: Period) -> bool:
    """Something is expected of the result in that period."""
    return indicator.expected_from is None or indicator.expected_from.begun_by(period)


def all_reached(outcomes: tuple[Outcome, ...]) -> bool | None:
    """One that fails decides; N/A is left out; None when nobody fails but not all can be judged."""
    counted = [one.reached for one in outcomes if not one.not_applicable]
    if False in counted:
        return False
    return None if None in counted or not counted else True


def _state(case: Case, due: bool) -> AttainmentState:
    reached = all_reached(case.outcomes)
    if reached:
        return AttainmentState.ACHIEVED
    if not is_expected(case.indicator, case.period):
        return AttainmentState.NOT_DUE
    if reached is None:
        return AttainmentState.CANNOT_JUDGE
    if due:
        return AttainmentState.NOT_ACHIEVED
    day = None if case.due is None else last_day(case.due)
    failing = [one.series for one in case.outcomes if one.reached is False]
    well = all(on_course(case.indicator, case.target, case.period, series, day) for series in failing)
    return AttainmentState.ON_COURSE if well else AttainmentState.BEHIND


def _sentence(case: Case, state: AttainmentState) -> Phrase:
    if state is AttainmentState.ACHIEVED:
        return reached_sentence(case)
    if state is AttainmentState.NOT_ACHIEVED:
        return missed_sentence(case)
    if state is AttainmentState.NOT_DUE and case.indicator.expected_from is not None:
        return not_expected_sentence(case, case.indicator.expected_from)
    if state is AttainmentState.CANNOT_JUDGE:
        return unknown_sentence(case)
    return not_yet_sentence(case, on_course=state is AttainmentState.ON_COURSE)


def _gap(case: Case) -> str | None:
    gaps = [one.gap for one in case.outcomes if one.gap is not None]
    return case.indicator.unit.format_difference(gaps[0], sign=True) if len(gaps) == 1 else None
