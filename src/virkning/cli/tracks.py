"""`virkning tracks` and `import-tracks`: the agencies' change tracks from a terminal."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from virkning.figures.dates import danish_date
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.exchange.actions.tracks import import_tracks, preview_tracks
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.tracks.differences import Outcome, RowOutcome, TrackDifferences
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import tracks

from .days import day_of
from .output import Failed, database_said_no
from .workbooks import content_of, refusal_words


@click.command("tracks")
@click.option("--date", "asked", metavar="ÅÅÅÅ-MM-DD", help="Kun dem, der gælder den dag.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def tracks_command(asked: str | None, as_json: bool) -> None:
    """Vis styrelsernes forandringsspor, styrelse for styrelse."""
    with system_scope("kommandolinjen"), database_said_no():
        found = tracks(on=day_of(asked) if asked else None)
        if as_json:
            click.echo(json.dumps([_track(one) for one in found], ensure_ascii=False))
        elif not found:
            click.echo(_("Der er ingen forandringsspor."))
        else:
            _tell_tracks(found)


@click.command("import-tracks")
@click.argument("file", metavar="FIL.xlsx", type=click.Path(path_type=Path))
@click.option("--organisation", "name", metavar="NAVN", required=True, help="Styrelsen, hvis katalog det er.")
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad filen ville gøre.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def import_tracks_command(file: Path, name: str, dry_run: bool, as_json: bool) -> None:
    """Indlæs forandringsspor fra Excel. Er der fejl, vises de alle, og intet indlæses."""
    content = content_of(file)
    with system_scope("kommandolinjen"), database_said_no():
        agency = _organisation(name)
        try:
            if dry_run:
                found = preview_tracks(content=content, organisation=agency)
            else:
                found = import_tracks(
                    content=content, name=file.name, organisation=agency, by=COMMAND_LINE
                ).differences
        except BookRefused as refusal:
            raise Failed(refusal_words(refusal)) from refusal
        except Refused as refused:
            raise Failed(str(refused)) from refused
        if as_json:
            click.echo(json.dumps(_told(agency, found, dry_run=dry_run), ensure_ascii=False))
        else:
            _tell(found, dry_run=dry_run)


def _organisation(name: str) -> Organisation:
    """The organisation of that name, whatever its case. Raises `Failed` with those that keep a catalogue."""
    found = Organisation.objects.filter(name__iexact=name.strip()).order_by("pk").first()
    if found is not None:
        return found
    agencies = Organisation.objects.filter(kind="agency").order_by("name", "pk")
    said = _('Der er ingen organisation, der hedder "%(name)s". Styrelserne er: %(names)s.')
    names = ", ".join(one.name for one in agencies) or _("ingen endnu")
    raise Failed(said % {"name": name, "names": names})


def _tell_tracks(found: list[ChangeTrack]) -> None:
    agency = 0
    for one in found:
        if one.organisation_id != agency:
            agency = one.organisation_id
            click.echo(one.organisation.name)
        click.echo(f"  {one.number}  {one.title}  ({one.days_told})")


def _track(one: ChangeTrack) -> dict[str, Any]:
    return {
        "id": one.pk,
        "agency": one.organisation.name,
        "number": one.number,
        "title": one.title,
        "description": one.description,
        "valid_from": _day(one.valid_from),
        "valid_to": _day(one.valid_to),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _told(agency: Organisation, found: TrackDifferences, *, dry_run: bool) -> dict[str, Any]:
    return {
        "organisation": agency.name,
        "dry_run": dry_run,
        **{one.value: len(found.of(one)) for one in Outcome},
        "left": found.left,
        "warnings": [str(one) for one in found.warnings],
        "rows": [_row(one) for one in found.rows],
    }


def _row(one: RowOutcome) -> dict[str, Any]:
    after = one.after
    return {
        "row": one.line,
        "outcome": one.outcome.value,
        "number": after.number,
        "title": after.title,
        "valid_from": _day(after.valid_from),
        "valid_to": _day(after.valid_to),
        "fields": list(one.fields),
    }


def _tell(found: TrackDifferences, *, dry_run: bool) -> None:
    for warning in found.warnings:
        click.echo(_("Advarsel: %(warning)s") % {"warning": warning})
    words = {
        Outcome.ADDED: _("Række %(row)s: %(what)s tilføjes"),
        Outcome.CHANGED: _("Række %(row)s: %(what)s ændres"),
        Outcome.ENDED: _("Række %(row)s: %(what)s afsluttes %(day)s"),
    }
    for one in found.rows:
        if one.outcome in words:
            day = danish_date(one.after.valid_to) if one.after.valid_to else ""
            what = f"{one.after.number} {one.after.title}"
            click.echo(words[one.outcome] % {"row": one.line, "what": what, "day": day})
    if not found:
        click.echo(_("Intet er ændret."))
    elif dry_run:
        click.echo(_("Det er kun en prøve. Intet er indlæst."))
    else:
        counts = {one.value: len(found.of(one)) for one in Outcome}
        click.echo(_("%(added)s tilføjet, %(changed)s ændret, %(ended)s afsluttet.") % counts)
