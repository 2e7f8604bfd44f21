"""`virkning backup` and `virkning restore`: everything into one file while the site runs, and back on an empty machine.

The file is the same from SQLite and PostgreSQL, so a copy of one may be put into the other. It holds every row but
sign-ins (nobody comes back signed in) and the cache, and every stored file. The secret key is not in it.
"""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812 - an exception, so it is spelt as one

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils.translation import gettext as _

from virkning.outside import erasures
from virkning.outside.erasures import DamagedList
from virkning.rooms.access.scope import system_scope
from virkning.rooms.files import storage
from virkning.rooms.organisations.doors import list_file

from . import archive, settling, tables
from .archive import BadArchive, Gathering, Manifest
from .erasing import refuse_unknown
from .output import Failed, database_said_no, why
from .settling import Done, Wanted, settle


@click.command("backup")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Tag en sikkerhedskopi af alle rækker og filer til én fil (.tar.gz). Siden kan køre imens."""
    with database_said_no():
        if settling.is_unfinished():
            raise Failed(
                _("En gendannelse blev afbrudt. Kør «virkning restore» igen med den samme kopi først.")
            )
        try:
            manifest = back_up(file)
        except tables.UnknownMigrations as error:
            raise Failed(
                _("Databasen er fra en nyere udgave af Virkning: %(what)s") % {"what": error}
            ) from error
        except OSError as error:
            raise Failed(
                _("%(file)s kan ikke skrives: %(why)s") % {"file": file, "why": why(error)}
            ) from error
    for fingerprint in manifest.lost_files:
        words = _("Advarsel: filen %(fingerprint)s mangler eller er beskadiget og er ikke med.")
        click.echo(words % {"fingerprint": fingerprint}, err=True)
    click.echo(_("%(file)s er skrevet: %(what)s.") % {"file": file, "what": _contents(manifest)})


def back_up(file: Path) -> Manifest:
    """Everything as it is at one moment. Raises OSError."""
    still = tables.still()
    try:
        with archive.gathering(file) as parts:
            moment = datetime.now(UTC)
            with transaction.atomic(using=still.alias):
                manifest = _gather(parts, moment)
            parts.add_lines(
                archive.ERASURES, (f"{line}\n".encode() for line in erasures.lines_of(list_file()))
            )
            parts.write(file, manifest)
        return manifest
    finally:
        still.close()
        del connections[still.alias]


def _gather(parts: Gathering, moment: datetime) -> Manifest:
    still = connections["copy"]
    done = tables.applied(still)
    found = [one for one in tables.models_at(still, done) if one._meta.db_table not in tables.LEFT_OUT]
    manifest = Manifest(
        taken_at=moment.isoformat(),
        program=version("virkning"),
        database=still.vendor,
        migrations=sorted(".".join(key) for key in done),
        last_numbers=tables.last_numbers(still, found),
    )
    for model in found:
        parts.add_lines(f"tables/{model._meta.db_table}.jsonl", tables.lines(still, model), table=True)
    stored = next((one for one in found if one._meta.db_table == "files_storedfile"), None)
    rows = stored._base_manager.using(still.alias) if stored is not None else None
    named = (
        rows.order_by("fingerprint").values_list("fingerprint", flat=True).distinct()
        if rows is not None
        else []
    )
    manifest.lost_files = [one for one in named if not parts.add_file(one, storage.path_of(one))]
    return manifest


@click.command("restore")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Erstat det, der er i databasen. Der spørges først.")
@click.option("--yes", is_flag=True, help="Spørg ikke.")
@click.option(
    "--erasures",
    "list_given",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Sletteliste fra den gamle maskine, hvis den ikke ligger i VIRKNING_DATA.",
)
def restore_command(file: Path, replace: bool, yes: bool, list_given: Path | None) -> None:
    """Gendan en sikkerhedskopi i en tom database. Stop siden først."""
    with database_said_no(), system_scope("gendannelse"):
        try:
            manifest = archive.checked(file)
            click.echo(_("Kopien er hel: %(what)s.") % {"what": _contents(manifest)})
            wanted = _wanted(file, manifest, list_given)
            if settling.is_of(manifest):
                click.echo(_("Gendannelsen af kopien blev afbrudt og gøres nu færdig."))
                done = finish(wanted)
            else:
                _make_ready(manifest, replace=replace, yes=yes)
                done = restore(file, manifest, wanted)
        except (BadArchive, ZlibError) as error:
            words = _("%(file)s kan ikke gendannes: %(why)s. Intet er ændret.")
            raise Failed(words % {"file": file, "why": error}) from error
        except DamagedList as error:
            words = _("Slettelisten kan ikke læses: %(why)s. Intet er ændret.")
            raise Failed(words % {"why": error}) from error
        except OSError as error:
            raise Failed(_("%(file)s kan ikke læses: %(why)s") % {"file": file, "why": why(error)}) from error
    click.echo(_("Gendannet og efterprøvet: %(what)s.") % {"what": _contents(manifest)})
    _tell(done)


def _tell(done: Done) -> None:
    """What was erased and closed again, and what only people can check."""
    click.echo(_("%(count)s sletninger er udført igen.") % {"count": done.erasures})
    click.echo(
        _("%(count)s adgange, medlemskaber og adgangskoder er lukket igen efter slettelisten.")
        % {"count": done.closings}
    )
    words = _(
        "%(tokens)s nøgler til API'et er lukket, og %(invitations)s åbne invitationer er trukket tilbage."
    )
    click.echo(words % {"tokens": done.tokens, "invitations": done.invitations})
    click.echo(_("%(feeds)s adresser til kalendere er lukket.") % {"feeds": done.feeds})
    click.echo(_("Alle skal logge ind på ny."))
    click.echo(
        _(
            "Ellers er adgange, roller, adgangskoder og totrinslogin, som de var i kopien. Lad hver organisations "
            "administrator se listen over personer igennem: er der nogen, som er stoppet eller har fået en anden "
            "rolle siden? Den, der har slået totrinslogin til siden, skal gøre det igen."
        )
    )


def _contents(manifest: Manifest) -> str:
    rows = sum(part.rows or 0 for part in manifest.tables.values())
    words = _("%(rows)s rækker i %(tables)s tabeller og %(files)s filer, taget %(moment)s")
    moment = manifest.moment.astimezone().strftime("%d.%m.%Y %H:%M:%S")
    count = len(manifest.fingerprints)
    return words % {"rows": rows, "tables": len(manifest.tables), "files": count, "moment": moment}


def _make_ready(manifest: Manifest, *, replace: bool, yes: bool) -> None:
    """The database at the copy's state, or `Failed` with nothing changed."""
    try:
        in_use = tables.is_in_use(connection)
        tables.leaves(connection, manifest.applied)
    except tables.UnknownMigrations as error:
        words = _("Databasen eller kopien er fra en nyere udgave af Virkning: %(what)s. Intet er ændret.")
        raise Failed(words % {"what": error}) from error
    if in_use and not replace and settling.is_unfinished():
        words = _(
            "Gendannelsen af en anden kopi blev afbrudt. Gør den færdig med den samme fil, eller brug --replace."
        )
        raise Failed(words)
    if in_use and not replace:
        raise Failed(
            _("Databasen er ikke tom. Intet er ændret. Brug --replace, hvis alt i den skal erstattes.")
        )
    if in_use and tables.applied(connection) != manifest.applied:
        words = _(
            "Kopien er fra en anden udgave end databasen. Gendan den i en tom database. Intet er ændret."
        )
        raise Failed(words)
    if in_use and not yes:
        click.confirm(_("Alt i databasen erstattes af kopien. Fortsæt?"), abort=True)
    if not in_use and not tables.migrate_to(connection, manifest.applied):
        raise Failed(
            _("Databasen er sat op til en nyere udgave end kopien. Begynd med en helt tom database.")
        )


