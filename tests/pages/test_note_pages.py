"""The note on a page says what the file says; a section alone; long notes by the worker; an organisation's own base."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.conftest import Site
from pages.reading import words, words_of
from virkning.documents.text import plain_text
from virkning.figures.periods import Period
from virkning.pages.notes import views
from virkning.pages.work import views as work
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.files import storage
from virkning.rooms.files.models import DocumentBase, Job, JobKind
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Assignment
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.files import NoteFormat, drawn, note_document, status_note_file
from virkning.rooms.reports.status_note.note import status_note
from virkning.rooms.statusrounds import notejobs

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def paper(html: str) -> str:
    """What stands on the paper."""
    found = re.search(r'<article class="paper".*?</article>', html, re.DOTALL)
    assert found is not None
    return found[0]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", ["holstebro", "brobygning", "vejen"])
def test_the_page_says_everything_the_file_says_in_the_same_order(
    site: Site, signed_in: SignIn, name: str
) -> None:
    project = site.projects[name]
    answer = signed_in("many").get(reverse("note", args=(project.pk,)))
    html = answer.content.decode()
    period = answer.context["period"]
    with system_scope("test"):
        note = status_note(load_whole(project), period, timezone.localdate())
        document = note_document(note, tuple(drawn(list(note_blocks(note)), NoteFormat.PDF)))
    without_svg = re.sub(r"<svg.*?</svg>", "", paper(html), flags=re.DOTALL)
    said, at = squeezed(words_of(without_svg)), 0
    for line in plain_text(document)[2:]:  # title and subtitle are the page's
        if line == "Indhold":
            continue
        found = said.find(squeezed(line.replace("\N{NO-BREAK SPACE}", " ")), at)
        assert found >= 0, line
        at = found


def test_contents_point_to_headings_and_no_anchor_stands_twice(site: Site, signed_in: SignIn) -> None:
    html = signed_in("leader").get(reverse("note", args=(site.projects["holstebro"].pk,))).content.decode()
    targets = re.findall(r'<h\d id="([^"]+)"', paper(html))
    linked = re.findall(r'href="#([^"]+)"', html.split('class="note-page__contents')[1].split("</nav>")[0])
    assert linked
    assert set(linked) <= set(targets)
    identities = re.findall(r'\sid="([^"]+)"', html)
    assert len(identities) == len(set(identities))
    assert "style=" not in paper(html)


def test_charts_are_fetched_when_seen_and_are_there(site: Site, signed_in: SignIn) -> None:
    client = signed_in("leader")
    html = client.get(
        reverse("note", args=(site.projects["holstebro"].pk,)), {"periode": "2013"}
    ).content.decode()
    pictures = re.findall(r'<img src="([^"]+)" alt="([^"]+)" loading="lazy"', html)
    assert pictures
    for source, told in pictures[:3]:
        assert told
        answer = client.get(unescape(source))
        assert answer.status_code == 200
        assert answer.content.startswith(b"<svg")


def test_a_period_is_chosen_and_one_that_is_not_there_is_not_found(site: Site, signed_in: SignIn) -> None:
    client, address = signed_in("leader"), reverse("note", args=(site.projects["holstebro"].pk,))
    assert "Statusnotat 2011" in words(client.get(address, {"periode": "2011"}))
    assert client.get(address, {"periode": "1999"}).status_code == 404
    assert signed_in("newcomer").get(address).status_code == 404


def test_one_activitys_section_is_the_one_of_the_note(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), site.projects["holstebro"]
    with system_scope("test"):
        activity = Activity.objects.filter(project=project).order_by("position")[0]
    address = reverse("note_section", args=(project.pk, activity.pk))
    section = client.get(address, {"periode": "2013"})
    html = section.content.decode()
    assert "<html" not in html
    assert f"{activity.number} Status for {activity.title}" in words(section)
    whole = squeezed(
        words_of(client.get(reverse("note", args=(project.pk,)), {"periode": "2013"}).content.decode())
    )
    told = words_of(re.sub(r"<caption>.*?</caption>|<figcaption>.*?</figcaption>", " ", html))
    for line in re.split(r"(?<=[.!?]) ", told):
        assert squeezed(line)[:80] in whole, line


def test_the_pages_hold_their_queries(
    site: Site, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client, project = signed_in("leader"), site.projects["holstebro"]
    address = reverse("note", args=(project.pk,))
    client.get(address)
    with django_assert_max_num_queries(34):
        client.get(address)


# Long notes -----------------------------------------------------------------------------------------------------------


def order(client: Client, site: Site, **more: str) -> Any:
    wanted = {"periode": "2013", "format": "docx"} | more
    return client.post(reverse("note_order", args=(site.projects["holstebro"].pk,)), wanted)


def test_a_long_note_is_made_by_the_worker_and_fetched(
    site: Site, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MANY_CHARTS", 0)
    client, project = signed_in("leader"), site.projects["holstebro"]
    assert "Lav Word-fil" in words(client.get(reverse("note", args=(project.pk,))))
    done = order(client, site)
    page = client.get(done["Location"])
    assert "Filen er klar" in words(page)
    with system_scope("test"):
        job = Job.objects.latest("pk")
        assert job.state == "done"
        assert job.done == job.total > 0
        period = Period.parse("2013")
        assert job.result is not None
        same = status_note_file(project, period, NoteFormat.WORD)
    file = client.get(reverse("job_file", args=(job.pk,)))
    assert file.content == same.content
    assert "Statusnotat%202013" in file["Content-Disposition"]
    for address in (done["Location"], reverse("job_file", args=(job.pk,))):
        assert signed_in("many").get(address).status_code == 404
    assert client.post(reverse("job_again", args=(job.pk,))).status_code == 302
    with system_scope("test"):
        assert Job.objects.get(pk=job.pk).finished_at == job.finished_at


def test_an_order_of_something_that_is_not_there_goes_back_to_the_page(site: Site, signed_in: SignIn) -> None:
    for more in ({"periode": "1999"}, {"format": "exe"}):
        answer = order(signed_in("leader"), site, **more)
        assert answer["Location"] == reverse("note", args=(site.projects["holstebro"].pk,))


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue takes work, and nobody does it."""
    monkeypatch.setattr(views, "start_note_job", lambda key: None)
    monkeypatch.setitem(work.STARTS, JobKind.NOTE, lambda key: None)


