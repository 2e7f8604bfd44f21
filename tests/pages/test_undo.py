"""Undo takes what the thing itself takes, and never takes away what somebody has written since."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.reading import words
from virkning.figures.milestones import Light, MilestoneKind
from virkning.figures.periods import Period
from virkning.rooms.access.roles import AssignmentRole, PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.activities import change_activity, create_activity
from virkning.rooms.activities.actions.milestones import create_milestone
from virkning.rooms.activities.actions.registrations import change_registration, register
from virkning.rooms.activities.actions.statuses import judge_milestone, report_status
from virkning.rooms.activities.models import Activity, Milestone, Registration, StatusReport
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.actions.structure import move, remove_part, restore_part
from virkning.rooms.programmes.actions.assignments import assign
from virkning.rooms.programmes.actions.parties import add_party, change_lead
from virkning.rooms.programmes.actions.projects import Head, create_project
from virkning.rooms.programmes.models import Assignment, Party, Project
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]

As = Callable[[str], Client]


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


def author(world: World, who: str) -> Any:
    return world.people[who].author


def undo(client: Client, entry: AuditEntry) -> Any:
    return client.post(reverse("undo_entry", args=(entry.pk,)), follow=True)


# What others have written since ---------------------------------------------------------------------------------------


def test_a_registration_another_has_corrected_is_not_taken_away(world: World, as_: As) -> None:
    made = register(
        activity=world.ours.activity,
        day=date(2012, 1, 1),
        kind="x",
        count=1,
        by=author(world, "project manager"),
    )
    entry = last()
    change_registration(
        made, day=made.day, kind="x", count=99, note="Ny", by=author(world, "activity lead"), version=1
    )
    told = words(undo(as_("project manager"), entry))
    assert "Activity lead har skrevet her siden" in told
    assert "fjern det på tingens egen side" in told
    assert Registration.objects.get(pk=made.pk).count == 99


def test_an_activity_another_has_corrected_is_not_taken_away(world: World, as_: As) -> None:
    made = create_activity(area=world.ours.area, number="9", title="Ny", by=author(world, "project manager"))
    entry = last()
    change_activity(
        Activity.objects.get(pk=made.pk),
        area=made.area,
        number="9",
        title="Ny",
        responsible="",
        remark="Bos lange bemærkning",
        lead=None,
        by=author(world, "lead administrator"),
        version=1,
    )
    assert "Lead administrator har skrevet her siden" in words(undo(as_("project manager"), entry))
    assert Activity.objects.get(pk=made.pk).remark == "Bos lange bemærkning"


def test_what_hangs_on_it_keeps_it(world: World, as_: As) -> None:
    by = author(world, "project manager")
    made = create_milestone(
        activity=world.ours.activity,
        number="9",
        statement="Ny",
        kind=MilestoneKind.YES_NO,
        by=by,
    )
    entry = last()
    report_status(
        milestone=Milestone.objects.get(pk=made.pk),
        period=world.ours.periods["2013"],
        by=author(world, "activity lead"),
        status=None,
        value=None,
        value_text="",
        numerator=None,
        denominator=None,
        comment="Vi er i gang",
    )
    assert "Activity lead har skrevet her siden" in words(undo(as_("project manager"), entry))
    assert Milestone.objects.filter(pk=made.pk).exists()


def test_what_nobody_has_touched_is_taken_back_also_where_others_were_moved(world: World, as_: As) -> None:
    by = author(world, "project manager")
    made = create_activity(area=world.ours.area, number="9", title="Ny", by=by)
    entry = last()
    move(Activity.objects.get(pk=made.pk), to=0, by=by)
    assert "Det er fortrudt." in words(undo(as_("project manager"), entry))
    assert not Activity.objects.filter(pk=made.pk).exists()
    assert "Det er allerede fortrudt." in words(undo(as_("project manager"), entry))


def test_what_was_brought_back_and_then_corrected_stays(world: World, as_: As) -> None:
    by = author(world, "project manager")
    made = create_activity(area=world.ours.area, number="9", title="Ny", by=by)
    remove_part(Activity.objects.get(pk=made.pk), by=by)
    restore_part(Activity._base_manager.get(pk=made.pk), by=by)
    entry = last()
    now = Activity.objects.get(pk=made.pk)
    change_activity(
        now,
        area=now.area,
        number="9",
        title="Rettet",
        responsible="",
        remark="",
        lead=None,
        by=author(world, "lead administrator"),
        version=now.version,
    )
    assert "Lead administrator har skrevet her siden" in words(undo(as_("project manager"), entry))
    assert Activity.objects.get(pk=made.pk).title == "Rettet"


def test_a_removal_is_undone_and_so_is_what_was_brought_back(world: World, as_: As) -> None:
    """The milestone has a report from before, which stays with it all the way."""
    remove_part(world.ours.milestone, by=author(world, "project manager"))
    removed = last()
    assert "Det er fortrudt." in words(undo(as_("project manager"), removed))
    assert Milestone.objects.filter(pk=world.ours.milestone.pk).exists()
    assert "Det er fortrudt." in words(undo(as_("project manager"), last()))
    assert not Milestone.objects.filter(pk=world.ours.milestone.pk).exists()


# A project ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def created(world: World) -> tuple[Project, AuditEntry]:
    project = create_project(
        organisation=world.organisations["lead"],
        head=Head("Nyt projekt", date(2020, 1, 1), date(2022, 1, 1)),
        periods=[Period.parse("2020")],
        baseline=Period.parse("2020"),
        by=author(world, "lead administrator"),
    )
    return project, last()


def test_a_project_just_made_is_taken_back_by_those_who_may_make_one(
    world: World, as_: As, created: tuple[Project, AuditEntry]
) -> None:
    project, entry = created
    Assignment.objects.create(
        person=world.people["project manager"], project=project, role=AssignmentRole.PROJECT_MANAGER
    )
    assert undo(as_("project manager"), entry).status_code in (403, 404)
    assert Project.objects.filter(pk=project.pk).exists()
    Assignment.objects.filter(project=project).delete()
    done = undo(as_("lead administrator"), entry)
    assert "Det er fortrudt." in words(done)
    assert done.redirect_chain[-1][0] == reverse("project_list")
    assert not Project.objects.filter(pk=project.pk).exists()


def test_a_project_in_use_is_never_taken_back(
    world: World, as_: As, created: tuple[Project, AuditEntry]
) -> None:
    project, entry = created
    by = author(world, "lead administrator")
    add_party(project=project, organisation=world.organisations["partner"], role=PartyRole.PARTNER, by=by)
    assign(person=world.people["project manager"], to=project, role=AssignmentRole.PROJECT_MANAGER, by=by)
    for who in ("project manager", "lead administrator"):
        undo(as_(who), entry)
        assert Project.objects.filter(pk=project.pk).exists()
        assert Party.objects.filter(project=project).count() == 2
    assert "har skrevet her siden" in words(undo(as_("lead administrator"), entry))


def test_a_party_is_not_taken_out_under_its_people(
    world: World, as_: As, created: tuple[Project, AuditEntry]
) -> None:
    project, _entry = created
    by = author(world, "lead administrator")
    change_lead(project=project, organisation=world.organisations["partner"], by=by)
    entry = last()
    assign(person=world.people["partner colleague"], to=project, role=AssignmentRole.PROJECT_MANAGER, by=by)
    told = words(undo(as_("partner administrator"), entry))
    assert "kan ikke fjernes, så længe dens folk har roller i projektet: Partner colleague" in told
    assert Party.objects.get(project=project, role="lead").organisation == world.organisations["partner"]


# Who may --------------------------------------------------------------------------------------------------------------


def judge(world: World, light: Light) -> AuditEntry:
    report = StatusReport.objects.get(milestone=world.ours.milestone)
    judge_milestone(
        milestone=world.ours.milestone,
        period=world.ours.periods["2012"],
        by=author(world, "evaluator"),
        light=light,
        version=report.version,
    )
    return last()


def comment(world: World, who: str, **more: Any) -> AuditEntry:
    report = StatusReport.objects.get(milestone=world.ours.milestone)
    values: dict[str, Any] = {"status": None, "value": report.value, "value_text": ""}
    report_status(
        milestone=world.ours.milestone,
        period=world.ours.periods["2012"],
        by=author(world, who),
        numerator=None,
        denominator=None,
        comment="Rettet",
        version=report.version,
        **values,
        **more,
    )
    return last()


def judged_of(world: World) -> str:
    return str(StatusReport.objects.get(milestone=world.ours.milestone).judged)


def test_a_judged_light_is_taken_back_by_those_who_judge(world: World, as_: As) -> None:
    entry = judge(world, Light.RED)
    for who in ("activity lead", "project manager", "lead administrator"):
        assert undo(as_(who), entry).status_code == 403
        assert judged_of(world) == "red"
    assert "Det er fortrudt." in words(undo(as_("evaluator"), entry))
    assert judged_of(world) == ""


def test_what_was_reported_is_taken_back_by_those_who_report(world: World, as_: As) -> None:
    entry = comment(world, "activity lead")
    assert undo(as_("evaluator"), entry).status_code == 403
    assert "Det er fortrudt." in words(undo(as_("activity lead"), entry))


def test_both_at_once_take_both(world: World, as_: As) -> None:
    entry = comment(world, "lead administrator", judged=Light.GREEN)
    for who in ("activity lead", "evaluator"):
        assert undo(as_(who), entry).status_code == 403
    assert judged_of(world) == "green"


def test_the_history_offers_each_their_own(world: World, as_: As) -> None:
    def offered(who: str, entry: AuditEntry) -> bool:
        page = as_(who).get(reverse("project_history", args=(world.ours.project.pk,)))
        return reverse("undo_entry", args=(entry.pk,)) in page.content.decode()

    reported = comment(world, "activity lead")
    assert (offered("activity lead", reported), offered("evaluator", reported)) == (True, False)
    light = judge(world, Light.RED)
    assert (offered("activity lead", light), offered("evaluator", light)) == (False, True)


def test_a_report_of_a_light_alone_that_was_taken_back_comes_back_for_those_who_judge(
    world: World, as_: As, everything: Scope
) -> None:
    judge_milestone(
        milestone=world.ours.milestone,
        period=world.ours.periods["2013"],
        by=author(world, "evaluator"),
        light=Light.RED,
        version=None,
    )
    made = last()
    assert undo(as_("activity lead"), made).status_code == 403
    assert "Det er fortrudt." in words(undo(as_("evaluator"), made))
    taken = last()
    assert undo(as_("activity lead"), taken).status_code == 403
    assert "Det er fortrudt." in words(undo(as_("evaluator"), taken))
    assert StatusReport.objects.get(
        milestone=world.ours.milestone, period=world.ours.periods["2013"]
    ).judged == ("red")
