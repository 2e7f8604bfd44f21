"""Rounds: planned from a calendar, opened, reopened; who is asked, and what becomes of each activity."""

from collections.abc import Callable
from copy import copy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from virkning.figures.periods import Period
from virkning.figures.rounds import (
    ROUND_MOVES,
    SUBMISSION_MOVES,
    Pace,
    Rhythm,
    RoundAct,
    RoundDays,
    RoundStage,
    SubmissionAct,
    SubmissionStage,
)
from virkning.rooms.activities.actions.comments import comment_activity
from virkning.rooms.activities.actions.statuses import ReportedCell, report_many, report_status
from virkning.rooms.activities.models import Activity, ActivityComment, Milestone, StatusReport
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.evaluations.models import Embedding, FollowUp, Recommendation
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.models import Measurement
from virkning.rooms.statusrounds.actions import rounds, submissions
from virkning.rooms.statusrounds.models import StatusRound, Submission
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.asks import ask_of, asks_of, projects_of, unsettled
from virkning.rooms.statusrounds.queries.rounds import open_round, periods_to_plan, round_in
from world import ProjectRows, World

pytestmark = pytest.mark.usefixtures("everything")

BY = Author.system("prøve")


@pytest.fixture
def ours(world: World) -> ProjectRows:
    """The project's rows, read anew: the world is built once a file, and these tests change what they hold."""
    assert world.ours
    rows = copy(world.ours)
    rows.activity = Activity.objects.get(pk=rows.activity.pk)
    rows.project = Project.objects.get(pk=rows.project.pk)
    return rows


@pytest.fixture
def fresh(ours: ProjectRows) -> StatusRound:
    """The project's open round, in which nobody has handed anything in."""
    Submission.objects.all().delete()
    return StatusRound.objects.get(project=ours.project)


def in_stage(status_round: StatusRound, stage: RoundStage) -> StatusRound:
    StatusRound.objects.filter(pk=status_round.pk).update(stage=stage, reopened_reason="Prøve")
    status_round.refresh_from_db()
    return status_round


ROUND_ACTS: dict[RoundAct, Callable[[StatusRound], object]] = {
    RoundAct.OPEN: lambda one: rounds.open_round(one, by=BY),
    RoundAct.REOPEN: lambda one: rounds.reopen_round(one, by=BY, reason="En fejl i tallene"),
}


@pytest.mark.parametrize("stage", list(RoundStage))
@pytest.mark.parametrize("act", list(ROUND_ACTS))
def test_a_round_moves_as_the_table_says(fresh: StatusRound, act: RoundAct, stage: RoundStage) -> None:
    in_stage(fresh, stage)
    if stage in ROUND_MOVES[act].allowed:
        ROUND_ACTS[act](fresh)
        assert fresh.stage == ROUND_MOVES[act].to
        return
    with pytest.raises(Refused, match=stage.danish.lower()):
        ROUND_ACTS[act](fresh)
    fresh.refresh_from_db()
    assert fresh.stage == stage


def test_reopening_takes_a_reason_that_is_told(fresh: StatusRound) -> None:
    in_stage(fresh, RoundStage.CLOSED)
    with pytest.raises(Refused):
        rounds.reopen_round(fresh, by=BY, reason="  ")
    rounds.reopen_round(fresh, by=BY, reason="Et tal var tastet forkert")
    newest = AuditEntry.objects.order_by("-pk").first()
    assert newest is not None
    assert "Et tal var tastet forkert" in newest.words


def put(status_round: StatusRound, activity: Activity, stage: SubmissionStage, rows: ProjectRows) -> None:
    """Bring the activity into the stage, by the acts themselves."""
    lead, manager = Author.person(-1, "Indberetter"), BY
    if stage is SubmissionStage.IN_PROGRESS:
        report(rows)
    elif stage is not SubmissionStage.NOT_STARTED:
        Submission.objects.create(round=status_round, activity=activity)
        submissions.submit(status_round=status_round, activity=activity, by=BY)
        if stage is SubmissionStage.RETURNED:
            submissions.send_back(status_round=status_round, activity=activity, reason="Se igen", by=lead)
        elif stage is SubmissionStage.APPROVED:
            submissions.approve(status_round=status_round, activity=activity, by=manager)


