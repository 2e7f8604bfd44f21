"""The note of a period as its readers get it, one activity's section of it, and its files."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virkning.design.markup import safe
from virkning.figures.periods import Period
from virkning.pages.authors import author_of
from virkning.pages.telling.frozen import FrozenNote
from virkning.pages.telling.pictures import shows_charts
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.files import NoteFormat
from virkning.rooms.reports.status_note.jobs import MANY_CHARTS, ask_for_note
from virkning.rooms.reports.status_note.screen import activity_on_screen, note_on_screen
from virkning.rooms.statusrounds.notejobs import start_note_job
from virkning.rooms.statusrounds.queries.snapshots import KeptNotes, frozen_note, kept_notes

#: More periods than this are chosen in a list.
FEW = 6


@dataclass(frozen=True)
class PeriodLink:
    """A period one can read the note of instead."""

    words: str
    value: str
    chosen: bool


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def note(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole note, section by section: of a closed round as it was then."""
    whole = load_whole(project)
    kept = kept_notes(project)
    periods = sorted({*whole.project.horizon.periods, *kept.periods})
    period = _period(whole.project, periods, request.GET.get("periode", ""))
    context: dict[str, Any] = {
        "project": project,
        "title": _("Statusnotat"),
        "breadcrumbs": [
            (_("Projekter"), reverse("project_list")),
            (project.name, reverse("project", args=(project.pk,))),
            (_("Statusnotat"), ""),
        ],
    }
    if period is not None:
        context |= {
            "period": period,
            "links": [PeriodLink(one.shown, one.canonical, one == period) for one in periods],
            "few": len(periods) <= FEW,
            "may_export": Permission.EXPORT_PROJECT in project.permissions_of(current_scope()),
            **_told(project, whole, kept, period),
        }
    return render(request, "notes/note.html", context)


def _told(project: Project, whole: WholeFacts, notes: KeptNotes, period: Period) -> dict[str, Any]:
    """The note itself: what was frozen where the round is closed, else what is true now."""
    snapshot = notes.note(period)
    kept = FrozenNote.of(snapshot) if snapshot is not None else None
    if kept is None:
        told = note_on_screen(whole, period, shows_charts(project.pk, period))
        reopened = notes.is_reopened(period)
    elif kept.whole is None:
        return {"frozen": kept}
    else:
        day = timezone.localdate(kept.snapshot.taken_at)
        told, reopened = note_on_screen(kept.whole, period, kept.charts(), made_on=day), False
    return {
        "frozen": kept,
        "reopened": reopened,
        "title": told.title,
        "body": safe(told.html.body),
        "contents": told.html.contents,
        "long": told.charts > MANY_CHARTS,
        "charts": told.charts,
    }


@requires(Permission.SEE_PROJECT, Activity, pk="activity_id", project="project_id")
@require_safe
def note_section(request: HttpRequest, activity: Activity) -> HttpResponse:
    """One activity's section as a fragment, for pages where it is written."""
    whole = load_whole(activity.project)
    facts = whole.project
    period = _period(facts, facts.horizon.periods, request.GET.get("periode", ""))
    show = shows_charts(facts.id, period, prefix=f"afsnit{activity.pk}") if period else None
    told = activity_on_screen(whole, period, activity.pk, show, top=3) if period and show else None
    body = safe(told.body) if told is not None else ""
    closed = period is not None and frozen_note(activity.project, period) is not None
    return render(request, "notes/section.html", {"body": body, "period": period, "closed": closed})


@requires(Permission.EXPORT_PROJECT, Project, pk="project_id")
@require_POST
def note_order(request: HttpRequest, project: Project) -> HttpResponse:
    """Have a note with many charts made."""
    wanted, kind = request.POST.get("periode", ""), request.POST.get("format", "")
    periods = {one.period.canonical: one.period for one in project.periods.order_by("start", "id")}
    periods |= {one.canonical: one for one in kept_notes(project).periods}
    if wanted not in periods or kind not in set(NoteFormat):
        return redirect("note", project.pk)
    if frozen_note(project, periods[wanted]) is not None:
        return redirect("status_note", project.pk, wanted, kind)
    job = ask_for_note(
        project=project,
        period=periods[wanted],
        kind=NoteFormat(kind),
        by=author_of(request),
        start=start_note_job,
    )
    return redirect("job", job.pk)


def _period(facts: ProjectFacts, periods: Iterable[Period], written: str) -> Period | None:
    """The period asked for, else as on the project's page; not found where the project does not have it."""
    if not written:
        return facts.latest_period()
    found = next((one for one in periods if one.canonical == written), None)
    if found is None:
        raise NotVisible
    return found
