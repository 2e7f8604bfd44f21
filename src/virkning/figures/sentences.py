"""The computed sentence of a result: whether the target is reached, with the numbers and the reason.

Every sentence begins with `Målet er nået`, `Målet er ikke nået` or `Målopfyldelsen kan ikke afgøres`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from virkning.figures.breaks import BreakKind, breaks_between, breaks_in
from virkning.figures.dates import Deadline
from virkning.figures.indicators import Indicator, Reading, Target
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase, joined, listed
from virkning.figures.rules import AmountIs, Direction, RelativeTo, TargetRule, rule_words
from virkning.figures.sums import difference, share, tidy
from virkning.figures.targets import Outcome, rule_problem
from virkning.figures.units import PERCENT


@dataclass(frozen=True)
class Case:
    """What a sentence is about: one target of one indicator in one period, and how each series stands."""

    indicator: Indicator
    target: Target
    rule: TargetRule
    period: Period
    outcomes: tuple[Outcome, ...] = ()
    due: Period | Deadline | None = None  # when it must be reached

    @property
    def named(self) -> bool:
        """Series are named where there are several to mistake them for."""
        return len(self.outcomes) > 1 or len(self.indicator.measured_series) > 1


def reached_sentence(case: Case) -> Phrase:
    """`Målet er nået: 95 pct. i 2013 mod …`"""
    return joined([_verdict(case, P("Målet er nået"), case.outcomes), *_after(case)])


def missed_sentence(case: Case) -> Phrase:
    """`Målet er ikke nået: …`, the target was due."""
    parts = [_verdict(case, P("Målet er ikke nået"), case.outcomes), *_after(case)]
    if isinstance(case.due, Deadline) and case.due.day < case.period.start:
        parts.append(P("Det skulle være nået %(when)s.", when=when_due(case.due)))
    return joined(parts)


def not_yet_sentence(case: Case, *, on_course: bool) -> Phrase:
    """`Målet er ikke nået endnu: … Det skal først være nået i 2013; udviklingen er på kurs.`"""
    course = P("udviklingen er på kurs") if on_course else P("udviklingen er bagud")
    closing = P("Der er ingen frist; %(course)s.", course=course)
    if case.due is not None:
        closing = P("Det skal først være nået %(when)s; %(course)s.", when=when_due(case.due), course=course)
    return joined([_verdict(case, P("Målet er ikke nået endnu"), case.outcomes), *_after(case), closing])


def not_expected_sentence(case: Case, expected: Period) -> Phrase:
    """The value (or its absence) before anything is expected."""
    closing = P("Det forventes først fra %(period)s.", period=expected.phrase)
    if any(outcome.reached is False for outcome in case.outcomes):
        return joined([_verdict(case, P("Målet er ikke nået endnu"), case.outcomes), *_after(case), closing])
    return joined([unknown_sentence(case, P("Målopfyldelsen kan ikke afgøres endnu")), closing])


def baseline_sentence(case: Case, baseline: Period) -> Phrase:
    """The baseline (or a period before it) is where it starts, not what is judged."""
    target = rule_words(case.rule, case.target.amount, case.indicator.unit)
    if case.period == baseline:
        return P(
            "Målopfyldelsen kan ikke afgøres endnu: %(period)s er baseline. Målet er %(target)s.",
            period=case.period.phrase,
            target=target,
        )
    return P(
        "Målopfyldelsen kan ikke afgøres endnu: %(period)s ligger før baseline (%(baseline)s). "
        "Målet er %(target)s.",
        period=case.period.phrase,
        baseline=baseline.phrase,
        target=target,
    )


def retired_sentence(indicator: Indicator, retired: Period) -> Phrase:
    """When and why the indicator was given up, and what took its place."""
    parts = [P("Målopfyldelsen kan ikke afgøres: indikatoren udgik i %(period)s.", period=retired.phrase)]
    if indicator.retired_reason.strip():
        parts.append(P("Begrundelse: %(reason)s.", reason=indicator.retired_reason.strip()))
    if indicator.replaced_by.strip():
        parts.append(P("Den er erstattet af resultat %(number)s.", number=indicator.replaced_by.strip()))
    return joined(parts)


def unknown_sentence(case: Case, head: Phrase | None = None) -> Phrase:
    """`Målopfyldelsen kan ikke afgøres: værdien for 2013 mangler. Seneste værdi er 70 pct. i 2012.`"""
    opening = P(
        "%(head)s: %(reasons)s.",
        head=head or P("Målopfyldelsen kan ikke afgøres"),
        reasons=joined(list(dict.fromkeys(_obstacles(case))), "; "),
    )
    missing = [one for one in case.outcomes if one.missing and not _never(case)]
    seen = [
        _value_sentence(case, one) for one in case.outcomes if one.reached is None and one.value is not None
    ]
    held = [one for one in case.outcomes if one.reached]
    if held:
        seen.append(P("Det er nået for %(clauses)s.", clauses=_clauses(case, held)))
    return joined([opening, *seen, *(_latest_sentence(case, one) for one in missing)])


def when_due(due: Period | Deadline) -> Phrase:
    """`i 2013`, `i 3. kvartal 2013`, `den 31. december 2013`."""
    if isinstance(due, Deadline) and due.period is None:
        return P("den %(day)s", day=due.phrase)
    return P("i %(period)s", period=due.phrase)


def series_phrase(name: str) -> Phrase:
    """The series' name in quotation marks."""
    return Phrase('"%(name)s"', {"name": name}) if name else P("serien uden navn")


