"""What whoever decides does with descriptions: lists over a programme, comments at fields, sent back, accepted."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from pages.forms_reading import fields_of
from pages.reading import words
from pages.test_intervention_pages import at, complete, one, send, undo_of
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, Milestone
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.interventions.actions.moves import accept, send_back, submit, take_back
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import FieldComment, Intervention
from virkning.rooms.results.models import Result
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: What each page asks, however much there is of everything.
LIST, YEAR, REVIEW = 9, 9, 18
IN_PLACE = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes, with a description that is handed in."""
    submit(complete(world), by=COMMAND_LINE)
    return world


def programme(world: World, name: str = "programme_interventions", query: str = "") -> str:
    assert world.programme is not None
    return reverse(name, args=(world.programme.pk,)) + query


def make(world: World, name: str, **more: Any) -> Intervention:
    given = {"project": world.ours.project, "municipality": world.organisations["partner"], "name": name}
    made: Intervention = Intervention.objects.create(**given, **more)
    return made


def note(client: Client, world: World, field: str, text: str, **more: str) -> Any:
    """Without JavaScript: the field's own page."""
    return send(client, at(world, "intervention_field", field), text=text, **more)


# The lists


def test_what_is_late_stands_first_also_what_nobody_has_begun(world: World, as_: SignIn) -> None:
    make(world, "Aldrig begyndt", start_date=date(2026, 1, 1))
    make(world, "Uden dag")
    client = as_("coordinator")
    page = client.get(programme(world))
    told = words(page)
    assert told.index("Aldrig begyndt") < told.index("Indsats i Vores projekt")
    assert "3 af 3 indsatser" in told
    late = words(client.get(programme(world, query="?vis=for-sent")))
    assert "Aldrig begyndt" in late
    assert "Uden dag" not in late
    assert "2 af 3 indsatser" in words(client.get(programme(world, query="?vis=mangler")))
    assert "1 af 3 indsatser" in words(client.get(programme(world, query="?vis=indsendt&q=vores")))
    assert "passer til det valgte" in words(client.get(programme(world, query="?q=findes+ikke")))
    assert "1. april 2026" in told


