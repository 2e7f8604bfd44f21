"""The method on one page lying down, as Word and PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.pages.saving import as_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.models import MethodDescription
from virkning.rooms.plans.queries.method import load_method
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import heading, lead_name
from virkning.rooms.reports.papers.files import Paper, paper_file
from virkning.rooms.reports.papers.method import method_blocks
from virkning.rooms.reports.status_note.files import NoteFormat


@requires(Permission.EXPORT_PROJECT, Project, pk="project_id")
@require_safe
def method_file(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """The version that holds, or the one asked for (`?version=1`), in Danish whatever language the screen is in."""
    found = _asked(project, request.GET.get("version", ""))
    if kind not in set(NoteFormat) or found is None:
        raise Http404
    facts, today, lead = load_method(found), timezone.localdate(), lead_name(project.pk)
    with translation.override("da"):
        paper = Paper(
            title=_("Metode: %(title)s") % {"title": facts.head.title},
            about=heading(project.name, lead),
            lead=lead,
            blocks=tuple(method_blocks(facts)),
        )
        made = paper_file(paper, NoteFormat(kind), today)
    return as_file(made.content, made.name, made.content_type)


def _asked(project: Project, number: str) -> MethodDescription | None:
    rows = MethodDescription.objects.filter(project=project).order_by("-number", "id")
    if not number:
        return rows.first()
    return rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 5 else None
