"""A plan's file written into a plan: made where there is none, else changed; one act, taken back as one."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from plans_examples import A1, A2, DRAFT, GOAL_1, LONG, SHORT, group, plan
from rooms.test_plan_on_paper import counting, plans, written
from virkning.figures.planning import PlanStage
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions import importing
from virkning.rooms.plans.actions.arranging import arranging
from virkning.rooms.plans.actions.importing import Imported, import_plan, preview_plan
from virkning.rooms.plans.actions.undo import take_back_in_plan
from virkning.rooms.plans.facts import GoalFacts, OverallFacts, PlanFacts, PlannedFacts
from virkning.rooms.plans.limits import LONGEST_TITLE, MOST_STEPS
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult, PlannedStep
from virkning.rooms.plans.queries.whole import load_plan
from virkning.rooms.plans.reading.matching import Fate
from virkning.rooms.plans.reading.proposal import as_goals
from virkning.rooms.plans.reading.schemas import read_plan
from world import World

pytestmark = pytest.mark.django_db

#: Before the ministry's goals: a plan of this year is what the file says and nothing else.
YEAR = 2005


@pytest.fixture
def lead(world: World, everything: Scope) -> Organisation:
    return world.organisations["lead"]


def imported(lead: Organisation, *goals: GoalFacts, year: int = YEAR, **given: Any) -> Imported:
    return import_plan(organisation=lead, year=year, goals=goals, by=COMMAND_LINE, **given)


def stored(done: Imported) -> PlanFacts:
    assert done.plan is not None
    return load_plan(EmploymentPlan.objects.select_related("organisation").get(pk=done.plan.pk))


def bare(facts: PlanFacts) -> list[Any]:
    """The plan's words, without keys and versions."""
    return [
        (
            goal.number,
            goal.title,
            one.letter,
            one.title,
            group.number,
            group.title,
            _results(group),
            _steps(group),
        )
        for goal in facts.goals
        for one in goal.overall
        for group in one.groups
    ]


def _results(group: Any) -> list[Any]:
    return [(one.number, one.text, one.term) for one in group.counting]


def _steps(group: Any) -> list[Any]:
    return [(one.text, one.leads_to) for one in group.steps]


def one_group(*results: Any, steps: Any = (), number: str = "A1", title: str = "Unge") -> GoalFacts:
    return GoalFacts(
        "1",
        "Flere i job",
        (OverallFacts("A", "Jobklare", (group(number, title, list(results), list(steps)),)),),
    )


TWO = one_group(
    ("Afklaret", SHORT), ("I job", LONG), steps=[("Samtale", (1,)), ("Mentor", (1, 2)), ("Praktik", (2,))]
)


# A plan that is not there ---------------------------------------------------------------------------------------------


def test_a_plan_is_made_and_is_what_the_file_says(lead: Organisation) -> None:
    done = imported(lead, *DRAFT.goals)
    assert done.made
    assert bare(stored(done)) == bare(DRAFT)
    assert [(one.number, [it.letter for it in one.overall]) for one in stored(done).goals] == [
        ("1", ["A", "B"]),
        ("2", ["C"]),
        ("3", ["F"]),
        ("5", []),
    ]
    entry = AuditEntry.objects.latest("pk")
    assert entry.words.startswith("Beskæftigelsesplan 2005 er oprettet ud fra en fil: ")
    assert list(entry.changes["rows"]) == [f"employmentplan:{done.plan.pk}"]


def test_the_ministrys_goals_of_the_year_are_kept_as_it_words_them(lead: Organisation) -> None:
    done = imported(lead, one_group(("I job", LONG), steps=[("Mentor", (1,))]), year=2012)
    facts = stored(done)
    assert [one.number for one in facts.goals] == ["1", "2", "3", "4"]
    assert facts.goals[0].title.startswith("Jobcentrene skal sikre")
    assert [one.number for one in facts.groups()] == ["A1"]
    assert [one.kept for one in done.differences.parts[:2]] == [True, True]