def test_it_is_sorted_and_taken_home_as_it_is_shown(world: World, as_: SignIn) -> None:
    make(world, "Aldrig begyndt", start_date=date(2026, 1, 1))
    client = as_("coordinator")
    told = words(client.get(programme(world, query="?sortering=-indsats")))
    assert told.index("Indsats i Vores projekt") < told.index("Aldrig begyndt")
    answer = client.get(programme(world, "programme_interventions_file", "?vis=for-sent"))
    rows = CalamineWorkbook.from_object(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == ["Indsats", "Aldrig begyndt"]


def test_all_one_sees_stand_in_the_menu(world: World, as_: SignIn) -> None:
    page = as_("project manager").get(reverse("interventions_all"))
    assert "Indsats i Vores projekt" in words(page)
    assert "Indsats i Deres projekt" not in words(page)
    assert "Der er ingen indsatser, du må se, endnu" in words(
        as_("lead planner").get(reverse("interventions_all"))
    )


def test_a_year_stands_beside_the_year_before(world: World, as_: SignIn) -> None:
    before = make(world, "Hold", start_date=date(2025, 9, 1))
    now = make(world, "Hold to", start_date=date(2026, 8, 1), continues=before)
    page = as_("coordinator").get(programme(world, "programme_interventions_year", "?aar=2026"))
    assert "2 indsatser begynder i 2026: 1 er nye, og 1 går videre fra 2025." in words(page)
    assert reverse("intervention_compare", args=(before.pk, now.pk)) in page.content.decode()


def test_any_of_the_programmes_is_chosen_to_compare_with(world: World, as_: SignIn) -> None:
    other = make(world, "Partnerens")
    page = as_("coordinator").get(at(world, "intervention_compare_choose"))
    assert "Partnerens" in words(page)
    chosen = as_("coordinator").get(at(world, "intervention_compare_choose", query=f"?med={other.pk}"))
    assert chosen.url == at(world, "intervention_compare", other.pk)


# Reading


def test_whoever_decides_is_led_to_what_was_handed_in(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    assert client.get(at(world, "intervention")).url == at(world, "intervention_review")
    told = words(client.get(at(world, "intervention_review")))
    assert "Mangler sprog" in told
    assert "Godkend" in told
    assert "Send tilbage" in told
    assert at(world, "intervention_review") in client.get(reverse("my_day")).content.decode()


def test_others_decide_nothing(world: World, as_: SignIn) -> None:
    for name in ("intervention_review", "intervention_return", "intervention_accept"):
        assert as_("project manager").get(at(world, name)).status_code == 403
        assert as_("stranger administrator").get(at(world, name)).status_code == 404
    theirs = reverse("intervention_review", args=(world.theirs.rows["Intervention"].pk,))
    assert as_("coordinator").get(theirs).status_code == 404
    assert as_("coordinator").get(at(world, "intervention_field", "andet")).status_code == 404


def test_it_is_read_as_it_was_handed_in_while_it_is_rewritten(world: World, as_: SignIn) -> None:
    take_back(one(world), by=COMMAND_LINE)
    write_answers(one(world), {"summary": "Halvt skrevet", "observations_start": "Set"}, by=COMMAND_LINE)
    told = words(as_("coordinator").get(at(world, "intervention_review")))
    assert "Kommunen har trukket beskrivelsen tilbage." in told
    assert "Halvt skrevet" not in told
    assert "Set" in told
    assert "Send tilbage" not in told


def test_what_has_changed_since_it_was_returned_is_marked(world: World, as_: SignIn) -> None:
    send_back(one(world), reasons={Field.SUMMARY: "For kort"}, by=COMMAND_LINE)
    write_answers(one(world), {"summary": "Meget længere"}, by=COMMAND_LINE)
    submit(one(world), by=COMMAND_LINE)
    told = words(as_("coordinator").get(at(world, "intervention_review")))
    assert "1 felt er ændret, siden du så den sidst: Kort beskrivelse" in told
    assert "Vis, hvad der stod før : Kort beskrivelse Dansk på jobbet" in told


# Words at a field


def test_a_comment_is_sent_corrected_taken_away_and_brought_back(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    page = client.get(note(client, world, "summary", "Hvor mange?", kommentar="1").url)
    assert "Kommentaren er sendt." in words(page)
    comment = FieldComment.objects.get(text="Hvor mange?")
    assert (comment.field, comment.is_reason) == ("summary", False)
    assert "Hvor mange?" in words(as_("project manager").get(at(world, "intervention")))
    edit = reverse("comment_edit", args=(comment.pk,))
    assert send(client, edit, text="Hvor mange i alt?").status_code == 302
    comment.refresh_from_db()
    assert comment.text == "Hvor mange i alt?"
    remove = reverse("comment_remove", args=(comment.pk,))
    assert "En anden har lige ændret" in words(client.post(remove, {"udgave": 1}, follow=True))
    page = client.post(remove, {"udgave": comment.version}, follow=True)
    assert "Kommentaren er fjernet." in words(page)
    assert not FieldComment.objects.filter(text="Hvor mange i alt?").exists()
    assert as_("project manager").post(undo_of(page)).status_code == 403
    client.post(undo_of(page))
    assert FieldComment.objects.filter(text="Hvor mange i alt?", field="summary").exists()


def test_nobody_puts_words_in_anothers_mouth(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    note(client, world, "summary", "Hvor mange?", kommentar="1")
    comment = FieldComment.objects.get(text="Hvor mange?")
    answer = send(as_("funder administrator"), reverse("comment_edit", args=(comment.pk,)), text="Andet")
    assert answer.status_code == 422
    assert "kun Coordinator kan lave den om" in words(answer)
    reason = FieldComment.objects.get(is_reason=True, intervention=one(world))
    remove = reverse("comment_remove", args=(reason.pk,))
    assert "Grunden er sendt til kommunen" in words(
        client.post(remove, {"udgave": reason.version}, follow=True)
    )
    close = reverse("comment_close", args=(reason.pk,))
    client.post(close, {"udgave": reason.version})
    reason.refresh_from_db()
    assert reason.settled_by == "Coordinator"


def test_in_place_the_field_and_the_decision_are_answered(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    here = at(world, "intervention_field", "summary")
    assert "<html" not in client.get(here, **IN_PLACE).content.decode()
    blank = client.post(here, {"text": " "}, **IN_PLACE)
    assert blank.status_code == 422
    numbered = client.post(here, {"text": "Borger 610190-1234"}, **IN_PLACE)
    assert numbered.status_code == 422
    told = words(client.post(here, {"text": "For kort"}, **IN_PLACE))
    assert "Skal rettes: Kort beskrivelse For kort" in told
    assert "Send tilbage med 1 grund" in told
    assert "For kort" not in words(as_("project manager").get(at(world, "intervention_read")))
    assert "For kort" in words(client.get(here, **IN_PLACE))
    assert "For kort" not in words(client.post(here, {"fjern": "1"}, **IN_PLACE))
    told = words(client.post(here, {"text": "Hvor mange?", "kommentar": "1"}, **IN_PLACE))
    assert "Kommentar: Kort beskrivelse Hvor mange?" in told
    comment = FieldComment.objects.get(text="Hvor mange?")
    edit = reverse("comment_edit", args=(comment.pk,))
    assert "Hvor mange?" in words(client.get(edit, **IN_PLACE))
    given: dict[str, Any] = {"text": "Hvor få?", "udgave": comment.version + 1}
    assert client.post(edit, given, **IN_PLACE).status_code == 409
    given["udgave"] = comment.version
    assert "Hvor få?" in words(client.post(edit, given, **IN_PLACE))


# Sent back


def test_it_is_sent_back_with_the_reasons_written_at_the_fields(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    note(client, world, "summary", "For kort")
    address = at(world, "intervention_return")
    page = client.get(address)
    assert fields_of(page)["reason_summary"] == "For kort"
    assert "reason_method" not in fields_of(page)
    more = client.post(address, {**fields_of(page), "tilfoej": "1", "felt": "method"})
    assert fields_of(more)["reason_summary"] == "For kort"
    answer = client.post(address, {**fields_of(more), "reason_method": "Hvilke erfaringer?"})
    assert answer.url == at(world, "intervention_review")
    assert one(world).stage == "returned"
    reasons = FieldComment.objects.filter(is_reason=True, text__in=("For kort", "Hvilke erfaringer?"))
    assert sorted(reasons.values_list("field", flat=True)) == ["method", "summary"]
    told = words(as_("project manager").get(at(world, "intervention")))
    assert "Skal rettes: Kort beskrivelse For kort" in told
    assert "For kort" in words(client.get(answer.url))  # once, as what was sent: the draft is gone
    assert client.get(address).url == at(world, "intervention_review")


def test_it_is_not_sent_back_without_a_reason(world: World, as_: SignIn) -> None:
    answer = send(as_("coordinator"), at(world, "intervention_return"))
    assert answer.status_code == 422
    assert "Skriv en grund ved mindst ét felt." in words(answer)
    assert one(world).stage == "submitted"


def test_what_was_taken_back_meanwhile_is_not_decided_and_nothing_is_lost(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    note(client, world, "summary", "For kort")
    back, yes = at(world, "intervention_return"), at(world, "intervention_accept")
    returning, accepting = fields_of(client.get(back)), fields_of(client.get(yes))
    take_back(one(world), by=COMMAND_LINE)
    for address, fields in ((back, returning), (yes, accepting)):
        answer = client.post(address, fields)
        assert answer.status_code == 422
        assert "Kommunen har trukket beskrivelsen tilbage imens" in words(answer)
    assert one(world).stage == "draft"
    submit(one(world), by=COMMAND_LINE)
    assert fields_of(client.get(back))["reason_summary"] == "For kort"


# Accepted


def test_it_is_accepted_and_becomes_part_of_the_project(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    address = at(world, "intervention_accept")
    told = words(client.get(address))
    assert "Sprogmakkere" in told
    assert "milepæl: Aktiviteten er gennemført som beskrevet" in told
    answer = send(client, address)
    assert answer.url == at(world, "intervention_review")
    page = client.get(answer.url)
    assert "Beskrivelsen er godkendt. I projektet er oprettet 1 aktivitet med en milepæl" in words(page)
    made = Activity.objects.get(title="Sprogmakkere")
    assert Milestone.objects.filter(activity=made).count() == 1
    assert Result.objects.filter(effects__intervention=one(world)).exists()
    assert as_("project manager").post(undo_of(page)).status_code == 403
    client.post(undo_of(page))
    assert one(world).stage == "submitted"
    assert not Activity.objects.filter(title="Sprogmakkere").exists()


def test_what_is_handed_in_anew_is_not_accepted_unread(world: World, as_: SignIn) -> None:
    client = as_("coordinator")
    fields = fields_of(client.get(at(world, "intervention_accept")))
    take_back(one(world), by=COMMAND_LINE)
    submit(one(world), by=COMMAND_LINE)
    assert client.post(at(world, "intervention_accept"), fields).status_code == 422
    assert one(world).stage == "submitted"


def test_nobody_accepts_what_they_handed_in(world: World, as_: SignIn) -> None:
    Intervention.objects.filter(pk=one(world).pk).update(submitter=world.people["coordinator"])
    client = as_("coordinator")
    assert "Du har selv indsendt beskrivelsen." in words(client.get(at(world, "intervention_review")))
    assert client.get(at(world, "intervention_accept")).url == at(world, "intervention_review")


def test_an_accepted_one_is_sent_back_and_told_what_stays(world: World, as_: SignIn) -> None:
    accept(one(world), by=COMMAND_LINE)
    client = as_("coordinator")
    assert "bliver stående" in words(client.get(at(world, "intervention_return")))
    assert send(client, at(world, "intervention_return", query="?felt=method"), reason_method="Forkert").url
    assert one(world).stage == "returned"


# A partner's own


def test_a_partner_takes_its_own_move_back_past_its_neighbours(world: World, as_: SignIn) -> None:
    made = make(world, "Partnerens", position=5)
    client = as_("partner assigned")
    move = reverse("interventions_move", args=(world.ours.project.pk,))
    page = client.post(move, {"op": f"indsats-{made.pk}"}, follow=True)
    assert client.post(undo_of(page)).status_code == 302
    order = Intervention.objects.filter(project=world.ours.project).order_by("position", "id")
    assert [each.name for each in order] == ["Indsats i Vores projekt", "Partnerens"]


# What the pages ask


def test_the_lists_ask_the_same_however_long(
    world: World, as_: SignIn, django_assert_num_queries: Any
) -> None:
    client = as_("coordinator")
    for number in range(3):
        for name, asked in (("programme_interventions", LIST), ("programme_interventions_year", YEAR)):
            client.get(programme(world, name))
            with django_assert_num_queries(asked):
                client.get(programme(world, name))
        make(world, f"Nr. {number}", start_date=date(2026, 1 + number, 1))


def test_the_reading_page_asks_the_same_however_much_is_said(
    world: World, as_: SignIn, django_assert_num_queries: Any
) -> None:
    client = as_("coordinator")
    for number in range(3):
        client.get(at(world, "intervention_review"))
        with django_assert_num_queries(REVIEW):
            client.get(at(world, "intervention_review"))
        note(client, world, "summary", f"Nr. {number}", kommentar="1")
        note(client, world, "method", f"Nr. {number}")
