"""What stands under each label, with the template's own help and prompts taken away and nobody's words lost."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_by

from ..form import Field, Section
from ..sections import ACTOR_PARTS, CHANGE, SOURCES
from ..tags import without_empty
from .finding import Found, end_of, labels_in
from .labels import HELPS, NOTICES, PROMPTS, TITLES, Help, Rank
from .lines import Unit
from .phrases import met
from .tokens import Token, tokens

_AFTER_HELP = re.compile(r"[\s)?!:.…\]–-]*")
_BEFORE_HELP = re.compile(r"[\s(–•·-]*")
#: What an empty form says where something is to be written: room, lines, and Word's own words in an empty field.
_BLANK = re.compile(
    r"[\s._…·\[\]():–—-]*"
    r"|\W*(?:klik|tryk)[^.\n]{0,20} for at (?:skrive|angive|indtaste|vælge)\b[^.\n]{0,40}\.?\W*"
    r"|\W*(?:skriv|indsæt|udfyld) (?:tekst|svar)? ?her\W*|\W*vælg et element\W*"
    r"|(?:click|tap)[^.\n]{0,20} to enter [^.\n]{0,20}\.?",
    re.IGNORECASE,
)
#: What we print before an answer within a field: nothing, where nothing is written after it.
_OWN_LABELS = frozenset(f"{one.danish}:" for one in (CHANGE, *(words for _name, _tag, words in ACTOR_PARTS)))
_SOURCES = f"{SOURCES.danish}:"
#: A line drawn to write on that goes on after the answer, or stands before it.
_UNDERLINED = re.compile(r"^[\s_]*__[\s_]*|[\s_]*__[\s_]*$")
#: The number of a page, as a file made from a PDF has it among its lines.
_PAGE = re.compile(r"\s*side \d{1,3}(?: (?:af|/) \d{1,3})?\s*", re.IGNORECASE)
#: A prompt stands within so many letters.
_LONGEST_PROMPT = 40
_PROMPT_MARK = re.compile(r"\s*[:\t]\s*|\s+[–—-]\s+|\s+(?=[A-ZÆØÅ])")


@dataclass(slots=True)
class Entry:
    """One answer's lines: of a field, or of one of its activities, actors or tracks.

    `own`: under a label of its own, not only under a heading. `exact`: the label stood to the letter.
    """

    field: Field | None
    section: Section | None
    lines: list[Unit] = made_by(default_factory=list)
    number: int | None = None
    own: bool = False
    exact: bool = True
    #: The line as it stands, where its label may be the answer's own words after all.
    whole: Unit | None = None

    @property
    def text(self) -> str:
        """The words, a line a paragraph, blank ones gone."""
        return assembled(self.lines)

    @property
    def drawn(self) -> str:
        """The words with the room between them as it is, a line a paragraph: for what is told by its place."""
        return "".join(one.text if one.goes_on else "\n" + one.text for one in self.lines).strip("\n")

    @property
    def stressed(self) -> str:
        """The words somebody has marked."""
        return " ".join(one.stressed for one in self.lines)


def entries(texts: Sequence[Unit]) -> tuple[list[Entry], list[str]]:
    """The file's answers in its order, and what stands before the first label and after the last section."""
    pages = [one.text.strip() for one in texts if _PAGE.fullmatch(one.text)]
    texts = [one for one in texts if not _PAGE.fullmatch(one.text)]
    end = end_of(texts)
    loose = [*(one.text for one in _before_and_after(texts, end)), *pages]
    body = list(texts[:end])
    chosen = labels_in(body)
    if not chosen:
        return [], [one.text for one in body if one.text.strip()] + loose
    before = [one for one in body[: chosen[0].unit] if one.text.strip() and not _is_title(one.text)]
    found = list(_entries(body, chosen))
    eater = _Eater()
    for one in found:
        one.lines = eater.eaten(one)
    return _merged(found), [assembled([one]) for one in before if not _BLANK.fullmatch(one.text)] + loose


def assembled(lines: Sequence[Unit]) -> str:
    """Units as text: those on one line together, the others each on a line of its own."""
    text = ""
    for one in lines:
        text += one.text if one.goes_on or not text else "\n" + one.text
    kept = [" ".join(_UNDERLINED.sub("", line).split()) for line in without_empty(text).split("\n")]
    kept = [line for line in kept if line and not _BLANK.fullmatch(line) and line not in _OWN_LABELS]
    if kept and kept[-1] == _SOURCES:
        kept.pop()
    return "\n".join(kept)


def is_blank(text: str) -> bool:
    """Whether nothing is answered: spaces, dots, lines to write on, what Word says in an empty field."""
    return _BLANK.fullmatch(text) is not None


def _entries(body: Sequence[Unit], chosen: Sequence[Found]) -> Iterator[Entry]:
    ends = [one.unit for one in chosen[1:]] + [len(body)]
    strange = _strange_headings(body, chosen)
    for one, last in zip(chosen, ends, strict=True):
        first = body[one.unit]
        end = min((at for at in strange if one.unit < at < last), default=last)
        rest = replace(first, text=first.text[one.heading.rest :], goes_on=False, item=False)
        yield Entry(
            one.field,
            one.section,
            [rest, *body[one.unit + 1 : end]],
            one.heading.met.number,
            own=one.heading.label.repeats or one.heading.label.rank is not Rank.HEADING,
            exact=one.heading.met.exact,
            whole=None if one.heading.label.own or one.heading.whole else first,
        )
        if end < last:
            yield Entry(None, one.section, list(body[end:last]))


#: So many of the template's headings must look alike before others that do are headings too; and none is longer.
_LEAST_ALIKE, _LONGEST_HEADING = 3, 80


