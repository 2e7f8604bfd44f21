"""A table as units: its rows as lists, labels over their answers, labels beside them, or cell by cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from virkning.documents.cleaning import clean
from virkning.documents.word_reading import Line, PaperCell, PaperTable

from .headings import only_label, starts_with_label
from .lines import Unit, of_line
from .phrases import met, phrase
from .tokens import composed, tokens

#: What columns of a list of activities, actors or tracks are named by; one of these must be among them.
_LIST_OF = frozenset(
    (
        *("aktivitet", "aktiviteter", "aktør", "aktører", "aktørtype", "titel", "rolle"),
        *("opgave", "overskrift", "indsatsspor", "forandringsspor", "spor", "underviser", "undervisere"),
    )
)
#: What else may stand in such names.
_LIST_WORDS = _LIST_OF | frozenset(
    (
        *("nr", "nummer", "navn", "beskrivelse", "beskriv", "kort", "mv"),
        *("og", "hvilken", "hvilke", "hvornår", "hvordan", "forventet", "forventede"),
        *("specifik", "specifikke", "forandring", "forandringer", "kvalifikationer", "støtter", "i"),
        *("af", "den", "indsatsen"),
    )
)
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]?", re.IGNORECASE)
_COUNTED = re.compile(r"\(?\d{1,3}[.)]?")
#: What says only that questions stand in one column and answers in another.
_COLUMN_NAMES = tuple(
    map(
        phrase,
        (
            "nr",
            "nummer",
            "{spørgsmål|felt|emne|punkt}",
            "{svar|besvarelse|jeres svar|udfyldes}",
            "oplysninger",
        ),
    )
)
#: So many labels in one cell against so many lines in the next: fewer may stand so by chance.
_LEAST_BESIDE = 3


def of_table(table: PaperTable) -> Iterator[Unit]:
    """The units of a table."""
    cells = [[cell for cell in row if not cell.goes_on] for row in table.rows]
    rows = [[_cell_text(cell.lines) for cell in row] for row in cells]
    if _is_list(rows):
        for row in rows[1:]:
            yield from _list_row(row)
        return
    if _numbers_its_rows(rows):
        cells, rows = [row[1:] for row in cells], [row[1:] for row in rows]
    yield from _of_rows(cells, rows)


def _of_rows(cells: Sequence[Sequence[PaperCell]], rows: Sequence[Sequence[str]]) -> Iterator[Unit]:
    index = 0
    while index < len(rows):
        row = rows[index]
        under = rows[index + 1] if index + 1 < len(rows) else None
        beside = _beside(row)
        if beside is not None:
            yield from _told(beside)
        elif _names_columns(row):
            pass
        elif under is not None and _labels_over(row, under):
            yield from _told([one for pair in zip(row, under, strict=True) for one in pair])
            index += 1
        else:
            for cell in cells[index]:
                for line in cell.lines:
                    yield from (replace(one, in_table=True) for one in of_line(line))
        index += 1


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns of a list: `Nr. | Aktivitet | Beskrivelse`."""
    if len(rows) < 2 or sum(1 for one in rows[0] if one.strip()) < 2:
        return False
    said = [{token.word for token in tokens(one)} for one in rows[0] if one.strip()]
    return all(words and words <= _LIST_WORDS for words in said) and any(words & _LIST_OF for words in said)


def _list_row(cells: Sequence[str]) -> Iterator[Unit]:
    """One of the list: its columns as lines, its number before the first."""
    filled = [one.strip() for one in cells if one.strip()]
    if not filled or (len(filled) == 1 and len(cells) > 1 and _ROW_NUMBER.fullmatch(filled[0])):
        return
    if len(filled) > 1 and _COUNTED.fullmatch(filled[0]):
        filled[:2] = [f"{filled[0].strip('(.)')}. {filled[1]}"]
    for number, one in enumerate("\n".join(filled).split("\n")):
        yield Unit(one, item=number == 0, in_table=True)


def _numbers_its_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column only numbers the others: 1, 2, 3 … or a, b, c …"""
    firsts = [row[0].strip() for row in rows if len(row) > 2]
    numbers = [one for one in firsts if _ROW_NUMBER.fullmatch(one)]
    others = [one for one in firsts if one and one not in numbers and not _names_columns([one])]
    return len(numbers) > 2 and not others


def _names_columns(cells: Sequence[str]) -> bool:
    """A row that only says what stands in the columns: `Nr. | Spørgsmål | Svar`."""
    said = [tokens(one) for one in cells if one.strip()]
    return bool(said) and all(
        any((one := met(groups, words)) is not None and one.end == len(words) for groups in _COLUMN_NAMES)
        for words in said
    )


def _labels_over(row: Sequence[str], under: Sequence[str]) -> bool:
    """Whether a row holds labels of different fields and the next their answers."""
    if len(row) < 2 or len(row) != len(under):
        return False
    if not _are_different_labels(row):
        return False
    return not any(only_label(one) or starts_with_label(one) for one in under)


def _beside(cells: Sequence[str]) -> list[str] | None:
    """All the labels in one cell, and line against line their answers in the next: label, answer, label, answer …"""
    filled = [one.split("\n") for one in cells if one.strip()]
    if len(filled) != 2:
        return None
    left, right = filled
    if len(left) != len(right):
        left, right = ([line for line in lines if line.strip()] for lines in filled)
    labels = [one for one in left if one.strip()]
    if len(left) != len(right) or len(labels) < _LEAST_BESIDE or not _are_different_labels(labels):
        return None
    if any(only_label(one) for one in right):
        return None
    return [one for pair in zip(left, right, strict=True) for one in pair]


def _are_different_labels(texts: Sequence[str]) -> bool:
    fields = [only_label(one) for one in texts]
    return None not in fields and len(set(fields)) == len(fields)


def _told(texts: Sequence[str]) -> Iterator[Unit]:
    for text in texts:
        for one in text.split("\n"):
            yield Unit(one, in_table=True)


def _cell_text(lines: Sequence[Line]) -> str:
    return composed(clean("\n".join(one.standing for one in lines)))
