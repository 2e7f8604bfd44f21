"""300 filled templates read against python-docx reading their words alone, and files made to harm against twenty."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

import docx

from bench.timing import Ratio, pairs
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.interventions.reading.opening import open_description_file
from virkning.rooms.interventions.reading.reading import read_description

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from rooms.description_papers import filled_layouts
from rooms.hostile_papers import HOSTILE, SLOW

FILES = 300
#: Opening with distrust (every part looked through for what is refused), reading, and telling what each line is.
WHOLE = 8.0
#: python-docx tells twenty files' words in about a fifth of a second. So what harms is refused in well under a second,
#: and what is made to take long within the limits takes about one.
TWENTY, HARMFUL, LONG = 20, 2.0, 8.0


def measure(folder: str) -> Iterator[Ratio]:
    """A folder of files, and each file that is made to harm or to take long."""
    layouts = [content for _name, content in filled_layouts()]
    files = list(islice(cycle(layouts), FILES))
    yield pairs(
        f"{FILES} descriptions read / python-docx their words",
        lambda: [read_description(open_description_file(one)) for one in files],
        lambda: [words(one) for one in files],
        rounds=2,
        goal=WHOLE,
    )
    made: dict[str, Callable[[], bytes]] = {name: one for name, (one, _words) in HOSTILE.items()} | SLOW
    for name, make in made.items():
        content = make()
        yield pairs(
            f"{name} / {TWENTY} descriptions' words",
            lambda content=content: refused_or_read(content),  # type: ignore[misc]
            lambda: [words(one) for one in files[:TWENTY]],
            rounds=3,
            goal=LONG if name in SLOW else HARMFUL,
        )


def words(content: bytes) -> list[str]:
    """What python-docx finds in a file: its paragraphs, and those of its tables' cells."""
    document = docx.Document(io.BytesIO(content))
    said = [one.text for one in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            said += [one.text for cell in row.cells for one in cell.paragraphs]
    return said


def refused_or_read(content: bytes) -> None:
    """As somebody's upload."""
    with suppress(Refused):
        read_description(open_description_file(content))
