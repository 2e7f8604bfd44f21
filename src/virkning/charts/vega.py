"""Vega-Lite specs as plain dicts, and the few kinds of layer our charts are made of.

Written as dicts and not with altair: altair builds the same JSON, but importing it takes 0.9 seconds,
which every process that shows a chart would pay.

Vega places what is data (curves, points, bars, grid, axis numbers); we place the words ourselves in
pixels (`scale: None`), because Vega-Lite cannot keep labels from covering each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from virkning.charts.colours import MUTED, RULE, WHITE
from virkning.charts.placing import Text
from virkning.charts.scales import Scale
from virkning.charts.texts import plain

Spec = dict[str, Any]

VEGA_LITE = "6.4"  # pinned: another version may draw another picture
# Only the measuring font: vl-convert measures every text although nothing here depends on it, and a
# generic family takes half the time. The real family is set once on the finished SVG.
MEASURING_FONT = "sans-serif"


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture in pixels: the whole, and the margins around the plot."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def plot_width(self) -> float:
        """The plot's width."""
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> float:
        """The plot's height."""
        return self.height - self.top - self.bottom


def spec_of(frame: Frame, layers: Iterable[Spec]) -> Spec:
    """A whole spec from its layers, drawn in order."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": frame.plot_width,
        "height": frame.plot_height,
        "padding": {"left": frame.left, "top": frame.top, "right": frame.right, "bottom": frame.bottom},
        "autosize": {"type": "none"},
        "background": None,
        "config": {"font": MEASURING_FONT, "view": {"stroke": None}, "aria": False},
        "data": {"values": []},
        # otherwise the layers placed in pixels, which have no axis, take it from those that do
        "resolve": {"axis": {"x": "independent", "y": "independent"}},
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def linear(scale: Scale, *, axis: Spec | None = None, field: str = "y") -> Spec:
    """Encoding of a value channel on the scale."""
    domain = {"domain": [scale.low, scale.high], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": domain, "axis": axis, "title": None}


def positions(low: float, high: float, *, field: str = "x") -> Spec:
    """Encoding of a position channel from `low` to `high`, without axis."""
    domain = {"domain": [low, high], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": domain, "axis": None}


def value_axis(scale: Scale, size: float) -> Spec:
    """Axis with light grid lines and numbers in Danish, without line and ticks."""
    return {
        "values": list(scale.ticks),
        "format": f",.{scale.decimals}f",
        "grid": True,
        "gridColor": RULE,
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "labelColor": MUTED,
        "labelFontSize": size,
        "labelOverlap": False,
        "labelBound": False,
        "labelFlush": False,
        "aria": False,
    }


def layer(mark: str, values: Sequence[Spec], encoding: Spec, **look: object) -> Spec:
    """One layer; `look` is the mark's properties."""
    return {
        "data": {"values": list(values)},
        "mark": {"type": mark, "aria": False, **look},
        "encoding": encoding,
    }


def pixels(*names: str) -> Spec:
    """Encoding that takes the named fields as they are: pixels for x and y, CSS values otherwise."""
    kinds = {"x": "quantitative", "y": "quantitative", "size": "quantitative"}
    encoding: Spec = {}
    for name in names:
        if name in ("x2", "y2"):
            encoding[name] = {"field": name}
        else:
            encoding[name] = {"field": name, "type": kinds.get(name, "nominal"), "scale": None}
            if name in ("x", "y"):
                encoding[name]["axis"] = None
    return encoding


def text_layer(texts: Iterable[Text]) -> Spec:
    """All the words of a chart in one layer."""
    values: list[Spec] = [
        {
            "x": round(text.x, 2),
            "y": round(text.y, 2),
            "text": plain(text.text),
            "size": text.size,
            "color": text.colour,
            "align": text.align,
            "weight": 600 if text.bold else 400,
            "halo": WHITE if text.halo else None,
        }
        for text in texts
        if text.text
    ]
    encoding = pixels("x", "y", "color", "size")
    encoding["text"] = {"field": "text", "type": "nominal"}
    encoding["stroke"] = {"field": "halo", "type": "nominal", "scale": None}
    return layer(
        "text",
        values,
        encoding,
        baseline="middle",
        align={"expr": "datum.align"},
        fontWeight={"expr": "datum.weight"},
        limit=0,
        strokeWidth=3,
    )


def rule_layer(lines: Iterable[tuple[float, float, float, float]], **look: object) -> Spec:
    """Straight lines in pixels (x1, y1, x2, y2)."""
    values: list[Spec] = [
        {"x": round(x1, 2), "y": round(y1, 2), "x2": round(x2, 2), "y2": round(y2, 2)}
        for x1, y1, x2, y2 in lines
    ]
    return layer("rule", values, pixels("x", "y", "x2", "y2"), **look)
