"""What stands for a letter in a Word document's runs: breaks, tabs, signs of fonts, ticks."""

from __future__ import annotations

from lxml.etree import _Element

from virkning.documents.word_xml import BR, TAB, VAL, w

#: How Word says that something is not so.
OFF = ("0", "false", "off")
_SYMBOL, _OLD_TICK = w("sym"), w("ffData")
#: Boxes and ticks in the fonts of signs: (font, number) → the sign.
_DRAWN = {
    **{("wingdings", number): "☒" for number in (0x78, 0xFD, 0xFB, 0xFC, 0xFE, 0x6E, 0xFF)},
    **{("wingdings", number): "☐" for number in (0x6F, 0x71, 0x72, 0xA8, 0x70)},
    **{("wingdings 2", number): "☒" for number in (0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56)},
    **{("wingdings 2", number): "☐" for number in (0xA3, 0x2A, 0x30)},
    **{("symbol", number): "•" for number in (0xB7,)},
    ("wingdings", 0xA7): "•",
    ("wingdings", 0xE0): "→",
}
_SIGNS = {
    TAB: "\t",
    w("ptab"): "\t",
    BR: "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}


def sign_of(element: _Element) -> str | None:
    """The letters an element stands for; None where it stands for none."""
    if element.tag == _SYMBOL:
        return _symbol(element)
    if element.tag == _OLD_TICK:
        return _old_tick(element)
    return _SIGNS.get(element.tag)


def _symbol(sign: _Element) -> str:
    """A box or a tick drawn with a font of signs, as the sign it looks like."""
    font, code = str(sign.get(w("font")) or ""), str(sign.get(w("char")) or "")
    try:
        # Fonts of signs stand in Unicode's private area, 0xF000 above their own numbers.
        number = int(code, 16) & 0xFF
    except ValueError:
        return ""
    return _DRAWN.get((font.casefold().strip(), number), "")


def _old_tick(form: _Element) -> str:
    """A box of the kind Word had before content controls, ticked or not."""
    box = form.find(w("checkBox"))
    if box is None:
        return ""
    said = box.find(w("checked"))
    if said is None:
        said = box.find(w("default"))
        return "☒" if said is not None and said.get(VAL, "1") not in OFF else "☐"
    return "☒" if said.get(VAL, "1") not in OFF else "☐"
