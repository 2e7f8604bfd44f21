"""What a reader is told of an entry's changes: fields before and after, never the keys an undo needs."""

from decimal import Decimal

import pytest

from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.telling import tell
from virkning.rooms.results.actions.measurements import measure
from world import World

KAREN = Author.person(1, "Karen Prøve")


def entry(**changes: object) -> AuditEntry:
    return AuditEntry(object_kind="measurement", object_id=1, action="measure", words="x", changes=changes)


@pytest.mark.parametrize("keys", [[], [12], [12, 13], [12, 13, 14]])
@pytest.mark.django_db
def test_what_was_withdrawn_is_not_told_as_a_field(everything: Scope, keys: list[int]) -> None:
    """Two keys look like a pair of before and after."""
    [told] = tell([entry(value=["1", "2"], withdrawn=keys, supersedes={"before": 12, "after": 14})])
    assert [(one.field, one.before, one.after) for one in told.changes] == [("Værdi", "1", "2")]


def test_words_over_a_value_withdraw_it_without_telling_its_key(world: World, everything: Scope) -> None:
    ours = world.ours
    measure(
        result=ours.result,
        series="",
        period=ours.periods["2013"],
        by=KAREN,
        text="Kan ikke gøres op",
        supersedes=ours.measurement.pk,
    )
    made = AuditEntry.objects.order_by("-id")[0]
    assert made.changes["withdrawn"] == [ours.measurement.pk]
    [told] = tell([made])
    assert {one.field for one in told.changes} == {"Værdi", "Tekst"}
    assert Decimal("71.7") == ours.measurement.value
