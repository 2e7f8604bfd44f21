"""The user guide as sections of HTML, read once from the text that is shipped with the program.

The text is Markdown of the simplest sort: headings, paragraphs, lists, tables, bold words, links within it, and
pictures, which stand in the folder of documents and are left out on the page. So few rules need no library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.html import escape
from django.utils.safestring import SafeString

from virkning.design.markup import safe

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\((#[^)]+)\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]+\)")
_NUMBERED, _BULLET = re.compile(r"\d+\. "), re.compile(r"- ")


@dataclass(frozen=True)
class GuideSection:
    """A heading with what stands under it."""

    anchor: str
    title: str
    body: SafeString


@dataclass(frozen=True)
class Guide:
    """The whole guide: its title, what stands before the first section, and the sections."""

    title: str
    opening: SafeString
    sections: tuple[GuideSection, ...]


@cache
def guide() -> Guide:
    """The guide in Danish, the language it is written in."""
    return read_guide(files("virkning.pages.help").joinpath("brugervejledning.md").read_text("utf-8"))


def read_guide(text: str) -> Guide:
    """One `#` heading, an opening, then `##` sections."""
    first, *rest = text.split("\n## ")
    title, _line, opening = first.removeprefix("# ").partition("\n")
    sections = []
    for part in rest:
        heading, _line, body = part.partition("\n")
        sections.append(GuideSection(anchor_of(heading), heading.strip(), as_html(body)))
    return Guide(title.strip(), as_html(opening), tuple(sections))


def anchor_of(heading: str) -> str:
    """`Skriv en måling` → `skriv-en-måling`: as the usual readers of Markdown make them, so links hold there too."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


def as_html(text: str) -> SafeString:
    """Paragraphs, lists and tables. Everything is escaped first: what is not one of our marks is text."""
    blocks = ("\n".join(lines) for lines in _blocks(text))
    return safe("\n".join(filter(None, map(_block, blocks))))


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that belong together: a blank line stands between."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []


def _block(block: str) -> str:
    if _PICTURE.fullmatch(block.strip()):
        return ""
    for mark, tag in ((_BULLET, "ul"), (_NUMBERED, "ol")):
        if mark.match(block):
            items = "".join(f"<li>{_inline(item)}</li>" for item in _items(block, mark))
            return f"<{tag}>{items}</{tag}>"
    if block.startswith("|"):
        return _table(block)
    return f"<p>{_inline(block)}</p>"


def _table(block: str) -> str:
    """Heads, a line of dashes, then rows; each row is headed by its first cell, and on a phone a card."""
    heads, _dashes, *rows = (
        [_inline(cell) for cell in line.strip().strip("|").split("|")] for line in block.splitlines()
    )
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(
            f'<td data-label="{label}">{cell}</td>' for label, cell in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="grid grid--list"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _items(block: str, mark: re.Pattern[str]) -> Iterator[str]:
    """The points of a list; a line that begins with no mark goes on with the one before."""
    item = ""
    for line in block.splitlines():
        if mark.match(line):
            if item:
                yield item
            item = mark.sub("", line, count=1)
        else:
            item += " " + line.strip()
    yield item


def _inline(text: str) -> str:
    words: str = escape(" ".join(text.split()))
    words = _BOLD.sub(r"<strong>\1</strong>", words)
    return _LINK.sub(r'<a href="\2">\1</a>', words)
