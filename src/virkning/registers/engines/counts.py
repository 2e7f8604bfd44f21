"""What an engine answers, and what every engine refuses."""

from collections.abc import Sequence
from dataclasses import dataclass

from virkning.figures.periods import Period
from virkning.figures.phrases import P

from ..measures.definition import Measure
from ..refused import RegisterRefused
from ..store import Register
from ..weeks import reference_week, thursday, weeks_in


@dataclass(frozen=True)
class Count:
    """Persons (or weeks) of one period, municipality and group; only where the denominator is above zero.

    municipality: None where a person's is not known. group: the value of the column that was split by, "" where it
    is not known; None where nothing was split.
    """

    measure: str
    period: Period
    municipality: int | None
    group: str | None
    numerator: int
    denominator: int

    @property
    def order(self) -> tuple[Period, int, str]:
        return (self.period, -1 if self.municipality is None else self.municipality, self.group or "")


def checked(
    register: Register, measure: Measure, periods: Sequence[Period], by: Sequence[str]
) -> tuple[Period, ...]:
    """The periods in order, each once. Raises `RegisterRefused` for what cannot be counted."""
    if not periods:
        raise RegisterRefused(P("Skriv mindst én periode."))
    for period in periods:
        if period.kind is not measure.period:
            raise RegisterRefused(
                P(
                    "%(measure)s opgøres pr. %(kind)s, og %(period)s er ikke den slags periode.",
                    measure=measure.name,
                    kind=measure.period.phrase,
                    period=period.canonical,
                )
            )
    for column in by:
        if column not in measure.groups:
            raise RegisterRefused(
                P("%(measure)s kan ikke opdeles på “%(column)s”.", measure=measure.name, column=column)
            )
    if len(by) > 1:
        raise RegisterRefused(P("Der kan kun opdeles på én kolonne ad gangen."))
    lacking = [period for period in periods if not _delivered(register, measure, period)]
    if lacking:
        raise RegisterRefused(
            P(
                "Registret har ikke alle de uger, %(measure)s skal bruge til %(periods)s. "
                "Det kan opgøres for %(available)s.",
                measure=measure.name,
                periods=", ".join(period.canonical for period in sorted(lacking)),
                available=spans(available(register, measure)) or "ingen perioder",
            )
        )
    return tuple(sorted(set(periods)))


def needed(measure: Measure, period: Period) -> tuple[int, int]:
    """First and last week the measure looks at in the period."""
    last = reference_week(period)
    return (weeks_in(period)[0] if measure.whole_period else last, last)


def available(register: Register, measure: Measure) -> tuple[Period, ...]:
    """Every period for which all the needed weeks were delivered."""
    found = []
    for first, last in register.weeks:
        period = Period.containing(measure.period, thursday(first))
        while period.start <= thursday(last):
            if _delivered(register, measure, period):
                found.append(period)
            period = period.successor()
    return tuple(sorted(set(found)))


def spans(periods: Sequence[Period]) -> str:
    """`2015K1:2017K3, 2018K2`."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and period == runs[-1][-1].successor():
            runs[-1].append(period)
        else:
            runs.append([period])
    return ", ".join(
        run[0].canonical if len(run) == 1 else f"{run[0].canonical}:{run[-1].canonical}" for run in runs
    )


def _delivered(register: Register, measure: Measure, period: Period) -> bool:
    return register.delivered(*needed(measure, period))
