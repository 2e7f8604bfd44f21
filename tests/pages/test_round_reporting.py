"""Everything due on an activity in a round: written on one page, checked, handed in, and taken back."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.figures.continuing import Continuation
from virkning.figures.periods import Period
from virkning.figures.rounds import RoundDays
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.actions.comments import comment_activity
from virkning.rooms.activities.models import (
    Activity,
    ActivityComment,
    Milestone,
    Registration,
    StatusReport,
)
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.audit.models import AuditEntry, Draft
from virkning.rooms.evaluations.actions.embedding import say_embedding
from virkning.rooms.evaluations.actions.recommendations import recommend
from virkning.rooms.evaluations.models import Embedding, Evidence, FollowUp, Recommendation
from virkning.rooms.results.models import Measurement, Series
from virkning.rooms.statusrounds.actions.rounds import open_round, plan_round
from virkning.rooms.statusrounds.actions.submissions import approve, send_back
from virkning.rooms.statusrounds.models import StatusRound, Submission

pytestmark = pytest.mark.django_db

Signed = Callable[[str], Client]

DAYS = RoundDays(date(2013, 11, 1), date(2100, 11, 15), date(2100, 11, 22), date(2100, 12, 6))
OVER = RoundDays(date(2013, 11, 1), date(2013, 11, 15), date(2013, 11, 22), date(2013, 12, 6))
#: session, person, activity, permissions; round, project, facts (10), asks (4); period, series, texts, advice,
#: evidence, sums, reports; who approves; draft; what stands there; the action plan, of which there is none; the frame
QUERIES = 40


@pytest.fixture
def asked(site: Any) -> StatusRound:
    """A round of Holstebro's, open, that asks about 2013."""
    with system_scope("test"):
        planned = plan_round(
            owner=site.projects["holstebro"], period=Period.parse("2013"), by=DEMO, days=DAYS
        )
        return open_round(planned, by=DEMO)


@pytest.fixture
def jobs(site: Any) -> Activity:
    """The activity that finds jobs for the young: three milestones, and a result with three series."""
    with system_scope("test"):
        return Activity.objects.select_related("project").get(
            project=site.projects["holstebro"], title="Fritidsjobformidling"
        )


@pytest.fixture
def told_before(jobs: Activity) -> Recommendation:
    """What was said of it in 2012 beside the figures."""
    with system_scope("test"):
        when = jobs.project.periods.get(start=date(2012, 1, 1))
        comment_activity(activity=jobs, period=when, text="Godt i gang.", by=DEMO)
        say_embedding(
            activity=jobs, period=when, continuation=Continuation.ORDINARY, responsible="UU", by=DEMO
        )
        return recommend(
            project=jobs.project,
            period=when,
            text="Beskriv metoden",
            addressee="Tovholderen",
            activity=jobs,
            by=DEMO,
        )


def at(name: str, of_round: StatusRound, activity: Activity) -> str:
    return reverse(name, args=(of_round.pk, activity.pk))


def milestone(activity: Activity, text: str) -> Milestone:
    with system_scope("test"):
        return Milestone.objects.select_related("activity").get(activity=activity, statement__startswith=text)


def report_of(about: Milestone) -> StatusReport | None:
    with system_scope("test"):
        return StatusReport.objects.filter(milestone=about, period__start__year=2013).first()


def value_field(activity: Activity, series: str) -> str:
    with system_scope("test"):
        one = Series.objects.get(result__activities=activity, name=series)
    return f"value_r{one.result_id}-{one.pk}"


def handed_in(client: Client, asked: StatusRound, jobs: Activity) -> Any:
    where = at("round_check", asked, jobs)
    return client.post(where, fields_of(client.get(where)), follow=True)


def test_last_time_stands_beside_each_field_and_what_is_missing_is_said(
    asked: StatusRound, jobs: Activity, told_before: Recommendation, signed_in: Signed
) -> None:
    told = words(signed_in("leader").get(at("round_report", asked, jobs)))
    assert "Status 2012 Ja (55) Grøn" in told
    assert "2012: De 30 af de 55 job" in told
    assert "Tosprogede 2011 – 2012 70 pct." in told
    assert "2012: Godt i gang." in told
    assert "2012: Fortsætter i almindelig drift. Ansvarlig: UU." in told
    assert "Milepæle intet mangler" in told
    assert "Anbefalinger 1 af 1 mangler" in told
    assert "Samlet kommentar mangler" in told
    assert "Forankring som i 2012" in told
    assert "Dokumentation ingen endnu" in told


