"""A status note without charts: 40 activities × 6 milestones × 4 years, 30 results."""

from collections.abc import Iterator
from datetime import date

from bench.baselines import bare_docx, bare_typst
from bench.timing import Ratio, pairs
from bench.workbooks import project
from virkning.figures.periods import Period
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.files import NoteFormat, write_note
from virkning.rooms.reports.status_note.note import StatusNote, status_note

YEAR = Period.parse("2013")
DAY = date(2013, 12, 1)
ROUNDS = 7


def big_project(number: int = 0) -> Project:
    """A project of the size that is promised, unlike the others in every text (typst remembers what it has set)."""
    name = f"Notat {number}"
    found = Project.objects.filter(name=name).select_related("programme").first()
    if found is not None:
        return found
    years = ("2010", "2011", "2012", "2013")
    content = project(activities=40, milestones=6, results=30, periods=years, name=name, salt=f" ({number})")
    import_project(content=content, name="note.xlsx", by=COMMAND_LINE, may_create=True)
    return Project.objects.select_related("programme").get(name=name)


def measure(folder: str) -> Iterator[Ratio]:
    """Word and PDF, from the database to the file, against the same tables written bare."""
    with system_scope("bench"):
        projects = [big_project(number) for number in range(ROUNDS + 1)]
        blocks = [list(note_blocks(_note(one))) for one in projects]
        for words, kind, bare, goal in (
            ("note in Word / bare python-docx", NoteFormat.WORD, bare_docx.write, 2),
            ("note in PDF / bare typst", NoteFormat.PDF, bare_typst.write, 3),
        ):
            mine, theirs = iter(projects), iter(blocks)
            yield pairs(
                words,
                lambda kind=kind, mine=mine: write_note(_note(next(mine)), kind),  # type: ignore[misc]
                lambda bare=bare, theirs=theirs: bare(next(theirs)),  # type: ignore[misc]
                rounds=ROUNDS,
                goal=goal,
            )


def _note(wanted: Project) -> StatusNote:
    return status_note(load_whole(wanted), YEAR, DAY, charts=False)