def _verdict(case: Case, head: Phrase, outcomes: Iterable[Outcome]) -> Phrase:
    judged = [one for one in outcomes if one.reached is not None]
    if len(case.outcomes) == 1:
        clause = _clause(case, judged[0])
        if not case.named:
            return P("%(head)s: %(clause)s.", head=head, clause=clause)
        series = series_phrase(judged[0].series)
        return P("%(head)s for %(series)s: %(clause)s.", head=head, series=series, clause=clause)
    failed = [one for one in judged if not one.reached]
    held = [one for one in judged if one.reached]
    first = P("%(head)s: %(clauses)s.", head=head, clauses=_clauses(case, failed or held))
    if not (failed and held):
        return first
    return joined([first, P("Det er nået for %(clauses)s.", clauses=_clauses(case, held))])


def _clauses(case: Case, outcomes: list[Outcome]) -> Phrase:
    return joined(
        [
            P("%(series)s med %(clause)s", series=series_phrase(one.series), clause=_clause(case, one))
            for one in outcomes
        ],
        "; ",
    )


def _clause(case: Case, outcome: Outcome) -> Phrase:
    period = case.period.phrase
    if outcome.value is None:
        answer = outcome.answer.phrase if outcome.answer else Phrase("")
        if outcome.reached:
            return P("svaret %(answer)s i %(period)s", answer=answer, period=period)
        return P("svaret %(answer)s i %(period)s mod svaret Ja", answer=answer, period=period)
    return P(
        "%(value)s i %(period)s mod %(target)s, %(gap)s",
        value=case.indicator.unit.format(outcome.value),
        period=period,
        target=rule_words(case.rule, case.target.amount, case.indicator.unit, outcome.requirement.threshold),
        gap=_gap_phrase(case, outcome),
    )


def _gap_phrase(case: Case, outcome: Outcome) -> Phrase:
    gap = outcome.gap or Decimal(0)
    if case.rule.row.direction is Direction.SAME and outcome.reached:
        return P("de er ens med den nøjagtighed, de er skrevet med") if gap else P("de er ens")
    if not gap:
        return P("præcis på målet")
    size = case.indicator.unit.format_difference(gap.copy_abs())
    return P("%(size)s over", size=size) if gap > 0 else P("%(size)s under", size=size)


def _after(case: Case) -> list[Phrase]:
    """What follows the verdict: where the threshold comes from, what is missing, what cannot be compared."""
    parts = []
    for outcome in case.outcomes:
        detail = _detail(case, outcome)
        if detail is not None and len(case.outcomes) > 1:
            detail = P("For %(series)s: %(detail)s", series=series_phrase(outcome.series), detail=detail)
        if detail is not None:
            parts.append(detail)
    for outcome in case.outcomes:
        series = series_phrase(outcome.series)
        if outcome.not_applicable:
            parts.append(P("%(series)s er N/A og tæller ikke med.", series=series))
        elif outcome.missing:
            parts.append(
                P("Værdien for %(period)s mangler for %(series)s.", period=case.period.phrase, series=series)
            )
        elif outcome.requirement.obstacle is not None:
            parts.append(
                P("%(series)s kan ikke afgøres: %(why)s.", series=series, why=outcome.requirement.obstacle)
            )
    return [*parts, *_break_sentences(case)]


