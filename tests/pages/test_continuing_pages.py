"""Embedding, comments, experiences and benefits on pages: written by those who report, read by all, printed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import rows, words
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, ActivityComment
from virkning.rooms.evaluations.models import BenefitBody, BenefitGain, Embedding, Experience, PossibleBenefit
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: Session, person, project, its permissions (2), facts (10), what goes on (5), the frame.
QUERIES = 21


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def of_activity(world: World, name: str, period: str = "2013") -> str:
    return at(world, name, world.ours.activity.pk, period)


def send(client: Client, address: str, **given: str) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def undo_of(page: Any) -> str:
    """Of the latest act: what was said before nobody has seen."""
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


def printed(world: World, period: str = "2013") -> str:
    whole = load_whole(world.ours.project)
    return repr(list(note_blocks(status_note(whole, Period.parse(period), date(2014, 1, 1), charts=False))))


# The page of it all


def test_the_page_tells_everything_and_says_what_is_missing(world: World, as_: SignIn) -> None:
    page = as_("steering group").get(at(world, "continuing") + "?periode=2013")
    [row] = rows(page, "Aktivitet i Vores projekt")
    assert "Fortsætter i almindelig drift" in row
    assert "Mangler Skriv, hvem der har ansvaret, når det fortsætter." in row
    told = words(page)
    assert "1 mangler en ansvarlig." in told
    assert "Mød forældrene 2013" in told
    assert "Samme sprog" in told
    assert "Ret skemaet" not in told
    assert "Skriv en erfaring" not in told


def test_before_anything_was_said_it_is_missing(world: World, as_: SignIn) -> None:
    page = as_("project manager").get(at(world, "continuing") + "?periode=2012")
    assert "1 aktivitet mangler." in words(page)
    assert "Fra en senere periode (1)" in words(page)


def test_what_was_said_earlier_is_told_with_its_period(world: World, as_: SignIn) -> None:
    Embedding.objects.update(period=world.ours.periods["2011"])
    [row] = rows(as_("project manager").get(at(world, "continuing")), "Aktivitet i Vores projekt")
    assert "Sagt i 2011" in row
    assert "Skriv for 2013" in row


def test_a_period_there_is_not_shows_the_latest(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    odd, latest = (client.get(at(world, "continuing") + query) for query in ("?periode=x", ""))
    assert odd.status_code == 200
    assert words(odd) == words(latest)


def test_a_project_without_periods_says_so(world: World, as_: SignIn) -> None:
    bare = Project.objects.create(name="Uden perioder", starts_on="2010-01-01", ends_on="2013-12-31")
    Party.objects.create(project=bare, organisation=world.organisations["lead"], role="lead")
    page = as_("lead administrator").get(reverse("continuing", args=(bare.pk,)))
    assert "Projektet har ingen perioder endnu" in words(page)


def test_the_page_takes_the_same_queries_however_much_there_is(
    world: World, as_: SignIn, django_assert_num_queries: Any
) -> None:
    client, ours = as_("project manager"), world.ours
    for number in range(6):
        client.get(at(world, "continuing"))
        with django_assert_num_queries(QUERIES):
            client.get(at(world, "continuing"))
        one = Activity.objects.create(
            project=ours.project, area=ours.area, number=f"1.{number + 2}", title="Flere"
        )
        Embedding.objects.create(activity=one, period=ours.periods["2012"], continuation="ends")
        body = BenefitBody.objects.create(project=ours.project, name=f"Flere {number}")
        benefit = PossibleBenefit.objects.create(project=ours.project, name=f"Gevinst {number}")
        BenefitGain.objects.create(body=body, benefit=benefit, text="Ord")


# Embedding


def test_embedding_is_said_and_stands_on_the_page_and_in_the_note(world: World, as_: SignIn) -> None:
    answer = send(
        as_("activity lead"),
        of_activity(world, "embedding", "2012"),
        continuation="undecided",
        risk="Ingen penge",
        secured_until="31/12-2014",
    )
    assert answer.status_code == 302
    made = Embedding.objects.get(period=world.ours.periods["2012"], activity=world.ours.activity)
    assert (made.continuation, made.secured_until) == ("undecided", date(2014, 12, 31))
    assert "Ikke afgjort. Penge sikret til 31. december 2014. Risiko: Ingen penge." in printed(world, "2012")


def test_money_that_has_ended_is_asked_about_once(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), of_activity(world, "embedding", "2012")
    answer = send(client, address, continuation="ordinary", secured_until="31.12.2011")
    assert answer.status_code == 422
    assert "Pengene er kun sikret til 31. december 2011" in words(answer)
    again = client.post(address, {**fields_of(answer), "bekraeft-money_ended": "1"})
    assert again.status_code == 302
    assert Embedding.objects.filter(period=world.ours.periods["2012"], activity=world.ours.activity).exists()


def test_what_was_said_last_stands_beside_and_can_be_taken_over(world: World, as_: SignIn) -> None:
    Embedding.objects.update(period=world.ours.periods["2012"], responsible="Skoleafdelingen")
    client, address = as_("project manager"), of_activity(world, "embedding")
    page = client.get(address)
    assert "Sidst (2012): Skoleafdelingen" in words(page)
    assert "Hent det, der stod i 2012" in words(page)
    taken = client.get(address + "?fra=sidst")
    fields = fields_of(taken)
    assert (fields["continuation"], fields["responsible"]) == ("ordinary", "Skoleafdelingen")
    assert client.post(address, fields).status_code == 302
    assert Embedding.objects.filter(activity=world.ours.activity).count() == 2


def test_two_who_say_it_at_once_see_both_texts(world: World, as_: SignIn) -> None:
    address = of_activity(world, "embedding")
    first, second = as_("project manager"), as_("activity lead")
    page = fields_of(second.get(address))
    assert send(first, address, risk="Min tekst").status_code == 302
    answer = second.post(address, {**page, "risk": "Din tekst"})
    assert answer.status_code == 409
    assert "Min tekst" in words(answer)
    assert "Din tekst" in answer.content.decode()


def test_two_who_begin_at_once_meet(world: World, as_: SignIn) -> None:
    address = of_activity(world, "embedding", "2012")
    first, second = as_("project manager"), as_("activity lead")
    page = fields_of(second.get(address))
    assert send(first, address, continuation="ends").status_code == 302
    answer = second.post(address, {**page, "continuation": "ordinary"})
    assert answer.status_code == 409
    assert second.post(address, fields_of(answer)).status_code == 302


def test_removing_it_is_undone_with_a_click(world: World, as_: SignIn) -> None:
    client, one = as_("project manager"), Embedding.objects.get(activity=world.ours.activity)
    page = client.post(at(world, "embedding_remove", one.pk), follow=True)
    assert "Forankringen er fjernet." in words(page)
    assert not Embedding.objects.filter(pk=one.pk).exists()
    client.post(undo_of(page), follow=True)
    assert Embedding.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("wanted", ["2099", "x", "2013K1"])
@pytest.mark.parametrize("name", ["embedding", "activity_comment"])
def test_a_period_the_project_does_not_have_is_not_found(
    world: World, as_: SignIn, name: str, wanted: str
) -> None:
    assert as_("project manager").get(of_activity(world, name, wanted)).status_code == 404


# Comments


def test_a_comment_stands_on_the_activity_and_in_the_note(world: World, as_: SignIn) -> None:
    client = as_("activity lead")
    answer = send(client, of_activity(world, "activity_comment", "2012"), text="Alle skoler er med.")
    assert answer.status_code == 302
    page = words(client.get(at(world, "activity", world.ours.activity.pk) + "?periode=2012"))
    assert "Samlet kommentar Alle skoler er med. Ret kommentaren" in page
    assert "Alle skoler er med." in printed(world, "2012")
    assert "Alle skoler er med." not in printed(world, "2013")


def test_an_emptied_comment_is_taken_away_and_undone(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), of_activity(world, "activity_comment")
    page = client.post(address, {**fields_of(client.get(address)), "text": ""}, follow=True)
    assert "Kommentaren er fjernet." in words(page)
    assert not ActivityComment.objects.filter(activity=world.ours.activity).exists()
    client.post(undo_of(page), follow=True)
    assert ActivityComment.objects.filter(activity=world.ours.activity).exists()


def test_a_cpr_number_is_stopped_at_the_field(world: World, as_: SignIn) -> None:
    answer = send(
        as_("project manager"), of_activity(world, "activity_comment", "2012"), text="Om 010190-1234."
    )
    assert answer.status_code == 422
    assert "CPR" in words(answer)


# Experiences


def test_an_experience_is_written_corrected_and_removed(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = send(
        client,
        at(world, "experience_new") + "?periode=2012",
        lesson="lesson_bad",
        text="Skemaet var lagt.",
        activity=str(world.ours.activity.pk),
    )
    assert answer.status_code == 302
    made = Experience.objects.get(text="Skemaet var lagt.")
    assert made.period == world.ours.periods["2012"]
    told = words(client.get(at(world, "continuing") + "?periode=2012"))
    assert "Skemaet var lagt. 2012. Aktivitet 1.1 Aktivitet i Vores projekt." in told
    edit = at(world, "experience_edit", made.pk)
    assert send(client, edit, text="Skemaet var lagt i maj.").status_code == 302
    page = client.post(at(world, "experience_remove", made.pk), follow=True)
    assert "Erfaringen er fjernet." in words(page)
    client.post(undo_of(page), follow=True)
    assert Experience.objects.get(pk=made.pk).text == "Skemaet var lagt i maj."


# The benefit table


def cell(world: World) -> str:
    kept = world.ours.rows
    return f"gain_{kept['BenefitBody'].pk}_{kept['PossibleBenefit'].pk}"  # type: ignore[attr-defined]


def test_rows_columns_and_cells_are_saved_on_one_form_and_undone_as_one(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), at(world, "benefit_table")
    given = {"body_n1": "Jobcentret", "benefit_n1": "Overblik", "gain_n1_n1": "Ser alle"}
    page = client.post(address, {**fields_of(client.get(address)), **given}, follow=True)
    assert "Gevinstskemaet er gemt." in words(page)
    assert "Jobcentret – Ser alle" in words(page)
    assert BenefitGain.objects.get(text="Ser alle").body.name == "Jobcentret"
    client.post(undo_of(page), follow=True)
    assert not BenefitBody.objects.filter(name="Jobcentret").exists()


def test_a_row_is_renamed_moved_and_removed(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), at(world, "benefit_table")
    key = world.ours.rows["BenefitBody"].pk  # type: ignore[attr-defined]
    assert send(client, address, body_n1="Jobcentret").status_code == 302
    assert send(client, address, **{f"body_{key}": "Skoler", f"place_body_{key}": "2"}).status_code == 302
    rows_now = BenefitBody.objects.filter(project=world.ours.project).order_by("position")
    assert [one.name for one in rows_now] == ["Jobcentret", "Skoler"]
    assert send(client, address, **{f"gone_body_{key}": "on"}).status_code == 302
    assert not BenefitGain.objects.filter(body_id=key).exists()


def test_words_without_a_row_are_kept_and_asked_about(world: World, as_: SignIn) -> None:
    key = world.ours.rows["PossibleBenefit"].pk  # type: ignore[attr-defined]
    answer = send(as_("project manager"), at(world, "benefit_table"), **{f"gain_n1_{key}": "Uden navn"})
    assert answer.status_code == 422
    assert "Skriv et navn. Der er skrevet noget" in words(answer)
    assert fields_of(answer)[f"gain_n1_{key}"] == "Uden navn"


def test_two_in_the_same_cell_see_both_texts(world: World, as_: SignIn) -> None:
    address, name = at(world, "benefit_table"), cell(world)
    first, second = as_("project manager"), as_("activity lead")
    page = fields_of(second.get(address))
    assert send(first, address, **{name: "Min tekst"}).status_code == 302
    answer = second.post(address, {**page, name: "Din tekst"})
    assert answer.status_code == 409
    assert "Min tekst" in words(answer)
    again = fields_of(answer)
    assert again[name] == "Din tekst"
    assert second.post(address, again).status_code == 302
    assert BenefitGain.objects.get(pk=world.ours.rows["BenefitGain"].pk).text == "Din tekst"  # type: ignore[attr-defined]


def test_two_in_different_corners_both_get_through(world: World, as_: SignIn) -> None:
    address, name = at(world, "benefit_table"), cell(world)
    first, second = as_("project manager"), as_("activity lead")
    page = fields_of(second.get(address))
    assert send(first, address, body_n1="Jobcentret").status_code == 302
    assert second.post(address, {**page, name: "Din tekst"}).status_code == 302
    assert BenefitBody.objects.filter(name="Jobcentret").exists()


def test_what_was_typed_in_a_row_another_removed_is_told(world: World, as_: SignIn) -> None:
    address, name = at(world, "benefit_table"), cell(world)
    key = world.ours.rows["BenefitBody"].pk  # type: ignore[attr-defined]
    first, second = as_("project manager"), as_("activity lead")
    page = fields_of(second.get(address))
    assert send(first, address, **{f"gone_body_{key}": "on"}).status_code == 302
    answer = second.post(address, {**page, name: "Min lange tekst"})
    assert answer.status_code == 422
    assert "Min lange tekst" in words(answer)


def test_saving_and_staying_leads_back_to_the_form(world: World, as_: SignIn) -> None:
    answer = send(as_("project manager"), at(world, "benefit_table"), body_n1="Jobcentret", flere="1")
    assert answer["Location"] == at(world, "benefit_table")


def test_a_double_click_makes_one_row(world: World, as_: SignIn) -> None:
    client, address = as_("project manager"), at(world, "benefit_table")
    data = {**fields_of(client.get(address)), "body_n1": "Jobcentret"}
    for _click in range(2):
        assert client.post(address, data).status_code == 302
    assert BenefitBody.objects.filter(name="Jobcentret").count() == 1


# Who may


@pytest.mark.parametrize("name", ["embedding", "activity_comment", "experience_new", "benefit_table"])
def test_whoever_may_not_is_told_in_words_what_it_takes(world: World, as_: SignIn, name: str) -> None:
    where = of_activity(world, name) if name in ("embedding", "activity_comment") else at(world, name)
    answer = as_("steering group").get(where)
    assert answer.status_code == 403
    assert "ikke lov til at skrive status og målinger." in words(answer)


def test_the_history_of_an_activity_holds_what_was_said_of_it(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    send(client, of_activity(world, "embedding", "2012"), continuation="ends")
    own = f"?slags=activity&nr={world.ours.activity.pk}"
    told = words(client.get(at(world, "project_history") + own))
    assert "Forankringen af aktivitet 1.1 i 2012 er skrevet: Stopper." in told


def test_the_history_tells_what_a_save_of_the_table_changed(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    send(client, at(world, "benefit_table"), **{cell(world): "Nye ord"})
    told = words(client.get(at(world, "project_history") + "?slags=forankring"))
    assert "Gevinstskemaet er rettet." in told
    assert "Skolerne, Fælles metode" in told
    assert "Nye ord" in told


def test_search_finds_what_was_said(world: World, as_: SignIn) -> None:
    Embedding.objects.update(risk="Budgettet skæres")
    for query, there in (
        ("budgettet", "Risiko"),
        ("aktiviteten kører", "Samlede kommentarer"),
        ("mød forældrene", "Erfaringer"),
    ):
        told = words(as_("project manager").get(f"{reverse('search')}?q={query}"))
        assert there in told, query