@settings(suppress_health_check=[*HealthCheck], max_examples=15)
@given(facts=plans())
def test_plan_to_word_to_plan_in_the_database(lead: Organisation, facts: PlanFacts) -> None:
    """Through the file and into a plan and out again: the same plan, its results numbered without gaps."""
    EmploymentPlan.with_removed.all().update(year=2099, removed_at="2020-01-01T00:00Z")
    done = imported(lead, *as_goals(read_plan(written(facts))))
    first = stored(done)
    assert [(one.number, one.title) for one in first.groups()] == [
        (one.number, one.title) for goal in counting(facts) for one in goal.groups()
    ]
    again = imported(lead, *as_goals(read_plan(written(first))))
    assert not again.differences.changes_anything
    assert not again.differences.count(Fate.NOT_IN_FILE)
    assert stored(again) == first


# A plan that is there -------------------------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(lead: Organisation) -> None:
    imported(lead, *DRAFT.goals)
    before = AuditEntry.objects.count()
    done = imported(lead, *DRAFT.goals)
    assert (done.made, done.differences.changes_anything) == (False, False)
    assert AuditEntry.objects.count() == before


def test_a_file_that_leaves_a_number_out_twice_changes_nothing(lead: Organisation) -> None:
    """Results are numbered without gaps in a plan, whatever the file's numbers were."""
    goal = one_group(
        PlannedFacts(2, "I job", LONG), PlannedFacts(5, "Uddannelse", LONG), steps=[("Mentor", (5,))]
    )
    first = stored(imported(lead, goal))
    assert bare(first)[0][6:] == ([(1, "I job", LONG), (2, "Uddannelse", LONG)], [("Mentor", (2,))])
    again = imported(lead, goal)
    assert (again.differences.changes_anything, stored(again)) == (False, first)


def test_what_differs_is_changed_and_nothing_removed(lead: Organisation) -> None:
    imported(lead, TWO)
    done = imported(
        lead,
        one_group(
            ("Afklaret og klar", SHORT),
            ("Ny imellem", SHORT),
            ("I job", LONG),
            steps=[("Samtaler", (1,)), ("Praktik", (3, 2)), ("Helt nyt", (2,))],
        ),
    )
    counts = {fate: done.differences.count(fate) for fate in Fate}
    assert counts == {Fate.ADDED: 2, Fate.CHANGED: 4, Fate.UNCHANGED: 3, Fate.NOT_IN_FILE: 1}
    [row] = bare(stored(done))
    assert row[6:] == (
        [(1, "Afklaret og klar", SHORT), (2, "Ny imellem", SHORT), (3, "I job", LONG)],
        [("Samtaler", (1,)), ("Mentor", (1, 3)), ("Helt nyt", (2,)), ("Praktik", (3, 2))],
    )


def test_what_is_not_in_the_file_is_removed_where_that_is_asked(lead: Organisation) -> None:
    imported(lead, *DRAFT.goals)
    kept = OverallFacts(
        "A", "Jobklare", (dataclasses.replace(A2, results=A2.results[1:], steps=A2.steps[2:]),)
    )
    done = imported(lead, GoalFacts("1", "Færre ledige", (kept,)), prune=True)
    [row] = bare(stored(done))
    assert row[4:] == ("A2", "Ufaglærte", [(1, "Ordinært job", LONG)], [("Jobsøgning med vejleder", (1,))])
    assert done.removed == done.differences.count(Fate.NOT_IN_FILE)
    assert imported(lead, GoalFacts("1", "Færre ledige", (kept,)), prune=True).removed == 0


