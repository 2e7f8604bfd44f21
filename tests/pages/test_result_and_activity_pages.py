"""One result, one activity: every figure with its origin, every status with its comment."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.reading import empty_cells, rows, words
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.results.models import Measurement

pytestmark = pytest.mark.django_db

#: As the project's page, with the record looked up and its project loaded; the result's replaced values are one more.
#: Beside an activity: what it is said to go on as, evidence, unexpected results, annexes; beside a result:
#: explanations. Beside both: what has been proposed. For whoever reports on an activity: the round that asks it.
ACTIVITY_QUERIES = 24
RESULT_QUERIES = 20

Signed = Callable[[str], Client]


def result_page(site: Any, client: Client, number: str, project: str = "holstebro", query: str = "") -> Any:
    found = site.result(project, number)
    answer = client.get(reverse("result", args=(found.project_id, found.pk)) + query)
    assert answer.status_code == 200
    return answer


def activity_page(site: Any, client: Client, number: str, project: str = "holstebro", query: str = "") -> Any:
    with system_scope("test"):
        found = Activity.objects.get(project=site.projects[project], number=number)
    answer = client.get(reverse("activity", args=(found.project_id, found.pk)) + query)
    assert answer.status_code == 200
    return answer


def test_the_result_takes_a_fixed_number_of_queries(
    site: Any, signed_in: Signed, django_assert_num_queries: Any
) -> None:
    client, found = signed_in("many"), site.result("holstebro", "3")
    with django_assert_num_queries(RESULT_QUERIES):
        client.get(reverse("result", args=(found.project_id, found.pk)))


def test_the_activity_takes_a_fixed_number_of_queries(
    site: Any, signed_in: Signed, django_assert_num_queries: Any
) -> None:
    client = signed_in("many")
    with system_scope("test"):
        found = Activity.objects.get(project=site.projects["holstebro"], number="2.4")
    with django_assert_num_queries(ACTIVITY_QUERIES):
        client.get(reverse("activity", args=(found.project_id, found.pk)))


def test_a_result_tells_its_number_its_distance_and_both_lights(site: Any, signed_in: Signed) -> None:
    told = words(result_page(site, signed_in("leader"), "3"))
    assert "Seneste værdi, 2013 71,7 pct. 3,3 procentpoint under målet" in told
    assert "Vurderet farve Gul" in told
    assert "Beregnet farve Rød Målet skulle være nået nu og er ikke nået." in told
    assert "Databrud: Skolesammenlægning" in told


def test_every_value_names_file_cell_and_hand(site: Any, signed_in: Signed) -> None:
    (row,) = [one for one in rows(result_page(site, signed_in("leader"), "3"), "67,33") if "2011" in one]
    assert row.startswith("2011 67,33 pct. −7,67 procentpoint Grøn holstebro.xlsx, Målinger!D")
    assert "indlæst" in row


def test_a_replaced_value_stands_struck_through_beside_its_successor(site: Any, signed_in: Signed) -> None:
    found = site.result("holstebro", "3")
    with system_scope("test"):
        old = Measurement.objects.get(result=found, period__start__year=2013, superseded_at=None)
        old.superseded_at, old.superseded_by = timezone.now(), "Evaluator"
        old.save()
        Measurement.objects.create(
            result=found,
            series=old.series,
            period=old.period,
            value=Decimal("72.0"),
            origin_kind="typed",
            origin_by="Projektlederen",
        )
    answer = result_page(site, signed_in("leader"), "3")
    (row,) = rows(answer, "Projektlederen")
    assert "72,0 pct." in row
    assert "Før: 71,7 pct. , holstebro.xlsx" in row
    assert "<s>71,7" in answer.content.decode()


def test_the_chart_is_drawn_twice_for_wide_and_narrow_without_shared_ids(
    site: Any, signed_in: Signed
) -> None:
    html = result_page(site, signed_in("leader"), "3").content.decode()
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert 'width="860"' in html
    assert 'width="358"' in html


@pytest.mark.parametrize("number", ["1", "8"])
def test_results_in_words_and_distributions_are_told_too(site: Any, signed_in: Signed, number: str) -> None:
    assert empty_cells(result_page(site, signed_in("leader"), number)) == []


@pytest.mark.parametrize("project", ["holstebro", "brobygning", "vejen"])
def test_every_result_and_activity_can_be_opened(site: Any, signed_in: Signed, project: str) -> None:
    client = signed_in("many")
    with system_scope("test"):
        numbers = list(site.projects[project].results.order_by("id").values_list("number", flat=True))
        activities = list(
            Activity.objects.filter(project=site.projects[project]).values_list("number", flat=True)
        )
        periods = [str(one) for one in site.projects[project].periods.order_by("start")]
    for period in periods:
        assert empty_cells(result_page(site, client, numbers[0], project, f"?periode={period}")) == []
        assert empty_cells(activity_page(site, client, activities[0], project, f"?periode={period}")) == []
    for number in numbers[1:]:
        assert empty_cells(result_page(site, client, number, project, f"?periode={periods[-1]}")) == []
    for number in activities[1:]:
        assert empty_cells(activity_page(site, client, number, project, f"?periode={periods[-1]}")) == []


def test_an_activity_tells_each_status_with_comment_reason_and_origin(site: Any, signed_in: Signed) -> None:
    answer = activity_page(site, signed_in("leader"), "2.4")
    (row,) = rows(answer, "Styregruppen regner med")
    assert row.startswith("2011 Nej Rød Fristen er nået (2011), og milepælen er ikke nået: Nej.")
    assert "holstebro.xlsx, Milepælsstatus!" in row
    assert "Lukket i 2012." in words(answer)


def test_a_record_of_another_project_does_not_exist_in_this_one(site: Any, signed_in: Signed) -> None:
    found = site.result("brobygning", "1")
    mixed = reverse("result", args=(site.projects["holstebro"].pk, found.pk))
    assert signed_in("many").get(mixed).status_code == 404
