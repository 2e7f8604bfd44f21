"""The parts of a method that are lists: its core elements in their order, and the tools of each phase.

A tool may have a file, checked as other files people bring. Every act is the method's: told under it, and taken back
only while the version it was done in holds.
"""

from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.activities.actions.belonging import check_text
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.actions.stored import store_file
from virkning.rooms.files.checking import check_file

from ..models import CoreElement, MethodDescription, MethodPhase, MethodTool
from .method import writing_in

#: More than this is no longer the core of anything.
MOST_CORE, MOST_TOOLS = 20, 30


def add_core(*, method: MethodDescription, text: str, by: Author) -> CoreElement:
    """Add a core element, after the others. Raises `Refused`."""
    check_text(text=text)
    with writing_in(method, by=by) as adding:
        there = CoreElement.objects.filter(description=method)
        if there.count() >= MOST_CORE:
            said = _("Der er plads til %(most)s kerneelementer. Fjern et, eller skriv to sammen.")
            raise Refused(said % {"most": MOST_CORE})
        made = adding.create(CoreElement(description=method, text=_tidy(text), position=_next(there)))
        adding.told["text"] = ["", made.text]
        adding.words = _("Kerneelementet “%(text)s” er tilføjet.") % {"text": made.text}
    return made


def change_core(core: CoreElement, *, text: str, by: Author, version: int | None = None) -> CoreElement:
    """Correct a core element. Raises `Refused`, `Conflict`."""
    check_text(text=text)
    with writing_in(core.description, by=by) as changing:
        changing.words = _("Kerneelementet “%(text)s” er rettet.") % {"text": core.text}
        changing.change(core, version=version, tell=True, text=_tidy(text))
    return core


def move_core(core: CoreElement, *, by: Author, step: int = 0, to: int | None = None) -> CoreElement:
    """Move a core element one place up (-1) or down (1) among the others, or to place `to` (0 is first).

    Past the ends is the end. Raises `Refused`.
    """
    with writing_in(core.description, by=by) as moving:
        rows = list(CoreElement.objects.filter(description=core.description).order_by("position", "id"))
        place = next((at for at, one in enumerate(rows) if one.pk == core.pk), None)
        if place is None:
            raise Refused(_("Kerneelementet er fjernet imens."))
        moved = rows.pop(place)
        wanted = place + step if to is None else to
        rows.insert(min(max(0, wanted), len(rows)), moved)
        moving.reorder(rows)
        texts = {"text": core.text, "place": rows.index(moved) + 1}
        moving.words = _("Kerneelementet “%(text)s” er flyttet til plads %(place)s.") % texts
    return core


def remove_core(core: CoreElement, *, by: Author, version: int | None = None) -> CoreElement:
    """Take a core element away; it can be brought back. Raises `Refused`, `Conflict`."""
    with writing_in(core.description, by=by) as removing:
        # Asked for by changing nothing: whoever has not seen the latest does not remove it.
        removing.change(core, version=version)
        removing.remove([core], at=timezone.now())
        removing.words = _("Kerneelementet “%(text)s” er fjernet.") % {"text": core.text}
    return core


def add_tool(
    *, phase: MethodPhase, title: str, by: Author, name: str = "", content: bytes | None = None
) -> MethodTool:
    """Add a tool to a phase, after the others; its file is looked through before it is kept. Raises `Refused`.

    The title is printed, so it is never taken from the file's name: that may be somebody's.
    """
    check_text(title=title)
    found = check_file(name, content) if content is not None else None
    with writing_in(phase.description, by=by) as adding:
        there = MethodTool.objects.filter(phase=phase)
        if there.count() >= MOST_TOOLS:
            said = _("Der er plads til %(most)s redskaber i en fase. Fjern et først.")
            raise Refused(said % {"most": MOST_TOOLS})
        made = MethodTool(phase=phase, title=_tidy(title), position=_next(there))
        texts = {"title": made.title, "phase": phase.title}
        words = _("Redskabet “%(title)s” er tilføjet i “%(phase)s”.")
        if found is not None and content is not None:
            made.file = store_file(
                name=found.name, content=content, content_type=found.content_type, act=adding.batch
            )
            texts["file"] = made.file.name
            words = _("Redskabet “%(title)s” er tilføjet i “%(phase)s” med filen %(file)s.")
        adding.create(made)
        adding.words = words % texts
    return made


def change_tool(
    tool: MethodTool, *, phase: MethodPhase, title: str, by: Author, version: int | None = None
) -> MethodTool:
    """Rename a tool or move it to another phase; its file stays the file it was. Raises `Refused`, `Conflict`."""
    check_text(title=title)
    if phase.description_id != tool.phase.description_id:
        raise Refused({"phase": _("Vælg en af metodens faser.")})
    with writing_in(tool.phase.description, by=by) as changing:
        changing.words = _("Redskabet “%(title)s” er rettet.") % {"title": tool.title}
        changing.change(tool, version=version, tell=True, title=_tidy(title), phase_id=phase.pk)
    return tool


def remove_tool(tool: MethodTool, *, by: Author, version: int | None = None) -> MethodTool:
    """Take a tool away; it can be brought back with its file. Raises `Refused`, `Conflict`."""
    with writing_in(tool.phase.description, by=by) as removing:
        removing.change(tool, version=version)
        removing.remove([tool], at=timezone.now())
        removing.words = _("Redskabet “%(title)s” er fjernet.") % {"title": tool.title}
    return tool


def _next(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _tidy(text: str) -> str:
    return " ".join(text.split())
