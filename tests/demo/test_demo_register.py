"""The demo's register: a country nobody lives in, whose figures tell what the annual report tells."""

from pathlib import Path
from typing import Any

import pytest

from virkning.cli.demoregister import GOALS, NAMED, SHAPES, run_goals
from virkning.rooms.access.scope import Scope, system_scope
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.organisations.actions.organisations import create_organisation
from virkning.rooms.organisations.actions.people import create_person
from virkning.rooms.organisations.models import OrganisationKind
from virkning.rooms.programmes.models import Project
from virkning.rooms.registerruns.queries.comparing import Way, compare
from virkning.rooms.registerruns.queries.published import goal_table, goals_of
from virkning.rooms.results.models import Measurement

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.once]


def test_the_goals_are_run_published_and_followed(settings: Any, tmp_path: Path) -> None:
    settings.REGISTERS_ROOT = tmp_path / "registers"
    with system_scope("test"):
        agency = create_organisation(name="Styrelsen", kind=OrganisationKind.AGENCY, by=DEMO)
        coordinator = create_person(email="k@demo.invalid", name="Koordinator", title="", by=DEMO)
        programme = run_goals(agency, coordinator=coordinator)
        assert programme.name == GOALS
        made_up = Project.objects.filter(programme=programme, name__contains="opdigtet")
        assert made_up.count() == len(SHAPES) - len(NAMED) == 12
        found = {}
        for goal in goals_of(programme):
            table = goal_table(programme, goal.measure, Scope(system="test"))
            assert table is not None
            found[goal.measure] = compare(table)
        for one in found.values():
            assert one.gone(Way.UNKNOWN) == 0
        assert found["selvforsoergelse"].gone(Way.UP) == 17
        assert found["selvforsoergelse"].over_country == (3, 5)
        assert found["selvforsoergelse"].baseline.canonical == "2016K4"
        assert found["virksomhedsrettet"].gone(Way.UP) == 15
        assert (found["virksomhedsrettet"].baseline.canonical, found["jobparat"].latest.canonical) == (
            "2016K3",
            "2017-10",
        )
        followed = Measurement.objects.filter(origin_kind="run", superseded_at__isnull=True)
        # Goal 1 in four quarters, goal 3 in five; goal 2 in the quarters that end with one of its months.
        assert followed.count() == 17 * (4 + 4 + 5)