def report(rows: ProjectRows, comment: str = "I gang", by: Author | None = None) -> None:
    report_status(
        milestone=rows.milestone,
        period=rows.periods["2013"],
        by=by or BY,
        status=None,
        value=None,
        value_text="",
        numerator=None,
        denominator=None,
        comment=comment,
    )


def empty(rows: ProjectRows) -> None:
    """Nothing is reported in 2013."""
    Measurement.objects.filter(period=rows.periods["2013"]).delete()
    ActivityComment.objects.all().delete()
    Embedding.objects.all().delete()


SUBMISSION_ACTS: dict[SubmissionAct, Callable[[StatusRound, Activity], object]] = {
    SubmissionAct.SUBMIT: lambda one, activity: submissions.submit(
        status_round=one, activity=activity, by=BY
    ),
    SubmissionAct.TAKE_BACK: lambda one, activity: submissions.take_back(
        status_round=one, activity=activity, by=BY
    ),
    SubmissionAct.RETURN: lambda one, activity: submissions.send_back(
        status_round=one, activity=activity, reason="Tallet mangler", by=BY
    ),
    SubmissionAct.APPROVE: lambda one, activity: submissions.approve(
        status_round=one, activity=activity, by=BY
    ),
}


@pytest.mark.parametrize("stage", list(SubmissionStage))
@pytest.mark.parametrize("act", list(SubmissionAct))
def test_a_submission_moves_as_the_table_says(
    fresh: StatusRound, ours: ProjectRows, act: SubmissionAct, stage: SubmissionStage
) -> None:
    empty(ours)
    put(fresh, ours.activity, stage, ours)
    before = ask_of(fresh, ours.activity)
    assert before is not None
    assert before.stage is stage
    allowed = stage in SUBMISSION_MOVES[act].allowed
    assert submissions.may_move(before, fresh, act, None) is allowed
    if not allowed:
        with pytest.raises(Refused):
            SUBMISSION_ACTS[act](fresh, ours.activity)
    else:
        SUBMISSION_ACTS[act](fresh, ours.activity)
    after = ask_of(fresh, ours.activity)
    wanted = SUBMISSION_MOVES[act].to if allowed else stage
    assert after is not None
    assert after.stage is (wanted or SubmissionStage.NOT_STARTED)


@pytest.mark.parametrize("stage", [RoundStage.PLANNED, RoundStage.CLOSED])
@pytest.mark.parametrize("act", list(SubmissionAct))
def test_nothing_is_handed_in_outside_an_open_round(
    fresh: StatusRound, ours: ProjectRows, act: SubmissionAct, stage: RoundStage
) -> None:
    put(fresh, ours.activity, SubmissionStage.SUBMITTED, ours)
    in_stage(fresh, stage)
    with pytest.raises(Refused, match=stage.danish.lower()):
        SUBMISSION_ACTS[act](fresh, ours.activity)


def test_whoever_handed_in_does_not_approve(fresh: StatusRound, ours: ProjectRows, world: World) -> None:
    manager, other = world.people["project manager"], world.people["lead administrator"]
    submissions.submit(status_round=fresh, activity=ours.activity, by=manager.author)
    with pytest.raises(Refused, match="En anden skal godkende"):
        submissions.approve(status_round=fresh, activity=ours.activity, by=manager.author)
    ask = ask_of(fresh, ours.activity)
    assert ask is not None
    assert not submissions.may_move(ask, fresh, SubmissionAct.APPROVE, manager.pk)
    assert submissions.may_move(ask, fresh, SubmissionAct.APPROVE, other.pk)
    submissions.approve(status_round=fresh, activity=ours.activity, by=other.author)


def test_what_is_changed_after_approval_is_approved_again(fresh: StatusRound, ours: ProjectRows) -> None:
    put(fresh, ours.activity, SubmissionStage.APPROVED, ours)
    assert unsettled(asks_of(fresh)) == ()
    report(ours, "Rettet bagefter")
    (ask,) = asks_of(fresh)
    assert ask.changed
    assert unsettled([ask]) == (ask,)
    submissions.approve(status_round=fresh, activity=ours.activity, by=BY)
    assert unsettled(asks_of(fresh)) == ()


