"""What stands behind the judgements, on pages: written by the evaluator, read by all, and notes by nobody else."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.figures.continuing import EvidenceKind
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.actions import evidence as actions
from virkning.rooms.evaluations.models import (
    ActivityPortrait,
    Evidence,
    OtherExplanation,
    UnexpectedResult,
)
from virkning.rooms.organisations.actions.tokens import create_token
from virkning.rooms.programmes.models import Phase
from virkning.rooms.reports.status_note.files import NoteFormat, status_note_file
from world import World

pytestmark = pytest.mark.django_db

As = Callable[[str], Client]
#: Session, person; the project with its permissions; five of the background; results, notes, periods.
QUERIES = 14


@pytest.fixture
def world(world: World, everything: Scope, settings: Any, tmp_path: Any) -> World:
    """Looked at through a system's eyes; files go to a folder of their own."""
    settings.FILES_ROOT = tmp_path
    return world


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def key(world: World, name: str) -> int:
    return int(world.ours.rows[name].pk)  # type: ignore[attr-defined]


def send(client: Client, address: str, **given: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def upload(
    client: Client, address: str, name: str = "guide.txt", content: bytes = b"Spm. 1", **given: Any
) -> Any:
    return send(client, address, file=SimpleUploadedFile(name, content), **given)


def noted(world: World) -> Evidence:
    return actions.add_evidence(
        project=world.ours.project,
        activity=world.ours.activity,
        kind=EvidenceKind.INTERVIEW,
        period=world.ours.periods["2013"],
        role="Tovholder",
        held_on=date(2013, 10, 14),
        notes="Fortroligt udsagn",
        by=world.people["evaluator"].author,
    )


def test_an_interview_is_added_and_read_by_all(world: World, as_: As) -> None:
    evaluator = as_("evaluator")
    answer = send(
        evaluator,
        at(world, "evidence_new") + f"?periode=2013&aktivitet={world.ours.activity.pk}",
        role="Skoleleder",
        held_on="14/10-13",
        method="Telefon",
        people="2",
        notes="Fortroligt udsagn",
    )
    assert answer["Location"] == at(world, "background") + "#belaeg"
    made = Evidence.objects.get(role="Skoleleder")
    assert (made.kind, made.held_on, made.people) == ("interview", date(2013, 10, 14), 2)
    assert made.activity == world.ours.activity
    assert "Fortroligt udsagn" in words(evaluator.get(at(world, "background")))
    told = words(as_("steering group").get(at(world, "background")))
    assert "Skoleleder Interview, 2013" in told
    assert "14. oktober 2013 Telefon 2" in told


@pytest.mark.parametrize("who", ["steering group", "project manager", "activity lead", "coordinator"])
def test_notes_are_told_to_nobody_else(world: World, as_: As, who: str) -> None:
    made, client = noted(world), as_(who)
    actions.change_evidence(
        made,
        kind=EvidenceKind.INTERVIEW,
        period=made.period,
        activity=made.activity,
        role="Tovholder",
        held_on=made.held_on,
        notes="Fortroligt udsagn, rettet",
        by=world.people["evaluator"].author,
    )
    history = f"{at(world, 'project_history')}?slags=evidence&nr={made.pk}"
    assert "Fortroligt udsagn" in words(as_("evaluator").get(history))
    pages = [at(world, "background"), at(world, "activity", world.ours.activity.pk), at(world, "project")]
    pages += [f"{at(world, 'note')}?periode=2013", history, at(world, "project_history"), reverse("my_day")]
    pages += [f"{reverse('search')}?q=fortroligt", at(world, "project_workbook")]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert "fortroligt udsagn" not in spoken(answer).lower(), page
    assert "Tovholder" in words(client.get(at(world, "background")))
    assert client.get(at(world, "evidence_edit", made.pk)).status_code == 403
    assert client.get(at(world, "file_edit", made.pk)).status_code in (403, 404)


def spoken(answer: Any) -> str:
    """The answer's text; of a workbook everything in it."""
    if not answer.content.startswith(b"PK"):
        return str(answer.content.decode())
    with ZipFile(BytesIO(answer.content)) as parcel:
        return "".join(parcel.read(one).decode("utf-8", "replace") for one in parcel.namelist())


@pytest.mark.parametrize("form", [NoteFormat.WORD])
def test_notes_are_in_no_document(world: World, form: NoteFormat) -> None:
    noted(world)
    made = status_note_file(world.ours.project, Period.parse("2013"), form)
    with ZipFile(BytesIO(made.content)) as parcel:
        text = parcel.read("word/document.xml").decode()
    assert "Tovholder" in text
    assert "Fortroligt" not in text


def test_notes_are_in_no_answer_of_the_api(world: World) -> None:
    noted(world)
    person = world.people["evaluator"]
    secret = create_token(person=person, name="Prøve", scopes=("read",), days=1, by=person.author)[1]
    address = f"/api/v1/projects/{world.ours.project.pk}/evidence"
    answer = Client().get(address, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    assert "Tovholder" in json.dumps(answer.json())
    assert "Fortroligt" not in answer.content.decode()


def test_a_name_is_asked_about_and_may_be_said_to_be_right(world: World, as_: As) -> None:
    client, address = as_("evaluator"), at(world, "evidence_new")
    asked = send(client, address, role="Mette Hansen")
    assert asked.status_code == 422
    assert "“Mette Hansen” ligner et navn." in words(asked)
    assert not Evidence.objects.filter(role="Mette Hansen").exists()
    again = client.post(address, {**fields_of(asked), "role": "Social Inklusion", "bekraeft-name": "1"})
    assert again.status_code == 302
    assert send(client, address, role="Aktivitetsansvarlig", held_on="1.1.2099").status_code == 422


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"role": ""}, "Feltet skal udfyldes."),
        ({"role": "Tovholder 700101-1234"}, "CPR-nummer"),
        ({"notes": "Ring til 700101-1234"}, "CPR-nummer"),
        ({"people": "0"}, "mindst 1"),
        ({"people": "9999999999"}, "Skriv, hvor mange der svarede"),
        ({"held_on": "32.13.2013"}, "2013"),
        ({"period": "0"}, "Vælg en af mulighederne"),
        ({"activity": "999999"}, "Vælg en af mulighederne"),
        ({"kind": "file"}, "Vælg en af mulighederne"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    world: World, as_: As, given: dict[str, str], said: str
) -> None:
    filled = {"role": "Skoleleder", "method": "Fokusgruppe", **given}
    answer = send(as_("evaluator"), at(world, "evidence_new"), **filled)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Fokusgruppe" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "new", "edit", "remove"),
    [
        ("activity lead", "file_new", "file_edit", "file_remove"),
        ("evaluator", "evidence_file_new", "evidence_edit", "evidence_remove"),
    ],
)
def test_a_file_is_brought_fetched_corrected_removed_and_brought_back(
    world: World, as_: As, who: str, new: str, edit: str, remove: str
) -> None:
    client = as_(who)
    answer = upload(client, at(world, new) + "?periode=2013", title="Interviewguide")
    assert answer["Location"] == at(world, "background") + "#filer"
    made = Evidence.objects.get(role="Interviewguide")
    got = as_("steering group").get(at(world, "evidence_file", made.pk))
    assert got.content == b"Spm. 1"
    assert got["Content-Disposition"].startswith('attachment; filename="guide.txt"')
    assert (got["X-Content-Type-Options"], got["Cache-Control"]) == ("nosniff", "private, no-store")
    assert as_("stranger administrator").get(at(world, "evidence_file", made.pk)).status_code == 404
    assert send(client, at(world, edit, made.pk), title="Guide til interview").status_code == 302
    page = client.post(at(world, remove, made.pk), follow=True)
    assert "er fjernet." in words(page)
    assert as_("steering group").get(at(world, "evidence_file", made.pk)).status_code == 404
    undo = page.content.decode().split('action="/fortryd/')[-1].split('"')[0]
    assert "Det er fortrudt." in words(client.post(f"/fortryd/{undo}", follow=True))
    assert Evidence.objects.get(pk=made.pk).role == "Guide til interview"
    history = client.get(f"{at(world, 'project_history')}?slags=evidence&nr={made.pk}")
    assert "/fortryd/" in history.content.decode()


