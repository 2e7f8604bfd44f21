"""`virkning register ingest`: the delivered files become a register, in place of the one before, or nothing happens."""

import json
from pathlib import Path
from typing import Any

import click
from django.utils import translation
from django.utils.translation import gettext as _

from virkning.registers.deliveries import Delivery, Ingested, ingest
from virkning.registers.refused import RegisterRefused
from virkning.registers.reporting import report_lines

from .output import Failed, why

_TIMES = 10
_FILE = click.Path(path_type=Path)


@click.command("ingest")
@click.option(
    "--wide", required=True, metavar="FIL.csv", type=_FILE, help="En række pr. person, en kolonne pr. uge."
)
@click.option(
    "--persons", required=True, metavar="FIL.csv", type=_FILE, help="Fødselsdag, herkomst, program."
)
@click.option("--residence", metavar="FIL.csv", type=_FILE, help="Bopæl fra dag til dag.")
@click.option("--readiness", metavar="FIL.csv", type=_FILE, help="Visitation fra dag til dag.")
@click.option(
    "--out", "folder", required=True, metavar="MAPPE", type=_FILE, help="Hvor registret skal ligge."
)
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def ingest_command(
    wide: Path, persons: Path, residence: Path | None, readiness: Path | None, folder: Path, *, as_json: bool
) -> None:
    """Indlæs en leverance af registerdata. Filerne er CSV, og må gerne være pakket med gzip.

    Registret i MAPPE erstattes på én gang, når alt er læst. Går noget galt, er det gamle, som det var.
    """
    with translation.override("da"):
        try:
            done = ingest(Delivery(wide, persons, residence, readiness), folder, progress=_Telling().tell)
        except RegisterRefused as refused:
            raise Failed(refused.phrase.translated(_) + " " + _("Intet er ændret.")) from refused
        except OSError as error:
            said = _("Registret kan ikke skrives i %(folder)s: %(why)s Intet er ændret.")
            raise Failed(said % {"folder": folder, "why": why(error)}) from error
        click.echo(json.dumps(_told(done), ensure_ascii=False) if as_json else _in_words(done))


class _Telling:
    """How far it is, on stderr, so that it stands in nobody's way who reads the answer."""

    def __init__(self) -> None:
        self.last = 0

    def tell(self, done: int, total: int) -> None:
        part = done * _TIMES // max(1, total)
        if part > self.last:
            self.last = part
            words = {"done": f"{done / 1e6:.0f}", "total": f"{total / 1e6:.0f}"}
            click.echo(_("%(done)s af %(total)s MB læst") % words, err=True)


def _told(done: Ingested) -> dict[str, Any]:
    manifest = done.register.manifest
    return {
        "folder": str(done.register.folder),
        "fingerprint": done.register.fingerprint,
        "counts": manifest["counts"],
        "path": manifest["ingest"]["path"],
        "report": done.report,
    }


def _in_words(done: Ingested) -> str:
    lines = [one.translated(_) for one in report_lines(done.report)]
    counts = done.register.manifest["counts"]
    said = _(
        "Registret ligger i %(folder)s. Personer: %(persons)s, heraf med uger: %(with_weeks)s. "
        "Forløbsperioder: %(spells)s. Hele rapporten: %(report)s. Fingeraftryk: %(fingerprint)s."
    )
    values = {
        "folder": done.register.folder,
        "persons": counts["persons"],
        "with_weeks": counts["with_weeks"],
        "spells": counts["spells"],
        "report": done.register.data / "report.txt",
        "fingerprint": done.register.fingerprint[:12],
    }
    return "\n".join([*lines, said % values])
