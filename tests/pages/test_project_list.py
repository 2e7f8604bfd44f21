"""The list of projects: found, sorted, a page at a time, in the same number of queries."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.reading import rows, words
from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Party, Project

pytestmark = pytest.mark.django_db

#: Session, person, the count, the page's projects, ten of facts, and one for the frame.
QUERIES = 15

Signed = Callable[[str], Client]


def listed(client: Client, query: str = "") -> Any:
    answer = client.get(reverse("project_list") + query)
    assert answer.status_code == 200
    return answer


def many_projects(count: int) -> None:
    with system_scope("test"):
        lead = Organisation.objects.get(municipality_id="661")
        for number in range(count):
            project = Project.objects.create(
                name=f"Projekt {number:03}", starts_on=date(2014, 1, 1), ends_on=date(2015, 1, 1)
            )
            Party.objects.create(project=project, organisation=lead, role="lead")


def names(answer: Any) -> list[str]:
    """The rows of projects, without the row of heads."""
    return [row for row in rows(answer, " Kommune") if "Senest indberettet" not in row]


def test_the_list_takes_the_same_queries_for_few_and_many(
    site: Any, signed_in: Signed, django_assert_num_queries: Any
) -> None:
    client = signed_in("many")
    with django_assert_num_queries(QUERIES):
        listed(client)
    many_projects(60)
    with django_assert_num_queries(QUERIES):
        listed(client)


def test_one_sees_ones_own_and_their_lights(site: Any, signed_in: Signed) -> None:
    answer = listed(signed_in("leader"))
    (row,) = names(answer)
    assert row.startswith("Partnerskab om ungestrategier, Holstebro Holstebro Kommune")
    assert "14 grønne 4 røde status 2013" in row


def test_somebody_without_projects_is_told_what_to_do(site: Any, signed_in: Signed) -> None:
    told = words(listed(signed_in("newcomer")))
    assert "Du er ikke tildelt nogen projekter endnu Bed projektets leder om at tildele dig en rolle." in told


def test_fifty_stand_on_a_page(site: Any, signed_in: Signed) -> None:
    many_projects(60)
    client = signed_in("many")
    assert len(names(listed(client))) == 50
    second = listed(client, "?side=2")
    assert len(names(second)) == 13
    assert "51–63 af 63" in words(second)
    assert len(names(listed(client, "?side=99"))) == 13


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("holstebro", 1),
        ("vejen job", 1),
        ("job", 2),
        ("ungestrategier", 1),
        ("findes ikke", 0),
        ("%", 0),
        ("'", 0),
    ],
)
def test_search_finds_name_municipality_and_programme(
    site: Any, signed_in: Signed, query: str, count: int
) -> None:
    answer = listed(signed_in("many"), f"?q={query}")
    assert len(names(answer)) == count
    if not count:
        assert f"Ingen projekter passer til “{query}”" in words(answer)


@pytest.mark.parametrize("column", ["projekt", "kommune", "program", "periode", "aendret"])
def test_each_column_sorts_both_ways(site: Any, signed_in: Signed, column: str) -> None:
    client = signed_in("many")
    up, down = listed(client, f"?sortering={column}"), listed(client, f"?sortering=-{column}")
    assert 'aria-sort="ascending"' in up.content.decode()
    assert 'aria-sort="descending"' in down.content.decode()
    assert sorted(names(up)) == sorted(names(down))


def test_an_unknown_sorting_or_page_is_the_usual_one(site: Any, signed_in: Signed) -> None:
    client = signed_in("many")
    assert names(listed(client, "?sortering=x&side=y")) == names(listed(client))
