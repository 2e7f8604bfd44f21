"""Twenty who write on one row at the same moment, on PostgreSQL: one gets through, the others are told.

On SQLite the same is shown against the running site (tests/browser/test_nothing_is_lost.py): its test database lives in
memory, where threads would share one connection.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, connections, transaction

from interventions_examples import FULL
from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.actions.statuses import report_status
from virkning.rooms.activities.models import Activity, StatusReport
from virkning.rooms.audit import answers
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry, FormAnswer
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.interventions.actions.interventions import decide_intervention
from virkning.rooms.interventions.actions.items import ItemKind, add_item
from virkning.rooms.interventions.actions.moves import accept, submit, take_back
from virkning.rooms.interventions.actions.whole import describe_new
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.models import Intervention, Receipt
from virkning.rooms.organisations.actions.invitations import accept_as, accept_as_new, invite
from virkning.rooms.organisations.actions.memberships import end_membership
from virkning.rooms.organisations.models import Membership, Municipality, Person
from virkning.rooms.plans.actions.challenges import remove_challenge
from virkning.rooms.plans.actions.plannedactions import create_action
from virkning.rooms.plans.models import Challenge, PlannedAction
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.models import Measurement
from world import World, build_world

# Thorough, and so a run of its own: it empties the tables it leaves, reference data too.
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="see the module's docstring"),
]

WRITERS = 20
EMPLOYEE = MembershipRole.EMPLOYEE


@pytest.fixture
def world(transactional_db: None) -> World:
    for code, name in (("661", "Holstebro"), ("479", "Svendborg"), ("791", "Viborg")):
        Municipality.objects.get_or_create(
            code=code, defaults={"name": name, "official_name": f"{name} Kommune", "cvr": "12345678"}
        )
    with system_scope("test"):
        return build_world()


def at_once(act: Callable[[int], str]) -> Counter[str]:
    """What became of each writer. All of them begin at the same moment."""
    gate = threading.Barrier(WRITERS)

    def write(number: int) -> str:
        try:
            with system_scope("test"):
                gate.wait(timeout=20)
                return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        return Counter(pool.map(write, range(WRITERS)))


def test_of_twenty_reports_on_one_row_one_is_written_and_the_others_are_told(world: World) -> None:
    ours = world.ours
    assert ours is not None

    def write(number: int) -> str:
        try:
            report_status(
                milestone=ours.milestone,
                period=ours.periods["2013"],
                by=COMMAND_LINE,
                status=None,
                value=Decimal(number + 10),
                value_text="",
                numerator=None,
                denominator=None,
                comment=f"Skriver {number}",
                version=None,
            )
        except Conflict as conflict:
            return "told" if isinstance(conflict.current, StatusReport) else "lost"
        return "written"

    assert at_once(write) == {"written": 1, "told": WRITERS - 1}
    with system_scope("test"):
        assert AuditEntry.objects.filter(object_kind="statusreport").count() == 1


def test_of_twenty_measurements_of_one_cell_one_stands_and_the_others_are_told(world: World) -> None:
    ours = world.ours
    assert ours is not None

    def write(number: int) -> str:
        try:
            measure(
                result=ours.result,
                series="",
                period=ours.periods["2013"],
                by=COMMAND_LINE,
                value=Decimal(number),
                supersedes=ours.measurement.pk,
            )
        except Conflict:
            return "told"
        return "written"

    assert at_once(write) == {"written": 1, "told": WRITERS - 1}
    with system_scope("test"):
        stands = Measurement.objects.filter(result=ours.result, period=ours.periods["2013"])
        assert stands.filter(superseded_at__isnull=True).count() == 1
        assert stands.count() == 2


def test_no_action_is_left_under_a_challenge_that_is_removed_at_the_same_moment(world: World) -> None:
    action = PlannedAction._base_manager.get(challenge__project=world.ours.project)
    challenge = Challenge._base_manager.get(pk=action.challenge_id)

    def act(number: int) -> str:
        try:
            if number == 0:
                remove_challenge(challenge, by=COMMAND_LINE)
            else:
                create_action(challenge=challenge, text=f"Nr. {number}", by=COMMAND_LINE)
        except Refused:
            return "told"
        return "done"

    assert at_once(act)["done"] >= 1
    assert not PlannedAction._base_manager.filter(challenge=challenge, removed_at__isnull=True).exists()


@pytest.fixture
def described(world: World) -> Intervention:
    with system_scope("test"):
        return describe_new(
            project=world.ours.project,
            municipality=world.organisations["lead"],
            answers=FULL,
            by=COMMAND_LINE,
        )


def test_of_twenty_who_hand_in_one_gets_a_receipt(described: Intervention) -> None:
    def act(_number: int) -> str:
        try:
            submit(Intervention._base_manager.get(pk=described.pk), by=COMMAND_LINE)
        except Refused:
            return "told"
        return "handed in"

    assert at_once(act) == {"handed in": 1, "told": WRITERS - 1}
    assert Receipt._base_manager.filter(intervention=described).count() == 1


def test_of_accepting_and_taking_back_at_once_only_one_happens(world: World, described: Intervention) -> None:
    with system_scope("test"):
        submit(described, by=COMMAND_LINE)

    def act(number: int) -> str:
        one = Intervention._base_manager.get(pk=described.pk)
        try:
            if number % 2:
                accept(one, by=COMMAND_LINE)
                return "accepted"
            take_back(one, by=COMMAND_LINE)
        except Refused:
            return "told"
        return "taken back"

    done = at_once(act)
    assert done["told"] == WRITERS - 1
    assert done["accepted"] + done["taken back"] == 1
    made = described.elements.filter(activity__isnull=False).count() if done["accepted"] else 0
    with system_scope("test"):
        assert Activity.objects.filter(project=world.ours.project).count() == 1 + made


def test_twenty_write_in_one_description_and_nothing_is_lost(described: Intervention) -> None:
    names = ("summary", "method", "successor", "target_group")

    def act(number: int) -> str:
        one = Intervention._base_manager.get(pk=described.pk)
        if number < len(names):
            write_answers(one, {names[number]: f"Skriver {number}"}, by=COMMAND_LINE, version=one.version)
        else:
            add_item(one, kind=ItemKind.SOURCE, values={"text": f"Kilde {number}"}, by=COMMAND_LINE)
        return "written"

    assert at_once(act) == {"written": WRITERS}
    with system_scope("test"):
        now = Intervention.objects.get(pk=described.pk)
        assert [getattr(now, name) for name in names] == [f"Skriver {number}" for number in range(len(names))]
        assert now.sources.count() == len(FULL.sources) + WRITERS - len(names)


def test_the_same_intervention_is_decided_once(world: World) -> None:
    def act(_number: int) -> str:
        try:
            decide_intervention(
                project=world.ours.project,
                municipality=world.organisations["lead"],
                name="Den samme",
                by=COMMAND_LINE,
            )
        except Refused:
            return "told"
        return "decided"

    assert at_once(act) == {"decided": 1, "told": WRITERS - 1}


def test_nobody_is_closed_and_let_in_at_the_same_moment(world: World) -> None:
    """Access ends in one organisation while invitations to others are taken: whoever has a membership is active."""
    person, lead = world.people["lead colleague"], world.organisations["lead"]
    row = Membership._base_manager.get(person=person, organisation=lead)
    homes = [world.organisations[name] for name in ("partner", "funder", "evaluator", "stranger")]
    with system_scope("test"):
        invitations = [
            invite(organisation=home, email=person.email, name="N", role=EMPLOYEE, by=COMMAND_LINE, days=1)[0]
            for home in homes
        ]

    def act(number: int) -> str:
        try:
            if number == 0:
                end_membership(row, by=COMMAND_LINE)
            else:
                accept_as(invitations[number % 4], person=person)
        except Refused:
            return "told"
        return "done"

    done = at_once(act)["done"]
    now = Person.objects.get(pk=person.pk)
    active = Membership._base_manager.filter(person=person, ended_at__isnull=True).count()
    assert now.is_active == bool(active)
    assert done == active + 1


def test_two_invitations_to_a_new_email_taken_at_once_make_one_person(world: World) -> None:
    homes = [world.organisations[name] for name in ("lead", "partner", "funder", "stranger")]
    with system_scope("test"):
        invitations = [
            invite(organisation=home, email="ny@x.test", name="N", role=EMPLOYEE, by=COMMAND_LINE, days=1)[0]
            for home in homes
        ]

    def take(number: int) -> str:
        try:
            accept_as_new(invitations[number % 4], name="Ny", password="kaffe-og-rugbrød")
        except Refused:
            return "told"
        return "in"

    assert at_once(take) == {"in": 1, "told": WRITERS - 1}
    assert Person.objects.filter(email="ny@x.test").count() == 1


def test_one_form_sent_at_once_by_many_hands_is_answered_once(world: World) -> None:
    key, person = "0" * 36, world.people["project manager"].pk

    def send(number: int) -> str:
        try:
            with transaction.atomic():
                claimed = answers.claim(key=key, person_id=person)
                answers.answered(claimed, f"/{number}/")
        except IntegrityError:
            return "answered before" if answers.answer_to(key=key, person_id=person) else "lost"
        return "answered"

    assert at_once(send) == {"answered": 1, "answered before": WRITERS - 1}
    assert FormAnswer._base_manager.count() == 1
