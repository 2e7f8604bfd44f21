"""Computed lights, each with its reason. The first row that fits decides.

Milestones (`MILESTONE_ROWS`):

1.  added later                                                  none
2.  retired                                                      none
3.  nothing expected yet                                         none
4.  N/A                                                          none
5.  nothing reported                                             none
6.  value at the target, or Ja without a target to hold it to    green
7.  Ja, but the value is below the target                        yellow
8.  only words reported                                          none
9.  due and not reached                                          red
10. Nej                                                          yellow
11. only the value 0                                             yellow
12. value below the target, at pace                              green
13. value below the target, behind pace                          yellow
14. under way, no target to measure by                           green

Due: the deadline, or without one the project's last period, has been reached at the period's end.
At pace: value over target is at least the share of the time that has passed, from the first day of the
period in which it was expected (else added, else of the project's first period) to the due day.
Closing the activity changes nothing here.

Results (`RESULT_ROWS`):

1.  added later                    none
2.  retired                        none
3.  baseline, or before it         none
4.  nothing expected yet           none
5.  not measured                   none
6.  no target                      none
7.  reached                        green
8.  due and not reached            red
9.  not reached, on course         green
10. not reached, behind            yellow
11. cannot be judged               none
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar

from virkning.figures.attainment import (
    Attainment,
    AttainmentState,
    attainment,
    in_baseline,
    is_expected,
)
from virkning.figures.dates import elapsed_share
from virkning.figures.indicators import Horizon, Indicator
from virkning.figures.milestones import (
    Light,
    Milestone,
    MilestoneKind,
    MilestoneStatus,
    MilestoneTarget,
    Standing,
    StatusEntry,
    effective_milestone_target,
    standing,
)
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase

__all__ = [
    "MILESTONE_ROWS",
    "RESULT_ROWS",
    "ComputedLight",
    "Light",
    "Milestone",
    "MilestoneKind",
    "MilestoneStatus",
    "MilestoneTarget",
    "Standing",
    "StatusEntry",
    "effective_milestone_target",
    "milestone_light",
    "result_light",
    "shown_light",
    "standing",
]

Situation = TypeVar("Situation")


@dataclass(frozen=True)
class ComputedLight:
    """A light (None: no colour) and why."""

    light: Light | None
    reason: Phrase


@dataclass(frozen=True)
class Row(Generic[Situation]):
    """One row of a table: when it fits (in words and as a test), the light and the reason."""

    when: str
    fits: Callable[[Situation], bool]
    light: Light | None
    reason: Phrase


@dataclass(frozen=True)
class MilestoneSituation:
    """Everything the table of milestones asks about one milestone in one period."""

    milestone: Milestone
    period: Period
    stand: Standing
    amount: Decimal | None
    due_day: date | None
    start: date | None

    @property
    def measured(self) -> bool:
        """There is a value and an amount to hold it to."""
        return self.stand.value is not None and self.amount is not None

    @property
    def reached(self) -> bool:
        if self.stand.value is not None and self.amount is not None:
            return self.stand.value >= self.amount
        return self.stand.status is MilestoneStatus.YES

    @property
    def due(self) -> bool:
        return self.due_day is not None and self.due_day <= self.period.end

    @cached_property
    def at_pace(self) -> bool:
        """Value over amount is at least the share of the time that has passed."""
        value, amount = self.stand.value, self.amount
        if value is None or amount is None or amount <= 0:
            return False
        if self.start is None or self.due_day is None:
            return True  # no time was set: nothing to be behind
        passed = elapsed_share(self.start, self.period.end, self.due_day)
        return Fraction(value) / Fraction(amount) >= passed


MILESTONE_ROWS: tuple[Row[MilestoneSituation], ...] = (
    Row(
        "added later",
        lambda it: _not_begun(it.milestone.added_in, it.period),
        None,
        P("Milepælen er først tilføjet i %(added)s."),
    ),
    Row(
        "retired",
        lambda it: _begun(it.milestone.retired_in, it.period),
        None,
        P("Milepælen udgik i %(retired)s."),
    ),
    Row(
        "nothing expected yet",
        lambda it: _not_begun(it.milestone.expected_from, it.period),
        None,
        P("Der forventes først noget fra %(expected)s."),
    ),
    Row("N/A", lambda it: it.stand.status is MilestoneStatus.NOT_APPLICABLE, None, P("Status er N/A.")),
    Row("nothing reported", lambda it: it.stand.entry is None, None, P("Der mangler en status.")),
    Row(
        "value at the target, or Ja without a target to hold it to",
        lambda it: it.reached,
        Light.GREEN,
        P("Milepælen er nået: %(words)s."),
    ),
    Row(
        "Ja, but the value is below the target",
        lambda it: it.stand.status is MilestoneStatus.YES,
        Light.YELLOW,
        P("Status er Ja, men %(value)s er under måltallet %(target)s."),
    ),
    Row(
        "only words reported",
        lambda it: it.stand.status is None and it.stand.value is None,
        None,
        P("Der er kun skrevet ord, så farven kan ikke beregnes."),
    ),
    Row(
        "due and not reached",
        lambda it: it.due,
        Light.RED,
        P("Fristen er nået (%(due)s), og milepælen er ikke nået: %(words)s."),
    ),
    Row("Nej", lambda it: it.stand.status is MilestoneStatus.NO, Light.YELLOW, P("Status er Nej.")),
    Row(
        "only the value 0",
        lambda it: it.stand.status is None and it.stand.value == 0,
        Light.YELLOW,
        P("Værdien er 0."),
    ),
    Row(
        "value below the target, at pace",
        lambda it: it.measured and it.at_pace,
        Light.GREEN,
        P("%(value)s af %(target)s er i takt med tiden."),
    ),
    Row(
        "value below the target, behind pace",
        lambda it: it.measured,
        Light.YELLOW,
        P("%(value)s af %(target)s er bagud for tiden."),
    ),
    Row("under way, no target to measure by", lambda it: True, Light.GREEN, P("Milepælen er på vej.")),
)


@dataclass(frozen=True)
class ResultSituation:
    """Everything the table of results asks about one result in one period."""

    indicator: Indicator
    period: Period
    judged: Attainment | None

    def stands(self, state: AttainmentState) -> bool:
        return self.judged is not None and self.judged.state is state


RESULT_ROWS: tuple[Row[ResultSituation], ...] = (
    Row(
        "added later",
        lambda it: _not_begun(it.indicator.added_in, it.period),
        None,
        P("Resultatet er først tilføjet i %(added)s."),
    ),
    Row(
        "retired",
        lambda it: _begun(it.indicator.retired_in, it.period),
        None,
        P("Indikatoren udgik i %(retired)s."),
    ),
    Row(
        "baseline, or before it",
        lambda it: in_baseline(it.indicator, it.period),
        None,
        P("Baseline er %(baseline)s; her forventes der ikke noget endnu."),
    ),
    Row(
        "nothing expected yet",
        lambda it: not is_expected(it.indicator, it.period),
        None,
        P("Der forventes først noget fra %(expected)s."),
    ),
    Row("not measured", lambda it: not it.indicator.is_measured, None, P("Resultatet måles ikke.")),
    Row("no target", lambda it: it.judged is None, None, P("Resultatet har intet mål i tal.")),
    Row("reached", lambda it: it.stands(AttainmentState.ACHIEVED), Light.GREEN, P("Målet er nået.")),
    Row(
        "due and not reached",
        lambda it: it.stands(AttainmentState.NOT_ACHIEVED),
        Light.RED,
        P("Målet skulle være nået nu og er ikke nået."),
    ),
    Row(
        "not reached, on course",
        lambda it: it.stands(AttainmentState.ON_COURSE),
        Light.GREEN,
        P("Målet er ikke nået endnu, men udviklingen er på kurs."),
    ),
    Row(
        "not reached, behind",
        lambda it: it.stands(AttainmentState.BEHIND),
        Light.YELLOW,
        P("Målet er ikke nået endnu, og udviklingen er bagud."),
    ),
    Row("cannot be judged", lambda it: True, None, P("Målopfyldelsen kan ikke afgøres.")),
)


def milestone_light(
    milestone: Milestone, period: Period, horizon: Horizon, stand: Standing | None = None
) -> ComputedLight:
    """The computed light of a milestone in a period, by `MILESTONE_ROWS`.

    `stand`: where it stands in the period, when the caller knows it already.
    """
    target = effective_milestone_target(milestone, period)
    due_phrase, due_day = _due(target, horizon)
    begins = milestone.expected_from or milestone.added_in or horizon.first
    stood = standing(milestone, period) if stand is None else stand
    amount = None if target is None else target.amount
    start = None if begins is None else begins.start
    return _first(
        MILESTONE_ROWS,
        MilestoneSituation(milestone, period, stood, amount, due_day, start),
        {
            "added": lambda: _period_words(milestone.added_in),
            "retired": lambda: _period_words(milestone.retired_in),
            "expected": lambda: _period_words(milestone.expected_from),
            "words": lambda: stood.phrase,
            "value": lambda: stood.value_phrase or "",
            "target": lambda: _amount_words(milestone, period, amount),
            "due": lambda: due_phrase,
        },
    )


def result_light(indicator: Indicator, period: Period, horizon: Horizon) -> ComputedLight:
    """The computed light of a result in a period, by `RESULT_ROWS`."""
    return _first(
        RESULT_ROWS,
        ResultSituation(indicator, period, attainment(indicator, period, horizon)),
        {
            "added": lambda: _period_words(indicator.added_in),
            "retired": lambda: _period_words(indicator.retired_in),
            "expected": lambda: _period_words(indicator.expected_from),
            "baseline": lambda: _period_words(indicator.baseline_period),
        },
    )


def shown_light(judged: Light | None, computed: Light | None) -> Light | None:
    """What people see: the judged light where there is one, else the computed."""
    return computed if judged is None else judged


def _first(
    rows: tuple[Row[Situation], ...],
    situation: Situation,
    words: Mapping[str, Callable[[], str | Phrase]],
) -> ComputedLight:
    """The first row that fits; only the words its reason uses are put together."""
    row = next(one for one in rows if one.fits(situation))
    used = {name: tell() for name, tell in words.items() if f"%({name})s" in row.reason.template}
    return ComputedLight(row.light, row.reason.filled(used))


def _amount_words(milestone: Milestone, period: Period, amount: Decimal | None) -> Phrase:
    return Standing(milestone.kind, StatusEntry(period, value=amount), None, unchanged=False).phrase


def _begun(since: Period | None, period: Period) -> bool:
    return since is not None and since.begun_by(period)


def _not_begun(since: Period | None, period: Period) -> bool:
    return since is not None and not since.begun_by(period)


def _due(target: MilestoneTarget | None, horizon: Horizon) -> tuple[Phrase, date | None]:
    if target is not None and target.deadline is not None:
        return target.deadline.phrase, target.deadline.day
    if horizon.last is not None:
        return horizon.last.phrase, horizon.last.end
    return Phrase(""), None


def _period_words(period: Period | None) -> Phrase:
    return Phrase("") if period is None else period.phrase
