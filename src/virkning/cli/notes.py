"""`virkning status-note`: a project's status note as a file."""

from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import danish_date
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.rooms.access.scope import system_scope
from virkning.rooms.files import storage
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.lookup import ProjectNotFound, find_project
from virkning.rooms.reports.status_note.files import NoteFormat, status_note_file
from virkning.rooms.statusrounds.queries.snapshots import file_of, frozen_note

from .output import Failed, database_said_no, write_file


@click.command("status-note")
@click.argument("project")
@click.option("--period", "written", required=True, help="En af projektets perioder, fx 2013 eller 2013K3.")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--current", is_flag=True, help="Skriv notatet, som det er nu, selv om runden er lukket.")
def status_note_command(project: str, written: str, output: Path, current: bool) -> None:
    """Skriv projektets statusnotat til en fil, der ender på .docx eller .pdf.

    Er runden lukket, er det notatet, som det var.
    """
    with system_scope("kommandolinjen"), database_said_no():
        content = _note(project, written, output, current=current)
    write_file(output, content)
    click.echo(_("Skrevet: %(file)s") % {"file": output})


def _note(name: str, written: str, output: Path, *, current: bool) -> bytes:
    try:
        kind = NoteFormat(output.suffix.lower().lstrip("."))
        project = find_project(name)
        period = Period.parse(written)
    except ValueError as error:
        if isinstance(error, FigureError):
            raise Failed(str(error.phrase)) from error
        problem = _("Filnavnet %(name)s skal ende på .docx eller .pdf.") % {"name": output.name}
        raise Failed(problem) from error
    except ProjectNotFound as error:
        raise Failed(str(error)) from error
    if not current and (kept := _kept(project, period, kind)) is not None:
        return kept
    listed = sorted(one.period for one in project.periods.order_by("start"))
    if period not in listed:
        known = ", ".join(one.canonical for one in listed)
        problem = _("%(period)s er ikke en af projektets perioder. De er: %(known)s.") % {
            "period": period.canonical,
            "known": known,
        }
        raise Failed(problem)
    return status_note_file(project, period, kind).content


def _kept(project: Project, period: Period, kind: NoteFormat) -> bytes | None:
    """The file of the closed round, where the period has one."""
    snapshot = frozen_note(project, period)
    file = file_of(snapshot, kind.value) if snapshot is not None else None
    if snapshot is None or file is None:
        return None
    try:
        content = storage.read(file.fingerprint)
    except FileNotFoundError as error:
        said = _("Filen fra den lukkede runde mangler på disken. Gendan den fra en sikkerhedskopi.")
        raise Failed(said) from error
    day = danish_date(timezone.localdate(snapshot.round.closed_at or snapshot.taken_at))
    click.echo(_("Runden er lukket %(day)s. Det er notatet, som det var.") % {"day": day})
    return content