def test_nobody_approves_other_figures_than_those_they_read(fresh: StatusRound, ours: ProjectRows) -> None:
    handed = submissions.submit(status_round=fresh, activity=ours.activity, by=BY)
    read = ask_of(fresh, ours.activity)
    assert read is not None
    report(ours, "Rettet, mens den blev læst")  # no new version of the submission
    given = {"status_round": fresh, "activity": ours.activity, "by": BY, "version": handed.version}
    with pytest.raises(Refused, match="siden du så den"):
        submissions.approve(**given, fingerprint=read.fingerprint)
    now = ask_of(fresh, ours.activity)
    assert now is not None
    submissions.approve(**given, fingerprint=now.fingerprint)


def alone(rows: ProjectRows, by: Author) -> None:
    report(rows, "Rettet", by)


def in_a_block(rows: ProjectRows, by: Author) -> None:
    rows.milestone.refresh_from_db()
    standing = StatusReport.objects.filter(milestone=rows.milestone, period=rows.periods["2013"]).first()
    cell = ReportedCell(
        rows.milestone, rows.periods["2013"], {"comment": "Rettet"}, standing.version if standing else None
    )
    assert report_many(project=rows.project, rows=[cell], by=by) == 1


def in_a_comment(rows: ProjectRows, by: Author) -> None:
    about = {"activity": rows.activity, "period": rows.periods["2013"]}
    standing = ActivityComment.objects.filter(**about).first()
    comment_activity(**about, text="Rettet", by=by, version=standing.version if standing else None)


@pytest.mark.parametrize("write", [alone, in_a_block, in_a_comment])
@pytest.mark.parametrize("approved", [False, True])
def test_whoever_has_changed_what_was_handed_in_does_not_approve_it(
    world: World, fresh: StatusRound, ours: ProjectRows, write: Callable[..., None], *, approved: bool
) -> None:
    lead, manager = world.people["activity lead"].author, world.people["project manager"].author
    given = {"status_round": fresh, "activity": ours.activity}
    submissions.submit(**given, by=lead)
    if approved:
        submissions.approve(**given, by=manager)
    write(ours, manager)
    with pytest.raises(Refused, match="Du har selv rettet"):
        submissions.approve(**given, by=manager)
    submissions.approve(**given, by=world.people["lead administrator"].author)
    submissions.send_back(**given, reason="Se igen", by=manager)
    submissions.submit(**given, by=lead)
    submissions.approve(**given, by=manager)


def test_nobody_hands_in_other_figures_than_those_they_read(fresh: StatusRound, ours: ProjectRows) -> None:
    read = ask_of(fresh, ours.activity)
    assert read is not None
    report(ours, "Rettet, mens den blev læst")
    given = {"status_round": fresh, "activity": ours.activity, "by": BY}
    with pytest.raises(Refused, match="siden du så den"):
        submissions.submit(**given, fingerprint=read.fingerprint)
    now = ask_of(fresh, ours.activity)
    assert now is not None
    submissions.submit(**given, fingerprint=now.fingerprint)


def test_a_project_that_is_not_followed_in_the_period_hands_nothing_in(
    fresh: StatusRound, ours: ProjectRows
) -> None:
    elsewhere = Period.parse("2013K4")
    put(fresh, ours.activity, SubmissionStage.SUBMITTED, ours)
    StatusRound.objects.filter(pk=fresh.pk).update(kind=elsewhere.kind, start=elsewhere.start)
    fresh.refresh_from_db()
    given = {"status_round": fresh, "activity": ours.activity, "by": BY}
    for act in (submissions.submit, submissions.approve):
        with pytest.raises(Refused, match="følges ikke i rundens periode"):
            act(**given)
    submissions.leave_out(**given, reason="Kom med i programmet bagefter")
    assert unsettled(asks_of(fresh)) == ()


def test_what_is_left_out_is_neither_approved_nor_returned(fresh: StatusRound, ours: ProjectRows) -> None:
    given = {"status_round": fresh, "activity": ours.activity, "by": BY}
    submissions.submit(**given)
    submissions.leave_out(**given, reason="Sygdom")
    with pytest.raises(Refused, match="undtaget"):
        submissions.approve(**given)
    with pytest.raises(Refused, match="undtaget"):
        submissions.send_back(**given, reason="Mangler")
    submissions.take_in(**given)
    submissions.approve(**given)


