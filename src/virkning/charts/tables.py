"""The numbers of a chart as a table: the same words for those who do not see the drawing."""

from functools import singledispatch

from virkning.charts.definitions import (
    BarChart,
    BarSeries,
    ChangeChart,
    Chart,
    LightsByArea,
    LineChart,
    Number,
    SeriesLine,
    StackedBars,
    TargetLine,
)
from virkning.charts.lights import COLOURS, WORDS
from virkning.charts.texts import axis_number

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
MISSING = "mangler"


@singledispatch
def table_of(chart: Chart) -> Table:
    """Header and rows of ready Danish text; the first column names the row.

    A line chart has a row per period, with the target and the breaks in columns of their own where there
    are any. A value without label is written in Danish, a missing one says so.
    """
    raise TypeError(f"There is no table of {type(chart).__name__}.")


@table_of.register
def _(chart: LineChart) -> Table:
    header = ["Periode", *(line.name for line in chart.series)]
    columns = [_line_cells(line, len(chart.x_labels)) for line in chart.series]
    if chart.target is not None:
        header.append("Mål")
        columns.append(_target_cells(chart.target, len(chart.x_labels)))
    if chart.breaks:
        header.append("Databrud")
        reasons = [""] * len(chart.x_labels)
        for mark in chart.breaks:
            earlier = reasons[mark.position_before]
            reasons[mark.position_before] = f"{earlier}; {mark.reason}" if earlier else mark.reason
        columns.append(reasons)
    return tuple(header), tuple(zip(chart.x_labels, *columns, strict=True))


@table_of.register
def _(chart: BarChart) -> Table:
    return _bar_table("Kategori", chart.categories, chart.series)


@table_of.register
def _(chart: StackedBars) -> Table:
    return _bar_table("Periode", chart.periods, chart.parts)


@table_of.register
def _(chart: LightsByArea) -> Table:
    header = ("Område", *(WORDS[colour] for colour in COLOURS), "I alt")
    rows = tuple(
        (row.area, *(str(row.count(colour)) for colour in COLOURS), str(row.total)) for row in chart.rows
    )
    return header, rows


@table_of.register
def _(chart: ChangeChart) -> Table:
    header = (chart.corner, chart.before_name, chart.now_name, chart.change_name)
    rows = tuple(
        (
            row.name,
            _cell(row.before, row.before_label),
            _cell(row.now, row.now_label),
            row.change_label or MISSING,
        )
        for row in chart.rows
    )
    return header, rows


def _bar_table(corner: str, names: tuple[str, ...], series: tuple[BarSeries, ...]) -> Table:
    columns = [[_cell(bar.value, bar.label) for bar in item.bars] for item in series]
    return (corner, *(item.name for item in series)), tuple(zip(names, *columns, strict=True))


def _line_cells(line: SeriesLine, periods: int) -> list[str]:
    cells = [MISSING] * periods
    for point in line.points:
        cells[point.position] = _cell(point.value, point.label)
    return cells


def _target_cells(target: TargetLine, periods: int) -> list[str]:
    if target.value is not None:
        return [_cell(target.value, "")] * periods
    cells = [""] * periods
    for step in target.steps:
        for position in range(max(step.position, 0), periods):
            cells[position] = _cell(step.value, "")
    return cells


def _cell(value: Number | None, label: str) -> str:
    if label or value is None:
        return label or MISSING
    text = axis_number(value, 6)
    return text.rstrip("0").rstrip(",")
