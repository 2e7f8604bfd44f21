"""A filled template → what it says for each field."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from virkning.documents.word_reading import Line, Paper

from ..form import ASKED, SECTION_OF, Answer, Field, Section
from ..limits import LONGEST_LINE
from .headings import heading_at
from .items import listed
from .lines import loose_units
from .proposal import DescriptionFile, Read, Sure, Unread, Value
from .segments import Entry, entries
from .severalforms import holds_several
from .tagged import is_ours, read_tagged
from .units import units
from .values import (
    Meant,
    Track,
    names_all,
    read_day,
    read_number,
    read_stressed,
    read_tick,
    read_tracks,
    tells_tick,
)

#: What a tick stands at, and what it means.
_YES_NO = {"ja": "ja", "nej": "nej"}
_INTAKE = {"løbende": "rolling", "fælles": "common", "fast": "common"}


def read_description(paper: Paper) -> DescriptionFile:
    """The file's answers by field. Whatever stands in it is in a field or in `unread`.

    A file we printed is read by its fields' tags, where it still has them; any other by its words.
    """
    return read_tagged(paper) if is_ours(paper) else read_by_words(paper)


def read_by_words(paper: Paper) -> DescriptionFile:
    """The answers as they stand under the template's labels."""
    told = units(paper)
    found, loose = entries(told)
    boxes, boxes_loose = entries(list(loose_units(paper.boxes)))
    taken = {one.field for one in found if one.field is not None and one.text}
    more = [one for one in boxes if one.field not in taken]
    lost = [one for one in boxes if one.field in taken]
    answers: dict[Field, list[Entry]] = {field: [] for field in Field}
    unread = [Unread(one) for one in (*loose, *boxes_loose)]
    for one in (*found, *more):
        if one.field is not None:
            answers[one.field].append(one)
        elif one.text:
            unread.append(Unread(one.text, _near(one.section)))
    unread += [Unread(one.text, one.field) for one in lost if one.text]
    fields = {}
    for field in Field:
        read, rest = _read(field, answers[field])
        fields[field] = read
        unread += [Unread(one, field) for one in rest if one]
    if fields[Field.MUNICIPALITY].value is None:
        fields[Field.MUNICIPALITY] = _named_beside(paper.margins, unread)
    unread += [Unread(one) for one in (*_struck(paper), *(line.text.strip() for line in paper.notes)) if one]
    return DescriptionFile(fields, tuple(unread), several=holds_several(told))


def _struck(paper: Paper) -> Iterator[str]:
    """What somebody has drawn a line through, but for ticks and the template's own words."""
    for line in paper.lines():
        for piece in line.pieces:
            words = piece.text.strip()
            known = read_tick(words, _YES_NO | _INTAKE, words_tick=True)
            if piece.struck and words and not (known.value or heading_at(words)):
                yield words


_MUNICIPALITY = re.compile(
    r"(?<![^\W\d_-])[A-ZÆØÅ][a-zæøåé]+(?:(?:-| (?:og )?)[A-ZÆØÅ][a-zæøåé]+){0,2} (?i:kommune)(?![^\W\d_])"
)


def _named_beside(margins: Sequence[Line], unread: Sequence[Unread]) -> Read:
    """The one municipality the page's header or footer names; else the one named in what no field took."""
    for texts in ([one.text for one in margins], [one.text for one in unread]):
        named = {name for text in texts for name in _MUNICIPALITY.findall(text)}
        if len(named) == 1:
            return Read(Field.MUNICIPALITY, name := named.pop(), Sure.LIKELY, name)
    return Read(Field.MUNICIPALITY, None, Sure.MISSING)


def _near(section: Section | None) -> Field | None:
    return next((field for field, where in SECTION_OF.items() if where is section), None)


def _read(field: Field, found: Sequence[Entry]) -> tuple[Read, list[str]]:
    filled = [one for one in found if one.text]
    if not filled:
        return Read(field, None, Sure.MISSING), []
    said = "\n".join(one.text for one in filled)
    reader = _OWN_READERS.get(field) or _READERS[ASKED[field].answer]
    value, sure, rest = reader(filled)
    if value is None:
        return Read(field, None, Sure.MISSING, said), rest
    under_own = all(one.own and one.exact for one in filled)
    return Read(field, value, sure if under_own else max(sure, Sure.LIKELY, key=_ORDER.index), said), rest


_ORDER = list(Sure)
_Told = tuple[Value, Sure, list[str]]


def _line(found: Sequence[Entry]) -> _Told:
    """One line; what stands under it is not the answer."""
    first, *rest = "\n".join(one.text for one in found).split("\n")
    return first[:LONGEST_LINE], Sure.CERTAIN, [first[LONGEST_LINE:], "\n".join(rest)]


