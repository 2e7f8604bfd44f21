"""The files of a closed round, and its charts as they were."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from virkning.charts import to_svg
from virkning.pages.frozenfiles import frozen_file
from virkning.pages.telling.frozen import FrozenNote
from virkning.pages.telling.pictures import PHONE, WIDTH
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.reports.facts.charts import result_charts
from virkning.rooms.statusrounds.models import Snapshot

#: A day: what is in a snapshot never changes, but who may see it may.
_KEPT_FOR = 24 * 60 * 60


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
