"""Makes the renderer's SVG safe for a page with a strict content security policy.

Everything is rebuilt from a short list of drawing elements and presentation attributes; what is not on
the list (style, script, links, event handlers, ids) cannot come through. Words are escaped on the way out.
"""

import re
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from virkning.charts.texts import plain

#: The house's font is not on every machine: without one to fall back on, the words of a picture vanish.
FONT: Final = "IBM Plex Sans, Arial, sans-serif"

_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "g": frozenset({"transform"}),
    "path": frozenset({"d", "transform"}),
    "line": frozenset({"x1", "y1", "x2", "y2", "transform"}),
    "rect": frozenset({"x", "y", "width", "height", "transform"}),
    "text": frozenset({"x", "y", "transform", "text-anchor", "font-size", "font-weight"}),
    "tspan": frozenset({"x", "y", "dx", "dy"}),
}
_PAINT: Final = frozenset(
    {
        "fill",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "opacity",
        "fill-opacity",
        "stroke-opacity",
    }
)
_NEEDLESS: Final = {("opacity", "1"), ("transform", "translate(0,0)"), ("font-weight", "400")}
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")


def clean(svg: str) -> str:
    """The drawing inside a rendered SVG, as one group hidden from assistive technology."""
    # the renderer's own output: no doctype and no entities to guard against
    drawing = fromstring(svg)  # noqa: S314
    inner = "".join(_written(child) for child in drawing)
    return f'<g aria-hidden="true" font-family="{FONT}">{inner}</g>'


def framed(drawing: str, *, width: float, height: float, title: str, description: str, prefix: str) -> str:
    """The whole inline SVG: a picture with a title and a description, in natural size and scalable.

    Ids are built from `prefix`, which must be unique on the page: letters, digits, hyphens.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", prefix):
        raise ValueError(f"The prefix of a chart's ids is letters, digits and hyphens, not {prefix!r}.")
    w, h = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" '
        f'role="img" aria-labelledby="{prefix}-title {prefix}-desc">'
        f'<title id="{prefix}-title">{escape(plain(title), quote=False)}</title>'
        f'<desc id="{prefix}-desc">{escape(plain(description), quote=False)}</desc>{drawing}</svg>'
    )


def number(value: float) -> str:
    """A coordinate with at most two decimals, without needless zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _written(element: Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name not in _ATTRIBUTES or element.get("display") == "none":
        return ""
    inner = escape(element.text or "", quote=False) if name in ("text", "tspan") else ""
    inner += "".join(_written(child) for child in element)
    attributes = _kept(name, element)
    if (name == "g" and not inner) or (name == "path" and not _paints(element)):
        return ""
    if name == "g" and not attributes:
        return inner
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _kept(name: str, element: Element) -> str:
    kept = [
        f' {key}="{escape(_LONG_NUMBER.sub(_shortened, value))}"'
        for key, value in element.items()
        if _allowed(name, key) and (key, value) not in _NEEDLESS
    ]
    if name == "text" and element.get("stroke") is not None:
        # a text's white edge goes under its letters
        kept.append(' stroke-width="3" stroke-linejoin="round" paint-order="stroke"')
    return "".join(kept)


def _allowed(name: str, key: str) -> bool:
    if name == "text" and key.startswith("stroke-"):
        return False  # every text carries the edge's width, few have an edge
    return key in _ATTRIBUTES[name] or key in _PAINT


def _paints(element: Element) -> bool:
    """Vega draws empty backgrounds and foregrounds around every group."""
    return bool(element.get("d")) and (element.get("fill") is not None or element.get("stroke") is not None)


def _shortened(match: re.Match[str]) -> str:
    return number(float(match.group()))