def _wanted(file: Path, manifest: Manifest, given: Path | None) -> Wanted:
    """What the copy may not know of: from the list here, the one given, and the one in the copy."""
    lines = erasures.lines_of(list_file()) + (erasures.lines_of(given) if given else [])
    for name, content in archive.parts(file):
        if name == archive.ERASURES:
            lines += content.read().decode().splitlines()
            break
    erased = [one for one in erasures.read(lines) if one.after(manifest.moment)]
    refuse_unknown(erased)
    return Wanted(erased, erasures.closings(lines, manifest.moment))


def restore(file: Path, manifest: Manifest, wanted: Wanted) -> Done:
    """Put files and rows back, and erase and close again what was erased and closed since.

    It is one transaction, unless the copy is from an older version: then the database is brought up to date in
    between, and marked as unfinished until all is done.
    """
    _put_files(file)
    found = tables.models_at(connection, manifest.applied)
    with transaction.atomic():
        _put_rows(file, manifest, found)
        pending = tables.leaves(connection, manifest.applied) != _latest()
        if not pending:
            return settle(wanted)
        settling.mark_unfinished(manifest)
    return finish(wanted)


def finish(wanted: Wanted) -> Done:
    """What is left of a restore when files and rows are in."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        return settle(wanted)


def _latest() -> list[tuple[str, str]]:
    from django.db.migrations.loader import MigrationLoader

    return sorted(MigrationLoader(None).graph.leaf_nodes())


def _put_files(file: Path) -> None:
    for name, content in archive.parts(file):
        if name.startswith("files/") and storage.keep(content.read()) != name.removeprefix("files/"):
            raise BadArchive(f"{name} is damaged")


def _put_rows(file: Path, manifest: Manifest, found: list[type]) -> None:
    """Every row, and then every table read again and held against the copy. Raises `BadArchive`."""
    by_table = {model._meta.db_table: model for model in found}  # type: ignore[attr-defined]
    if set(manifest.tables) != set(by_table) - tables.LEFT_OUT:
        raise BadArchive(
            f"its tables are others: {sorted(set(manifest.tables) ^ set(by_table) - tables.LEFT_OUT)}"
        )
    tables.empty(connection, found)
    for name, content in archive.parts(file):
        if name.startswith("tables/"):
            table = name.removeprefix("tables/").removesuffix(".jsonl")
            tables.load(connection, by_table[table], content)
    tables.set_last_numbers(connection, found, manifest.last_numbers)
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    with archive.gathering(Path(settings.DATA) / archive.MANIFEST) as again:
        for table, part in manifest.tables.items():
            again.add_lines(part.name, tables.lines(connection, by_table[table]), table=True)
            if again.places[-1][0] != part:
                raise BadArchive(f"{table} is not as it was after being put back")
