"""Results with indicator, series, target versions, attainment, and measurements."""

from datetime import datetime

from pydantic import BaseModel

from virkning.figures.attainment import AttainmentState
from virkning.figures.indicators import Answer, IndicatorKind, Term
from virkning.figures.milestones import Light
from virkning.figures.rules import TargetRule
from virkning.rooms.reports.facts.judgements import CellState

from .activities import Origin
from .values import Confirmed, Given, Key, Line, Name, Number, PeriodText, Text


class Series(BaseModel):
    """One line of a result; the nameless one is the result itself. `reference_rank` 1 is the first reference used."""

    name: str
    is_target: bool
    reference_rank: int | None


class Target(BaseModel):
    """A version of what a result aims at; `valid_from` null is the first. `deadline`: a day, or a whole period."""

    valid_from: str | None
    rule: TargetRule | None
    amount: str | None
    deadline: str | None
    reason: str


class Redefinition(BaseModel):
    """From a period on the result is worded or measured otherwise: no value is compared across it."""

    valid_from: str
    before: str
    after: str
    reason: str


class Attainment(BaseModel):
    """How a value stands against its target, and why in one sentence. `gap`: value minus threshold, with its unit."""

    state: AttainmentState
    sentence: str
    gap: str | None
    due: bool


class ResultStanding(BaseModel):
    """How a result stands in exactly one period, computed on read. `attainment` is null where it has no target."""

    period: str
    state: CellState
    values: list[str]
    differences: list[str]
    texts: list[str]
    breaks: list[str]
    light: Light | None
    judged: Light | None
    computed: Light | None
    computed_reason: str
    attainment: Attainment | None


class Result(BaseModel):
    """A result with its indicator. `replaced_by`: the number of the result that took over."""

    id: int
    number: str
    statement: str
    term: Term
    kind: IndicatorKind
    unit: str
    activities: list[str]
    area: str | None
    baseline: str | None
    expected_from: str | None
    added_in: str | None
    retired_in: str | None
    reason: str
    replaced_by: str | None
    series: list[Series]
    targets: list[Target]
    redefinitions: list[Redefinition]
    standing: ResultStanding | None


class Measurement(BaseModel):
    """One value of one series in one period, with its origin. Never edited: a new one supersedes it.

    `series` null: words about the whole period (a note). `superseded_at` null: it stands. `confirmed`: the codes of the
    doubts a person has said are right.
    """

    id: int
    result_id: int
    series: str | None
    period: str
    value: str | None
    unit: str
    answer: Answer | None
    numerator: str | None
    denominator: str | None
    text: str
    break_reason: str
    source: str
    origin: Origin
    confirmed: list[str]
    superseded_at: datetime | None
    superseded_by: str | None


class MeasurementGiven(Given):
    """A measurement to write over the one that stands there. Left all blank, that one is withdrawn.

    `series`: its name; "" the nameless one; null a note to the period. `supersedes`: the id of the measurement that was
    read there; null where there was none. `confirmed`: doubts that are answered, code → why.
    """

    period: PeriodText
    series: Name | None = ""
    value: Number | None = None
    answer: Answer | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    text: Text = ""
    break_reason: Line = ""
    source: Line = ""
    supersedes: Key | None = None
    confirmed: Confirmed = {}
