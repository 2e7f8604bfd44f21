"""The demo's interventions: one at each stage that somebody must do something about, whatever day it is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from virkning.cli.demo import demo
from virkning.cli.demointerventions import PROJECT
from virkning.figures.interventions import InterventionStage, Timing
from virkning.rooms.access.scope import system_scope
from virkning.rooms.interventions.queries.listing import Row, interventions_of
from virkning.rooms.programmes.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Row]]:
    """The interventions as the command fills them in, by name."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True), system_scope("test"):
            demo.callback()
            found = interventions_of(Project.objects.get(name=PROJECT), timezone.localdate())
        yield {one.name: one for one in found}
        transaction.set_rollback(True)


def test_there_is_one_at_each_stage(rows: dict[str, Row]) -> None:
    assert {name: (one.stage, one.timing) for name, one in rows.items()} == {
        "Første skridt": (InterventionStage.RUNNING, Timing.SUBMITTED_IN_TIME),
        "Fædre på banen": (InterventionStage.RETURNED, Timing.SUBMITTED_IN_TIME),
        "Unge i fritidsjob": (InterventionStage.DRAFT, Timing.LATE),
        "Helbred og job på samme tid": (InterventionStage.DECIDED, Timing.IN_TIME),
        "Sprogmakkere på arbejdspladsen": (InterventionStage.SUBMITTED, Timing.SUBMITTED_IN_TIME),
    }
    assert {name: one.open_comments for name, one in rows.items() if one.open_comments} == {
        "Fædre på banen": 2,
        "Sprogmakkere på arbejdspladsen": 1,
    }
