"""`virkning national-goals`: the ministry's goals, shown, or loaded for later years."""

from datetime import date
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.plans.actions.national import load_goals
from virkning.rooms.plans.actions.nationallines import GoalsRefused
from virkning.rooms.plans.queries.national import national_goals

from .days import day_of
from .output import Failed, database_said_no
from .workbooks import content_of


@click.command("national-goals")
@click.option("--date", "asked", metavar="ÅÅÅÅ-MM-DD", help="Vis dem, der gælder en anden dag end i dag.")
@click.option(
    "--import", "file", metavar="FIL.csv", type=click.Path(path_type=Path), help="Indlæs mål fra en tabel."
)
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad tabellen ville gøre.")
def national_goals_command(asked: str | None, file: Path | None, dry_run: bool) -> None:
    """Vis ministerens mål og overordnede målgrupper, eller indlæs dem for senere år."""
    with system_scope("kommandolinjen"), database_said_no():
        if file is None:
            _show(day_of(asked) if asked else timezone.localdate())
        else:
            _load(file, dry_run=dry_run)


def _show(day: date) -> None:
    found = national_goals(day)
    for goal, groups in found:
        click.echo(str(goal))
        for group in groups:
            click.echo(f"  {group}")
    if not found:
        click.echo(_("Ingen mål gælder den dag."))


def _load(file: Path, *, dry_run: bool) -> None:
    try:
        text = content_of(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failed(
            _("%(file)s er ikke gemt som UTF-8. Gem den sådan, og prøv igen.") % {"file": file}
        ) from error
    try:
        done = load_goals(text, by=COMMAND_LINE, dry_run=dry_run)
    except GoalsRefused as refused:
        raise Failed("\n".join([*refused.errors, _("Intet er indlæst.")])) from refused
    for one in done.told:
        click.echo(one)
    if not done:
        click.echo(_("Intet er ændret."))
    elif dry_run:
        click.echo(_("Det er kun en prøve. Intet er indlæst."))
