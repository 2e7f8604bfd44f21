"""A Word file brought in: opened with distrust, read, kept until a person has said yes or no to what was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import batch, change
from virkning.rooms.files import storage
from virkning.rooms.files.actions.stored import forget_files, store_file
from virkning.rooms.files.checking import safe_name
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from ..answers import Answers
from ..models import DescriptionFile, Intervention
from ..queries.brought import municipalities_in, municipality_meant, same_file
from ..reading.blackedout import BlackedOut, read_blacked_out
from ..reading.opening import open_description_file
from ..reading.proposal import DescriptionFile as Read
from ..reading.proposal import Sure
from ..reading.proposed import Proposed, kept_proposal, proposed
from ..reading.reading import read_description
from .interventions import check_municipality
from .whole import describe_new, write_all

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAIN_TEXT = "text/plain"
#: So long a file waits for its yes.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that is kept. `again`: exactly the same had been brought before, and is the one that is told."""

    file: DescriptionFile
    again: bool = False


def read_file(content: bytes) -> Read:
    """What a file says. Raises `Refused` for its field: no Word file, macros, a CPR number, or nobody's description."""
    read = read_description(open_description_file(content))
    _check_is_one(read)
    return read


def read_without_numbers(content: bytes) -> BlackedOut:
    """What a file with CPR numbers in it says, with every number blacked out. Raises `Refused` as `read_file`."""
    found = read_blacked_out(content)
    _check_is_one(found.read)
    return found


def _check_is_one(read: Read) -> None:
    if all(one.sure is Sure.MISSING for one in read.fields.values()):
        said = _(
            "Der er ikke fundet en udfyldt skabelon til indsatsbeskrivelse i filen. Er det den rigtige fil? "
            "Overskrifterne skal stå, som de gør i skabelonen."
        )
        raise Refused({"file": said})
    if read.several:
        said = _(
            "Der er mere end én udfyldt indsatsbeskrivelse i filen. Gem hver beskrivelse i sin egen fil, og læg dem op "
            "én ad gangen."
        )
        raise Refused({"file": said})


def bring_file(
    *, project: Project, name: str, content: bytes, by: Author, read: Proposed | None = None
) -> Brought:
    """Keep a file with what was read in it, until somebody has said yes or no. Raises `Refused`.

    `read`: what was read in it already. Clears away those that have waited too long.
    """
    name = safe_name(name)
    if (before := same_file(project, storage.fingerprint_of(content))) is not None:
        return Brought(before, again=True)
    found = proposed(read_file(content)) if read is None else read
    return Brought(_keep(project, name, content, found, by))


def bring_without_numbers(
    *, project: Project, name: str, found: BlackedOut, by: Author, is_agreed: bool = False
) -> Brought:
    """Keep what was read in a file with CPR numbers, blacked out; the file itself is not kept. Raises `Refused`.

    `is_agreed`: somebody has said already that it may be brought so (`agree_to_black_out`).
    """
    name = safe_name(name)
    text = found.text.encode()
    if (before := same_file(project, storage.fingerprint_of(text))) is not None:
        return Brought(before, again=True)
    places = [[one.field.value if one.field is not None else None, one.text] for one in found.places]
    return Brought(_keep(project, name, text, found.proposal, by, numbers=places, is_agreed=is_agreed))


def agree_to_black_out(file: DescriptionFile, *, by: Author) -> None:
    """Say that a file may be brought without the CPR numbers that stood in it. Raises `Refused` where it is gone."""
    with transaction.atomic():
        # Two people may say so at once, and one may dismiss it meanwhile.
        now = DescriptionFile._base_manager.select_for_update(of=("self",)).filter(pk=file.pk).first()
        if now is None:
            raise Refused(_("Filen er kasseret imens. Læg den op igen, hvis den skal læses ind."))
        if now.waits_for_numbers:
            words = _("Filen %(file)s læses ind uden de CPR-numre, der stod i den.") % {"file": now.file.name}
            change(now, by=by, words=words, numbers_agreed_at=timezone.now())
    file.numbers_agreed_at, file.version = now.numbers_agreed_at, now.version


