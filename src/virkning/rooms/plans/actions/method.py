"""A project's method description: begun, written in, and carried on in a new version.

Only the version that holds is written in; the others stay as they were decided. The three phases are made with the
method and follow it: they are renamed and dated, never added or taken away.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import METHOD_PHASES, MethodPart
from virkning.rooms.activities.actions.belonging import check_text
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.since import entries_since, key_of, told
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.actions.acts import Act, act, take_back
from virkning.rooms.programmes.models import Project

from ..models import CoreElement, MethodCell, MethodDescription, MethodPhase, MethodTool
from ..queries.method import current_method

#: What the log calls such an act; see `take_back_method`.
METHOD = "method"


@dataclass(frozen=True)
class PhaseGiven:
    """A phase as it shall be; `version`: the one that was read."""

    key: int
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    version: int | None = None


@dataclass(frozen=True)
class CellGiven:
    """What shall be said of a part in a phase; `version`: of what stood there when it was read, 0 where nothing did."""

    phase: int
    part: MethodPart
    text: str
    version: int | None = None


def begin_method(
    *, project: Project, title: str, by: Author, note: str = "", decided_on: date | None = None
) -> MethodDescription:
    """Begin a project's method description, with its three phases. Raises `Refused`."""
    check_text(title=title)
    with act(by=by, project_id=project.pk, action=METHOD) as beginning:
        _alone(project.pk)
        if current_method(project.pk) is not None:
            raise Refused(_("Projektet har allerede en metodebeskrivelse. Lav en ny version af den."))
        made = beginning.create(
            MethodDescription(project=project, title=_tidy(title), note=note.strip(), decided_on=decided_on),
            tell=True,
        )
        for place, phrase in enumerate(METHOD_PHASES):
            beginning.create(MethodPhase(description=made, title=phrase.danish, position=place))
        beginning.about = made
        beginning.words = _("Metodebeskrivelsen “%(title)s” er begyndt.") % {"title": made.title}
    return made


def new_version(
    method: MethodDescription,
    *,
    note: str,
    by: Author,
    decided_on: date | None = None,
    title: str | None = None,
    version: int | None = None,
) -> MethodDescription:
    """Carry the method on in a new version with everything in it, files by reference. Raises `Refused`, `Conflict`.

    `note`: what has been changed, or shall be. `title` None: as before.
    """
    check_text(note=note, **({} if title is None else {"title": title}))
    with writing_in(method, by=by) as copying:
        if version is not None:
            _refuse_changed(method, version)
        made = copying.create(
            MethodDescription(
                project_id=method.project_id,
                number=method.number + 1,
                title=method.title if title is None else _tidy(title),
                note=note.strip(),
                decided_on=decided_on,
            ),
            tell=True,
        )
        _copy(copying, method, made)
        texts = {"number": made.number, "title": made.title}
        copying.about = made
        copying.words = _("Version %(number)s af metoden “%(title)s” er lavet.") % texts
    return made


def _copy(copying: Act, method: MethodDescription, made: MethodDescription) -> None:
    for phase in MethodPhase.objects.filter(description=method).order_by("position", "id"):
        same = {name: getattr(phase, name) for name in ("title", "starts_on", "ends_on", "position")}
        copy = copying.create(MethodPhase(description=made, **same))
        for cell in MethodCell.objects.filter(phase=phase).exclude(text="").order_by("id"):
            copying.create(MethodCell(phase=copy, part=cell.part, text=cell.text))
        for tool in MethodTool.objects.filter(phase=phase).order_by("position", "id"):
            same = {name: getattr(tool, name) for name in ("title", "file_id", "position")}
            copying.create(MethodTool(phase=copy, **same))
    for one in CoreElement.objects.filter(description=method).order_by("position", "id"):
        copying.create(CoreElement(description=made, text=one.text, position=one.position))


def remove_version(method: MethodDescription, *, by: Author, version: int | None = None) -> MethodDescription:
    """Take the version that holds away: the one before it holds again. Raises `Refused`, `Conflict`."""
    with writing_in(method, by=by) as removing:
        if version is not None:
            _refuse_changed(method, version)
        removing.remove([method], at=timezone.now())
        texts = {"number": method.number, "title": method.title}
        removing.words = _("Version %(number)s af metoden “%(title)s” er fjernet.") % texts
    return method


def write_cell(
    *, phase: MethodPhase, part: MethodPart, text: str, by: Author, version: int | None = None
) -> MethodCell | None:
    """Say what holds of one part in one phase; blank is nothing. None where nothing was written.

    `version` is that of what stood there when it was read, None or 0 where nothing did. What already stands there in
    the same words is no conflict. Raises `Refused`, `Conflict`.
    """
    method = phase.description
    with writing_in(method, by=by) as writing:
        cell = _write(writing, phase, CellGiven(phase.pk, part, text, version))
        texts = {"part": part.danish.lower(), "phase": phase.title}
        writing.words = _("Metodens %(part)s i “%(phase)s” er rettet.") % texts
    return cell


