"""The typed blocks a document is made of.

They say what something *is* (a heading, a table, a light), never how it looks; the writers decide that, so
Word and PDF cannot drift apart. A block that no reader could make sense of (a picture without words for those
who cannot see it, a row with a cell too many) is refused when it is built, close to the mistake.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Word refuses to open a file with a longer tag or title on a content control.
LONGEST_TAG = 64
TICKED, UNTICKED = "☒", "☐"


class MalformedBlock(ValueError):
    """A block was built that cannot be printed; the message says what was wrong and what was expected."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A line feed in it is a line break.

    With a `tag` it is a field in Word (a content control): what stands in it is edited as text, and read back by its
    tag. `title` is what Word calls it, and what shows in it while it is empty. Other formats print the text alone.
    A field that is a `tick` (`TICKED` or `UNTICKED`) is one to click on.
    """

    text: str
    bold: bool = False
    italic: bool = False
    muted: bool = False
    tag: str = ""
    title: str = ""
    tick: bool = False

    def __post_init__(self) -> None:
        if self.tick and not (self.tag and self.text in (TICKED, UNTICKED)):
            raise MalformedBlock(f"Et kryds er et felt med {TICKED} eller {UNTICKED}, ikke {self.text!r}.")
        if max(len(self.tag), len(self.title)) > LONGEST_TAG:
            raise MalformedBlock(f"Et felts mærke og navn må højst have {LONGEST_TAG} tegn: {self.tag!r}.")
        if self.title and not self.tag:
            raise MalformedBlock(f"Feltet {self.title!r} har intet mærke.")


Text: TypeAlias = str | tuple[Run, ...]


class LightMark(Enum):
    """A light as it is printed: its word, the shade of its cell and the ink of its word (RGB without #).

    The shade is the stronger of the two in the looks for green, since paper shows less than a screen does.
    The inks keep a contrast of at least 4.5 to their shade.
    """

    GREEN = ("Grøn", "d9eecb", "2b6a00")
    YELLOW = ("Gul", "ffeec2", "7a4f00")
    RED = ("Rød", "ffe3e1", "b30000")

    def __init__(self, word: str, fill: str, ink: str) -> None:
        self.word = word
        self.fill = fill
        self.ink = ink


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `numbered` says that the text begins with its own number (`4.1 Status for …`): numbers are
    part of the words, so that they are the same in every format. `anchor` names the heading for links; left
    blank, the writers make one up.
    """

    text: str
    level: Literal[1, 2, 3, 4] = 1
    numbered: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` is the opening sentence, `note` small print, `label` a small heading that stays
    with what follows and is kept out of the table of contents."""

    text: Text
    style: Literal["body", "lead", "note", "label"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and their values, one pair a line."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A sentence set apart. Not for lights: those belong to cells."""

    text: Text
    tone: Literal["note", "warning", "error"] = "note"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins on a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: headings of level 1 to 3, with their pages."""

    title: str = "Indhold"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. With a light, the light's word is printed as a last paragraph and the cell is shaded."""

    paragraphs: tuple[Text, ...] = ()
    light: LightMark | None = None
    align: Literal["left", "right"] = "left"
    emphasis: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. A `group` row is a heading inside the table; with a single cell it spans all columns."""

    cells: tuple[Cell | str, ...]
    kind: Literal["body", "group", "total"] = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header that repeats on every page.

    `widths` are relative (`(3, 1, 1)`); left out, the columns are equal. `numeric` are the indexes of columns
    that are compared downwards and therefore right-aligned. `compact` is for many narrow columns.
    """

    header: tuple[Cell | str, ...]
    rows: tuple[Row, ...] = ()
    widths: tuple[float, ...] = ()
    caption: str = ""
    numeric: tuple[int, ...] = ()
    compact: bool = False

    def __post_init__(self) -> None:
        columns = len(self.header)
        if not columns:
            raise MalformedBlock("En tabel har mindst én kolonne i sit hoved; denne har ingen.")
        if self.widths and (len(self.widths) != columns or min(self.widths) <= 0):
            raise MalformedBlock(
                f"Tabellen har {columns} kolonner og skal have lige så mange bredder over nul, "
                f"ikke {self.widths}."
            )
        for number, row in enumerate(self.rows, 1):
            spans = row.kind == "group" and len(row.cells) == 1
            if len(row.cells) != columns and not spans:
                raise MalformedBlock(f"Række {number} har {len(row.cells)} celler; hovedet har {columns}.")

    @property
    def shares(self) -> tuple[float, ...]:
        """The relative widths, also where none were given."""
        return self.widths or (1.0,) * len(self.header)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing. PDF prints the SVG where there is one, Word always the PNG; a format that is missing is
    replaced by the words in `alt`. `width_cm` is cut down to the page when it is wider.
    """

    svg: str | None
    png: bytes | None
    alt: str
    caption: str = ""
    width_cm: float = 16.0

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise MalformedBlock("Et billede skal have en tekst, der siger, hvad det viser (alt).")
        if self.png is not None and (not self.png.startswith(PNG_SIGNATURE) or len(self.png) < 33):
            raise MalformedBlock("Billedets png er ikke en PNG-fil.")
        if not self.width_cm > 0:
            raise MalformedBlock(f"Billedets bredde skal være over 0 cm, ikke {self.width_cm}.")


Block: TypeAlias = Heading | Paragraph | Bullets | Facts | Callout | PageBreak | Contents | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `created` is the only clock there is: the same document is always the same bytes."""

    title: str
    created: dt.date | dt.datetime
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    language: str = "da-DK"
    author: str = ""
    subject: str = ""
    header_text: str = ""
    footer_text: str = ""
    landscape: bool = False

    @property
    def created_at(self) -> dt.datetime:
        """`created` as a moment in UTC; a date is its midnight, a moment without a zone is taken as UTC."""
        if not isinstance(self.created, dt.datetime):
            return dt.datetime(self.created.year, self.created.month, self.created.day, tzinfo=dt.UTC)
        if self.created.tzinfo is None:
            return self.created.replace(tzinfo=dt.UTC)
        return self.created.astimezone(dt.UTC)


def as_cell(cell: Cell | str) -> Cell:
    """A bare string is a cell with one paragraph."""
    return Cell((cell,)) if isinstance(cell, str) else cell
