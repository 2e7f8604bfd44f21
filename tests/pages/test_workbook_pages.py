"""A workbook on a page: brought, looked through, confirmed once, taken back; and a project made from one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exchange.books import cells, part, repacked, xlsx
from pages.conftest import Site
from virkning.pages.workbooks import confirmation
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.exchange import jobs
from virkning.rooms.exchange.actions import uploads
from virkning.rooms.exchange.actions.confirming import confirm_upload
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.models import WorkbookImport, WorkbookUpload
from virkning.rooms.files import storage
from virkning.rooms.files.models import Job, StoredFile
from virkning.rooms.organisations.models import Membership, Organisation
from virkning.rooms.programmes.models import Project

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def project_of(site: Site) -> Project:
    return site.projects["holstebro"]


def sheets_of(project: Project) -> dict[str, Any]:
    with system_scope("test"):
        return cells(export_project(project))


def changed_book(project: Project, edits: dict[tuple[str, int, int], Any]) -> bytes:
    sheets = sheets_of(project)
    for (sheet, row, column), value in edits.items():
        sheets[sheet][row][column] = value
    return xlsx(sheets)


def titled(project: Project, title: str = "Ny titel") -> bytes:
    """The project's own book with another title of its first area."""
    return changed_book(project, {("Områder", 1, 1): title})


def bring(client: Client, project: Project, content: bytes, name: str = "ark.xlsx") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("workbook_import", args=(project.pk,)), {"file": file})


def fields(html: str) -> dict[str, str]:
    """The hidden fields of the confirmation."""
    form = next(one for one in html.split("<form") if 'name="set"' in one)
    return dict(re.findall(r'type="hidden" name="(set|fjern|raekker)" value="([^"]*)"', form))


def preview_of(client: Client, answer: Any, query: str = "") -> Any:
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return client.get(answer["Location"] + query)


