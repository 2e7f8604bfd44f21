"""Which lines of a file are the template's labels: the choice that fits the template's order best.

Somebody's own words can look like a label (“På kort sigt …” in an expected effect). Each line that may be one is
weighed by how much of the label stands there; the sections follow one another, and going back costs more than a short
label is worth. What the best choice leaves out is the answer's own words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..form import Field, Section
from .headings import Heading, heading_at
from .labels import END, NOTICES, PROMPTS, Rank
from .lines import Unit
from .phrases import met
from .tokens import tokens

_ORDER = {section: place for place, section in enumerate(Section)}
#: A word of the label that stands there is worth one, up to so many: a question is sure long before its end.
_MOST_WORDS = 8
#: What else speaks for a label: it fills its line, a colon follows, it stands in a table, it is more than a short
#: label. And against: a letter is wrong in it. In words; found by trying on files in many layouts.
_WHOLE, _MARKED, _IN_TABLE, _LONG, _INEXACT = 2.0, 1.0, 0.5, 0.25, 0.75
#: And that a prompt (“Beskriv:”) alone stands on the line below.
_PROMPTED = 1.0
_LONGEST_PROMPT = 40
#: What going back to an earlier section costs: more than a short label alone on its line is worth.
_BACK = 4.0


@dataclass(frozen=True, slots=True)
class Found:
    """A label that stands in a unit, and what it is worth."""

    unit: int
    heading: Heading
    worth: float

    @property
    def section(self) -> Section:
        """Whose label it is."""
        return self.heading.label.section

    @property
    def field(self) -> Field | None:
        """Which field's it is; None of a heading over several."""
        return self.heading.label.field


def labels_in(texts: Sequence[Unit]) -> list[Found]:
    """The labels of the file, in its order; at most one in a unit."""
    candidates = _candidates(texts)
    return _best(_only_the_clearest(candidates))


def end_of(texts: Sequence[Unit]) -> int:
    """The unit where the template's own last section begins; past the last where it is left out."""
    for number, unit in enumerate(texts):
        words = tokens(unit.text)
        found = met(END, words)
        if found is not None and found.end >= len(words) - 1:
            return number
        if any((one := met(notice.opening, words)) is not None and one.end for notice in NOTICES):
            return number
    return _greeting(texts)


#: How a letter ends; so many lines may follow.
_GREETING = re.compile(
    r"\W*(?:(?:(?:med )?(?:venlig|bedste|kærlig) hilsen|(?:de )?(?:bedste|venlige) hilsner|m\.?v\.?h|vh|hilsen)\b)"
    r"(?: fra)?(?: [A-ZÆØÅ]\S*){0,3}\W*",
    re.IGNORECASE,
)
_MOST_AFTER_GREETING = 7


def _greeting(texts: Sequence[Unit]) -> int:
    """The unit where a letter's greeting at the file's end begins; past the last where there is none."""
    written = [number for number, one in enumerate(texts) if one.text.strip()][-_MOST_AFTER_GREETING - 1 :]
    for number in reversed(written):
        if any(one.whole or one.marked for one in heading_at(texts[number].text)):
            break
        if _GREETING.fullmatch(texts[number].text):
            return number
    return len(texts)


def _candidates(texts: Sequence[Unit]) -> list[Found]:
    found = []
    above: Sequence[Heading] = ()
    for number, unit in enumerate(texts):
        here = () if unit.plain else heading_at(unit.text)
        for one in here:
            if _is_under_its_own(one, above):
                continue
            prompted = number + 1 < len(texts) and _is_prompt(texts[number + 1].text)
            found.append(Found(number, one, _worth(one, unit) + (_PROMPTED if prompted else 0.0)))
        above = here if unit.text.strip() else above
    return found


def _is_under_its_own(one: Heading, above: Sequence[Heading]) -> bool:
    """`Observationer: …` right under `Midtvejs` is how somebody's answer begins."""
    return (
        one.label.field is None
        and not one.whole
        and any(
            other.whole and other.label.section is one.label.section for other in above if other.label.field
        )
    )


def _is_prompt(text: str) -> bool:
    words = tokens(text[:_LONGEST_PROMPT])
    return any((one := met(groups, words)) is not None and 0 < one.end == len(words) for groups in PROMPTS)


def _worth(one: Heading, unit: Unit) -> float:
    words = min(one.met.words, _MOST_WORDS)
    return (
        words
        + (_WHOLE if one.whole else 0.0)
        + (_MARKED if one.marked else 0.0)
        + (_IN_TABLE if unit.in_table else 0.0)
        + (_LONG if one.label.rank is not Rank.SHORT else 0.0)
        - (_INEXACT if not one.met.exact else 0.0)
    )


def _only_the_clearest(candidates: Sequence[Found]) -> list[Found]:
    """Where a heading stands alone on a line of its own, the same words before a colon are somebody's sentence."""
    alone = {
        (one.section, one.field, one.heading.label.rank)
        for one in candidates
        if one.heading.whole and not one.heading.label.repeats
    }
    return [
        one
        for one in candidates
        if one.heading.whole
        or one.heading.label.repeats
        or one.heading.label.rank is not Rank.HEADING
        or (one.section, one.field, one.heading.label.rank) not in alone
    ]


@dataclass(frozen=True, slots=True)
class _Chain:
    worth: float
    last: Found | None = None
    before: "_Chain | None" = None


def _best(candidates: Sequence[Found]) -> list[Found]:
    """The chain worth most: `best[place]` ends with a label of that section; at most one label of each unit."""
    first = _first_of_each(candidates)
    best: dict[int, _Chain] = {}
    for group in _by_unit(candidates):
        ended: dict[int, _Chain] = {}
        for one in group:
            _keep_better(ended, _ORDER[one.section], _longer(best, one, may_go_back=one in first))
        for place, chain in ended.items():
            _keep_better(best, place, chain)
    chosen = []
    last = max(best.values(), key=lambda one: one.worth, default=None)
    while last is not None and last.last is not None:
        chosen.append(last.last)
        last = last.before
    return chosen[::-1]


def _longer(best: Mapping[int, _Chain], one: Found, *, may_go_back: bool) -> _Chain:
    """The chain worth most that ends with this label; of equals the one that lies furthest back."""
    here = _ORDER[one.section]
    worth, before = 0.0, _Chain(0.0)
    for place, chain in sorted(best.items()):
        if place > here and not may_go_back:
            continue
        after = chain.worth - (_BACK if place > here else 0.0)
        if after > worth or (before.last is None and after >= worth):
            worth, before = after, chain
    return _Chain(worth + one.worth, one, before)


def _keep_better(chains: dict[int, _Chain], place: int, chain: _Chain) -> None:
    if place not in chains or chain.worth > chains[place].worth:
        chains[place] = chain


def _first_of_each(candidates: Sequence[Found]) -> set[Found]:
    """The first heading or question of each kind: only by these may a file go back to an earlier section."""
    seen: set[tuple[Section, Field | None, Rank]] = set()
    first = set()
    for one in candidates:
        key = (one.section, one.field, one.heading.label.rank)
        if one.heading.label.rank is not Rank.SHORT and one.heading.whole and key not in seen:
            first.add(one)
        seen.add(key)
    return first


def _by_unit(candidates: Sequence[Found]) -> list[list[Found]]:
    groups: dict[int, list[Found]] = {}
    for one in candidates:
        groups.setdefault(one.unit, []).append(one)
    return list(groups.values())
