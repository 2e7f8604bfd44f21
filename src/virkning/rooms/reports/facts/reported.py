"""What has been reported on an activity in one period, boiled down: whether there is anything, and a fingerprint of it.

Lights and assessments are left out: they come after the report, and a judgement is no change of what was handed in.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from virkning.figures.periods import Period

from .project import ActivityFacts, ResultFacts


def reported_in(activity: ActivityFacts, period: Period, beside: Iterable[str] = ()) -> tuple[Any, ...]:
    """Everything reported on the activity in the period; empty where nothing is.

    `beside`: what is said beside the figures (comment, embedding), as texts.
    """
    return (
        *_statuses(activity, period),
        *_readings(activity.results, period),
        *(one for one in beside if one),
    )


def fingerprint_of(reported: tuple[Any, ...]) -> str:
    """SHA-256 of it, in hexadecimal; blank where nothing is reported."""
    if not reported:
        return ""
    # Sorted: another order on the page is no other report.
    rows = sorted(json.dumps(row, default=str, ensure_ascii=False) for row in reported)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _statuses(activity: ActivityFacts, period: Period) -> Iterator[tuple[Any, ...]]:
    for facts in activity.milestones:
        for one in facts.milestone.entries:
            if one.period == period and (one.status is not None or one.has_value or one.comment):
                figures = (one.value, one.value_text, one.numerator, one.denominator)
                yield ("m", facts.id, one.status, *map(str, figures), one.comment)


def _readings(results: Iterable[ResultFacts], period: Period) -> Iterator[tuple[Any, ...]]:
    for facts in results:
        for one in facts.indicator.readings:
            if one.period == period:
                # Named one by one: a column more must not make everything approved look changed.
                figures = (one.number, one.answer, one.numerator, one.denominator)
                yield ("r", facts.id, one.series, *map(str, figures), one.text, one.break_reason)
