"""Editing a project's structure: every act is one entry, and one undo takes it back as a whole."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from virkning.figures.dates import Deadline
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.milestones import Light, MilestoneKind
from virkning.figures.periods import Period
from virkning.figures.rules import TargetRule
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.activities import (
    change_activity,
    close_activity,
    create_activity,
    reopen_activity,
)
from virkning.rooms.activities.actions.areas import change_area, create_area
from virkning.rooms.activities.actions.milestones import (
    Aim,
    Since,
    add_milestone_target,
    change_milestone,
    change_milestone_target,
    create_milestone,
    remove_milestone_target,
)
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, MilestoneTarget
from virkning.rooms.activities.queries.numbers import (
    next_activity_number,
    next_area_number,
    next_milestone_number,
    next_number,
)
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.telling import tell
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.undo import undo
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.evaluations.actions.assessments import (
    About,
    assess,
    change_assessment,
    remove_assessment,
)
from virkning.rooms.evaluations.actions.structure import move, remove_part, removed_parts, restore_part
from virkning.rooms.evaluations.queries import goes_along
from virkning.rooms.exchange.queries import project_as_book
from virkning.rooms.organisations.models import Municipality
from virkning.rooms.programmes.actions.acts import take_back
from virkning.rooms.programmes.actions.parties import add_party, change_lead, remove_party
from virkning.rooms.programmes.actions.periods import add_periods, remove_period, set_baseline
from virkning.rooms.programmes.actions.projects import Head, change_project, create_project
from virkning.rooms.programmes.models import Party, Project, ProjectPeriod
from virkning.rooms.results.actions.results import Meaning, change_result, create_result
from virkning.rooms.results.actions.targets import LaterTarget, add_target_version, remove_target_version
from virkning.rooms.results.models import Result, ResultActivity, Series, TargetVersion
from virkning.rooms.results.queries.numbers import next_result_number
from world import World, build_world

KAREN = Author.person(1, "Karen Prøve")


@pytest.fixture
def world(db: None, everything: Scope) -> World:
    return build_world()


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


NUMBERS = [
    # used | first | siblings | next
    ([], "1", None, "1"),
    (["1", "2"], "1", None, "3"),
    (["1.1", "1.2", "1.3"], "1.1", None, "1.4"),
    (["1.1", "2.1"], "2.1", ["2.1"], "2.2"),
    (["1.1", "1.2"], "2.1", [], "2.1"),
    (["2.1"], "2.1", [], "2.2"),
    (["A1", "A2"], "1", None, "A3"),
    (["1.9"], "1", None, "1.10"),
    (["3", "1"], "1", None, "2"),
    (["3", "2"], "1", None, "4"),
    (["a"], "1", None, "1"),
    (["1b"], "1", None, "2b"),
]


@pytest.mark.parametrize(("used", "first", "siblings", "wanted"), NUMBERS)
def test_the_next_free_number(used: list[str], first: str, siblings: list[str] | None, wanted: str) -> None:
    assert next_number(used, first, siblings) == wanted


def test_numbers_are_suggested_for_every_kind(world: World) -> None:
    ours = world.ours
    assert next_area_number(ours.project) == "2"
    assert next_activity_number(ours.area) == "1.2"
    assert next_milestone_number(ours.activity) == "2"
    assert next_result_number(ours.project) == "2"


def test_an_area_is_made_after_the_others_and_a_number_is_used_once(world: World) -> None:
    area = create_area(project=world.ours.project, number="2", title="Arbejde", by=KAREN)
    assert area.position == 1
    made = last()
    activity = create_activity(area=area, number="2.1", title="Job", by=KAREN)
    with pytest.raises(Refused):  # the activity would hang in the air
        take_back(made, KAREN)
    take_back(last(), KAREN)
    assert not Activity.objects.filter(pk=activity.pk).exists()
    take_back(made, KAREN)
    create_area(project=world.ours.project, number="2", title="Arbejde", by=KAREN)
    with pytest.raises(IntegrityError):
        create_area(project=world.ours.project, number="2", title="Igen", by=KAREN)


def test_two_rename_one_area(world: World) -> None:
    change_area(world.ours.area, number="1", title="Den første", by=KAREN, version=1)
    with pytest.raises(Conflict):
        change_area(world.ours.area, number="1", title="Den anden", by=KAREN, version=1)
    with pytest.raises(Refused) as refused:
        change_area(world.ours.area, number="1", title=" ", by=KAREN, version=2)
    assert set(refused.value.errors) == {"title"}


def test_an_activity_is_closed_with_a_reason_and_opened_again(world: World) -> None:
    activity = world.ours.activity
    close_activity(activity, period=world.ours.periods["2012"], reason="Ingen deltagere", by=KAREN, version=1)
    assert Activity.objects.get(pk=activity.pk).closed_in == world.ours.periods["2012"]
    with pytest.raises(Refused):
        close_activity(activity, period=world.theirs.periods["2012"], reason="x", by=KAREN)
    with pytest.raises(Refused) as refused:
        reopen_activity(activity, reason=" ", by=KAREN)
    assert set(refused.value.errors) == {"reopened_reason"}
    reopen_activity(activity, reason="Nye midler", by=KAREN)
    now = Activity.objects.get(pk=activity.pk)
    assert (now.closed_reason, now.reopened_reason) == ("", "Nye midler")
    undo(last(), record=Activity.objects.get(pk=activity.pk), by=KAREN)
    assert Activity.objects.get(pk=activity.pk).closed_in == world.ours.periods["2012"]


def test_another_projects_area_and_strangers_are_refused(world: World) -> None:
    common = {"number": "1.1", "title": "x", "responsible": "", "remark": "", "by": KAREN}
    with pytest.raises(Refused) as refused:
        change_activity(world.ours.activity, area=world.theirs.area, lead=None, **common)
    assert set(refused.value.errors) == {"area"}
    stranger = world.people["stranger administrator"]
    with pytest.raises(Refused) as refused:
        create_activity(area=world.ours.area, number="1.2", title="x", lead=stranger, by=KAREN)
    assert set(refused.value.errors) == {"lead"}
    made = create_activity(
        area=world.ours.area, number="1.2", title="Ny", lead=world.people["activity lead"], by=KAREN
    )
    assert made.position == 1


def test_a_milestone_and_its_first_target_are_one_act(world: World) -> None:
    entries = AuditEntry.objects.count()
    made = create_milestone(
        activity=world.ours.activity,
        number="2",
        statement="30 har deltaget",
        kind=MilestoneKind.COUNT,
        aim=Aim(Decimal(30), deadline=Deadline.parse("2012K3")),
        by=KAREN,
    )
    assert AuditEntry.objects.count() == entries + 1
    changed = change_milestone(
        made,
        number="2",
        statement="40 har deltaget",
        kind=MilestoneKind.COUNT,
        aim=Aim(Decimal(40), deadline=Deadline.parse("2012K3")),
        since=Since(),
        by=KAREN,
        version=1,
    )
    [told] = tell([last()])
    assert sorted((one.field, one.before, one.after) for one in told.changes) == [
        ("Milepæl", "30 har deltaget", "40 har deltaget"),
        ("Måltal", "30", "40"),
    ]
    take_back(last(), KAREN)
    assert Milestone.objects.get(pk=changed.pk).statement == "30 har deltaget"
    assert MilestoneTarget.objects.get(milestone=changed).amount == Decimal(30)


def test_a_target_alone_raises_the_milestones_version_too(world: World) -> None:
    milestone = world.ours.milestone
    given = {
        "number": "1",
        "statement": milestone.statement,
        "kind": MilestoneKind.COUNT,
        "since": Since(),
        "by": KAREN,
        "version": 1,
    }
    deadline = Deadline.parse("31.12.2013")
    change_milestone(milestone, aim=Aim(Decimal(50), deadline=deadline), **given)
    with pytest.raises(Conflict):
        change_milestone(
            Milestone.objects.get(pk=milestone.pk), aim=Aim(Decimal(60), deadline=deadline), **given
        )
    assert MilestoneTarget.objects.get(milestone=milestone).amount == Decimal(50)


def test_a_milestones_type_must_fit_what_is_reported(world: World) -> None:
    given = {"number": "1", "statement": "x", "since": Since(), "by": KAREN}
    with pytest.raises(Refused) as refused:
        change_milestone(world.ours.milestone, kind=MilestoneKind.TEXT, aim=Aim(text="ord"), **given)
    assert set(refused.value.errors) == {"kind"}
    with pytest.raises(Refused) as refused:
        change_milestone(world.ours.milestone, kind=MilestoneKind.COUNT, aim=Aim(text="ord"), **given)
    assert set(refused.value.errors) == {"text"}


def test_a_later_milestone_target(world: World) -> None:
    target = add_milestone_target(
        milestone=world.ours.milestone,
        valid_from=world.ours.periods["2012"],
        aim=Aim(Decimal(60)),
        reason="Flere skoler",
        by=KAREN,
    )
    for aim, reason in ((Aim(), "x"), (Aim(Decimal(1)), " ")):
        with pytest.raises(Refused):
            change_milestone_target(
                target, valid_from=world.ours.periods["2012"], aim=aim, reason=reason, by=KAREN
            )
    change_milestone_target(
        target,
        valid_from=world.ours.periods["2013"],
        aim=Aim(Decimal(61)),
        reason="Flere skoler",
        by=KAREN,
        version=1,
    )
    remove_milestone_target(target, by=KAREN)
    assert MilestoneTarget.objects.filter(milestone=world.ours.milestone).count() == 1


MEANT = {
    "number": "2",
    "statement": "De læser",
    "term": Term.SHORT,
    "kind": IndicatorKind.NUMBER,
    "unit": "pct.",
}


def test_a_result_with_all_that_belongs_to_it_is_one_act(world: World) -> None:
    other = create_activity(area=world.ours.area, number="1.2", title="Anden", by=KAREN)
    entries = AuditEntry.objects.count()
    meaning = Meaning(
        **MEANT,
        activities=[other, world.ours.activity],
        rule=TargetRule.AT_MOST_OVER_REFERENCE,
        amount=Decimal(2),
        target_series="Nydanske",
        reference_series=["Alle", "Byen"],
    )
    made = create_result(project=world.ours.project, meaning=meaning, by=KAREN)
    assert AuditEntry.objects.count() == entries + 1
    row = next(one for one in project_as_book(world.ours.project).results.items if one.number == "2")
    assert row.activities == ("1.2", "1.1")
    assert (row.target_series, row.reference_series) == ("Nydanske", ("Alle", "Byen"))
    assert (row.rule, row.amount) == (TargetRule.AT_MOST_OVER_REFERENCE, Decimal(2))
    changed = Meaning(**MEANT, area=world.ours.area, rule=TargetRule.AT_LEAST, amount=Decimal(75))
    change_result(made, meaning=changed, by=KAREN, version=1)
    assert not ResultActivity.objects.filter(result=made).exists()
    assert TargetVersion.objects.get(result=made).rule == "at_least"
    assert not Series.objects.filter(result=made, is_target=True).exists()
    [told] = tell([last()])
    assert ("Aktiviteter", "1.2, 1.1", "") in [(one.field, one.before, one.after) for one in told.changes]
    take_back(last(), KAREN)
    row = next(one for one in project_as_book(world.ours.project).results.items if one.number == "2")
    assert row.activities == ("1.2", "1.1")
    assert (row.target_series, row.reference_series) == ("Nydanske", ("Alle", "Byen"))


def test_what_a_result_cannot_be(world: World) -> None:
    tries = [
        ({"rule": TargetRule.AT_LEAST}, "amount"),
        ({"amount": Decimal(3)}, "rule"),
        ({"rule": TargetRule.EQUALS_REFERENCE}, "reference_series"),
        ({"activities": [world.ours.activity], "area": world.ours.area}, "area"),
        ({"activities": [world.theirs.activity]}, "activities"),
        ({"baseline": world.theirs.periods["2010"]}, "baseline"),
        ({"replaced_by": world.theirs.result}, "replaced_by"),
        ({"unit": "x" * 61}, "unit"),
        ({"target_series": "A", "reference_series": ["A"]}, "reference_series"),
        ({"statement": " "}, "statement"),
    ]
    for given, field in tries:
        with pytest.raises(Refused) as refused:
            create_result(project=world.ours.project, meaning=Meaning(**{**MEANT, **given}), by=KAREN)
        assert set(refused.value.errors) == {field}
    with pytest.raises(Refused) as refused:
        change_result(
            world.ours.result,
            meaning=Meaning(**{**MEANT, "number": "1", "kind": IndicatorKind.YES_NO}),
            by=KAREN,
        )
    assert set(refused.value.errors) == {"kind"}


def test_results_do_not_replace_each_other_in_a_ring(world: World) -> None:
    second = create_result(
        project=world.ours.project, meaning=Meaning(**MEANT, replaced_by=world.ours.result), by=KAREN
    )
    with pytest.raises(Refused) as refused:
        change_result(
            world.ours.result, meaning=Meaning(**{**MEANT, "number": "1"}, replaced_by=second), by=KAREN
        )
    assert set(refused.value.errors) == {"replaced_by"}


def test_a_later_target_version(world: World) -> None:
    later = LaterTarget(
        world.ours.periods["2012"], "For højt", TargetRule.AT_LEAST, Decimal(70), Deadline.parse("2013")
    )
    version = add_target_version(result=world.ours.result, target=later, by=KAREN)
    with pytest.raises(IntegrityError):
        add_target_version(result=world.ours.result, target=later, by=KAREN)
    remove_target_version(version, by=KAREN)
    assert TargetVersion.objects.filter(result=world.ours.result).count() == 1


def test_removing_an_area_takes_everything_in_it_and_one_undo_brings_it_back(world: World) -> None:
    before = project_as_book(world.ours.project)
    along = goes_along(world.ours.area)
    assert [len(one) for one in (along.activities, along.milestones, along.results)] == [1, 1, 1]
    entries = AuditEntry.objects.count()
    remove_part(world.ours.area, by=KAREN, reason="Fejl", version=1)
    assert AuditEntry.objects.count() == entries + 1
    for model in (FocusArea, Activity):
        assert not model.objects.filter(project=world.ours.project).exists()
    assert not Milestone.objects.filter(pk=world.ours.milestone.pk).exists()
    assert not Result.objects.filter(pk=world.ours.result.pk).exists()
    assert [one.pk for one in removed_parts(world.ours.project)] == [world.ours.area.pk]
    take_back(last(), KAREN)
    assert project_as_book(world.ours.project) == before


def test_what_is_removed_is_brought_back_from_the_list(world: World) -> None:
    before = project_as_book(world.ours.project)
    remove_part(world.ours.activity, by=KAREN)
    [removed] = removed_parts(world.ours.project)
    restore_part(removed, by=KAREN)
    assert project_as_book(world.ours.project) == before
    remove_part(world.ours.milestone, by=KAREN)
    remove_part(world.ours.activity, by=KAREN)
    milestone = Milestone._base_manager.get(pk=world.ours.milestone.pk)
    with pytest.raises(Refused):
        restore_part(milestone, by=KAREN)
    with pytest.raises(Conflict):
        remove_part(world.ours.milestone, by=KAREN)


def test_a_result_shared_with_another_activity_stays_with_it(world: World) -> None:
    other = create_activity(area=world.ours.area, number="1.2", title="Anden", by=KAREN)
    ResultActivity.objects.create(result=world.ours.result, activity=other, position=1)
    remove_part(world.ours.activity, by=KAREN)
    assert Result.objects.filter(pk=world.ours.result.pk).exists()


def test_moving_within_the_area_leaves_the_others_where_they_are(world: World) -> None:
    second = create_area(project=world.ours.project, number="2", title="To", by=KAREN)
    made = [
        create_activity(area=area, number=number, title=number, by=KAREN)
        for area, number in ((world.ours.area, "1.2"), (second, "2.1"), (world.ours.area, "1.3"))
    ]
    move(made[2], to=0, by=KAREN)

    def order() -> list[str]:
        rows = Activity.objects.filter(project=world.ours.project).order_by("position", "id")
        return list(rows.values_list("number", flat=True))

    assert order() == ["1.3", "1.1", "2.1", "1.2"]
    take_back(last(), KAREN)
    assert order() == ["1.1", "1.2", "2.1", "1.3"]
    entries = AuditEntry.objects.count()
    move(made[0], to=1, by=KAREN)
    assert AuditEntry.objects.count() == entries
    move(made[0], to=99, by=KAREN)
    assert order() == ["1.1", "1.3", "2.1", "1.2"]


def test_assessments(world: World) -> None:
    about = About(result=world.ours.result)
    made = assess(
        project=world.ours.project,
        about=about,
        period=world.ours.periods["2013"],
        by=KAREN,
        light=Light.GREEN,
    )
    change_assessment(
        made, period=world.ours.periods["2013"], text="Godt", light=Light.YELLOW, by=KAREN, version=1
    )
    remove_assessment(made, by=KAREN)
    tries = [
        ({"about": About(activity=world.ours.activity), "light": Light.RED}, "light"),
        ({"about": About()}, "text"),
        ({"about": About(area=world.theirs.area), "text": "x"}, "area"),
        ({"about": About(), "text": "x", "period": world.theirs.periods["2013"]}, "period"),
    ]
    for given, field in tries:
        with pytest.raises(Refused) as refused:
            assess(
                **{"project": world.ours.project, "period": world.ours.periods["2013"], "by": KAREN, **given}
            )
        assert set(refused.value.errors) == {field}


def test_a_project_is_made_with_periods_parties_and_funder(world: World) -> None:
    made = create_project(
        organisation=world.organisations["lead"],
        head=Head("Nyt", date(2026, 1, 1), date(2028, 12, 31), world.programme),
        periods=[Period.parse("2027"), Period.parse("2026")],
        baseline=Period.parse("2026"),
        partners=[Municipality.objects.get(code="479"), Municipality.objects.get(code="101")],
        by=KAREN,
    )
    assert last().project_id == made.pk
    roles = Party.objects.filter(project=made).order_by("position").values_list("organisation__name", "role")
    assert list(roles) == [
        (world.organisations["lead"].name, "lead"),
        (world.organisations["partner"].name, "partner"),
        ("Københavns Kommune", "partner"),
        ("Styrelsen", "funder"),
    ]
    assert ProjectPeriod.objects.get(project=made, is_baseline=True).period.canonical == "2026"
    head = Head("nyt ", date(2026, 1, 1), date(2028, 12, 31))
    with pytest.raises(Refused) as refused:
        create_project(
            organisation=world.organisations["lead"],
            head=head,
            periods=[Period.parse("2026")],
            baseline=Period.parse("2026"),
            by=KAREN,
        )
    assert set(refused.value.errors) == {"name"}


def test_a_project_that_leaves_its_programme_loses_the_funder(world: World) -> None:
    project = Project.objects.get(pk=world.ours.project.pk)
    head = Head(project.name, project.starts_on, project.ends_on, None)
    change_project(project, head=head, by=KAREN, version=1)
    assert not Party.objects.filter(project=project, role=PartyRole.FUNDER).exists()
    take_back(last(), KAREN)
    assert Party.objects.filter(project=project, role=PartyRole.FUNDER).exists()
    with pytest.raises(Refused) as refused:
        change_project(project, head=Head("x", date(2013, 1, 1), date(2012, 1, 1)), by=KAREN)
    assert set(refused.value.errors) == {"ends_on"}


def test_periods_are_added_and_removed_where_nothing_uses_them(world: World) -> None:
    project = world.ours.project
    [new] = add_periods(project=project, periods=[Period.parse("2014"), Period.parse("2013")], by=KAREN)
    with pytest.raises(Refused):
        add_periods(project=project, periods=[Period.parse("2014")], by=KAREN)
    with pytest.raises(Refused) as refused:
        remove_period(world.ours.periods["2012"], by=KAREN)
    assert "2012" in str(refused.value)
    set_baseline(new, by=KAREN)
    assert ProjectPeriod.objects.get(project=project, is_baseline=True) == new
    take_back(last(), KAREN)
    new.refresh_from_db()
    remove_period(new, by=KAREN)
    assert not ProjectPeriod.objects.filter(pk=new.pk).exists()
    take_back(last(), KAREN)
    assert ProjectPeriod.objects.filter(project=project, start=date(2014, 1, 1)).exists()


def test_parties_come_and_go_and_the_lead_changes_by_its_own_act(world: World) -> None:
    project = world.ours.project
    added = add_party(
        project=project, organisation=world.organisations["stranger"], role=PartyRole.PARTNER, by=KAREN
    )
    with pytest.raises(Refused):  # somebody of theirs has a role in the project
        remove_party(added, by=KAREN)
    lead = Party.objects.get(project=project, role=PartyRole.LEAD)
    funder = Party.objects.get(project=project, role=PartyRole.FUNDER)
    for party in (lead, funder):
        with pytest.raises(Refused):
            remove_party(party, by=KAREN)
    for role in (PartyRole.PARTNER, PartyRole.FUNDER, PartyRole.EVALUATOR):
        with pytest.raises(Refused, match="allerede ansvarlig"):
            add_party(project=project, organisation=world.organisations["lead"], role=role, by=KAREN)
    with pytest.raises(Refused, match="Fjern organisationen som evaluator først"):
        change_lead(project=project, organisation=world.organisations["evaluator"], by=KAREN)
    change_lead(project=project, organisation=world.organisations["partner"], by=KAREN)
    assert (
        Party.objects.get(project=project, role=PartyRole.LEAD).organisation == world.organisations["partner"]
    )
    assert Party.objects.filter(
        project=project, organisation=world.organisations["lead"], role=PartyRole.PARTNER
    ).exists()
