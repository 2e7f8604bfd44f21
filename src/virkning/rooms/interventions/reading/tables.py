"""A table as units: its rows as lists, labels over their answers, labels beside them, or cell by cell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from virkning.documents.cleaning import clean
from virkning.documents.word_reading import Line, PaperCell, PaperTable

from .cellticks import with_ticks
from .headings import only_label, starts_with_label
from .lines import Unit, of_line
from .phrases import met, phrase
from .tokens import composed, tokens

#: What columns of a list are named by, and the heading it would have; one of these must be among them.
_LISTS = (
    (frozenset(("aktivitet", "aktiviteter")), "Beskrivelse af indsatsen"),
    (frozenset(("aktør", "aktører", "aktørtype", "underviser", "undervisere")), "Aktører / undervisere"),
    (frozenset(("indsatsspor", "forandringsspor", "spor")), "Forandringsspor"),
)
_LIST_OF = frozenset(("titel", "rolle", "opgave", "opgaver", "overskrift")).union(
    *(words for words, _ in _LISTS)
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
_NUMBERED = frozenset(("nr", "nummer"))
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
    listed = rows[1:] if _is_list(rows) else rows if _is_counted(rows) else []
    if listed and listed is not rows and (heading := _heading_of(rows[0])):
        yield Unit(heading, in_table=True)
    for row in listed:
        yield from _list_row(row)
    if listed:
        return
    if _numbers_its_rows(rows):
        cells, rows = [row[1:] for row in cells], [row[1:] for row in rows]
    yield from _of_rows(cells, rows)


def _of_rows(cells: Sequence[Sequence[PaperCell]], rows: Sequence[Sequence[str]]) -> Iterator[Unit]:
    index = 0
    rows = list(with_ticks(rows))
    while index < len(rows):
        row = rows[index]
        under = rows[index + 1] if index + 1 < len(rows) else None
        beside = _beside(row)
        if not row:
            pass
        elif beside is not None:
            yield from _told(beside)
        elif _names_columns(row):
            pass
        elif under is not None and _labels_over(row, under):
            yield from _told(zip(row, under, strict=True))
            index += 1
        else:
            yield from _cells(cells[index], row)
        index += 1


def _cells(cells: Sequence[PaperCell], told: Sequence[str]) -> Iterator[Unit]:
    """A row cell by cell; the last that is told is its ticks, where they were drawn together."""
    own = cells if len(told) == len(cells) else cells[: len(told) - 1]
    for cell in own:
        for table, lines in groupby(cell.lines, key=lambda line: line.nested[0] if line.nested else 0):
            if table:
                yield from of_table(_table_of(list(lines)))
            else:
                yield from (replace(one, in_table=True) for line in lines for one in of_line(line))
    if len(own) < len(cells):
        yield Unit(told[-1], in_table=True)


def _table_of(lines: Sequence[Line]) -> PaperTable:
    """A table in a cell, from its lines."""
    rows: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        _table, row, column = line.nested or (0, 0, 0)
        rows.setdefault(row, {}).setdefault(column, []).append(replace(line, nested=None))
    return PaperTable(
        tuple(
            tuple(PaperCell(start, 1, tuple(one)) for start, one in cells.items()) for cells in rows.values()
        )
    )


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns of a list: `Nr. | Aktivitet | Beskrivelse`."""
    if len(rows) < 2 or sum(1 for one in rows[0] if one.strip()) < 2:
        return False
    said = [{token.word for token in tokens(one)} for one in rows[0] if one.strip()]
    if not all(words and words <= _LIST_WORDS for words in said):
        return False
    return any(words & _LIST_OF for words in said) or (said[0] <= _NUMBERED and _is_counted(rows[1:]))


def _is_counted(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are a list that is numbered from 1 in its first column: `1 | Samtaler`."""
    counted = [row for row in rows if len(row) > 1 and _COUNTED.fullmatch(row[0].strip())]
    numbers = [int(row[0].strip(" ().")) for row in counted]
    if not rows or len(counted) < len(rows) or numbers != list(range(1, len(rows) + 1)):
        return False
    # One answer that begins as a label does is somebody's; when most do, they are the form's own rows.
    labelled = [row for row in rows if any(only_label(one) or starts_with_label(one) for one in row[1:])]
    return 2 * len(labelled) <= len(rows)


def _heading_of(names: Sequence[str]) -> str:
    """What the columns' names say that the rows are; the first that says it decides. Blank where none does."""
    words = (token.word for one in names for token in tokens(one))
    return next((heading for word in words for named, heading in _LISTS if word in named), "")


def _list_row(cells: Sequence[str]) -> Iterator[Unit]:
    """One of the list: its columns as lines, its number before the first."""
    filled = [one.strip() for one in cells if one.strip()]
    if not filled or (len(filled) == 1 and len(cells) > 1 and _ROW_NUMBER.fullmatch(filled[0])):
        return
    if len(filled) > 1 and _COUNTED.fullmatch(filled[0]):
        filled[:2] = [f"{filled[0].strip('(.)')}. {filled[1]}"]
    for number, one in enumerate("\n".join(filled).split("\n")):
        yield Unit(one, item=number == 0, in_table=True, plain=True)


def _numbers_its_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column only numbers the others: 1, 2, 3 … or a, b, c …"""
    firsts = [row[0].strip() for row in rows if len(row) > 2]
    numbers = [one for one in firsts if _ROW_NUMBER.fullmatch(one)]
    others = [one for one in firsts if one and one not in numbers and not _names_columns([one])]
    if not numbers or others:
        return False
    return len(numbers) > 2 or all(
        starts_with_label(row[1]) for row in rows if len(row) > 2 and row[0].strip()
    )


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
    # One answer that begins as a label does is somebody's; when all of them do, they are the labels.
    return not any(map(only_label, under)) and not all(map(starts_with_label, filter(str.strip, under)))


def _beside(cells: Sequence[str]) -> list[tuple[str, str]] | None:
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
    return list(zip(left, right, strict=True))


def _are_different_labels(texts: Sequence[str]) -> bool:
    fields = [only_label(one) for one in texts]
    return None not in fields and len(set(fields)) == len(fields)


def _told(pairs: Iterable[tuple[str, str]]) -> Iterator[Unit]:
    """Labels, each with its answer after it."""
    for label, answer in pairs:
        yield from (Unit(one, in_table=True) for one in label.split("\n"))
        yield from (Unit(one, in_table=True, plain=True) for one in answer.split("\n"))


def _cell_text(lines: Sequence[Line]) -> str:
    return composed(clean("\n".join(one.standing for one in lines)))
