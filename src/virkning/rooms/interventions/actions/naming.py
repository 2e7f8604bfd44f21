"""How the log calls an intervention and an answer: by its name, or the beginning of its own words."""

from textwrap import shorten

_LONGEST = 100


def shortly(text: object) -> str:
    """`“Sprogmakkere på arbejdspladsen …”`."""
    return f"“{beginning(str(text), _LONGEST)}”"


def beginning(text: str, longest: int) -> str:
    """As many of the text's words as there is room for, on one line; of one endless word its beginning."""
    words = " ".join(text.split())
    cut = shorten(words, longest, placeholder=" …")
    return cut if len(words) <= longest or len(cut) > 1 else f"{words[: longest - 1]}…"
