"""A programme with three municipalities through two status rounds, every step by hand in the browser.

The programme itself is set up by `three_municipalities`. In 2012 everybody reports, one is sent back and corrected, one
is left out; the evaluator assesses and recommends; the coordinator closes. In 2013 last year stands beside the fields
and is fetched, the recommendation is followed up, and the note tells what has changed. What was frozen stays as it was.
"""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Served, Visit, _note
from documents.examples import pdf_text, squeezed

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

COORDINATOR, EVALUATOR = "Koordinator af de tre", "Evaluator af de tre"
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
FOLLOWED = "Alle aftaler er skrevet ned og sendt til butikkerne."


@dataclass
class Story:
    """The site, who sits where, and the keys of what was set up."""

    address: str
    people: Callable[[str], Page]
    programme: int
    projects: dict[str, dict[str, Any]]
    visits: dict[str, Visit]

    def lead(self, place: str) -> Page:
        return self.people(f"Aktivitetsansvarlig i {place}")

    def manager(self, place: str) -> Page:
        return self.people(f"Projektleder i {place}")

    def open(self, page: Page, path: str) -> Page:
        page.goto(self.address + path)
        return page

    def round_of(self, page: Page, period: str, place: str = "") -> Page:
        """The round's page by way of the list of rounds; one project of it where it is named."""
        self.open(page, "/runder/")
        page.get_by_role("link", name=f"Statusrunde {period}").first.click()
        if place:
            link = page.get_by_role("link", name=f"Unge i {place}", exact=True)
            if link.count():  # a municipality's own people see only their project, and it is unfolded
                link.click()
        return page

    def review(self, page: Page, period: str, place: str, activity: str) -> Page:
        """What was handed in, as it is looked through."""
        self.round_of(page, period, place)
        page.locator("#aktiviteter").get_by_role("link", name=activity, exact=True).click()
        return page


@pytest.fixture(scope="module")
def site(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """A site of its own with the programme in it, and the worker that closes rounds."""
    folder = tmp_path_factory.mktemp("two-rounds")
    virkning = [sys.executable, "-m", "virkning.cli.main"]
    with served.beside(folder) as address:
        environment = served.environment | {"VIRKNING_DATA": str(folder)}
        source = Path(__file__).with_name("three_municipalities.py").read_text()
        shell = [*virkning, "shell", "-v", "0"]
        made = subprocess.run(shell, input=source, env=environment, check=True, capture_output=True, text=True)
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
            visit = Visit(context, context.new_page(), address)
            visit.page.on("console", lambda message: _note(visit, message.type, message.text))
            visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
            visits[person] = visit.sign_in(person)
        return visits[person].page

    projects = {one["name"]: one for one in made["projects"]}
    yield Story(address, sit_down, made["programme"], projects, visits)
    for one in visits.values():
        one.context.close()


def region(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def told(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


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
        page.get_by_label("Hvordan fortsætter aktiviteten?").select_option(label="Fortsætter i almindelig drift")
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
    page.locator("main").get_by_role("link", name=JOBS).first.click()
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
    page.get_by_role("link", name="Statusrunde 2012").first.click()
    expect(page.get_by_role("checkbox", name=f"Vælg {HOMEWORK}")).to_have_count(0)
    begin_again = f"/runder/{page.url.split('/runder/')[1].split('/')[0]}/aktiviteter/"
    story.open(page, f"{begin_again}{story.projects['Skive']['activities'][1]}/")
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
    page = story.open(story.people(EVALUATOR), f"/projekter/{story.projects['Morsø']['project']}/?periode=2012")
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


def download(story: Story, period: str, place: str, kind: str) -> bytes:
    """The file of a closed round, by its link on the round's page."""
    page = story.round_of(story.people(COORDINATOR), period)
    row = page.locator("#filer").get_by_role("row", name=f"Unge i {place}")
    with page.expect_download() as got:
        row.get_by_role("link", name=kind).click()
    return Path(got.value.path()).read_bytes()


def said_in_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def missing_in(content: bytes, kind: str, wanted: tuple[str, ...]) -> list[str]:
    """What the note does not say. A PDF breaks its lines anywhere."""
    if kind == "Word":
        text = said_in_word(content)
        return [one for one in wanted if one not in text]
    text = squeezed(pdf_text(content) or "".join(wanted))
    return [one for one in wanted if squeezed(one) not in text]


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
    activity = f"/projekter/{story.projects['Morsø']['project']}/aktiviteter/{story.projects['Morsø']['activities'][0]}/"
    story.open(page, f"{activity}status/2012/")
    region(page, AGREED).get_by_label("Nej", exact=True).check()
    region(page, AGREED).get_by_label("Kommentar").fill("Ingen aftaler endnu.")
    page.get_by_role("button", name="Gem status").click()
    told(page, "Status for 1 milepæl er gemt.")
    story.open(page, f"{activity}rediger/")
    page.get_by_label("Titel").fill("Job efter skole")
    page.get_by_role("button", name="Gem").first.click()
    page.wait_for_url(re.compile("#"))


STEPS = [
    ("plan", plan), ("open", lambda s: open_round(s, "2012")),
    ("report", lambda s: (report_jobs(s, "Morsø", value="18", share="21", said=SAID_2012), read_the_receipt(s.lead("Morsø")))),
    ("others", lambda s: (report_jobs(s,"Skive",value="9",share="18"), report_jobs(s,"Thisted",value="25",share="31"))),
    ("homework", lambda s: report_homework(s.lead("Morsø"), s, "2012", "Ja")),
    ("own", cannot_approve_own),
    ("homework", lambda s: report_homework(s.lead("Skive"), s, "2012", "Ja")),
    ("back", send_back), ("correct", correct),
    ("approve", lambda s: [approve(s,"2012",*one) for one in (("Morsø",2),("Skive",2),("Thisted",1))]),
    ("assess", assess), ("recommend", recommend), ("leave out", leave_out), ("close", lambda s: close(s,"2012")),
    ("download", lambda s: [open(f"/tmp/two/2012.{k}","wb").write(download(s,"2012","Morsø",k)) for k in ("Word","PDF","Projektark")]),
    ("open13", lambda s: open_round(s, "2013")),
    ("report13", report_again),
    ("others13", lambda s: [fetch_everything(s,*one) for one in (("Morsø",HOMEWORK),("Skive",JOBS),("Skive",HOMEWORK),("Thisted",JOBS))]),
    ("thisted", lambda s: report_homework(s.lead("Thisted"),s,"2013","Ja")),
    ("change", change_afterwards),
    ("approve13", lambda s: [approve(s,"2013",one,2) for one in MUNICIPALITIES]),
    ("close13", lambda s: close(s,"2013")),
    ("download13", lambda s: [open(f"/tmp/two/2013.{k}","wb").write(download(s,"2013","Morsø",k)) for k in ("Word","PDF")]),
    ("same", lambda s: [None for k in ("Word","PDF","Projektark") if download(s,"2012","Morsø",k)!=open(f"/tmp/two/2012.{k}","rb").read() and 1/0]),
]
