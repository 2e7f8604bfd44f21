"""What goes out of use in an employment plan, and what comes back with it; what is not written on meanwhile."""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from virkning.figures.planning import PlanAct, PlanTerm, Reached
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry, Draft
from virkning.rooms.audit.queries.history import last_told
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.plans.actions.following import Said, follow_results, follow_up
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan, move_plan
from virkning.rooms.plans.actions.results import (
    add_result,
    change_result,
    place_result,
    retire_result,
    unretire_result,
)
from virkning.rooms.plans.actions.steps import add_step, change_step, place_step, retire_step, unretire_step
from virkning.rooms.plans.actions.undo import take_back_in_plan
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)
from virkning.rooms.plans.queries.standing import lacking_by_plan
from virkning.rooms.plans.queries.whole import load_group, load_plan
from world import World

pytestmark = pytest.mark.django_db

BY = Author.system("prøve")
DAY = date(2011, 6, 1)


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    """A draft of 2011."""
    return create_plan(organisation=world.organisations["lead"], year=2011, by=BY)


@pytest.fixture
def group(plan: EmploymentPlan) -> TargetGroup:
    """C1 with a result that has three steps."""
    overall = OverallGroup.objects.get(goal__plan=plan, letter="C")
    made = add_group(overall, number="C1", title="Unge", by=BY)
    result = add_result(made, text="Afklaret", term=PlanTerm.SHORT, by=BY)
    for text in ("Samtale", "Praktik", "Kursus"):
        add_step(result, text=text, by=BY)
    return made


def the_result(group: TargetGroup) -> PlannedResult:
    return PlannedResult.objects.get(group=group, text="Afklaret")


def the_step(group: TargetGroup, text: str = "Samtale") -> PlannedStep:
    return PlannedStep.objects.get(result__group=group, text=text)


def counting(group: TargetGroup) -> list[str]:
    return [one.text for one in load_group(group).steps]


def retire(group: TargetGroup, on: date = DAY) -> None:
    fates = {one.id: None for one in load_group(group).steps}
    retire_result(the_result(group), on=on, reason="Ny lov", fates=fates, by=BY)


