"""The ministry's goals of later years: loaded from a table, dated, never reworded."""

from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.plans.actions.national import load_goals
from virkning.rooms.plans.actions.nationallines import GoalsRefused
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.models import NationalGoal, NationalGroup
from virkning.rooms.plans.queries.national import goals_of_year, national_goals, years_with_goals
from virkning.rooms.plans.queries.whole import load_plan
from world import World

pytestmark = pytest.mark.django_db

HEAD = "number;goal;letter;group;valid_from;valid_to\n"
#: Ends goal 2 of 2010, and sets another in its place.
NEXT = (
    HEAD
    + "2;;C;Ikke-jobklare kontant- og starthjælpsmodtagere;2010-01-01;2012-12-31\n"
    + "2;Flere i job;C;Jobparate;2013-01-01;\n"
    + "2;;L;Uddannelsesparate;1. januar 2013;\n"
)


@pytest.fixture(autouse=True)
def shipped(everything: Scope) -> None:
    """The goals the product comes with."""
    assert NationalGoal.objects.count() == 4


def load(text: str, **given: bool) -> Any:
    return load_goals(text, by=COMMAND_LINE, **given)


def errors(text: str) -> list[str]:
    entries, rows = AuditEntry._base_manager.count(), NationalGroup.objects.count()
    with pytest.raises(GoalsRefused) as refused:
        load(text)
    assert (AuditEntry._base_manager.count(), NationalGroup.objects.count()) == (entries, rows)
    return list(refused.value.errors)


def letters(day: date) -> dict[str, list[str]]:
    return {goal.number: [one.letter for one in groups] for goal, groups in national_goals(day)}


def test_the_shipped_table_changes_nothing() -> None:
    text = files("virkning.data").joinpath("goals.csv").read_text(encoding="utf-8")
    entries = AuditEntry._base_manager.count()
    assert not load(text)
    assert AuditEntry._base_manager.count() == entries


def test_a_goal_takes_over_from_one_that_ends_and_its_groups_end_with_it() -> None:
    done = load(NEXT)
    assert (done.goals, done.groups, done.ended) == (1, 2, 3)
    assert done.told == (
        "Mål 2 slutter 31. december 2012.",
        "Gruppe C slutter 31. december 2012.",
        "Gruppe D slutter 31. december 2012.",
        "Mål 2 gælder fra 1. januar 2013, med gruppe C, L.",
    )
    assert letters(date(2012, 12, 31))["2"] == ["C", "D"]
    assert letters(date(2013, 1, 1))["2"] == ["C", "L"]
    entry = AuditEntry._base_manager.order_by("-pk").first()
    assert entry is not None
    assert entry.words.startswith("Ministerens mål er indlæst: Mål 2 slutter")
    assert not load(NEXT)
    assert years_with_goals(2014) == [2014, 2013, 2012, 2011, 2010]


def test_a_years_goals_are_those_of_its_first_day(world: World) -> None:
    """A plan is adopted before its year: what the ministry sets within the year is the next year's."""
    load(HEAD + "9;Midt i året;P;Nye modtagere;2013-07-01;2014-06-30\n")
    assert [goal.number for goal, _groups in goals_of_year(2013)] == ["1", "2", "3", "4"]
    for year in (2014, 2015):
        numbers = [goal.number for goal, _groups in goals_of_year(year)]
        assert ("9" in numbers) is (year == 2014)
        plan = create_plan(organisation=world.organisations["lead"], year=year, by=COMMAND_LINE)
        assert [one.number for one in load_plan(plan).goals] == numbers


def test_a_year_without_goals_on_its_first_day_is_not_among_the_years() -> None:
    NationalGroup.objects.all().delete()
    NationalGoal.objects.all().delete()
    load(HEAD + "1;Kort;A;Alle;2013-07-01;2013-12-31\n2;Længe;B;Alle;2014-07-01;2016-06-30\n")
    assert years_with_goals(2020) == [2016, 2015]
    load(HEAD + "3;Endnu;C;Alle;2019-02-01;\n")
    assert years_with_goals(2020) == [2020, 2016, 2015]
    assert years_with_goals(2019) == [2020, 2016, 2015]


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    told = load(NEXT, dry_run=True).told
    assert letters(date(2013, 1, 1))["2"] == ["C", "D"]
    assert load(NEXT).told == told


def test_a_group_is_added_to_a_goal_that_stands() -> None:
    assert load(HEAD + "2;;M;Nye modtagere;2010-01-01;\n").told == ("Mål 2 fra 1. januar 2010 får gruppe M.",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Linje 1: kolonnerne skal være number;goal;letter;group;valid_from;valid_to"),
        ("number,goal\n1,x\n", "Linje 1: kolonnerne skal være number;goal;letter;group;valid_from;valid_to"),
        (HEAD, "Filen har ingen rækker med mål."),
        (HEAD + "2;x;C\n", "Linje 2: der skal være 6 kolonner"),
        (HEAD + "2;x;C;y;2013-01-01;;z\n", "Linje 2: der skal være 6 kolonner"),
        (HEAD + ";x;C;y;2013-01-01;\n", "Linje 2: number skal udfyldes"),
        (HEAD + f"{'2' * 11};x;C;y;2013-01-01;\n", "Linje 2: number er for lang; der er plads til 10 tegn"),
        (HEAD + "2;x;C;y;i morgen;\n", "Linje 2: “i morgen” er ikke en dato."),
        (HEAD + "2;x;C;y;2013-01-01;2012-01-01\n", "Linje 2: valid_to ligger før valid_from"),
        (HEAD + "2;x;C;Ring 010190-1234;2013-01-01;\n", "CPR-nummer"),
        (HEAD + "9;;P;y;2013-01-01;\n", "Linje 2: mål 9 er nyt og mangler sin tekst"),
        (
            HEAD + "2;Noget andet;C;Ikke-jobklare kontant- og starthjælpsmodtagere;2010-01-01;\n",
            "lyder anderledes",
        ),
        (HEAD + "2;;C;Noget andet;2010-01-01;\n", "Gruppe C fra 1. januar 2010 lyder anderledes"),
        (HEAD + "9;x;P;y;2013-01-01;\n9;;P;y;2013-01-01;\n", "Linje 3: gruppe P står også i linje 2"),
        (
            HEAD + "9;x;P;y;2013-01-01;\n9;;Q;y;2013-01-01;2014-12-31\n",
            "Linje 3: mål 9 har en anden slutdato end i linje 2",
        ),
        (HEAD + "2;Flere i job;P;y;2013-01-01;\n", "Linje 2: mål 2 gælder allerede 1. januar 2010 –."),
        (HEAD + "9;x;C;y;2013-01-01;\n", "Linje 2: gruppe c gælder allerede 1. januar 2010 –."),
        (HEAD + "9;x;P;y;2013-01-01;\n" * 600, "Filen har flere end 500 linjer."),
    ],
)
def test_what_is_wrong_is_said_by_line_and_nothing_is_written(text: str, expected: str) -> None:
    assert any(expected in one for one in errors(text)), errors(text)


def test_every_error_of_the_cells_is_told_at_once() -> None:
    assert len(errors(HEAD + ";x;C;y;i morgen;\n2;x;C;;2013-01-01;\n")) == 2
