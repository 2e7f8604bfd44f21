"""A programme with three municipalities through two status rounds, every step by hand in the browser.

The programme itself is set up by `three_municipalities`. In 2012 everybody reports, one is sent back and corrected, one
is left out; the evaluator assesses and recommends; the coordinator closes. In 2013 last year stands beside the fields
and is fetched, the recommendation is followed up, and the note tells what has changed. What was frozen stays as it was.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Served, Visit
from browser.status_rounds import (
    COORDINATOR,
    EVALUATOR,
    Story,
    download,
    files_of,
    listen,
    missing_in,
    region,
    told,
)

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

MUNICIPALITIES = ("Morsø", "Skive", "Thisted")
JOBS, HOMEWORK = "1.1 Fritidsjob", "1.2 Lektiehjælp"
AGREED, FORTY = "1. Der er aftaler med butikker om fritidsjob", "2. 40 unge har fået et fritidsjob"
OPEN, MORE = "1. Lektiehjælpen er åben to dage om ugen", "1. Flere unge har et fritidsjob"

SAID_2012 = "Tolv butikker er med, og de unge spørger selv efter plads."
WHY_BACK = "Skriv, hvor mange butikker der er aftaler med."
CORRECTED = "Der er skriftlige aftaler med tolv butikker."
LEFT_OUT = "Lektiehjælpen begynder først efter sommerferien."
ASSESSED = "Fritidsjobbene er kommet godt fra start og bæres af butikkerne."
WHY_YELLOW = "Aftalerne er mundtlige i halvdelen af butikkerne."
ADVICE = "Skriv aftalerne med butikkerne ned, før projektet slutter."
SAID_2013 = "I 2013 er også tre værksteder med."
FOLLOWED = "Alle aftaler er skrevet ned og sendt til butikkerne."


@pytest.fixture(scope="module")
def site(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """A site of its own with the programme in it, and the worker that closes rounds."""
    folder = tmp_path_factory.mktemp("two-rounds")
    virkning = [sys.executable, "-m", "virkning.cli.main"]
    with served.beside(folder) as address:
        environment = served.environment | {"VIRKNING_DATA": str(folder)}
        source = Path(__file__).with_name("three_municipalities.py").read_text()
        shell = [*virkning, "shell", "-v", "0"]
        made = subprocess.run(
            shell, input=source, env=environment, check=True, capture_output=True, text=True
        )
        with (folder / "worker.log").open("wb") as log:
            command = [*virkning, "db_worker", "--no-startup-delay"]
            worker = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield address, json.loads(made.stdout.strip().splitlines()[-1])
        finally:
            worker.terminate()
            worker.wait(timeout=30)


@pytest.fixture
def story(site: tuple[str, dict[str, Any]], chromium: Browser) -> Iterator[Story]:
    address, made = site
    visits: dict[str, Visit] = {}

    def sit_down(person: str) -> Page:
        """Each person signs in once and stays at their own screen."""
        if person not in visits:
            context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
            context.set_default_timeout(20_000)
            visit = listen(Visit(context, context.new_page(), address))
            visits[person] = visit.sign_in(person)
        return visits[person].page

    projects = {one["name"]: one for one in made["projects"]}
    yield Story(address, sit_down, made["programme"], projects, visits)
    for one in visits.values():
        one.context.close()


# --- The coordinator plans and opens.


def plan(story: Story) -> None:
    page = story.open(story.people(COORDINATOR), f"/programmer/{story.programme}/")
    page.get_by_role("link", name="Statuskalender").click()
    expect(page.get_by_label("Hvert år", exact=True)).to_be_checked()
    for period in ("2012", "2013"):
        page.get_by_label(period, exact=True).check()
    page.get_by_role("button", name="Gem, og planlæg de valgte").click()
    told(page, "Kalenderen er gemt, og 2 runder er planlagt.")


def open_round(story: Story, period: str) -> None:
    page = story.round_of(story.people(COORDINATOR), period)
    page.get_by_role("button", name="Åbn runden nu").click()
    told(page, "Runden er åbnet.")
    told(page, "Runden er åben: 0 af 6 aktiviteter er indsendt eller godkendt")


# --- The leads report.


def begin(story: Story, page: Page, period: str, activity: str) -> None:
    """From my day to the report."""
    story.open(page, "/min-dag/")
    page.get_by_role("link", name=f"{activity}, status {period}").click()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Tjek svar og indsend", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tjek svar")
    page.get_by_role("button", name="Indsend", exact=True).click()
    told(page, "Det sker der nu")


def report_jobs(story: Story, place: str, *, value: str, share: str, said: str = "") -> None:
    """Fritidsjob in 2012, field by field."""
    page = story.lead(place)
    begin(story, page, "2012", JOBS)
    region(page, AGREED).get_by_label("Ja", exact=True).check()
    region(page, FORTY).get_by_label("På vej", exact=True).check()
    region(page, FORTY).get_by_label("Værdi", exact=True).fill(value)
    region(page, MORE).get_by_label("Værdi i pct.").fill(share)
    if said:
        page.get_by_label("Hvad skal læseren vide om aktiviteten i 2012?").fill(said)
        page.get_by_label("Hvordan fortsætter aktiviteten?").select_option(
            label="Fortsætter i almindelig drift"
        )
        page.get_by_label("Ansvarlig efter projektet").fill("Ungeenheden")
        page.get_by_label("Penge sikret til og med").fill("2015")
        page.get_by_label("Risiko").fill("Butikkerne skifter ejer")
        expect(page.locator("#laeser")).to_contain_text(said)
    hand_in(page)


def report_homework(page: Page, story: Story, period: str, answer: str) -> None:
    begin(story, page, period, HOMEWORK)
    region(page, OPEN).get_by_label(answer, exact=True).check()
    hand_in(page)


def read_the_receipt(page: Page) -> None:
    told(page, "Nummer")
    told(page, "efter fristen")
    told(page, "Aktivitetsansvarlig i Morsø")
    page.get_by_role("link", name="Se, hvad du indsendte").click()
    told(page, SAID_2012)


# --- Sent back, corrected, approved.


def send_back(story: Story) -> None:
    page = story.review(story.people(COORDINATOR), "2012", "Morsø", JOBS)
    page.get_by_role("link", name="Returner", exact=True).click()
    page.get_by_label("Hvad skal der gøres?").fill(WHY_BACK)
    page.get_by_role("button", name="Send tilbage").click()
    told(page, "1.1 Fritidsjob er sendt tilbage.")


def correct(story: Story) -> None:
    page = story.open(story.lead("Morsø"), "/min-dag/")
    told(page, "Returneret")
    page.get_by_role("link", name=f"Ret {JOBS}, status 2012").click()
    told(page, WHY_BACK)
    region(page, AGREED).get_by_label("Kommentar").fill(CORRECTED)
    hand_in(page)


def cannot_approve_own(story: Story) -> None:
    """The manager hands one in for the lead, cannot approve it, and takes it back again."""
    page = story.manager("Skive")
    report_homework(page, story, "2012", "Ja")
    story.review(page, "2012", "Skive", HOMEWORK)
    told(page, "Du har selv indsendt den. En anden skal godkende den.")
    expect(page.get_by_role("button", name="Godkend")).to_have_count(0)
    story.round_of(page, "2012", "Skive")
    expect(page.get_by_role("checkbox", name=f"Vælg {HOMEWORK}")).to_have_count(0)
    report = (
        page.url.partition("?")[0].partition("#")[0]
        + f"aktiviteter/{story.projects['Skive']['activities'][1]}/"
    )
    page.goto(report)
    page.get_by_role("button", name="Træk tilbage for at rette").click()
    told(page, "Indsendelsen er trukket tilbage.")


def approve(story: Story, period: str, place: str, expected: int) -> None:
    """Everything that waits, at once."""
    page = story.round_of(story.manager(place), period, place)
    page.get_by_role("link", name=f"Godkend {expected} indsendt").click()
    expect(page.get_by_role("checkbox", name="Vælg 1.")).to_have_count(expected)
    page.get_by_role("button", name="Godkend de valgte").click()
    told(page, f"{expected} aktivitet{'er' if expected > 1 else ''} er godkendt.")


# --- The evaluator.


def assess(story: Story) -> None:
    page = story.review(story.people(EVALUATOR), "2012", "Morsø", JOBS)
    told(page, CORRECTED)
    page.get_by_role("link", name="Skriv vurdering").click()
    page.get_by_role("textbox", name="Vurdering").fill(ASSESSED)
    page.get_by_role("button", name="Gem vurderingen").click()
    told(page, "Vurderingen er skrevet.")
    story.review(page, "2012", "Morsø", JOBS)
    page.get_by_role("link", name="Sæt farver").click()
    colour = page.get_by_role("group", name="Farve: Der er aftaler med butikker")
    colour.get_by_label("Gul", exact=True).check()
    page.get_by_role("button", name="Gem farver").click()
    told(page, "Skriv")  # another light than the computed one is explained
    page.get_by_label("Hvorfor den farve?").first.fill(WHY_YELLOW)
    page.get_by_role("button", name="Gem farver").click()
    told(page, "1 farve er sat.")
    story.review(page, "2012", "Morsø", JOBS)
    told(page, WHY_YELLOW)


def recommend(story: Story) -> None:
    page = story.open(
        story.people(EVALUATOR), f"/projekter/{story.projects['Morsø']['project']}/?periode=2012"
    )
    page.get_by_role("link", name="Giv en anbefaling").click()
    page.get_by_role("textbox", name="Anbefaling").fill(ADVICE)
    page.get_by_label("Rettet til").fill("Styregruppen")
    page.get_by_label("Frist").fill("31.12.2013")
    page.get_by_label(re.compile("^Aktivitet")).select_option(label=JOBS)
    page.get_by_role("button", name="Gem anbefalingen").click()
    told(page, "Anbefalingen er givet.")


# --- Closing, and what is read afterwards.


def leave_out(story: Story) -> None:
    page = story.round_of(story.people(COORDINATOR), "2012")
    page.get_by_role("link", name="Luk runden").click()
    told(page, "Runden kan ikke lukkes endnu")
    told(page, "Unge i Thisted: 1.2 Lektiehjælp er ikke godkendt (ikke begyndt).")
    story.review(page, "2012", "Thisted", HOMEWORK)
    page.get_by_role("link", name="Undtag fra runden").click()
    page.get_by_label("Hvorfor undtages aktiviteten?").fill(LEFT_OUT)
    page.get_by_role("button", name="Undtag fra runden").click()
    told(page, "1.2 Lektiehjælp er undtaget fra runden.")


def close(story: Story, period: str) -> None:
    page = story.round_of(story.people(COORDINATOR), period)
    page.get_by_role("link", name="Luk runden").first.click()
    page.get_by_role("button", name="Luk runden").click()
    told(page, f"Lukning af statusrunde {period} for Unge i tre kommuner")
    expect(page.get_by_text("Færdigt")).to_be_visible(timeout=90_000)
    page.get_by_role("link", name="Til runden").click()
    told(page, "Runden blev lukket")


# --- The second year.


def report_again(story: Story) -> None:
    """Last year stands beside the fields; some of it is fetched, the rest is new."""
    page = story.lead("Morsø")
    begin(story, page, "2013", JOBS)
    forty = region(page, FORTY)
    expect(forty).to_contain_text("På vej (18)")
    expect(region(page, MORE)).to_contain_text("21")
    told(page, f"2012: {SAID_2012}")
    region(page, AGREED).get_by_role("button", name="Hent status fra 2012").click()
    expect(region(page, AGREED).get_by_label("Ja", exact=True)).to_be_checked()
    region(page, AGREED).get_by_role("button", name="Hent teksten fra 2012").click()
    expect(region(page, AGREED).get_by_label("Kommentar")).to_have_value(CORRECTED)
    region(page, "Samlet kommentar").get_by_role("button", name="Hent teksten fra 2012").click()
    overall = page.get_by_label("Hvad skal læseren vide om aktiviteten i 2013?")
    expect(overall).to_have_value(SAID_2012)
    overall.fill(f"{SAID_2012} {SAID_2013}")
    region(page, "Forankring").get_by_role("button", name="Hent alt fra 2012").click()
    expect(page.get_by_label("Ansvarlig efter projektet")).to_have_value("Ungeenheden")
    expect(region(page, AGREED).get_by_label("Kommentar")).to_have_value(CORRECTED)
    region(page, FORTY).get_by_label("Ja", exact=True).check()
    region(page, FORTY).get_by_label("Værdi", exact=True).fill("43")
    region(page, MORE).get_by_label("Værdi i pct.").fill("34")
    advice = region(page, "Anbefalinger, der skal følges op")
    expect(advice).to_contain_text(ADVICE)
    advice.get_by_label("Fulgt", exact=True).check()
    advice.get_by_label("Kommentar").fill(FOLLOWED)
    hand_in(page)


def fetch_everything(story: Story, place: str, activity: str) -> None:
    """Nothing is new: all of last year's answers are fetched at once."""
    page = story.lead(place)
    begin(story, page, "2013", activity)
    page.get_by_role("button", name="Hent alt fra 2012").first.click()
    hand_in(page)


