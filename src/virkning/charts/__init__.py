"""Charts: one definition, drawn as inline SVG (pages, PDF) and PNG (Word); native charts are built from it.

A pure tool that knows neither Django nor the domain: callers hand over numbers and ready Danish words.
`definitions` says what a chart holds, `render` draws it, `tables` gives the table that stands beside it.
A label never covers another; what has no room is left to the table.
"""

from virkning.charts.definitions import (
    Bar,
    BarChart,
    BarSeries,
    BreakMark,
    ChangeChart,
    ChangeLine,
    ChangeRow,
    Chart,
    ChartError,
    LightRow,
    LightsByArea,
    LineChart,
    Point,
    SeriesLine,
    Sparkline,
    StackedBars,
    TargetLine,
    TargetStep,
)
from virkning.charts.multiples import small_multiples
from virkning.charts.render import DESKTOP, PHONE, to_png, to_svg
from virkning.charts.sparkline import sparkline_svg
from virkning.charts.tables import table_of

__all__ = [
    "DESKTOP",
    "PHONE",
    "Bar",
    "BarChart",
    "BarSeries",
    "BreakMark",
    "ChangeChart",
    "ChangeLine",
    "ChangeRow",
    "Chart",
    "ChartError",
    "LightRow",
    "LightsByArea",
    "LineChart",
    "Point",
    "SeriesLine",
    "Sparkline",
    "StackedBars",
    "TargetLine",
    "TargetStep",
    "small_multiples",
    "sparkline_svg",
    "table_of",
    "to_png",
    "to_svg",
]