def test_what_became_of_a_recommendation_is_part_of_what_is_handed_in(
    fresh: StatusRound, ours: ProjectRows
) -> None:
    empty(ours)
    given = Recommendation.objects.get(project=ours.project)
    Recommendation.objects.filter(pk=given.pk).update(activity=ours.activity)
    FollowUp.objects.all().delete()
    before = ask_of(fresh, ours.activity)
    assert before is not None
    assert before.stage is SubmissionStage.NOT_STARTED
    told = FollowUp.objects.create(
        recommendation=given, period=ours.periods["2013"], state="under_way", comment="Begyndt"
    )
    put(fresh, ours.activity, SubmissionStage.APPROVED, ours)
    assert unsettled(asks_of(fresh)) == ()
    FollowUp.objects.filter(pk=told.pk).update(state="done")
    assert [one.changed for one in asks_of(fresh)] == [True]


def test_another_order_is_no_change(fresh: StatusRound, ours: ProjectRows) -> None:
    other = Milestone.objects.create(
        activity=ours.activity, number="2", statement="Nr. 2", kind="text", position=1
    )
    for milestone in (ours.milestone, other):
        StatusReport.objects.update_or_create(
            milestone=milestone,
            period=ours.periods["2013"],
            defaults={"comment": "Sagt", "origin_kind": "typed", "origin_by": "Prøve"},
        )
    put(fresh, ours.activity, SubmissionStage.APPROVED, ours)
    Milestone.objects.filter(pk=ours.milestone.pk).update(position=2)
    assert unsettled(asks_of(fresh)) == ()


def test_an_activity_is_left_out_with_a_reason_and_taken_in_again(
    fresh: StatusRound, ours: ProjectRows
) -> None:
    with pytest.raises(Refused):
        submissions.leave_out(status_round=fresh, activity=ours.activity, reason=" ", by=BY)
    submissions.leave_out(status_round=fresh, activity=ours.activity, reason="Sygdom", by=BY)
    assert unsettled(asks_of(fresh)) == ()
    submissions.take_in(status_round=fresh, activity=ours.activity, by=BY)
    assert len(unsettled(asks_of(fresh))) == 1


def test_handing_in_takes_back_that_it_was_left_out(fresh: StatusRound, ours: ProjectRows) -> None:
    submissions.leave_out(status_round=fresh, activity=ours.activity, reason="Sygdom", by=BY)
    submissions.submit(status_round=fresh, activity=ours.activity, by=BY)
    ask = ask_of(fresh, ours.activity)
    assert ask is not None
    assert not ask.is_excepted
    assert not ask.is_settled


def test_two_who_approve_and_return_at_once_do_not_overwrite_each_other(
    fresh: StatusRound, ours: ProjectRows
) -> None:
    handed = submissions.submit(status_round=fresh, activity=ours.activity, by=BY)
    seen = handed.version
    submissions.send_back(status_round=fresh, activity=ours.activity, reason="Se igen", by=BY, version=seen)
    submissions.submit(status_round=fresh, activity=ours.activity, by=BY)
    with pytest.raises(Conflict):
        submissions.approve(status_round=fresh, activity=ours.activity, by=BY, version=seen)


@pytest.mark.parametrize("version", [None, 0])
def test_what_moves_between_the_question_and_the_answer_is_not_overwritten(
    fresh: StatusRound, ours: ProjectRows, monkeypatch: pytest.MonkeyPatch, version: int | None
) -> None:
    """Also for a door that has seen nothing: what it was allowed to do was so of the submission as it was asked."""
    submissions.submit(status_round=fresh, activity=ours.activity, by=BY)
    asked = submissions.ask_of

    def asked_too_early(status_round: StatusRound, activity: Activity) -> Ask | None:
        found = asked(status_round, activity)
        monkeypatch.setattr(submissions, "ask_of", asked)
        submissions.send_back(status_round=status_round, activity=activity, reason="Se igen", by=BY)
        return found

    monkeypatch.setattr(submissions, "ask_of", asked_too_early)
    with pytest.raises(Conflict):
        submissions.approve(status_round=fresh, activity=ours.activity, by=BY, version=version)
    assert Submission.objects.get(round=fresh, activity=ours.activity).stage == SubmissionStage.RETURNED


