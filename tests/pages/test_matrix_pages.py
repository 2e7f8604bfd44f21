"""The target-group matrix on pages: read by all who see the project, written by those who edit it, printed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import rows, words, words_of
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note
from virkning.rooms.theory.models import MatrixCount, MatrixGroup
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: Session, person, project, its permissions (2), groups, counts, the frame.
QUERIES = 8


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def at(world: World, name: str, *more: Any, query: str = "") -> str:
    return reverse(name, args=(world.ours.project.pk, *more)) + query


def group(world: World) -> MatrixGroup:
    found: MatrixGroup = world.ours.rows["MatrixGroup"]
    return found


def of_group(world: World, name: str) -> str:
    return at(world, name, group(world).pk)


def counts(world: World, title: str, quadrant: str, *told: tuple[date, int]) -> MatrixGroup:
    made = MatrixGroup.objects.create(project=world.ours.project, quadrant=quadrant, title=title, position=9)
    for day, count in told:
        MatrixCount.objects.create(group=made, counted_on=day, count=count)
    return made


def send(client: Client, address: str, **given: str) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def undo_of(page: Any) -> str:
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


# Reading


def test_the_matrix_shows_each_group_with_its_count_and_share(world: World, as_: SignIn) -> None:
    counts(world, "Mangler tro", "cannot_will_not", (date(2013, 1, 1), 36))
    told = words(as_("steering group").get(at(world, "matrix")))
    assert "Antal den 1. januar 2013" in told
    assert "Kan og vil 12 25 pct. Klar til job 12" in told
    assert "Kan ikke og vil ikke 36 75 pct. Mangler tro 36" in told
    assert "Ny optælling" not in told
    assert "Tilføj en gruppe" not in told
    assert "Når der er talt to gange" in told


def test_two_days_stand_side_by_side_with_the_change(world: World, as_: SignIn) -> None:
    MatrixCount.objects.create(group=group(world), counted_on=date(2013, 7, 1), count=20)
    counts(world, "Ny gruppe", "can_will_not", (date(2013, 7, 1), 4))
    page = as_("project manager").get(at(world, "matrix"))
    told = words(page)
    assert "I alt fra 1. januar 2013 til 1. juli 2013: 8 flere i de grupper, der er optalt begge dage" in told
    assert rows(page, "Klar til job")[-1] == "Klar til job 12 20 8 flere"
    assert "Ny gruppe Ikke optalt 4 Kan ikke sammenlignes" in rows(page, "Ny gruppe")
    [total] = [one for one in rows(page, "I alt") if "begge dage" in one]
    assert total.startswith("I alt mindst 12 (1 gruppe er ikke optalt) 24")


@pytest.mark.parametrize("query", ["?fra=2013-07-01&til=2012-01-01", "?til=2013-07-01&fra=2012-01-01"])
def test_the_two_days_can_be_chosen_in_either_order(world: World, as_: SignIn, query: str) -> None:
    for day, count in ((date(2012, 1, 1), 2), (date(2013, 7, 1), 20)):
        MatrixCount.objects.create(group=group(world), counted_on=day, count=count)
    told = words(as_("project manager").get(at(world, "matrix", query=query)))
    assert "I alt fra 1. januar 2012 til 1. juli 2013: 18 flere." in told


@pytest.mark.parametrize(
    "query", ["?fra=x&til=%00", "?fra=2013-01-01&til=2013-01-01", "?fra=9999-99-99", "?fra=2013-W01-1"]
)
def test_odd_days_show_the_two_latest(world: World, as_: SignIn, query: str) -> None:
    MatrixCount.objects.create(group=group(world), counted_on=date(2013, 7, 1), count=20)
    page = as_("project manager").get(at(world, "matrix", query=query))
    assert "I alt fra 1. januar 2013 til 1. juli 2013: 8 flere." in words(page)


def test_a_matrix_without_groups_says_what_it_is_for(world: World, as_: SignIn) -> None:
    MatrixGroup.objects.all().delete()
    page = as_("project manager").get(at(world, "matrix"))
    assert "Matricen har ingen grupper endnu" in words(page)
    assert "Tilføj den første gruppe" in words(page)
    assert "Der er ingen grupper at tælle endnu" in words(
        as_("project manager").get(at(world, "matrix_counting"))
    )


def test_the_page_takes_the_same_queries_however_large(
    world: World, as_: SignIn, django_assert_num_queries: Any
) -> None:
    client = as_("project manager")
    for number in range(4):
        client.get(at(world, "matrix"))
        with django_assert_num_queries(QUERIES):
            client.get(at(world, "matrix"))
        counts(world, f"Gruppe {number}", "can_will", (date(2010 + number, 1, 1), number))


def test_the_project_leads_to_the_matrix(world: World, as_: SignIn) -> None:
    page = as_("steering group").get(reverse("project", args=(world.ours.project.pk,)))
    assert at(world, "matrix") in page.content.decode()


# Groups


def test_a_group_is_added_in_the_quadrant_one_came_from(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    address = at(world, "matrix_group_new", query="?felt=cannot_will")
    answer = send(client, address, title="Vil gerne", target_group=str(world.plans["lead"]["TargetGroup"].pk))
    assert answer.status_code == 302
    told = words(client.get(answer.url))
    assert "Gruppen er tilføjet." in told
    assert "Målgruppe A1 i beskæftigelsesplanen for 2013" in told
    assert MatrixGroup.objects.get(title="Vil gerne").quadrant == "cannot_will"


def test_a_group_is_moved_and_the_move_undone(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = client.post(of_group(world, "matrix_group_move"), {"felt": "cannot_will"}, follow=True)
    told = words(answer)
    assert (
        "“Klar til job” står nu i feltet “Kan ikke, men vil”. Optællingerne fra før er flyttet med." in told
    )
    client.post(undo_of(answer))
    assert MatrixGroup.objects.get(pk=group(world).pk).quadrant == "can_will"


def test_a_move_says_what_it_does_to_earlier_counts_and_offers_the_other_way(
    world: World, as_: SignIn
) -> None:
    client = as_("project manager")
    page = client.get(at(world, "matrix"))
    assert "Gruppens optællinger fra før flytter med" in words(page)
    assert "Ny gruppe i “Kan ikke, men vil”" in words(page)
    assert f"{at(world, 'matrix_group_new')}?felt=cannot_will" in page.content.decode()
    assert "flytter dens optællinger fra før med" in words(client.get(of_group(world, "matrix_group_edit")))
    assert "fra før med" not in words(client.get(at(world, "matrix_group_new")))
    MatrixCount.objects.all().delete()
    assert "flytter med" not in words(client.get(at(world, "matrix")))


def test_a_group_that_was_never_counted_moves_alone(world: World, as_: SignIn) -> None:
    MatrixCount.objects.all().delete()
    answer = as_("project manager").post(
        of_group(world, "matrix_group_move"), {"felt": "cannot_will"}, follow=True
    )
    assert "Optællingerne fra før" not in words(answer)


def test_many_days_are_read_a_page_at_a_time(world: World, as_: SignIn) -> None:
    MatrixCount.objects.all().delete()
    days = [date(2012, 1, 1) + timedelta(days=number) for number in range(14)]
    for number, day in enumerate(days):
        MatrixCount.objects.create(group=group(world), counted_on=day, count=number)
    client = as_("steering group")
    first = client.get(at(world, "matrix"))
    assert counted(first) == [f"{number}. januar 2012" for number in range(14, 2, -1)]
    assert "1–12 af 14" in words(first)
    chosen = client.get(at(world, "matrix") + "?fra=2012-01-01&til=2012-01-03&side=2")
    assert counted(chosen) == ["2. januar 2012", "1. januar 2012"]
    assert 'href="?fra=2012-01-01&amp;til=2012-01-03&amp;side=1#optaellinger"' in chosen.content.decode()
    assert counted(client.get(at(world, "matrix") + "?side=x")) == counted(first)


def counted(page: Any) -> list[str]:
    """The days on the list, as they are told."""
    listed = page.content.decode().split('id="optaellinger"')[1].split("</table>")[0]
    return [words_of(one) for one in re.findall(r'<th scope="row">(.*?)</th>', listed)]


@pytest.mark.parametrize("felt", ["", "op", "\0", "x" * 40_000])
def test_an_odd_quadrant_moves_nothing(world: World, as_: SignIn, felt: str) -> None:
    answer = as_("project manager").post(
        of_group(world, "matrix_group_move"), {"felt": felt} if felt else {}, follow=True
    )
    assert "Vælg det felt, gruppen skal flyttes til." in words(answer)


def test_a_group_is_corrected_removed_and_brought_back(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    assert send(client, of_group(world, "matrix_group_edit"), title="Klar nu").status_code == 302
    gone = client.post(of_group(world, "matrix_group_remove"), follow=True)
    assert "Gruppen er fjernet." in words(gone)
    assert not MatrixGroup.objects.filter(pk=group(world).pk, removed_at=None).exists()
    client.post(undo_of(gone))
    assert MatrixGroup.objects.get(pk=group(world).pk, removed_at=None).title == "Klar nu"


def test_a_cpr_number_in_a_description_is_stopped(world: World, as_: SignIn) -> None:
    answer = send(as_("project manager"), of_group(world, "matrix_group_edit"), description="Se 010190-1234")
    assert answer.status_code == 422
    assert "CPR-nummer" in words(answer)


def test_two_who_correct_a_group_meet_in_the_fields(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), of_group(world, "matrix_group_edit")
    begun = fields_of(client.get(address))
    send(as_("lead administrator"), address, title="Deres")
    answer = client.post(address, {**begun, "title": "Min"})
    assert answer.status_code == 409
    assert {"Deres", "Min"} <= set(words(answer).replace("“", " ").replace("”", " ").split())


# Counting


def field(world: World) -> str:
    return f"count_{group(world).pk}"


def test_a_day_is_counted_for_all_groups_on_one_form(world: World, as_: SignIn) -> None:
    other = counts(world, "Mangler tro", "can_will_not")
    client = as_("project manager")
    given = {"day": "1/7-13", field(world): "1.200", f"count_{other.pk}": "0", "counted_by": "Jobcentret"}
    answer = send(client, at(world, "matrix_counting"), **given)
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "Optællingen er gemt." in words(page)
    assert "1. juli 2013 1.200 Jobcentret" in rows(page, "Jobcentret")
    client.post(undo_of(page))
    assert not MatrixCount.objects.filter(counted_on=date(2013, 7, 1)).exists()


def test_a_day_that_was_counted_is_corrected_and_moved(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), at(world, "matrix_counting", query="?dag=2013-01-01")
    assert "Optællingen den 1. januar 2013" in words(client.get(address))
    assert send(client, address, **{"day": "2.1.2013", field(world): "13"}).status_code == 302
    [one] = MatrixCount.objects.filter(group=group(world))
    assert (one.counted_on, one.count) == (date(2013, 1, 2), 13)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": "1.1.2013", "count": "3"}, "Der er allerede talt op den 1. januar 2013."),
        ({"day": "1.1.2199", "count": "3"}, "Dagen ligger i fremtiden."),
        ({"day": "i går", "count": "3"}, "dato"),
        ({"day": "1.7.2013", "count": ""}, "Skriv antallet for mindst én gruppe."),
        ({"day": "1.7.2013", "count": "2,5"}, "er ikke et helt tal"),
        ({"day": "1.7.2013", "count": "-1"}, "mindst 0"),
        ({"day": "1.7.2013", "count": "99999999999"}, "Skriv et helt tal fra 0 til 10 millioner"),
        ({"day": "1.7.2013", "count": "9" * 40_000}, "cifre"),
        ({"day": "1.7.2013", "count": "mange\0"}, "er ikke et tal"),
    ],
)
def test_what_cannot_be_a_count_is_told_and_kept(
    world: World, as_: SignIn, given: dict[str, str], said: str
) -> None:
    answer = send(
        as_("project manager"),
        at(world, "matrix_counting"),
        **{"day": given["day"], field(world): given["count"]},
    )
    assert answer.status_code == 422
    assert said in words(answer)
    assert MatrixCount.objects.filter(group=group(world)).count() == 1


def test_two_who_correct_the_same_count_meet(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), at(world, "matrix_counting", query="?dag=2013-01-01")
    begun = fields_of(client.get(address))
    send(as_("lead administrator"), address, **{field(world): "14"})
    answer = client.post(address, {**begun, field(world): "15"})
    assert answer.status_code == 409
    assert MatrixCount.objects.get(group=group(world)).count == 14
    kept = client.post(address, {**fields_of(answer), f"valg-{field(world)}": "mine", field(world): "15"})
    assert kept.status_code == 302
    assert MatrixCount.objects.get(group=group(world)).count == 15


def test_a_number_for_a_group_another_removed_is_told(world: World, as_: SignIn) -> None:
    other = counts(world, "Mangler tro", "can_will_not")
    client, address = as_("project manager"), at(world, "matrix_counting")
    begun = fields_of(client.get(address))
    client.post(at(world, "matrix_group_remove", other.pk))
    given = {**begun, "day": "1.7.2013", field(world): "3", f"count_{other.pk}": "77"}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "En anden har fjernet en gruppe, du skrev et antal for: 77." in words(answer)
    assert client.post(address, fields_of(answer)).status_code == 302


# Taken home


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_matrix_is_taken_home(world: World, as_: SignIn, kind: str) -> None:
    MatrixCount.objects.create(group=group(world), counted_on=date(2013, 7, 1), count=20)
    answer = as_("steering group").get(at(world, "matrix_file", kind))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="Maalgruppematrix - Vores projekt')
    assert answer.content[:2] in (b"PK", b"%P")
    assert as_("steering group").get(at(world, "matrix_file", "xlsx")).status_code == 404


def test_the_note_tells_it_as_it_was_counted_by_then(world: World) -> None:
    MatrixCount.objects.create(group=group(world), counted_on=date(2014, 7, 1), count=20)
    whole = load_whole(world.ours.project)

    def printed(period: str) -> str:
        note = status_note(whole, Period.parse(period), date(2014, 1, 1), charts=False)
        return repr(list(note_blocks(note)))

    assert "Optalt 1. januar 2013: 12 i alt." in printed("2013")
    assert "Grupperne er ikke optalt endnu." in printed("2012")
    MatrixGroup.objects.all().delete()
    whole = load_whole(world.ours.project)
    assert "Målgruppematrix" not in printed("2013")


# Two of a name


def test_two_groups_of_one_name_do_not_stand_in_one_field(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = send(client, at(world, "matrix_group_new", query="?felt=can_will"), title="klar  til JOB")
    assert answer.status_code == 422
    assert "Der står allerede en gruppe ved navn “klar til JOB” i det felt." in words(answer)
    send(client, at(world, "matrix_group_new", query="?felt=cannot_will"), title="Klar til job")
    there = MatrixGroup.objects.get(title="Klar til job", quadrant="cannot_will")
    address = reverse("matrix_group_move", args=(world.ours.project.pk, there.pk))
    told = words(client.post(address, {"felt": "can_will"}, follow=True))
    assert "Der står allerede en gruppe ved navn “Klar til job” i det felt." in told
    there.refresh_from_db()
    assert there.quadrant == "cannot_will"