def test_what_an_evaluator_notes_is_not_undone_by_those_who_report(world: World, as_: As) -> None:
    actions.remove_evidence(noted(world), by=world.people["evaluator"].author)
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert as_("project manager").post(f"/fortryd/{entry.pk}/").status_code == 403
    assert as_("evaluator").post(f"/fortryd/{entry.pk}/").status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("700101-1234.pdf", b"%PDF-1.7 %%EOF", "Filens navn indeholder et CPR-nummer (700101-••••)."),
        ("virus.exe", b"MZ", "er ikke en fil af den rigtige slags"),
        ("makro.xlsm", b"PK", "er ikke en fil af den rigtige slags"),
        ("referat.pdf", b"MZ\x90", "passer ikke til det, den hedder"),
        ("tom.pdf", b"", "Filen er tom"),
        ("noter.txt", b"Borger 700101-1234", "CPR-nummer (700101-••••)"),
    ],
)
def test_a_file_that_may_not_be_kept_is_told_at_its_field(
    world: World, as_: As, name: str, content: bytes, said: str
) -> None:
    answer = upload(as_("activity lead"), at(world, "file_new"), name, content, title="Min titel")
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="Min titel"' in answer.content.decode()
    assert not Evidence.objects.filter(kind="file").exists()


def test_a_double_click_makes_one_file(world: World, as_: As) -> None:
    client, address = as_("activity lead"), at(world, "file_new")
    fields = fields_of(client.get(address))
    for _turn in range(2):
        sent = {**fields, "title": "Guide", "file": SimpleUploadedFile("guide.txt", b"x")}
        assert client.post(address, sent).status_code == 302
    assert Evidence.objects.filter(role="Guide").count() == 1


