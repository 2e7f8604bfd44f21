"""Where the things that lists tell of are shown or done: one place for every list that points to them."""

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from virkning.figures.continuing import ProposalKind
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import InProject, Project
from virkning.rooms.reports.facts.tasks import Task, TaskKind
from virkning.rooms.reports.queries.places import Place

#: In the address of a form: the path one came from, where saving it and going back lead.
CAME_FROM = "fra"


def coming_from(address: str, here: str) -> str:
    """The address of a form that leads back to `here`; blank where there is no such form."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({CAME_FROM: here})}" if address else ""


def has_page(name: str) -> bool:
    """Some page of that name exists, whatever it takes."""
    return possible(name) != "" or possible(name, 1) != "" or possible(name, 1, 1) != ""


def possible(name: str, *args: object) -> str:
    """The address of a page; blank where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def task_address(project_id: int, task: Task) -> str:
    """The form where the task is done; where there is none, the page of what it is about, in the right period."""
    period = task.period.canonical
    if task.kind is TaskKind.STATUS:
        form = possible("report_activity", project_id, task.about, period)
        anchor = f"#milepael-{task.milestones[0][0]}" if task.milestones else ""
        return f"{form}{anchor}" if form else _reading("activity", project_id, task.about, period)
    if task.kind is TaskKind.MEASUREMENT:
        form = possible("report_result", project_id, task.about, period)
        return form or _reading("result", project_id, task.about, period)
    if task.kind is TaskKind.DECIDE:
        return possible("proposal_decide", project_id, task.about)
    if task.kind is TaskKind.CARRY_OUT:
        return possible("planned_action", project_id, task.about)
    if task.kind in (TaskKind.DESCRIBE, TaskKind.CORRECT_DESCRIPTION):
        return possible("intervention", task.about)
    if task.kind is TaskKind.DECIDE_DESCRIPTION:
        return possible("intervention_review", task.about)
    what, about = (
        ("activity", "aktivitet") if task.kind is TaskKind.ASSESS_ACTIVITY else ("result", "resultat")
    )
    form = possible("assessment_new", project_id)
    if form:
        return f"{form}?{urlencode({about: task.about, 'periode': period})}"
    return _reading(what, project_id, task.about, period)


def _reading(what: str, project_id: int, key: int, period: str) -> str:
    return f"{reverse(what, args=(project_id, key))}?{urlencode({'periode': period})}"


def proposal_followed_address(
    project_id: int, proposal: int, kind: ProposalKind | str, milestone: int | None, result: int | None
) -> str:
    """The form that carries out what a project has followed; blank where no form does it by itself."""
    kind, what = ProposalKind(kind), "milestone" if result is None else "result"
    forms = {
        ProposalKind.RETIRE: f"{what}_edit",
        ProposalKind.REPLACE: f"{what}_edit",
        ProposalKind.REDEFINE: "redefinition_new",
        ProposalKind.REVISE: "milestone_target_new" if result is None else "target_version_new",
    }
    if kind not in forms:
        return ""
    form = possible(forms[kind], project_id, milestone if result is None else result)
    return f"{form}?{urlencode({'forslag': proposal})}" if form else ""


def history_address(record: Any) -> str:
    """The record's own entries in the history of its project; blank where it has none, or is not the reader's to see.

    Costs nothing for a record a view was handed by its requirement: its permissions are known then.
    """
    if not isinstance(record, InProject | Project) or record.pk is None:
        return ""
    if Permission.SEE_PROJECT not in record.permissions_of(current_scope()):
        return ""
    own = urlencode({"slags": record._meta.model_name, "nr": record.pk})
    return f"{reverse('project_history', args=(record.owning_project_id,))}?{own}"


#: Pages a project has one of.
_OF_THE_PROJECT = frozenset(
    {"project", "continuing", "background", "action_plan", "matrix", "method", "theory"}
)


def place_address(place: Place) -> str:
    """The page on which a thing is shown."""
    if place.what in _OF_THE_PROJECT:
        return reverse(place.what, args=(place.project_id,))
    if place.what == "intervention":
        return reverse("intervention", args=(place.key,))
    return reverse(place.what, args=(place.project_id, place.key))
