"""What stands for a letter in a Word document's runs: breaks, tabs, signs of fonts, ticks."""

from __future__ import annotations

from lxml.etree import _Element

from virkning.documents.word_xml import BR, R_PR, TAB, VAL, w

#: How Word says that something is not so.
OFF = ("0", "false", "off")
_SYMBOL, _OLD_FIELD = w("sym"), w("ffData")
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
    if element.tag == _OLD_FIELD:
        return _old_tick(element) or _old_choice(element)
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


def _old_choice(form: _Element) -> str:
    """What is chosen in a list of the kind Word had before content controls: the first, until another is."""
    choices = form.find(w("ddList"))
    if choices is None:
        return ""
    chosen = next(
        (one for one in (choices.find(w("result")), choices.find(w("default"))) if one is not None), None
    )
    said = "0" if chosen is None else str(chosen.get(VAL) or "")
    entries = choices.findall(w("listEntry"))
    place = int(said) if said.isdecimal() and len(said) < 4 else 0
    return str(entries[place].get(VAL) or "") if place < len(entries) else ""


#: What marks words, and how each says that it does not.
_STRESS = (
    (w("b"), VAL, OFF),
    (w("u"), VAL, ("none",)),
    (w("highlight"), VAL, ("none",)),
    (w("color"), VAL, ("auto", "000000")),
    (w("shd"), w("fill"), ("auto", "FFFFFF", "ffffff")),
    (w("bdr"), VAL, ("none", "nil")),
)


def is_stressed(run: _Element) -> bool:
    """Whether a run is in bold, underlined, framed or coloured."""
    properties = run.find(R_PR)
    if properties is None:
        return False
    found = ((properties.find(tag), how, off) for tag, how, off in _STRESS)
    return any(one is not None and one.get(how, "1") not in off for one, how, off in found)
