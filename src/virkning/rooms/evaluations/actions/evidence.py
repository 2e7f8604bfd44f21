"""Evidence: interviews, questionnaires and files behind a judgement.

What is noted of an interview is for those who assess; the log keeps it for the undo, and its readers are not told it
(`Evidence.INSIDE`). A file stays the file it was: another one is evidence of its own.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.continuing import EvidenceKind
from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.actions.stored import store_file
from virkning.rooms.files.checking import check_file
from virkning.rooms.programmes.models import Project, ProjectPeriod

from ..models import Evidence

#: More people than this nobody has asked; a larger number is a slip of the finger.
MOST_PEOPLE = 1_000_000


def add_evidence(
    *,
    project: Project,
    kind: EvidenceKind,
    period: ProjectPeriod,
    role: str,
    by: Author,
    activity: Activity | None = None,
    method: str = "",
    held_on: date | None = None,
    people: int | None = None,
    notes: str = "",
) -> Evidence:
    """Add an interview or a questionnaire. Raises `Refused`."""
    values = _checked(project.pk, period, role, activity)
    values |= _asked(kind, people) | {"method": " ".join(method.split()), "held_on": held_on}
    made = Evidence(project=project, notes=notes.strip(), **values)
    return writes.create(made, by=by, words=_("Belægget “%(what)s” er tilføjet.") % {"what": made})


def change_evidence(
    evidence: Evidence,
    *,
    kind: EvidenceKind,
    period: ProjectPeriod,
    role: str,
    by: Author,
    activity: Activity | None = None,
    method: str = "",
    held_on: date | None = None,
    people: int | None = None,
    notes: str = "",
    version: int | None = None,
) -> Evidence:
    """Correct an interview or a questionnaire. Raises `Refused`, `Conflict`."""
    if evidence.kind == EvidenceKind.FILE:
        raise Refused(_("En fil kan ikke blive til et interview eller et spørgeskema."))
    values = _checked(evidence.project_id, period, role, activity)
    values |= _asked(kind, people) | {"method": " ".join(method.split()), "held_on": held_on}
    words = _("Belægget “%(what)s” er rettet.") % {"what": evidence}
    return writes.change(evidence, by=by, words=words, version=version, notes=notes.strip(), **values)


def add_file(
    *,
    project: Project,
    period: ProjectPeriod,
    title: str,
    name: str,
    content: bytes,
    by: Author,
    activity: Activity | None = None,
    held_on: date | None = None,
) -> Evidence:
    """Add a file, looked through before it is kept. Raises `Refused`.

    The title is printed, so it is never taken from the file's name: that may be somebody's.
    """
    values = _checked(project.pk, period, title, activity, "title")
    found = check_file(name, content)
    # Without words the batch leaves no entry of its own: the evidence tells of its file.
    with writes.batch(by=by, action="file") as act:
        file = store_file(name=found.name, content=content, content_type=found.content_type, act=act)
        made = Evidence(project=project, kind=EvidenceKind.FILE, file=file, held_on=held_on, **values)
        words = _("Filen “%(title)s” (%(name)s) er lagt op.") % {"title": made.role, "name": file.name}
        return writes.create(made, by=by, words=words)


def change_file(
    evidence: Evidence,
    *,
    period: ProjectPeriod,
    title: str,
    by: Author,
    activity: Activity | None = None,
    held_on: date | None = None,
    version: int | None = None,
) -> Evidence:
    """Correct what is said of a file. Raises `Refused`, `Conflict`."""
    values = _checked(evidence.project_id, period, title, activity, "title")
    words = _("Oplysningerne om filen “%(title)s” er rettet.") % {"title": evidence.role}
    return writes.change(evidence, by=by, words=words, version=version, held_on=held_on, **values)


def remove_evidence(evidence: Evidence, *, by: Author, version: int | None = None) -> Evidence:
    """Take evidence away; it can be brought back, a file with its content. Raises `Conflict`."""
    words = _("Belægget “%(what)s” er fjernet.") % {"what": evidence}
    return writes.remove(evidence, by=by, words=words, version=version)


def _checked(
    project_id: int, period: ProjectPeriod, role: str, activity: Activity | None, named: str = "role"
) -> dict[str, Any]:
    check_belongs(project_id, period=period, activity=activity)
    check_text(**{named: role})
    return {"period": period, "role": " ".join(role.split())[:200], "activity": activity}


def _asked(kind: EvidenceKind, people: int | None) -> dict[str, Any]:
    if kind is EvidenceKind.FILE:
        raise Refused({"kind": _("Vælg interview eller spørgeskema. En fil lægges op for sig.")})
    if people is not None and not 0 < people <= MOST_PEOPLE:
        raise Refused(
            {
                "people": _(
                    "Skriv, hvor mange der svarede: mindst 1. Lad feltet stå tomt, hvis det ikke vides."
                )
            }
        )
    return {"kind": kind, "people": people}
