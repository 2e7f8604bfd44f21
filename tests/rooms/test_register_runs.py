"""Runs: counted whole or not at all, hidden alike for everybody, published and taken back, followed by measurements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from registerworld import made_files, without_registers

from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope, system_scope, use_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, NeverChanged, batch
from virkning.rooms.files.models import OriginKind
from virkning.rooms.programmes.models import Party, Programme, Project, ProjectPeriod
from virkning.rooms.registerruns.actions import runs as running
from virkning.rooms.registerruns.actions.deliveries import read_delivery, receive_delivery
from virkning.rooms.registerruns.actions.publications import publish_run, withdraw_publication
from virkning.rooms.registerruns.actions.registers import create_register
from virkning.rooms.registerruns.actions.runs import Wanted, begin_run, give_up_lost_run, run_measure
from virkning.rooms.registerruns.jobs import ask_for_runs
from virkning.rooms.registerruns.models import Delivery, Publication, Run, RunCount
from virkning.rooms.registerruns.queries.comparing import Order, Way, compare
from virkning.rooms.registerruns.queries.explaining import how_made
from virkning.rooms.registerruns.queries.participants import programmes_for
from virkning.rooms.registerruns.queries.published import goal_table, goals_of, internal_table, table_of
from virkning.rooms.registerruns.queries.runs import Reason, offered_on, runs_seen, what_changed
from virkning.rooms.registerruns.stages import Reach, RunStage
from virkning.rooms.results.actions.following import follow, publish_and_follow
from virkning.rooms.results.actions.links import link_measure, unlink_measure
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.actions.undo import undo_measuring
from virkning.rooms.results.models import LinkedPlace, Measurement, Result
from world import World

pytestmark = [pytest.mark.django_db]
BY = COMMAND_LINE
GOAL = "virksomhedsrettet"
FIRST, LAST = Period.parse("2017K1"), Period.parse("2017K3")
LEAD, PARTNER = "661", "479"


@dataclass
class Ran:
    """What every test here begins with: a delivery that is read, a run that is finished, nothing published."""

    world: World
    delivery: Delivery
    programme: Programme
    run: Run


@pytest.fixture(scope="module")
def ran_once(built: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    before = django_settings.REGISTERS_ROOT
    django_settings.REGISTERS_ROOT = tmp_path_factory.mktemp("registers")
    files = made_files(tmp_path_factory.mktemp("delivered"))
    with transaction.atomic(), system_scope("test"):
        without_registers(built)
        register = create_register(organisation=built.organisations["funder"], name="DREAM", by=BY)
        delivery = receive_delivery(register=register, sent=files.sent(), by=BY)
        read_delivery(delivery=delivery, by=BY)
        assert built.programme is not None
        run = run_measure(
            delivery=delivery, programme=built.programme, wanted=Wanted(GOAL, FIRST, LAST), by=BY
        )
    yield Ran(built, delivery, built.programme, run)
    django_settings.REGISTERS_ROOT = before


@pytest.fixture
def ran(db: None, ran_once: Ran, world: World, everything: Scope) -> Ran:
    ran_once.run.refresh_from_db()
    ran_once.delivery.refresh_from_db()
    return ran_once


def seen_by(world: World, persona: str) -> Scope:
    return Scope(person_id=world.people[persona].pk)


def again(ran: Ran, monkeypatch: pytest.MonkeyPatch, more: int = 0) -> Run:
    """Another run, as if the data gave every municipality that many more in the numerator's place."""
    rows = RunCount.objects.filter(run=ran.run).values(
        "measure", "kind", "start", "municipality", "group", "numerator", "denominator"
    )
    made = [
        RunCount(**{**one, "numerator": min(one["numerator"] + more, one["denominator"])}) for one in rows
    ]

    def counted(run: Run, _table: Any) -> list[RunCount]:
        for one in made:
            one.run = run
        return made

    monkeypatch.setattr(running, "_counted", lambda run: None)
    monkeypatch.setattr(running, "_rows", counted)
    monkeypatch.setattr(running, "hidden_cells", lambda table: ran.run.hidden)
    return run_measure(
        delivery=ran.delivery, programme=ran.programme, wanted=Wanted(GOAL, FIRST, LAST), by=BY
    )


