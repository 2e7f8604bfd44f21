"""`virkning register measure`: a measure over some periods, as a table in which nobody is recognised."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.utils import translation
from django.utils.translation import gettext as _

from virkning.figures.linkedtables import Shown
from virkning.registers.engines import NAMES
from virkning.registers.measures import load, names
from virkning.registers.refused import RegisterRefused
from virkning.registers.store import open_register
from virkning.registers.tables import (
    WholeTable,
    as_csv,
    periods_written,
    project_written,
    shown,
    whole_table,
)

from .output import Failed, write_file

_FILE = click.Path(path_type=Path)
MEASURE_HELP = "Opgørelsens navn (%(names)s) eller en fil, der ender på .toml."


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Danish, and a refusal ends the command with what was wrong."""
    with translation.override("da"):
        try:
            yield
        except RegisterRefused as refused:
            raise Failed(refused.phrase.translated(_)) from refused


@click.command("measure")
@click.argument("folder", metavar="MAPPE", type=_FILE)
@click.option(
    "--measure",
    "name",
    required=True,
    metavar="NAVN|FIL.toml",
    help=MEASURE_HELP % {"names": ", ".join(names())},
)
@click.option(
    "--periods",
    required=True,
    metavar="PERIODER",
    help="Fx 2016K4:2017K3, for måneder 2016-12:2017-10, for år 2016.",
)
@click.option("--output", required=True, metavar="FIL.csv", type=_FILE, help="Hvor tabellen skal skrives.")
@click.option(
    "--project", metavar="KODER", default="", help="Projektets kommuner, fx 420,810: giver rækken projekt."
)
@click.option("--by", type=click.Choice(["sex"]), help="Del hver række op.")
@click.option("--internal", is_flag=True, help="Skjul intet. Tabellen må så ikke forlade huset.")
@click.option(
    "--engine", type=click.Choice(NAMES), default="duckdb", show_default=True, help="Hvad der regner."
)
def measure_command(
    folder: Path,
    name: str,
    periods: str,
    output: Path,
    project: str,
    by: str | None,
    *,
    internal: bool,
    engine: str,
) -> None:
    """Regn en opgørelse af registret i MAPPE: tæller og nævner for hver kommune, landet og et projekt.

    Små tal skjules, og så mange til, at de ikke kan regnes ud. Det samme tal skjules, hvad der end bedes om.
    """
    with refused_in_words():
        columns = (by,) if by else ()
        measure = load(name)
        table = whole_table(
            open_register(folder),
            measure,
            periods_written(periods),
            project=project_written(project) if project else (),
            engine=engine,
        )
        rows = shown(table, by=columns, internal=internal)
        write_file(output, as_csv(rows, columns).encode())
        for line in _told(table, rows, output):
            click.echo(line)
        for line in _remarks(table, internal=internal):
            click.echo(line, err=True)


def _told(table: WholeTable, rows: tuple[Shown, ...], output: Path) -> Iterator[str]:
    said = _(
        "%(file)s: %(rows)s rækker, heraf %(hidden)s med skjulte tal. Opgørelse %(measure)s, version %(version)s."
    )
    yield said % {
        "file": output,
        "rows": len(rows),
        "hidden": sum(row.suppressed for row in rows),
        "measure": table.measure.name,
        "version": table.measure.version,
    }


def _remarks(table: WholeTable, *, internal: bool) -> Iterator[str]:
    missing = [code for code in table.project if code not in table.municipalities]
    if missing:
        yield _("Ingen i registret hører til: %(codes)s.") % {"codes": ", ".join(missing)}
    if internal and table.nowhere:
        told = ", ".join(
            f"{period.canonical}: {numerator}/{denominator}"
            for period, numerator, denominator in table.nowhere
        )
        yield _("Uden kendt kommune, og derfor kun talt med i landet: %(told)s.") % {"told": told}
    elif table.nowhere:
        yield _("Nogle har ingen kendt kommune. De er kun talt med i landet.")
