"""Change tracks as programs read them."""

from collections.abc import Callable
from datetime import date

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.plans.actions.tracks import revise_track
from virkning.rooms.plans.models import ChangeTrack
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


def test_tracks_are_told_by_day_and_found_by_words(world: World, program: Programs) -> None:
    with system_scope("test"):
        old = ChangeTrack.objects.get()
        new = revise_track(old, title="Vejen til varigt job", valid_from=date(2027, 1, 1), by=COMMAND_LINE)
    asks = program("stranger colleague")
    told = asks.get("/change-tracks").json()
    assert [(one["id"], one["valid_from"], one["valid_to"]) for one in told["items"]] == [
        (old.pk, None, "2026-12-31"),
        (new.pk, "2027-01-01", None),
    ]
    for query, keys in (
        ("?on=2026-12-31", [old.pk]),
        ("?on=2027-01-01", [new.pk]),
        ("?search=varigt", [new.pk]),
        ("?search=styrelsen&limit=1&offset=1", [new.pk]),
    ):
        assert [one["id"] for one in asks.get(f"/change-tracks{query}").json()["items"]] == keys, query
    assert asks.get(f"/change-tracks/{new.pk}").json() == {
        "id": new.pk,
        "agency": {"id": world.organisations["funder"].pk, "name": "Styrelsen"},
        "number": "1",
        "title": "Vejen til varigt job",
        "description": "",
        "valid_from": "2027-01-01",
        "valid_to": None,
        "version": 1,
    }


@pytest.mark.parametrize("asked", ["?on=i-morgen", "?on=2026-02-30", "?on=1", "?limit=0", "?hvad=1"])
def test_what_cannot_be_understood_is_refused(world: World, program: Programs, asked: str) -> None:
    assert program("lead colleague").get(f"/change-tracks{asked}").status_code == 422
    assert program("lead colleague").get("/change-tracks/999999").status_code == 404
