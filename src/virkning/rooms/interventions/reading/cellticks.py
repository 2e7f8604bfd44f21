"""Ticks in cells of their own, drawn as on one line: `Ja | x | Nej |`, or `x |` under `Ja | Nej`."""

from collections.abc import Iterator, Sequence

from .phrases import met, phrase
from .tokens import tokens
from .values import says_ticked

_WAYS = tuple(map(phrase, ("ja", "nej", "løbende [optag]", "fælles [start|opstart]")))


def with_ticks(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows as they are; where ticks have cells of their own, the question and one cell with the ways and boxes.

    A row that only names the ways for those below it is left empty.
    """
    above: Sequence[str] = ()
    for number, row in enumerate(rows):
        under = rows[number + 1] if number + 1 < len(rows) else ()
        if _names_ways(row) and _ticked_under(row, under):
            above = row
            yield ()
        elif above and (drawn := _ticked_under(above, row)):
            yield drawn
        else:
            above = ()
            yield _ticked_beside(row) or row


def _ticked_beside(row: Sequence[str]) -> list[str]:
    """A row with a cell for each way and one for its tick, before it or after it; empty where it is another."""
    for asked in (0, 1):
        rest = row[asked:]
        first, second = rest[::2], rest[1::2]
        for ways, boxes in ((first, second), (second, first)):
            if len(ways) == len(boxes) > 1 and all(map(_is_way, ways)) and all(map(_is_box, boxes)):
                return [*row[:asked], " ".join(one if _is_way(one) else _box(one) for one in rest)]
    return []


def _ticked_under(ways: Sequence[str], row: Sequence[str]) -> list[str]:
    """A row with a tick under each way named above it; empty where it is another."""
    named = [place for place, one in enumerate(ways) if _is_way(one)]
    if len(row) != len(ways) or not all(_is_box(row[place]) for place in named):
        return []
    asked = [one for place, one in enumerate(row) if place not in named]
    return [*asked, " ".join(f"{ways[place].strip(' :')} {_box(row[place])}" for place in named)]


def _names_ways(row: Sequence[str]) -> bool:
    ways = [one for one in row if _is_way(one)]
    return len(ways) > 1 and not any(one.strip() for one in row if one not in ways)


def _is_way(text: str) -> bool:
    words = tokens(text)
    return any((one := met(groups, words)) is not None and one.end == len(words) for groups in _WAYS)


def _is_box(text: str) -> bool:
    return not text.strip() or (says_ticked(text) is not None and not _is_way(text))


def _box(text: str) -> str:
    return "☒" if says_ticked(text) else "☐"
