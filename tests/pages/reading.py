"""Reads a page as a person does: words in order, without tags."""

import re
from html import unescape
from typing import Any

from django.utils.html import strip_tags


def words_of(html: str) -> str:
    """What is seen, in one line, with ordinary spaces."""
    shown = unescape(strip_tags(html.replace("<", " <").replace("&shy;", "").replace("\N{SOFT HYPHEN}", "")))
    return " ".join(shown.replace("\N{NO-BREAK SPACE}", " ").split())


def words(response: Any) -> str:
    """The words of a whole page."""
    return words_of(response.content.decode())


def rows(response: Any, title: str) -> list[str]:
    """The words of each table row in which the title stands."""
    html = response.content.decode()
    return [one for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if title in (one := words_of(row))]


def empty_cells(response: Any) -> list[str]:
    """Cells in which nothing stands, not even a drawing."""
    cells = re.findall(r"<td[^>]*>.*?</td>", response.content.decode(), re.DOTALL)
    return [cell for cell in cells if not words_of(cell) and "<svg" not in cell]
