"""A description we printed, filled on in Word: read by the tags of its fields, whatever stands in them.

A line copied in Word is a new item, a field that was emptied is blank. What somebody has written outside the fields is
kept as unread, and so is what a field says that is no such answer (a start in “uge 3”).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from virkning.documents.cleaning import clean
from virkning.documents.word_reading import Line, Paper
from virkning.figures.indicators import Term
from virkning.figures.numbers import parse_number
from virkning.figures.phrases import FigureError

from ..answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer
from ..form import Field
from ..tags import BY_KEY, Tag
from ..tidying import tidied
from .composing import as_values
from .printed import begins_an_item, without_printed
from .proposal import DescriptionFile, Read, Sure, Unread
from .values import read_day, read_number, says_ticked

#: Where each field's words go in the answers: texts by name …
_TEXTS: dict[Tag, tuple[str, Field]] = {
    Tag.MUNICIPALITY: ("municipality", Field.MUNICIPALITY),
    Tag.NAME: ("name", Field.NAME),
    Tag.SUMMARY: ("summary", Field.SUMMARY),
    Tag.TARGET_GROUP: ("target_group", Field.TARGET_GROUP),
    Tag.CRITERIA: ("selection_criteria", Field.SELECTION_CRITERIA),
    Tag.AMBASSADOR_ROLE: ("ambassador_role", Field.AMBASSADOR_ROLE),
    Tag.SUCCESSOR: ("successor", Field.SUCCESSOR),
    Tag.METHOD: ("method", Field.METHOD),
    Tag.OBSERVATIONS_START: ("observations_start", Field.OBSERVATIONS_START),
    Tag.OBSERVATIONS_MIDDLE: ("observations_middle", Field.OBSERVATIONS_MIDDLE),
    Tag.OBSERVATIONS_END: ("observations_end", Field.OBSERVATIONS_END),
}
#: … several texts …
_LISTS: dict[Tag, tuple[str, Field]] = {
    Tag.PURPOSE_SHORT: ("purposes_short", Field.PURPOSE_SHORT),
    Tag.PURPOSE_LONG: ("purposes_long", Field.PURPOSE_LONG),
    Tag.ELEMENT: ("elements", Field.ACTIVITIES),
    Tag.SOURCE: ("sources", Field.METHOD),
}
#: … values …
_VALUES: dict[Tag, tuple[str, Field]] = {
    Tag.START_DATE: ("start_date", Field.START_DATE),
    Tag.HOURS: ("hours_per_week", Field.HOURS_PER_WEEK),
    Tag.WEEKS: ("weeks_per_participant", Field.WEEKS_PER_PARTICIPANT),
    Tag.PARTICIPANTS: ("participants_at_a_time", Field.PARTICIPANTS_AT_A_TIME),
}
#: … ticks: what a tick there says …
_TICKS: dict[Tag, tuple[str, Field, bool | str]] = {
    Tag.IS_NEW: ("new_type", Field.NEW_TYPE, True),
    Tag.IS_NOT_NEW: ("new_type", Field.NEW_TYPE, False),
    Tag.ROLLING: ("intake", Field.INTAKE, "rolling"),
    Tag.COMMON: ("intake", Field.INTAKE, "common"),
}
#: … and the parts of items; the first part of each begins a new one.
_PARTS: dict[Tag, tuple[str, str, Field]] = {
    Tag.ACTOR_KIND: ("actors", "kind", Field.ACTORS),
    Tag.ACTOR_TITLE: ("actors", "title", Field.ACTORS),
    Tag.ACTOR_TASK: ("actors", "task", Field.ACTORS),
    Tag.ACTOR_ELEMENT: ("actors", "element", Field.ACTORS),
    Tag.ACTOR_BRINGS: ("actors", "brings", Field.ACTORS),
    Tag.ACTOR_QUALIFIED: ("actors", "qualified", Field.ACTORS),
    Tag.ACTOR_PREPARED: ("actors", "prepared", Field.ACTORS),
    Tag.ACTOR_TAKES_PART: ("actors", "takes_part", Field.ACTORS),
    Tag.TRACK_NUMBER: ("tracks", "number", Field.CHANGE_TRACKS),
    Tag.TRACK_TITLE: ("tracks", "title", Field.CHANGE_TRACKS),
    Tag.TRACK_CHANGE: ("tracks", "change", Field.CHANGE_TRACKS),
    Tag.EFFECT: ("effects", "text", Field.EXPECTED_EFFECT),
    Tag.EFFECT_TERM: ("effects", "term", Field.EXPECTED_EFFECT),
    Tag.COST: ("costs", "text", Field.ECONOMY),
    Tag.COST_AMOUNT: ("costs", "amount", Field.ECONOMY),
}
_FIRST = (Tag.ACTOR_KIND, Tag.TRACK_NUMBER, Tag.EFFECT, Tag.COST)
_BLANK: dict[str, Any] = {
    "actors": ActorAnswer(),
    "tracks": TrackAnswer(),
    "effects": EffectAnswer(""),
    "costs": CostAnswer(""),
}


@dataclass(slots=True)
class _Filled:
    """A field as it stands in the file. `begins`: a line before it says that an item begins."""

    tag: Tag
    text: str
    control: int
    begins: bool = False


def is_ours(paper: Paper) -> bool:
    """Whether the file has fields of a description we printed."""
    return any(piece.tag in BY_KEY for line in paper.lines() for piece in line.pieces)


def read_tagged(paper: Paper) -> DescriptionFile:
    """What the fields say; what stands outside them is unread."""
    reader = _Reader()
    for one in reader.filled(paper):
        reader.take(one)
    answers = reader.answers()
    values = as_values(answers)
    fields = {
        asked: Read(asked, value, reader.sure.get(asked, Sure.CERTAIN) if value is not None else Sure.MISSING)
        for asked, value in values.items()
    }
    return DescriptionFile(fields, tuple(reader.unread), answers)


@dataclass(slots=True)
class _Reader:
    told: dict[str, Any] = field(default_factory=dict)
    ticked: dict[str, list[bool | str]] = field(default_factory=dict)
    items: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    sure: dict[Field, Sure] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    _near: Field | None = None

    def filled(self, paper: Paper) -> Iterator[_Filled]:
        """The file's fields in order, those over several lines whole; what stands beside them is noted as unread."""
        held: _Filled | None = None
        begins = False
        for line in paper.lines():
            begins = begins or begins_an_item(line)
            for one in _fields_of(line):
                if held is not None and held.control == one.control:
                    held.text += f"\n{one.text}"
                    continue
                if held is not None:
                    yield held
                one.begins, begins = begins, False
                held, self._near = one, _field_of(one.tag) or self._near
            self._outside(line)
        if held is not None:
            yield held

    def take(self, one: _Filled) -> None:
        """A field's words into the answers."""
        text = clean(one.text).strip()
        if one.tag in _PARTS:
            self._part(one, text)
        elif not text:
            return
        elif one.tag in _TEXTS:
            self._text(*_TEXTS[one.tag], text)
        elif one.tag in _LISTS:
            self.told.setdefault(_LISTS[one.tag][0], []).append(text)
        elif one.tag in _VALUES:
            self._value(one.tag, text)
        elif one.tag in _TICKS:
            name, asked, value = _TICKS[one.tag]
            if says_ticked(text):
                self.ticked.setdefault(name, []).append(value)
            elif says_ticked(text) is None:
                self.unread.append(Unread(text, asked))

    def answers(self) -> Answers:
        """What was taken."""
        for name, values in self.ticked.items():
            if len(set(values)) == 1:
                self.told[name] = values[0]
            else:
                asked = next(asked for other, asked, _value in _TICKS.values() if other == name)
                self.unread.append(Unread("☒ ☒", asked))
        told: dict[str, Any] = {
            name: tuple(one) if isinstance(one, list) else one for name, one in self.told.items()
        }
        for name, items in self.items.items():
            told[name] = tuple(replace(_BLANK[name], **one) for one in items)
        return tidied(Answers(**told))

    def _text(self, name: str, asked: Field, text: str) -> None:
        if name in self.told:
            self.unread.append(Unread(text, asked))  # the field was copied; it holds one answer
        else:
            self.told[name] = text

    def _value(self, tag: Tag, text: str) -> None:
        name, asked = _VALUES[tag]
        value, is_plain = _VALUE_READERS[tag](text)
        if value is None or name in self.told:
            self.unread.append(Unread(text, asked))
            return
        self.told[name] = value
        if not is_plain:
            self.sure[asked] = Sure.LIKELY

    def _part(self, one: _Filled, text: str) -> None:
        name, part, asked = _PARTS[one.tag]
        items = self.items.setdefault(name, [])
        if not items or one.tag in _FIRST or one.begins or part in items[-1]:
            items.append({})
        value = _PART_READERS.get(one.tag, str)(text) if text else None
        items[-1][part] = value if value is not None else getattr(_BLANK[name], part)
        if text and value is None:
            self.unread.append(Unread(text, asked))

    def _outside(self, line: Line) -> None:
        if any(piece.tag == Tag.HEAD.key for piece in line.pieces):
            return
        for piece in line.pieces:
            if not piece.tag and (words := without_printed(piece.text)):
                self.unread.append(Unread(words, self._near))


