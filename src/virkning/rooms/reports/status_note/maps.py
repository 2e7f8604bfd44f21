"""A drawing of a theory of change that has not been made yet."""

from dataclasses import dataclass

from virkning.charts.theorymap import TheoryMap


@dataclass(frozen=True, slots=True)
class MapBlock:
    """The drawing and its caption: `files` and `screen` draw it as the wanted document needs it."""

    drawing: TheoryMap
    caption: str
