"""Results and steps as they stand in a cell: numbered lines, by fields, by typed numbers, or by Word's own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from virkning.documents.word_numbers import BULLET
from virkning.documents.word_reading import Line, Piece
from virkning.figures.planning import PlanTerm

from .. import tags
from .proposal import Sure, Why
from .words import AND_SO_ON, FORM_NOTE, MISSING, TERM, TERM_AT_END, TERM_FIRST, one_line

#: The column of the table is for small numbers.
LARGEST_NUMBER = 32_767
_NUMBER = r"\d{1,3}(?:\.?[a-zæøå]{1,2}(?![a-zæøå])|\.\d{1,2}(?!\d))?[.):\]]*"
#: A number, and after it a space or, where a point or a bracket ends it, the first word: `1.Kursus` is common.
_LABEL = re.compile(
    rf"\(?({_NUMBER}(?:\s*(?:,|\+|&|/|og)\s*{_NUMBER})*)(?:\s+|$|(?<=[.)])(?=[^\W\d_]{{2}}))", re.IGNORECASE
)
_LETTER_LABEL = re.compile(r"([a-hA-H])[.)]\s+(?=\S)")
_CLEARLY = re.compile(r"[.):\]]|\d[a-zæøå]", re.IGNORECASE)
#: `1. januar`, `3. kvartal`: an ordinal that belongs to the text. A word of its own and in small letters: `1. Ugentlige
#: samtaler` is the first step.
_ORDINAL = re.compile(
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|kvartal(?:er|s)?|halvår|klasses?|semester|år|uges?|uger|måned(?:er|s)?|gang)\b"
)
_SIGN = re.compile(r"[\u2022\u25cf\u25aa\u00b7\uf0b7\u2013\u2014*-]\s+")
_FIRST_NUMBER = re.compile(r"\s*(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a cell. `numbers`: those it begins with; `own`: the first of them, where a field says so.

    `letter`: the place a lone letter means, from one. `automatic`: Word counted. `row`: which of the group's rows.
    """

    text: str
    numbers: tuple[int, ...] = ()
    sure: Sure = Sure.LABEL
    why: Why = Why.NOTHING
    term: PlanTerm | None = None
    term_sure: Sure = Sure.GUESS
    own: int | None = None
    letter: int | None = None
    automatic: bool = False
    row: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Fields:
    """Which tags a column's items are in."""

    text: str
    is_number: tuple[str, ...]


RESULTS = _Fields(tags.RESULT, (tags.RESULT_NUMBER,))
STEPS = _Fields(tags.STEP, (tags.STEP_NUMBER,))


def items_in(lines: Iterable[Line], fields: _Fields, row: int) -> list[Item]:
    """The items of a cell in order, blank numbered ones too: the next is counted from them."""
    column = _Column(fields, row)
    for line in lines:
        column.line(line)
    return _counted_from_one(column.items)