def change_afterwards(story: Story) -> None:
    """The closed year's status and the activity's name are changed by the project itself."""
    page = story.manager("Morsø")
    morsoe = story.projects["Morsø"]
    activity = f"/projekter/{morsoe['project']}/aktiviteter/{morsoe['activities'][0]}/"
    story.open(page, f"{activity}status/2012/")
    region(page, AGREED).get_by_label("Nej", exact=True).check()
    region(page, AGREED).get_by_label("Kommentar").fill("Ingen aftaler endnu.")
    page.get_by_role("button", name="Gem status").click()
    told(page, "Status for 1 milepæl er gemt.")
    story.open(page, f"{activity}rediger/")
    page.get_by_label("Titel").fill("Job efter skole")
    page.get_by_role("button", name="Gem").first.click()
    page.wait_for_url(re.compile("#"))


def the_first_year(story: Story) -> None:
    """Asked, reported, returned, corrected, approved, assessed, closed."""
    plan(story)
    open_round(story, "2012")
    report_jobs(story, "Morsø", value="18", share="21", said=SAID_2012)
    read_the_receipt(story.lead("Morsø"))
    report_jobs(story, "Skive", value="9", share="18")
    report_jobs(story, "Thisted", value="25", share="31")
    report_homework(story.lead("Morsø"), story, "2012", "Ja")
    cannot_approve_own(story)
    report_homework(story.lead("Skive"), story, "2012", "Ja")
    send_back(story)
    correct(story)
    for place, waiting in (("Morsø", 2), ("Skive", 2), ("Thisted", 1)):
        approve(story, "2012", place, waiting)
    assess(story)
    recommend(story)
    leave_out(story)
    close(story, "2012")


