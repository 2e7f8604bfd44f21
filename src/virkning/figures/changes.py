"""How a series has changed between two periods: the sentence over a chart."""

from enum import StrEnum

from virkning.figures.breaks import breaks_between
from virkning.figures.indicators import Indicator
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase, joined
from virkning.figures.sentences import break_sentence
from virkning.figures.sums import difference


class Change(StrEnum):
    """Which way the numbers went; whether that is good is the target's business."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


def direction_of_change(indicator: Indicator, series: str, first: Period, last: Period) -> Change | None:
    """Up, down or the same from the first period to the last; None where they cannot be compared, as below."""
    before, after = indicator.figure(series, first), indicator.figure(series, last)
    if before is None or after is None or indicator.redefined_between(first, last):
        return None
    if before == after:
        return Change.SAME
    return Change.UP if after > before else Change.DOWN


def change_sentence(indicator: Indicator, series: str, first: Period, last: Period) -> Phrase | None:
    """`Værdien er steget fra 32 pct. i 2010 til 71,7 pct. i 2013, det er 39,7 procentpoint.` and the breaks.

    None where one of the two periods has no number, or the result was redefined between them: then nothing is compared.
    """
    before, after = indicator.figure(series, first), indicator.figure(series, last)
    if before is None or after is None or indicator.redefined_between(first, last):
        return None
    sentence = _SENTENCES[direction_of_change(indicator, series, first, last) or Change.SAME].filled(
        {
            "before": indicator.unit.format(before),
            "first": first.phrase,
            "after": indicator.unit.format(after),
            "last": last.phrase,
            "size": indicator.unit.format_difference(difference(after, before).copy_abs()),
        }
    )
    broken = {one.period for one in breaks_between(indicator, series, first, last)}
    return joined([sentence, break_sentence(broken)]) if broken else sentence


_SENTENCES = {
    Change.UP: P("Værdien er steget fra %(before)s i %(first)s til %(after)s i %(last)s, det er %(size)s."),
    Change.DOWN: P("Værdien er faldet fra %(before)s i %(first)s til %(after)s i %(last)s, det er %(size)s."),
    Change.SAME: P("Værdien er %(after)s i %(last)s, det samme som i %(first)s."),
}
