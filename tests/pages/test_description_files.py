"""A description's file on a page: brought, looked through beside its own words, confirmed; several at once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from description_files import description_file
from pages.forms_reading import fields_of
from virkning.figures.interventions import InterventionStage
from virkning.pages.interventions.bringingforms import MOST_FILES
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.files.models import Job, JobKind, JobState, StoredFile
from virkning.rooms.interventions.actions.acts import DESCRIBE
from virkning.rooms.interventions.actions.interventions import decide_intervention
from virkning.rooms.interventions.models import DescriptionFile, Intervention
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.brought import open_places, unread_in
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project
from world import World

pytestmark = pytest.mark.django_db

NAME = "Kvinder i gang"


@pytest.fixture
def project(world: World, everything: Scope) -> Project:
    assert world.ours is not None
    return world.ours.project


@pytest.fixture
def lead(world: World) -> Organisation:
    return world.organisations["lead"]


@pytest.fixture
def client(world: World) -> Client:
    return signed_in(world, "project manager")


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.people[persona])
    return client


def bring(client: Client, project: Project, *contents: bytes, name: str = "indsats.docx") -> Any:
    files = [
        SimpleUploadedFile(name if place == 0 else f"{place}-{name}", content)
        for place, content in enumerate(contents)
    ]
    return client.post(reverse("description_bring", args=(project.pk,)), {"file": files})


def confirm_page(client: Client, project: Project, **changed: str) -> str:
    answer = bring(client, project, description_file(**changed))
    assert answer.status_code == 302, html(answer)
    return str(answer.url)


def html(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_file_is_read_shown_beside_its_words_and_saved(
    client: Client, project: Project, lead: Organisation
) -> None:
    here = confirm_page(client, project)
    answer = client.get(here)
    page = html(answer)
    assert page.count("Sikker</span>") >= 20
    assert "Bygger på erfaringer fra et hold i 2016." in page
    values = fields_of(answer)
    assert (values["municipality"], values["into"], values["new_type"]) == (str(lead.pk), "", "ja")
    assert (values["aktiviteter-0-text"], values["aktiviteter-1-text"]) == ("Samtaler hver anden uge", "")
    typed = {"target_group": "Kvinder fra 18 år.", "aktiviteter-1-text": "Praktik", "aktoerer-0-element": "2"}
    saved = client.post(here, values | typed)
    made = Intervention.objects.get(name=NAME)
    assert (saved.status_code, saved.url) == (302, reverse("intervention_check", args=(made.pk,)))
    answers = load_answers(made)
    assert (answers.target_group, answers.elements) == (
        "Kvinder fra 18 år.",
        ("Samtaler hver anden uge", "Praktik"),
    )
    assert (answers.actors[0].kind, answers.actors[0].element) == ("Virksomhedskonsulent", 2)
    assert (str(answers.hours_per_week), answers.participants_at_a_time, answers.intake) == (
        "12",
        15,
        "rolling",
    )
    assert [(one.number, one.title) for one in answers.tracks] == [("1", "Vejen til job")]


def test_a_line_without_words_is_left_out_and_its_actor_supports_the_right_one(
    client: Client, project: Project
) -> None:
    here = confirm_page(client, project)
    values = fields_of(client.get(here))
    typed = {
        "aktiviteter-0-text": "",
        "aktiviteter-1-text": "Praktik",
        "aktoerer-0-element": "2",
        "kort-0-text": "",
        "spor-0-track": "",
    }
    client.post(here, values | typed)
    answers = load_answers(Intervention.objects.get(name=NAME))
    assert (answers.elements, answers.actors[0].element, answers.purposes_short) == (("Praktik",), 1, ())
    assert answers.tracks == ()


def test_words_that_were_not_understood_are_put_into_a_field(client: Client, project: Project) -> None:
    here = confirm_page(client, project, hours_per_week="efter aftale", method="")
    page = html(client.get(here))
    assert "efter aftale" in page
    values = fields_of(client.get(here))
    laid = client.post(here, values | {"laeg": "0", "felt-0": "method"})
    assert laid.status_code == 200
    now = fields_of(laid)
    assert (now["method"], now["lagt"]) == ("efter aftale", "0")
    assert "Læg i feltet" not in html(laid)
    for wanted, name in (("activities", "aktiviteter-1-text"), ("actors", "aktoerer-1-task")):
        again = fields_of(client.post(here, values | {"laeg": "0", "felt-0": wanted}))
        assert again[name] == "efter aftale"
    client.post(here, {**now, "noegle": values["noegle"]})
    assert load_answers(Intervention.objects.get(name=NAME)).method == "efter aftale"
    for place, wanted in (("9", "method"), ("x", "method"), ("0", "intake"), ("0", "")):
        assert client.post(here, values | {"laeg": place, "felt-0": wanted}).status_code == 200


def test_what_was_laid_in_a_field_that_is_taken_back_is_open_again(client: Client, project: Project) -> None:
    here = confirm_page(client, project, hours_per_week="efter aftale", method="")
    values = fields_of(client.get(here))
    laid = fields_of(client.post(here, values | {"laeg": "0", "felt-0": "method"}))
    client.post(here, laid)
    entry = AuditEntry.objects.filter(action=DESCRIBE).latest("pk")
    undone = client.post(reverse("undo_entry", args=(entry.pk,)))
    assert (undone.status_code, Intervention.objects.filter(name=NAME).exists()) == (302, False)
    client.post(here, fields_of(client.get(here)))
    [file] = unread_in(Intervention.objects.get(name=NAME))
    assert open_places(file) == [0]


def test_into_one_that_was_decided(client: Client, project: Project, lead: Organisation) -> None:
    decided = decide_intervention(project=project, municipality=lead, name=NAME, by=COMMAND_LINE)
    here = confirm_page(client, project)
    values = fields_of(client.get(here))
    assert values["into"] == str(decided.pk)
    client.post(here, values)
    assert Intervention.objects.get(pk=decided.pk).stage == InterventionStage.DRAFT
    assert Intervention.objects.filter(name=NAME).count() == 1


def test_an_address_is_asked_about_and_a_cpr_number_refused(client: Client, project: Project) -> None:
    here = confirm_page(client, project, method="Spørg anna@gmail.com.")
    values = fields_of(client.get(here))
    asked = client.post(here, values)
    assert asked.status_code == 422
    assert "a•••@gmail.com" in html(asked)
    refused = client.post(here, values | {"method": "Spørg 710190-1234."})
    assert refused.status_code == 422
    assert "CPR-nummer (710190-••••)" in html(refused)
    saved = client.post(
        here, fields_of(asked) | {"bekraeft-address_method": "1", "hvorfor-address_method": ""}
    )
    assert saved.status_code == 302


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen er tom."),
        (b"PK\x03\x04" + bytes(200), "beskadiget"),
    ],
)
def test_a_file_that_may_not_be_kept(client: Client, project: Project, content: bytes, said: str) -> None:
    before = DescriptionFile.objects.count()
    answer = bring(client, project, content)
    assert answer.status_code == 422
    assert said in html(answer)
    assert DescriptionFile.objects.count() == before


def test_several_at_once(client: Client, project: Project) -> None:
    contents = [description_file(name=f"Indsats {number}") for number in range(1, 4)]
    answer = bring(client, project, contents[0], b"intet", contents[1], contents[0])
    assert (answer.status_code, answer.url) == (302, reverse("description_bring", args=(project.pk,)))
    page = html(client.get(answer.url))
    assert "1-indsats.docx: Filen er ikke en Word-fil" in page
    assert "indsats.docx er lagt op før og venter på svar." in page
    assert "Indsats 1" in page
    assert "Indsats 2" in page
    many = bring(client, project, *[b"x"] * (MOST_FILES + 1))
    assert many.status_code == 422
    assert f"Læg højst {MOST_FILES} op ad gangen." in html(many)


@pytest.mark.parametrize("count", [3, 12])
def test_a_number_in_one_file_s_name_stops_no_other(client: Client, project: Project, count: int) -> None:
    names = ["710190-1234.docx", *(f"{place}.docx" for place in range(1, count))]
    files = [SimpleUploadedFile(name, description_file(name=f"Indsats {name[:2]}")) for name in names]
    answer = client.post(reverse("description_bring", args=(project.pk,)), {"file": files})
    page = html(client.get(answer.url))
    assert "710190-••••.docx: Filens navn indeholder et CPR-nummer" in page
    assert "710190-1234" not in page
    assert DescriptionFile.objects.filter(file__name__in=names[1:]).count() == count - 1


def test_many_are_read_by_the_worker_and_each_is_told(client: Client, project: Project, world: World) -> None:
    before = StoredFile._base_manager.count()
    contents = [description_file(name=f"Indsats {number}") for number in range(1, 11)]
    answer = bring(client, project, *contents, b"intet", description_file(method="Spørg 710190-1234."))
    job = Job.objects.get(kind=JobKind.DESCRIPTIONS)
    assert answer.url == reverse("job", args=(job.pk,))
    assert (job.state, job.done, job.total) == (JobState.DONE, 12, 12)
    where = f"{reverse('description_bring', args=(project.pk,))}?laest={job.pk}"
    assert f"{where}#laest" in html(client.get(answer.url))
    page = html(client.get(where))
    assert "11 af 12 filer er læst" in page
    assert "<strong>10-indsats.docx</strong>: Filen er ikke en Word-fil" in page
    assert page.count("Der står CPR-numre i filen") == 1
    # Nothing is held any more; what is kept, is kept for its yes.
    assert StoredFile._base_manager.count() == before + 11
    assert "11 af 12" not in html(signed_in(world, "partner assigned").get(where))


def test_cpr_numbers_are_shown_and_the_person_decides(client: Client, project: Project) -> None:
    content = description_file(method="Spørg 710190-1234 om det.")
    here = str(bring(client, project, content).url)
    file = DescriptionFile.objects.get(pk=int(here.split("/")[-3]))
    assert here == reverse("description_numbers", args=(file.pk,))
    page = html(client.get(here))
    assert "Spørg ██████-████ om det." in page
    assert "Erfaringer og metoder" in page
    assert "710190" not in page
    confirm = reverse("description_confirm", args=(file.pk,))
    assert client.get(confirm).url == here  # type: ignore[attr-defined]
    values = fields_of(client.get(here))
    assert client.post(here, values).url == confirm  # type: ignore[attr-defined]
    assert client.get(here).url == confirm  # type: ignore[attr-defined]
    client.post(confirm, fields_of(client.get(confirm)))
    assert load_answers(Intervention.objects.get(name=NAME)).method == "Spørg ██████-████ om det."


def test_cpr_numbers_and_the_person_stops(client: Client, project: Project) -> None:
    here = str(bring(client, project, description_file(method="Spørg 710190-1234.")).url)
    key = int(here.split("/")[-3])
    client.post(reverse("description_dismiss", args=(key,)))
    assert not DescriptionFile.objects.filter(pk=key).exists()


def test_a_number_that_is_typed_can_be_blacked_out(client: Client, project: Project) -> None:
    here = confirm_page(client, project)
    values = fields_of(client.get(here)) | {"method": "Spørg 710190-1234.", "kort-0-text": "Se 710190 1234"}
    refused = client.post(here, values)
    assert (refused.status_code, "Svært CPR-numrene over" in html(refused)) == (422, True)
    black = fields_of(client.post(here, values | {"svaert": "1"}))
    assert (black["method"], black["kort-0-text"]) == ("Spørg ██████-████.", "Se ██████ ████")
    assert not Intervention.objects.filter(name=NAME).exists()
    assert client.post(here, black).status_code == 302
    made = Intervention.objects.get(name=NAME)
    section = reverse("intervention_section", args=(made.pk, "metode"))
    typed = fields_of(client.get(section)) | {"method": "Spørg 710190-1234."}
    assert "Svært CPR-numrene over" in html(client.post(section, typed))
    assert fields_of(client.post(section, typed | {"svaert": "1"}))["method"] == "Spørg ██████-████."


def test_what_was_not_understood_waits_on_the_intervention_until_it_is_seen_to(
    client: Client, project: Project, world: World
) -> None:
    here = confirm_page(client, project, hours_per_week="efter aftale", participants_at_a_time="mange")
    client.post(here, fields_of(client.get(here)))
    made = Intervention.objects.get(name=NAME)
    rest = reverse("description_unread", args=(int(here.split("/")[-2]),))
    pages = [reverse(name, args=(made.pk,)) for name in ("intervention", "intervention_read")]
    for one in pages:
        assert "2 steder er ikke forstået" in html(client.get(one))
        assert rest in html(client.get(one))
    assert html(client.get(rest)).count("Er set til<span") == 2
    assert client.post(rest, {"set": "0"}).status_code == 302
    page = html(client.get(rest))
    assert (page.count("Er set til<span"), "efter aftale" in page, "Set til af" in page) == (1, True, True)
    assert "1 sted er ikke forstået" in html(client.get(pages[0]))
    client.post(rest, {"set": "1"})
    assert rest not in html(client.get(pages[0]))
    client.post(rest, {"aabn": "1"})
    client.post(rest, {"set": "17"})
    assert "1 sted er ikke forstået" in html(client.get(pages[0]))
    assert rest not in html(signed_in(world, "coordinator").get(pages[1]))


def test_whose_it_is_and_what_it_is_called_must_be_said(client: Client, project: Project) -> None:
    here = confirm_page(client, project, municipality="Assens Kommune", name="")
    values = fields_of(client.get(here))
    assert (values["municipality"], values["name"]) == ("", "")
    page = html(client.post(here, values))
    assert "Vælg kommunen." in page
    assert "Skriv, hvad indsatsen hedder." in page


def test_no_takes_the_file_away(client: Client, project: Project) -> None:
    here = confirm_page(client, project)
    file = DescriptionFile.objects.exclude(brought_by="Prøve").get()
    answer = client.post(reverse("description_dismiss", args=(file.pk,)))
    assert (answer.status_code, client.get(here).status_code) == (302, 404)


def test_a_file_that_has_been_read_into_one_says_so(client: Client, project: Project) -> None:
    content = description_file()
    here = str(bring(client, project, content).url)
    client.post(here, fields_of(client.get(here)))
    page = html(client.get(here))
    assert "Filen er læst ind i indsatsen" in page
    again = bring(client, project, content)
    assert again.url == here
    assert "er læst ind før, i indsatsen “Kvinder i gang”." in html(client.get(here))
    file = DescriptionFile.objects.exclude(brought_by="Prøve").get()
    client.post(reverse("description_dismiss", args=(file.pk,)))
    assert DescriptionFile.objects.filter(pk=file.pk).exists()


def test_a_partner_brings_for_its_own_municipality(world: World, project: Project) -> None:
    partner = signed_in(world, "partner assigned")
    here = confirm_page(partner, project, municipality="Svendborg Kommune")
    values = fields_of(partner.get(here))
    theirs = str(world.organisations["lead"].pk)
    assert values["municipality"] == str(world.organisations["partner"].pk)
    assert partner.post(here, values | {"municipality": theirs}).status_code == 422
    assert partner.post(here, values).status_code == 302


def test_no_query_a_line(client: Client, project: Project) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        return len(caught)

    short = confirm_page(client, project, name="Kort", activities="En")
    long = confirm_page(
        client, project, name="Lang", activities="\n".join(f"• Aktivitet {n}" for n in range(30))
    )
    assert queries(short) == queries(long)
    listed = reverse("description_bring", args=(project.pk,))
    before = queries(listed)
    confirm_page(client, project, name="En til")
    assert queries(listed) == before
