"""The tiny chart of the results grid, written straight as SVG.

A project page holds thirty of them, so they do not go through the renderer: one takes well under a tenth
of a millisecond. Only presentation attributes are used, so a strict content security policy is kept.
"""

from dataclasses import dataclass
from html import escape

from virkning.charts.cleaning import number
from virkning.charts.colours import AXIS, INK, PETROL, WHITE
from virkning.charts.definitions import Number, Sparkline
from virkning.charts.texts import plain

_SIDE = 8.0  # air at the sides and over the plot, room for half a point
_TOP = 7.0
_FOOT = 5.0  # the base line's distance from the lower edge


@dataclass(frozen=True, slots=True)
class Geometry:
    """Places in pixels: one point per period (None where missing), the base line and the target's height."""

    points: tuple[tuple[float, float] | None, ...]
    base: float
    target: float | None
    poles: tuple[float, ...]


def geometry(spark: Sparkline, width: float, height: float) -> Geometry:
    """Where everything stands in a picture of `width` × `height` pixels."""
    low, high = _range(spark)
    step = (width - 2 * _SIDE) / max(len(spark.values) - 1, 1)
    first = _SIDE if len(spark.values) > 1 else width / 2

    def y(value: Number) -> float:
        return _TOP + (1 - (float(value) - low) / (high - low)) * (height - _TOP - _FOOT)

    return Geometry(
        points=tuple(
            None if value is None else (first + index * step, y(value))
            for index, value in enumerate(spark.values)
        ),
        base=y(min(max(0.0, low), high)),
        target=None if spark.target is None else y(spark.target),
        poles=tuple(first + (position - 0.5) * step for position in spark.breaks),
    )


def sparkline_svg(spark: Sparkline, *, width: int = 176, height: int = 48) -> str:
    """The sparkline as inline SVG; decoration without a description, otherwise a picture with that label."""
    place = geometry(spark, width, height)
    if spark.description:
        role = f'role="img" aria-label="{escape(plain(spark.description))}"'
    else:
        role = 'aria-hidden="true" focusable="false"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" {role}>',
        _line(0, place.base, width, place.base, f'stroke="{AXIS}" stroke-opacity="0.6"'),
    ]
    if place.target is not None:
        look = f'stroke="{INK}" stroke-width="1.2" stroke-dasharray="4 2.5"'
        parts.append(_line(0, place.target, width, place.target, look))
    look = f'stroke="{INK}" stroke-width="1.2" stroke-dasharray="1.2 2.6"'
    parts += [_line(x, 1, x, height - _FOOT, look) for x in place.poles]
    parts += _curve(spark, place)
    parts.append("</svg>")
    return "".join(parts)


def _curve(spark: Sparkline, place: Geometry) -> list[str]:
    cuts = set(spark.breaks)
    d: list[str] = []
    circles: list[str] = []
    known = [index for index, point in enumerate(place.points) if point is not None]
    for index, point in enumerate(place.points):
        if point is None:
            continue
        x, y = number(point[0]), number(point[1])
        joined = index > 0 and place.points[index - 1] is not None and index not in cuts
        d.append(f"{'L' if joined else 'M'}{x} {y}")
        last = index == known[-1]
        r, fill = ("4.6", PETROL) if last else ("2.8", WHITE)
        circles.append(
            f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="{PETROL}" stroke-width="1.6"/>'
        )
    if not d:
        return []
    return [f'<path d="{"".join(d)}" fill="none" stroke="{PETROL}" stroke-width="2"/>', *circles]


def _line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    return f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" {look}/>'


def _range(spark: Sparkline) -> tuple[float, float]:
    known = [float(value) for value in (*spark.values, spark.target) if value is not None]
    low = float(spark.y_min) if spark.y_min is not None else min([0.0, *known])
    high = float(spark.y_max) if spark.y_max is not None else max([0.0, *known])
    return (low, high) if high > low else (low, low + 1.0)
