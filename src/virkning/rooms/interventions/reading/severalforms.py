"""Whether a file holds more than one filled description: they must not be read as one."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ..form import Field, Section
from .headings import heading_at
from .labels import Rank
from .lines import Unit
from .segments import entries

#: So many other sections must follow each name, and so many fields be filled after the second: an empty template at the
#: end, or a table of facts on a front page, is no second description.
_LEAST_SECTIONS, _LEAST_FILLED = 5, 6
#: What every label of the name has in it, near the line's beginning.
_MAY_NAME = re.compile("navn|titel", re.IGNORECASE)
_LOOKED_AT = 80


def holds_several(units: Sequence[Unit]) -> bool:
    """Whether the template's sections stand twice after a name of their own, and the second is filled too."""
    names = [number for number, one in enumerate(units) if _labels_name(one)]
    if len(names) < 2:
        return False
    long_enough = [
        begins
        for begins, ends in pairwise([*names, len(units)])
        if len(_sections(units[begins:ends])) >= _LEAST_SECTIONS
    ]
    return sum(1 for begins in long_enough if _is_filled(units[begins:])) > 1


def _labels_name(unit: Unit) -> bool:
    if unit.plain or not _MAY_NAME.search(unit.text, 0, _LOOKED_AT):
        return False
    return any(one.label.field is Field.NAME and (one.whole or one.marked) for one in heading_at(unit.text))


def _sections(units: Sequence[Unit]) -> set[Section]:
    """The sections, but the facts, whose heading or question stands alone on a line."""
    found = (one for unit in units if not unit.plain for one in heading_at(unit.text))
    return {
        one.label.section
        for one in found
        if one.whole and one.label.rank is not Rank.SHORT and one.label.section is not Section.FACTS
    }


def _is_filled(units: Sequence[Unit]) -> bool:
    found, _loose = entries(units)
    return len({one.field for one in found if one.field is not None and one.text}) >= _LEAST_FILLED