def test_work_whose_worker_is_gone_says_so_and_can_be_tried_again(
    site: Site, signed_in: SignIn, no_worker: None
) -> None:
    client = signed_in("leader")
    where = order(client, site)["Location"]
    assert "Venter på at komme til" in words(client.get(where))
    fragment = client.get(where, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in fragment
    assert "<html" not in fragment
    with system_scope("test"):
        job = Job.objects.latest("pk")
        job.state, job.beat_at = "running", timezone.now() - timedelta(minutes=5)
        job.save()
    page = words(client.get(where))
    assert "stoppede, før det var færdigt" in page
    assert "Prøv igen" in page
    assert client.post(reverse("job_again", args=(job.pk,))).status_code == 302
    with system_scope("test"):
        assert Job.objects.get(pk=job.pk).state == "waiting"
        assert AuditEntry.objects.filter(action="retry", object_id=job.pk).exists()


def test_who_has_lost_the_project_gets_no_file_of_it(site: Site, signed_in: SignIn, no_worker: None) -> None:
    client = signed_in("leader")
    order(client, site)
    with system_scope("test"):
        job = Job.objects.latest("pk")
        Assignment.objects.filter(person=site.people["leader"]).update(ended_at=timezone.now())
    notejobs.make_note.func(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("failed", None)
    assert "ikke længere adgang" in job.error


# An organisation's own base -------------------------------------------------------------------------------------------


def holstebro(site: Site) -> Organisation:
    with system_scope("test"):
        return site.projects["holstebro"].parties.select_related("organisation").get(role="lead").organisation


def word_file(header: str) -> bytes:
    given = docx.Document()
    given.sections[0].header.paragraphs[0].text = header
    given.add_paragraph("Gammel tekst")
    out = io.BytesIO()
    given.save(out)
    return out.getvalue()


def upload(client: Client, organisation: Organisation, content: bytes, name: str = "skabelon.docx") -> Any:
    return client.post(
        reverse("document_base", args=(organisation.pk,)), {"file": SimpleUploadedFile(name, content)}
    )


def header_of(content: bytes) -> str:
    return docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text


def test_the_organisations_notes_look_like_its_own_documents(site: Site, signed_in: SignIn) -> None:
    client, ours = signed_in("many"), holstebro(site)
    place = (ours.pk,)
    assert "Der er ingen skabelon" in words(client.get(reverse("document_base", args=place)))
    assert upload(client, ours, word_file("Vores sidehoved")).status_code == 302
    page = words(client.get(reverse("document_base", args=place)))
    assert "Vores sidehoved" in page
    assert "teksten i dokumentet" in page
    note = reverse("status_note", args=(site.projects["holstebro"].pk, "2013", "docx"))
    assert header_of(signed_in("leader").get(note).content) == "Vores sidehoved"
    sample = client.get(reverse("document_base_sample", args=place))
    assert header_of(sample.content) == "Vores sidehoved"
    fetched = client.get(reverse("document_base_file", args=place))
    assert b"Gammel tekst" not in sample.content
    assert fetched["Content-Disposition"].startswith("attachment")
    assert upload(client, ours, word_file("Et nyt")).status_code == 302
    assert header_of(signed_in("leader").get(note).content) == "Et nyt"
    assert client.post(reverse("document_base_remove", args=place)).status_code == 302
    assert header_of(signed_in("leader").get(note).content) != "Et nyt"
    with system_scope("test"):
        assert AuditEntry.objects.filter(action="base", organisation_id=ours.pk).count() == 3
        assert not DocumentBase.objects.exists()


def test_what_is_said_once_is_not_said_to_the_script(site: Site, signed_in: SignIn) -> None:
    client, ours = signed_in("many"), holstebro(site)
    address = reverse("document_base", args=(ours.pk,))
    assert 'data-endings=".docx"' in client.get(address).content.decode()
    file = SimpleUploadedFile("skabelon.docx", word_file("Vores"))
    told = client.post(address, {"file": file}, headers={"X-Virkning-Upload": "1"})
    assert (told.status_code, told["Location"]) == (204, address)
    assert "Skabelonen er lagt op" in words(client.get(address))


def test_another_organisations_projects_are_not_touched_by_it(site: Site, signed_in: SignIn) -> None:
    upload(signed_in("many"), holstebro(site), word_file("Vores sidehoved"))
    note = reverse("status_note", args=(site.projects["vejen"].pk, "2013", "docx"))
    answer = signed_in("many").get(note)
    if answer.status_code == 200:
        assert header_of(answer.content) != "Vores sidehoved"


def test_a_note_on_a_base_that_fails_is_made_all_the_same_and_says_so(
    site: Site, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = holstebro(site)
    upload(signed_in("many"), ours, word_file("Vores sidehoved"))
    damaged = word_file("Vores sidehoved")[:-400]
    monkeypatch.setattr(storage, "read", lambda fingerprint: damaged)
    for client, address in (
        (signed_in("leader"), reverse("status_note", args=(site.projects["holstebro"].pk, "2013", "docx"))),
        (signed_in("many"), reverse("document_base_sample", args=(ours.pk,))),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert header_of(answer.content) != "Vores sidehoved"
        said = [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]
        assert any("Word-skabelon kunne ikke bruges" in one for one in said)


@pytest.mark.parametrize("content", [b"", b"ikke word", b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused_with_a_sentence(
    site: Site, signed_in: SignIn, content: bytes
) -> None:
    answer = upload(signed_in("many"), holstebro(site), content)
    assert answer.status_code == 422
    with system_scope("test"):
        assert not DocumentBase.objects.exists()


def test_only_administrators_manage_it(site: Site, signed_in: SignIn) -> None:
    address = reverse("document_base", args=(holstebro(site).pk,))
    assert signed_in("leader").get(address).status_code == 403
    assert upload(signed_in("leader"), holstebro(site), word_file("Min")).status_code == 403