def queries_of(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_a_step_that_went_by_itself_the_same_day_stays_out_of_use(
    plan: EmploymentPlan, group: TargetGroup
) -> None:
    retire_step(the_step(group), on=DAY, by=BY)
    retire(group)
    assert counting(group) == []
    unretire_result(the_result(group), by=BY)
    assert counting(group) == ["Praktik", "Kursus"]
    assert [one.text for one in load_group(group).gone] == ["Samtale"]
    unretire_step(the_step(group), by=BY)
    assert counting(group) == ["Samtale", "Praktik", "Kursus"]
    retire(group)
    unretire_result(the_result(group), by=BY)
    assert counting(group) == ["Samtale", "Praktik", "Kursus"]


def test_taking_a_retirement_back_remembers_who_went_along(plan: EmploymentPlan, group: TargetGroup) -> None:
    retire_step(the_step(group), on=DAY, by=BY)
    retire(group)
    unretire_result(the_result(group), by=BY)
    back = AuditEntry._base_manager.filter(object_id=plan.pk).order_by("-pk")[0]
    take_back_in_plan(back, BY)
    assert counting(group) == []
    unretire_result(the_result(group), by=BY)
    assert counting(group) == ["Praktik", "Kursus"]


def latest(plan: EmploymentPlan) -> AuditEntry:
    return AuditEntry._base_manager.filter(object_id=plan.pk, object_kind="employmentplan").order_by("-pk")[0]


def before_steps_knew(plan: EmploymentPlan) -> AuditEntry:
    """The latest entry, as it was written before steps knew whether they went with their result."""
    entry = latest(plan)
    for done in entry.changes["rows"].values():
        done.get("changes", {}).pop("retired_along", None)
    AuditEntry._base_manager.filter(pk=entry.pk).update(changes=entry.changes)
    return latest(plan)


def along(group: TargetGroup) -> set[tuple[bool, bool]]:
    """Of each step: out of use, and with its result."""
    steps = PlannedStep.objects.filter(result__group=group).order_by("pk")
    return {(one.retired_on is not None, one.retired_along) for one in steps}


def test_an_older_entry_takes_the_steps_knowledge_along(plan: EmploymentPlan, group: TargetGroup) -> None:
    retire(group)
    take_back_in_plan(before_steps_knew(plan), BY)
    assert along(group) == {(False, False)}
    # So a step that goes by itself stays out of use when its result comes back.
    retire_step(the_step(group), on=DAY, by=BY)
    retire(group)
    unretire_result(the_result(group), by=BY)
    assert counting(group) == ["Praktik", "Kursus"]
    # And the other way: what came back with its result goes with it again, and comes back again.
    take_back_in_plan(before_steps_knew(plan), BY)
    assert counting(group) == []
    unretire_result(the_result(group), by=BY)
    assert counting(group) == ["Praktik", "Kursus"]


def test_a_step_retired_by_itself_has_not_gone_with_its_result(group: TargetGroup) -> None:
    PlannedStep.objects.filter(pk=the_step(group).pk).update(retired_along=True)
    assert not retire_step(the_step(group), on=DAY, by=BY).retired_along


def test_what_earlier_versions_left_behind_is_tidied(group: TargetGroup) -> None:
    PlannedStep.objects.filter(pk=the_step(group).pk).update(retired_along=True)
    for name in ("plan-opfoelgning:3", "plan-opfoelgning-gruppe:3"):
        Draft._base_manager.create(person_id=1, name=name)
    import_module("virkning.rooms.plans.migrations.0005_left_over").tidy(apps, None)
    assert not the_step(group).retired_along
    drafts = Draft._base_manager.filter(name__startswith="plan-opfoelgning").values_list("name", flat=True)
    assert list(drafts) == ["plan-opfoelgning-gruppe:3"]


def test_what_somebody_else_has_done_already_is_said(plan: EmploymentPlan, group: TargetGroup) -> None:
    """Asked again with the version it has now, it would be met with the same conflict for ever."""
    step, result = the_step(group), the_result(group)
    with pytest.raises(Refused, match="Det gælder allerede"):
        unretire_step(step, by=BY, version=step.version)
    with pytest.raises(Refused, match="Det gælder allerede"):
        unretire_result(result, by=BY, version=result.version)
    retire_step(step, on=DAY, by=BY)
    retire(group)
    with pytest.raises(Refused, match="Det er allerede udgået"):
        retire_step(the_step(group), on=DAY, by=BY)
    with pytest.raises(Refused, match="Det er allerede udgået"):
        retire_result(the_result(group), on=DAY, reason="Ny lov", by=BY)
    # Who has read it as it was is told of the other first.
    with pytest.raises(Conflict):
        retire_result(result, on=DAY, reason="Ny lov", by=BY, version=result.version)


def test_steps_out_of_use_are_told_where_their_result_counts(
    plan: EmploymentPlan, group: TargetGroup
) -> None:
    retire_step(the_step(group), on=DAY, by=BY)
    [facts] = load_plan(plan).groups()
    assert [(one.text, one.number, one.retired_on) for one in facts.gone] == [("Samtale", 1, DAY)]
    assert load_group(group).gone == facts.gone
    retire(group)
    assert load_group(group).gone == ()


def test_nothing_retires_in_days_to_come(group: TargetGroup) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        retire(group, on=tomorrow)
    assert list(refused.value.errors) == ["on"]
    with pytest.raises(Refused, match="Vælg i dag eller en tidligere dag"):
        retire_step(the_step(group), on=tomorrow, by=BY)
    assert len(counting(group)) == 3
    retire(group, on=timezone.localdate())
    assert counting(group) == []


def test_what_is_out_of_use_is_not_written_on(plan: EmploymentPlan, group: TargetGroup) -> None:
    step = the_step(group)
    retire_step(step, on=DAY, by=BY)
    for act in (lambda: change_step(step, text="Andet", by=BY), lambda: place_step(step, to=2, by=BY)):
        with pytest.raises(Refused, match="Trinnet er udgået"):
            act()
    retire(group)
    result = the_result(group)
    for act in (
        lambda: change_result(result, text="Andet", term=PlanTerm.LONG, by=BY),
        lambda: follow_results(result, results=[], by=BY),
    ):
        with pytest.raises(Refused, match="Resultatet er udgået"):
            act()
    assert (the_step(group).text, the_result(group).text) == ("Samtale", "Afklaret")


def test_a_result_out_of_use_is_not_followed_up(plan: EmploymentPlan, group: TargetGroup) -> None:
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    read = the_result(group)
    retire(group)
    with pytest.raises(Refused, match="udgået og følges ikke op") as refused:
        follow_up(plan, [Said(the_result(group), Reached.NOT, "Ingen")], by=BY)
    assert list(refused.value.errors) == [f"reached_{read.pk}"]
    # Who read it before is told of the other's change first.
    with pytest.raises(Conflict):
        follow_up(plan, [Said(read, Reached.NOT, "Ingen", version=read.version)], by=BY)


def test_following_up_many_takes_as_many_queries_as_one(plan: EmploymentPlan, group: TargetGroup) -> None:
    for number in range(2, 12):
        add_step(add_result(group, text=f"Nr. {number}", term=PlanTerm.LONG, by=BY), text="Trin", by=BY)
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    rows = PlannedResult.objects.filter(group=group).select_related("group__overall__goal__plan")
    results = list(rows.order_by("number"))
    one = queries_of(lambda: follow_up(plan, [Said(results[0], Reached.NOT, "Ingen")], by=BY))
    many = queries_of(
        lambda: follow_up(plan, [Said(one, Reached.WHOLLY, f"Nr. {one.number}") for one in results], by=BY)
    )
    assert many == one
    assert {one.reached for one in PlannedResult.objects.filter(group=group)} == {"wholly"}


def test_numbering_many_takes_as_many_queries_as_two(plan: EmploymentPlan, group: TargetGroup) -> None:
    add_result(group, text="Nr. 2", term=PlanTerm.LONG, by=BY)

    def first(text: str) -> int:
        result = PlannedResult.objects.select_related("group__overall__goal__plan").get(
            group=group, text=text
        )
        return queries_of(lambda: place_result(result, to=0, by=BY))

    two = first("Nr. 2")
    for number in range(3, 15):
        add_result(group, text=f"Nr. {number}", term=PlanTerm.LONG, by=BY)
    assert first("Nr. 14") == two


def test_who_changed_a_part_is_found_among_the_plans_entries(
    plan: EmploymentPlan, group: TargetGroup
) -> None:
    result = change_result(
        the_result(group), text="Klar", term=PlanTerm.SHORT, by=Author.system("den første")
    )
    retire_step(the_step(group), on=DAY, by=Author.system("den anden"))
    entry = last_told(plan, result)
    assert entry is not None
    assert entry.author_name == "den første"
    # What hangs on it alone was changed, and somebody wrote elsewhere in the plan since.
    step = the_step(group, "Praktik")
    other = add_result(group, text="Job", term=PlanTerm.LONG, by=BY)
    change_step(step, text="Praktik", leads_to=[result.pk, other.pk], by=Author.system("den tredje"))
    add_group(group.overall, number="C9", title="Andre", by=Author.system("den fjerde"))
    entry = last_told(plan, the_step(group, "Praktik"))
    assert entry is not None
    assert entry.author_name == "den tredje"
    # Taken back, it is somebody else's again.
    take_back_in_plan(entry, Author.system("den femte"))
    back = last_told(plan, the_step(group, "Praktik"))
    assert back is not None
    assert back.author_name == "den femte"
    # An entry from before that was noted: better nobody than the wrong one.
    PlannedStep.objects.filter(pk=step.pk).update(version=99)
    assert last_told(plan, the_step(group, "Praktik")) is None


def test_a_group_that_lacks_something_is_known_by_its_key(plan: EmploymentPlan, group: TargetGroup) -> None:
    """The number of one that is ready stands under another overall group too."""
    other = OverallGroup.objects.get(goal__plan=plan, letter="D")
    same = add_group(other, number="C1", title="Andre", by=BY)
    lacking = lacking_by_plan([plan.pk])[plan.pk]
    assert (lacking.unready, lacking.keys) == (("C1",), (same.pk,))
