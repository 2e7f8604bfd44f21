"""What is read over the API comes in the order the series have been put in."""

from collections.abc import Callable

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.evaluations.actions.structure import move
from virkning.rooms.results.models import Measurement, Series
from world import World

pytestmark = pytest.mark.django_db


def test_series_and_measurements_come_in_order(
    world: World, everything: Scope, program: Callable[[str], Program], at: str
) -> None:
    added = Series.objects.create(result=world.ours.result, name="Mænd", position=1)
    measured = Measurement.objects.get(pk=world.ours.measurement.pk)
    measured.pk, measured.series = None, added
    measured.save(force_insert=True)
    manager, here = program("project manager"), f"{at}/results/{world.ours.result.pk}"
    assert [one["name"] for one in manager.get(here).json()["series"]] == ["", "Mænd"]
    move(added, to=0, by=DEMO)
    assert [one["name"] for one in manager.get(here).json()["series"]] == ["Mænd", ""]
    rows = manager.get(f"{here}/measurements").json()["items"]
    assert [one["series"] for one in rows if one["period"] == "2013"] == ["Mænd", ""]
