"""One class per sheet of the project workbook; fields stand in the order of the sheet's columns.

All cells are text as a person would type them: numbers in Danish (`67,33`), dates in ISO, blank = empty.
The writer turns numbers and dates into real Excel numbers and dates.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Project:
    """The rows of `Projekt`: field and value. A blank programme leaves its row out."""

    name: str
    municipalities: str
    programme: str
    start: str
    end: str
    periods: str
    baseline: str


@dataclass(frozen=True)
class Area:
    nr: str
    title: str


@dataclass(frozen=True)
class Activity:
    nr: str
    area: str
    title: str
    responsible: str = ""
    closed: str = ""
    reason: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Milestone:
    activity: str
    nr: str
    title: str
    kind: str
    target: str = ""
    deadline: str = ""
    expected_from: str = ""
    added: str = ""
    retired: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Status:
    activity: str
    milestone: str
    period: str
    status: str = ""
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    light: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Result:
    nr: str
    activity: str
    area: str
    title: str
    term: str
    kind: str
    unit: str = ""
    rule: str = ""
    target: str = ""
    target_series: str = ""
    reference_series: str = ""
    baseline: str = ""
    expected_from: str = ""
    added: str = ""
    retired: str = ""
    reason: str = ""
    replaced_by: str = ""


@dataclass(frozen=True)
class Measurement:
    result: str
    series: str
    period: str
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    text: str = ""
    break_reason: str = ""
    source: str = ""


@dataclass(frozen=True)
class TargetVersion:
    result: str
    activity: str
    milestone: str
    valid_from: str
    rule: str = ""
    target: str = ""
    deadline: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Assessment:
    activity: str
    area: str
    result: str
    period: str
    headline: str = ""
    text: str = ""
    light: str = ""


@dataclass(frozen=True)
class DemoProject:
    """A whole workbook; `versions` may be empty, and then its sheet is left out."""

    file: str
    project: Project
    areas: tuple[Area, ...]
    activities: tuple[Activity, ...]
    milestones: tuple[Milestone, ...]
    statuses: tuple[Status, ...]
    results: tuple[Result, ...]
    measurements: tuple[Measurement, ...]
    versions: tuple[TargetVersion, ...]
    assessments: tuple[Assessment, ...]


def series(
    result: str,
    name: str,
    values: dict[str, str],
    *,
    source: str = "",
    texts: dict[str, str] | None = None,
    breaks: dict[str, str] | None = None,
) -> tuple[Measurement, ...]:
    """The measurements of one series, from period → value.

    A value may be written with its counts, `37,5 = 33/88`. `texts` and `breaks` go by period too.
    """
    rows = []
    for period, written in values.items():
        value, _, counts = written.partition(" = ")
        numerator, _, denominator = counts.partition("/")
        text, reason = (texts or {}).get(period, ""), (breaks or {}).get(period, "")
        rows.append(Measurement(result, name, period, value, numerator, denominator, text, reason, source))
    return tuple(rows)