def test_the_whole_way(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    before = sheets_of(project)
    answer = bring(client, project, titled(project))
    page = preview_of(client, answer)
    html = page.content.decode()
    assert "Ny titel" in html
    assert "Indlæs: ret 1" in html
    assert sheets_of(project) == before  # nothing has happened yet
    done = client.post(answer["Location"], fields(html))
    assert done.status_code == 302
    receipt = client.get(done["Location"]).content.decode()
    with system_scope("test"):
        record = WorkbookImport.objects.filter(project=project).latest("pk")
        assert record.imported_by == "Leader"
    assert f"Kvittering {record.pk}" in receipt
    assert "Rækker: 0 tilføjet, 1 ændret, 0 fjernet" in receipt
    assert sheets_of(project)["Områder"][1][1] == "Ny titel"
    again = client.post(answer["Location"], fields(html))
    assert again["Location"] == done["Location"]
    assert client.get(answer["Location"])["Location"] == done["Location"]
    with system_scope("test"):
        assert WorkbookImport.objects.filter(project=project).latest("pk") == record
    undo = reverse("workbook_undo", args=(project.pk, record.pk))
    assert "Fortryd hele indlæsningen" in client.get(undo).content.decode()
    assert client.post(undo).status_code == 302
    assert sheets_of(project) == before
    told = client.get(reverse("workbook_import", args=(project.pk,))).content.decode()
    assert "Fortrudt" in told
    assert client.post(undo).status_code == 422


def test_the_file_comes_back_as_it_came(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    content = titled(project)
    answer = bring(client, project, content, "Mit ærlige ark.xlsx")
    client.post(answer["Location"], fields(client.get(answer["Location"]).content.decode()))
    with system_scope("test"):
        record = WorkbookImport.objects.filter(project=project).latest("pk")
    file = client.get(reverse("workbook_file", args=(project.pk, record.pk)))
    assert file.content == content
    assert "Mit%20%C3%A6rlige%20ark.xlsx" in file["Content-Disposition"]


def test_rows_the_file_lacks_stay_or_go_as_one_chooses(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    sheets = sheets_of(project)
    sheets["Målinger"] = sheets["Målinger"][:-2]
    answer = bring(client, project, xlsx(sheets))
    page = preview_of(client, answer).content.decode()
    assert "Filen siger det samme som projektet" in page
    page = preview_of(client, answer, "?fjern=1").content.decode()
    assert "Fjernes (2)" in page
    assert "Indlæs: fjern 2" in page
    assert client.post(answer["Location"], fields(page)).status_code == 302
    assert len(sheets_of(project)["Målinger"]) == len(sheets["Målinger"])


def test_every_error_is_listed_with_sheet_and_cell_and_nothing_happens(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    before = sheets_of(project)
    content = changed_book(project, {("Målinger", 2, 3): "halvtreds", ("Områder", 1, 1): ""})
    page = preview_of(client, bring(client, project, content))
    html = page.content.decode()
    assert "Ret 2 fejl i filen" in html
    assert re.search(r"Målinger\s*</th>\s*<td[^>]*>D3</td>", html)
    assert re.search(r"Områder\s*</th>\s*<td[^>]*>B2</td>", html)
    assert sheets_of(project) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen er tom"),
        (b"ikke en excel-fil", "ikke en Excel-fil"),
        (b"PK\x03\x04afbrudt", "beskadiget"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "gammelt Office-format"),
    ],
)
def test_what_is_no_workbook_is_refused_at_once(
    site: Site, signed_in: SignIn, content: bytes, said: str
) -> None:
    answer = bring(signed_in("leader"), project_of(site), content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with system_scope("test"):
        assert not WorkbookUpload.objects.exists()


def test_macros_are_refused_and_a_file_too_large_too(site: Site, signed_in: SignIn, settings: Any) -> None:
    client, project = signed_in("leader"), project_of(site)
    macro = repacked(titled(project), {"xl/vbaProject.bin": b"x"})
    assert "makroer" in bring(client, project, macro).content.decode()
    settings.MAX_UPLOAD_BYTES = 5_000
    assert "Den må højst fylde" in bring(client, project, bytes(6_000)).content.decode()
    assert part(macro, "xl/vbaProject.bin")


def test_the_field_says_what_it_takes_to_people_and_to_the_script(
    site: Site, signed_in: SignIn, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 1_258_291  # 1.2 MB
    html = signed_in("leader").get(reverse("workbook_import", args=(project_of(site).pk,))).content.decode()
    assert "Filen skal ende på .xlsx og må højst fylde 1,2 MB." in html
    assert 'data-endings=".xlsx"' in html
    assert 'data-most="1258291"' in html
    assert 'accept=".xlsx"' in html
    assert "virkning/upload.js" in html


def test_a_script_is_told_the_next_page(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    address, by_script = reverse("workbook_import", args=(project.pk,)), {"X-Virkning-Upload": "1"}
    key = {"noegle": "0f" * 18}
    told = [
        client.post(
            address, {"file": SimpleUploadedFile("ark.xlsx", titled(project)), **key}, headers=by_script
        )
        for _press in range(2)
    ]
    assert [one.status_code for one in told] == [204, 204]
    assert told[0]["Location"] == told[1]["Location"]
    assert "Ny titel" in client.get(told[0]["Location"]).content.decode()
    refused = client.post(address, {"file": SimpleUploadedFile("ark.xlsx", b"nej")}, headers=by_script)
    assert refused.status_code == 422
    assert "ikke en Excel-fil" in refused.content.decode()


def test_nobody_confirms_what_they_have_not_seen(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    first, second = titled(project, "Første"), titled(project, "Anden")
    one, other = bring(client, project, first), bring(client, project, second)
    seen = fields(client.get(one["Location"]).content.decode())
    client.post(other["Location"], fields(client.get(other["Location"]).content.decode()))
    asked = client.post(one["Location"], seen)
    html = asked.content.decode()
    assert asked.status_code == 409
    assert "Projektet er ændret, siden du så siden" in html
    assert "Anden" in html
    assert sheets_of(project)["Områder"][1][1] == "Anden"
    assert client.post(one["Location"], fields(html)).status_code == 302
    assert sheets_of(project)["Områder"][1][1] == "Første"


def test_a_yes_to_nothing_is_asked_again(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    answer = bring(client, project, titled(project))
    assert client.post(answer["Location"]).status_code == 422
    assert client.post(answer["Location"], {"set": "forkert", "raekker": "mange"}).status_code == 422


def test_a_dropped_file_is_gone(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    answer = bring(client, project, titled(project))
    assert client.post(answer["Location"] + "kasser/").status_code == 302
    assert client.get(answer["Location"])["Location"] == reverse("workbook_import", args=(project.pk,))


def test_a_dropped_file_is_not_imported_by_a_page_or_a_worker_that_has_it_open(
    site: Site, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, by = project_of(site), site.people["leader"].author
    bring(signed_in("leader"), project, titled(project, "Kasseret titel"))
    with system_scope("test"):
        upload = WorkbookUpload.objects.latest("pk")
        open_page = WorkbookUpload.objects.get(pk=upload.pk)
        with monkeypatch.context() as queue:
            queue.setattr(jobs, "start_workbook_job", lambda key: None)
            job = jobs.start_import(upload=upload, by=by, prune=False, expected="")
        assert uploads.drop_upload(upload=upload, by=by)
        with pytest.raises(BookRefused, match="Filen er kasseret"):
            confirm_upload(upload=open_page, by=by, prune=False, expected="")
    jobs.import_uploaded_workbook.func(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, "Filen er kasseret" in job.error) == ("failed", True)
    assert sheets_of(project)["Områder"][1][1] != "Kasseret titel"


def test_a_late_no_changes_nothing_about_an_imported_file(site: Site, signed_in: SignIn) -> None:
    client, project = signed_in("leader"), project_of(site)
    answer = bring(client, project, titled(project))
    client.post(answer["Location"], fields(client.get(answer["Location"]).content.decode()))
    with system_scope("test"):
        upload = WorkbookUpload.objects.latest("pk")
        before = (upload.state, upload.became_id)
    page = client.post(reverse("workbook_drop", args=(project.pk, upload.pk)), follow=True).content.decode()
    assert "Filen ventede ikke længere" in page
    assert "Filen er kasseret" not in page
    upload.refresh_from_db()
    assert (upload.state, upload.became_id) == before == ("imported", upload.became_id)


def test_a_file_of_another_project_is_refused_with_the_cell(site: Site, signed_in: SignIn) -> None:
    with system_scope("test"):
        other = export_project(site.projects["vejen"])
    page = preview_of(signed_in("leader"), bring(signed_in("leader"), project_of(site), other))
    assert "filen er om et andet projekt" in page.content.decode()


def test_a_long_file_is_imported_by_the_worker(
    site: Site, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirmation, "LONG", 10)
    client, project = signed_in("leader"), project_of(site)
    answer = bring(client, project, titled(project))
    done = client.post(answer["Location"], fields(client.get(answer["Location"]).content.decode()))
    with system_scope("test"):
        job = Job.objects.latest("pk")
    assert done["Location"] == reverse("job", args=(job.pk,))
    assert (job.state, job.person_id) == ("done", site.people["leader"].pk)
    page = client.get(done["Location"]).content.decode()
    assert "Se kvitteringen" in page
    assert signed_in("many").get(done["Location"]).status_code == 404
    assert sheets_of(project)["Områder"][1][1] == "Ny titel"


def test_old_uploads_are_cleared_away_with_their_files(
    site: Site, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    client, project = signed_in("leader"), project_of(site)
    bring(client, project, titled(project, "Gammel"))
    with system_scope("test"):
        old = WorkbookUpload.objects.select_related("file").latest("pk")
    monkeypatch.setattr(uploads, "KEPT", -uploads.KEPT)
    with django_capture_on_commit_callbacks(execute=True):
        bring(client, project, titled(project, "Ny"))
    with system_scope("test"):
        assert not WorkbookUpload.objects.filter(pk=old.pk).exists()
        assert not StoredFile.objects.filter(pk=old.file_id).exists()
        assert not storage.path_of(old.file.fingerprint).exists()
        assert AuditEntry.objects.filter(action="clear").exists()


def test_only_those_who_may_import_get_there(site: Site, signed_in: SignIn) -> None:
    project = project_of(site)
    assert signed_in("newcomer").get(reverse("workbook_import", args=(project.pk,))).status_code == 404


def test_the_page_of_imports_holds_its_queries(
    site: Site, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client, project = signed_in("leader"), project_of(site)
    client.get(reverse("workbook_import", args=(project.pk,)))
    with django_assert_max_num_queries(14):
        assert client.get(reverse("workbook_import", args=(project.pk,))).status_code == 200


# A project made from a workbook ---------------------------------------------------------------------------------------


def named(project: Project, name: str, programme: str = "") -> bytes:
    sheets = sheets_of(project)
    sheets["Projekt"][1][1] = name
    sheets["Projekt"][3][1] = programme
    return xlsx(sheets)


def lead_of(project: Project) -> Organisation:
    with system_scope("test"):
        return project.parties.select_related("organisation").get(role="lead").organisation


def bring_new(client: Client, organisation: Organisation, content: bytes) -> Any:
    file = SimpleUploadedFile("nyt.xlsx", content)
    return client.post(reverse("new_workbook", args=(organisation.pk,)), {"file": file})


def test_a_new_project_of_the_organisation(site: Site, signed_in: SignIn) -> None:
    client, lead = signed_in("many"), lead_of(project_of(site))
    answer = bring_new(client, lead, named(project_of(site), "Et helt nyt projekt"))
    html = preview_of(client, answer).content.decode()
    assert "Se, hvad der oprettes" in html
    done = client.post(answer["Location"], fields(html))
    with system_scope("test"):
        made = Project.objects.get(name="Et helt nyt projekt")
        assert made.parties.get(role="lead").organisation == lead
        record = WorkbookImport.objects.get(project=made)
    assert done["Location"] == reverse("workbook_receipt", args=(made.pk, record.pk))
    assert "Fortryd" not in client.get(done["Location"]).content.decode()
    sheets, theirs = sheets_of(made), sheets_of(project_of(site))
    assert {name: sheets[name] for name in sheets if name != "Projekt"} == {
        name: theirs[name] for name in theirs if name != "Projekt"
    }


def test_a_new_project_makes_nothing_else_and_joins_nobodys_programme(site: Site, signed_in: SignIn) -> None:
    client, lead = signed_in("many"), lead_of(project_of(site))
    with system_scope("test"):
        count = Organisation.objects.count()
    page = preview_of(client, bring_new(client, lead, named(project_of(site), "Nyt", "Et andet program")))
    assert "kan ikke vælges her" in page.content.decode()
    page = preview_of(client, bring_new(client, lead, named(project_of(site), project_of(site).name)))
    assert "har allerede et projekt, der hedder" in page.content.decode()
    sheets = cells(named(project_of(site), "Nyt"))
    sheets["Projekt"][2][1] = "Læsø;Holstebro"
    html = preview_of(client, bring_new(client, lead, xlsx(sheets))).content.decode()
    assert "skal her være Holstebro Kommune" in html
    assert "Læsø Kommune er ikke oprettet" in html
    with system_scope("test"):
        assert Organisation.objects.count() == count


def test_another_organisations_upload_is_not_there(site: Site, signed_in: SignIn) -> None:
    client, lead = signed_in("many"), lead_of(project_of(site))
    answer = bring_new(client, lead, named(project_of(site), "Nyt"))
    with system_scope("test"):
        other = (
            Membership.objects.filter(person=site.people["many"])
            .exclude(organisation=lead)[0]
            .organisation_id
        )
        upload = WorkbookUpload.objects.latest("pk")
    assert client.get(reverse("new_workbook_preview", args=(other, upload.pk))).status_code == 404
    assert signed_in("newcomer").get(answer["Location"]).status_code == 403
    assert client.post(answer["Location"] + "kasser/").status_code == 302
