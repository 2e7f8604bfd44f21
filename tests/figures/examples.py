"""Short ways to write indicators and milestones, with the Holstebro figures, and hypothesis strategies."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from virkning.figures.attainment import Attainment, attainment
from virkning.figures.indicators import Answer, Horizon, Indicator, IndicatorKind, Reading, Target
from virkning.figures.numbers import MAX_DIGITS
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.rules import TargetRule
from virkning.figures.units import Unit

YEARS = (2010, 2011, 2012, 2013)
READING_TEST = ("32", "67.33", "25", "71.7")  # share of pupils, against at least 75
PARENTS = ("75", "63.33", "72", "95")  # shall rise by 25 per cent
DROPPED_OUT = ("33", "31", "19", "20")  # shall fall by 10 per cent


def period(written: int | str) -> Period:
    return Period.parse(str(written))


def target(rule: str | None, amount: str | None = None, **more: object) -> Target:
    parsed = None if rule is None else TargetRule.parse(rule)
    return Target(parsed, None if amount is None else Decimal(amount), **more)  # type: ignore[arg-type]


def readings(
    series: str, *values: str | None, since: int = 2010, broken: int | None = None
) -> tuple[Reading, ...]:
    """One reading a year; None leaves the year out, `Ja`, `Nej` and `N/A` are answers."""
    found = []
    for year, value in enumerate(values, start=since):
        if value is None:
            continue
        answer = Answer.parse(value) if value in ("Ja", "Nej", "N/A") else None
        found.append(
            Reading(
                series,
                period(year),
                number=None if answer else Decimal(value),
                answer=answer,
                break_reason="anden opgørelse" if year == broken else "",
            )
        )
    return tuple(found)


def indicator(
    *series: tuple[Reading, ...],
    rule: str | None = None,
    amount: str | None = None,
    unit: str = "pct.",
    kind: IndicatorKind = IndicatorKind.NUMBER,
    baseline: int | None = 2010,
    **more: object,
) -> Indicator:
    targets = more.pop("targets", None) or (() if rule is None else (target(rule, amount),))
    return Indicator(
        kind=kind,
        unit=Unit.parse(unit),
        baseline_period=None if baseline is None else period(baseline),
        readings=tuple(reading for one in series for reading in one),
        targets=targets,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def horizon(*years: int) -> Horizon:
    return Horizon(tuple(period(year) for year in years or YEARS))


def judged(it: Indicator, year: int | str = 2013) -> Attainment:
    found = attainment(it, period(year), horizon())
    assert found is not None
    return found


def sentence(it: Indicator, year: int | str = 2013) -> str:
    return plain(judged(it, year).sentence)


def plain(text: object) -> str:
    """With ordinary spaces, so that expectations can be typed."""
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


@st.composite
def decimals(draw: st.DrawFn) -> Decimal:
    """Every number that can be written with at most 15 digits, trailing zeros and all."""
    places = draw(st.integers(0, MAX_DIGITS))
    digits = draw(st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1))
    return Decimal(digits).scaleb(-places)


percentages = st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))
days = st.dates(date(1901, 1, 1), date(2198, 12, 31))
periods = st.builds(Period.containing, st.sampled_from(PeriodKind), days)
