"""Somebody at their desk with the workbook beside them: what stands in it, and how it is typed into the forms."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from python_calamine import CalamineWorkbook

from browser.hands import Answer, Hand

Row = dict[str, str]
#: Field → what is written in it, or how to find out from the page.
Given = dict[str, Any] | Callable[[str], dict[str, Any]]


def written(value: Any) -> str:
    """A cell as a Dane types it: `67,33`, `24`, `31.03.2011`."""
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value).strip()


def read_sheets(name: str) -> dict[str, list[Row]]:
    """The workbook's sheets as rows of text. Read with calamine alone, so that the importer is not its own witness."""
    with files("virkning.demo").joinpath(name).open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
    found = {}
    for sheet in book.sheet_names:
        header, *rows = book.get_sheet_by_name(sheet).to_python()
        lines = [dict(zip(header, map(written, row), strict=False)) for row in rows]
        found[sheet] = [line for line in lines if any(line.values())]
    return found


@dataclass
class Typist:
    """Somebody who fills in forms: those the pages show, with the fields those have, and nothing beside them."""

    hand: Hand

    def fill(self, path: str, given: Given) -> str:
        """Open the form, write in its fields, send it, and say yes to what the page asks about. Where it leads.

        What to write may depend on the page, for some fields are named after keys it shows.
        """
        shown = self.hand.get(path)
        assert shown.status == 200, f"{path}: {shown.status}"
        fields = shown.fields
        for name, value in (given(shown.html) if callable(given) else given).items():
            assert re.search(rf'name="{re.escape(name)}"', shown.html), f"{path} has no field {name}"
            fields[name] = option(shown.html, name, value) if isinstance(value, Choose) else value
        answer = self.hand.post(path, fields)
        asked = re.findall(r'name="(bekraeft-[^"]+)" value="1"', answer.html)
        if answer.status == 422 and asked:
            answer = self.hand.post(path, answer.fields | dict.fromkeys(asked, "1"))
        assert answer.status == 302, f"{path}: {answer.status} {told(answer)}"
        return answer.address

    def make(self, path: str, given: dict[str, Any]) -> int:
        """Send a form that makes something; its key stands in the anchor the answer leads to."""
        anchor = urlsplit(self.fill(path, given)).fragment
        return int(anchor.rpartition("-")[2])


@dataclass(frozen=True)
class Choose:
    """What a person chooses in a list, by the words it shows; several from boxes."""

    words: tuple[str, ...]


def choose(*words: str) -> Choose:
    """`choose("2011")`; blank words are no choice."""
    return Choose(tuple(filter(None, words)))


def option(page: str, name: str, wanted: Choose) -> Any:
    """What the field sends for the chosen words: of a `select`, of radio buttons or of boxes."""
    escaped = re.escape(name)
    select = re.search(rf'<select[^>]*name="{escaped}".*?</select>', page, re.DOTALL)
    if select:
        pairs = re.findall(r'<option value="([^"]*)"[^>]*>(.*?)</option>', select[0], re.DOTALL)
    else:
        choice = rf'<input type="(?:radio|checkbox)" name="{escaped}" value="([^"]*)"[^>]*><span>(.*?)</span>'
        pairs = re.findall(choice, page, re.DOTALL)
    values = {html.unescape(words).strip(): value for value, words in pairs}
    chosen = []
    for words in wanted.words:
        fits = [value for shown, value in values.items() if shown == words or shown.startswith(f"{words} ")]
        assert fits, f"{name}: “{words}” is not among {list(values)}"
        chosen.append(fits[0])
    several = re.search(rf'<input type="checkbox" name="{escaped}"', page)
    return chosen if several else "".join(chosen)


def told(answer: Answer) -> str:
    """What a page says is wrong."""
    return " | ".join(re.findall(r'class="form-error-message"[^>]*>(.*?)</span>', answer.html, re.DOTALL))[
        :600
    ]


def block(rows: list[tuple[str, ...]]) -> str:
    """Cells as Excel puts them on the clipboard."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\t\n"') else text

    return "\r\n".join("\t".join(map(cell, row)) for row in rows) + "\r\n"


def status_words(row: Row) -> str:
    """What a person writes in a milestone's cell: `Ja (24)`, `På vej`, `100`."""
    status, value = row["Status"], row["Værdi"]
    return f"{status} ({value})" if status and value else status or value


def since(row: Row) -> dict[str, Any]:
    return {
        "expected_from": choose(row["Forventet fra"]),
        "added_in": choose(row["Tilføjet i"]),
        "retired_in": choose(row["Udgået i"]),
        "reason": row["Begrundelse"],
    }


def milestone_fields(row: Row) -> dict[str, Any]:
    return {
        "number": row["Nr"],
        "statement": row["Milepæl"],
        "kind": choose(row["Type"]),
        "amount": row["Måltal"],
        "deadline": row["Frist"],
        **since(row),
    }


def result_fields(row: Row, known: dict[str, int]) -> dict[str, Any]:
    return {
        "number": row["Nr"],
        "statement": row["Resultat"],
        "term": choose(row["Sigt"]),
        "activities": choose(*row["Aktivitet"].split(";")),
        "area": choose(row["Område"]),
        "kind": choose(row["Type"]),
        "unit": row["Enhed"],
        "rule": choose(row["Måltype"]),
        "amount": row["Måltal"],
        "target_series": row["Målserie"],
        "reference_series": row["Referenceserie"],
        "baseline": choose(row["Baselineperiode"]),
        "replaced_by": choose(row["Erstattes af"] if row["Erstattes af"] in known else ""),
        **since(row),
    }