def _detail(case: Case, outcome: Outcome) -> Phrase | None:
    if outcome.value is None or outcome.reached is None:
        return None
    unit, needed = case.indicator.unit, outcome.requirement
    if needed.baseline is not None and case.indicator.baseline_period is not None:
        return P(
            "Baseline var %(baseline)s i %(period)s, og værdien er %(change)s.",
            baseline=unit.format(needed.baseline),
            period=case.indicator.baseline_period.phrase,
            change=_change_phrase(case, outcome.value, needed.baseline),
        )
    if needed.reference is not None:
        apart = difference(outcome.value, needed.reference.value)
        return P(
            "Referencen %(series)s er %(value)s, og %(difference)s.",
            series=series_phrase(needed.reference.series),
            value=unit.format(needed.reference.value),
            difference=P("forskellen er %(size)s", size=unit.format_difference(apart))
            if apart
            else P("der er ingen forskel"),
        )
    return None


def _change_phrase(case: Case, value: Decimal, baseline: Decimal) -> Phrase:
    change = difference(value, baseline)
    if not change:
        return P("uændret")
    size = case.indicator.unit.format_difference(change.copy_abs())
    percent = share(change.copy_abs(), baseline.copy_abs(), 1)
    if case.rule.row.amount is AmountIs.PERCENT_OF_BASELINE and percent is not None:
        # Both, for "20 procentpoint" and "26,7 pct." are the same change and easily mistaken.
        size = f"{size} ({PERCENT.format(tidy(percent))})"
    return P("steget med %(size)s", size=size) if change > 0 else P("faldet med %(size)s", size=size)


def _break_sentences(case: Case) -> list[Phrase]:
    relative_to, baseline = case.rule.row.relative_to, case.indicator.baseline_period
    if relative_to is RelativeTo.BASELINE and baseline is not None:
        periods = {
            one.period
            for outcome in case.outcomes
            for one in breaks_between(case.indicator, outcome.series, baseline, case.period)
        }
        if periods:
            return [break_sentence(periods)]
    if relative_to is RelativeTo.REFERENCE:
        return [
            P(
                "Databrud i %(period)s: %(reason)s. Forskelle før og efter kan ikke sammenlignes direkte.",
                period=one.period.phrase,
                reason=one.reason,
            )
            for one in breaks_in(case.indicator)
            if one.kind is BreakKind.REFERENCE_SWITCH and one.period <= case.period
        ]
    return []


def break_sentence(periods: Iterable[Period]) -> Phrase:
    """`Værdier før og efter databruddet i 2012 kan ikke sammenlignes direkte.`"""
    return P(
        "Værdier før og efter databruddet i %(periods)s kan ikke sammenlignes direkte.",
        periods=listed([period.phrase for period in sorted(periods)]),
    )


def _never(case: Case) -> Phrase | None:
    return rule_problem(case.rule, case.target.amount, case.indicator.kind, case.indicator.unit)


def _obstacles(case: Case) -> Iterable[Phrase]:
    never = _never(case)
    if never is not None:
        yield never
        return
    period = case.period.phrase
    missing = [series_phrase(one.series) for one in case.outcomes if one.missing]
    if missing and case.named:
        yield P("værdien for %(period)s mangler for %(series)s", period=period, series=listed(missing))
    elif missing:
        yield P("værdien for %(period)s mangler", period=period)
    for outcome in case.outcomes:
        if outcome.reached is None and not outcome.missing and outcome.requirement.obstacle is not None:
            yield outcome.requirement.obstacle
    if all(outcome.not_applicable for outcome in case.outcomes):
        yield P("værdien for %(period)s er N/A", period=period)


def _value_sentence(case: Case, outcome: Outcome) -> Phrase:
    value = case.indicator.unit.format(outcome.value or Decimal(0))
    return P("Værdien er %(value)s i %(period)s.", value=value, period=case.period.phrase)


def _latest_sentence(case: Case, outcome: Outcome) -> Phrase:
    latest = case.indicator.latest_reading(outcome.series, case.period)
    if latest is None:
        return P("Der er ingen tidligere værdi.")
    value, period = reading_text(case.indicator, latest), latest.period.phrase
    if case.named:
        series = series_phrase(outcome.series)
        return P(
            "Seneste værdi for %(series)s er %(value)s i %(period)s.",
            series=series,
            value=value,
            period=period,
        )
    return P("Seneste værdi er %(value)s i %(period)s.", value=value, period=period)


def reading_text(indicator: Indicator, reading: Reading) -> str | Phrase:
    """The reading as it is shown: the number with its unit, or the answer; blank where there is neither."""
    figure = reading.figure(indicator.unit)
    if figure is not None:
        return indicator.unit.format(figure)
    return reading.answer.phrase if reading.answer is not None else ""


def fraction_text(numerator: Decimal, denominator: Decimal) -> Phrase:
    """`58 af 58`."""
    return P(
        "%(numerator)s af %(denominator)s",
        numerator=danish_number(numerator),
        denominator=danish_number(denominator),
    )
