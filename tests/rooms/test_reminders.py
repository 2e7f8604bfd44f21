"""Reminders: what lies on whose desk, who is written to, and that nobody is written to twice or about others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from virkning.figures.reminding import Occasion
from virkning.figures.rounds import RoundStage
from virkning.outside.mail import Letter, LetterRefused, MailNotSent, PostOfficeClosed
from virkning.rooms.access.roles import AssignmentRole
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.organisations.actions.access import close_access
from virkning.rooms.organisations.actions.people import choose_digest
from virkning.rooms.organisations.models import Membership, Person
from virkning.rooms.programmes.models import Assignment, Project
from virkning.rooms.programmes.queries.holders import holders_in, round_runners
from virkning.rooms.programmes.queries.rights import rights_in_projects
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.actions.reminders import due_reminders, remind
from virkning.rooms.statusrounds.letters import Links
from virkning.rooms.statusrounds.models import StatusRound, Submission
from virkning.rooms.statusrounds.queries.deadlines import CalendarDay, calendar_of_person
from virkning.rooms.statusrounds.queries.desks import DutyKind, desks_of
from world import PERSONAS, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]

LINKS = Links(my_day="https://virkning.example/min-dag/", settings="https://virkning.example/konto/")
REPORT, APPROVE, ASSESS, CLOSE, _CARRY_OUT, _DESCRIBE = DutyKind
#: The round of the small world: to be reported by Friday 15 November 2013, approved by the 22nd, closed by 6 December.
REPORT_BY, APPROVE_BY, CLOSE_BY = date(2013, 11, 15), date(2013, 11, 22), date(2013, 12, 6)
MONDAY = date(2013, 11, 11)


@pytest.fixture(autouse=True)
def _one_project(world: World) -> Iterator[None]:
    """The strangers' project is away. The small world is written behind the log's back: nothing is remembered of it."""
    Project._base_manager.filter(pk=world.theirs.project.pk).update(
        removed_at=datetime(2013, 1, 1, tzinfo=UTC)
    )
    forget()
    yield
    forget()


@dataclass
class Letterbox:
    """A post office that keeps what it is given, or fails as it is told."""

    fails: list[Exception | None] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        failure = self.fails.pop(0) if self.fails else None
        if failure is not None:
            raise failure
        self.letters.append(letter)

    @property
    def to(self) -> list[str]:
        return sorted(one.to.partition("@")[0] for one in self.letters)


def submission(world: World) -> Submission:
    found = world.ours.rows["Submission"]
    assert isinstance(found, Submission)
    return found


def the_round(world: World) -> StatusRound:
    found = world.ours.rows["StatusRound"]
    assert isinstance(found, StatusRound)
    return found


def handed(world: World, **values: Any) -> None:
    Submission.objects.filter(pk=submission(world).pk).update(**values)


def run(today: date, box: Letterbox | None = None) -> Letterbox:
    box = box or Letterbox()
    remind(today=today, post=box, links=LINKS)
    return box


def desks(world: World, today: date, **given: Any) -> dict[str, list[tuple[str, date]]]:
    """Persona → what can be done now, and by when; those with nothing left out."""
    people = {person.pk: name for name, person in world.people.items()}
    found = desks_of(list(people), today, **given)
    return {
        people[key]: sorted((one.kind.value, one.duty.due) for one in desk if one.waiting)
        for key, desk in found.items()
        if any(one.waiting for one in desk)
    }


#: In the round, what became of the one activity · the assigned manager and lead there are · who has what to do.
MANAGER, LEAD, ADMIN = "project manager", "activity lead", "lead administrator"
CLOSES = {MANAGER: [CLOSE]}
DESKS: list[tuple[str, dict[str, Any], dict[str, list[DutyKind]]]] = [
    ("not handed in", {"stage": ""}, {MANAGER: [CLOSE, REPORT], LEAD: [REPORT]}),
    ("handed in", {"stage": "submitted"}, {MANAGER: [APPROVE, CLOSE]}),
    (
        "handed in by the only manager: the administrator approves",
        {"stage": "submitted", "submitter": MANAGER},
        {**CLOSES, ADMIN: [APPROVE]},
    ),
    ("handed in by the lead", {"stage": "submitted", "submitter": LEAD}, {MANAGER: [APPROVE, CLOSE]}),
    (
        "sent back",
        {"stage": "returned", "returned_reason": "Mere", "returned_at": datetime(2013, 11, 8, tzinfo=UTC)},
        {MANAGER: [CLOSE, REPORT], LEAD: [REPORT]},
    ),
    (
        "sent back to an administrator who had handed it in",
        {"stage": "returned", "returned_reason": "Mere", "submitter": ADMIN},
        {MANAGER: [CLOSE, REPORT], LEAD: [REPORT], ADMIN: [REPORT]},
    ),
    ("approved", {"stage": "approved"}, CLOSES),
    (
        "left out",
        {"stage": "", "excepted_at": datetime(2013, 11, 8, tzinfo=UTC), "excepted_reason": "Syg"},
        CLOSES,
    ),
]
#: The evaluators assess the result that was measured, whatever stage the activity is in.
ASSESSING = {"evaluator": [ASSESS], "evaluator of the programme": [ASSESS]}


@pytest.mark.parametrize(("_what", "values", "expected"), DESKS, ids=[row[0] for row in DESKS])
def test_what_lies_on_whose_desk(
    world: World, _what: str, values: dict[str, Any], expected: dict[str, list[DutyKind]]
) -> None:
    given = dict(values)
    if "submitter" in given:
        given["submitter"] = world.people[given["submitter"]]
    handed(world, **given)
    found = {name: [kind for kind, _due in desk] for name, desk in desks(world, MONDAY).items()}
    assert found == {**expected, **ASSESSING}


def test_each_is_due_on_the_rounds_own_day(world: World) -> None:
    assert desks(world, MONDAY)[MANAGER] == [("approve", APPROVE_BY), ("close", CLOSE_BY)]
    handed(world, stage="")
    assert desks(world, MONDAY)[LEAD] == [("report", REPORT_BY)]
    handed(world, stage="returned", returned_reason="Mere")
    assert desks(world, MONDAY)[LEAD] == [("report", APPROVE_BY)], "its first deadline was met"


def test_an_activity_lies_with_its_lead_and_not_with_the_other_leads(world: World) -> None:
    handed(world, stage="")
    other = Person.objects.create(email="anden.ansvarlig@example.test", name="Anden")
    Membership.objects.create(person=other, organisation=world.organisations["lead"], role="employee")
    Assignment.objects.create(
        person=other, project=world.ours.project, role=AssignmentRole.ACTIVITY_LEAD.value
    )
    world.people["other lead"] = other
    assert {LEAD, "other lead", MANAGER} <= set(desks(world, MONDAY)), "nobody is named"
    Activity.objects.filter(pk=world.ours.activity.pk).update(lead=other)
    assert LEAD not in desks(world, MONDAY)
    assert {"other lead", MANAGER} <= set(desks(world, MONDAY))
    Assignment.objects.filter(person=other).update(ended_at=datetime(2013, 1, 1, tzinfo=UTC))
    assert "other lead" not in desks(world, MONDAY), "who has left the project answers for nothing"
    assert LEAD in desks(world, MONDAY)
    del world.people["other lead"]


def test_what_nobody_is_assigned_to_lies_with_the_administrators(world: World) -> None:
    Assignment.objects.filter(project=world.ours.project).update(ended_at=datetime(2013, 1, 1, tzinfo=UTC))
    Assignment.objects.filter(programme=world.programme).update(ended_at=datetime(2013, 1, 1, tzinfo=UTC))
    handed(world, stage="")
    found = desks(world, MONDAY)
    assert [kind for kind, _due in found[ADMIN]] == ["close", "report"]
    assert [kind for kind, _due in found["evaluator administrator"]] == ["assess"]


@pytest.mark.parametrize("stage", [RoundStage.PLANNED, RoundStage.CLOSED])
def test_a_round_that_is_not_open_asks_nothing_and_neither_does_its_period(
    world: World, stage: RoundStage
) -> None:
    StatusRound.objects.filter(pk=the_round(world).pk).update(stage=stage)
    handed(world, stage="")
    assert desks(world, date(2013, 12, 30)) == {}


def test_where_no_round_asks_the_period_does(world: World) -> None:
    removed = datetime(2013, 1, 1, tzinfo=UTC)
    StatusRound.objects.filter(pk=the_round(world).pk).update(removed_at=removed)
    found = desks(world, date(2013, 12, 30))
    assert found == {MANAGER: [("report", date(2013, 12, 31))], LEAD: [("report", date(2013, 12, 31))]}


def test_a_programmes_round_lies_with_its_coordinators_and_asks_every_project(world: World) -> None:
    StatusRound.objects.filter(pk=the_round(world).pk).update(project=None, programme=world.programme)
    handed(world, stage="")
    found = desks(world, MONDAY)
    assert [kind for kind, _due in found["coordinator"]] == ["close"]
    assert [kind for kind, _due in found[MANAGER]] == ["report"]
    assert "coordinator of the project" not in found
    Assignment.objects.filter(programme=world.programme, role="coordinator").update(
        ended_at=datetime(2013, 1, 1, tzinfo=UTC)
    )
    assert [kind for kind, _due in desks(world, MONDAY)["funder administrator"]] == ["close"]


def test_everybodys_rights_at_once_are_everybodys_rights(world: World) -> None:
    Project._base_manager.update(removed_at=None)
    projects = dict(Project.objects.values_list("pk", "programme_id"))
    found = holders_in(projects)
    runners = round_runners([world.programme.pk]) if world.programme else {}
    for name in PERSONAS:
        person = world.people[name]
        with use_scope(Scope(person_id=person.pk)) as scope:
            own = {key: given for key, given in rights_in_projects(scope).items() if given}
            runs = "RUN_ROUNDS" in {one.name for one in world.programme.permissions_of(scope)}
        told = {
            key: holders.by_person[person.pk].permissions
            for key, holders in found.items()
            if person.pk in holders.by_person
        }
        assert told == own, name
        assert runs or person.pk not in runners[world.programme.pk], name


def test_whoever_has_lost_access_holds_nothing(world: World) -> None:
    handed(world, stage="")
    close_access(world.people[LEAD], by=world.people[ADMIN].author)
    Membership.objects.filter(person=world.people[MANAGER]).update(ended_at=datetime(2013, 1, 1, tzinfo=UTC))
    found = desks(world, MONDAY)
    assert set(found) == {ADMIN, *ASSESSING}


class TestSending:
    """Friday 8 November is five working days before the deadline."""

    today = date(2013, 11, 8)

    @pytest.fixture(autouse=True)
    def _not_handed_in(self, everything: Scope, world: World) -> None:
        handed(world, stage="")

    def test_those_with_something_near_and_nobody_else(self, world: World) -> None:
        assert run(self.today).to == ["activity.lead", "project.manager"]

    def test_the_mail_counts_and_leads_and_says_nothing_else(self, world: World) -> None:
        told = [one.text for one in run(self.today).letters]
        assert set(told) == {
            "Hej\n\nDer ligger noget til dig i Virkning:\n\n"
            "- Fristen er inden for 5 hverdage: 1 indberetning\n\nSe det på Min dag:\n\n"
            "https://virkning.example/min-dag/\n\n"
            "Du får højst én påmindelse om dagen, og kun når en frist er nær eller overskredet. "
            "Slå påmindelsen fra under Indstillinger:\n\nhttps://virkning.example/konto/\n\n"
            "Mailen er sendt automatisk og kan ikke besvares."
        }

    def test_no_name_of_anybody_or_anything_stands_in_a_mail(self, world: World) -> None:
        world_names = [person.name for person in world.people.values()]
        world_names += [organisation.name for organisation in world.organisations.values()]
        world_names += ["Vores projekt", "Deres projekt", "Programmet", "Aktivitet i", "Milepæl i", "2013"]
        for today in (self.today, APPROVE_BY, date(2013, 12, 9)):
            for one in run(today).letters:
                said = one.subject + one.text.replace(LINKS.my_day, "").replace(LINKS.settings, "")
                assert [name for name in world_names if name in said] == []

    def test_late_near_and_sent_back_are_told_apart(self, world: World) -> None:
        today = date(2013, 12, 9)
        more = {"project": world.ours.project, "area": world.ours.area, "title": "x"}
        near = Activity.objects.create(number="1.2", **more)
        Activity.objects.create(number="1.3", **more)
        Submission.objects.create(round=the_round(world), activity=near, stage="submitted")
        moment = datetime(2013, 12, 6, 9, tzinfo=UTC)
        handed(world, stage="returned", returned_reason="Mere", returned_at=moment)
        box = run(today)
        (mine,) = [one.text for one in box.letters if one.to.startswith("project.manager")]
        assert (
            "- Fristen er overskredet: 1 indberetning, 1 godkendelse og 1 statusrunde, der skal lukkes\n"
            "- Sendt tilbage til dig: 1 indberetning\n" in mine
        )
        (theirs,) = [one.text for one in box.letters if one.to.startswith("activity.lead")]
        assert "- Fristen er overskredet: 1 indberetning\n- Sendt tilbage til dig: 1 indberetning\n" in theirs

    def test_one_mail_a_day_however_often_it_is_run(self, world: World) -> None:
        assert len(run(self.today).letters) == 2
        assert run(self.today).letters == []
        assert run(self.today + timedelta(days=3)).letters == [], "no deadline comes nearer on that Monday"
        assert run(date(2013, 11, 14)).to == ["activity.lead", "project.manager"], "the day before"

    @pytest.mark.parametrize("day", [date(2013, 11, 9), date(2013, 12, 25)])
    def test_on_no_other_than_a_working_day(self, world: World, day: date) -> None:
        assert run(day).letters == []

    def test_off_is_off(self, world: World) -> None:
        person = world.people[LEAD]
        choose_digest(person, wanted=False, by=person.author)
        assert run(self.today).to == ["project.manager"]
        choose_digest(person, wanted=True, by=person.author)
        assert run(self.today).to == ["activity.lead"]

    def test_whoever_switches_it_off_meanwhile_is_not_written_to(self, world: World) -> None:
        class SwitchesOff(Letterbox):
            def send(self, letter: Letter) -> None:
                super().send(letter)
                Person.objects.update(wants_digest=False)

        assert len(run(self.today, SwitchesOff()).letters) == 1

    def test_whoever_has_delivered_is_not_reminded(self, world: World) -> None:
        handed(world, stage="submitted", submitter=world.people[LEAD])
        late = date(2013, 11, 18)
        assert run(late).to == ["project.manager"], "who is to approve by Friday"
        handed(world, stage="approved")
        assert run(date(2013, 11, 25)).letters == []

    def test_nobody_without_access_is_written_to(self, world: World) -> None:
        close_access(world.people[LEAD], by=world.people[ADMIN].author)
        Person.objects.filter(pk=world.people[MANAGER].pk).update(is_active=False)
        assert run(self.today).to == ["lead.administrator"], "with nobody left, it lies with them"

    def test_two_processes_send_one_mail_each_person(self, world: World) -> None:
        class TwoAtOnce(Letterbox):
            def send(self, letter: Letter) -> None:
                if not self.letters:
                    super().send(letter)
                    run(TestSending.today, self)  # another process, while the first is at the first person
                else:
                    super().send(letter)

        assert run(self.today, TwoAtOnce()).to == ["activity.lead", "project.manager"]

    def test_a_process_killed_after_taking_the_day_sends_none_twice(self, world: World) -> None:
        with pytest.raises(KeyboardInterrupt):
            run(self.today, Letterbox(fails=[KeyboardInterrupt()]))  # type: ignore[list-item]
        assert len(run(self.today).letters) == 1

    def test_a_closed_post_office_takes_no_days(self, world: World) -> None:
        done = remind(today=self.today, post=Letterbox(fails=[PostOfficeClosed("x")]), links=LINKS)
        assert (done.sent, done.left_over) == (0, True)
        assert run(self.today).to == ["activity.lead", "project.manager"]

    @pytest.mark.parametrize("failure", [LetterRefused, MailNotSent])
    def test_one_that_was_refused_or_is_not_known_of_is_not_sent_again(
        self, world: World, failure: type[MailNotSent], caplog: pytest.LogCaptureFixture
    ) -> None:
        done = remind(today=self.today, post=Letterbox(fails=[failure("x")]), links=LINKS)
        assert (done.sent, done.not_sent, done.left_over) == (1, 1, False)
        assert run(self.today).letters == []
        assert "@" not in caplog.text

    def test_a_server_that_never_answers_is_not_asked_for_ever(self, world: World) -> None:
        for number in range(6):
            person = Person.objects.create(email=f"{number}@example.test", name="x")
            Membership.objects.create(
                person=person, organisation=world.organisations["lead"], role="employee"
            )
            Assignment.objects.create(person=person, project=world.ours.project, role="project_manager")
        silent = Letterbox(fails=[MailNotSent("x")] * 8)
        done = remind(today=self.today, post=silent, links=LINKS)
        assert (done.not_sent, done.left_over) == (3, True)
        refusing = Letterbox(fails=[LetterRefused("x")] * 4)
        done = remind(today=self.today, post=refusing, links=LINKS)
        assert (done.sent, done.not_sent, done.left_over) == (1, 4, False)

    def test_the_mail_is_in_its_readers_language(self, world: World, settings: Any) -> None:
        settings.LANGUAGES = [("da", "Dansk"), ("en", "English")]
        Person.objects.update(language="en")
        box = run(self.today)
        assert {one.subject for one in box.letters} == {"Reminder from Virkning"}
        assert all(
            "- The deadline is within 5 working days: 1 submission\n" in one.text for one in box.letters
        )

    def test_as_many_queries_for_many_people_as_for_few(self, world: World) -> None:
        def asked() -> int:
            forget()
            with CaptureQueriesContext(connection) as found:
                list(due_reminders(self.today))
            return len(found)

        few = asked()
        assert few <= 30
        for number in range(25):
            person = Person.objects.create(email=f"{number}@example.test", name="x")
            Membership.objects.create(
                person=person, organisation=world.organisations["lead"], role="employee"
            )
            Assignment.objects.create(person=person, project=world.ours.project, role="project_manager")
        assert len(list(due_reminders(self.today))) == 27
        assert asked() == few


def test_a_rounds_life(world: World) -> None:
    """What everybody is told, and why, from before the deadline until it is closed, asked every day."""
    handed(world, stage="")
    told: list[tuple[date, str, Occasion]] = []
    names = {person.pk: name for name, person in world.people.items()}
    for step in range(43):
        today = date(2013, 11, 1) + timedelta(days=step)
        if today == date(2013, 11, 20):
            handed(world, stage="submitted", submitter=world.people[LEAD])
        if today == date(2013, 11, 27):
            handed(world, stage="approved")
        told += [(today, names[one.person.pk], one.why) for one in due_reminders(today)]
        run(today)
    near, passed, late = Occasion.NEAR, Occasion.PASSED, Occasion.STILL_LATE
    evaluators = ["evaluator", "evaluator of the programme"]
    assert sorted(told) == sorted(
        [
            *((date(2013, 11, 8), name, near) for name in (MANAGER, LEAD)),
            *((date(2013, 11, 14), name, near) for name in (MANAGER, LEAD)),
            *((date(2013, 11, 18), name, passed) for name in (MANAGER, LEAD)),
            (date(2013, 11, 21), MANAGER, near),  # to approve by tomorrow
            (date(2013, 11, 25), MANAGER, passed),
            *((date(2013, 11, 29), name, near) for name in (MANAGER, *evaluators)),  # to close, to assess
            *((date(2013, 12, 5), name, near) for name in (MANAGER, *evaluators)),
            *((date(2013, 12, 9), name, passed) for name in (MANAGER, *evaluators)),
        ]
    )
    assert late not in {why for *_rest, why in told}


class TestCalendar:
    """What comes into one's calendar."""

    def days(self, world: World, name: str, today: date = MONDAY) -> list[tuple[date, DutyKind]]:
        return [(one.day, one.kind) for one in calendar_of_person(world.people[name].pk, today)]

    def test_the_rounds_days_for_those_whose_days_they_are(self, world: World) -> None:
        handed(world, stage="")
        days = [(REPORT_BY, REPORT), (APPROVE_BY, APPROVE), (CLOSE_BY, CLOSE)]
        assert self.days(world, MANAGER) == days
        assert self.days(world, LEAD) == days[:1]
        assert self.days(world, "evaluator") == [(CLOSE_BY, ASSESS)]
        for name in ("steering group", "partner assigned", "stranger assigned", "coordinator"):
            assert self.days(world, name) == []

    def test_a_planned_round_stands_there_beforehand(self, world: World) -> None:
        handed(world, stage="")
        StatusRound.objects.filter(pk=the_round(world).pk).update(stage=RoundStage.PLANNED, opened_at=None)
        assert self.days(world, LEAD, date(2013, 1, 7)) == [(REPORT_BY, REPORT)]
        assert self.days(world, LEAD, date(2012, 1, 7)) == []

    def test_what_has_been_delivered_or_closed_stands_there_no_more(self, world: World) -> None:
        handed(world, stage="submitted", submitter=world.people[LEAD])
        assert self.days(world, LEAD) == []
        StatusRound.objects.filter(pk=the_round(world).pk).update(stage=RoundStage.CLOSED)
        assert self.days(world, MANAGER) == []

    def test_a_passed_deadline_stays_a_while(self, world: World) -> None:
        handed(world, stage="")
        assert (REPORT_BY, REPORT) in self.days(world, LEAD, REPORT_BY + timedelta(days=30))
        assert self.days(world, LEAD, REPORT_BY + timedelta(days=31)) == []

    def test_many_things_on_a_day_are_one(self, world: World) -> None:
        handed(world, stage="")
        Activity.objects.create(project=world.ours.project, area=world.ours.area, number="1.2", title="x")
        assert self.days(world, LEAD) == [(REPORT_BY, REPORT)]
        assert calendar_of_person(world.people[LEAD].pk, MONDAY) == (CalendarDay(REPORT_BY, REPORT),)
