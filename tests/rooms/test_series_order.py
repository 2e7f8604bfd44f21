"""A result's series are put in order by hand: one act, one undo, and everything that reads them follows."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.telling import tell
from virkning.rooms.evaluations.actions.structure import move
from virkning.rooms.exchange.queries import project_as_book
from virkning.rooms.programmes.actions.acts import take_back
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.actions.series import NOT_MEASURED
from virkning.rooms.results.models import Measurement, Series
from world import World

KAREN = Author.person(1, "Karen Prøve")


@pytest.fixture
def series(world: World, everything: Scope) -> list[Series]:
    """The nameless one, `Mænd` and `Kvinder`, all measured, and a reference nobody has measured."""
    made = [Series.objects.get(result=world.ours.result)]
    for place, name in enumerate(("Mænd", "Kvinder"), start=1):
        made.append(Series.objects.create(result=world.ours.result, name=name, position=place))
        measured = Measurement.objects.get(pk=world.ours.measurement.pk)
        measured.pk, measured.series = None, made[-1]
        measured.save(force_insert=True)
    made.append(
        Series.objects.create(
            result=world.ours.result, name="Landet", position=NOT_MEASURED, reference_rank=1
        )
    )
    return made


def order(world: World) -> list[str]:
    rows = Series.objects.filter(result=world.ours.result).order_by("position", "id")
    return list(rows.values_list("name", flat=True))


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


@pytest.mark.parametrize(
    ("which", "to", "wanted"),
    [
        (2, 0, ["Kvinder", "", "Mænd", "Landet"]),
        (0, 1, ["Mænd", "", "Kvinder", "Landet"]),
        (0, 99, ["Mænd", "Kvinder", "Landet", ""]),
        (3, 0, ["Landet", "", "Mænd", "Kvinder"]),
        (1, -4, ["Mænd", "", "Kvinder", "Landet"]),
    ],
)
def test_moving_is_one_entry_and_one_undo(
    world: World, series: Sequence[Series], which: int, to: int, wanted: Sequence[str]
) -> None:
    entries = AuditEntry.objects.count()
    move(series[which], to=to, by=KAREN)
    assert order(world) == wanted
    assert AuditEntry.objects.count() == entries + 1
    take_back(last(), KAREN)
    assert order(world) == ["", "Mænd", "Kvinder", "Landet"]


def test_what_the_log_tells(world: World, series: Sequence[Series]) -> None:
    move(series[2], to=0, by=KAREN)
    entry = last()
    assert (entry.words, entry.author_name) == (
        "Serien Kvinder i resultat 1 er flyttet til plads 1.",
        "Karen Prøve",
    )
    assert (entry.object_kind, entry.object_id, entry.project_id) == (
        "series",
        series[2].pk,
        world.ours.project.pk,
    )
    assert tell([entry])[0].changes == ()
    move(Series.objects.get(pk=series[0].pk), to=0, by=KAREN)
    assert last().words == "Serien uden navn i resultat 1 er flyttet til plads 1."


def test_where_it_stands_already_nothing_happens(world: World, series: Sequence[Series]) -> None:
    move(series[3], to=0, by=KAREN)
    entries = AuditEntry.objects.count()
    move(series[3], to=0, by=KAREN)
    assert AuditEntry.objects.count() == entries


def test_another_results_series_stay_where_they_are(world: World, series: Sequence[Series]) -> None:
    before = list(Series.objects.exclude(result=world.ours.result).order_by("id").values("id", "position"))
    move(series[2], to=0, by=KAREN)
    after = list(Series.objects.exclude(result=world.ours.result).order_by("id").values("id", "position"))
    assert after == before


def test_facts_and_workbook_read_them_in_that_order(world: World, series: Sequence[Series]) -> None:
    move(series[2], to=0, by=KAREN)
    [result] = load_project(world.ours.project).all_results()
    assert result.indicator.series_order == ("Kvinder", "", "Mænd", "Landet")
    rows = project_as_book(world.ours.project).rows("measurements")
    assert rows is not None
    assert list(dict.fromkeys(row.series for row in rows.items)) == ["Kvinder", "", "Mænd"]


def test_what_was_put_in_order_keeps_its_place_when_it_is_measured(
    world: World, series: Sequence[Series]
) -> None:
    move(series[3], to=0, by=KAREN)
    for name in ("Landet", "Ny"):
        measure(
            result=world.ours.result,
            series=name,
            period=world.ours.periods["2013"],
            by=KAREN,
            value=Decimal("1"),
        )
    assert order(world) == ["Landet", "", "Mænd", "Kvinder", "Ny"]