def test_groups_that_change_numbers_are_still_themselves(lead: Organisation) -> None:
    imported(lead, GOAL_1)
    before = {one.title: one.id for one in stored(imported(lead, GOAL_1)).groups()}
    new = group("A1", "Helt nye", [("I job", LONG)])
    turned = (new, dataclasses.replace(A2, number="A2"), dataclasses.replace(A1, number="A3"))
    done = imported(
        lead, GoalFacts("1", GOAL_1.title, (dataclasses.replace(GOAL_1.overall[0], groups=turned),))
    )
    found = [(one.number, one.title, one.id) for one in stored(done).groups()]
    assert [one[:2] for one in found] == [("A1", "Helt nye"), ("A2", A2.title), ("A3", A1.title)]
    assert [found[1][2], found[2][2]] == [before[A2.title], before[A1.title]]


def test_a_group_that_is_not_in_the_file_gives_way(lead: Organisation) -> None:
    imported(lead, GOAL_1)
    moved = dataclasses.replace(A2, number="A1")
    done = imported(
        lead, GoalFacts("1", GOAL_1.title, (dataclasses.replace(GOAL_1.overall[0], groups=(moved,)),))
    )
    assert {(one.number, one.title) for one in stored(done).groups()} == {("A1", A2.title), ("A2", A1.title)}


def test_a_retired_result_is_left_as_it_is(lead: Organisation) -> None:
    done = imported(lead, TWO)
    steps = PlannedStep.objects.filter(result__number=1)
    steps.update(retired_on="2005-06-01")
    PlannedResult.objects.filter(number=1, group__overall__goal__plan=done.plan).update(
        retired_on="2005-06-01", retired_reason="Loven"
    )
    before = stored(done)
    again = imported(lead, *as_goals(read_plan(written(before))))
    assert (again.differences.changes_anything, stored(again)) == (False, before)


def test_an_import_is_taken_back_as_one(lead: Organisation) -> None:
    first = stored(imported(lead, TWO))
    imported(
        lead,
        one_group(
            ("Nyt", SHORT), ("I job", SHORT), steps=[("Mentor", (2,)), ("Mere", (1,))], title="Andre unge"
        ),
        GoalFacts("2", "Et mål til"),
        prune=True,
    )
    entry = AuditEntry.objects.latest("pk")
    assert entry.words.startswith("Beskæftigelsesplan 2005 er rettet efter en fil: ")
    take_back_in_plan(entry, COMMAND_LINE)
    assert entry.object_id is not None
    now = load_plan(EmploymentPlan.objects.select_related("organisation").get(pk=entry.object_id))
    assert bare(now) == bare(first)
    assert [one.number for one in now.goals] == ["1"]


def test_a_plan_that_was_made_is_taken_back_whole(lead: Organisation) -> None:
    done = imported(lead, *DRAFT.goals)
    take_back_in_plan(AuditEntry.objects.latest("pk"), COMMAND_LINE)
    assert not EmploymentPlan.objects.filter(pk=done.plan.pk).exists()
    assert imported(lead, *DRAFT.goals).made


# What stops it --------------------------------------------------------------------------------------------------------


def test_only_a_draft_is_written_in(lead: Organisation) -> None:
    done = imported(lead, TWO)
    EmploymentPlan.objects.filter(pk=done.plan.pk).update(
        stage=PlanStage.ADOPTED.value, adopted_on="2004-12-01"
    )
    with pytest.raises(Refused, match="Planen er vedtaget"):
        preview_plan(organisation=lead, year=YEAR, goals=[TWO])
    with pytest.raises(Refused, match="Planen er vedtaget"):
        imported(lead, TWO)


def test_a_plan_changed_since_it_was_shown_is_a_conflict(lead: Organisation) -> None:
    imported(lead, TWO)
    shown = preview_plan(organisation=lead, year=YEAR, goals=[GOAL_1])
    PlannedResult.objects.filter(text="I job").update(text="I varigt job", version=2)
    with pytest.raises(Conflict):
        imported(lead, GOAL_1, expected=shown.stand)
    fresh = preview_plan(organisation=lead, year=YEAR, goals=[GOAL_1])
    assert imported(lead, GOAL_1, expected=fresh.stand).differences == fresh.differences


