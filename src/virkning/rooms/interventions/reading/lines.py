"""A line as units: itself, or the parts of it that labels within it begin."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from virkning.documents.cleaning import clean
from virkning.documents.word_reading import Line

from ..form import Field, Section
from .headings import ASIDE, BEFORE
from .labels import Rank, labels_beginning
from .phrases import met
from .tokens import Token, composed, tokens


@dataclass(frozen=True, slots=True)
class Unit:
    """Words in reading order. `goes_on`: on the same line as the unit before it. `item`: one of a list begins here.

    `plain`: its place in a table says that it is an answer, whatever it says. `stressed`: its line's words in bold,
    underlined or coloured.
    """

    text: str
    goes_on: bool = False
    item: bool = False
    in_table: bool = False
    look: str = ""
    plain: bool = False
    stressed: str = ""


#: What a sentence ends with; looked for in so many letters before a word.
_SENTENCE_END = re.compile(r"(?:[.!?;|]\s*|\t\s*|\s{2,})$")
_LOOKED_BACK = 40
_BULLET = re.compile(r"\s*[•·▪●○*–—-]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s+(?=\S)")
#: Answers to ticks hold words that are labels elsewhere.
_NEVER_WITHIN = (Field.NEW_TYPE, Field.INTAKE)
#: No label within a line has more words.
_MOST_WORDS = 12
_AFTER_LABEL = re.compile(r"[ )]*")


def loose_units(lines: Iterable[Line]) -> Iterator[Unit]:
    """The units of lines that stand outside the text: in boxes."""
    for line in lines:
        yield from of_line(line)


def of_line(line: Line) -> Iterator[Unit]:
    """The units of a paragraph."""
    text = composed(clean(line.standing))
    listed = bool(line.number)
    for number, one in enumerate(text.split("\n")):
        bullet = _BULLET.match(one) or _NUMBERED.match(one)
        for place, part in enumerate(_parts(one)):
            begins = place == 0 and ((listed and number == 0) or bullet is not None)
            yield Unit(part, goes_on=place > 0, item=begins, look=line.look, stressed=line.stressed)


def _parts(text: str) -> list[str]:
    """A line, broken before each label within it."""
    places = [0]
    words = tokens(text)
    index = _words_of_label(text, words, 0)
    while index < len(words):
        taken = _words_of_label(text, words, index) if index else 0
        # A label's own number is no line before it.
        if taken and not BEFORE.fullmatch(text[: min(words[index].start, _LOOKED_BACK)]):
            places.append(words[index].start)
        index += max(taken, 1)
    return [text[start:end] for start, end in zip(places, [*places[1:], len(text)], strict=True)]


def _words_of_label(text: str, words: Sequence[Token], index: int) -> int:
    """How many words of the line from `index` on are a label before its colon; 0 where none begins there."""
    labels = labels_beginning(words[index].word) if index < len(words) else ()
    if not labels:
        return 0
    ahead, start = words[index : index + _MOST_WORDS], words[index].start
    after_sentence = (
        index == 0 or _SENTENCE_END.search(text[max(0, start - _LOOKED_BACK) : start]) is not None
    )
    longest = 0
    for label in labels:
        if label.field is None or label.rank is Rank.HEADING:
            continue
        if label.field in _NEVER_WITHIN and index and not label.stays:
            continue
        if not (after_sentence or label.section is Section.FACTS):
            continue
        stands = met(label.groups, ahead)
        if stands is None or stands.end <= longest:
            continue
        after = ahead[stands.end - 1].end
        aside = ASIDE.match(text, after)
        sign = _sign_after(text, aside.end() if aside else after)
        number_follows = sign.isdigit() and stands.words > 1 and text[start].isupper()
        if sign == ":" or (label.section is Section.FACTS and number_follows):
            longest = stands.end
    return longest


def _sign_after(text: str, place: int) -> str:
    """What stands there, past spaces and a bracket that closes."""
    past = _AFTER_LABEL.match(text, place)
    end = past.end() if past else place
    return text[end : end + 1]
