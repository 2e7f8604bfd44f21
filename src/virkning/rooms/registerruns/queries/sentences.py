"""A goal told in sentences, and how sure its shares and changes are: the same for page, API and report. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from virkning.figures.collation import danish_key
from virkning.figures.goalsentences import Ends, GoalSentences, Span, goal_sentences
from virkning.figures.periods import Period
from virkning.figures.proportions import Interval as Fraction
from virkning.figures.proportions import Proportion, change, wilson

from ..protection import Figure
from .published import GoalTable


@dataclass(frozen=True)
class Interval:
    """Both ends, in pct. of a share, in procentpoint of a change."""

    low: Decimal
    high: Decimal


def share_interval(figure: Figure) -> Interval | None:
    """Wilson's interval of a share; None where a count of it is not told, or there was nobody."""
    told = _proportion(figure)
    return None if told is None else _percent(wilson(told))


def change_interval(before: Figure, now: Figure) -> Interval | None:
    """The interval of the change from one share to another; None where one of them has none."""
    earlier, later = _proportion(before), _proportion(now)
    return None if earlier is None or later is None else _percent(change(earlier, later).interval)


def ends_of(name: str, before: Figure, now: Figure) -> Ends:
    """A place at the two ends: what is shown, whether something is hidden, whether its change may be chance."""
    moved = change_interval(before, now)
    return Ends(
        name=name,
        before=before.share,
        now=now.share,
        hidden=is_hidden(before) or is_hidden(now),
        unsure=moved is not None and moved.low <= 0 <= moved.high,
    )


def is_hidden(figure: Figure) -> bool:
    """Whether there is a share that is not shown; where nobody was counted there is none."""
    return figure.share is None and (figure.is_hidden or bool(figure.denominator))


def sentences_of(
    table: GoalTable, baseline: Period | None = None, latest: Period | None = None
) -> GoalSentences:
    """What has happened from the baseline to the latest period, for the municipalities the table's reader sees."""
    first, last = baseline or table.baseline, latest or table.latest
    rows = sorted(table.municipalities, key=lambda one: danish_key(one.name))
    places = [ends_of(one.name, one.at(first), one.at(last)) for one in rows]
    country = ends_of("", table.country.at(first), table.country.at(last))
    return goal_sentences(places, country, Span(first, last))


def _proportion(figure: Figure) -> Proportion | None:
    if figure.share is None or not figure.denominator or figure.numerator is None:
        return None
    return Proportion(figure.numerator, figure.denominator)


def _percent(interval: Fraction) -> Interval:
    return Interval(Decimal(interval.low) * 100, Decimal(interval.high) * 100)
