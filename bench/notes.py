"""A status note without charts: 40 activities × 6 milestones × 4 years, 30 results."""

from collections.abc import Iterator
from datetime import date

from bench.baselines import bare_docx, bare_typst
from bench.timing import Ratio, pairs
from bench.workbooks import project
from virkning.figures.periods import Period
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.actors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.files import NoteFormat, write_note
from virkning.rooms.reports.status_note.note import status_note

NAME = "Notatet"
YEAR = Period.parse("2013")
DAY = date(2013, 12, 1)


def the_project() -> Project:
    """The project of the notes and the page, imported once."""
    found = Project.objects.filter(name=NAME).select_related("programme").first()
    if found is not None:
        return found
    content = project(
        activities=40, milestones=6, results=30, periods=("2010", "2011", "2012", "2013"), name=NAME
    )
    import_project(content=content, name="note.xlsx", by=COMMAND_LINE, may_create=True)
    return Project.objects.select_related("programme").get(name=NAME)


def measure(folder: str) -> Iterator[Ratio]:
    """Word and PDF, from the database to the file, against the same tables written bare."""
    with system_scope("bench"):
        wanted = the_project()
        blocks = list(note_blocks(status_note(load_project(wanted), YEAR, DAY, charts=False)))

        def ours(kind: NoteFormat) -> bytes:
            return write_note(status_note(load_project(wanted), YEAR, DAY, charts=False), kind)

        yield pairs(
            "note in Word / bare python-docx",
            lambda: ours(NoteFormat.WORD),
            lambda: bare_docx.write(blocks),
            goal=2,
        )
        yield pairs(
            "note in PDF / bare typst", lambda: ours(NoteFormat.PDF), lambda: bare_typst.write(blocks), goal=3
        )
