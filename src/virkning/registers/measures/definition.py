"""What a measure is: whom it counts over, what it counts, in which weeks. Plain data, with no way of counting.

The reference week of a period is the last one whose Thursday lies in it. The population, the exclusions and the
municipality are judged there, once a period; `unit` says which weeks numerator and denominator are judged in:

    last week   the reference week: persons
    any week    at least one of the period's weeks: persons
    weeks       every one of the period's weeks: weeks (a person can count for thirteen in a quarter)

A week of the numerator is always also one of the denominator, so a share never exceeds one.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from virkning.figures.periods import PeriodKind
from virkning.figures.phrases import P, Phrase
from virkning.figures.worded import Worded

from ..codelists import CodeList

ORIGINS = ("dansk", "vestlig", "ikke-vestlig")
#: The categories of today and those before 2014.
READINESS = (
    *("jobparat", "aktivitetsparat", "uddannelsesparat"),
    *("jobklar", "indsatsklar", "midlertidigt passiv"),
)
PERIODS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
GROUPS = ("sex",)


class Unit(StrEnum):
    """Which weeks numerator and denominator are judged in. Mandatory: here two readers of one sentence disagree."""

    LAST_WEEK = "last week"
    ANY_WEEK = "any week"
    WEEKS = "weeks"


class Standing(Worded):
    """Whether the figure is the official one."""

    OFFICIAL = "official", P("officielt")
    APPROXIMATION = "approximation", P("tilnærmet")


@dataclass(frozen=True)
class Codes:
    """A week whose code is on one of the lists on the week's Thursday, or is blank where `blank` is set."""

    lists: tuple[CodeList, ...] = ()
    blank: bool = False


@dataclass(frozen=True)
class Span:
    """From `start` on and before `below`; None is open."""

    start: int | None = None
    below: int | None = None


@dataclass(frozen=True)
class Population:
    """Who is counted over, judged on the reference Thursday; what is None or empty asks for nothing.

    age: whole years completed. months: since the programme's start, a day that the month lacks being its last.
    in_programme: between the programme's two days, both included; no last day is an open end.
    codes, readiness: in the reference week and on its Thursday. codes_any_week: in at least one of the period's weeks.
    """

    origin: tuple[str, ...] = ()
    age: Span | None = None
    months: Span | None = None
    in_programme: bool = False
    codes: Codes | None = None
    codes_any_week: Codes | None = None
    readiness: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exclusions:
    """Who is left out: by the reference week's code, or by the code of any of the period's weeks."""

    codes: Codes | None = None
    codes_any_week: Codes | None = None


@dataclass(frozen=True)
class Counted:
    """What a week must be to count: a code, and a readiness on its Thursday. Both, where both are asked."""

    codes: Codes | None = None
    readiness: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A measure as it was read. `version` is a hash of what decides its figures and what is told of them."""

    name: str
    title: str
    definition: str
    unit: Unit
    period: PeriodKind
    population: Population
    numerator: Counted
    standing: Standing
    source: str
    denominator: Counted = field(default_factory=Counted)
    exclude: Exclusions = field(default_factory=Exclusions)
    groups: tuple[str, ...] = ()
    #: The measure this one is a part of: their numbers are hidden together.
    part_of: str | None = None
    official_source: str = ""
    notes: str = ""
    version: str = ""
    #: The file, as the evaluator wrote it.
    text: str = ""

    @property
    def codes(self) -> tuple[Codes, ...]:
        """Every condition on codes, in the order they are judged."""
        asked = (
            self.population.codes,
            self.population.codes_any_week,
            self.exclude.codes,
            self.exclude.codes_any_week,
            self.denominator.codes,
            self.numerator.codes,
        )
        return tuple(one for one in asked if one is not None)

    @property
    def lists(self) -> tuple[CodeList, ...]:
        """The code lists it uses, each once, in order of name."""
        found = {(one.name, one.version): one for codes in self.codes for one in codes.lists}
        return tuple(found[key] for key in sorted(found))

    @property
    def whole_period(self) -> bool:
        """Whether it looks at more of a period than its last week."""
        return (
            self.unit is not Unit.LAST_WEEK
            or self.population.codes_any_week is not None
            or self.exclude.codes_any_week is not None
        )


UNIT_WORDS: dict[Unit, Phrase] = {
    Unit.LAST_WEEK: P("personer, bedømt i periodens sidste uge"),
    Unit.ANY_WEEK: P("personer med mindst én sådan uge i perioden"),
    Unit.WEEKS: P("personuger: alle periodens uger tælles"),
}
