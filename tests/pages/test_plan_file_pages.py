"""A plan's file on a page: brought, looked through beside its own words, confirmed once; the plan as Word and PDF."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from plans_examples import DRAFT
from rooms.plan_papers import edited, fields, form, write
from rooms.test_plan_on_paper import written
from virkning.pages.plans import importing
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import AuditEntry, Draft
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult
from virkning.rooms.plans.queries.whole import load_plan
from virkning.rooms.plans.reading.keeping import kept, kept_again
from virkning.rooms.plans.reading.schemas import read_plan
from world import World

pytestmark = pytest.mark.django_db

#: Before the ministry's goals, so that a plan is what its file says.
YEAR = 2005
SignIn = Callable[..., Client]


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    return world


@pytest.fixture
def lead(world: World) -> Organisation:
    return world.organisations["lead"]


@pytest.fixture
def planner(world: World) -> Client:
    client = Client()
    client.force_login(world.people["lead planner"])
    return client


def bring(
    client: Client, lead: Organisation, content: bytes, year: int = YEAR, name: str = "plan.docx"
) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("plan_import", args=(lead.pk,)), {"file": file, "year": str(year)})


def shown(client: Client, lead: Organisation, content: bytes | None = None, year: int = YEAR) -> Any:
    """The page of a file that waits, and the fields of its form."""
    if content is not None:
        assert bring(client, lead, content, year).status_code == 302
    return client.get(here(lead, year))


def here(lead: Organisation, year: int = YEAR) -> str:
    return reverse("plan_import_confirm", args=(lead.pk, year))


def confirmed(client: Client, lead: Organisation, year: int = YEAR, **typed: Any) -> Any:
    values = fields_of(client.get(here(lead, year))) | typed
    return client.post(here(lead, year), values)


def html(answer: Any) -> str:
    return str(answer.content.decode())


def plan_of(lead: Organisation, year: int = YEAR) -> Any:
    return load_plan(EmploymentPlan.objects.select_related("organisation").get(organisation=lead, year=year))


# Out ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "first"), [("plan_word", b"PK"), ("plan_pdf", b"%PDF")])
def test_the_plan_is_fetched(world: World, planner: Client, name: str, first: bytes) -> None:
    answer = planner.get(reverse(name, args=(world.plans["lead"]["EmploymentPlan"].pk,)))
    assert (answer.status_code, answer.content[: len(first)]) == (200, first)
    assert "Beskaeftigelsesplan 2013 - Holstebro Kommune." in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_fetching_takes_the_same_queries_however_large(
    world: World, planner: Client, django_assert_num_queries: Any
) -> None:
    plan = world.plans["lead"]["EmploymentPlan"]
    for number in range(3, 9):
        PlannedResult.objects.create(
            group=world.plans["lead"]["TargetGroup"], number=number, text="Mere", term="short"
        )
    with django_assert_num_queries(13):
        planner.get(reverse("plan_word", args=(plan.pk,)))


# In -------------------------------------------------------------------------------------------------------------------


def test_a_file_is_read_and_nothing_changed_yet(planner: Client, lead: Organisation) -> None:
    before = AuditEntry.objects.count(), EmploymentPlan.objects.count()
    answer = shown(planner, lead, form())
    page = html(answer)
    assert (AuditEntry.objects.count(), EmploymentPlan.objects.count()) == before
    for words in (
        "plan.docx til beskæftigelsesplan 2005, Holstebro Kommune. Intet er ændret endnu.",
        "Målgruppe A2: Ufaglærte",
        "Trinnet har resultatets nummer.",
        "Teksten stod som eksempel i skemaet (“F.eks.”).",
        "1. Opkvalificeret",
    ):
        assert words in page
    values = fields_of(answer)
    assert (values["g0"], values["r1-0"], values["r1-0-sigt"]) == (
        "Nyuddannede akademikere",
        "Opkvalificeret",
        "short",
    )
    assert values["s1-1-til"] == "2"


def test_the_yes_writes_what_was_confirmed(planner: Client, lead: Organisation) -> None:
    shown(planner, lead, form())
    answer = confirmed(
        planner,
        lead,
        **{"g0": "Akademikere", "r1-0": "Kursus bestået", "r1-0-sigt": "long", "s1-0-til": ["1", "2"]},
    )
    plan = plan_of(lead)
    assert (answer.status_code, answer.url) == (302, reverse("plan", args=(plan.id,)))
    first, second = plan.groups()
    assert first.title == "Akademikere"
    assert [(one.number, one.text, one.term.value) for one in second.results] == [
        (1, "Kursus bestået", "long"),
        (2, "Ordinært job", "long"),
    ]
    assert [(one.text, one.leads_to) for one in second.steps] == [("Kursus", (1, 2)), ("Jobsøgning", (2,))]
    assert not Draft.objects.filter(name__startswith="planfil").exists()
    told = html(planner.get(answer.url))
    assert "Planen er indlæst: " in told
    assert "Fortryd" in told


def test_what_is_emptied_is_left_out(planner: Client, lead: Organisation) -> None:
    shown(planner, lead, form())
    confirmed(planner, lead, **{"g0": "", "r1-0": "", "s1-0": ""})
    [group] = plan_of(lead).groups()
    assert [(one.number, one.text) for one in group.results] == [(1, "Ordinært job")]
    assert [(one.text, one.leads_to) for one in group.steps] == [("Jobsøgning", (1,))]


def test_a_step_without_a_result_is_said_at_its_field_and_nothing_is_lost(
    planner: Client, lead: Organisation
) -> None:
    shown(planner, lead, form())
    answer = confirmed(planner, lead, **{"r1-0": "", "s1-1-til": []})
    page = html(answer)
    assert answer.status_code == 422
    assert "Vælg et resultat, der ikke er udeladt." in page
    assert "Et trin skal føre til et resultat. Vælg mindst ét." in page
    assert fields_of(answer)["s1-0"] == "Kursus"
    assert not EmploymentPlan.objects.filter(year=YEAR).exists()


def test_our_own_print_has_nothing_to_ask(planner: Client, lead: Organisation) -> None:
    page = html(shown(planner, lead, written(DRAFT), 2020))
    assert "Forslag at se på</h2>" not in page
    assert "Læst uden tvivl" in page
    assert "I filen står der 2013." in page
    confirmed(planner, lead, 2020)
    assert [one.number for one in plan_of(lead, 2020).groups()] == ["A1", "A2", "C1", "F1"]


def test_what_was_not_understood_is_shown(planner: Client, lead: Organisation) -> None:
    def edit(document: Any) -> None:
        document.add_paragraph("Planen <b>følges</b> hvert kvartal.")

    page = html(shown(planner, lead, edited(form(), edit)))
    assert "Planen &lt;b&gt;følges&lt;/b&gt; hvert kvartal." in page
    assert "ved målgruppe A2" in page


def test_the_differences_to_a_plan_are_shown_and_removal_is_asked(
    planner: Client, lead: Organisation
) -> None:
    shown(planner, lead, written(DRAFT))
    confirmed(planner, lead)

    def edit(document: Any) -> None:
        write(fields(document, "plan.resultat")[0], "Fast job")
        document.tables[0]._tbl.remove(document.tables[0].rows[3]._tr)

    page = html(shown(planner, lead, edited(written(DRAFT), edit)))
    for words in (
        "1. Ordinært job (lang sigt)",
        "1. Fast job (lang sigt)",
        "Står i planen og ikke i filen",
        "A2: Ufaglærte",
    ):
        assert words in page
    confirmed(planner, lead)
    assert [one.number for one in plan_of(lead).groups()] == ["A1", "A2", "C1", "F1"]
    shown(planner, lead, edited(written(DRAFT), edit))
    confirmed(planner, lead, prune="on")
    assert [one.number for one in plan_of(lead).groups()] == ["A1", "C1", "F1"]


def test_the_same_file_again_changes_nothing(planner: Client, lead: Organisation) -> None:
    shown(planner, lead, written(DRAFT))
    confirmed(planner, lead)
    entries = AuditEntry.objects.count()
    shown(planner, lead, written(DRAFT))
    answer = confirmed(planner, lead)
    assert AuditEntry.objects.count() == entries
    assert "Filen siger det samme som planen. Intet er ændret." in html(planner.get(answer.url))


def test_sent_twice_it_is_written_once(planner: Client, lead: Organisation) -> None:
    shown(planner, lead, form())
    values = fields_of(planner.get(here(lead)))
    first, second = planner.post(here(lead), values), planner.post(here(lead), values)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert AuditEntry.objects.filter(action="plan", words__contains="oprettet ud fra en fil").count() == 1


def test_a_plan_changed_meanwhile_is_shown_again(planner: Client, lead: Organisation) -> None:
    shown(planner, lead, form())
    confirmed(planner, lead)
    shown(planner, lead, form())
    values = fields_of(planner.get(here(lead)))
    PlannedResult.objects.filter(text="Opkvalificeret").update(text="Noget andet", version=2)
    answer = planner.post(here(lead), values | {"r1-0": "Mit eget"})
    assert answer.status_code == 409
    assert fields_of(answer)["r1-0"] == "Mit eget"
    again = planner.post(here(lead), fields_of(answer))
    assert again.status_code == 302
    assert PlannedResult.objects.filter(text="Mit eget").exists()


def test_what_was_read_waits_for_its_reader_alone(world: World, planner: Client, lead: Organisation) -> None:
    shown(planner, lead, form())
    assert here(lead) in html(planner.get(reverse("plan_import", args=(lead.pk,))))
    other = Client()
    other.force_login(world.people["lead administrator"])
    answer = other.get(here(lead))
    assert (answer.status_code, answer.url) == (302, reverse("plan_import", args=(lead.pk,)))


def test_what_is_typed_is_kept_as_a_draft(planner: Client, lead: Organisation) -> None:
    values = fields_of(shown(planner, lead, form()))
    draft = values | {"g0": "Halvvejs", "kladde": f"planfil:{lead.pk}:{YEAR}", "side": here(lead)}
    assert planner.post(reverse("keep_draft"), draft).status_code == 200
    assert fields_of(planner.get(here(lead)))["g0"] == "Halvvejs"
    planner.post(reverse("discard_draft"), {"kladde": f"planfil:{lead.pk}:{YEAR}", "side": here(lead)})
    assert planner.get(here(lead)).status_code == 302


@pytest.mark.parametrize("read", ["", "x", "abc:def:ghi"])
def test_what_was_read_cannot_be_made_up(planner: Client, lead: Organisation, read: str) -> None:
    answer = planner.post(here(lead), {"laest": read, "stand": "x" * 40_000, "g0": "a\x00b"})
    assert answer.status_code == 302
    assert not EmploymentPlan.objects.filter(year=YEAR).exists()


def test_another_places_reading_is_not_taken(world: World, planner: Client, lead: Organisation) -> None:
    values = fields_of(shown(planner, lead, form()))
    assert planner.post(here(lead, 2006), values).status_code == 302
    assert not EmploymentPlan.objects.filter(year=2006).exists()


@pytest.mark.parametrize(
    ("content", "name", "year", "words"),
    [
        (b"hej", "plan.docx", "2005", "Filen er ikke en Word-fil, uanset hvad den hedder."),
        (b"", "plan.docx", "2005", "Filen er tom. Vælg en anden."),
        (form((("Målgruppe A1: 010190-1234", "", ""),)), "plan.docx", "2005", "CPR-nummer (010190-••••)"),
        (form(), "010190-1234.docx", "2005", "Filens navn indeholder et CPR-nummer"),
        (form(), "plan.docx", "1999", "Vælg et år mellem 2000 og 2100."),
        (form(), "plan.docx", "99999999999999999999", "cifre"),
        (form(), "plan.docx", "nej", "fire cifre"),
        (form((("Målgruppe A1: Unge", "1. " + "x" * 501, ""),)), "plan.docx", "2005", "Teksten er for lang"),
    ],
)
def test_a_file_or_year_that_is_refused(
    planner: Client, lead: Organisation, content: bytes, name: str, year: str, words: str
) -> None:
    file = SimpleUploadedFile(name, content)
    answer = planner.post(reverse("plan_import", args=(lead.pk,)), {"file": file, "year": year})
    assert answer.status_code == 422
    assert words in html(answer).replace("&quot;", '"')
    assert not Draft.objects.filter(name__startswith="planfil").exists()


def test_an_adopted_plan_takes_no_file(planner: Client, lead: Organisation) -> None:
    shown(planner, lead, form(), 2013)
    EmploymentPlan.objects.filter(organisation=lead, year=2013).update(
        stage="adopted", adopted_on="2012-12-01"
    )
    assert "Planen er vedtaget" in html(bring(planner, lead, form(), 2013))
    answer = planner.get(here(lead, 2013), follow=True)
    assert "Planen er vedtaget" in html(answer)


def test_more_than_a_page_can_ask_is_refused(
    planner: Client, lead: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_ASKED", 3)
    assert "Der er mere at se efter i filen" in html(bring(planner, lead, form()))


def test_the_page_takes_the_same_queries_however_long_the_file(
    planner: Client, lead: Organisation, django_assert_num_queries: Any
) -> None:
    rows = [(f"Målgruppe A{nth}: Unge {nth}", "1. I job", "1. Mentor") for nth in range(1, 9)]
    for year, some in ((2005, rows[:1]), (2006, rows)):
        bring(planner, lead, form(some), year)
        with django_assert_num_queries(10):
            planner.get(here(lead, year))


@pytest.mark.parametrize("content", [form(), written(DRAFT)], ids=["form", "print"])
def test_what_is_kept_is_what_was_read(content: bytes) -> None:
    read = read_plan(content)
    assert kept_again(kept(read)) == read


def test_every_field_has_a_label(planner: Client, lead: Organisation) -> None:
    page = html(shown(planner, lead, form()))
    for name in re.findall(r'<input class="form-input[^>]*?id="([^"]+)"', page, re.DOTALL):
        assert f'for="{name}"' in page
