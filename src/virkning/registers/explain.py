"""How a number was made: the definition in words, the code lists with names, the SQL, the weeks and the data.

Everything is read off the measure itself, so that what is told is what is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase, joined, listed, text

from .codelists import CodeList
from .engines.counts import needed
from .engines.spark import spark_sql
from .engines.sql import measure_sql
from .measures.definition import UNIT_WORDS, Codes, Counted, Measure, Span
from .store import Register
from .weeks import name_of, thursday

_ORIGINS = {"dansk": P("dansk"), "vestlig": P("vestlig"), "ikke-vestlig": P("ikke-vestlig")}


@dataclass(frozen=True)
class Looked:
    """The weeks a period is judged in, by their names and Thursdays; `reference` is the last."""

    period: Period
    first: str
    last: str
    reference: date


@dataclass(frozen=True)
class Explained:
    """A measure, told. `words` is a line each; `data` says which data, and is None without a register."""

    measure: Measure
    words: tuple[Phrase, ...]
    lists: tuple[CodeList, ...]
    sql: str
    weeks: tuple[Looked, ...]
    fingerprint: str | None
    by: tuple[str, ...] = ()

    def spark(self) -> str:
        """The same SQL in Spark's dialect."""
        return spark_sql(self.measure, self.by)


def explain(
    measure: Measure, periods: Sequence[Period] = (), register: Register | None = None, by: Sequence[str] = ()
) -> Explained:
    """Everything there is to tell of how the measure is made."""
    return Explained(
        measure,
        in_words(measure),
        measure.lists,
        measure_sql(measure, by),
        tuple(_looked(measure, period) for period in periods),
        register.fingerprint if register is not None else None,
        tuple(by),
    )


def in_words(measure: Measure) -> tuple[Phrase, ...]:
    """What is counted, a line for each part of the definition, in the order it is judged."""
    lines = [
        P("Enhed: %(unit)s.", unit=UNIT_WORDS[measure.unit]),
        P(
            "Perioder: %(kind)s. En uge hører til den periode, dens torsdag ligger i. "
            "Population og kommune bedømmes på torsdagen i periodens sidste uge.",
            kind=measure.period.phrase,
        ),
        P("Population: %(who)s.", who=listed(_population(measure)) if _population(measure) else P("alle")),
    ]
    out = [
        *_asked(measure.exclude.codes, P("i periodens sidste uge")),
        *_asked(measure.exclude.codes_any_week, P("i mindst én af periodens uger")),
    ]
    if out:
        lines.append(P("Ude er: %(who)s.", who=listed(out)))
    lines.append(P("Nævner: %(what)s.", what=_counted(measure.denominator) or P("hele populationen")))
    lines.append(P("Tæller: %(what)s.", what=_counted(measure.numerator) or P("det samme som nævneren")))
    lines.append(
        P(
            "Kommune: bopælen på torsdagen i periodens sidste uge, ellers kommunen i personfilen. "
            "Er ingen af dem kendt, tælles personen kun med i landet."
        )
    )
    official = measure.official_source
    lines.append(
        P(
            "Kilde: %(source)s. Tallet er %(standing)s%(official)s.",
            source=measure.source,
            standing=measure.standing.phrase,
            official=P("; den officielle kilde er %(official)s", official=official) if official else text(""),
        )
    )
    return tuple(lines)


def _population(measure: Measure) -> list[Phrase]:
    asked = measure.population
    found: list[Phrase] = []
    if asked.origin:
        found.append(P("oprindelse %(which)s", which=_either([_ORIGINS[one] for one in asked.origin])))
    if asked.age is not None:
        found.append(_span(asked.age, P("fyldte år"), P("alder")))
    if asked.months is not None:
        found.append(_span(asked.months, P("måneder"), P("tid siden programmets start")))
    if asked.in_programme:
        found.append(P("i integrationsprogrammet (begge dage med; uden slutdato er det åbent)"))
    if asked.readiness:
        found.append(
            P("visiteret %(which)s på torsdagen", which=_either([text(one) for one in asked.readiness]))
        )
    found += _asked(asked.codes, P("i periodens sidste uge"))
    found += _asked(asked.codes_any_week, P("i mindst én af periodens uger"))
    return found


def _span(span: Span, unit: Phrase, what: Phrase) -> Phrase:
    start, below = span.start, span.below
    if below is None:
        return P("%(what)s mindst %(start)s %(unit)s", what=what, start=str(start), unit=unit)
    if start is None:
        return P("%(what)s under %(below)s %(unit)s", what=what, below=str(below), unit=unit)
    return P(
        "%(what)s mindst %(start)s og under %(below)s %(unit)s",
        what=what,
        start=str(start),
        below=str(below),
        unit=unit,
    )


def _asked(codes: Codes | None, where: Phrase) -> list[Phrase]:
    if codes is None:
        return []
    return [P("%(codes)s %(where)s", codes=_codes(codes), where=where)]


def _codes(codes: Codes) -> Phrase:
    named = [P("en kode på listen “%(list)s”", list=one.title) for one in codes.lists]
    return _either([*([P("blank (uden ydelse)")] if codes.blank else []), *named])


def _counted(counted: Counted) -> Phrase | None:
    parts = []
    if counted.codes is not None:
        parts.append(_codes(counted.codes))
    if counted.readiness:
        which = _either([text(one) for one in counted.readiness])
        parts.append(P("visiteret %(which)s på ugens torsdag", which=which))
    return listed(parts) if parts else None


def _either(parts: Sequence[Phrase]) -> Phrase:
    if len(parts) == 1:
        return parts[0]
    return P("%(first)s eller %(last)s", first=joined(parts[:-1], ", "), last=parts[-1])


def _looked(measure: Measure, period: Period) -> Looked:
    first, last = needed(measure, period)
    return Looked(period, name_of(first), name_of(last), thursday(last))
