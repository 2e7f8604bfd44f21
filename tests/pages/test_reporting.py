"""Writing status and measurements: the forms, the grid's cells, a pasted block, and what happens when two write."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Milestone, StatusReport
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.results.models import Measurement

pytestmark = pytest.mark.django_db

Signed = Callable[[str], Client]


def milestone(site: Any, text: str) -> Milestone:
    with system_scope("test"):
        return Milestone.objects.select_related("activity").get(
            activity__project=site.projects["holstebro"], statement__startswith=text
        )


def status_form(site: Any, about: Milestone, period: str = "2013") -> str:
    return reverse("report_activity", args=(site.projects["holstebro"].pk, about.activity_id, period))


def report_of(about: Milestone, year: int = 2013) -> StatusReport | None:
    with system_scope("test"):
        return StatusReport.objects.filter(milestone=about, period__start__year=year).first()


def test_the_form_shows_last_time_and_what_stands_now(site: Any, signed_in: Signed) -> None:
    answer = signed_in("leader").get(status_form(site, milestone(site, "40 fritidsjob")))
    told = words(answer)
    assert "Status 2012 Ja (55) Grøn" in told
    assert "2012: De 30 af de 55 job" in told
    fields = fields_of(answer)
    assert fields[f"value_{milestone(site, '40 fritidsjob').pk}"] == "101"


def test_the_status_form_takes_the_same_queries_however_many_milestones(
    site: Any, signed_in: Signed, django_assert_num_queries: Any
) -> None:
    client = signed_in("leader")
    for text in ("40 fritidsjob", "Arbejdsgruppen er"):
        where = status_form(site, milestone(site, text))
        client.get(where)
        # session, person, activity, project, permissions, periods, facts (10), programme, draft, reports, sums
        with django_assert_num_queries(QUERIES):
            client.get(where)


QUERIES = 21


def test_a_status_with_a_comment_is_saved_with_its_entry_and_origin(site: Any, signed_in: Signed) -> None:
    about, client = milestone(site, "Arbejdsgruppen er"), signed_in("leader")
    where = status_form(site, about)
    data = fields_of(client.get(where)) | {
        f"status_{about.pk}": "yes",
        f"comment_{about.pk}": "Gruppen mødes  stadig.",
    }
    answer = client.post(where, data, follow=True)
    assert "Status for 1 milepæl er gemt." in words(answer), (words(answer), answer.redirect_chain)
    report = report_of(about)
    assert report is not None
    assert (report.status, report.comment) == ("yes", "Gruppen mødes  stadig.")
    assert (report.origin_kind, report.origin_by) == ("typed", "Leader")
    with system_scope("test"):
        entry = AuditEntry.objects.filter(object_kind="statusreport", object_id=report.pk).first()
    assert entry is not None
    assert entry.author_id == site.people["leader"].pk
    # and the toast takes it back
    undo = client.post(reverse("undo_entry", args=(entry.pk,)), follow=True)
    assert "Det er fortrudt." in words(undo)
    assert report_of(about) is None


def test_the_same_form_sent_fifty_times_makes_one_report(site: Any, signed_in: Signed) -> None:
    about, client = milestone(site, "Arbejdsgruppen er"), signed_in("leader")
    where = status_form(site, about)
    data = fields_of(client.get(where)) | {f"status_{about.pk}": "yes"}
    with system_scope("test"):
        before = AuditEntry.objects.count()
    answers = {client.post(where, data)["Location"] for _time in range(50)}
    assert len(answers) == 1
    with system_scope("test"):
        assert AuditEntry.objects.count() == before + 1


def test_what_cannot_be_read_is_said_at_the_field_and_everything_is_kept(
    site: Any, signed_in: Signed
) -> None:
    about, client = milestone(site, "40 fritidsjob"), signed_in("leader")
    where = status_form(site, about)
    data = fields_of(client.get(where)) | {
        f"value_{about.pk}": "halvtreds",
        f"comment_{about.pk}": "<b>Tekst</b> jeg ikke vil miste",
    }
    answer = client.post(where, data)
    assert answer.status_code == 422
    assert "“halvtreds” er ikke et tal" in words(answer)
    assert "&lt;b&gt;Tekst&lt;/b&gt; jeg ikke vil miste" in answer.content.decode()
    report = report_of(about)
    assert report is not None
    assert report.value == 101


def test_a_doubt_is_asked_once_and_kept_with_who_and_why(site: Any, signed_in: Signed) -> None:
    about, client = milestone(site, "40 fritidsjob"), signed_in("leader")
    where = status_form(site, about)
    data = fields_of(client.get(where)) | {f"value_{about.pk}": "9"}
    asked = client.post(where, data)
    assert asked.status_code == 422
    assert "Værdien er faldet fra 55 til 9" in words(asked)
    data |= {f"bekraeft-jump-{about.pk}": "1", f"hvorfor-jump-{about.pk}": "Talt forkert før"}
    assert client.post(where, data).status_code == 302
    report = report_of(about)
    assert report is not None
    assert report.value == 9
    assert report.confirmed["jump"]["reason"] == "Talt forkert før"
    assert report.confirmed["jump"]["by"] == "Leader"


def test_two_write_on_one_row_and_the_second_sees_both_texts(site: Any, signed_in: Signed) -> None:
    about = milestone(site, "40 fritidsjob")
    first, second = signed_in("leader"), signed_in("many")
    where = status_form(site, about)
    data, other = fields_of(first.get(where)), fields_of(second.get(where))
    first.post(where, data | {f"comment_{about.pk}": "149 har givet tilsagn."})
    answer = second.post(
        where, other | {f"comment_{about.pk}": "149 af 182 har givet tilsagn.", f"value_{about.pk}": "102"}
    )
    assert answer.status_code == 409, words(answer)
    told = words(answer)
    assert "To har rettet det samme" in told
    assert "149 har givet tilsagn." in told
    assert "149 af 182 har givet tilsagn." in told
    settled = fields_of(answer) | {f"comment_{about.pk}": "149 af 182 har givet tilsagn."}
    assert settled[f"value_{about.pk}"] == "102"  # only the second changed it
    assert second.post(where, settled).status_code == 302
    report = report_of(about)
    assert report is not None
    assert (report.value, report.comment) == (102, "149 af 182 har givet tilsagn.")


def test_two_who_changed_different_fields_both_keep_theirs(site: Any, signed_in: Signed) -> None:
    about = milestone(site, "40 fritidsjob")
    first, second = signed_in("leader"), signed_in("many")
    where = status_form(site, about)
    data, other = fields_of(first.get(where)), fields_of(second.get(where))
    first.post(where, data | {f"comment_{about.pk}": "Ny kommentar"})
    answer = second.post(where, other | {f"value_{about.pk}": "102"})
    assert answer.status_code == 409
    assert "I har ikke rettet i de samme felter" in words(answer)
    assert second.post(where, fields_of(answer)).status_code == 302
    report = report_of(about)
    assert report is not None
    assert (report.value, report.comment) == (102, "Ny kommentar")


def test_extra_fields_change_nothing(site: Any, signed_in: Signed) -> None:
    about, client = milestone(site, "Arbejdsgruppen er"), signed_in("leader")
    where = status_form(site, about)
    extra = {"origin_by": "En anden", "judged": "red", "project": "1", "organisation": "1", "owner": "1"}
    extra |= {f"judged_{about.pk}": "red", f"light_{about.pk}": "red", "role": "administrator"}
    client.post(where, fields_of(client.get(where)) | {f"status_{about.pk}": "yes"} | extra)
    report = report_of(about)
    assert report is not None
    assert (report.judged, report.origin_by) == ("", "Leader")


def test_a_measurement_supersedes_the_one_before_and_can_be_taken_back(site: Any, signed_in: Signed) -> None:
    client, result = signed_in("leader"), site.result("holstebro", "3")
    where = reverse("report_result", args=(site.projects["holstebro"].pk, result.pk, "2013"))
    data = fields_of(client.get(where))
    (value,) = (name for name in data if name.startswith("value_") and name != "value_new")
    confirmed = value.replace("value_", "bekraeft-jump-")
    answer = client.post(where, data | {value: "71,1", confirmed: "1"}, follow=True)
    assert "1 værdi er gemt." in words(answer), words(answer)
    with system_scope("test"):
        rows = Measurement.objects.filter(result=result, period__start__year=2013).order_by("id")
        assert [(str(one.value), one.superseded_at is None) for one in rows] == [
            ("71.7", False),
            ("71.1", True),
        ]
        entry = AuditEntry.objects.filter(action="measure").first()
    assert entry is not None
    undone = client.post(reverse("undo_entry", args=(entry.pk,)), follow=True)
    assert "Det er fortrudt." in words(undone)
    with system_scope("test"):
        current = rows.filter(superseded_at__isnull=True).get()
    assert str(current.value) == "71.7"
    assert current.origin_kind == "file"


def test_a_cell_of_the_grid_is_saved_as_a_fragment_and_errors_stay_in_the_cell(
    site: Any, signed_in: Signed
) -> None:
    client, about = signed_in("leader"), milestone(site, "40 fritidsjob")
    where = reverse("status_cell", args=(site.projects["holstebro"].pk, about.pk, "2013"))
    htmx = {"HX-Request": "true"}
    report = report_of(about)
    assert report is not None
    wrong = client.post(where, {"celle": "mange", "udgave": report.version}, headers=htmx)
    assert wrong.status_code == 422
    assert "hverken en status eller et tal" in words(wrong)
    saved = client.post(where, {"celle": "Ja (104)", "udgave": report.version}, headers=htmx)
    assert saved.status_code == 200
    assert 'data-text="Ja (104)"' in saved.content.decode()
    stale = client.post(where, {"celle": "Ja (105)", "udgave": report.version}, headers=htmx)
    assert stale.status_code == 409
    assert "Der står nu “Ja (104)”" in words(stale)
    changed = report_of(about)
    assert changed is not None
    assert changed.comment == report.comment  # the cell is not the comment


def test_a_cell_sent_as_it_stood_is_only_shown_again(site: Any, signed_in: Signed) -> None:
    client, about = signed_in("leader"), milestone(site, "40 fritidsjob")
    where = reverse("status_cell", args=(site.projects["holstebro"].pk, about.pk, "2013"))
    report = report_of(about)
    assert report is not None
    answer = client.post(
        where, {"celle": " Ja (101) ", "udgave": report.version}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert 'data-text="Ja (101)"' in answer.content.decode()
    now = report_of(about)
    assert now is not None
    assert (now.version, now.origin_kind) == (report.version, "file")


def test_a_cell_of_words_keeps_its_lines_and_refuses_what_there_is_no_room_for(
    site: Any, signed_in: Signed
) -> None:
    client = signed_in("leader")
    with system_scope("test"):
        result = site.result("holstebro", "3")
        result.kind = "text"
        Measurement.objects.filter(result=result).delete()
        result.save()
    where = reverse("value_cell", args=(site.projects["holstebro"].pk, result.pk, 0, "2013"))
    htmx = {"HX-Request": "true"}
    shown = client.get(where, headers=htmx).content.decode()
    assert "<textarea" in shown
    saved = client.post(where, {"celle": "Første linje\r\nAnden linje", "udgave": ""}, headers=htmx)
    assert saved.status_code == 200, words(saved)
    with system_scope("test"):
        made = Measurement.objects.get(result=result, period__start__year=2013)
    assert made.text == "Første linje\nAnden linje"
    refused = client.post(where, {"celle": "x" * 40_000, "udgave": made.pk}, headers=htmx)
    assert "Teksten er for lang." in words(refused)


def test_the_way_to_a_measurement_names_the_result(site: Any, signed_in: Signed) -> None:
    result = site.result("holstebro", "3")
    where = reverse("report_result", args=(site.projects["holstebro"].pk, result.pk, "2013"))
    crumbs = signed_in("leader").get(where).context["breadcrumbs"]
    assert crumbs[2][0] == f"3. {result.statement}"


def test_without_htmx_a_cell_is_its_form(site: Any, signed_in: Signed) -> None:
    about = milestone(site, "40 fritidsjob")
    where = reverse("status_cell", args=(site.projects["holstebro"].pk, about.pk, "2013"))
    answer = signed_in("leader").get(where)
    assert answer.status_code == 302
    assert answer["Location"].startswith(status_form(site, about))


def test_a_block_from_a_spreadsheet_is_shown_first_and_written_at_once(site: Any, signed_in: Signed) -> None:
    client, project = signed_in("leader"), site.projects["holstebro"]
    where = reverse("paste_values", args=(project.pk,))
    block = "\t2012\t2013\r\nTosprogede\t70\t89,5\r\nEtnisk danske\t\t80\r\n"
    shown = client.post(where, {"blok": block})
    assert "2 celler ændres. 2 er som før." in words(shown)
    with system_scope("test"):
        assert not Measurement.objects.filter(result__project=project, origin_kind="typed").exists()
    data = fields_of(shown) | {"blok": block, "bekraeft": "1"}
    done = client.post(where, data, follow=True)
    assert "2 celler er skrevet." in words(done)
    again = client.post(where, data)  # a double click
    assert again.status_code == 302
    with system_scope("test"):
        typed = Measurement.objects.filter(result__project=project, origin_kind="typed")
        assert sorted(str(one.value) for one in typed) == ["80", "89.5"]
        assert AuditEntry.objects.filter(action="measure").count() == 1


def test_errors_in_a_block_name_line_and_column_and_nothing_is_written(site: Any, signed_in: Signed) -> None:
    client, project = signed_in("leader"), site.projects["holstebro"]
    where = reverse("paste_values", args=(project.pk,))
    block = "\t2012\t2013\nTosprogede\tmange\t89\nUkendt\t1\t2\n"
    answer = client.post(where, {"blok": block, "bekraeft": "1"})
    assert answer.status_code == 422
    told = words(answer)
    assert "Linje 1, kolonne 1 (2012): “mange” er ikke et tal" in told
    assert "Linjen “Ukendt” svarer ikke til nogen række i skemaet." in told
    with system_scope("test"):
        assert not Measurement.objects.filter(result__project=project, origin_kind="typed").exists()


@pytest.mark.parametrize("name", ["status_grid", "value_grid"])
def test_a_grid_takes_the_same_queries_however_large_it_is(
    site: Any, signed_in: Signed, django_assert_num_queries: Any, name: str
) -> None:
    client = signed_in("many")
    for project in ("holstebro", "brobygning"):
        where = reverse(name, args=(site.projects[project].pk,))
        with django_assert_num_queries(18 if name == "status_grid" else 19):
            client.get(where)


def test_a_draft_is_kept_for_its_author_only_and_gone_when_handed_in(site: Any, signed_in: Signed) -> None:
    about, client = milestone(site, "Arbejdsgruppen er"), signed_in("leader")
    where = status_form(site, about)
    shown = client.get(where)
    name = shown.context["draft_name"]
    data = fields_of(shown) | {f"comment_{about.pk}": "Midt i en sætn"}
    kept = client.post(reverse("keep_draft"), data | {"kladde": name, "side": where})
    assert kept.status_code == 200
    assert "Kun du kan se den." in kept.json()["words"]
    assert "Midt i en sætn" in client.get(where).content.decode()
    assert "Midt i en sætn" not in signed_in("many").get(where).content.decode()
    client.post(where, fields_of(client.get(where)))
    assert "kladde fra" not in words(client.get(where))
    report = report_of(about)
    assert report is not None
    assert report.comment == "Midt i en sætn"
