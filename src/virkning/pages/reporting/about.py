"""An activity in a period, as its forms need it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.figures.periods import Period
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.activities.models import Activity
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.facts.judgements import is_there
from virkning.rooms.reports.facts.project import ActivityFacts, MilestoneFacts, ProjectFacts
from virkning.rooms.reports.queries.projects import load_project

from . import statusform

#: What a page with a form answers.
Form = require_http_methods(["GET", "HEAD", "POST"])


@dataclass
class Reporting:
    """An activity in a period, as its forms need it."""

    activity: Activity
    period: ProjectPeriod
    facts: ProjectFacts
    told: ActivityFacts
    milestones: tuple[MilestoneFacts, ...]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Projekter"), reverse("project_list")),
            (self.facts.name, reverse("project", args=(self.facts.id,))),
            (
                f"{self.told.number} {self.told.title}",
                reverse("activity", args=(self.facts.id, self.activity.pk)),
            ),
            (_("Status %(period)s") % {"period": self.period.period.shown}, ""),
        ]

    @property
    def back(self) -> str:
        where = reverse("activity", args=(self.facts.id, self.activity.pk))
        return f"{where}?periode={self.period.period.canonical}"

    def fresh(self) -> dict[str, Any]:
        """What stands there now."""
        reports = statusform.reported(self.activity.pk, self.period.pk)
        return statusform.initial_of(self.milestones, reports, self.period.period)


def reporting(activity: Activity, written: str) -> Reporting:
    """The activity with its facts; not found where the project lacks the period."""
    period = period_of(activity.project, written)
    facts = load_project(activity.project)
    told = next((one for one in facts.activities() if one.id == activity.pk), None)
    if told is None:
        raise NotVisible
    milestones = tuple(one for one in told.milestones if is_open(one, period.period))
    return Reporting(activity, period, facts, told, milestones)


def is_open(facts: MilestoneFacts, period: Period) -> bool:
    """Whether a milestone can be reported on in the period: it has been added, and not retired before."""
    retired = facts.milestone.retired_in
    return is_there(facts.milestone.added_in, period) and (
        retired is None or not period.starts_after(retired)
    )


def period_of(project: Project, written: str) -> ProjectPeriod:
    """The project's period with that canonical text. Raises `NotVisible`."""
    for one in project.periods.order_by("start", "id"):
        if one.period.canonical == written:
            return one
    raise NotVisible
