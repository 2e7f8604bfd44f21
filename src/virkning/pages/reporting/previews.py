"""What a person was shown of a pasted block, signed: so that what others write meanwhile is not lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils import timezone

from virkning.pages.forms.base import CHOICE
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.results.models import Measurement

from .blocks import PastedCell

MINE, THEIRS = "min", "deres"
#: As much as is kept of what stood in a cell, to be shown again.
_REMEMBERED = 200

Landed = tuple[str, PastedCell, ProjectPeriod]
#: Who wrote in a cell last, and when.
Change = tuple[datetime, str]


@dataclass(frozen=True)
class Preview:
    """Cell's id → what stood there and its mark; of which block; when; and the cells the person was asked about."""

    block: str
    at: datetime
    cells: Mapping[str, tuple[str, str]]
    asked: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, block: str, landed: Iterable[Landed], asked: Iterable[str], since: datetime | None
    ) -> "Preview":
        """What the page shows now. `since`: when it first showed what it asks about."""
        cells = {cell.id: (cell.before[:_REMEMBERED], cell.mark) for _title, cell, _when in landed}
        return cls(block, since or timezone.now(), cells, frozenset(asked))

    def signed(self, salt: str) -> str:
        """For a hidden field."""
        told = {"b": self.block, "t": self.at.isoformat(), "c": self.cells, "a": sorted(self.asked)}
        return signing.dumps(told, salt=salt, compress=True)


def read_preview(written: str, salt: str) -> Preview | None:
    """The preview as it was signed; None where there is none, or not of this page and person."""
    try:
        told = signing.loads(written, salt=salt)
    except (signing.BadSignature, ValueError):
        return None
    cells = {name: (text, mark) for name, (text, mark) in told["c"].items()}
    return Preview(told["b"], datetime.fromisoformat(told["t"]), cells, frozenset(told["a"]))


@dataclass(frozen=True)
class MovedCell:
    """A cell somebody else has written in since it was shown. `chosen` blank: not decided. `missing`: it must be."""

    title: str
    cell: PastedCell
    seen: str
    by: str = ""
    at: datetime | None = None
    chosen: str = ""
    missing: bool = False

    @property
    def name(self) -> str:
        """The field of the choice."""
        return f"{CHOICE}{self.cell.id}"


@dataclass
class Settled:
    """What to write, and what the person must decide first. `moved` holds what is decided too, to be shown again."""

    write: list[tuple[PastedCell, ProjectPeriod]] = field(default_factory=list)
    moved: list[MovedCell] = field(default_factory=list)
    is_open: bool = False


def settle(
    landed: Sequence[Landed],
    shown: Preview,
    choices: Mapping[str, str],
    changes: Callable[[Sequence[Landed], datetime], Mapping[str, Change]],
) -> Settled:
    """Compare what stands in the cells with what the person was shown.

    A cell that has moved is asked about, unless it already holds what is to be written. Where the person's block left
    the cell as it was shown, the other's text is proposed.
    """
    found = Settled()
    doubtful: list[tuple[Landed, str, bool]] = []
    for one in landed:
        _title, cell, when = one
        seen, mark = shown.cells.get(cell.id, ("", ""))
        has_moved = mark != cell.mark
        if not cell.changes:
            continue
        if not has_moved and cell.id not in shown.asked:
            found.write.append((cell, when))
            continue
        choice = "" if has_moved else _choice(choices.get(f"{CHOICE}{cell.id}", ""))
        if choice == MINE:
            found.write.append((cell, when))
        doubtful.append((one, choice, has_moved))
        found.is_open = found.is_open or not choice
    if not found.is_open:
        return found
    by = changes([one for one, _choice, _moved in doubtful], shown.at)
    for (title, cell, _when), choice, has_moved in doubtful:
        seen = shown.cells.get(cell.id, ("", ""))[0]
        proposed = choice or (THEIRS if seen == cell.after else "")
        at, who = by.get(cell.id, (None, ""))
        found.moved.append(MovedCell(title, cell, seen, who, at, proposed, not choice and not has_moved))
    return found


def _choice(written: str) -> str:
    return written if written in (MINE, THEIRS) else ""


def status_changes(landed: Sequence[Landed], since: datetime) -> dict[str, Change]:
    """Who wrote in the milestones' cells after `since`, last of all: by the cell's id. Two queries."""
    rows = StatusReport._base_manager.filter(
        milestone_id__in={cell.target for _title, cell, _when in landed},
        period_id__in={when.pk for _title, _cell, when in landed},
    ).order_by("id")
    last: dict[Any, Change] = {}
    places = {}
    for one in rows:
        place = places[one.pk] = (one.milestone_id, one.period_id)
        _note(last, place, one.origin_at, one.origin_by, since)
        _note(last, place, one.removed_at, one.removed_by, since)
    # What an undo brought back has its old origin; the log tells who brought it.
    entries = AuditEntry._base_manager.filter(
        object_kind=StatusReport._meta.model_name, object_id__in=list(places), at__gt=since
    )
    told: dict[Any, Change] = {}
    for entry in entries.order_by("at", "id"):
        _note(told, places[entry.object_id or 0], entry.at, entry.author_name, since)
    return _by_cell(landed, told | last, lambda cell, when: (cell.target, when.pk))


def value_changes(landed: Sequence[Landed], since: datetime) -> dict[str, Change]:
    """Who wrote in the results' cells after `since`, last of all: by the cell's id. One query."""
    rows = Measurement._base_manager.filter(
        result_id__in={cell.target[0] for _title, cell, _when in landed},
        period_id__in={when.pk for _title, _cell, when in landed},
        series__isnull=False,
    )
    last: dict[Any, Change] = {}
    for one in rows.select_related("series").order_by("id"):
        place = (one.result_id, one.series.name if one.series else "", one.period_id)
        _note(last, place, one.origin_at, one.origin_by, since)
        _note(last, place, one.superseded_at, one.superseded_by, since)
    return _by_cell(landed, last, lambda cell, when: (*cell.target, when.pk))


def _note(last: dict[Any, Change], place: Any, at: datetime | None, by: str, since: datetime) -> None:
    if at is not None and at > since and (place not in last or last[place][0] <= at):
        last[place] = (at, by)


def _by_cell(
    landed: Sequence[Landed],
    last: Mapping[Any, Change],
    place: Callable[[PastedCell, ProjectPeriod], Any],
) -> dict[str, Change]:
    found = {cell.id: last.get(place(cell, when)) for _title, cell, when in landed}
    return {name: change for name, change in found.items() if change is not None}