def test_the_project_is_read_once_however_many_are_approved(fresh: StatusRound, ours: ProjectRows) -> None:
    others = [
        Activity.objects.create(project=ours.project, area=ours.area, number=f"1.{n}", title=f"Nr. {n}")
        for n in range(2, 6)
    ]
    handed = [submissions.submit(status_round=fresh, activity=one, by=BY) for one in others]

    def asked(count: int) -> int:
        seen = [(one, row.version) for one, row in zip(others, handed, strict=True)][:count]
        with transaction.atomic(), CaptureQueriesContext(connection) as told:
            submissions.approve_many(status_round=fresh, activities=seen, by=BY)
            transaction.set_rollback(True)
        return sum("activities_milestone" in one["sql"] for one in told.captured_queries)

    assert asked(1) == asked(4) > 0


def test_several_are_approved_all_or_none(fresh: StatusRound, ours: ProjectRows) -> None:
    other = Activity.objects.create(project=ours.project, area=ours.area, number="1.2", title="Anden")
    one = submissions.submit(status_round=fresh, activity=ours.activity, by=BY)
    with pytest.raises(Refused):
        submissions.approve_many(
            status_round=fresh, activities=[(ours.activity, one.version), (other, 1)], by=BY
        )
    one.refresh_from_db()
    assert one.stage == SubmissionStage.SUBMITTED


@pytest.mark.parametrize(("closed_in", "asked"), [(None, True), ("2012", False), ("2013", False)])
def test_a_closed_activity_is_not_asked(
    fresh: StatusRound, ours: ProjectRows, closed_in: str | None, asked: bool
) -> None:
    ours.activity.closed_in = ours.periods[closed_in] if closed_in else None
    ours.activity.save()
    assert (ask_of(fresh, ours.activity) is not None) is asked


def test_a_removed_activity_and_another_projects_are_not_asked(
    fresh: StatusRound, ours: ProjectRows, world: World
) -> None:
    assert world.theirs
    assert ask_of(fresh, world.theirs.activity) is None
    with pytest.raises(Refused, match="spørger ikke"):
        submissions.submit(status_round=fresh, activity=world.theirs.activity, by=BY)
    Activity.objects.filter(pk=ours.activity.pk).update(removed_at=timezone.now())
    assert asks_of(fresh) == ()


def test_a_calendar_plans_the_rounds_that_are_missing_and_never_the_baseline(ours: ProjectRows) -> None:
    calendar = rounds.keep_calendar(owner=ours.project, rhythm=Rhythm.YEARLY, pace=Pace(), by=BY)
    # 2010 is the baseline, 2013 has a round.
    assert [one.canonical for one in periods_to_plan(ours.project, calendar)] == ["2011", "2012"]
    made = rounds.plan_rounds(owner=ours.project, periods=periods_to_plan(ours.project, calendar), by=BY)
    assert [one.opens_on for one in made] == [date(2012, 1, 2), date(2013, 1, 2)]
    assert periods_to_plan(ours.project, calendar) == ()
    again = rounds.keep_calendar(
        owner=ours.project, rhythm=Rhythm.QUARTERLY, pace=Pace(2, 10, 3, 5), by=BY, version=calendar.version
    )
    assert (again.pk, again.rhythm) == (calendar.pk, "quarterly")
    with pytest.raises(Conflict):
        rounds.keep_calendar(owner=ours.project, rhythm=Rhythm.YEARLY, pace=Pace(), by=BY, version=1)


def test_a_programme_asks_about_no_period_that_is_the_baseline_of_all_it_would_ask(
    ours: ProjectRows, world: World
) -> None:
    assert world.programme
    calendar = rounds.keep_calendar(owner=world.programme, rhythm=Rhythm.YEARLY, pace=Pace(), by=BY)

    def planned() -> list[str]:
        return [one.canonical for one in periods_to_plan(world.programme, calendar)]

    assert planned() == ["2011", "2012"], "2013 is asked by a project of the programme itself"
    later = Project.objects.create(
        name="Begynder senere",
        programme=world.programme,
        starts_on=date(2014, 1, 1),
        ends_on=date(2014, 12, 31),
    )
    assert planned() == ["2011", "2012", "2014"], "2010 asks none but those it is the baseline of"
    Project.objects.filter(pk=later.pk).update(starts_on=date(2010, 7, 1))
    assert planned()[0] == "2010", "one that runs in it has another baseline"


