"""The list of a project's proposals: those that await a decision first, then those not carried out, then the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.pages.telling.proposals import Proposed, proposed
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.project import MilestoneFacts, ProjectFacts, ResultFacts
from virkning.rooms.reports.facts.proposals import ProposalFacts, still_to_do
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.proposals import load_proposals

from .ways import crumbs


@dataclass(frozen=True)
class Group:
    """Proposals that stand alike."""

    title: str
    anchor: str
    rows: tuple[Proposed, ...]


@dataclass(frozen=True)
class May:
    """What the reader may do about a proposal."""

    edit: bool
    assess: bool


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def proposals(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything proposed for the project's milestones and results."""
    with one_moment():
        facts, given = load_project(project), load_proposals(project.pk)
    given_rights = project.permissions_of(current_scope())
    context = {
        "groups": _groups(facts, given),
        "may": May(Permission.EDIT_PROJECT in given_rights, Permission.ASSESS in given_rights),
        "breadcrumbs": crumbs(project, _("Forslag")),
    }
    return render(request, "evaluating/proposals.html", context)


def _groups(facts: ProjectFacts, given: Iterable[ProposalFacts]) -> list[Group]:
    parts: dict[str, list[Proposed]] = {"venter": [], "gennemfoeres": [], "afgjort": []}
    subjects = _subjects(facts)
    for one in given:
        found = subjects.get((one.milestone_id, one.result_id))
        if found is None:
            continue  # removed between two looks
        about, place = found
        where = "venter" if one.is_open else "gennemfoeres" if still_to_do(one, about) else "afgjort"
        parts[where].append(proposed(one, facts.id, about, place))
    titles = {
        "venter": _("Venter på beslutning"),
        "gennemfoeres": _("Skal gennemføres"),
        "afgjort": _("Afgjort"),
    }
    return [Group(titles[name], name, tuple(rows)) for name, rows in parts.items() if rows]


_Subject = tuple[MilestoneFacts | ResultFacts, tuple[str, str]]


def _subjects(facts: ProjectFacts) -> dict[tuple[int | None, int | None], _Subject]:
    """Every milestone and result with what it is called, and where it is read."""
    found: dict[tuple[int | None, int | None], _Subject] = {}
    for activity in facts.activities():
        address = reverse("activity", args=(facts.id, activity.id))
        for milestone in activity.milestones:
            words = f"{activity.number} {activity.title}, {milestone.number}. {milestone.statement}"
            found[milestone.id, None] = (milestone, (words, f"{address}#milepael-{milestone.id}"))
    for result in facts.all_results():
        words = _("Resultat %(number)s. %(what)s") % {"number": result.number, "what": result.statement}
        place = (words, f"{reverse('result', args=(facts.id, result.id))}#forslag")
        found[None, result.id] = (result, place)
    return found