def test_the_page_takes_the_same_queries_however_much_is_asked(
    site: Any, asked: StatusRound, jobs: Activity, signed_in: Signed, django_assert_num_queries: Any
) -> None:
    client = signed_in("leader")
    with system_scope("test"):
        absence = Activity.objects.get(project=jobs.project, title__startswith="Arbejdsgang ved frav")
    # where no result is asked, nobody looks for series and values
    for one, queries in ((jobs, QUERIES), (absence, QUERIES - 2)):
        client.get(at("round_report", asked, one))
        with django_assert_num_queries(queries):
            client.get(at("round_report", asked, one))


def test_everything_is_saved_at_once_and_only_what_was_changed(
    asked: StatusRound, jobs: Activity, told_before: Recommendation, signed_in: Signed
) -> None:
    client, about = signed_in("leader"), milestone(jobs, "40 fritidsjob")
    untouched = report_of(milestone(jobs, "50 virksomheder"))
    where, value = at("round_report", asked, jobs), value_field(jobs, "Tosprogede")
    data = fields_of(client.get(where)) | {
        f"comment_{about.pk}": "Ny kommentar",
        value: "87",
        "overall": "Det går godt.",
        "embedding_continuation": "other_programme",
        "embedding_secured_until": "2014",
        f"followed_{told_before.pk}": "done",
    }
    answer = client.post(where, data)
    assert answer["Location"] == at("round_check", asked, jobs)
    report = report_of(about)
    assert report is not None
    assert (report.comment, report.value) == ("Ny kommentar", Decimal(101))
    with system_scope("test"):
        assert ActivityComment.objects.get(activity=jobs, period__start__year=2013).text == "Det går godt."
        embedding = Embedding.objects.get(activity=jobs, period__start__year=2013)
        assert (embedding.continuation, embedding.secured_until) == ("other_programme", date(2014, 12, 31))
        assert FollowUp.objects.get(recommendation=told_before).state == "done"
        measured = Measurement.objects.filter(series=value.partition("-")[2], superseded_at__isnull=True)
        assert [str(one.value) for one in measured.filter(period__start__year=2013)] == ["87"]
        assert AuditEntry.objects.filter(author_id=client.session["_auth_user_id"]).count() == 5
    again = report_of(milestone(jobs, "50 virksomheder"))
    assert untouched is not None
    assert again is not None
    assert (again.version, again.origin_kind) == (untouched.version, "file")


def test_several_milestones_are_one_entry(asked: StatusRound, jobs: Activity, signed_in: Signed) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    keys = [milestone(jobs, text).pk for text in ("40 fritidsjob", "50 virksomheder")]
    data = fields_of(client.get(where)) | {f"comment_{key}": f"Kommentar {key}" for key in keys}
    assert client.post(where, data).status_code == 302
    with system_scope("test"):
        entry = AuditEntry.objects.filter(action="report").get()
    assert "2 milepæle" in entry.words
    undone = client.post(reverse("undo_entry", args=(entry.pk,)), follow=True)
    assert "Det er fortrudt." in words(undone)


def test_the_second_button_saves_and_leaves(asked: StatusRound, jobs: Activity, signed_in: Signed) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    answer = client.post(where, fields_of(client.get(where)) | {"overall": "Mere kommer", "senere": "1"})
    assert answer.status_code == 302
    assert "tjek" not in answer["Location"]
    with system_scope("test"):
        assert ActivityComment.objects.filter(activity=jobs, text="Mere kommer").exists()


FETCHED = (
    # the button, the field it fills, and what then stands in it after what was typed
    ("tekst", "comment_{}", "Egen tekst\nDe 30 af de 55 job"),
    ("status", "value_{}", "55"),
)