@pytest.mark.parametrize("first", ["project", "programme"])
def test_a_period_is_asked_about_once_by_the_project_or_by_its_programme(
    ours: ProjectRows, world: World, first: str
) -> None:
    assert world.programme
    owners: dict[str, Project | object] = {"project": ours.project, "programme": world.programme}
    second = "programme" if first == "project" else "project"
    period = Period.parse("2012")
    rounds.plan_round(owner=owners[first], period=period, by=BY)  # type: ignore[arg-type]
    for again in (first, second):
        with pytest.raises(Refused, match="allerede en statusrunde"):
            rounds.plan_round(owner=owners[again], period=period, by=BY)  # type: ignore[arg-type]


def test_a_programmes_round_asks_those_that_run_and_follows_them_from_then_on(
    ours: ProjectRows, world: World
) -> None:
    assert world.programme
    Project.objects.create(
        name="Begynder senere",
        programme=world.programme,
        starts_on=date(2014, 1, 1),
        ends_on=date(2015, 1, 1),
    )
    period = Period.parse("2013K3")
    made = rounds.plan_round(owner=world.programme, period=period, by=BY)
    assert list(projects_of(made)) == [ours.project]
    rounds.open_round(made, by=BY)
    assert ProjectPeriod.objects.filter(project=ours.project, kind="quarter").count() == 1
    assert round_in(ours.project, period) == made
    assert open_round(ours.project) == made, "the one whose period begins last"


def test_days_that_do_not_follow_each_other_are_refused_at_their_fields(ours: ProjectRows) -> None:
    days = RoundDays(date(2013, 2, 1), date(2013, 1, 1), date(2013, 3, 1), date(2013, 2, 1))
    with pytest.raises(Refused) as refused:
        rounds.plan_round(owner=ours.project, period=Period.parse("2012"), days=days, by=BY)
    assert set(refused.value.errors) == {"report_by", "close_by"}


def test_rounds_open_by_themselves_on_their_day_but_not_when_it_is_all_over(ours: ProjectRows) -> None:
    days = RoundDays(date(2013, 1, 2), date(2013, 1, 9), date(2013, 1, 16), date(2013, 1, 23))
    made = rounds.plan_round(owner=ours.project, period=Period.parse("2012"), days=days, by=BY)
    for day, opened in ((days.opens_on - timedelta(1), []), (days.close_by + timedelta(1), [])):
        assert list(rounds.open_due_rounds(day, by=BY).rounds) == opened
    assert rounds.open_due_rounds(days.opens_on, by=BY).rounds == (made,)
    assert rounds.open_due_rounds(days.opens_on, by=BY) == rounds.Opened((), "")


def test_a_round_that_cannot_be_opened_stops_no_other(
    ours: ProjectRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = RoundDays(date(2013, 1, 2), date(2013, 1, 9), date(2013, 1, 16), date(2013, 1, 23))
    stuck, good = (
        rounds.plan_round(owner=ours.project, period=Period.parse(period), days=days, by=BY)
        for period in ("2011", "2012")
    )
    opening = rounds.open_round

    def opened(status_round: StatusRound, **given: Any) -> StatusRound:
        if status_round == stuck:
            raise Refused("Det kan ikke lade sig gøre nu.")
        return opening(status_round, **given)

    monkeypatch.setattr(rounds, "open_round", opened)
    done = rounds.open_due_rounds(days.opens_on, by=BY)
    assert done.rounds == (good,)
    assert "Det kan ikke lade sig gøre nu." in done.stuck


def test_only_a_planned_round_is_removed(fresh: StatusRound, ours: ProjectRows) -> None:
    with pytest.raises(Refused):
        rounds.remove_round(fresh, by=BY)
    made = rounds.plan_round(owner=ours.project, period=Period.parse("2012"), by=BY)
    rounds.remove_round(made, by=BY)
    rounds.plan_round(owner=ours.project, period=Period.parse("2012"), by=BY)