def test_an_unexpected_result_goes_back_to_the_activity_it_came_from(world: World, as_: As) -> None:
    client, activity = as_("evaluator"), world.ours.activity.pk
    address = f"{at(world, 'unexpected_new')}?aktivitet={activity}&periode=2013&side=activity"
    answer = send(client, address, text="Forældrene mødte op", surprise="good")
    assert answer["Location"] == at(world, "activity", activity) + "#uventede-resultater"
    page = words(as_("steering group").get(at(world, "activity", activity)))
    assert "Forældrene mødte op Til det bedre, 2013" in page
    assert "Skriv et uventet resultat" not in page
    made = UnexpectedResult.objects.get(text="Forældrene mødte op")
    assert send(client, at(world, "unexpected_edit", made.pk), text="Rettet").status_code == 302
    client.post(at(world, "unexpected_remove", made.pk))
    assert not UnexpectedResult.objects.filter(pk=made.pk).exists()


def test_another_explanation_stands_at_its_result(world: World, as_: As) -> None:
    client, result = as_("evaluator"), world.ours.result.pk
    address = f"{at(world, 'explanation_new')}?resultat={result}&periode=2012&side=result"
    answer = send(client, address, text="En reform")
    assert answer["Location"] == at(world, "result", result) + "#andre-forklaringer"
    page = words(as_("steering group").get(at(world, "result", result) + "?periode=2013"))
    assert "Anden forklaring (2012): En reform" in page
    assert "Anden forklaring: En skolesammenlægning" in page
    made = OtherExplanation.objects.get(text="En reform")
    edited = send(client, at(world, "explanation_edit", made.pk) + "?side=result", text="To reformer")
    assert edited["Location"] == at(world, "result", result) + "#andre-forklaringer"
    assert "skolesammenlægning" not in words(client.get(at(world, "result", result) + "?periode=2012"))


def test_an_annex_is_written_and_not_twice(world: World, as_: As) -> None:
    client, activity = as_("evaluator"), world.ours.activity.pk
    address = at(world, "portrait_new") + f"?aktivitet={activity}&periode=2012"
    assert "Skriv mindst ét af felterne." in words(send(client, address))
    assert send(client, address, methods="Samtaler").status_code == 302
    twice = send(client, address, methods="Samtaler")
    assert twice.status_code == 422
    assert "Der er allerede et bilag om aktiviteten i den periode." in words(twice)
    page = words(as_("steering group").get(at(world, "activity", activity)))
    assert "Aktiviteten i dybden, 2012 Metoder Samtaler" in page


