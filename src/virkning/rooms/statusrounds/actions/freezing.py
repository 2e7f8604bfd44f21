"""What a closing makes before anything is closed: every project's facts and workbook of one moment, then its notes.

Only content is kept here, under its own fingerprint; no row says that it is there, so a process that is killed leaves
nothing to be seen. One project is held in memory at a time, and of those that are done only fingerprints.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.pdf import forget_set_documents
from virkning.figures.periods import Period
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.audit.queries.versions import Version, log_versions
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.files import storage
from virkning.rooms.files.actions.stored import KeptFile
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.frozen import freeze, thaw
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.base import base_of_lead
from virkning.rooms.reports.status_note.files import NoteFormat, file_name, whole_note_file

from ..models import StatusRound
from ..queries.ask import Ask
from ..queries.asks import asks_in, projects_of, signature_of, unsettled
from ..queries.readiness import unsettled_words
from ..queries.signed import signed_of

logger = logging.getLogger(__name__)

#: How many files a project gets: facts, workbook, Word, PDF.
FILES = 4

_FACTS = "application/gzip"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Signature = tuple[tuple[int, int, str], ...]
#: Told how many files are made.
Told = Callable[[int], None]


class NotFrozen(Exception):
    """The round cannot be frozen as it is; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class FrozenProject:
    """One project of one moment. `version` and `signature`: what must not have moved when the round is closed.

    `base`: the content the lead's Word documents were written on at that moment, by fingerprint; blank for none.
    """

    project_id: int
    name: str
    version: Version | None
    signature: Signature
    signed: tuple[dict[str, Any], ...]
    facts: KeptFile
    workbook: KeptFile
    base: str


@dataclass(frozen=True, slots=True)
class FrozenRound:
    """Every project of a round, at one moment; `version` is that of the round itself."""

    taken_at: datetime
    version: int
    projects: tuple[FrozenProject, ...]


@dataclass(frozen=True, slots=True)
class RenderedProject:
    """A frozen project with its notes."""

    frozen: FrozenProject
    word: KeptFile
    pdf: KeptFile


def freeze_round(status_round: StatusRound, *, begun: Callable[[int], None], told: Told) -> FrozenRound:
    """Facts and workbook of every project the round asks, all of one moment. Call inside a system's scope, in Danish.

    `begun` is told how many projects there are. Raises `NotFrozen` where something stands in the way of closing.
    """
    with one_moment():
        taken_at = timezone.now()
        here = StatusRound.objects.get(pk=status_round.pk)
        projects = list(projects_of(here).select_related("programme"))
        versions = log_versions([one.pk for one in projects])
        begun(len(projects))
        frozen, hanging = [], {}
        for place, project in enumerate(projects):
            one = _freeze(here, project, versions.get(project.pk))
            if isinstance(one, FrozenProject):
                frozen.append(one)
            else:
                hanging[project.name] = one
            told(2 * place + 2)
    if hanging:
        raise NotFrozen(unsettled_words(hanging))
    return FrozenRound(taken_at, here.version, tuple(frozen))


def _freeze(
    status_round: StatusRound, project: Project, version: Version | None
) -> FrozenProject | tuple[Ask, ...]:
    """The project, or what stands in the way."""
    period = status_round.period
    whole = load_whole(project)
    asks = asks_in(status_round, whole.project)
    if hanging := unsettled(asks):
        return hanging
    facts = _kept(
        file_name(_("Tal og tekst"), period, project.name, "json.gz"), freeze(whole), content_type=_FACTS
    )
    del whole  # the workbook is as large again
    try:
        book = export_project(project)
    except BookRefused as error:
        said = _("Projektarket for %(project)s kan ikke laves: %(why)s")
        raise NotFrozen(said % {"project": project.name, "why": error}) from error
    workbook = _kept(file_name(_("Projektark"), period, project.name, "xlsx"), book, content_type=_WORKBOOK)
    base = base_of_lead(project)
    return FrozenProject(
        project_id=project.pk,
        name=project.name,
        version=version,
        signature=signature_of(asks),
        signed=tuple(signed_of(asks)),
        facts=facts,
        workbook=workbook,
        base=storage.keep(base) if base is not None else "",
    )


def render_round(
    frozen: FrozenRound, period: Period, *, told: Told, alive: Callable[[], None]
) -> Iterator[RenderedProject]:
    """Each project's notes, from what was frozen: nothing else is read. Call in Danish.

    `alive` is called often, also where no file has been finished for long. Raises `NotFrozen`.
    """
    made_on = timezone.localdate(frozen.taken_at)
    done = 2 * len(frozen.projects)
    for place, one in enumerate(frozen.projects):
        word = _note(one, period, NoteFormat.WORD, made_on, alive)
        told(done + 2 * place + 1)
        pdf = _note(one, period, NoteFormat.PDF, made_on, alive)
        forget_set_documents(font_dirs=settings.FONT_DIRS)
        told(done + 2 * place + 2)
        yield RenderedProject(one, word, pdf)


def _note(
    one: FrozenProject, period: Period, kind: NoteFormat, made_on: date, alive: Callable[[], None]
) -> KeptFile:
    try:
        whole = thaw(storage.read(one.facts.fingerprint))
        base = storage.read(one.base) if one.base and kind is NoteFormat.WORD else None
        made = whole_note_file(whole, period, kind, made_on, base=base, told=lambda _done, _total: alive())
    except Exception as error:
        logger.exception("A round's note failed")
        said = _("Statusnotatet for %(project)s kunne ikke laves. Intet er lukket; sig det til driften.")
        raise NotFrozen(said % {"project": one.name}) from error
    return _kept(made.name, made.content, content_type=made.content_type)


def _kept(name: str, content: bytes, *, content_type: str) -> KeptFile:
    return KeptFile(name, storage.keep(content), len(content), content_type)