def _strange_headings(body: Sequence[Unit], chosen: Sequence[Found]) -> list[int]:
    """Lines that look as this file's headings do, and as its answers do not: sections somebody has added."""
    known = {one.unit: one.heading.rest for one in chosen}
    looks = Counter(
        body[one.unit].look
        for one in chosen
        if one.heading.label.rank is Rank.HEADING and one.heading.whole and body[one.unit].look
    )
    rest = [(number, one) for number, one in enumerate(body) if number not in known and _says_something(one)]
    others = Counter(one.look for _number, one in rest)
    heading = {look for look, count in looks.items() if count >= _LEAST_ALIKE and others[look] < count}
    return [
        number
        for number, one in rest
        if one.look in heading
        and len(one.text) <= _LONGEST_HEADING
        and number > chosen[0].unit
        # Bold alone is also how an answer may be written: the first words under a label are its answer.
        and (one.look != _BOLD or _is_answered(body, known, number))
    ]


_BOLD = "+b"


def _is_answered(body: Sequence[Unit], known: Mapping[int, int], number: int) -> bool:
    """Whether something stands under the label above a unit, or on its line. `known`: unit → where its label ends."""
    above = range(number - 1, -1, -1)
    label = next(place for place in above if place in known)
    return not is_blank(body[label].text[known[label] :]) or any(
        map(_says_something, body[label + 1 : number])
    )


def _says_something(unit: Unit) -> bool:
    return not is_blank(_without_prompt(unit).text)


def _merged(found: Sequence[Entry]) -> list[Entry]:
    """A heading, its question and its prompt are one answer; each activity, actor and track is one of its own."""
    merged: list[Entry] = []
    for one in found:
        same = merged[-1] if merged and merged[-1].field is one.field is not None else None
        if same is not None and same.own and one.whole is not None:
            same.lines = [*same.lines, one.whole, *one.lines[1:]]
        elif same is not None and one.number is None and same.number is None and not same.text:
            same.lines, same.own, same.exact = one.lines, same.own or one.own, same.exact and one.exact
        elif same is not None and one.number is None and not one.text:
            continue
        else:
            merged.append(one)
    return merged


def _before_and_after(texts: Sequence[Unit], end: int) -> Iterator[Unit]:
    """What was written after the template's last words."""
    eater = _Eater()
    after = Entry(None, None, list(texts[end:]))
    for one in eater.eaten(after):
        if one.text.strip() and not _is_title(one.text) and not _BLANK.fullmatch(one.text):
            yield one


def _is_title(text: str) -> bool:
    words = tokens(text)
    return any((one := met(groups, words)) is not None and 0 < one.end == len(words) for groups in TITLES)


class _Eater:
    """Takes the template's help away, each text once."""

    def __init__(self) -> None:
        self._eaten: set[int] = set()

    def eaten(self, entry: Entry) -> list[Unit]:
        """The entry's lines without help and prompts."""
        lines = list(entry.lines)
        helps = [*(HELPS[entry.section] if entry.section else ()), *NOTICES]
        place = 0
        while place < len(lines):
            taken = self._take_help(lines, place, helps)
            if not taken:
                lines[place] = _without_prompt(lines[place])
                place += 1
        return lines

    def _take_help(self, lines: list[Unit], place: int, helps: Sequence[Help]) -> bool:
        text = lines[place].text
        start = _BEFORE_HELP.match(text)
        first = start.end() if start else 0
        begins = tokens(text[first:])[:1]
        fresh = [
            one for one in helps if begins and id(one) not in self._eaten and one.may_begin(begins[0].word)
        ]
        if not fresh:
            return False
        words, ends = _ahead(lines, place, first)
        for one in fresh:
            closed = _closing(one, words)
            if closed is not None:
                self._eaten.add(id(one))
                last, after = ends[closed - 1]
                sign = _AFTER_HELP.match(lines[last].text, after)
                rest = lines[last].text[sign.end() if sign else after :]
                lines[place : last + 1] = [replace(lines[last], text=rest, goes_on=False, item=False)]
                return True
        return False


#: A help text may have so many words more than the template's, and be broken into so many lines. More words, or a
#: figure among them, are somebody's who wrote between its first and its last.
_MORE_WORDS, _MOST_LINES = 2, 8
_MOST_WORDS = 60


def _ahead(lines: Sequence[Unit], place: int, first: int) -> tuple[list[Token], list[tuple[int, int]]]:
    """The words from there on as far as a help text goes, over lines; and the line and place each ends at."""
    words: list[Token] = []
    ends: list[tuple[int, int]] = []
    for number in range(place, min(place + _MOST_LINES, len(lines))):
        shift = first if number == place else 0
        for word in tokens(lines[number].text[shift:]):
            words.append(word)
            ends.append((number, shift + word.end))
        if len(words) > _MOST_WORDS:
            break
    return words, ends


def _closing(one: Help, words: Sequence[Token]) -> int | None:
    """After how many words the help ends; None where it does not begin there, or end within its length."""
    opening = met(one.opening, words)
    if opening is None:
        return None
    most = one.words + _MORE_WORDS
    for at in range(opening.end, min(most, len(words))):
        found = met(one.closing, words, at)
        if found is not None:
            figures = one not in NOTICES and any(word.word.isdigit() for word in words[: found.end])
            return None if figures or found.end > most else found.end
    return None


def _without_prompt(unit: Unit) -> Unit:
    words = tokens(unit.text[:_LONGEST_PROMPT])
    for groups in PROMPTS:
        found = met(groups, words)
        if found is None or not found.end:
            continue
        end = words[found.end - 1].end
        mark = _PROMPT_MARK.match(unit.text, end)
        if mark is not None:
            return replace(unit, text=unit.text[mark.end() :])
        if is_blank(unit.text[end:]):
            return replace(unit, text="")
    return unit