def _fields_of(line: Line) -> Iterator[_Filled]:
    for piece in line.pieces:
        if piece.tag in BY_KEY and piece.tag != Tag.HEAD.key:
            yield _Filled(BY_KEY[piece.tag], piece.text, piece.control)


def _field_of(tag: Tag) -> Field | None:
    for table in (_TEXTS, _LISTS, _VALUES):
        if tag in table:
            return table[tag][1]
    if tag in _TICKS:
        return _TICKS[tag][1]
    return _PARTS[tag][2] if tag in _PARTS else None


def _read_day(text: str) -> tuple[date | None, bool]:
    meant = read_day(text)
    return meant.value, meant.sure


def _read_number(text: str) -> tuple[Decimal | None, bool]:
    try:
        return parse_number(text).value, True
    except FigureError:
        meant = read_number(text)
        return meant.value, meant.sure


def _read_whole(text: str) -> tuple[int | None, bool]:
    value, is_plain = _read_number(text)
    return (
        (int(value), is_plain) if value is not None and value == value.to_integral_value() else (None, False)
    )


def _read_amount(text: str) -> Decimal | None:
    try:
        return parse_number(text).value
    except FigureError:
        return None


def _read_element(text: str) -> int | None:
    """`Aktivitet 2`, `2`."""
    written = "".join(one for one in text if one.isdecimal())
    return int(written) if written and len(written) < 4 else None


def _read_term(text: str) -> Term | None:
    said = text.strip(" ().").casefold()
    return next((one for one in Term if said and one.danish.casefold().startswith(said.split()[0])), None)


_VALUE_READERS: dict[Tag, Callable[[str], tuple[Any, bool]]] = {
    Tag.START_DATE: _read_day,
    Tag.HOURS: _read_number,
    Tag.WEEKS: _read_number,
    Tag.PARTICIPANTS: _read_whole,
}
_PART_READERS: dict[Tag, Callable[[str], Any]] = {
    Tag.ACTOR_ELEMENT: _read_element,
    Tag.EFFECT_TERM: _read_term,
    Tag.COST_AMOUNT: _read_amount,
}