def _text(found: Sequence[Entry]) -> _Told:
    return "\n".join(one.text for one in found), Sure.CERTAIN, []


def _meant(read: Callable[[str], Meant[Value]]) -> Callable[[Sequence[Entry]], _Told]:
    """What the answer's first line that means something means; the others are not the answer."""

    def told(found: Sequence[Entry]) -> _Told:
        lines = [line for one in found for line in one.text.split("\n") if line]
        whole = read(" ".join(lines))
        if whole.value is not None and (whole.sure or len(lines) < 2):
            # A remark beside the value is shown with it, in the file's own words.
            return whole.value, Sure.CERTAIN if whole.sure else Sure.LIKELY, []
        for place, line in enumerate(lines):
            meant = read(line)
            if meant.value is not None:
                others = lines[:place] + lines[place + 1 :]
                return meant.value, Sure.LIKELY, others
        return None, Sure.MISSING, ["\n".join(lines)]

    return told


def _drawn(ways: Mapping[str, str], *, words_tick: bool) -> Callable[[Sequence[Entry]], _Told]:
    """What is ticked; lines that name no way and hold no tick are not the answer."""

    def told(found: Sequence[Entry]) -> _Told:
        lines = [line for one in found for line in one.drawn.split("\n") if line.strip()]
        about = _answering([line for line in lines if tells_tick(line, ways)], ways, words_tick=words_tick)
        others = [" ".join(line.split()) for line in lines if not tells_tick(line, ways)]
        meant = read_tick("\n".join(about), ways, words_tick=words_tick)
        if meant.value is None:
            stressed = read_stressed(" ".join(one.stressed for one in found), "\n".join(about), ways)
            meant = meant if stressed is None else Meant(stressed, sure=False)
        value = meant.value == "ja" if ways is _YES_NO and meant.value else meant.value
        sure = Sure.CERTAIN if meant.sure and not others else Sure.LIKELY
        return value, sure, [meant.rest, *others]

    return told


def _answering(lines: Sequence[str], ways: Mapping[str, str], *, words_tick: bool) -> list[str]:
    """The lines but those that only name the ways, where another says which: `Løbende/fælles`, `Fælles`."""
    told = [one for one in lines if read_tick(one, ways, words_tick=words_tick).value is not None]
    asking = [one for one in lines if names_all(one, ways)]
    return told if len(told) == 1 and len(told) + len(asking) == len(lines) else list(lines)


def _several(found: Sequence[Entry]) -> _Told:
    """Each under its own label; else each item or line of what stands under the question."""
    numbered = [one for one in found if one.number is not None or (one.own and len(found) > 1)]
    if len(numbered) == len(found):
        return tuple(one.text for one in found), Sure.CERTAIN, []
    items: list[str] = []
    for one in found:
        items += [one.text] if one in numbered else listed(one.lines)
    return tuple(items), Sure.LIKELY, []


def _purposes(found: Sequence[Entry]) -> _Told:
    return tuple(item for one in found for item in listed(one.lines)), Sure.CERTAIN, []


def _tracks(found: Sequence[Entry]) -> _Told:
    by_label = [one.number for one in found]
    # 1, 2, 3 … only count the lines; other numbers are the tracks' own.
    counted = by_label == list(range(1, len(found) + 1)) and len(found) > 1
    tracks: tuple[Track, ...] = ()
    for one in found:
        read = read_tracks(one.text)
        if one.number is not None and not counted and len(read) == 1 and not read[0].number:
            read = (replace(read[0], number=str(one.number)),)
        tracks += read
    return tracks, Sure.CERTAIN if all(one.number for one in tracks) else Sure.LIKELY, []


def _day(said: str) -> Meant[Value]:
    meant = read_day(said)
    return Meant(meant.value, meant.sure, meant.rest)


def _number(said: str) -> Meant[Value]:
    meant = read_number(said)
    return Meant(meant.value, meant.sure, meant.rest)


_READERS: Mapping[Answer, Callable[[Sequence[Entry]], _Told]] = {
    Answer.LINE: _line,
    Answer.TEXT: _text,
    Answer.DATE: _meant(_day),
    Answer.NUMBER: _meant(_number),
    Answer.YES_NO: _drawn(_YES_NO, words_tick=False),
    Answer.INTAKE: _drawn(_INTAKE, words_tick=True),
    Answer.SEVERAL: _several,
    Answer.TRACKS: _tracks,
}
#: Fields that are read in a way of their own.
_OWN_READERS: Mapping[Field, Callable[[Sequence[Entry]], _Told]] = {
    Field.PURPOSE_SHORT: _purposes,
    Field.PURPOSE_LONG: _purposes,
}
