"""`import-description` and `description`: descriptions of interventions in from Word files, and out as Word or PDF."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.personal import address_doubts
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files import storage
from virkning.rooms.files.actions.stored import forget_unused
from virkning.rooms.files.checking import HoldsCpr, safe_name
from virkning.rooms.interventions.actions.bringing import (
    Brought,
    bring_file,
    bring_without_numbers,
    confirm_file,
    read_file,
    read_without_numbers,
)
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.names import FIELD_NAMES
from virkning.rooms.interventions.printing import DescriptionFormat, printed_description
from virkning.rooms.interventions.queries.brought import (
    became_of,
    meant,
    municipalities_in,
    municipality_meant,
    same_file,
)
from virkning.rooms.interventions.queries.lookup import InterventionNotFound, find_intervention
from virkning.rooms.interventions.reading.blackedout import BlackedOut
from virkning.rooms.interventions.reading.proposal import DescriptionFile, Sure
from virkning.rooms.interventions.reading.proposed import Proposed, proposed, texts_of
from virkning.rooms.interventions.reading.telling import file_told
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.lookup import ProjectNotFound, find_project

from .output import Failed, database_said_no, write_file
from .output import read_file as content_of

#: What is taken along from a folder; a file of another kind than the first is named with its reason.
_ENDINGS = (".docx", ".doc", ".docm", ".dotx", ".dotm", ".rtf", ".odt", ".pdf")
#: Word's own files beside one that is open begin so.
_OPEN_BESIDE = ("~$", ".")
#: From so many files on, how far it is is told along the way; so often.
_MANY, _TIMES = 10, 20


@dataclass
class _Run:
    """One call of the command: what was asked, and what has come of it so far."""

    project: Project
    municipalities: Sequence[Organisation]
    dry_run: bool
    as_json: bool
    allow_addresses: bool
    black_out_cpr: bool
    #: Key of an intervention → the file that was read into it in this very call.
    written: dict[int, str] = field(default_factory=dict)
    failures: dict[Path, str] = field(default_factory=dict)


@click.command("import-description")
@click.argument("files", metavar="FIL.docx", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--project", "name", required=True, metavar="PROJEKT", help="Projektets navn.")
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad filerne siger.")
@click.option("--json", "as_json", is_flag=True, help="Ét JSON-objekt på en linje for hver fil.")
@click.option(
    "--allow-addresses",
    is_flag=True,
    help="Læs også filer med e-mailadresser, der ikke er en offentlig myndigheds.",
)
@click.option(
    "--black-out-cpr",
    is_flag=True,
    help="Læs også filer med CPR-numre, med numrene sværtet over; filen selv gemmes ikke.",
)
def import_description_command(
    files: tuple[Path, ...],
    name: str,
    *,
    dry_run: bool,
    as_json: bool,
    allow_addresses: bool,
    black_out_cpr: bool,
) -> None:
    """Indlæs udfyldte indsatsbeskrivelser fra Word: en fil, flere, eller alle i en mappe.

    Hver fil bliver en indsats, eller skrives i den, kommunen har med samme navn og opstart. En fil, der ikke kan
    læses, nævnes med sin grund; de andre læses ind. Svaret er 1, hvis der var sådan en.
    """
    with system_scope("kommandolinjen"), database_said_no(), translation.override("da"):
        project = _project(name)
        found = list(_found(files))
        run = _Run(project, municipalities_in(project), dry_run, as_json, allow_addresses, black_out_cpr)
        for place, file in enumerate(found, start=1):
            _take(run, file)
            _tell_progress(place, len(found))
        _tell_end(run, len(found))


def _project(name: str) -> Project:
    try:
        return find_project(name)
    except ProjectNotFound as error:
        raise Failed(str(error)) from error


def _found(files: Sequence[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named and under them, each once."""
    for one in dict.fromkeys(files):
        if not one.is_dir():
            yield one
            continue
        inside = sorted(each for each in one.rglob("*") if each.is_file() and _is_taken(each))
        if not inside:
            raise Failed(_("Der er ingen Word-filer i mappen %(folder)s.") % {"folder": one})
        yield from inside


def _is_taken(file: Path) -> bool:
    return file.suffix.lower() in _ENDINGS and not file.name.startswith(_OPEN_BESIDE)


