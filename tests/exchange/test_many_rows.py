"""`Batch.create` with many rows: the same rows as `bulk_create`, only faster."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from exchange.books import book
from exchange.conftest import Importer
from virkning.rooms.activities.models import FocusArea
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.writes import Batch
from virkning.rooms.files.models import OriginKind
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.models import Measurement, Result, Series

pytestmark = pytest.mark.django_db()

AT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
NUMBERS = (
    None,
    Decimal("71.7"),
    Decimal("71.70"),
    Decimal("71.700"),
    Decimal("-0.5"),
    Decimal("123456789012345"),
)


def measurements(count: int) -> list[Measurement]:
    result, period = Result.objects.get(number="F3"), ProjectPeriod.objects.order_by("start")[0]
    series = Series.objects.bulk_create(Series(result=result, name=f"S{at}") for at in range(count))
    return [
        Measurement(
            result_id=result.pk,
            series_id=series[at].pk,
            period_id=period.pk,
            value=NUMBERS[at % len(NUMBERS)],
            answer="yes" if at % 3 else "",
            text=f"Æ {at}\n'\"\\%s ?",
            origin_kind=OriginKind.FILE,
            origin_by="test",
            origin_at=AT,
        )
        for at in range(count)
    ]


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_rows_are_the_same_whether_few_or_many(take: Importer, count: int) -> None:
    take(book())
    rows = measurements(count)
    made = Batch(COMMAND_LINE).create(Measurement, rows)
    assert [one is row for one, row in zip(made, rows, strict=True)] == [True] * count
    assert len({one.pk for one in made}) == count
    there = Measurement.objects.in_bulk([one.pk for one in made])
    for at, one in enumerate(made):
        stored = there[one.pk]
        assert (stored.text, stored.answer, stored.origin_at) == (f"Æ {at}\n'\"\\%s ?", one.answer, AT)
        assert str(stored.value) == str(NUMBERS[at % len(NUMBERS)])
        assert not one._state.adding
    one = made[0]
    one.text = "Ændret"
    one.save()
    assert Measurement.objects.get(pk=one.pk).text == "Ændret"


def test_keys_go_on_where_they_were(take: Importer) -> None:
    project = take(book()).project
    act = Batch(COMMAND_LINE)
    many = act.create(
        FocusArea, [FocusArea(project_id=project.pk, number=f"A{at}", title="x") for at in range(150)]
    )
    one = act.create(FocusArea, [FocusArea(project_id=project.pk, number="B", title="x")])[0]
    more = act.create(
        FocusArea, [FocusArea(project_id=project.pk, number=f"C{at}", title="x") for at in range(120)]
    )
    keys = [row.pk for row in (*many, one, *more)]
    assert keys == sorted(set(keys))


def test_a_repeated_key_is_an_integrity_error_and_leaves_nothing(take: Importer) -> None:
    project = take(book()).project
    rows = [FocusArea(project_id=project.pk, number=str(at % 140), title="x") for at in range(150)]
    before = FocusArea.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch(COMMAND_LINE).create(FocusArea, rows)
    assert FocusArea.objects.count() == before


def test_a_reference_to_nothing_is_refused_at_the_latest_with_the_transaction(take: Importer) -> None:
    take(book())
    rows = [FocusArea(project_id=10**9, number=str(at), title="x") for at in range(150)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch(COMMAND_LINE).create(FocusArea, rows)
        connection.check_constraints()


def test_rows_with_an_unsaved_or_loaded_owner_are_created_too(take: Importer) -> None:
    project: Project = take(book()).project
    rows = [FocusArea(project=project, number=f"N{at}", title="x") for at in range(150)]
    assert len(Batch(COMMAND_LINE).create(FocusArea, rows)) == 150
    assert FocusArea.objects.filter(project=project, number__startswith="N").count() == 150
