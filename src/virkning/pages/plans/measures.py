"""What the projects measured, beside the planned results their own results measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.pages.telling.cells import result_light
from virkning.rooms.plans.facts import GroupFacts
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.judgements import attainment_of, result_cell
from virkning.rooms.reports.facts.project import ProjectFacts, ResultFacts
from virkning.rooms.reports.queries.projects import load_projects
from virkning.rooms.results.models import Result


@dataclass(frozen=True)
class Measured:
    """A project's result as it stands: its latest value in words, its light and the computed sentence."""

    address: str
    statement: str
    project: str
    when: str
    values: tuple[str, ...]
    light: SafeString
    sentence: str


Measures = Mapping[int, Measured]


def measures_of(groups: Iterable[GroupFacts]) -> Measures:
    """What measures the results of the groups, as the reader sees it. Eleven queries, or none."""
    keys = {key for group in groups for one in group.results for key in one.follows}
    return _of(sorted(keys)) if keys else {}


def _of(keys: Sequence[int]) -> dict[int, Measured]:
    """The projects' results with these keys that the reader sees, as they stand. Eleven queries, or one for none."""
    seen = Result.objects.filter(pk__in=keys).order_by("id").values_list("pk", "project_id")
    wanted = dict(seen)
    if not wanted:
        return {}
    projects = Project.objects.filter(pk__in=set(wanted.values())).order_by("id")
    found: dict[int, Measured] = {}
    for facts in load_projects(projects).values():
        found |= {one.id: _measured(facts, one) for one in facts.all_results() if one.id in wanted}
    return found


def _measured(project: ProjectFacts, result: ResultFacts) -> Measured:
    """As the project's own page judges it, in the latest period anything was measured in."""
    told = [one.reading.period for one in result.measurements]
    period = max(told) if told else project.latest_period()
    address = reverse("result", args=(project.id, result.id))
    if period is None:
        nothing = _("Projektet har ingen perioder endnu.")
        return Measured(address, result.statement, project.name, "", (), SafeString(), nothing)
    cell = result_cell(result, period, project.horizon)
    attained = attainment_of(result, period, project.horizon)
    return Measured(
        address=f"{address}?periode={period.canonical}",
        statement=result.statement,
        project=project.name,
        when=period.shown,
        values=cell.lines or cell.texts,
        light=SafeString(result_light(cell)),
        sentence=str(attained.sentence) if attained else str(cell.computed_reason),
    )