def save_method(
    method: MethodDescription,
    *,
    by: Author,
    head: Mapping[str, Any] | None = None,
    phases: Sequence[PhaseGiven] = (),
    cells: Sequence[CellGiven] = (),
    version: int | None = None,
) -> bool:
    """Save what was changed on the whole form, all of it or nothing; whether anything was.

    `head`: `title`, `note` and `decided_on`, under the description's `version`. What is not mentioned stays, so that
    two people may write in different cells. Raises `Refused` with `title_<phase>`, `ends_on_<phase>` and
    `<part>_<phase>` as keys, and `Conflict`.
    """
    _check_given(head, phases)
    with writing_in(method, by=by) as saving:
        there = {one.pk: one for one in MethodPhase.objects.filter(description=method).order_by("position")}
        if head is not None:
            values: dict[str, Any] = {"title": _tidy(head["title"]), "note": head["note"].strip()}
            values["decided_on"] = head["decided_on"]
            saving.change(method, version=version, tell=True, **values)
        for one in phases:
            _save_phase(saving, there.get(one.key), one)
        for given in cells:
            if given.phase in there:
                _write(saving, there[given.phase], given)
        saving.words = _("Metodebeskrivelsen “%(title)s” er rettet.") % {"title": method.title}
    return bool(saving.rows)


def _check_given(head: Mapping[str, Any] | None, phases: Sequence[PhaseGiven]) -> None:
    problems: dict[str, str] = {}
    if head is not None and not head["title"].strip():
        problems["title"] = _("Feltet skal udfyldes.")
    for one in phases:
        if not one.title.strip():
            problems[f"title_{one.key}"] = _("Skriv, hvad fasen hedder.")
        if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
            problems[f"ends_on_{one.key}"] = _("Fasen slutter, før den begynder. Ret en af datoerne.")
    if problems:
        raise Refused(problems)


def _save_phase(saving: Act, phase: MethodPhase | None, given: PhaseGiven) -> None:
    if phase is None:
        return
    before: dict[str, Any] = {name: getattr(phase, name) for name in ("title", "starts_on", "ends_on")}
    after: dict[str, Any] = {
        "title": _tidy(given.title)[:120],
        "starts_on": given.starts_on,
        "ends_on": given.ends_on,
    }
    saving.change(phase, version=given.version, **after)
    for name, value in after.items():
        if before[name] != value:
            column: Any = MethodPhase._meta.get_field(name)
            pair = [writes.plain(before[name]) or "", writes.plain(value) or ""]
            saving.told[f"{before['title']}: {column.verbose_name}"] = pair


def _write(writing: Act, phase: MethodPhase, given: CellGiven) -> MethodCell | None:
    """One cell. Raises `Conflict`."""
    text = given.text.strip()
    now = MethodCell.objects.filter(phase=phase, part=given.part.value).select_for_update().first()
    if text == (now.text if now is not None else ""):
        return now  # somebody has said the same
    if (now.version if now is not None else 0) != (given.version or 0):
        raise Conflict(now if now is not None else _gone(phase, given.part))
    before = now.text if now is not None else ""
    if now is None:
        now = writing.create(MethodCell(phase=phase, part=given.part.value, text=text))
    else:
        writing.change(now, text=text)
    writing.told[f"{phase.title}: {given.part.danish}"] = [before, text]
    return now


def _gone(phase: MethodPhase, part: MethodPart) -> MethodCell:
    """What is there now is nothing, and beginning anew is what is left."""
    gone = MethodCell(phase=phase, part=part.value)
    gone.__dict__["version"] = None
    return gone


def take_back_method(entry: AuditEntry, by: Author) -> None:
    """Undo an act in a method, where its version still holds, or would again. Raises `Refused`, IntegrityError."""
    method = MethodDescription._base_manager.filter(pk=entry.object_id or 0).first()
    if method is None:
        raise Refused(_("Det er allerede fortrudt."))
    with transaction.atomic():
        _alone(method.project_id)
        now = current_method(method.project_id)
        number = now.number if now is not None else 0
        comes_back = method.removed_at is not None and number == method.number - 1
        if not comes_back:
            must_hold(method)
        rows: Mapping[str, Mapping[str, Any]] = entry.changes.get("rows", {})
        if rows.get(key_of(method), {}).get("act") == "create":
            _take_back_version(entry, method, by)
        else:
            take_back(entry, by)


def _take_back_version(entry: AuditEntry, method: MethodDescription, by: Author) -> None:
    """Undo the making of a version nobody has written in: what it was made with goes along, and stays with it."""
    later = entries_since(entry, method)
    if later:
        raise Refused(told(later[-1]))
    with act(by=by, project_id=method.project_id, action=METHOD) as undo:
        undo.remove([method], at=timezone.now())
        undo.about, undo.words = method, _("Fortrudt: %(what)s") % {"what": entry.words}


@contextmanager
def writing_in(method: MethodDescription, *, by: Author) -> Iterator[Act]:
    """An act in the version that holds, told as about the method. Raises `Refused` for any other version."""
    with act(by=by, project_id=method.project_id, action=METHOD) as writing:
        _alone(method.project_id)
        must_hold(method)
        writing.about = method
        yield writing


def must_hold(method: MethodDescription) -> None:
    """Raises `Refused` where a newer version holds, or the method has been taken away."""
    now = current_method(method.project_id)
    if now is None or now.pk != method.pk:
        raise Refused(_("Det er ikke den version, der gælder. Åbn den nyeste, og ret i den."))


def _refuse_changed(method: MethodDescription, version: int) -> None:
    if MethodDescription._base_manager.get(pk=method.pk).version != version:
        raise Conflict(MethodDescription._base_manager.get(pk=method.pk))


def _alone(project_id: int) -> None:
    """One at a time in a project: two who make a version at once, or write in one cell, meet here."""
    Project._base_manager.select_for_update().get(pk=project_id)


def _tidy(text: str) -> str:
    return " ".join(text.split())