def test_two_who_correct_an_annex_see_both_texts(world: World, as_: As) -> None:
    address = at(world, "portrait_edit", key(world, "ActivityPortrait"))
    first, second = as_("evaluator"), as_("evaluator administrator")
    page = fields_of(second.get(address))
    assert send(first, address, methods="Min tekst").status_code == 302
    answer = second.post(address, {**page, "methods": "Din tekst"})
    assert answer.status_code == 409
    assert "Min tekst" in words(answer)
    assert "Din tekst" in answer.content.decode()
    assert ActivityPortrait.objects.get(pk=key(world, "ActivityPortrait")).methods == "Min tekst"


def test_phases_are_the_projects_own(world: World, as_: As) -> None:
    client = as_("project manager")
    answer = send(client, at(world, "phase_new"), title="Drift", starts_on="1.1.2012", ends_on="1.1.2011")
    assert "Fasen slutter, før den begynder." in words(answer)
    answer = send(client, at(world, "phase_new"), title="Drift", starts_on="1/1-2012", text="Alle skoler med")
    assert answer["Location"] == at(world, "background") + "#faser"
    told = words(as_("evaluator").get(at(world, "background")))
    assert "Drift Fra 1. januar 2012 Alle skoler med" in told
    made = Phase.objects.get(title="Drift")
    assert as_("evaluator").get(at(world, "phase_edit", made.pk)).status_code == 403
    assert send(client, at(world, "phase_edit", made.pk), ends_on="31.12.2012").status_code == 302
    page = client.post(at(world, "phase_remove", made.pk), follow=True)
    undo = page.content.decode().split('action="/fortryd/')[-1].split('"')[0]
    client.post(f"/fortryd/{undo}", follow=True)
    assert Phase.objects.get(pk=made.pk).ends_on == date(2012, 12, 31)


@pytest.mark.parametrize(
    ("route", "row", "who"),
    [
        ("evidence_edit", "Evidence", "evaluator"),
        ("unexpected_edit", "UnexpectedResult", "evaluator"),
        ("explanation_edit", "OtherExplanation", "evaluator"),
        ("portrait_edit", "ActivityPortrait", "evaluator"),
        ("phase_edit", "Phase", "project manager"),
    ],
)
def test_every_form_leads_to_the_records_own_history(
    world: World, as_: As, route: str, row: str, who: str
) -> None:
    html = as_(who).get(at(world, route, key(world, row))).content.decode()
    assert f"/historik/?slags={row.lower()}&amp;nr={key(world, row)}" in html


def test_all_of_it_stands_on_one_page_in_one_period_or_all(
    world: World, as_: As, django_assert_num_queries: Any
) -> None:
    noted(world)
    upload(as_("activity lead"), at(world, "file_new"), title="Guide")
    client = as_("evaluator")
    client.get(at(world, "background"))
    with django_assert_num_queries(QUERIES):
        page = client.get(at(world, "background"))
    for said in ("Aktivitetsansvarlig", "Guide", "Uventet", "En skolesammenlægning", "Opstart", "Unge"):
        assert said in words(page), said
    earlier = words(client.get(at(world, "background") + "?periode=2010"))
    for said in ("Der er ingen filer.", "Der er ingen bilag.", "Opstart"):
        assert said in earlier, said
    assert client.get(at(world, "background") + "?periode=%00x").status_code == 200


def test_an_empty_project_says_so_and_offers_the_first_of_each(world: World, as_: As) -> None:
    for model in (Evidence, UnexpectedResult, OtherExplanation, ActivityPortrait, Phase):
        model.objects.all().delete()
    told = words(as_("evaluator").get(at(world, "background")))
    for said in ("Der er ingen interview eller spørgeskemaer.", "Tilføj et interview", "Skriv et bilag"):
        assert said in told
    assert "Tilføj en fase" not in told
    assert "Tilføj en fase" in words(as_("project manager").get(at(world, "background")))


def test_the_pages_of_project_activity_and_result_lead_there(world: World, as_: As) -> None:
    client = as_("steering group")
    assert at(world, "background") in client.get(at(world, "project")).content.decode()
    activity = client.get(at(world, "activity", world.ours.activity.pk))
    assert "Interview: Aktivitetsansvarlig" in words(activity)
    assert "Læg en fil op" not in words(activity)
    assert (
        at(world, "file_new")
        in as_("activity lead").get(at(world, "activity", world.ours.activity.pk)).content.decode()
    )
