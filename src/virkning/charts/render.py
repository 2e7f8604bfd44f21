"""Draws a definition: inline SVG for pages and PDF, PNG for Word.

Vega-Lite is rendered by vl-convert, which is imported at the first chart a process draws: the import and
its JavaScript engine cost a second and 80 MB that other pages should not pay. Import and engine must not
be inherited over a fork; drawing only after the fork, as here, sees to that.
"""

from functools import lru_cache, singledispatch
from pathlib import Path
from threading import Lock

from virkning.charts import vega
from virkning.charts.bars import bar_spec, stacked_spec
from virkning.charts.changes import change_spec
from virkning.charts.cleaning import clean, framed
from virkning.charts.definitions import (
    BarChart,
    ChangeChart,
    Chart,
    LightsByArea,
    LineChart,
    Sparkline,
    StackedBars,
)
from virkning.charts.lights import lights_spec
from virkning.charts.lines import line_spec
from virkning.charts.png import packed
from virkning.charts.sparkline import sparkline_svg
from virkning.charts.texts import DANISH_FORMAT
from virkning.charts.vega import Spec

DESKTOP = 640
PHONE = 358
_SMALLEST = 240

_fonts: set[Path] = set()
_fonts_lock = Lock()


def to_svg(
    chart: Chart | Sparkline,
    *,
    width: int | None = None,
    height: int | None = None,
    font_dir: Path | None = None,
    prefix: str = "chart",
) -> str:
    """The chart as inline SVG, laid out for a width in pixels: 640 if none is given, below 480 for a phone.

    Holds no style, script, link or event attribute. `prefix` makes the ids of title and description
    unique on the page. The reader's own "IBM Plex Sans" is used, so `font_dir` changes nothing here; it is
    accepted so that both formats are asked for alike. A sparkline is drawn without vl-convert.
    """
    if isinstance(chart, Sparkline):
        return sparkline_svg(chart, width=width or 176, height=height or 48)
    width = width or DESKTOP
    drawing, natural = _drawing(chart, width, height)
    return framed(
        drawing, width=width, height=natural, title=chart.title, description=chart.description, prefix=prefix
    )


def to_png(
    chart: Chart,
    *,
    width: int = DESKTOP,
    height: int | None = None,
    scale: float = 2,
    font_dir: Path | None = None,
) -> bytes:
    """The chart as PNG on white, `scale` pixels per unit of `width`.

    `font_dir` holds IBM Plex Sans as TTF; without it, or when it is missing, another font is drawn.
    """
    if font_dir is not None:
        register_fonts(font_dir)
    return _png(chart, width, height, scale, font_dir)


@singledispatch
def spec_of(chart: Chart, width: float, height: float | None) -> Spec:
    """The Vega-Lite spec of a chart for a width and height in pixels."""
    raise TypeError(f"There is no drawing of {type(chart).__name__}.")


spec_of.register(LineChart, line_spec)
spec_of.register(BarChart, bar_spec)
spec_of.register(StackedBars, stacked_spec)
spec_of.register(LightsByArea, lights_spec)
spec_of.register(ChangeChart, change_spec)


# Definitions are frozen, so the same one is drawn once: a page reloaded, a note written as Word and PDF.
@lru_cache(maxsize=256)
def _drawing(chart: Chart, width: int, height: int | None) -> tuple[str, float]:
    """The cleaned drawing and its height in pixels."""
    if width < _SMALLEST:
        raise ValueError(f"A chart is at least {_SMALLEST} pixels wide, not {width}; use a sparkline.")
    import vl_convert

    spec = spec_of(chart, width, height)
    padding = spec["padding"]
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=vega.VEGA_LITE, format_locale=DANISH_FORMAT)
    return clean(drawn), spec["height"] + padding["top"] + padding["bottom"]


@lru_cache(maxsize=64)
def _png(chart: Chart, width: int, height: int | None, scale: float, font_dir: Path | None) -> bytes:
    import vl_convert

    drawing, natural = _drawing(chart, width, height)
    paper = f'<rect width="{width}" height="{natural:.2f}" fill="#ffffff"/>'
    svg = framed(paper + drawing, width=width, height=natural, title="", description="", prefix="png")
    return packed(bytes(vl_convert.svg_to_png(svg, scale=scale)))


def register_fonts(font_dir: Path) -> None:
    """Tells vl-convert about a font directory once per process; a missing one is left alone."""
    with _fonts_lock:
        if font_dir in _fonts or not font_dir.is_dir():
            return
        import vl_convert

        vl_convert.register_font_directory(str(font_dir))
        _fonts.add(font_dir)
