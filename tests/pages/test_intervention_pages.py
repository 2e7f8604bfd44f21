"""Interventions on pages: decided, described section by section, sent in, taken back, read, compared, copied."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.interventions.actions.items import ItemKind, add_item
from virkning.rooms.interventions.actions.moves import submit
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.models import Actor, Element, FieldComment, Intervention, Purpose, Receipt
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: What each page asks, however much there is of everything.
LIST, TASKS, SECTION, CHECK, READ = 10, 23, 15, 30, 22


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def one(world: World) -> Intervention:
    found: Intervention = world.ours.rows["Intervention"]
    return Intervention.objects.get(pk=found.pk)


def at(world: World, name: str, *more: Any, query: str = "") -> str:
    return reverse(name, args=(one(world).pk, *more)) + query


def listed(world: World, name: str, query: str = "") -> str:
    return reverse(name, args=(world.ours.project.pk,)) + query


def section(world: World, slug: str) -> str:
    return at(world, "intervention_section", slug)


def send(client: Client, address: str, drop: tuple[str, ...] = (), **given: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    fields = {name: value for name, value in fields_of(page).items() if name not in drop}
    return client.post(address, {**fields, **given})


def complete(world: World) -> Intervention:
    """The description, with everything the template asks for."""
    found = one(world)
    write_answers(
        found,
        {
            "start_date": date(2026, 9, 1),
            "summary": "Dansk på jobbet",
            "new_type": False,
            "hours_per_week": 12,
            "weeks_per_participant": 13,
            "participants_at_a_time": 8,
            "intake": "rolling",
            "selection_criteria": "Mangler sprog",
            "ambassador_role": "Finder pladser",
            "successor": "Jobcentret",
            "method": "Egne erfaringer",
        },
        by=COMMAND_LINE,
    )
    add_item(found, kind=ItemKind.PURPOSE, values={"term": "long", "text": "I job"}, by=COMMAND_LINE)
    return one(world)


def undo_of(page: Any) -> str:
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


# The list


def test_several_are_decided_at_once_and_taken_back_as_one(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    lead = str(world.organisations["lead"].pk)
    address = listed(world, "interventions_decide")
    given = {"name_0": "Sprog", "municipality_0": lead, "name_2": "Motion", "municipality_2": lead}
    answer = send(client, address, start_0="1/9-26", **given)
    assert answer.status_code == 302, words(answer)
    page = client.get(answer.url)
    assert "2 indsatser er besluttet." in words(page)
    assert "Sprog" in words(page)
    assert "1. december 2026" in words(page)
    assert Intervention.objects.get(name="Sprog").start_date == date(2026, 9, 1)
    client.post(undo_of(page))
    assert not Intervention.objects.filter(name__in=("Sprog", "Motion")).exists()


def test_one_decided_leads_straight_to_its_page(world: World, as_: SignIn) -> None:
    given = {"name_0": "Sprog", "municipality_0": str(world.organisations["lead"].pk)}
    answer = send(as_("project manager"), listed(world, "interventions_decide"), **given)
    assert answer.url == reverse("intervention", args=(Intervention.objects.get(name="Sprog").pk,))


def test_what_is_wrong_is_told_at_its_own_line(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    lead = str(world.organisations["lead"].pk)
    address = listed(world, "interventions_decide")
    answer = send(client, address, name_1=one(world).name, municipality_1=lead)
    assert answer.status_code == 422
    assert "Indsats 2" in words(answer)
    assert "Kommunen har allerede en indsats med det navn." in words(answer)
    assert send(client, address, name_0="", start_0="").status_code == 422


def test_more_lines_keep_what_was_typed(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = send(client, listed(world, "interventions_decide"), name_0="Sprog", tilfoej="1")
    assert answer.status_code == 200
    assert fields_of(answer)["name_0"] == "Sprog"
    assert "name_5" in fields_of(answer)
    assert not Intervention.objects.filter(name="Sprog").exists()


def test_a_partner_decides_for_its_own_municipality_only(world: World, as_: SignIn) -> None:
    client = as_("partner assigned")
    address = listed(world, "interventions_decide")
    lead = str(world.organisations["lead"].pk)
    assert send(client, address, name_0="Sprog", municipality_0=lead).status_code == 422
    assert send(client, address, name_0="Sprog").status_code == 302
    assert Intervention.objects.get(name="Sprog").municipality == world.organisations["partner"]
    assert client.get(section(world, "fakta")).status_code == 403


def test_a_partner_takes_back_nothing_of_another_municipality(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = send(client, section(world, "maalgruppe"), target_group="Nogle")
    undo = undo_of(client.get(answer.url))
    assert as_("partner assigned").post(undo).status_code == 403
    assert one(world).target_group == "Nogle"
    client.post(undo)
    assert one(world).target_group == "Unge uden uddannelse"


def test_one_is_moved_removed_with_a_reason_and_brought_back(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    lead = str(world.organisations["lead"].pk)
    send(client, listed(world, "interventions_decide"), name_0="Sprog", municipality_0=lead)
    made = Intervention.objects.get(name="Sprog")
    answer = client.post(listed(world, "interventions_move"), {"op": f"indsats-{made.pk}"}, follow=True)
    assert "Indsatsen er flyttet." in words(answer)
    order = Intervention.objects.filter(project=world.ours.project).order_by("position", "id")
    assert [each.name for each in order] == ["Sprog", "Indsats i Vores projekt"]
    answer = send(client, reverse("intervention_remove", args=(made.pk,)), reason="Slået sammen")
    page = client.get(answer.url)
    assert "Slået sammen" in words(page)
    assert not Intervention.objects.filter(pk=made.pk).exists()
    client.post(listed(world, "interventions_restore"), {"hent": f"indsats-{made.pk}"})
    assert Intervention.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("name", ["indsats-0", "indsats-x", "x-1", ""])
def test_what_is_no_intervention_of_the_project_is_not_moved(world: World, as_: SignIn, name: str) -> None:
    client = as_("project manager")
    assert client.post(listed(world, "interventions_move"), {"op": name}).status_code == 404
    assert client.post(listed(world, "interventions_restore"), {"hent": name}).status_code == 404


def test_an_empty_list_says_what_it_is_for(world: World, as_: SignIn) -> None:
    Intervention.objects.all().update(removed_at=date(2026, 1, 1).isoformat() + "T00:00Z")
    assert "Projektet har ingen indsatser endnu" in words(
        as_("steering group").get(listed(world, "interventions"))
    )


# The description


def test_the_task_list_says_what_each_section_lacks(world: World, as_: SignIn) -> None:
    told = words(as_("project manager").get(at(world, "intervention")))
    assert "Målgruppe Mangler kriterier for at blive udvalgt Begyndt" in told
    assert "Økonomi Frivilligt" in told
    assert "Skal rettes: Erfaringer og metoder Uddyb metoden" in told


def test_who_only_reads_is_led_to_the_description(world: World, as_: SignIn) -> None:
    client = as_("steering group")
    answer = client.get(at(world, "intervention"))
    assert answer.url == at(world, "intervention_read")
    told = words(client.get(answer.url))
    assert "Unge uden uddannelse" in told
    assert "Aktør 1: Mentor" in told
    assert "Skriv i beskrivelsen" not in told


def test_a_section_is_saved_and_leads_to_the_next(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = send(client, section(world, "fakta"), hours_per_week="37,5", intake="common", new_type="nej")
    assert answer.url == section(world, "maalgruppe")
    found = one(world)
    assert (str(found.hours_per_week), found.intake, found.new_type) == ("37.5", "common", False)
    assert send(client, section(world, "fakta"), tilbage="1").url == at(world, "intervention")


@pytest.mark.parametrize("slug", ["fakta", "aktoerer", "oekonomi", "observationer"])
def test_nothing_changed_is_nothing_written(world: World, as_: SignIn, slug: str) -> None:
    before = one(world).version
    assert send(as_("project manager"), section(world, slug)).status_code == 302
    assert one(world).version == before


def test_lines_are_added_moved_and_taken_out_before_anything_is_saved(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    address = section(world, "aktiviteter")
    first = Element.objects.get(intervention=one(world))
    answer = send(client, address, tilfoej="aktiviteter")
    fields = fields_of(answer)
    assert fields["linjer_aktiviteter"] == f"k{first.pk},n1"
    fields |= {"text_aktiviteter_n1": "Praktik", "op": "aktiviteter-n1"}
    answer = client.post(address, fields)
    fields = fields_of(answer)
    assert fields["linjer_aktiviteter"] == f"n1,k{first.pk}"
    assert fields["text_aktiviteter_n1"] == "Praktik"
    assert Element.objects.filter(intervention=one(world)).count() == 1
    assert client.post(address, fields).url == section(world, "aktoerer")
    texts = Element.objects.filter(intervention=one(world)).order_by("position", "id")
    assert [each.text for each in texts] == ["Praktik", "Sprogmakkere"]
    fields = fields_of(client.get(address)) | {"fjern": f"aktiviteter-k{first.pk}"}
    client.post(address, fields_of(client.post(address, fields)))
    assert [each.text for each in texts.all()] == ["Praktik"]


def test_purposes_keep_their_term(world: World, as_: SignIn) -> None:
    assert send(as_("project manager"), section(world, "formaal"), text_lang_n1="I job").status_code == 302
    found = Purpose.objects.filter(intervention=one(world)).order_by("term")
    assert [(each.term, each.text) for each in found] == [("long", "I job"), ("short", "Dansk på jobbet")]


def test_an_actor_supports_one_of_the_activities(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    actor = Actor.objects.get(intervention=one(world))
    name = f"element_aktoerer_k{actor.pk}"
    assert send(client, section(world, "aktoerer"), **{name: "0"}).status_code == 422
    assert send(client, section(world, "aktoerer"), **{name: ""}).status_code == 302
    assert Actor.objects.get(pk=actor.pk).element is None


def test_a_line_another_has_made_meanwhile_stays(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    address = section(world, "aktiviteter")
    fields = fields_of(client.get(address))
    add_item(one(world), kind=ItemKind.ELEMENT, values={"text": "En andens"}, by=COMMAND_LINE)
    key = Element.objects.get(text="Sprogmakkere", intervention=one(world)).pk
    answer = client.post(address, {**fields, f"text_aktiviteter_k{key}": "Sprogmakkere hver uge"})
    assert answer.status_code == 302, words(answer)
    texts = Element.objects.filter(intervention=one(world)).order_by("position", "id")
    assert [each.text for each in texts] == ["Sprogmakkere hver uge", "En andens"]


def test_a_line_taken_out_while_another_wrote_in_it_stays(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    address = section(world, "aktiviteter")
    element = Element.objects.get(intervention=one(world))
    page = client.get(address)
    fields = {**fields_of(page), "linjer_aktiviteter": "n1", "text_aktiviteter_n1": "Min"}
    as_("lead administrator").post(
        address, {**fields_of(page), f"text_aktiviteter_k{element.pk}": "Rettet af en anden"}
    )
    answer = client.post(address, fields, follow=True)
    assert "En linje, du fjernede, er rettet af en anden imens." in words(answer)
    texts = Element.objects.filter(intervention=one(world)).order_by("position", "id")
    assert sorted(each.text for each in texts) == ["Min", "Rettet af en anden"]


def test_two_who_write_in_the_same_field_meet_field_by_field(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    address = section(world, "maalgruppe")
    mine = {**fields_of(client.get(address)), "target_group": "Min", "selection_criteria": "Mine"}
    send(as_("lead administrator"), address, target_group="Den andens")
    answer = client.post(address, mine)
    assert answer.status_code == 409
    assert "To har rettet det samme" in words(answer)
    assert "Den andens" in words(answer)
    again = {**fields_of(answer), "target_group": "Begges"}
    assert client.post(address, again).status_code == 302
    assert (one(world).target_group, one(world).selection_criteria) == ("Begges", "Mine")


def test_two_who_write_in_different_sections_are_in_nobodys_way(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    write_answers(one(world), {"summary": "Dansk"}, by=COMMAND_LINE)
    fields = fields_of(client.get(section(world, "maalgruppe")))
    send(as_("lead administrator"), section(world, "ambassadoer"), successor="Jobcentret")
    assert client.post(section(world, "maalgruppe"), {**fields, "target_group": "Min"}).status_code == 302


def test_a_cpr_number_is_stopped_and_an_address_is_asked_about(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    address = section(world, "maalgruppe")
    assert send(client, address, target_group="Borgeren 610190-1234").status_code == 422
    answer = send(client, address, target_group="Skriv til anna@example.com")
    assert answer.status_code == 422
    assert "e-mailadresse" in words(answer)
    fields = fields_of(answer) | {"bekraeft-address_target_group": "1"}
    assert client.post(address, fields).status_code == 302


def test_a_comment_is_settled_with_the_section_it_is_at(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    comment = FieldComment.objects.get(intervention=one(world))
    assert "Uddyb metoden" in words(client.get(section(world, "metode")))
    given: dict[str, Any] = {f"settled_{comment.pk}": "on", "method": "Uddybet"}
    send(client, section(world, "metode"), **given)
    comment.refresh_from_db()
    assert comment.settled_at is not None
    client.post(reverse("comment_settle", args=(comment.pk,)), {"aabn": "1", "udgave": comment.version})
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_costs_add_up(world: World, as_: SignIn) -> None:
    told = words(as_("project manager").get(section(world, "oekonomi")))
    assert "I alt 2.500 kr." in told


def test_an_unknown_section_is_not_there(world: World, as_: SignIn) -> None:
    assert as_("project manager").get(section(world, "andet")).status_code == 404


# On its way


def test_what_is_missing_is_named_and_nothing_is_sent(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    page = client.get(at(world, "intervention_check"))
    assert "ting mangler, før beskrivelsen kan sendes." in words(page)
    assert "Indsend beskrivelsen" not in words(page)
    answer = client.post(at(world, "intervention_check"), fields_of(page))
    assert answer.status_code == 422
    assert Receipt.objects.filter(intervention=one(world)).count() == 1


def test_it_is_sent_in_with_a_receipt_lies_fast_and_is_taken_back(world: World, as_: SignIn) -> None:
    found = complete(world)
    client = as_("project manager")
    page = client.get(at(world, "intervention_check"))
    told = words(page)
    assert "Intet mangler." in told
    assert "Et nyt indsatsområde" in told
    assert "Coordinator" in told
    answer = client.post(at(world, "intervention_check"), fields_of(page))
    receipt = Receipt.objects.filter(intervention=found).order_by("-pk")[0]
    assert answer.url == at(world, "intervention_receipt", receipt.pk)
    told = words(client.get(answer.url))
    assert receipt.number in told
    assert receipt.sha256 in told
    assert client.get(section(world, "fakta")).url.startswith(at(world, "intervention_read"))
    assert send(client, section(world, "observationer"), observations_start="Godt").status_code == 302
    assert one(world).observations_start == "Godt"
    version = {"udgave": one(world).version}
    answer = client.post(at(world, "intervention_take_back"), version, follow=True)
    assert "Indsendelsen er trukket tilbage." in words(answer)
    assert one(world).stage == "draft"


def test_what_changed_after_it_was_read_is_not_sent(world: World, as_: SignIn) -> None:
    complete(world)
    client = as_("project manager")
    page = client.get(at(world, "intervention_check"))
    write_answers(one(world), {"summary": "Noget andet"}, by=COMMAND_LINE)
    answer = client.post(at(world, "intervention_check"), fields_of(page))
    assert answer.status_code == 422
    assert "Beskrivelsen er ændret, siden du så den." in words(answer)
    assert client.post(at(world, "intervention_check"), fields_of(answer)).status_code == 302


def test_it_is_ended_and_goes_on_after_all(world: World, as_: SignIn) -> None:
    found = complete(world)
    submit(found, by=COMMAND_LINE)
    Intervention.objects.filter(pk=found.pk).update(stage="accepted")
    client = as_("project manager")
    assert send(client, at(world, "intervention_end"), on="30.6.2027").url == section(world, "observationer")
    assert one(world).stage == "ended"
    assert send(client, at(world, "intervention_reopen"), reason="").status_code == 422
    assert send(client, at(world, "intervention_reopen"), reason="Flere deltagere").status_code == 302
    assert one(world).stage == "accepted"


# Beside others


def test_a_new_one_begins_with_an_earlier_ones_answers(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    write_answers(one(world), {"observations_end": "Begynd før"}, by=COMMAND_LINE)
    address = listed(world, "interventions_copy", f"?fra_indsats={one(world).pk}")
    answer = send(client, address, name="Næste hold", start_date="1.2.2027")
    made = Intervention.objects.get(name="Næste hold")
    assert answer.url == reverse("intervention", args=(made.pk,))
    assert made.target_group == "Unge uden uddannelse"
    assert "Begynd før" in words(client.get(reverse("intervention_section", args=(made.pk, "observationer"))))
    assert client.get(listed(world, "interventions_copy", "?fra_indsats=0")).status_code == 302


def test_an_empty_one_is_filled_from_another(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    lead = str(world.organisations["lead"].pk)
    send(client, listed(world, "interventions_decide"), name_0="Tom", municipality_0=lead)
    made = Intervention.objects.get(name="Tom")
    assert send(client, reverse("intervention_fill", args=(made.pk,))).status_code == 302
    made.refresh_from_db()
    assert made.target_group == "Unge uden uddannelse"


def test_two_stand_side_by_side_with_their_differences_marked(world: World, as_: SignIn) -> None:
    client = as_("steering group")
    other = Intervention.objects.create(
        project=world.ours.project, municipality=world.organisations["partner"], name="En anden"
    )
    told = words(client.get(at(world, "intervention_compare", other.pk)))
    assert "Forskellige" in told
    assert "En anden" in told
    only = words(client.get(at(world, "intervention_compare", other.pk, query="?forskelle=1")))
    assert "Opstartsdato" not in only
    theirs = world.theirs.rows["Intervention"].pk
    assert client.get(at(world, "intervention_compare", theirs)).status_code == 404
    chosen = client.get(at(world, "intervention_compare_choose", query=f"?med={other.pk}"))
    assert chosen.url == at(world, "intervention_compare", other.pk)


def test_those_like_it_are_told_as_cards(world: World, as_: SignIn) -> None:
    near = Intervention.objects.create(
        project=world.ours.project,
        municipality=world.organisations["partner"],
        name="Partnerens",
        target_group="Unge uden uddannelse",
        stage="ended",
    )
    told = words(as_("project manager").get(at(world, "intervention_similar")))
    assert near.name in told
    assert "Fælles om målgruppen" in told


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_it_is_taken_home_as_a_file(world: World, as_: SignIn, kind: str) -> None:
    answer = as_("steering group").get(at(world, "intervention_file", kind))
    assert answer.status_code == 200
    assert answer.content[:2] == (b"PK" if kind == "docx" else b"%P")
    assert as_("steering group").get(at(world, "intervention_file", "exe")).status_code == 404


# What the pages ask


@pytest.mark.parametrize(
    ("name", "more", "asked"),
    [
        ("intervention", (), TASKS),
        ("intervention_section", ("aktoerer",), SECTION),
        ("intervention_check", (), CHECK),
        ("intervention_read", (), READ),
    ],
)
def test_a_page_asks_the_same_however_long_the_description(
    world: World, as_: SignIn, django_assert_num_queries: Any, name: str, more: tuple[str, ...], asked: int
) -> None:
    complete(world)
    client = as_("project manager")
    for number in range(3):
        client.get(at(world, name, *more))
        with django_assert_num_queries(asked):
            client.get(at(world, name, *more))
        element = add_item(
            one(world), kind=ItemKind.ELEMENT, values={"text": f"Nr. {number}"}, by=COMMAND_LINE
        )
        add_item(
            one(world),
            kind=ItemKind.ACTOR,
            values={"kind": f"Mentor {number}", "element": element},
            by=COMMAND_LINE,
        )


def test_the_list_asks_the_same_however_long(
    world: World, as_: SignIn, django_assert_num_queries: Any
) -> None:
    client = as_("project manager")
    for number in range(3):
        client.get(listed(world, "interventions"))
        with django_assert_num_queries(LIST):
            client.get(listed(world, "interventions"))
        Intervention.objects.create(
            project=world.ours.project, municipality=world.organisations["lead"], name=f"Nr. {number}"
        )