# Counting


def test_a_run_keeps_what_it_was_counted_by(ran: Ran) -> None:
    run = ran.run
    assert (run.stage, run.fingerprint, run.engine) == ("finished", ran.delivery.fingerprint, "duckdb")
    assert [one.canonical for one in run.periods] == ["2017K1", "2017K2", "2017K3"]
    assert run.municipalities == [LEAD, PARTNER]  # by name
    assert "numerator" in run.measures[GOAL]["text"]
    assert "virksomhedsrettet" in run.code_lists
    assert run.hidden


def test_counts_never_change(ran: Ran) -> None:
    count = RunCount.objects.filter(run=ran.run).first()
    assert count is not None
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        RunCount.objects.filter(pk=count.pk).update(numerator=0)
    with pytest.raises(NeverChanged), batch(by=BY, action="x") as act:
        act.set(RunCount, [count.pk], numerator=0)


def test_what_can_be_run_and_what_is_refused(ran: Ran) -> None:
    offered = {one.measure.name: one.periods for one in offered_on(ran.delivery)}
    assert set(offered) == {"selvforsoergelse", "jobparat", "virksomhedsrettet"}
    assert offered[GOAL][-1] == Period.parse("2017K3")
    for wanted, field in (
        (Wanted(GOAL, FIRST, Period.parse("2018K1")), "periods"),
        (Wanted(GOAL, LAST, FIRST), "periods"),
        (Wanted(GOAL, Period.parse("2017-01"), Period.parse("2017-02")), "periods"),
        (Wanted("findes-ikke", FIRST, LAST), "measure"),
    ):
        with pytest.raises(Refused) as refused:
            begin_run(delivery=ran.delivery, programme=ran.programme, wanted=wanted, by=BY)
        assert list(refused.value.errors) == [field], wanted
    assert list(programmes_for(ran.delivery.keeper)) == [ran.programme]
    stranger = Programme.objects.create(name="Andres", owner=ran.world.organisations["stranger"])
    with pytest.raises(Refused, match="har ingen del i"):
        begin_run(delivery=ran.delivery, programme=stranger, wanted=Wanted(GOAL, FIRST, LAST), by=BY)