def _keep(
    project: Project,
    name: str,
    content: bytes,
    found: Proposed,
    by: Author,
    *,
    numbers: Sequence[Any] = (),
    is_agreed: bool = False,
) -> DescriptionFile:
    clear_old_files(by=by)
    kept_as = PLAIN_TEXT if numbers else CONTENT_TYPE
    with batch(by=by, action="upload") as act:
        file = store_file(name=name, content=content, content_type=kept_as, act=act)
        row = DescriptionFile(
            project=project,
            file=file,
            proposal=kept_proposal(found),
            municipality=municipality_meant(found.answers.municipality, municipalities_in(project)),
            brought_by=by.name,
            bringer_id=by.person_id,
            numbers=list(numbers),
            numbers_agreed_at=timezone.now() if numbers and is_agreed else None,
        )
        kept = act.create(DescriptionFile, [row])[0]
        act.about = kept
        act.words = _("Filen %(file)s med en indsatsbeskrivelse er lagt op til gennemsyn.") % {"file": name}
        act.changes = {"file": name, "fingerprint": file.fingerprint, "size": file.size}
    return kept


def confirm_file(
    file: DescriptionFile,
    *,
    municipality: Organisation,
    answers: Answers,
    by: Author,
    into: Intervention | None = None,
    version: int | None = None,
    why: str = "",
) -> Intervention:
    """Write what a person has confirmed: a new intervention, or into one that is there. Taken back as one act.

    What stands in `into` and is not answered stays. Raises `Refused` and `Conflict`; then nothing is written.
    """
    if file.waits_for_numbers:
        raise Refused(_("Der stod CPR-numre i filen. Sig først, om den skal læses ind uden dem."))
    if into is None:
        return describe_new(
            project=file.project, municipality=municipality, answers=answers, by=by, why=why, file=file
        )
    _check_own(file, into, municipality)
    write_all(into, answers, by=by, version=version, why=why, file=file)
    return into


def _check_own(file: DescriptionFile, into: Intervention, municipality: Organisation) -> None:
    if into.project_id != file.project_id or into.municipality_id != municipality.pk:
        raise Refused({"into": _("Vælg en af kommunens egne indsatser i projektet.")})
    check_municipality(file.project, municipality)


def dismiss_file(file: DescriptionFile, *, by: Author) -> None:
    """Say no: the file is deleted with what was read in it. Raises `Refused` where it was read into an intervention."""
    with batch(by=by, action="dismiss") as act:
        here = DescriptionFile._base_manager.select_for_update(of=("self",)).filter(pk=file.pk).first()
        if here is None:
            return
        if here.settled_at is not None:
            raise Refused(_("Filen er læst ind i en indsats og bliver stående ved den."))
        name = file.file.name
        act.unlink(DescriptionFile, [here.pk])
        forget_files(keys=[here.file_id], act=act)
        act.project_id = here.project_id
        act.words = _("Filen %(file)s er kasseret uden at blive læst ind.") % {"file": name}


def clear_old_files(*, by: Author) -> int:
    """Delete files that nobody said yes or no to in time; how many."""
    old = DescriptionFile._base_manager.filter(
        brought_at__lt=timezone.now() - KEPT, settled_at__isnull=True
    ).order_by("pk")
    rows = list(old.values_list("pk", "file_id")[:200])
    if not rows:
        return 0
    with batch(by=by, action="clear") as act:
        act.unlink(DescriptionFile, [key for key, _file in rows])
        forget_files(keys=[file for _key, file in rows], act=act)
        act.words = _("%(count)s filer med indsatsbeskrivelser, som ingen sagde ja til, er slettet.") % {
            "count": len(rows)
        }
    return len(rows)
