"""Columns no sheet has follow what the workbook says: a merged activity opened again, a light judged otherwise."""

from importlib.resources import files

import pytest

from virkning.figures.milestones import Light
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.statuses import judge_milestone
from virkning.rooms.activities.models import Activity, StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE, DEMO
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.results.actions.merging import merge_activity

pytestmark = pytest.mark.django_db


def test_a_workbook_from_before_opens_the_activity_and_takes_the_reason_with_the_light(
    everything: Scope,
) -> None:
    content = files("virkning.demo").joinpath("holstebro.xlsx").read_bytes()
    project = import_project(content=content, name="holstebro.xlsx", by=DEMO, may_create=True).project
    assert project is not None
    period = project.periods.get(start__year=2013)
    first, second = Activity.objects.filter(project=project, closed_in__isnull=True).order_by("position")[:2]
    merge_activity(first, into=second, period=period, reason="Samme unge", by=COMMAND_LINE)
    report = StatusReport.objects.filter(milestone__activity__project=project, judged="").order_by("id")[0]
    judge_milestone(
        milestone=report.milestone,
        period=report.period,
        by=COMMAND_LINE,
        light=Light.YELLOW,
        reason="Set på stedet",
        version=report.version,
    )
    import_project(content=content, name="holstebro.xlsx", by=DEMO, may_create=False)
    first.refresh_from_db()
    report.refresh_from_db()
    assert (first.closed_in, first.merged_into) == (None, None)
    assert (report.judged, report.judged_reason) == ("", "")
