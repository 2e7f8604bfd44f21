"""A label where a unit begins: which it is, and where its own words end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..form import ASKED, Answer, Field, Section
from .labels import Label, Rank, labels_beginning
from .phrases import Met, met
from .tokens import Token, tokens

#: A label with what stands around it is met in so many letters; the longest of the template's own has 220.
_LOOKED_AT = 400
#: Lines of so many letters are remembered: those a label may be all of.
_SHORT = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """A label where a unit begins. `rest`: where its own words end and an answer on the line may begin.

    `whole`: nothing else stands on the line. `marked`: a colon, a question mark or the like stands after it.
    """

    label: Label
    met: Met
    rest: int
    whole: bool
    marked: bool


#: What may stand before a label: a number, a bullet, a bracket.
BEFORE = re.compile(
    r"[\s•·▪●○*>–—-]*(?:\d{1,2}(?:\.\d{1,2})+\s+|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zæøå])[.)]\s*)?"
)
#: A remark in brackets right after a label, but for a tick between brackets.
ASIDE = re.compile(r"\s*\((?!\s*[xX✓✔☒☑]?\s*\))[^()\n]{1,60}\)")
_MARK = re.compile(r"[\s)\]*]*(?P<mark>[:?.]|[–—-](?=\s)|\t)?[\s:?.…_*]*")
_NOTHING = re.compile(r"[\s:?.,…()\[\]*_–—/-]*")
#: Dots or a line to the answer: `Kommune ........ Køge`.
_LEADER = re.compile(r"\s*(?:\.{3,}|…{1,}|_{3,})")
_ABOUT_FOLLOWS = re.compile(r"(?:ca|cirka|omkring|op til|højst|maks|max|mindst|min)\b\.? ?\d", re.IGNORECASE)
_OPENS = ('"', "“", "”", "„", "»", "«", "'", "’")
_DAY_FOLLOWS = re.compile(r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag )?(?:den |d\. ?)?\d", re.IGNORECASE)
#: A question with so many words in it is one, whatever follows.
_SURE_WORDS = 5
#: A cell with more letters than the longest short label with its remark is no label.
_LONGEST_ALONE = 120


def heading_at(text: str) -> tuple[Heading, ...]:
    """The labels a line may begin with, at most one of each section and field, the longest first."""
    return _remembered(text) if len(text) <= _SHORT else _found(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> tuple[Heading, ...]:
    """A line is asked for its labels again and again: is it broken, a heading, an answer, a second description."""
    return _found(text)


def _found(text: str) -> tuple[Heading, ...]:
    before = BEFORE.match(text)
    starts = {0, before.end()} if before else {0}
    found: dict[tuple[Section, Field | None, Rank], Heading] = {}
    for start in sorted(starts):
        words = tokens(text[start : start + _LOOKED_AT])
        if not words:
            continue
        for label in labels_beginning(words[0].word):
            one = _heading(label, text, start, words)
            key = (label.section, label.field, label.rank)
            if one is not None and (key not in found or one.met.words > found[key].met.words):
                found[key] = one
    return tuple(sorted(found.values(), key=lambda one: -one.met.words))


def _heading(label: Label, text: str, start: int, words: Sequence[Token]) -> Heading | None:
    stands = met(label.groups, words)
    if stands is None or not stands.end:
        return None
    after = start + words[stands.end - 1].end
    aside = ASIDE.match(text, after)
    if aside is not None:
        after = aside.end()
    mark = _MARK.match(text, after)
    rest, sign = (mark.end(), mark["mark"]) if mark is not None else (after, None)
    whole = _NOTHING.fullmatch(text, after) is not None
    dashed = label.rank is Rank.SHORT and (stands.words > 1 or stands.number is not None)
    marked = sign is not None and (
        sign in ":?\t" or (dashed and sign != ".") or (sign == "." and label.repeats)
    )
    # `Løbende optag/fælles start` asks, or holds the ticks.
    marked = marked or (label.stays and text[after : after + 2].lstrip().startswith("/"))
    marked = marked or _LEADER.match(text, after) is not None
    needs = label.needs_mark or stands.words < _SURE_WORDS
    if needs and not whole and not marked and not _answer_follows(label, stands, text[rest:]):
        return None
    return Heading(label, stands, start if label.stays else rest, whole, marked)


def _answer_follows(label: Label, stands: Met, rest: str) -> bool:
    """`Aktivitet 2 Praktik …`, `På kort sigt Faste tider`: what goes on begins anew, as no sentence does."""
    if label.rank is Rank.HEADING or (label.repeats and stands.number is None and stands.words < 2):
        return False
    if label.field is Field.START_DATE:
        return _DAY_FOLLOWS.match(rest) is not None
    if label.field and ASKED[label.field].answer is Answer.NUMBER and _ABOUT_FOLLOWS.match(rest):
        return True
    return rest[:1].isupper() or rest[:1] in _OPENS or (rest[:1].isdigit() and stands.words > 1)


def only_label(text: str) -> Field | None:
    """The field whose label is all there is in a cell."""
    lines = [one for one in text.split("\n") if one.strip()]
    if len(lines) != 1 or len(lines[0]) > _LONGEST_ALONE:
        return None
    found = (one for one in heading_at(lines[0]) if one.whole and not one.label.stays)
    return next((one.label.field for one in found), None)


def starts_with_label(text: str) -> bool:
    """Whether a cell's first line begins with a label."""
    return any((one.marked or one.whole) and not one.label.stays for one in heading_at(text.split("\n")[0]))
