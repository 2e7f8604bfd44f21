"""What a drawing of a theory of change says: boxes in columns, arrows between them, in ready words.

Holds no measures: `theorylayout` says where everything stands, `theorydrawing` draws it.
"""

from dataclasses import dataclass

from virkning.charts.definitions import ChartError, LightColour


@dataclass(frozen=True, slots=True)
class TheoryBox:
    """One activity or result. `column` counts from 0.

    `state` is the word beside the light's sign ("Grøn", "Måles ikke"), `value` what is known of it in words.
    `muted`: closed or retired. `on_path`: on the chosen way; `chosen`: where that way begins. `words` is the whole box
    for whoever does not see it, `href` where its link leads.
    """

    key: str
    column: int
    number: str
    title: str
    state: str = ""
    light: LightColour = "none"
    value: str = ""
    muted: bool = False
    chosen: bool = False
    on_path: bool = False
    words: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class TheoryArrow:
    """From one box to another: solid where it builds on evidence, dashed where it is an assumption."""

    start: str
    end: str
    evidence: bool = False
    on_path: bool = False


@dataclass(frozen=True, slots=True)
class TheoryMap:
    """The whole drawing. `columns` are the heads, from left to right."""

    title: str
    description: str
    columns: tuple[str, ...]
    boxes: tuple[TheoryBox, ...]
    arrows: tuple[TheoryArrow, ...]

    def __post_init__(self) -> None:
        keys = {box.key for box in self.boxes}
        if len(keys) != len(self.boxes):
            raise ChartError("Two boxes of a theory have the same key.")
        if any(not 0 <= box.column < len(self.columns) for box in self.boxes):
            raise ChartError(f"A box stands outside the {len(self.columns)} columns.")
        for arrow in self.arrows:
            if arrow.start not in keys or arrow.end not in keys or arrow.start == arrow.end:
                raise ChartError(f"No arrow can be drawn from {arrow.start!r} to {arrow.end!r}.")