@pytest.mark.parametrize(("what", "field", "there"), FETCHED)
def test_last_time_is_fetched_without_a_script_and_nothing_typed_is_lost(
    asked: StatusRound, jobs: Activity, signed_in: Signed, what: str, field: str, there: str
) -> None:
    client, about, where = (
        signed_in("leader"),
        milestone(jobs, "40 fritidsjob"),
        at("round_report", asked, jobs),
    )
    typed = {f"comment_{about.pk}": "Egen tekst", "overall": "Også her"}
    answer = client.post(where, fields_of(client.get(where)) | typed | {"hent": f"{what}-{about.pk}"})
    assert answer.status_code == 200
    shown = fields_of(answer)
    assert shown[field.format(about.pk)].replace("\r\n", "\n").startswith(there)
    assert shown["overall"] == "Også her"
    report = report_of(about)
    assert report is not None
    assert report.comment != "Egen tekst"  # not saved
    with system_scope("test"):
        assert Draft._base_manager.get().values["overall"] == ["Også her"]


def test_everything_is_fetched_into_what_is_empty_only(
    asked: StatusRound, jobs: Activity, told_before: Recommendation, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    running, found = milestone(jobs, "Formidlingen er"), milestone(jobs, "40 fritidsjob")
    shown = fields_of(client.post(where, fields_of(client.get(where)) | {"hent": "alt"}))
    assert shown[f"status_{running.pk}"] == "yes"
    assert shown[f"comment_{running.pk}"].startswith("I gang siden")
    assert shown[f"value_{found.pk}"] == "101"
    shown = fields_of(client.post(where, shown | {"hent": "forankring"}))
    assert (shown["embedding_continuation"], shown["embedding_responsible"]) == ("ordinary", "UU")
    shown = fields_of(client.post(where, shown | {"hent": "overall"}))
    assert shown["overall"] == "Godt i gang."
    assert client.post(where, shown).status_code == 302
    report = report_of(running)
    assert report is not None
    assert report.status == "yes"


def test_registrations_since_last_time_are_told_and_their_sum_used(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    about = milestone(jobs, "40 fritidsjob")
    with system_scope("test"):
        for year, count in ((2012, 55), (2013, 46)):
            Registration.objects.create(
                activity=jobs, day=date(year, 5, 1), kind="job", count=count, registered_by="Prøve"
            )
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    page = client.get(where)
    assert "Registreret job: 101 i alt, heraf 46 siden sidst." in words(page)
    shown = client.post(where, fields_of(page) | {"brug": f"{about.pk}:job"})
    assert "Værdien er summen af registreringerne af job" in words(shown)
    assert client.post(where, fields_of(shown)).status_code == 302
    report = report_of(about)
    assert report is not None
    assert (report.counted_kind, report.value) == ("job", None)


def test_doubts_stand_at_their_fields_and_nothing_is_saved_before_they_are_answered(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, about = signed_in("leader"), milestone(jobs, "40 fritidsjob")
    where, value = at("round_report", asked, jobs), value_field(jobs, "Tosprogede")
    data = fields_of(client.get(where)) | {
        f"value_{about.pk}": "9",
        value: "188",
        "embedding_continuation": "ordinary",
        "embedding_secured_until": "2011",
    }
    answer = client.post(where, data)
    assert answer.status_code == 422
    told = words(answer)
    assert "Værdien er faldet fra 55 til 9" in told
    assert "Værdien er over 100 pct.: 188." in told
    assert "Pengene er kun sikret til 31. december 2011" in told
    report = report_of(about)
    assert report is not None
    assert report.value == 101
    codes = [one.code for one in answer.context["doubts"]]
    confirmed = {f"bekraeft-{code}": "1" for code in codes} | {f"hvorfor-jump-{about.pk}": "Talt om"}
    assert client.post(where, fields_of(answer) | confirmed).status_code == 302
    report = report_of(about)
    assert report is not None
    assert report.confirmed["jump"]["reason"] == "Talt om"
    assert "Bekræftet af Leader" in words(client.get(where))


def test_what_is_right_of_a_series_is_not_said_of_the_milestone_with_its_number(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, key = signed_in("leader"), 90_001
    with system_scope("test"):
        other = Series.objects.get(result__activities=jobs, name="Tosprogede")
        Series.objects.create(id=key, result=other.result, name="Piger", position=9)
        kind = milestone(jobs, "40 fritidsjob").kind
        same = Milestone.objects.create(
            id=key, activity=jobs, number="9", statement="Job", kind=kind, position=9
        )
    where, value = at("round_report", asked, jobs), value_field(jobs, "Piger")
    data = fields_of(client.get(where)) | {value: "188", f"value_{key}": "30"}
    answer = client.post(where, data)
    [doubt] = answer.context["doubts"]
    assert doubt.code == f"over_hundred-r{other.result_id}-{key}"
    assert client.post(where, fields_of(answer) | {f"bekraeft-{doubt.code}": "1"}).status_code == 302
    report = report_of(same)
    assert report is not None
    assert report.confirmed == {}
    with system_scope("test"):
        assert list(Measurement.objects.get(series_id=key).confirmed) == ["over_hundred"]


WRONG = (
    ({"embedding_responsible": "UU"}, "Vælg, hvordan det går videre."),
    ({"embedding_secured_until": "snart", "embedding_continuation": "ordinary"}, "“snart” er ikke en frist."),
    ({"overall": "Ring til 010203-1234"}, "CPR"),
)


@pytest.mark.parametrize(("wrong", "said"), WRONG)
def test_what_is_wrong_is_said_at_the_field_and_nothing_of_it_all_is_saved(
    asked: StatusRound, jobs: Activity, signed_in: Signed, wrong: dict[str, str], said: str
) -> None:
    client, about = signed_in("leader"), milestone(jobs, "40 fritidsjob")
    where = at("round_report", asked, jobs)
    data = fields_of(client.get(where)) | {f"comment_{about.pk}": "Skal ikke mistes"} | wrong
    answer = client.post(where, data)
    assert answer.status_code == 422
    assert said in words(answer)
    assert fields_of(answer)[f"comment_{about.pk}"] == "Skal ikke mistes"
    report = report_of(about)
    assert report is not None
    assert report.comment != "Skal ikke mistes"


@pytest.mark.parametrize("state", ["", "rejected"])
def test_a_recommendation_needs_an_answer_and_a_rejection_its_reason(
    asked: StatusRound, jobs: Activity, told_before: Recommendation, signed_in: Signed, state: str
) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    comment = "" if state else "Vi er i gang"
    given = {f"followed_{told_before.pk}": state, f"why_{told_before.pk}": comment}
    answer = client.post(where, fields_of(client.get(where)) | given)
    assert answer.status_code == 422
    said = "Skriv, hvorfor anbefalingen er afvist." if state else "Vælg, hvad der er sket med anbefalingen"
    assert said in words(answer)


def test_two_write_at_once_and_every_text_of_both_is_shown(
    asked: StatusRound, jobs: Activity, told_before: Recommendation, signed_in: Signed
) -> None:
    first, second = signed_in("leader"), signed_in("many")
    about, where, value = (
        milestone(jobs, "40 fritidsjob"),
        at("round_report", asked, jobs),
        value_field(jobs, "Tosprogede"),
    )
    mine, other = fields_of(first.get(where)), fields_of(second.get(where))
    texts = {f"comment_{about.pk}": "Første", "overall": "Første om det hele", value: "87"}
    first.post(where, mine | texts | {"embedding_continuation": "ends"})
    theirs = {f"comment_{about.pk}": "Anden", "overall": "Anden om det hele", f"value_{about.pk}": "102"}
    answer = second.post(where, other | theirs | {"embedding_continuation": "ordinary"})
    assert answer.status_code == 409
    told = words(answer)
    for text in ("Første", "Anden", "Første om det hele", "Anden om det hele", "Stopper"):
        assert text in told
    settled = fields_of(answer)
    assert settled[value] == "87"  # only the first wrote it
    assert settled[f"value_{about.pk}"] == "102"  # only the second did
    assert second.post(where, settled).status_code == 302
    report = report_of(about)
    assert report is not None
    assert (report.comment, report.value) == ("Anden", Decimal(102))
    with system_scope("test"):
        assert (
            ActivityComment.objects.get(activity=jobs, period__start__year=2013).text == "Anden om det hele"
        )


def test_the_same_form_sent_many_times_is_saved_once(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    data = fields_of(client.get(where)) | {"overall": "Én gang"}
    with system_scope("test"):
        before = AuditEntry.objects.count()
    assert {client.post(where, data)["Location"] for _time in range(10)} == {at("round_check", asked, jobs)}
    with system_scope("test"):
        assert AuditEntry.objects.count() == before + 1


def test_the_check_says_what_is_missing_and_hands_in_once(
    asked: StatusRound, jobs: Activity, told_before: Recommendation, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_check", asked, jobs)
    page = client.get(where)
    told = words(page)
    assert "2 ting mangler. Du kan indsende alligevel" in told
    assert "2. 40 fritidsjob er formidlet Ja (101) Grøn" in told
    assert "Tosprogede: 88 pct." in told
    assert "Når du indsender, godkender Many." in told
    assert f"#milepael-{milestone(jobs, '40 fritidsjob').pk}" in page.content.decode()
    data = fields_of(page)
    answers = {client.post(where, data)["Location"] for _time in range(5)}
    assert answers == {at("round_receipt", asked, jobs)}
    with system_scope("test"):
        handed = Submission.objects.get(round=asked, activity=jobs)
        assert AuditEntry.objects.filter(object_kind="submission").count() == 1
    assert (handed.stage, handed.submitted_by) == ("submitted", "Leader")
    receipt = words(client.get(at("round_receipt", asked, jobs)))
    assert handed.receipt in receipt
    assert re.search(r"Modtaget \d+\. \w+ \d{4} kl\. \d+\.\d\d", receipt)
    assert "Many godkender" in receipt


def test_what_has_moved_since_it_was_checked_is_read_again_first(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_check", asked, jobs)
    data = fields_of(client.get(where))
    with system_scope("test"):
        when = jobs.project.periods.get(start=date(2013, 1, 1))
        comment_activity(activity=jobs, period=when, text="Skrevet imens", by=DEMO)
    answer = client.post(where, data)
    assert answer.status_code == 422
    told = words(answer)
    assert "er ændret, siden du så den. Læs det nye igennem, og indsend så." in told
    assert "Skrevet imens" in told
    again = client.post(where, fields_of(answer))
    assert again["Location"] == at("round_receipt", asked, jobs)


def test_what_is_handed_in_is_only_read_until_it_is_taken_back(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    begun = fields_of(client.get(where))
    assert "Indsendt" in words(handed_in(client, asked, jobs))
    page = client.get(where)
    assert "Indsendt af Leader i dag" in words(page)
    assert "house-form" not in page.content.decode()
    refused = client.post(where, begun | {"overall": "Skrevet i et andet vindue"})
    assert refused.status_code == 422
    assert "Aktiviteten er indsendt" in words(refused)
    assert fields_of(refused)["overall"] == "Skrevet i et andet vindue"
    back = client.post(at("round_take_back", asked, jobs), {"udgave": "1"}, follow=True)
    assert "Indsendelsen er trukket tilbage." in words(back)
    assert "overall" in fields_of(back)
    twice = client.post(at("round_take_back", asked, jobs), follow=True)
    assert "så det kan ikke lade sig gøre" in words(twice)


def test_once_approved_it_cannot_be_taken_back(
    site: Any, asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client = signed_in("leader")
    handed_in(client, asked, jobs)
    with system_scope("test"):
        approve(status_round=asked, activity=jobs, by=site.people["many"].author)
    page = words(client.get(at("round_report", asked, jobs)))
    assert "Godkendt af Many" in page
    assert "Træk tilbage" not in page
    answer = client.post(at("round_take_back", asked, jobs), follow=True)
    assert "er godkendt nu" in words(answer)


def test_the_reason_it_was_sent_back_for_stands_first(
    site: Any, asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client = signed_in("leader")
    handed_in(client, asked, jobs)
    with system_scope("test"):
        send_back(status_round=asked, activity=jobs, reason="Tæl igen", by=site.people["many"].author)
    page = client.get(at("round_report", asked, jobs))
    told = words(page)
    assert "Sendt tilbage af Many i dag" in told
    assert "#stage-returned" in page.content.decode()
    assert "Tæl igen" in told
    assert told.index("Tæl igen") < told.index("Milepæle")
    assert "Kvittering" in words(handed_in(client, asked, jobs))


def test_after_the_deadline_it_is_late_and_still_taken(site: Any, jobs: Activity, signed_in: Signed) -> None:
    with system_scope("test"):
        planned = plan_round(owner=jobs.project, period=Period.parse("2013"), by=DEMO, days=OVER)
        asked = open_round(planned, by=DEMO)
    client = signed_in("leader")
    assert "Fristen er overskredet" in words(client.get(at("round_report", asked, jobs)))
    assert "efter fristen" in words(handed_in(client, asked, jobs))


@pytest.mark.parametrize(
    ("stage", "said"), [("planned", "Runden er planlagt og åbner"), ("closed", "Runden er lukket")]
)
def test_a_round_that_is_not_open_is_read(
    asked: StatusRound, jobs: Activity, signed_in: Signed, stage: str, said: str
) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    begun = fields_of(client.get(where))
    with system_scope("test"):
        StatusRound.objects.filter(pk=asked.pk).update(stage=stage)
    page = client.get(where)
    assert said in words(page)
    assert "house-form" not in page.content.decode()
    refused = client.post(where, begun | {"overall": "For sent"})
    assert refused.status_code == 422
    assert fields_of(refused)["overall"] == "For sent"
    assert client.get(at("round_check", asked, jobs))["Location"] == where


def test_a_round_that_does_not_ask_the_activity_is_not_found(
    site: Any, asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client = signed_in("many")
    with system_scope("test"):
        other = Activity.objects.filter(project=site.projects["vejen"]).first()
        assert other is not None
        Activity.objects.filter(pk=jobs.pk).update(
            closed_in=jobs.project.periods.get(start=date(2012, 1, 1)), closed_reason="Slut"
        )
    for name in ("round_report", "round_check", "round_receipt"):
        for one in (jobs, other):
            assert client.get(at(name, asked, one)).status_code == 404
    assert client.get(f"/runder/{10**30}/aktiviteter/{jobs.pk}/").status_code == 404


def test_a_draft_left_when_it_was_handed_in_is_told_of(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    page = client.get(where)
    kept = fields_of(page) | {"overall": "Halv sæt", "kladde": page.context["draft_name"], "side": where}
    assert client.post(reverse("keep_draft"), kept).status_code == 200
    assert "som ikke kommer med" in words(client.get(at("round_check", asked, jobs)))
    handed_in(client, asked, jobs)
    assert "Du har en kladde fra" in words(client.get(where))
    seen = Submission._base_manager.get(round=asked, activity=jobs).version
    client.post(at("round_take_back", asked, jobs), {"udgave": seen})
    assert fields_of(client.get(where))["overall"] == "Halv sæt"


def test_the_reader_is_shown_what_is_typed_and_the_lights_follow(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_report", asked, jobs)
    data = fields_of(client.get(where)) | {
        f"value_{milestone(jobs, '40 fritidsjob').pk}": "3",
        f"status_{milestone(jobs, '40 fritidsjob').pk}": "no",
        "overall": "Det, læseren skal vide",
        value_field(jobs, "Tosprogede"): "12",
    }
    told = words(client.post(at("round_preview", asked, jobs), data))
    assert "Nej (3)" in told
    assert "Tosprogede: 12 pct." in told
    assert "Det, læseren skal vide" in told
    assert "Samlet kommentar skrevet" in told
    with system_scope("test"):
        assert not ActivityComment.objects.filter(activity=jobs).exists()


def test_a_file_is_laid_up_and_stands_on_the_page(
    asked: StatusRound, jobs: Activity, signed_in: Signed
) -> None:
    client, where = signed_in("leader"), at("round_file", asked, jobs)
    data = fields_of(client.get(where)) | {"title": "Kontakter til virksomheder"}
    file = SimpleUploadedFile("kontakter.txt", b"Virksomheder vi har talt med", "text/plain")
    answer = client.post(where, data | {"file": file}, follow=True)
    told = words(answer)
    assert "Filen er lagt op." in told, told[:2000]
    assert "Kontakter til virksomheder kontakter.txt" in told
    with system_scope("test"):
        assert Evidence.objects.get(activity=jobs).period.period == Period.parse("2013")
