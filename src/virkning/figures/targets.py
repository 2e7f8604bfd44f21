"""What a target demands in a period, and whether one series meets it.

Decisions where the workbook's text leaves room:

- The `pct.` rules cannot be judged on a baseline of 0, for no change is a percentage of nothing. The
  `procentpoint` rules need a baseline, but 0 is as good as any: from 0 to 12 pct. is 12 procentpoint.
- A percentage of a negative baseline is taken of its size, so that a rise still goes up and a fall down.
- The `procentpoint` rules need a result in pct. (or in procentpoint); on other units they cannot be judged.
- A change or a distance cannot be negative: "stiger med −10 pct." is refused, the opposite rule says it.
- A series answered N/A is left out; a series that has had a value before and has none now is missing.
- A change from the baseline cannot be judged where the result has been redefined since: it is measured anew.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from virkning.figures.indicators import Answer, Indicator, IndicatorKind, Target, versions_upto
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase
from virkning.figures.rules import AmountIs, Direction, RelativeTo, TargetRule, rule_words
from virkning.figures.sums import decimals_of, difference, product, rounded, tidy, total
from virkning.figures.units import Unit

__all__ = [
    "Outcome",
    "ReferenceValue",
    "Requirement",
    "TargetRule",
    "effective_target",
    "equal_as_written",
    "judge",
    "judged_series",
    "reference_in",
    "required_value",
    "requirement",
    "rule_problem",
    "target_phrase",
]


@dataclass(frozen=True)
class ReferenceValue:
    """The reference of a period: which series, and its value in the indicator's unit."""

    series: str
    value: Decimal


@dataclass(frozen=True)
class Requirement:
    """The value a series must reach, and what it was computed from.

    `obstacle` says in a clause ("måltallet mangler") why there is no threshold.
    """

    threshold: Decimal | None = None
    baseline: Decimal | None = None
    reference: ReferenceValue | None = None
    obstacle: Phrase | None = None


@dataclass(frozen=True)
class Outcome:
    """One series in one period against the target.

    `reached` None: cannot be judged, because the value is `missing` or for the requirement's obstacle.
    `not_applicable`: the value is N/A, and the series is left out.
    """

    series: str
    requirement: Requirement
    value: Decimal | None = None
    answer: Answer | None = None
    reached: bool | None = None
    missing: bool = False
    not_applicable: bool = False

    @property
    def gap(self) -> Decimal | None:
        """The value minus the threshold, in the unit's difference; None where one of them is missing."""
        if self.value is None or self.requirement.threshold is None:
            return None
        return difference(self.value, self.requirement.threshold)


def effective_target(indicator: Indicator, period: Period) -> Target | None:
    """The latest version in force in the period; None where there is none or it has no rule.

    A version that gives only a new deadline keeps the rule and amount; one without a deadline keeps the deadline.
    """
    target: Target | None = None
    for version in versions_upto(indicator.targets, period):
        target = version if target is None else _revised(target, version)
    return target if target is not None and target.rule is not None else None


def _revised(before: Target, version: Target) -> Target:
    only_deadline = version.rule is None and version.amount is None and version.deadline is not None
    return replace(
        version,
        rule=before.rule if only_deadline else version.rule,
        amount=before.amount if only_deadline else version.amount,
        deadline=version.deadline or before.deadline,
    )


def judged_series(indicator: Indicator, period: Period) -> tuple[str, ...]:
    """The series that must meet the target: the named one, or every one measured up to the period.

    A series first measured later is not missed earlier, and the nameless series is not missed once it
    has been split into named ones. With nothing measured: the nameless series.
    """
    if indicator.target_series:
        return (indicator.target_series,)
    begun = [
        name
        for name in indicator.measured_series
        if any(
            one.series == name
            and not one.is_note
            and (one.period == period or (one.period < period and one.has_value))
            for one in indicator.readings
        )
    ]
    measured_now = [name for name in begun if indicator.reading(name, period) is not None]
    if measured_now and "" in begun and "" not in measured_now:
        begun.remove("")
    return tuple(begun) or ("",)


def reference_in(indicator: Indicator, period: Period) -> ReferenceValue | None:
    """The first of the listed reference series that has a value in the period."""
    for name in indicator.reference_series:
        value = indicator.figure(name, period)
        if value is not None:
            return ReferenceValue(name, value)
    return None


def rule_problem(rule: TargetRule, amount: Decimal | None, kind: IndicatorKind, unit: Unit) -> Phrase | None:
    """Why this rule and amount can never be judged on such a result, as a clause; None when they can.

    For forms and imports too, which can say so before anything has been measured.
    """
    row = rule.row
    if kind is IndicatorKind.NONE:
        return P("resultatet måles ikke")
    if row.direction is Direction.ANSWER:
        return None
    if kind is IndicatorKind.TEXT:
        return P("resultatet er beskrevet i ord og ikke i tal")
    if kind is IndicatorKind.YES_NO:
        return P("måltypen “%(rule)s” kræver tal, men resultatet besvares med ja eller nej", rule=rule.danish)
    if row.amount is AmountIs.POINTS and not (unit.is_percent or unit.is_percentage_point):
        return P(
            "måltypen “%(rule)s” kræver et resultat i pct., men enheden er %(unit)s",
            rule=rule.danish,
            unit=f'"{unit.text}"' if unit.text else P("et antal"),
        )
    if row.amount is AmountIs.ABSENT:
        return None
    if amount is None:
        return P("måltallet mangler")
    if amount < 0 and row.relative_to is not RelativeTo.NOTHING:
        return P("måltypen “%(rule)s” kræver et måltal på 0 eller derover", rule=rule.danish)
    return None


