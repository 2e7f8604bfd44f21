"""Small multiples: what a line chart becomes when it has too many series to be read together."""

from collections.abc import Iterable
from dataclasses import replace

from virkning.charts.definitions import LineChart, SeriesLine
from virkning.charts.scales import y_scale


def small_multiples(frame: LineChart, series: Iterable[SeriesLine]) -> tuple[LineChart, ...]:
    """One chart per series, in the frame's periods, target and breaks and all on one y axis.

    `frame` gives everything but the series; its own are left out unless they are given again.
    """
    singles = tuple(
        replace(frame, title=line.name, description=f"{line.name}. {frame.description}", series=(line,))
        for line in series
    )
    scales = [y_scale(single) for single in singles]
    if not scales:
        return ()
    low, high = min(scale.low for scale in scales), max(scale.high for scale in scales)
    return tuple(replace(single, y_min=low, y_max=high) for single in singles)