def test_a_run_that_fails_keeps_no_count_and_says_why(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(run: Run, _table: Any) -> list[RunCount]:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(running, "_counted", lambda run: None)
    monkeypatch.setattr(running, "_rows", breaks)
    with pytest.raises(RuntimeError):
        run_measure(delivery=ran.delivery, programme=ran.programme, wanted=Wanted(GOAL, FIRST, LAST), by=BY)
    failed = Run.objects.latest("pk")
    assert (failed.stage, failed.counts.count(), bool(failed.failure)) == ("failed", 0, True)


def test_a_run_that_was_killed_is_given_up_and_the_published_one_stays(ran: Ran) -> None:
    publish_run(run=ran.run, by=BY)
    killed = begin_run(
        delivery=ran.delivery, programme=ran.programme, wanted=Wanted(GOAL, FIRST, LAST), by=BY
    )
    Run.objects.filter(pk=killed.pk).update(beat_at=timezone.now() - timedelta(minutes=3))
    killed.refresh_from_db()
    assert give_up_lost_run(killed).stage == RunStage.FAILED
    table = goal_table(ran.programme, GOAL, Scope(system="test"))
    assert table is not None
    assert table.run == ran.run
    with pytest.raises(Conflict):  # its worker was alive after all
        running._finish(killed, [], [], BY)


def test_a_job_runs_for_whoever_may(ran: Ran) -> None:
    wanted = [Wanted(GOAL, FIRST, FIRST)]
    job = ask_for_runs(
        delivery=ran.delivery,
        programme=ran.programme,
        wanted=wanted,
        by=ran.world.people["funder planner"].author,
    )
    assert (job.state, job.error) == ("done", "")
    assert Run.objects.get(pk=job.outcome["runs"][0]).stage == RunStage.FINISHED
    refused = ask_for_runs(
        delivery=ran.delivery,
        programme=ran.programme,
        wanted=wanted,
        by=ran.world.people["coordinator"].author,
    )
    assert (refused.state, "adgang" in refused.error) == ("failed", True)


# Reading


def test_totals_come_from_counts_and_the_mean_is_another_thing(ran: Ran) -> None:
    table = internal_table(ran.run, GOAL, Scope(system="test"))
    assert table is not None
    rows = [one.at(LAST) for one in table.municipalities]
    project = table.project.at(LAST)
    assert project.numerator == sum(one.numerator or 0 for one in rows)
    assert project.denominator == sum(one.denominator or 0 for one in rows)
    assert (table.country.at(LAST).denominator or 0) > (project.denominator or 0)
    mean = table.means[LAST]
    assert (mean.of, mean.left_out) == (2, 0)
    assert mean.share != project.share
    assert table.internal


def test_small_numbers_are_hidden_alike_for_every_reader(ran: Ran) -> None:
    publish_run(run=ran.run, by=BY)
    inside = internal_table(ran.run, GOAL, Scope(system="test"))
    assert inside is not None
    tables = []
    for persona in ("coordinator", "lead administrator", "partner administrator", "funder administrator"):
        with use_scope(seen_by(ran.world, persona)) as scope:
            tables.append(goal_table(ran.programme, GOAL, scope))
    first = tables[0]
    assert first is not None
    shown = [[one.figures for one in (*table.municipalities, table.country)] for table in tables if table]
    assert all(one == shown[0] for one in shown)
    for row in first.municipalities:
        for period, figure in row.figures.items():
            counted = inside.place(row.code).at(period)  # type: ignore[union-attr]
            for part in ("numerator", "denominator"):
                number = getattr(figure, part)
                assert number is None or number == getattr(counted, part)
                assert number is None or not 0 < number < 5
    own = {one.code for one in (tables[1].municipalities if tables[1] else ()) if one.is_own}
    assert own == {LEAD}


def test_before_publication_only_keepers_read_and_after_it_those_of_the_programme(ran: Ran) -> None:
    def read(persona: str) -> list[str] | None:
        with use_scope(seen_by(ran.world, persona)) as scope:
            if not Programme.objects.filter(pk=ran.programme.pk).exists():
                return None
            table = goal_table(ran.programme, GOAL, scope)
            return [one.code for one in table.municipalities] if table else []

    assert [read(one) for one in ("lead administrator", "coordinator")] == [[], []]
    own = publish_run(run=ran.run, by=BY, reach=Reach.OWN)
    assert (read("lead administrator"), read("partner administrator")) == ([LEAD], [PARTNER])
    assert read("coordinator") == []
    assert read("funder administrator") == [LEAD, PARTNER]
    published = publish_run(run=ran.run, by=BY)
    assert read("lead administrator") == read("coordinator") == [LEAD, PARTNER]
    assert read("stranger administrator") is None
    with use_scope(seen_by(ran.world, "stranger administrator")):
        assert not Publication.objects.exists()
    with use_scope(seen_by(ran.world, "evaluator administrator")) as scope:
        assert not Run.objects.exists()
        assert internal_table(ran.run, GOAL, scope) is None
        assert not RunCount.objects.exists()
    withdraw_publication(published, by=BY, version=1)
    withdraw_publication(own, by=BY, version=1)
    assert read("lead administrator") == []
    with pytest.raises(Conflict):
        withdraw_publication(own, by=BY, version=1)


def test_a_newer_run_takes_the_place_of_the_one_shown(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish_run(run=ran.run, by=BY)
    assert publish_run(run=ran.run, by=BY) == first
    second = publish_run(run=again(ran, monkeypatch), by=BY)
    assert list(Publication.objects.all()) == [second]
    first.refresh_from_db()
    assert first.removed_reason


def test_what_cannot_be_protected_is_not_published(ran: Ran) -> None:
    Run.objects.filter(pk=ran.run.pk).update(hidden=None)
    ran.run.refresh_from_db()
    with pytest.raises(Refused, match="kan ikke offentliggøres"):
        publish_run(run=ran.run, by=BY)
    assert table_of(ran.run, GOAL, Scope(system="test")) is None


def test_what_a_run_changed_and_why(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    assert what_changed(ran.run) is None
    second = again(ran, monkeypatch)
    same = what_changed(second)
    assert same is not None
    assert (same.is_same, same.reasons) == (True, ())
    Run.objects.filter(pk=second.pk).update(fingerprint="0" * 64)
    other = what_changed(again(ran, monkeypatch, more=2))
    assert other is not None
    assert other.reasons == (Reason.DATA,)
    assert [one.period.canonical for one in other.changed] == ["2017K1", "2017K2", "2017K3"]
    before, now = other.changed[0].numerators
    assert now > before
    assert other.changed[0].denominators[0] == other.changed[0].denominators[1]


def test_a_comparison_says_who_rose_and_who_lies_over_the_country(ran: Ran) -> None:
    table = internal_table(ran.run, GOAL, Scope(system="test"))
    assert table is not None
    found = compare(table, order=Order.CHANGE)
    assert [one.place.code for one in found.rows] != []
    assert sum(found.gone(way) for way in Way) == 2
    changes = [one.change for one in found.rows]
    assert changes == sorted(changes, reverse=True, key=lambda one: one or Decimal(0))
    assert [one.place.name for one in compare(table, order=Order.NAME, rising=False).rows] == [
        one.name for one in table.municipalities
    ]


def test_how_a_number_was_made_tells_words_sql_and_lists_of_the_run(ran: Ran) -> None:
    publish_run(run=ran.run, by=BY)
    table = goal_table(ran.programme, GOAL, Scope(system="test"))
    assert table is not None
    made = how_made(table)
    assert made.is_approximation
    assert "SELECT" in made.explained.sql
    assert made.lists_changed == ()
    assert [one.measure for one in goals_of(ran.programme)] == [GOAL]


def test_queries_do_not_grow_with_rows(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    publish_run(run=ran.run, by=BY)
    for rounds in range(2):
        with use_scope(seen_by(ran.world, "lead administrator")) as scope:
            with django_assert_num_queries(5):
                goal_table(ran.programme, GOAL, scope)
            with django_assert_num_queries(2):
                goals_of(ran.programme)
        with use_scope(seen_by(ran.world, "funder administrator")):
            with django_assert_num_queries(1):
                assert len(list(runs_seen())) == rounds + 1
            if rounds:
                latest = Run.objects.select_related("delivery").latest("pk")
                with django_assert_num_queries(3):
                    what_changed(latest)
        again(ran, monkeypatch)


# Following


@pytest.fixture
def linked(ran: Ran) -> Result:
    """A result of a project in quarters, the last of which lies after its end."""
    project = Project.objects.create(
        name="Lokalt", programme=ran.programme, starts_on=date(2017, 1, 1), ends_on=date(2017, 8, 31)
    )
    Party.objects.create(project=project, organisation=ran.world.organisations["lead"], role="lead")
    for start in (date(2016, 10, 1), date(2017, 1, 1), date(2017, 4, 1), date(2017, 7, 1)):
        ProjectPeriod.objects.create(project=project, kind="quarter", start=start)
    result = Result.objects.create(
        project=project, number="1", statement="Flere i praktik", term="short", kind="number", unit="pct."
    )
    link_measure(result=result, measure=GOAL, place=LinkedPlace.MUNICIPALITY, municipality=LEAD, by=BY)
    return result


def standing(result: Result) -> list[Measurement]:
    rows = Measurement.objects.filter(result=result, superseded_at__isnull=True)
    return list(rows.select_related("period", "origin_run").order_by("period__start"))


def test_a_published_run_is_written_inside_the_projects_dates_with_its_origin(
    ran: Ran, linked: Result
) -> None:
    followed = publish_and_follow(run=ran.run, by=BY)
    rows = standing(linked)
    assert [one.period.period.canonical for one in rows] == ["2017K1", "2017K2"]
    assert (followed.written, followed.projects, followed.over_typed) == (2, 1, ())
    table = goal_table(ran.programme, GOAL, Scope(system="test"))
    figure = table.place(LEAD).at(FIRST)  # type: ignore[union-attr]
    first = rows[0]
    assert (first.origin_kind, first.origin_run, first.origin_by) == (
        OriginKind.REGISTER_RUN,
        ran.run,
        BY.name,
    )
    assert (first.numerator, first.denominator) == (figure.numerator, figure.denominator)
    assert abs((first.value or 0) - (figure.percent or 0)) <= Decimal("0.05")


def test_the_same_run_twice_changes_nothing_and_one_act_takes_it_back(ran: Ran, linked: Result) -> None:
    publish_and_follow(run=ran.run, by=BY)
    entry = AuditEntry.objects.filter(action="measure").latest("pk")
    publication = Publication.objects.get()
    assert follow(publication, by=BY).written == 0
    assert AuditEntry.objects.filter(action="measure").latest("pk") == entry
    undo_measuring(entry, BY)
    assert standing(linked) == []
    assert Measurement.objects.filter(result=linked).count() == 2


def test_what_a_person_typed_stands_in_history_and_is_told(
    ran: Ran, linked: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_and_follow(run=ran.run, by=BY)
    now = standing(linked)[0]
    typed = measure(
        result=linked, series="", period=now.period, by=BY, value=Decimal("12.5"), supersedes=now.pk
    )
    followed = publish_and_follow(run=again(ran, monkeypatch, more=3), by=BY)
    assert len(followed.over_typed) == 1
    assert followed.written == 2
    assert typed is not None
    typed.refresh_from_db()
    assert (typed.superseded_at is not None, typed.value) == (True, Decimal("12.5"))
    entry = AuditEntry.objects.filter(action="measure").latest("pk")
    undo_measuring(entry, BY)
    again_there = standing(linked)[0]
    assert (again_there.value, again_there.origin_kind) == (Decimal("12.5"), OriginKind.TYPED)


def test_a_hidden_number_writes_nothing_and_is_told(ran: Ran, linked: Result) -> None:
    every = [[GOAL, one.canonical, LEAD, "", "numerator"] for one in ran.run.periods]
    Run.objects.filter(pk=ran.run.pk).update(hidden=[*(ran.run.hidden or []), *every])
    ran.run.refresh_from_db()
    followed = publish_and_follow(run=ran.run, by=BY)
    assert (followed.written, [one.period.canonical for one in followed.hidden]) == (0, ["2017K1", "2017K2"])
    assert standing(linked) == []


def test_only_what_all_may_see_is_followed_and_an_unlinked_series_is_left_alone(
    ran: Ran, linked: Result
) -> None:
    assert publish_and_follow(run=ran.run, by=BY, reach=Reach.OWN).written == 0
    unlink_measure(linked.measure_links.get(), by=BY, version=1)
    assert publish_and_follow(run=ran.run, by=BY).written == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"measure": "findes-ikke"}, "measure"),
        ({"municipality": "101"}, "municipality"),
        ({"series": ""}, "series"),
    ],
)
def test_a_link_that_makes_no_sense_is_refused(ran: Ran, linked: Result, changed: Any, field: str) -> None:
    given = {"measure": GOAL, "municipality": LEAD, "series": "En anden", **changed}
    with pytest.raises(Refused) as refused:
        link_measure(result=linked, place=LinkedPlace.MUNICIPALITY, by=BY, **given)
    assert list(refused.value.errors) == [field]


def test_the_keepers_planner_runs_but_does_not_publish(ran: Ran) -> None:
    scope = seen_by(ran.world, "funder planner")
    with use_scope(scope):
        given = Run.objects.get().permissions_of(scope)
    assert Permission.RUN_MEASURES in given
    assert Permission.PUBLISH_RUNS not in given


def test_registers_root_is_private(ran: Ran) -> None:
    assert Path(django_settings.REGISTERS_ROOT).stat().st_mode & 0o077 == 0