def requirement(indicator: Indicator, target: Target, period: Period, series: str = "") -> Requirement:
    """The threshold for the series in the period, with baseline and reference, or the obstacle."""
    if target.rule is None or target.rule.row.direction is Direction.ANSWER:
        return Requirement()
    problem = rule_problem(target.rule, target.amount, indicator.kind, indicator.unit)
    if problem is not None:
        return Requirement(obstacle=problem)
    relative_to = target.rule.row.relative_to
    amount = target.amount or Decimal(0)
    if relative_to is RelativeTo.BASELINE:
        return _from_baseline(indicator, target.rule, amount, period, series)
    if relative_to is RelativeTo.REFERENCE:
        return _from_reference(indicator, target.rule, amount, period)
    return Requirement(threshold=amount)


def required_value(indicator: Indicator, period: Period, series: str = "") -> Decimal | None:
    """The concrete threshold in the indicator's unit, for a curve's target line or a table's cell.

    `series` blank is the target's series, or the only one. None: no target, an answer, or an obstacle.
    """
    target = effective_target(indicator, period)
    if target is None:
        return None
    return requirement(indicator, target, period, series or judged_series(indicator, period)[0]).threshold


def target_phrase(indicator: Indicator, period: Period, series: str = "") -> Phrase | None:
    """The target in words, with its threshold where it has one: `mindst 75 pct.`; None without a target."""
    target = effective_target(indicator, period)
    if target is None or target.rule is None:
        return None
    return rule_words(target.rule, target.amount, indicator.unit, required_value(indicator, period, series))


def judge(indicator: Indicator, target: Target, period: Period, series: str) -> Outcome:
    """The series' own value in that period against the target; nothing is carried over from earlier."""
    needed = requirement(indicator, target, period, series)
    reading = indicator.reading(series, period)
    if reading is None or not reading.has_value:
        return Outcome(series, needed, missing=True)
    if reading.answer is Answer.NOT_APPLICABLE:
        return Outcome(series, needed, answer=reading.answer, not_applicable=True)
    value = reading.figure(indicator.unit)
    if target.rule is not None and target.rule.row.direction is Direction.ANSWER:
        return _judge_answer(series, value, reading.answer)
    if value is None:
        wrong = P(
            "værdien er %(answer)s og ikke et tal", answer=reading.answer.phrase if reading.answer else ""
        )
        needed = needed if needed.obstacle is not None else Requirement(obstacle=wrong)
        return Outcome(series, needed, answer=reading.answer)
    if needed.threshold is None or target.rule is None:
        return Outcome(series, needed, value=value)
    return Outcome(series, needed, value=value, reached=_meets(target.rule, value, needed.threshold))


def equal_as_written(value: Decimal, other: Decimal) -> bool:
    """Equal at the coarser of the two written precisions: 20 and 20,4 are, 20,0 and 20,4 are not."""
    places = min(decimals_of(value), decimals_of(other))
    return rounded(value, places) == rounded(other, places)


def _meets(rule: TargetRule, value: Decimal, threshold: Decimal) -> bool:
    direction = rule.row.direction
    if direction is Direction.UP:
        return value >= threshold
    if direction is Direction.DOWN:
        return value <= threshold
    return equal_as_written(value, threshold)


def _judge_answer(series: str, value: Decimal | None, answer: Answer | None) -> Outcome:
    if answer is None:
        wrong = Requirement(obstacle=P('måltypen "ja" kræver svaret Ja eller Nej, men værdien er et tal'))
        return Outcome(series, wrong, value=value)
    return Outcome(series, Requirement(), answer=answer, reached=answer is Answer.YES)


def _from_baseline(
    indicator: Indicator, rule: TargetRule, amount: Decimal, period: Period, series: str
) -> Requirement:
    if indicator.baseline_period is None:
        return Requirement(obstacle=P("der er ingen baseline"))
    redefined = indicator.redefined_between(indicator.baseline_period, period)
    if redefined is not None:
        # A change is never counted from a value that was understood otherwise.
        return Requirement(
            obstacle=P(
                "resultatet er omdefineret fra %(since)s, så baseline i %(baseline)s kan ikke bruges",
                since=redefined.valid_from.phrase,
                baseline=indicator.baseline_period.phrase,
            )
        )
    baseline = indicator.figure(series, indicator.baseline_period)
    if baseline is None:
        return Requirement(
            obstacle=P("der er ingen værdi i baseline (%(period)s)", period=indicator.baseline_period.phrase)
        )
    if rule.row.amount is AmountIs.POINTS:
        change = amount
    elif baseline:
        change = product(baseline.copy_abs(), amount, Decimal("0.01"))
    else:
        return Requirement(
            baseline=baseline, obstacle=P("baseline er 0, og en ændring i pct. kan ikke regnes ud fra 0")
        )
    return Requirement(threshold=_moved(baseline, rule, change), baseline=baseline)


def _from_reference(indicator: Indicator, rule: TargetRule, amount: Decimal, period: Period) -> Requirement:
    if not indicator.reference_series:
        return Requirement(obstacle=P("der er ikke angivet en referenceserie"))
    reference = reference_in(indicator, period)
    if reference is None:
        names = ", ".join(f'"{name}"' for name in indicator.reference_series)
        return Requirement(
            obstacle=P("referencen %(names)s har ingen værdi i %(period)s", names=names, period=period.phrase)
        )
    if rule.row.amount is AmountIs.ABSENT:
        # As written: how precisely it was written decides what "equal" means.
        return Requirement(threshold=reference.value, reference=reference)
    return Requirement(threshold=_moved(reference.value, rule, amount), reference=reference)


def _moved(start: Decimal, rule: TargetRule, change: Decimal) -> Decimal:
    return tidy(total((start, change if rule.row.sign > 0 else change.copy_negate())))
