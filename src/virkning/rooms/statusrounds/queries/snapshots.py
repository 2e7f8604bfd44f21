"""Snapshots of closed rounds, and which one is what people get for a project and a period."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from virkning.figures.periods import Period
from virkning.figures.rounds import RoundStage
from virkning.rooms.files import storage
from virkning.rooms.files.models import StoredFile
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.frozen import thaw
from virkning.rooms.reports.facts.whole import WholeFacts

from ..models import Snapshot, StatusRound

_FILES = ("round", "facts", "word", "pdf", "workbook")


def frozen_note(project: Project, period: Period) -> Snapshot | None:
    """What the project's note of the period is; None where it is still told live.

    The latest snapshot of a round that is closed now: one that has been reopened tells what is true today, until it is
    closed again. What has become of the period, the programme or the round's other projects does not matter.
    """
    rows = Snapshot.objects.filter(project=project, round__stage=RoundStage.CLOSED)
    rows = rows.filter(round__kind=period.kind, round__start=period.start)
    return rows.select_related(*_FILES).order_by("-taken_at", "-number", "-id").first()


def snapshot_in(status_round: StatusRound, project: Project) -> Snapshot | None:
    """The latest the round itself kept of the project. One query."""
    rows = Snapshot.objects.filter(project=project, round=status_round).select_related(*_FILES)
    return rows.order_by("-taken_at", "-number", "-id").first()


@dataclass(frozen=True, slots=True)
class KeptNotes:
    """A project's snapshots by period, for a page that tells of several; the latest first."""

    snapshots: tuple[Snapshot, ...]

    @property
    def periods(self) -> frozenset[Period]:
        """Those whose note is frozen."""
        return frozenset(one.round.period for one in self._in(RoundStage.CLOSED))

    def note(self, period: Period) -> Snapshot | None:
        """As `frozen_note`."""
        return next((one for one in self._in(RoundStage.CLOSED) if one.round.period == period), None)

    def is_reopened(self, period: Period) -> bool:
        """Its round has been closed, and is open again."""
        reopened = any(one.round.period == period for one in self._in(RoundStage.REOPENED))
        return reopened and self.note(period) is None

    def _in(self, stage: RoundStage) -> Iterator[Snapshot]:
        return (one for one in self.snapshots if one.round.stage == stage)


def kept_notes(project: Project) -> KeptNotes:
    """Every snapshot of the project. One query."""
    rows = Snapshot.objects.filter(project=project).select_related(*_FILES)
    return KeptNotes(tuple(rows.order_by("-taken_at", "-number", "-id")))


def thawed(snapshot: Snapshot) -> WholeFacts:
    """What was true when the round was closed. Raises FileNotFoundError, `UnreadableFacts`."""
    return _thawed(snapshot.facts.fingerprint)


@lru_cache(maxsize=4)  # a note's charts are fetched one by one, each from the same facts
def _thawed(fingerprint: str) -> WholeFacts:
    return thaw(storage.read(fingerprint))


def file_of(snapshot: Snapshot, ending: str) -> StoredFile | None:
    """The snapshot's file with that ending: `docx`, `pdf`, `xlsx`."""
    files = {"docx": snapshot.word, "pdf": snapshot.pdf, "xlsx": snapshot.workbook}
    return files.get(ending)
