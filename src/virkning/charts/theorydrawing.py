"""Draws a theory of change: SVG for a page (with links), SVG and PNG for documents.

Only presentation attributes are used, so a strict content security policy is kept. Evidence is a solid arrow and an
assumption a dashed one; a closed or retired box is dashed and muted; lights have shape and word: grey print reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

from virkning.charts.cleaning import FONT, number
from virkning.charts.colours import AXIS, INK, LIGHT_MARK, MUTED, PETROL, REFERENCE, WHITE
from virkning.charts.lights import OUTLINE
from virkning.charts.lights import SIGN as SIGN_OF
from virkning.charts.png import packed
from virkning.charts.render import register_fonts
from virkning.charts.texts import plain
from virkning.charts.theorylayout import (
    HEAD,
    HEADS,
    LINE,
    PADDING,
    SIGN,
    SIZE,
    Layout,
    Placed,
    Point,
    Routed,
    layout,
)
from virkning.charts.theorymap import TheoryArrow, TheoryMap

#: The width of a page's content, for which the drawing is made where nobody asks for another.
PAGE_WIDTH: Final = 1280
_CHOSEN_FILL: Final = "#eef5f6"
_TIP: Final = 8.0
_POINTS_PER_CM: Final = 28.3465
#: Words on paper are at least so large; a drawing that has no room for that is parted.
LEAST_POINTS: Final = 6.5
_WIDTHS: Final = (720, 800, 880, 960, 1040, 1120, 1200, 1280, 1440, 1600)


def theory_svg(
    drawing: TheoryMap, *, width: float = PAGE_WIDTH, prefix: str = "teori", links: bool = False
) -> str:
    """The drawing as SVG. `prefix` makes the ids of title and description unique on the page.

    With `links` each box is a link named by its words, and the drawing a group of them; without, it is one picture.
    """
    return _svg(drawing, layout(drawing, width), prefix, links)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A drawing in a space on paper. `scale`: centimetres a pixel of its layout takes there."""

    drawing: TheoryMap
    place: Layout
    scale: float

    @property
    def width_cm(self) -> float:
        """How wide it is."""
        return self.place.width * self.scale

    @property
    def points(self) -> float:
        """How large its words are."""
        return SIZE * self.scale * _POINTS_PER_CM


def fitted(drawing: TheoryMap, *, across: float, down: float) -> Fitted:
    """The drawing with the largest words that fit a space of `across` × `down` centimetres.

    A wider drawing has lower boxes, so a long theory is drawn wide and made smaller.
    """
    tried = (layout(drawing, width) for width in _WIDTHS)
    fits = [Fitted(drawing, one, min(across / one.width, down / one.height)) for one in tried]
    return max(fits, key=lambda one: one.scale)


@dataclass(frozen=True, slots=True)
class Part:
    """The drawing, or as much of it as stands on one page."""

    svg: str
    width_cm: float


def parts_for(drawing: TheoryMap, *, across: float, down: float) -> tuple[Part, ...]:
    """The drawing for pages with so much room (centimetres), in as many parts as it takes to read its words.

    A part begins over the boxes the one before it had cut, so that every box stands whole in one of them, and each has
    the heads of the columns.
    """
    whole = fitted(drawing, across=across, down=down)
    if whole.points >= LEAST_POINTS:
        return (Part(_svg(drawing, whole.place, "teori", False), whole.width_cm),)
    width = across * SIZE * _POINTS_PER_CM / LEAST_POINTS
    place = layout(drawing, width)
    tall = down * width / across
    return tuple(
        Part(_svg(drawing, place, f"teori-{number}", False, window), across)
        for number, window in enumerate(_windows(place, tall), start=1)
    )


def _windows(place: Layout, tall: float) -> Iterator[tuple[float, float]]:
    """From where to where each part goes, without its heads."""
    begin = HEADS
    while True:
        end = begin + tall - HEADS
        if end >= place.height:
            yield begin, place.height
            return
        yield begin, end
        cut = [one.y for one in place.boxes if one.y < end < one.y + one.height]
        # Never less than half a page on: boxes higher than that there are none.
        begin = max(min(cut, default=end) - 8, begin + (tall - HEADS) / 2)


def theory_png(svg: str, *, scale: float = 2, font_dir: Path | None = None) -> bytes:
    """A drawing of a theory as PNG on white, `scale` pixels per unit of its width."""
    if font_dir is not None:
        register_fonts(font_dir)
    return _png(svg, scale)


@lru_cache(maxsize=8)
def _png(svg: str, scale: float) -> bytes:
    import vl_convert  # as in `render`: a second and 80 MB other pages should not pay

    begin = svg.index("</desc>") + len("</desc>")
    _x, down, w, h = svg[svg.index('viewBox="') + 9 :].split('"')[0].split()
    on_white = f'{svg[:begin]}<rect y="{down}" width="{w}" height="{h}" fill="{WHITE}"/>{svg[begin:]}'
    return packed(bytes(vl_convert.svg_to_png(on_white, scale=scale)))