def _take(run: _Run, file: Path) -> None:
    """Read one file, and write it; what is wrong with it is told, and stops no other."""
    try:
        content = content_of(file)
        safe_name(file.name)
        brought = _read(run, content)
        said = _("Intet er indlæst.") if run.dry_run else _write(run, file, brought)
    except Failed as failed:
        _tell_failure(run, file, failed.message)
    except Refused as refused:
        _tell_failure(run, file, " ".join(_told(refused)))
    except IntegrityError:
        _tell_failure(run, file, _("Kommunen har allerede en indsats med det navn og den opstartsdato."))
    else:
        _tell(run, file, brought.read, brought.proposal, said)


@dataclass(frozen=True)
class _Content:
    """A file as it was read. `content`: what is kept of it; where numbers were blacked out, what was read."""

    read: DescriptionFile
    proposal: Proposed
    content: bytes
    without_numbers: BlackedOut | None = None


def _read(run: _Run, content: bytes) -> _Content:
    """Raises `Refused`; for a CPR number, too, unless it was said that it shall be blacked out."""
    try:
        read = read_file(content)
    except HoldsCpr as holds:
        if not run.black_out_cpr:
            ways = _("Eller brug --black-out-cpr: så bliver numrene sværtet over.")
            raise Refused({key: f"{said} {ways}" for key, said in holds.errors.items()}) from holds
        found = read_without_numbers(content)
        return _Content(found.read, found.proposal, found.text.encode(), found)
    return _Content(read, proposed(read), content)


def _told(refused: Refused) -> Iterator[str]:
    """What was refused, each with its field where it is one of the template's."""
    names = {field.value: name for field, name in FIELD_NAMES.items()}
    for key, said in refused.errors.items():
        yield f"{names[key].translated(_)}: {said}" if key in names else said


# Writing --------------------------------------------------------------------------------------------------------------


def _write(run: _Run, file: Path, brought: _Content) -> str:
    """Write what the file proposes; what came of it, in words. Nothing is half-written."""
    content, found = brought.content, brought.proposal
    before = same_file(run.project, storage.fingerprint_of(content))
    there = became_of(before) if before is not None else None
    if there is not None:
        said = _("Filen er indlæst før, i indsatsen “%(name)s”. Intet er ændret.")
        return said % {"name": there.name}
    doubts = address_doubts(texts_of(found.answers))
    if doubts and not run.allow_addresses:
        ways = _("Læg filen op på siden, eller brug --allow-addresses.")
        raise Refused({one.field: f"{one.phrase.translated(_)} {ways}" for one in doubts})
    municipality = _municipality(run, found)
    into = meant(
        run.project,
        municipality=municipality,
        name=found.answers.name,
        start_date=found.answers.start_date,
    )
    _refuse_twice(run, into)
    try:
        with transaction.atomic():
            kept = _keep(run, file, brought)
            done = confirm_file(
                kept.file, municipality=municipality, answers=found.answers, by=COMMAND_LINE, into=into
            )
    except (Refused, IntegrityError):
        # The bytes are on the disk already, and no row tells of them.
        forget_unused({storage.fingerprint_of(content)})
        raise
    run.written[done.pk] = file.name
    named = found.answers.municipality
    if named and municipality_meant(named, run.municipalities) is None:
        click.echo(f"{file.name}: " + _("Advarsel: I filen står der %(name)s.") % {"name": named}, err=True)
    texts = {"name": done.name, "municipality": municipality.name}
    if into is None:
        return _("Indsatsen “%(name)s” i %(municipality)s er oprettet.") % texts
    return _("Skrevet i indsatsen “%(name)s” i %(municipality)s.") % texts


def _keep(run: _Run, file: Path, brought: _Content) -> Brought:
    if brought.without_numbers is not None:
        return bring_without_numbers(
            project=run.project,
            name=file.name,
            found=brought.without_numbers,
            by=COMMAND_LINE,
            is_agreed=True,
        )
    return bring_file(
        project=run.project,
        name=file.name,
        content=brought.content,
        by=COMMAND_LINE,
        read=brought.proposal,
    )


def _municipality(run: _Run, found: Proposed) -> Organisation:
    """The project's municipality that the file names; the only one there is, whatever it names."""
    named = found.answers.municipality
    one = municipality_meant(named, run.municipalities)
    if one is not None or len(run.municipalities) == 1:
        return one or run.municipalities[0]
    known = ", ".join(each.name for each in run.municipalities) or "–"
    if not named:
        said = _("Filen siger ikke, hvilken kommune den er fra. Projektets kommuner er: %(known)s.")
    else:
        said = _("Kommunen “%(name)s” er ikke part i projektet. Projektets kommuner er: %(known)s.")
    raise Refused(said % {"name": named, "known": known})


