"""The rules of a theory of change: what may lead to what, what lies before and after, and where it has gaps.

Boxes are known by a key and stand in a column: 0 activities, then results on short (1), medium (2) and long term (3).

Gaps, each said of the box it is mended at. Nothing is said of what has been closed or retired:

- `LEADS_NOWHERE`: an activity without an arrow from it
- `NOTHING_LEADS`: a result without an arrow to it
- `NOT_MEASURED`: a result without an indicator
- `NO_LONG_TERM`: a result on short or medium term from which no result on long term is reached
- `BACKWARDS`: an arrow to a result on shorter term, which a result's new term has made of it
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from .indicators import Term
from .phrases import P, Phrase
from .worded import Worded

Key = TypeVar("Key", bound=Hashable)

ACTIVITIES: Final = 0
LONG_TERM: Final = 3
COLUMN: Final[Mapping[Term, int]] = {Term.SHORT: 1, Term.MEDIUM: 2, Term.LONG: LONG_TERM}
#: The heads of the columns.
COLUMN_WORDS: Final[tuple[Phrase, ...]] = (
    P("Aktiviteter"),
    P("Kort sigt"),
    P("Mellemlangt sigt"),
    P("Langt sigt"),
)


class Gap(Worded):
    """What a theory lacks at one of its boxes."""

    LEADS_NOWHERE = "leads_nowhere", P("fører ikke til noget resultat")
    NOTHING_LEADS = "nothing_leads", P("intet fører hertil")
    NOT_MEASURED = "not_measured", P("har ingen indikator")
    NO_LONG_TERM = "no_long_term", P("fører ikke til et resultat på langt sigt")
    BACKWARDS = "backwards", P("har en pil til et resultat på kortere sigt")


@dataclass(frozen=True, slots=True)
class Standing:
    """A box as the rules see it. `ended`: closed or retired."""

    key: str
    column: int
    measured: bool = True
    ended: bool = False


Arrows = Sequence[tuple[str, str]]


def gaps(boxes: Iterable[Standing], arrows: Arrows) -> list[tuple[str, Gap]]:
    """Every gap, box by box in the order given."""
    boxes = list(boxes)
    starts, ends = {start for start, _end in arrows}, {end for _start, end in arrows}
    column = {box.key: box.column for box in boxes}
    back = {start for start, end in arrows if column.get(start, 0) > column.get(end, LONG_TERM)}
    reaches = before((box.key for box in boxes if box.column == LONG_TERM), arrows)
    found: list[tuple[str, Gap]] = []
    for box in boxes:
        if box.ended:
            continue
        is_result = box.column != ACTIVITIES
        told = {
            Gap.LEADS_NOWHERE: not is_result and box.key not in starts,
            Gap.NOTHING_LEADS: is_result and box.key not in ends,
            Gap.NOT_MEASURED: is_result and not box.measured,
            Gap.NO_LONG_TERM: is_result and box.column != LONG_TERM and box.key not in reaches,
            Gap.BACKWARDS: box.key in back,
        }
        found += [(box.key, gap) for gap, there in told.items() if there]
    return found


def after(keys: Iterable[Key], arrows: Collection[tuple[Key, Key]]) -> set[Key]:
    """Everything that can be reached from the boxes, they themselves only where a circle leads back."""
    leads: dict[Key, list[Key]] = {}
    for start, end in arrows:
        leads.setdefault(start, []).append(end)
    found: set[Key] = set()
    waiting = list(keys)
    while waiting:
        for end in leads.get(waiting.pop(), ()):
            if end not in found:
                found.add(end)
                waiting.append(end)
    return found


def before(keys: Iterable[Key], arrows: Collection[tuple[Key, Key]]) -> set[Key]:
    """Everything from which the boxes can be reached."""
    return after(keys, [(end, start) for start, end in arrows])


def closes_circle(start: Key, end: Key, arrows: Collection[tuple[Key, Key]]) -> bool:
    """Whether an arrow from start to end would lead back to where it began."""
    return start == end or start in after([end], arrows)
