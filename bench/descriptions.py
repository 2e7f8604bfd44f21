"""300 filled templates read and imported, against python-docx and against thirty; files made to harm against twenty."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import count, cycle, islice
from pathlib import Path

import docx
from click.testing import CliRunner

from bench.timing import Ratio, pairs
from virkning.cli.descriptions import import_description_command
from virkning.figures.periods import Period
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.interventions.reading.opening import open_description_file
from virkning.rooms.interventions.reading.reading import read_description
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Municipality
from virkning.rooms.programmes.actions.projects import Head, create_project

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from description_files import description_file
from rooms.description_papers import filled_layouts
from rooms.hostile_papers import HOSTILE, SLOW

FILES, FEW = 300, 30
#: Ten times the files take ten times as long, and a little more: nothing is looked up among all that are in already.
TEN_TIMES = 13.0
#: Opening with distrust (every part looked through for what is refused), reading, and telling what each line is.
WHOLE = 8.0
#: python-docx tells twenty files' words in about a fifth of a second. So what harms is refused in well under a second,
#: and what is made to take long within the limits takes about one.
TWENTY, HARMFUL, LONG = 20, 2.0, 8.0
_NUMBERS = count(1)


def measure(folder: str) -> Iterator[Ratio]:
    """A folder of files, and each file that is made to harm or to take long."""
    layouts = [content for _name, content in filled_layouts()]
    files = list(islice(cycle(layouts), FILES))
    many, few = (a_folder(Path(folder) / f"word{each}", each) for each in (FILES, FEW))
    yield pairs(
        f"{FILES} files imported / {FEW} files imported",
        lambda: imported(many),
        lambda: imported(few),
        rounds=1,
        goal=TEN_TIMES,
    )
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


def a_folder(folder: Path, of: int) -> Path:
    """A folder of files, an intervention each."""
    folder.mkdir()
    for number in range(of):
        content = description_file(municipality="", name=f"Indsats {number}")
        (folder / f"{number:03}.docx").write_bytes(content)
    return folder


def imported(folder: Path) -> None:
    """The whole command, into a project of its own."""
    municipality = Municipality.objects.order_by("code")[0]
    with system_scope("bench"):
        project = create_project(
            organisation=municipality_organisation(municipality=municipality, by=COMMAND_LINE),
            head=Head(f"Mappe {next(_NUMBERS)}", date(2018, 1, 1), date(2020, 12, 31)),
            periods=[Period.parse("2018"), Period.parse("2019")],
            baseline=Period.parse("2018"),
            by=COMMAND_LINE,
        )
    ended = CliRunner().invoke(import_description_command, [str(folder), "--project", project.name])
    assert ended.exit_code == 0, ended.output


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
