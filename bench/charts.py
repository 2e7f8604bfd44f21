"""Seconds a chart."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from bench.timing import seconds
from virkning.charts import LineChart, Point, SeriesLine, Sparkline, TargetLine, to_png, to_svg
from virkning.charts.theorydrawing import theory_svg
from virkning.charts.theorymap import TheoryArrow, TheoryBox, TheoryMap

LABELS = ("2010", "2011", "2012", "2013")


def chart(number: int) -> LineChart:
    """A chart unlike every other, so that none is remembered."""
    points = tuple(
        Point(label, place, (number * 7 + place * 11) % 90 + number / 1000, latest=place == 3)
        for place, label in enumerate(LABELS)
    )
    return LineChart(
        title=f"Resultat {number}",
        description="Fire målinger.",
        unit_label="pct.",
        x_labels=LABELS,
        series=(SeriesLine("", points),),
        target=TargetLine(75, "Mål: mindst 75 pct."),
        is_share=True,
    )


def measure(folder: str) -> Iterator[str]:
    """Medians over charts that differ."""
    fonts: Path = settings.FONT_DIRS[0]
    first = seconds(lambda: to_svg(chart(0)))
    svg = statistics.median(seconds(lambda n=n: to_svg(chart(n))) for n in range(1, 21))  # type: ignore[misc]
    png = statistics.median(
        seconds(lambda n=n: to_png(chart(n), font_dir=fonts))
        for n in range(21, 41)  # type: ignore[misc]
    )
    spark = statistics.median(
        seconds(lambda n=n: to_svg(Sparkline((n, 2, 3, 4), target=3))) for n in range(200)
    )  # type: ignore[misc]
    yield f"a chart as SVG {svg:.4f} s, as PNG {png:.4f} s; the first of a process {first:.2f} s"
    yield f"a sparkline {spark:.6f} s"
    drawn = statistics.median(seconds(lambda n=n: theory_svg(theory(n))) for n in range(20))  # type: ignore[misc]
    yield f"a theory of 60 boxes and 120 arrows {drawn:.4f} s"


def theory(number: int) -> TheoryMap:
    """60 boxes and 120 arrows over four columns, as large as a theory may be; unlike every other."""
    boxes = tuple(
        TheoryBox(
            f"{place}", place % 4, f"{place}.", f"Skolerne bruger handleplanerne aktivt {number}", "Grøn"
        )
        for place in range(60)
    )
    pairs = [(n, m) for n in range(60) for m in range(60) if n % 4 < m % 4 and (n * 7 + m * 11) % 11 == 0]
    arrows = tuple(TheoryArrow(f"{start}", f"{end}", end % 2 == 0) for start, end in pairs[:120])
    return TheoryMap(
        "Forandringsteori", "60 kasser.", ("Aktiviteter", "Kort", "Mellem", "Langt"), boxes, arrows
    )
