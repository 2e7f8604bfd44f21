"""Cuts a series into the pieces that may be joined by a line."""

from virkning.charts.definitions import BreakMark, Number, Point, SeriesLine, TargetLine


def segments(line: SeriesLine, breaks: tuple[BreakMark, ...]) -> tuple[tuple[Point, ...], ...]:
    """The series' known points, cut at breaks and wherever a period is missing.

    A piece of one point is drawn as a point without a line.
    """
    cuts = {mark.position_before for mark in breaks}
    pieces: list[list[Point]] = []
    before: Point | None = None
    for point in known(line):
        joined = before is not None and point.position == before.position + 1 and point.position not in cuts
        if joined:
            pieces[-1].append(point)
        else:
            pieces.append([point])
        before = point
    return tuple(tuple(piece) for piece in pieces)


def known(line: SeriesLine) -> tuple[Point, ...]:
    """The points that have a value, by position."""
    return tuple(sorted((p for p in line.points if p.value is not None), key=lambda p: p.position))


def latest(line: SeriesLine) -> Point | None:
    """The point marked latest, otherwise the last that has a value."""
    points = known(line)
    marked = [point for point in points if point.latest]
    if marked:
        return marked[-1]
    return points[-1] if points else None


def target_runs(target: TargetLine, low: float, high: float) -> tuple[tuple[float, float, Number, str], ...]:
    """The target as (from x, to x, value, words), where x is a position and low/high the axis' ends.

    A step begins half-way between its period and the one before.
    """
    if target.value is not None:
        return ((low, high, target.value, target.label),)
    starts = [max(low, step.position - 0.5) for step in target.steps]
    ends = [*starts[1:], high]
    words = [step.label for step in target.steps[:-1]] + [target.label or target.steps[-1].label]
    return tuple(
        (start, end, step.value, word)
        for start, end, step, word in zip(starts, ends, target.steps, words, strict=True)
    )