def test_a_plan_made_since_it_was_shown_is_a_conflict(lead: Organisation) -> None:
    shown = preview_plan(organisation=lead, year=YEAR, goals=[TWO])
    assert (shown.stand, shown.plan) == ("", None)
    imported(lead, TWO)
    with pytest.raises(Conflict):
        imported(lead, TWO, expected=shown.stand)


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (one_group(("x" * 501, SHORT)), "Målgruppe A1: Teksten er for lang"),
        (one_group(*[(f"Resultat {nth}", SHORT) for nth in range(100)]), "plads til 99"),
        (GoalFacts("1", "x" * 2001), "Mål 9: Teksten er for lang"),
        (
            one_group(("Job", SHORT), steps=[(f"Trin {nth}", (1,)) for nth in range(201)]),
            "A1, resultat 1: Der er 201, og der er plads til 200",
        ),
    ],
)
def test_what_there_is_no_room_for_is_said_and_nothing_is_written(
    lead: Organisation, goal: GoalFacts, words: str
) -> None:
    before = EmploymentPlan.objects.count()
    with pytest.raises(Refused, match=words):
        imported(lead, TWO, dataclasses.replace(goal, number="9"))
    assert EmploymentPlan.objects.count() == before


def test_a_file_has_room_for_all_that_can_be_typed(lead: Organisation) -> None:
    """As many steps as two results may have, and a title as long as the ministry's own may be."""
    steps = [(f"Trin {nth}", (1 + nth % 2,)) for nth in range(2 * MOST_STEPS)]
    goal = one_group(("Klar", SHORT), ("Job", LONG), steps=steps)
    titled = dataclasses.replace(goal, number="9", title="x" * LONGEST_TITLE)
    [made] = [one for one in stored(imported(lead, titled)).goals if one.number == "9"]
    assert len(made.title) == LONGEST_TITLE
    [group_made] = made.groups()
    assert len(group_made.steps) == 2 * MOST_STEPS


def test_the_plan_is_locked_before_it_is_compared_with_what_was_shown(
    lead: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes in the plan while the import waits for it: seen, and not written over."""
    imported(lead, TWO)
    shown = preview_plan(organisation=lead, year=YEAR, goals=[GOAL_1])

    @contextmanager
    def while_waiting(plan: EmploymentPlan, *given: Any, **more: Any) -> Iterator[Any]:
        PlannedResult.objects.filter(text="I job").update(text="I varigt job", version=2)
        with arranging(plan, *given, **more) as act:
            yield act

    monkeypatch.setattr(importing, "arranging", while_waiting)
    with pytest.raises(Conflict):
        imported(lead, GOAL_1, expected=shown.stand)


def test_only_a_municipality_has_a_plan(world: World, everything: Scope) -> None:
    funder = world.organisations["funder"]
    with pytest.raises(Refused, match="Kun en kommune"):
        imported(funder, TWO)
    with pytest.raises(Refused, match="Kun en kommune"):
        preview_plan(organisation=funder, year=YEAR, goals=[TWO])


def test_many_parts_are_written_with_few_queries(
    lead: Organisation, django_assert_max_num_queries: Any
) -> None:
    groups = tuple(
        group(
            f"A{nth}",
            f"Gruppe {nth}",
            [("Afklaret", SHORT), ("I job", LONG)],
            [("Trin", (1, 2)), ("Mere", (2,))],
        )
        for nth in range(1, 9)
    )
    goals = [
        GoalFacts(str(number), f"Mål {number}", (OverallFacts("A", "Alle", groups),))
        for number in range(1, 6)
    ]
    with django_assert_max_num_queries(45):
        imported(lead, *goals)
    with django_assert_max_num_queries(40):
        imported(lead, *goals)
    assert bare(plan(*goals)) == bare(stored(imported(lead, *goals)))