@dataclass(slots=True)
class _Column:
    fields: _Fields
    row: int
    items: list[Item] = field(default_factory=list)
    #: A small heading said the term of what follows.
    _term: PlanTerm | None = None
    #: The last line was typed, and may go on.
    _open: bool = False

    def line(self, line: Line) -> None:
        if line.tagged(self.fields.text) or any(self._is_number(one.tag) for one in line.pieces):
            self._tagged(line)
        elif not line.tagged(tags.MISSING) or not MISSING.fullmatch(one_line(line.text)):
            number = line.number
            for place, written in enumerate(line.text.split("\n")):
                self._typed(written, number, same_paragraph=place > 0)
                number = ""

    def _is_number(self, tag: str) -> bool:
        return any(tag == one or tag.startswith(f"{one}.") for one in self.fields.is_number)

    def _tagged(self, line: Line) -> None:
        """Fields in their order; paragraphs run together in Word are told apart by them."""
        parts: list[list[Piece]] = []
        seen: set[str] = set()
        for piece in line.pieces:
            kind = "number" if self._is_number(piece.tag) else piece.tag
            if (kind in ("number", self.fields.text) and kind in seen) or not parts:
                parts.append([])
                seen = set()
            seen |= {kind} - {""}
            if kind == self.fields.text:
                seen.add("number")  # a number after a text is the next one's
            parts[-1].append(piece)
        for part in parts:
            self._part(part, line)
        self._open = False

    def _part(self, pieces: list[Piece], line: Line) -> None:
        written = "".join(one.text for one in pieces if one.tag == self.fields.text)
        first, *rest = written.split("\n")
        loose = one_line(
            " ".join(one.text for one in pieces if one.tag not in _KNOWN and not self._is_number(one.tag))
        )
        label = next((one for one in pieces if self._is_number(one.tag)), Piece(line.number))
        text = one_line(first)
        term, term_sure = self._term_of(pieces)
        self.items.append(
            Item(
                one_line(f"{text} {loose}"),
                numbers_in(label.text),
                Sure.GUESS if loose else Sure.TAG,
                Why.WRITTEN_BESIDE if loose else Why.NOTHING,
                term,
                term_sure,
                tags.own_result(label.tag),
                row=self.row,
                source=one_line("".join(one.text for one in pieces)),
            )
        )
        for more in rest:
            self._open = False
            self._typed(more, "", same_paragraph=False)

    @staticmethod
    def _term_of(pieces: list[Piece]) -> tuple[PlanTerm | None, Sure]:
        for one in pieces:
            if one.tag == tags.TERM and (found := TERM.fullmatch(one.text)):
                return _term(found), Sure.TAG
        return None, Sure.GUESS

    def _typed(self, written: str, number: str, *, same_paragraph: bool) -> None:
        """A line without fields: its number (typed, or Word's own) and its words."""
        source = one_line(f"{'' if number == BULLET else number} {written}")
        text = one_line(_SIGN.sub("", written.strip(), count=1)) if number != BULLET else one_line(written)
        if AND_SO_ON.fullmatch(text) or MISSING.fullmatch(text) or FORM_NOTE.fullmatch(text):
            return
        if heading := TERM.fullmatch(text.rstrip(":")):
            self._term = _term(heading)
            return
        numbers, letter, text = _label_of(text)
        automatic = not numbers and number not in ("", BULLET)
        if automatic:
            numbers = numbers_in(number)
            letter = None if numbers else _place_of(number)
        labelled = bool(numbers) or letter is not None
        if not labelled and self._continues(text, same_paragraph=same_paragraph):
            return
        if text or labelled:
            self._add(text, numbers, letter, source, automatic=automatic)

    def _add(
        self, text: str, numbers: tuple[int, ...], letter: int | None, source: str, *, automatic: bool
    ) -> None:
        text, term = _term_taken(text)
        labelled = bool(numbers) or letter is not None
        self.items.append(
            Item(
                text,
                numbers,
                Sure.LABEL if labelled else Sure.GUESS,
                Why.NOTHING if labelled else Why.ADDED,
                term or self._term,
                Sure.LABEL if term or self._term else Sure.GUESS,
                letter=letter,
                automatic=automatic,
                row=self.row,
                source=source,
            )
        )
        self._open = True

    def _continues(self, text: str, *, same_paragraph: bool) -> bool:
        """Take the line as more of the one above: that one is blank, or this one begins as no sentence does."""
        if not text or not self._open or not self.items:
            return False
        last = self.items[-1]
        if last.text and not (text[0].islower() and (same_paragraph or last.numbers)):
            return False
        words, term = _term_taken(one_line(f"{last.text} {text}"))
        self.items[-1] = replace(
            last,
            text=words,
            term=term or last.term,
            term_sure=Sure.LABEL if term else last.term_sure,
            source=one_line(f"{last.source} {text}"),
        )
        return True


_KNOWN = frozenset({tags.RESULT, tags.STEP, tags.TERM, tags.MISSING})


def numbers_in(label: str) -> tuple[int, ...]:
    """`1., 2.a` → (1, 2). Not in order, not twice, none that no result can have."""
    found = [
        int(one[1]) for part in re.split(r",|\+|&|/|\bog\b", label) if (one := _FIRST_NUMBER.match(part))
    ]
    return tuple(dict.fromkeys(one for one in found if 0 < one <= LARGEST_NUMBER))


def _label_of(text: str) -> tuple[tuple[int, ...], int | None, str]:
    """The numbers a line begins with, or the place its letter means, and the words after."""
    found = _LABEL.match(text)
    is_point = found is not None and not found[1].endswith((")", "]", ":"))
    if found and _CLEARLY.search(found[1]) and not (is_point and _ORDINAL.match(text[found.end() :])):
        return numbers_in(found[1]), None, text[found.end() :].strip()
    found = _LETTER_LABEL.match(text)
    if found:
        return (), _place_of(found[1]), text[found.end() :].strip()
    return (), None, text


def _place_of(letter: str) -> int | None:
    """`b)` → 2."""
    first = letter.strip("() .").lower()
    return ord(first) - ord("a") + 1 if len(first) == 1 and "a" <= first <= "z" else None


def _term_taken(text: str) -> tuple[str, PlanTerm | None]:
    """The words without `(kort sigt)` at their end or `Kort sigt:` before them, and the term that said."""
    for form in (TERM_AT_END, TERM_FIRST):
        found = form.search(text) if form is TERM_AT_END else form.match(text)
        if found:
            return one_line(text[: found.start()] + text[found.end() :]), _term(found)
    return text, None


def _term(found: re.Match[str]) -> PlanTerm:
    return PlanTerm.SHORT if found["term"].lower() == "kort" else PlanTerm.LONG


def _counted_from_one(items: list[Item]) -> list[Item]:
    """Word's own numbers may go on from another cell's; in a cell they are counted from one."""
    first = next((one.numbers[0] for one in items if one.numbers), 1)
    if first == 1 or not items or not all(one.automatic for one in items if one.numbers):
        return items
    return [
        replace(
            one,
            numbers=tuple(max(1, number - first + 1) for number in one.numbers),
            why=Why.RENUMBERED,
            sure=Sure.GUESS,
        )
        for one in items
    ]


def with_words(items: Iterable[Item]) -> Iterator[Item]:
    """Those that say something."""
    return (one for one in items if one.text)
