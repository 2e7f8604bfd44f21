"""What a closed round kept of a project, on a page: its note, and one activity's section of it, as they were."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import safe
from virkning.figures.dates import date_words
from virkning.figures.rounds import RoundStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.reports.facts.frozen import UnreadableFacts
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.screen import ShowChart, activity_on_screen
from virkning.rooms.statusrounds.models import Snapshot, StatusRound
from virkning.rooms.statusrounds.queries.snapshots import snapshot_in, thawed

from .pictures import shows_charts_at

#: Kind of file, its icon and its name.
_KINDS = (("docx", "file-word", "Word"), ("pdf", "file-pdf", "PDF"), ("xlsx", "file-excel", ""))


@dataclass(frozen=True)
class FrozenNote:
    """A closed round's note as the page tells of it. `whole` None: its facts cannot be read."""

    snapshot: Snapshot
    closed_on: str
    whole: WholeFacts | None

    @classmethod
    def of(cls, snapshot: Snapshot) -> "FrozenNote":
        closed = timezone.localdate(snapshot.round.closed_at or snapshot.taken_at)
        try:
            whole = thawed(snapshot)
        except (FileNotFoundError, UnreadableFacts):
            whole = None
        return cls(snapshot, date_words(closed), whole)

    def charts(self) -> ShowChart:
        """The charts of the moment."""
        address = reverse("snapshot_chart", args=(self.snapshot.pk, 0))
        return shows_charts_at(lambda result: address.replace("/0.svg", f"/{result}.svg"))


@dataclass(frozen=True)
class FrozenSection:
    """An activity's section of a closed round. `body` is blank where there is none; `words` say which it is.

    `files`: (icon, address, name) of those the reader may take home. `whole` None: nothing that can be read was kept.
    """

    words: str
    body: SafeString
    files: tuple[tuple[str, str, str], ...]
    whole: WholeFacts | None


def frozen_section(status_round: StatusRound, activity: Activity, scope: Scope) -> FrozenSection | None:
    """What a closed round kept of the activity; None where the round is not closed. One query."""
    if status_round.stage != RoundStage.CLOSED:
        return None
    snapshot = snapshot_in(status_round, activity.project)
    if snapshot is None:
        words = _("Runden er lukket, uden at der blev gemt et statusnotat for projektet.")
        return FrozenSection(words, safe(""), (), None)
    note = FrozenNote.of(snapshot)
    told = None
    if note.whole is not None:
        told = activity_on_screen(note.whole, status_round.period, activity.pk, note.charts(), top=3)
    return FrozenSection(
        words=_words(note, is_told=told is not None) % {"day": note.closed_on},
        body=safe(told.body) if told is not None else safe(""),
        files=_files(snapshot) if Permission.EXPORT_PROJECT in activity.project.permissions_of(scope) else (),
        whole=note.whole,
    )


def _words(note: FrozenNote, *, is_told: bool) -> str:
    if note.whole is None:
        return _("Afsnittet fra runden, der blev lukket %(day)s, kan ikke vises her. Det står i filerne.")
    if not is_told:
        return _("Aktiviteten var ikke med, da runden blev lukket %(day)s.")
    return _("Sådan stod det, da runden blev lukket %(day)s.")


def _files(snapshot: Snapshot) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (icon, reverse("snapshot_file", args=(snapshot.pk, kind)), name or _("Projektark"))
        for kind, icon, name in _KINDS
    )
