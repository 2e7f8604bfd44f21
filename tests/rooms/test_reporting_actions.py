"""Writing status, measurements and registrations: one row, one entry, and nobody overwrites another unseen."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from virkning.figures.indicators import Answer
from virkning.figures.milestones import Light, MilestoneStatus
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.registrations import register, remove_registration
from virkning.rooms.activities.actions.statuses import (
    ReportedCell,
    judge_milestone,
    report_many,
    report_status,
)
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.exchange.queries import project_as_book
from virkning.rooms.programmes.actions import acts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.actions.measurements import (
    MeasuredCell,
    measure,
    measure_many,
    take_back,
    withdraw,
)
from virkning.rooms.results.actions.undo import undo_measuring
from virkning.rooms.results.models import Measurement, Series
from world import World, build_world

KAREN = Author.person(1, "Karen Prøve")


@pytest.fixture
def world(db: None, everything: Scope) -> World:
    return build_world()


def report(world: World, year: str, **given: Any) -> StatusReport | None:
    values: dict[str, Any] = {
        "status": None,
        "value": None,
        "value_text": "",
        "numerator": None,
        "denominator": None,
        "comment": "",
        **given,
    }
    return report_status(milestone=world.ours.milestone, period=world.ours.periods[year], by=KAREN, **values)


def entries() -> int:
    return AuditEntry.objects.count()


def test_a_report_is_made_once_and_told(world: World) -> None:
    made = report(world, "2013", status=MilestoneStatus.YES, value=Decimal("101"), comment="Nået")
    assert made is not None
    assert (made.status, made.value, made.comment) == ("yes", Decimal(101), "Nået")
    assert (made.origin_kind, made.origin_by) == ("typed", "Karen Prøve")
    entry = latest_entry(made)
    assert entry is not None
    assert entry.action == "create"
    assert entry.changes["after"]["value"] == "101"
    assert "2013" in entry.words


def test_somebody_else_was_first(world: World) -> None:
    with pytest.raises(Conflict) as conflict:
        report(world, "2012", status=MilestoneStatus.NO)
    assert conflict.value.current.value == Decimal(20)
    with pytest.raises(Conflict):
        report(world, "2012", status=MilestoneStatus.NO, version=7)
    with pytest.raises(Conflict) as removed:
        report(world, "2013", status=MilestoneStatus.NO, version=1)
    assert removed.value.current.version is None


def test_a_change_keeps_the_light_and_tells_before_and_after(world: World) -> None:
    judge_milestone(
        milestone=world.ours.milestone,
        period=world.ours.periods["2012"],
        by=KAREN,
        light=Light.RED,
        version=1,
    )
    changed = report(world, "2012", status=MilestoneStatus.UNDER_WAY, value=Decimal("21.0"), version=2)
    assert changed is not None
    now = StatusReport.objects.get(pk=changed.pk)
    assert (now.judged, now.value, now.version) == ("red", Decimal("21.0"), 3)
    assert AuditEntry.objects.order_by("-id")[0].changes["value"] == ["20", "21.0"]


def test_judging_leaves_the_origin_of_what_was_reported(world: World) -> None:
    judged = judge_milestone(
        milestone=world.ours.milestone,
        period=world.ours.periods["2012"],
        by=KAREN,
        light=Light.RED,
        version=1,
    )
    assert judged is not None
    assert StatusReport.objects.get(pk=judged.pk).origin_by == "Prøve"


def test_the_same_again_writes_nothing(world: World) -> None:
    before = entries()
    report(world, "2012", status=MilestoneStatus.UNDER_WAY, value=Decimal(20), version=1)
    assert entries() == before
    assert report(world, "2013") is None
    assert entries() == before


def test_an_empty_report_is_removed_and_can_be_written_anew(world: World) -> None:
    gone = report(world, "2012", version=1)
    assert gone is not None
    assert gone.removed_at is not None
    assert not StatusReport.objects.filter(pk=gone.pk).exists()
    assert report(world, "2012", value=Decimal(3)) is not None


def test_what_a_milestone_cannot_hold_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        report(world, "2013", value_text="næsten")
    assert set(refused.value.errors) == {"value_text"}
    with pytest.raises(Refused) as refused:
        report(world, "2013", numerator=Decimal(3), denominator=Decimal(0))
    assert set(refused.value.errors) == {"denominator"}
    with pytest.raises(Refused) as refused:
        report_status(
            milestone=world.ours.milestone,
            period=world.theirs.periods["2013"],
            by=KAREN,
            status=MilestoneStatus.YES,
            value=None,
            value_text="",
            numerator=None,
            denominator=None,
            comment="",
        )
    assert set(refused.value.errors) == {"period"}


def test_confirmed_doubts_are_kept_until_the_figure_changes(world: World) -> None:
    made = report(world, "2013", value=Decimal(3), confirmed={"below_five": "Hold, ikke personer"})
    assert made is not None
    assert made.confirmed["below_five"]["reason"] == "Hold, ikke personer"
    again = report(world, "2013", value=Decimal(3), comment="x", version=1)
    assert again is not None
    assert again.confirmed
    changed = report(world, "2013", value=Decimal(4), comment="x", version=2)
    assert changed is not None
    assert not changed.confirmed


def test_a_block_is_one_act(world: World) -> None:
    cells = [
        ReportedCell(world.ours.milestone, world.ours.periods["2012"], {"comment": "Nyt"}, version=1),
        ReportedCell(world.ours.milestone, world.ours.periods["2013"], {"value": Decimal(30)}),
        ReportedCell(world.ours.milestone, world.ours.periods["2011"], {"value": None}),
    ]
    before = entries()
    assert report_many(project=world.ours.project, rows=cells, by=KAREN) == 2
    assert entries() == before + 1
    told = AuditEntry.objects.order_by("-id")[0].changes["rows"].values()
    assert [row["act"] for row in told] == ["change", "create"]
    kept = StatusReport.objects.get(milestone=world.ours.milestone, period=world.ours.periods["2012"])
    assert (kept.value, kept.comment) == (Decimal(20), "Nyt")
    acts.take_back(AuditEntry.objects.order_by("-id")[0], KAREN)
    back = StatusReport.objects.get(milestone=world.ours.milestone)
    assert (back.comment, back.origin_by) == ("", "Prøve")
    wrong = [ReportedCell(world.ours.milestone, world.ours.periods["2010"], {"value_text": "ja"})]
    with pytest.raises(Refused) as refused:
        report_many(project=world.ours.project, rows=wrong, by=KAREN)
    assert set(refused.value.errors) == {"0.value_text"}


def test_a_counted_value_is_the_sum_of_registrations_when_it_is_read(world: World) -> None:
    register(activity=world.ours.activity, day=date(2013, 2, 1), kind="Deltagere", count=5, by=KAREN)
    extra = register(activity=world.ours.activity, day=date(2013, 5, 1), kind="deltagere", count=30, by=KAREN)
    assert extra.kind == "deltagere"
    made = report(world, "2013", status=MilestoneStatus.YES, value=Decimal(9), counted_kind="deltagere")
    assert made is not None
    assert (made.value, made.origin_kind) == (None, "counted")
    assert value_in(world, "2013") == Decimal(47)
    remove_registration(extra, by=KAREN)
    assert value_in(world, "2013") == Decimal(17)
    [row] = [one for one in project_as_book(world.ours.project).statuses.items if one.period == "2013"]
    assert row.value == Decimal(17)


def test_only_what_is_registered_can_be_counted(world: World) -> None:
    with pytest.raises(Refused) as refused:
        report(world, "2013", counted_kind="biler")
    assert set(refused.value.errors) == {"counted_kind"}


def value_in(world: World, year: str) -> Decimal | None:
    [activity] = load_project(world.ours.project).areas[0].activities
    entries = activity.milestones[0].milestone.entries
    return next(one.value for one in entries if one.period.canonical == year)


def test_what_cannot_be_registered(world: World) -> None:
    tries: list[tuple[dict[str, Any], str]] = [
        ({"kind": " "}, "kind"),
        ({"kind": "x" * 61}, "kind"),
        ({"count": -1}, "count"),
        ({"men": 7, "women": 6}, "men"),
        ({"day": date(2190, 1, 1)}, "day"),
    ]
    for given, field in tries:
        values = {"day": date(2012, 1, 1), "kind": "møder", "count": 12, **given}
        with pytest.raises(Refused) as refused:
            register(activity=world.ours.activity, by=KAREN, **values)
        assert set(refused.value.errors) == {field}


def current(world: World, year: str) -> Measurement:
    rows = Measurement.objects.filter(result=world.ours.result, superseded_at=None, series__isnull=False)
    return rows.get(period=world.ours.periods[year])


def test_a_measurement_supersedes_the_one_before(world: World) -> None:
    before = current(world, "2013")
    count = entries()
    made = measure(
        result=world.ours.result,
        series="",
        period=world.ours.periods["2013"],
        by=KAREN,
        value=Decimal("72.0"),
        supersedes=before.pk,
    )
    assert made is not None
    assert current(world, "2013") == made
    old = Measurement.objects.get(pk=before.pk)
    assert (old.superseded_by, old.value) == ("Karen Prøve", Decimal("71.7"))
    entry = latest_entry(made)
    assert entry is not None
    assert entries() == count + 1
    assert entry.changes == {"supersedes": {"before": before.pk, "after": made.pk}, "value": ["71.7", "72.0"]}
    assert entry.object_id == made.pk


def test_a_stale_measurement_is_a_conflict_and_an_equal_one_is_nothing(world: World) -> None:
    now = current(world, "2013")
    with pytest.raises(Conflict):
        measure(
            result=world.ours.result, series="", period=world.ours.periods["2013"], by=KAREN, value=Decimal(1)
        )
    before = entries()
    same = measure(
        result=world.ours.result,
        series="",
        period=world.ours.periods["2013"],
        by=KAREN,
        value=Decimal("71.7"),
        supersedes=now.pk,
    )
    assert same == now
    assert entries() == before


def test_an_empty_measurement_is_withdrawn_and_taken_back(world: World) -> None:
    now = current(world, "2013")
    gone = measure(
        result=world.ours.result, series="", period=world.ours.periods["2013"], by=KAREN, supersedes=now.pk
    )
    assert gone is not None
    assert gone.superseded_at is not None
    again = take_back(measurement=gone, before=now.pk, by=KAREN)
    assert again is not None
    assert (again.value, again.origin_by, again.pk == now.pk) == (Decimal("71.7"), "Prøve", False)
    assert current(world, "2013") == again
    withdraw(measurement=again, by=KAREN)
    with pytest.raises(Conflict):
        withdraw(measurement=again, by=KAREN)


def test_a_new_name_makes_the_series_and_words_alone_are_a_note(world: World) -> None:
    period = world.ours.periods["2012"]
    made = measure(result=world.ours.result, series=" Mænd  ", period=period, by=KAREN, value=Decimal(3))
    assert made is not None
    assert made.series is not None
    assert (made.series.name, made.series.position) == ("Mænd", 1)
    measure(
        result=world.ours.result, series="mænd", period=world.ours.periods["2013"], by=KAREN, value=Decimal(3)
    )
    assert Series.objects.filter(result=world.ours.result).count() == 2
    now = current_nameless(world, "2011")
    note = measure(
        result=world.ours.result,
        series="",
        period=world.ours.periods["2011"],
        by=KAREN,
        text="Ingen tal",
        supersedes=now.pk,
    )
    assert note is not None
    assert note.series is None
    assert Measurement.objects.get(pk=now.pk).superseded_at is not None
    undo_measuring(AuditEntry.objects.order_by("-id")[0], KAREN)
    assert current_nameless(world, "2011").value == Decimal("67.33")
    assert not Measurement.objects.filter(series=None, superseded_at=None).exists()


def current_nameless(world: World, year: str) -> Measurement:
    return Measurement.objects.get(
        result=world.ours.result, period=world.ours.periods[year], series__name="", superseded_at=None
    )


def test_what_a_result_cannot_hold_is_refused(world: World) -> None:
    period = world.ours.periods["2012"]
    tries: list[tuple[dict[str, Any], str]] = [
        ({"series": "A", "answer": Answer.YES}, "answer"),
        ({"series": "A", "numerator": Decimal(1)}, "denominator"),
        ({"series": None, "value": Decimal(1)}, "value"),
        ({"series": "x" * 201, "value": Decimal(1)}, "series"),
        ({"series": "A", "value": Decimal(1), "period": world.theirs.periods["2012"]}, "period"),
    ]
    for given, field in tries:
        with pytest.raises(Refused) as refused:
            measure(**{"result": world.ours.result, "period": period, "by": KAREN, **given})
        assert set(refused.value.errors) == {field}


def test_a_block_of_measurements_is_one_act_in_few_queries(
    world: World, django_assert_max_num_queries: Any
) -> None:
    cells = [
        MeasuredCell(world.ours.result, name, world.ours.periods[year], {"value": Decimal(place)})
        for place, name in enumerate(("Mænd", "Kvinder", "Unge"))
        for year in ("2010", "2011", "2012", "2013")
    ]
    before = entries()
    with django_assert_max_num_queries(12):
        assert measure_many(project=world.ours.project, rows=cells, by=KAREN) == 12
    assert entries() == before + 1
    names = Series.objects.filter(result=world.ours.result).order_by("position")
    assert [one.name for one in names] == ["", "Mænd", "Kvinder", "Unge"]
    undo_measuring(AuditEntry.objects.order_by("-id")[0], KAREN)
    assert not Measurement.objects.filter(series__name="Mænd", superseded_at=None).exists()
