"""What the note of a closed round is made of on a page, its files, and its charts as they were."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from virkning.charts import to_svg
from virkning.figures.dates import date_words
from virkning.pages.frozenfiles import frozen_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.reports.facts.charts import result_charts
from virkning.rooms.reports.facts.frozen import UnreadableFacts
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.screen import ShowChart
from virkning.rooms.statusrounds.models import Snapshot
from virkning.rooms.statusrounds.queries.snapshots import thawed

from .charts import PHONE, WIDTH, shows_charts_at

#: A day: what is in a snapshot never changes, but who may see it may.
_KEPT_FOR = 24 * 60 * 60


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


@requires(Permission.EXPORT_PROJECT, Snapshot, pk="snapshot_id")
@require_safe
def snapshot_file(request: HttpRequest, snapshot: Snapshot, kind: str) -> HttpResponse:
    """One of the files of a closed round: `docx`, `pdf` or `xlsx`."""
    return frozen_file(snapshot, kind)


@requires(Permission.SEE_PROJECT, Snapshot, pk="snapshot_id")
@require_safe
def snapshot_chart(request: HttpRequest, snapshot: Snapshot, result_id: int) -> HttpResponse:
    """One of a result's charts as it was, also where the result is there no more."""
    whole = FrozenNote.of(snapshot).whole
    period = snapshot.round.period
    told = next((one for one in whole.project.all_results() if one.id == result_id), None) if whole else None
    charts = result_charts(told, whole.project.horizon, period) if whole and told else ()
    chosen = request.GET.get("figur", "1")
    number = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
    if not 0 < number <= len(charts):
        raise NotVisible
    drawn = to_svg(charts[number - 1], width=PHONE if "smal" in request.GET else WIDTH)
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={_KEPT_FOR}"
    return response
