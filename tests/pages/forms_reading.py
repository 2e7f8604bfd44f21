"""Reads a page's form as a browser does: the fields it would send back unchanged."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """Fields of the one form that is sent by post and has the class `house-form`."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.inside = False
        self._area = self._select = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = "house-form" in (given.get("class") or "")
        elif not self.inside:
            return
        elif tag == "input" and name:
            self._input(name, given)
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.values):
            self.values[self._select] = given.get("value") or ""

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type")
        if kind in ("radio", "checkbox"):
            if "checked" not in given:
                return
            value = "on" if given.get("value") is None else str(given["value"])
            if kind == "checkbox" and name in self.values:
                had = self.values[name]
                self.values[name] = [*(had if isinstance(had, list) else [had]), value]
                return
            self.values[name] = value
        elif kind not in ("file", "submit"):
            self.values[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            text = "".join(self._text)
            self.values[self._area] = text.removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self.inside = False


def fields_of(response: Any) -> dict[str, Any]:
    """Name → value of every field of the page's form."""
    reader = _Fields()
    reader.feed(response.content.decode())
    return reader.values
