"""How wide a text is in IBM Plex Sans, and how it is broken into lines.

The widths are the font's own, so that labels can be placed without opening a font or asking a browser.
Kerning is left out; it makes texts narrower, never wider.
"""

import re

from virkning.charts.definitions import Number

LINE = 1.3  # line height in ems

# characters by advance width, in thousandths of an em (regular weight)
_ADVANCES = {
    236: " ", 250: "'ij", 272: ",.l’", 290: "!:;", 317: "|[]·", 326: "f", 343: "(){}", 351: "t",
    367: "r", 383: "/\\", 400: "-I", 419: '"', 450: "*", 464: "z", 477: "„”?", 490: "sv", 505: "yLcxJ",
    528: "kgaåä", 549: "eé", 560: "Foö", 568: "hnuøü_T", 582: "ZbdpqSEÉ§–", 600: "Y$+0123456789<=>^`~−",
    610: "PVXC", 641: "KRAÅ", 655: "B", 674: "DU", 697: "&G", 709: "HNOQØ#", 768: "w", 803: "…",
    812: "M", 868: "æm", 891: "@W", 907: "Æ", 927: "%",
}  # fmt: skip
_WIDTHS = {ord(char): width / 1000 for width, chars in _ADVANCES.items() for char in chars}
_UNKNOWN = 0.7
_LONGEST = 300  # no label is longer in characters, so that a pasted page costs no time
_BOLD = 1.045  # semibold is this much wider on running text


# what XML cannot hold, and halves of surrogate pairs, which no encoding can
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels of one line at `size` pixels."""
    ems = sum(_WIDTHS.get(ord(char), _UNKNOWN) for char in text)
    return ems * size * (_BOLD if bold else 1.0)


def wrap(text: str, width: float, size: float, *, bold: bool = False, most: int = 3) -> tuple[str, ...]:
    """The text in at most `most` lines of `width` pixels; a cut text ends in "…".

    Broken at spaces; a single word that is too long is broken where the line ends, with a hyphen.
    """
    lines: list[str] = []
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    words = [part for word in text.split() for part in _pieces(word, width, size, bold=bold)]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1]}…"]
    return tuple(_cut(line, width, size, bold=bold) for line in lines)


def _pieces(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    """The word, or pieces of at least three letters that fit, all but the last with a hyphen."""
    pieces: list[str] = []
    while text_width(word, size, bold=bold) > width and len(word) > 6:
        fitting = range(len(word) - 3, 3, -1)
        at = next((n for n in fitting if text_width(word[:n] + "-", size, bold=bold) <= width), 0)
        if not at:
            break
        pieces.append(word[:at].removesuffix("-") + "-")
        word = word[at:]
    return [*pieces, word]


def _cut(line: str, width: float, size: float, *, bold: bool) -> str:
    if text_width(line, size, bold=bold) <= width:
        return line
    kept = line.removesuffix("…").rstrip(" -")
    while kept and text_width(kept + "…", size, bold=bold) > width:
        kept = kept[:-1].rstrip()
    return kept + "…"


def axis_number(value: Number, decimals: int) -> str:
    """A number as the axis writes it in Danish ("1.250", "−0,5"); the same rule as DANISH_FORMAT."""
    text = f"{abs(value):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if value < 0 else text


# d3-format's locale for the renderer: decimal comma, thousands dot, a true minus sign
DANISH_FORMAT: dict[str, object] = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["", " kr."],
    "minus": "−",
}
