"""`import-project` and `export-project`: a project in from, and out to, a workbook."""

from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.actions.imports import ImportOutcome, import_project
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.programmes.queries.lookup import ProjectNotFound, find_project

from .output import Failed, database_said_no, why, write_file


@click.command(
    "import-project", help="Indlæs et projektark (.xlsx). Er der fejl, vises de alle, og intet indlæses."
)
@click.argument("file", metavar="FIL.xlsx", type=click.Path(path_type=Path))
@click.option("--prune", is_flag=True, help="Fjern det i projektet, som ikke står i filen.")
def import_project_command(file: Path, prune: bool) -> None:
    """Organisations, project and programme are made when missing."""
    content = content_of(file)
    with system_scope("kommandolinjen"), database_said_no():
        try:
            outcome = import_project(
                content=content,
                name=file.name,
                by=COMMAND_LINE,
                prune=prune,
                may_create=True,
            )
        except BookRefused as refusal:
            raise Failed(refusal_words(refusal)) from refusal
        _tell(outcome)


@click.command(
    "export-project", help='Skriv et projekt til et projektark. PROJEKT er navnet, eller "Navn, Kommune".'
)
@click.argument("project", metavar="PROJEKT")
@click.argument("file", metavar="FIL.xlsx", type=click.Path(path_type=Path))
def export_project_command(project: str, file: Path) -> None:
    """The file is written whole or not at all."""
    with system_scope("kommandolinjen"), database_said_no():
        try:
            content = export_project(find_project(project))
        except ProjectNotFound as error:
            raise Failed(str(error)) from error
        except BookRefused as refusal:
            raise Failed(str(refusal)) from refusal
    write_file(file, content)
    click.echo(_("%(file)s er skrevet.") % {"file": file})


def content_of(file: Path) -> bytes:
    """The file's bytes, but no more than may be uploaded, and one more so that the reader sees it is too much."""
    try:
        with file.open("rb") as opened:
            return opened.read(settings.MAX_UPLOAD_BYTES + 1)
    except OSError as error:
        raise Failed(_("%(file)s kan ikke læses: %(why)s") % {"file": file, "why": why(error)}) from error


def refusal_words(refusal: BookRefused) -> str:
    """Every error on a line of its own, and how many there are."""
    lines = [str(error) for error in refusal.errors]
    count = (
        _("Der er 1 fejl. Intet er indlæst.")
        if len(lines) == 1
        else _("Der er %(count)s fejl. Intet er indlæst.") % {"count": len(lines)}
    )
    return "\n".join([*lines, count])


def _tell(outcome: ImportOutcome) -> None:
    for warning in outcome.warnings:
        click.echo(_("Advarsel: %(warning)s") % {"warning": warning})
    if outcome.created:
        click.echo(_('Projektet "%(name)s" er oprettet.') % {"name": outcome.project.name})
    for one in outcome.differences.sheets.values():
        if one:
            counts = [
                (len(one.added), _("%(count)s tilføjet")),
                (len(one.changed), _("%(count)s ændret")),
                (len(one.removed), _("%(count)s fjernet")),
            ]
            told = [words % {"count": count} for count, words in counts if count]
            told += [_("rækkefølgen ændret")] if one.reordered else []
            click.echo(f"{one.form.name}: {', '.join(told)}")
    if not outcome.differences:
        click.echo(_("Intet er ændret."))
