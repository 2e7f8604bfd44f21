"""What the list of projects shows: searched, sorted, a page at a time, each with the lights of its latest period."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.pages.telling.phrasing import NOTHING, day_of, lights_line, years
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import heading as project_heading
from virkning.rooms.reports.facts.judgements import CellState, milestone_cell
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.reports.queries.listing import listed_projects
from virkning.rooms.reports.queries.projects import load_projects

from .milestonegrid import is_closed

ON_A_PAGE = 50

#: Columns one can sort by: key in the address | head | what it sorts by.
SORTINGS: dict[str, tuple[Any, str]] = {
    "projekt": (gettext_lazy("Projekt"), "name"),
    "kommune": (gettext_lazy("Kommune"), "lead"),
    "program": (gettext_lazy("Program"), "programme"),
    "periode": (gettext_lazy("Periode"), "period"),
    "aendret": (gettext_lazy("Senest indberettet"), "changed"),
}
DEFAULT = "projekt"


@dataclass(frozen=True)
class SortHead:
    """A column's head, and where clicking it leads."""

    words: str
    address: str
    direction: str

    @property
    def icon(self) -> str:
        """The design system's icon for the direction."""
        return f"sort-table-{self.direction or 'none'}"


@dataclass(frozen=True)
class ProjectRow:
    """A project in the list."""

    address: str
    name: str
    municipality: str
    programme: str
    years: str
    period: str
    lights: SafeString
    changed: str


@dataclass(frozen=True)
class ListPage:
    """Everything the template shows. `any_at_all`: there are projects one sees, found by the search or not."""

    rows: tuple[ProjectRow, ...]
    page: Page[Project]
    heads: tuple[SortHead, ...]
    query: str
    search: str
    any_at_all: bool


def list_page(search: str, sorting: str, number: str) -> ListPage:
    """The visible projects that the search finds. The same number of queries however many there are."""
    search = " ".join(search.replace("\0", " ").split())[:100]
    sorting = sorting if sorting.removeprefix("-") in SORTINGS else DEFAULT
    key = SORTINGS[sorting.removeprefix("-")][1]
    found = listed_projects(search, key, descending=sorting.startswith("-"))
    page = Paginator(found, ON_A_PAGE).get_page(number)
    projects = list(page.object_list)
    facts = load_projects(projects)
    return ListPage(
        rows=tuple(_row(project, facts[project.pk]) for project in projects),
        page=page,
        heads=tuple(_head(key, words, search, sorting) for key, (words, _field) in SORTINGS.items()),
        query=_query(search, sorting),
        search=search,
        any_at_all=bool(projects) or (bool(search) and Project.objects.order_by().exists()),
    )


def _head(key: str, words: Any, search: str, sorting: str) -> SortHead:
    direction = {key: "ascending", f"-{key}": "descending"}.get(sorting, "")
    turned = f"-{key}" if sorting == key else key
    return SortHead(str(words), f"?{_query(search, turned).rstrip('&')}", direction)


def _query(search: str, sorting: str) -> str:
    """The address' parameters before the page's number, ending in `&`."""
    chosen = {"q": search, "sortering": sorting}
    words = urlencode({key: value for key, value in chosen.items() if value})
    return f"{words}&" if words else ""


def _row(project: Any, facts: ProjectFacts) -> ProjectRow:
    period = facts.latest_period()
    return ProjectRow(
        address=reverse("project", args=(project.pk,)),
        name=project_heading(project.name, project.lead_name or ""),
        municipality=", ".join(facts.municipalities) or "–",
        programme=facts.programme or "–",
        years=years(project.starts_on, project.ends_on),
        period=_("status %(period)s") % {"period": period.shown} if period else "",
        lights=_lights(facts, period) if period else NOTHING,
        changed=day_of(project.changed) if project.changed else _("Intet endnu"),
    )


def _lights(facts: ProjectFacts, period: Period) -> SafeString:
    counted: Counter[Light | None] = Counter()
    missing = 0
    for activity in facts.activities():
        for milestone in activity.milestones:
            cell = milestone_cell(milestone, period, facts.horizon)
            if not cell.counts:
                continue
            counted[cell.light] += 1
            missing += cell.state is CellState.MISSING and not is_closed(activity, period)
    return lights_line(counted, missing)
