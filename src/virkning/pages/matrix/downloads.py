"""The matrix as Word and PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.pages.saving import as_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import heading, lead_name
from virkning.rooms.reports.papers.files import Paper, paper_file
from virkning.rooms.reports.queries.matrix import load_matrix
from virkning.rooms.reports.status_note.files import NoteFormat
from virkning.rooms.reports.status_note.matrix import matrix_blocks


@requires(Permission.EXPORT_PROJECT, Project, pk="project_id")
@require_safe
def matrix_file(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """The matrix as it stands, in Danish whatever language the screen is in."""
    if kind not in set(NoteFormat):
        raise Http404
    facts, today, lead = load_matrix(project.pk), timezone.localdate(), lead_name(project.pk)
    with translation.override("da"):
        paper = Paper(
            title=_("Målgruppematrix"),
            about=heading(project.name, lead),
            lead=lead,
            blocks=tuple(matrix_blocks(facts, today)),
        )
        made = paper_file(paper, NoteFormat(kind), today)
    return as_file(made.content, made.name, made.content_type)
