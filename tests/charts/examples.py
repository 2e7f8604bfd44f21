"""Charts the tests draw, as small as they can be. Holstebro's figures come from the status note."""

from collections.abc import Sequence
from decimal import Decimal

from virkning.charts import (
    Bar,
    BarChart,
    BarSeries,
    BreakMark,
    Chart,
    LightRow,
    LightsByArea,
    LineChart,
    Point,
    SeriesLine,
    StackedBars,
    TargetLine,
)

YEARS = ("2010 (baseline)", "2011", "2012", "2013")
MERGER = BreakMark(2, "skolesammenlægning")
HOSTILE = '<script>alert(1)</script>" onload="x\' style=x]]>&\x00\ud800{{7*7}}'


def line(
    *values: float | Decimal | None, name: str = "Nydanske elever", latest: int | None = None
) -> SeriesLine:
    """A series over the years with Danish labels, the latest value marked if asked."""
    return SeriesLine(
        name,
        tuple(
            Point(str(2010 + at), at, value, danish(value), latest=at == latest)
            for at, value in enumerate(values)
        ),
    )


def danish(value: float | Decimal | None) -> str:
    return "" if value is None else str(value).replace(".", ",").replace("-", "−")


def chart(
    *series: SeriesLine,
    target: TargetLine | None = None,
    breaks: tuple[BreakMark, ...] = (),
    is_share: bool = True,
    x_labels: tuple[str, ...] = YEARS,
) -> LineChart:
    """A line chart over the years, of shares unless told otherwise."""
    return LineChart(
        "Andelen er steget.",
        "Fra 32 til 71,7.",
        "Pct. af eleverne",
        x_labels,
        series,
        target,
        breaks,
        is_share,
    )


def bars(name: str, values: Sequence[float | None], *, latest: bool = False) -> BarSeries:
    return BarSeries(name, tuple(Bar(value, danish(value)) for value in values), latest=latest)


HOLSTEBRO = chart(
    line(32, Decimal("67.33"), 25, Decimal("71.7"), latest=3),
    target=TargetLine(75, "Mål: mindst 75 pct."),
    breaks=(MERGER,),
)
BARS = BarChart(
    "Flere er i job.",
    "To år.",
    "Pct. af deltagerne",
    ("Beskæftigelse", "Uddannelse"),
    (bars("2012", (12, 8)), bars("2013", (20, None), latest=True)),
    is_share=True,
)
STACKED = StackedBars(
    "Flere er i job.",
    "Tre år.",
    "Pct. af deltagerne",
    ("2011", "2012", "2013"),
    (bars("Beskæftigelse", (10, 14, 25)), bars("Uddannelse", (20, 22, 25)), bars("Øvrige", (70, 64, 50))),
    is_share=True,
)
LIGHTS = LightsByArea(
    "De fleste er grønne.",
    "To områder.",
    (LightRow("1 Relationsmedarbejdere", 12, 1, 0, 2), LightRow("2 Børn og unge", 18, 4, 3, 0)),
    "Antal milepæle",
)
EVERY_KIND: tuple[Chart, ...] = (HOLSTEBRO, BARS, STACKED, LIGHTS)