def _svg(
    drawing: TheoryMap,
    place: Layout,
    prefix: str,
    links: bool,
    window: tuple[float, float] | None = None,
) -> str:
    begin, end = window or (HEADS, place.height)
    w, h = number(place.width), number(end - begin + HEADS)
    down = number(begin - HEADS)
    arrows = sorted(place.arrows, key=lambda one: drawing.arrows[one.arrow].on_path)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 {down} {w} {h}" '
        f'role="{"group" if links else "img"}" aria-labelledby="{prefix}-title {prefix}-desc" '
        f'font-family="{FONT}" font-size="{number(SIZE)}">',
        f'<title id="{prefix}-title">{_text(drawing.title)}</title>',
        f'<desc id="{prefix}-desc">{_text(drawing.description)}</desc>',
        '<g aria-hidden="true">',
        *(_arrow(drawing.arrows[one.arrow], one) for one in arrows),
        "</g>",
        *(_box(one, links) for one in place.boxes),
        f'<g aria-hidden="true" transform="translate(0,{down})">',
        f'<rect width="{w}" height="{number(HEADS - 12)}" fill="{WHITE}"/>',
        *(_head(*head) for head in place.heads),
        "</g></svg>",
    ]
    return "".join(parts)


def _text(words: str) -> str:
    return escape(plain(words), quote=False)


def _head(words: str, x: float, wide: float) -> str:
    return (
        f'<text x="{number(x)}" y="14" font-size="16" font-weight="600" fill="{INK}">{_text(words)}</text>'
        f'<path d="M{number(x)},{number(HEAD)}h{number(wide)}" stroke="{REFERENCE}" fill="none"/>'
    )


def _arrow(arrow: TheoryArrow, routed: Routed) -> str:
    colour, thick = (PETROL, 2.4) if arrow.on_path else (MUTED, 1.4)
    dashes = "" if arrow.evidence else ' stroke-dasharray="6 4"'
    tip, stop = _ends(routed)
    curves = [*routed.curves[:-1], (*routed.curves[-1][:2], stop)]
    path = f"M{_at(routed.start)}" + "".join(f"C{_at(a)} {_at(b)} {_at(c)}" for a, b, c in curves)
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick}"{dashes}/>'
        f'<path d="{tip}" fill="{colour}"/>'
    )


def _ends(routed: Routed) -> tuple[str, Point]:
    """The arrow's tip, and where its line stops under it."""
    x, y = routed.curves[-1][2]
    back = x - routed.tip * _TIP
    return f"M{_at((x, y))}L{_at((back, y - 4))}V{number(y + 4)}Z", (back + routed.tip, y)


def _at(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"


def _box(placed: Placed, links: bool) -> str:
    box = placed.box
    strong = box.chosen or box.on_path
    stroke, thick = (PETROL, 2) if strong else (AXIS, 1)
    dashes = ' stroke-dasharray="4 3"' if box.muted else ""
    frame = (
        f'<rect x="{number(placed.x + 0.5)}" y="{number(placed.y + 0.5)}" rx="4" '
        f'width="{number(placed.width - 1)}" height="{number(placed.height - 1)}" '
        f'fill="{_CHOSEN_FILL if box.chosen else WHITE}" stroke="{stroke}" stroke-width="{thick}"{dashes}/>'
    )
    inside = frame + _title(placed) + _state(placed)
    if not links or not box.href:
        return f"<g>{inside}</g>"
    current = ' aria-current="true"' if box.chosen else ""
    return f'<a href="{escape(box.href)}" aria-label="{escape(plain(box.words))}"{current}>{inside}</a>'


def _title(placed: Placed) -> str:
    ink = MUTED if placed.box.muted else INK
    x, y = placed.x + PADDING, placed.y + PADDING + 11
    first, *others = placed.lines
    head, bold, rest = placed.box.number, "", first
    if head and f"{first} ".startswith(f"{head} "):  # not where a number is too long for the line
        bold, rest = f'<tspan font-weight="600">{_text(head)}</tspan>', first[len(head) :]
    lines = [f"{bold}{_text(rest)}", *map(_text, others)]
    return "".join(
        f'<text x="{number(x)}" y="{number(y + line * LINE)}" fill="{ink}">{words}</text>'
        for line, words in enumerate(lines)
    )


def _state(placed: Placed) -> str:
    if not placed.under:
        return ""
    light = placed.box.light
    y = placed.y + PADDING + 11 + LINE * len(placed.lines) + 1
    x, half = placed.x + PADDING + SIGN / 2, SIGN / 2 - 0.8
    hollow = light == "none"
    sign = (
        f'<g transform="translate({number(x)},{number(y - 5)}) scale({number(half)})">'
        f'<path d="{OUTLINE[light]}" fill="{WHITE if hollow else LIGHT_MARK[light]}" '
        f'stroke="{LIGHT_MARK[light]}" stroke-width="0.2"/>'
        f'<path d="{SIGN_OF[light]}" fill="none" stroke="{MUTED if hollow else WHITE}" stroke-width="0.25"/></g>'
    )
    words = "".join(
        f'<text x="{number(placed.x + PADDING + SIGN + 6)}" y="{number(y + line * LINE)}" '
        f'fill="{MUTED}">{_text(told)}</text>'
        for line, told in enumerate(placed.under)
    )
    return sign + words