def _refuse_twice(run: _Run, into: Intervention | None) -> None:
    """Two files of one intervention: the second would write over the first, and nobody would have seen it."""
    if into is not None and into.pk in run.written:
        said = _(
            "Den beskriver den samme indsats som %(file)s. Læs den ind for sig, hvis den skal gælde i stedet."
        )
        raise Refused(said % {"file": run.written[into.pk]})


# Telling --------------------------------------------------------------------------------------------------------------


def _tell(run: _Run, file: Path, read: DescriptionFile, found: Proposed, said: str) -> None:
    if run.as_json:
        click.echo(json.dumps(file_told(read), ensure_ascii=False))
        return
    click.echo(f"{file.name}: {said}")
    _tell_fields(_("Fundet (%(count)d): %(fields)s"), found, (Sure.CERTAIN, Sure.LIKELY))
    _tell_fields(_("Usikkert (%(count)d): %(fields)s"), found, (Sure.DOUBTFUL,))
    _tell_fields(_("Mangler (%(count)d): %(fields)s"), found, (Sure.MISSING,))
    for one in found.unread:
        where = "" if one.near is None else f" ({FIELD_NAMES[one.near].translated(_)})"
        text = " / ".join(one.text.split("\n"))
        click.echo("  " + _("Ikke forstået%(where)s: %(text)s") % {"where": where, "text": text})


def _tell_fields(words: str, found: Proposed, sure: tuple[Sure, ...]) -> None:
    names = [FIELD_NAMES[one].translated(_) for one in found.of(*sure)]
    if names:
        click.echo("  " + words % {"count": len(names), "fields": ", ".join(names)})


def _tell_failure(run: _Run, file: Path, said: str) -> None:
    run.failures[file] = said
    if run.as_json:
        # In the file's own place, so that the lines are as many as the files, and in their order.
        click.echo(json.dumps({"file": str(file), "error": said}, ensure_ascii=False))


def _tell_progress(place: int, total: int) -> None:
    """On stderr, so that it stands in nobody's way who reads the answer."""
    if total >= _MANY and (place == total or place % max(1, total // _TIMES) == 0):
        click.echo(_("%(done)d af %(total)d filer") % {"done": place, "total": total}, err=True)


def _tell_end(run: _Run, total: int) -> None:
    """How it went. Raises `Failed` with every file that was not read."""
    good = total - len(run.failures)
    if not run.as_json and total > 1:
        read, written = (
            ngettext("%(count)d fil er læst.", "%(count)d filer er læst.", good),
            ngettext("%(count)d fil er læst ind.", "%(count)d filer er læst ind.", good),
        )
        click.echo((read if run.dry_run else written) % {"count": good})
    if run.failures:
        head = ngettext(
            "%(count)d fil kunne ikke læses ind:", "%(count)d filer kunne ikke læses ind:", len(run.failures)
        )
        lines = [f"{file}: {said}" for file, said in run.failures.items()]
        raise Failed("\n".join([head % {"count": len(lines)}, *lines] if total > 1 else lines))


# Out ------------------------------------------------------------------------------------------------------------------


@click.command("description")
@click.argument("name", metavar="NAVN")
@click.option("--project", "project_name", required=True, metavar="PROJEKT", help="Projektets navn.")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
def description_command(name: str, project_name: str, output: Path) -> None:
    """Skriv en indsatsbeskrivelse til en fil, der ender på .docx eller .pdf.

    NAVN er indsatsens; har flere det, så skriv også kommunen og opstartsdatoen: “Første skridt, Holstebro Kommune”.
    """
    try:
        kind = DescriptionFormat(output.suffix.lower().lstrip("."))
    except ValueError as error:
        said = _("Filnavnet %(name)s skal ende på .docx eller .pdf.")
        raise Failed(said % {"name": output.name}) from error
    with system_scope("kommandolinjen"), database_said_no():
        try:
            intervention = find_intervention(_project(project_name), name)
        except InterventionNotFound as error:
            raise Failed(str(error)) from error
        content = printed_description(intervention, kind).content
    write_file(output, content)
    click.echo(_("Skrevet: %(file)s") % {"file": output})
