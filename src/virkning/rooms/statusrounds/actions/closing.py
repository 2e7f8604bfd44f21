"""The last step of a closing: one transaction in which the round is closed and its snapshots are there, or neither."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.rounds import RoundAct, RoundStage
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.queries.versions import log_versions
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Batch, batch
from virkning.rooms.files.actions.stored import ContentGone, store_kept
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.frozen import FORMAT
from virkning.rooms.reports.queries.projects import load_project

from ..models import Snapshot, StatusRound
from ..queries.asks import asks_in, projects_of, signature_of, unsettled
from ..queries.readiness import unsettled_words
from .freezing import FILES, FrozenProject, FrozenRound, RenderedProject
from .rounds import check_move


class AlreadyClosed(Refused):
    """Somebody else closed the round meanwhile."""


def check_not_closed(status_round: StatusRound) -> None:
    """Raises `AlreadyClosed` where it is, `Refused` where its stage does not allow it for another reason."""
    if status_round.stage == RoundStage.CLOSED:
        raise AlreadyClosed(_("%(who)s har lukket runden imens.") % {"who": status_round.closed_by})
    check_move(status_round, RoundAct.CLOSE)


def close_round(
    status_round: StatusRound, *, frozen: FrozenRound, rendered: Sequence[RenderedProject], by: Author
) -> list[Snapshot]:
    """Close the round with what was frozen, where nothing that counts has moved since. Call inside a system's scope.

    Raises `Refused` with what has moved; nothing is written then. Two at once: the second finds the round closed.
    """
    with batch(by=by, action="close") as act:
        here = StatusRound.objects.select_for_update().get(pk=status_round.pk)
        check_not_closed(here)
        if moved := list(_moved(here, frozen)):
            raise Refused(" ".join(moved))
        number = 1 + max(here.snapshots.order_by("number").values_list("number", flat=True), default=0)
        snapshots = _snapshots(here, number, frozen, rendered, act)
        here.stage, here.closed_at, here.closed_by = RoundStage.CLOSED, timezone.now(), by.name
        act.update(StatusRound, [here], ["stage", "closed_at", "closed_by"])
        _tell(here, snapshots, act)
    for name in ("stage", "closed_at", "closed_by", "version"):
        setattr(status_round, name, getattr(here, name))
    return snapshots


def _moved(here: StatusRound, frozen: FrozenRound) -> Iterator[str]:
    """What has moved since the moment that was frozen."""
    if here.version != frozen.version:
        yield _("Runden selv er ændret imens.")
    before = {one.project_id: one for one in frozen.projects}
    now = {one.pk: one for one in projects_of(here).select_related("programme")}
    for key, project in now.items():
        if key not in before:
            yield _("Projektet %(project)s er kommet med i runden.") % {"project": project.name}
    for key, one in before.items():
        if key not in now:
            yield _("Projektet %(project)s er ikke længere med i runden.") % {"project": one.name}
    # As long as a project's log stands, so does everything in it; only the others are looked at again.
    versions = log_versions(before.keys())
    for key, one in before.items():
        if key in now and versions.get(key) != one.version:
            yield from _moved_in(here, now[key], one)


def _moved_in(here: StatusRound, project: Project, one: FrozenProject) -> Iterator[str]:
    asks = asks_in(here, load_project(project))
    if hanging := unsettled(asks):
        yield unsettled_words({project.name: hanging})
    elif signature_of(asks) != one.signature:
        yield _("Det indberettede i %(project)s er ændret imens.") % {"project": project.name}


def _snapshots(
    here: StatusRound,
    number: int,
    frozen: FrozenRound,
    rendered: Sequence[RenderedProject],
    act: Batch,
) -> list[Snapshot]:
    kept = [file for one in rendered for file in (one.frozen.facts, one.frozen.workbook, one.word, one.pdf)]
    try:
        files = store_kept(kept, act=act)
    except ContentGone as error:
        raise Refused(_("En af filerne er forsvundet imens. Prøv igen.")) from error
    rows = []
    for place, one in enumerate(rendered):
        facts, workbook, word, pdf = files[place * FILES : (place + 1) * FILES]
        rows.append(
            Snapshot(
                round=here,
                project_id=one.frozen.project_id,
                number=number,
                taken_at=frozen.taken_at,
                closed_by=act.by.name,
                format=FORMAT,
                facts=facts,
                word=word,
                pdf=pdf,
                workbook=workbook,
                signed=list(one.frozen.signed),
            )
        )
    return act.create(Snapshot, rows)


def _tell(here: StatusRound, snapshots: Sequence[Snapshot], act: Batch) -> None:
    """The round's entry; and where it is a programme's, one in the log of each project that was frozen."""
    period, number = here.period.danish, snapshots[0].number if snapshots else 0
    words = _("Statusrunde %(period)s er lukket. Statusnotat og projektark er gemt, som de var.")
    if here.programme_id is not None:
        words = ngettext(
            "Statusrunde %(period)s er lukket for %(count)s projekt. Statusnotat og projektark er gemt, som de var.",
            "Statusrunde %(period)s er lukket for %(count)s projekter. Statusnotater og projektark er gemt, som de "
            "var.",
            len(snapshots),
        )
        for one in snapshots:
            said = _("Statusrunde %(period)s er lukket. Statusnotat og projektark er gemt, som de var.")
            texts = {"period": period}
            writes.record(by=act.by, action="close", words=said % texts, about=one, changes=_told(one))
    act.about, act.words = here, words % {"period": period, "count": len(snapshots)}
    act.changes = {"number": number, "projects": len(snapshots)}
    if here.programme_id is None and snapshots:
        act.changes |= _told(snapshots[0])


def _told(one: Snapshot) -> dict[str, Any]:
    """The files by their fingerprints, so that the log alone tells whether one is the one that was frozen."""
    files = {"facts": one.facts, "word": one.word, "pdf": one.pdf, "workbook": one.workbook}
    return {"number": one.number, **{name: file.fingerprint for name, file in files.items()}}