def the_second_year(story: Story) -> None:
    """The same again with last year beside the fields; meanwhile the project changes what it said of 2012."""
    open_round(story, "2013")
    report_again(story)
    for place, activity in (("Morsø", HOMEWORK), ("Skive", JOBS), ("Skive", HOMEWORK), ("Thisted", JOBS)):
        fetch_everything(story, place, activity)
    report_homework(story.lead("Thisted"), story, "2013", "Ja")
    change_afterwards(story)
    for place in MUNICIPALITIES:
        approve(story, "2013", place, 2)
    close(story, "2013")


def test_a_programme_of_three_municipalities_runs_two_rounds(story: Story) -> None:
    the_first_year(story)
    first = files_of(story, "2012", "Morsø")
    said = (
        AGREED[3:],
        SAID_2012,
        CORRECTED,
        ASSESSED,
        "Vurderet gul (beregnet",
        WHY_YELLOW,
        ADVICE,
        "Styregruppen",
    )
    for kind in ("Word", "PDF"):
        assert missing_in(first[kind], kind, said) == []
        assert missing_in(download(story, "2012", "Thisted", kind), kind, ("31 pct.", HOMEWORK[4:])) == []
    the_second_year(story)
    second = files_of(story, "2013", "Morsø")
    changes = "40 unge har fået et fritidsjob: fra På vej (18) til Ja (43), farven fra gul til grøn."
    told_now = (
        "Ændret siden 2012",
        changes,
        SAID_2013,
        CORRECTED,
        ADVICE,
        "Fulgt",
        FOLLOWED,
        "Job efter skole",
    )
    for kind in ("Word", "PDF"):
        assert missing_in(second[kind], kind, told_now) == []
    assert files_of(story, "2012", "Morsø") == first
    assert [one for visit in story.visits.values() for one in visit.complaints] == []
