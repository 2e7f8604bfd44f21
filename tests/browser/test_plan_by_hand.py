"""An employment plan's whole life by hand in the browser.

A planner begins the plan of 2012 from the ministry's goals, writes it in its cells without the page being loaded anew,
is told what is missing, prints it, reads the file back and adopts it. When the year is over it is followed up, and the
plan of 2013 begins from it with what was reached.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, FilePayload, Frame, Locator, Page, expect

from browser.conftest import Served, Visit
from browser.looking import faults_of
from browser.status_rounds import listen, missing_in, told

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

PLANNER = "Planlægger i Holstebro"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
A1, Z1 = "A1 Nyuddannede med lang uddannelse", "K1 Forældre til skolebørn"
JOB, BROADER, CONTACTS = "Ordinært job", "Søger job bredere end sit fag", "Forældrene kender skolens krav"
TALK, MENTOR, MEETING = "Samtale om brede jobmål", "Mentor i virksomheden", "Møde på skolen hvert kvartal"
REACHED = "Tre ud af fire kom i job inden sommeren."


@dataclass
class Desk:
    """The planner's screen, and how often its page has been loaded."""

    visit: Visit
    loads: int = 0

    @property
    def page(self) -> Page:
        return self.visit.page

    def row(self, group: str) -> Locator:
        """A target group in the plan's table."""
        return self.page.locator("tbody.plan-row").filter(has=self.page.get_by_role("rowheader", name=group))

    def good(self, state: str) -> None:
        found = faults_of(self.visit)
        assert not found, f"{state}: {found}"


@pytest.fixture
def desk(served: Served, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The planner, at a site of this test's own."""
    with served.beside(tmp_path_factory.mktemp("plan")) as address:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
        context.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)
        made = Desk(listen(Visit(context, context.new_page(), address)).sign_in(PLANNER))

        def loaded(frame: Frame) -> None:
            made.loads += frame == made.page.main_frame

        made.page.on("framenavigated", loaded)
        yield made
        expect.set_options(timeout=5_000)
        context.close()


# --- The plan is begun and written.


def begin(desk: Desk) -> None:
    page = desk.visit.go("/planer/")
    page.get_by_role("link", name="Ny plan for Holstebro Kommune").click()
    page.get_by_label("År", exact=True).fill("2012")
    page.get_by_label("Begynd fra").select_option(label="En tom plan med ministeriets mål")
    page.get_by_role("button", name="Opret planen").click()
    told(page, "Planen er oprettet.")
    goals = page.get_by_role("navigation", name="Mål", exact=True).get_by_role("link")
    expect(goals).to_have_count(4)
    expect(page.get_by_role("heading", level=2)).to_contain_text("Mål 1: Jobcentrene skal sikre")


def write_a_group(desk: Desk) -> None:
    """A group, its results and its steps, one after another in the table; nothing is loaded anew."""
    page, before = desk.page, desk.loads
    table = page.get_by_role("table", name=re.compile("A. Jobklare"))
    table.get_by_role("link", name="Målgruppe", exact=True).click()
    number = page.get_by_label("Nr.", exact=True)
    expect(number).to_be_focused()
    expect(number).to_have_value("A1")
    page.get_by_label("Målgruppe", exact=True).fill(A1[3:])
    page.keyboard.press("Enter")
    row = desk.row(A1)
    result = row.get_by_label("Resultat", exact=True)
    expect(result).to_be_focused()
    result.fill(BROADER)
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name=BROADER)).to_be_visible()
    expect(result).to_be_focused()  # of the next one
    result.fill(JOB)
    row.get_by_label("lang sigt").check()
    row.get_by_role("button", name="Tilføj resultatet").click()
    expect(row.get_by_role("link", name=JOB)).to_be_visible()
    expect(result).to_be_focused()
    page.keyboard.press("Escape")
    expect(row.get_by_role("link", name="Resultat til A1")).to_be_focused()
    expect(row.get_by_text("Resultat 1 og 2 mangler et trin hver")).to_be_visible()
    row.get_by_role("link", name="Trin til A1").click()
    for text, leads_to, others in ((TALK, BROADER, []), (MENTOR, JOB, [BROADER])):
        field = row.get_by_label("Trin", exact=True)
        expect(field).to_be_focused()
        expect(row.get_by_label(leads_to)).to_be_checked()  # the first that has none
        field.fill(text)
        for one in others:
            row.get_by_label(one).check()
        page.keyboard.press("Enter")
        expect(row.get_by_role("link", name=text)).to_be_visible()
    expect(row.get_by_label("Trin", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(row.get_by_role("link", name="Trin til A1")).to_be_focused()
    assert desk.loads == before


def rewrite_cells(desk: Desk) -> None:
    """Words are changed where they stand, a result is moved, and both are there when the page is loaded anew."""
    page, before, row = desk.page, desk.loads, desk.row(A1)
    row.get_by_role("link", name=JOB).click()
    field = row.get_by_label("Resultat", exact=True)
    expect(field).to_be_focused()
    field.fill("")
    page.keyboard.press("Enter")
    expect(row.locator(".form-error")).to_be_visible()
    desk.good("a cell refused")
    before = desk.loads
    field = row.get_by_label("Resultat", exact=True)
    field.fill(f"{JOB} i eget fag")
    page.keyboard.press("Enter")
    changed = row.get_by_role("link", name=f"{JOB} i eget fag")
    expect(changed).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(row.locator("li").first).to_contain_text(f"{JOB} i eget fag")
    row.get_by_role("link", name=MENTOR).click()
    expect(row.get_by_label("Trin", exact=True)).to_be_focused()
    row.get_by_label("Trin", exact=True).fill(f"{MENTOR}, et halvt år")
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name=f"{MENTOR}, et halvt år")).to_be_visible()
    assert desk.loads == before
    page.reload()
    expect(row.locator("li").first).to_contain_text(f"{JOB} i eget fag")
    expect(row.get_by_role("link", name=f"{MENTOR}, et halvt år")).to_be_visible()
    desk.good("a plan being written")


def add_a_local_goal(desk: Desk) -> None:
    """The municipality's own goal with a group of its own, which lacks everything yet."""
    page = desk.page
    page.get_by_role("link", name="Lokalt mål").click()
    expect(page.get_by_label("Nr.", exact=True)).to_have_value("5")
    page.get_by_label("Mål", exact=True).fill("Forældre og skole trækker sammen")
    page.get_by_role("button", name="Tilføj målet").click()
    told(page, "Målet er tilføjet.")
    page.get_by_role("link", name="Overordnet målgruppe").click()
    page.get_by_label("Overordnet målgruppe", exact=True).fill("Forældre")
    letter = page.get_by_label("Bogstav").input_value()
    page.get_by_role("button", name="Tilføj målgruppen").click()
    told(page, "Den overordnede målgruppe er tilføjet.")
    assert Z1.startswith(letter)
    before = desk.loads
    page.get_by_role("table", name=re.compile("Forældre")).get_by_role("link", name="Målgruppe").click()
    expect(page.get_by_label("Nr.", exact=True)).to_be_focused()
    page.get_by_label("Målgruppe", exact=True).fill(Z1[3:])
    page.keyboard.press("Enter")
    expect(desk.row(Z1).get_by_text("Mangler et resultat")).to_be_visible()
    expect(desk.row(Z1).get_by_label("Resultat", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(desk.row(Z1).get_by_role("link", name="Resultat til")).to_be_focused()
    assert desk.loads == before


# --- Printed, read back, adopted.


def try_to_adopt(desk: Desk) -> None:
    """What is missing is said with a way to it, and the button does not get past it."""
    page = desk.page
    page.get_by_role("link", name="Vedtag planen").click()
    told(page, "Planen kan ikke vedtages endnu.")
    desk.good("a plan that lacks something")
    page.get_by_role("button", name="Vedtag planen").click()
    expect(page.locator("#fejl")).to_be_focused()
    page.get_by_role("main").get_by_role("link", name=re.compile(Z1[3:])).first.click()
    page.wait_for_url("**#maalgruppe-*")


def fill_the_gap(desk: Desk) -> None:
    page, row, before = desk.page, desk.row(Z1), desk.loads
    row.get_by_role("link", name="Resultat til").click()
    expect(row.get_by_label("Resultat", exact=True)).to_be_focused()
    row.get_by_label("Resultat", exact=True).fill(CONTACTS)
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name=CONTACTS)).to_be_visible()
    page.keyboard.press("Escape")
    expect(row.get_by_role("link", name="Resultat til")).to_be_focused()
    row.get_by_role("link", name="Trin til").click()
    expect(row.get_by_label("Trin", exact=True)).to_be_focused()
    row.get_by_label("Trin", exact=True).fill(MEETING)
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name=MEETING)).to_be_visible()
    assert desk.loads == before


def adopt(desk: Desk) -> None:
    page = desk.page
    page.reload()
    told(page, "Planen kan vedtages")
    page.get_by_role("link", name="Vedtag planen").click()
    page.get_by_label("Vedtaget den").fill("14-12-2011")
    page.get_by_label("Vedtaget af").fill("Kommunalbestyrelsen")
    page.get_by_role("button", name="Vedtag planen").click()
    told(page, "Planen er vedtaget.")
    told(page, "Vedtaget 14. december 2011 af Kommunalbestyrelsen")
    expect(page.get_by_role("link", name="Trin til")).to_have_count(0)


def printed(desk: Desk, kind: str) -> bytes:
    with desk.page.expect_download() as got:
        desk.page.get_by_role("link", name=re.compile(f"^{kind}")).click()
    return Path(got.value.path()).read_bytes()


def bring(desk: Desk, content: bytes) -> Page:
    """Hand in the plan's file."""
    page = desk.visit.go("/planer/")
    page.get_by_role("link", name="Fra Word for Holstebro Kommune").click()
    page.get_by_label("Planens år").fill("2012")
    file = FilePayload(name="plan.docx", mimeType=WORD, buffer=content)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Se, hvad der er læst").click()
    return page


def read_back(desk: Desk, content: bytes) -> None:
    """The file says what the plan says: nothing to look at, nothing new, nothing changed."""
    page = bring(desk, content)
    expect(page.get_by_role("heading", level=1)).to_have_text("Se, hvad der er læst")
    desk.good("a plan's file read")
    said = " ".join(page.locator("main .facts").inner_text().split())
    for label in ("Forslag at se på", "Nyt i planen", "Ændres", "Ikke forstået"):
        assert re.search(rf"{label} 0\b", said), said
    assert re.search(r"Uændret [1-9]", said), said
    page.get_by_role("button", name="Gem i planen").click()
    told(page, "Filen siger det samme som planen. Intet er ændret.")


def read_too_late(desk: Desk, content: bytes) -> None:
    """An adopted plan is not written over by a file."""
    page = bring(desk, content)
    expect(page.locator("#fejl")).to_contain_text("Planen er vedtaget")
    desk.good("a file of an adopted plan")


# --- Followed up, and the next year.


def follow_up(desk: Desk) -> None:
    page = desk.visit.go("/planer/")
    page.get_by_role("link", name=re.compile("^2012")).click()
    page.get_by_role("link", name="Opfølgning", exact=True).click()
    page.get_by_role("link", name="Skriv opfølgning på mål 1").click()
    desk.good("a follow-up being written")
    job = page.get_by_role("region", name=re.compile(f"{JOB} i eget fag"))
    job.get_by_role("radio", name="Opnået", exact=True).check()
    job.get_by_label("Kommentar").fill(REACHED)
    page.get_by_role("region", name=re.compile(BROADER)).get_by_role("radio", name="Delvist opnået").check()
    page.get_by_role("button", name="Gem opfølgningen").click()
    told(page, "Opfølgningen er gemt.")
    told(page, REACHED)
    page.get_by_role("navigation", name="Mål").get_by_role("link", name="Mål 5 (1 mangler)").click()
    page.get_by_role("link", name="Skriv opfølgning på mål 5").click()
    page.get_by_role("radio", name="Ikke opnået").check()
    page.get_by_role("button", name="Gem opfølgningen").click()
    told(page, "Opfølgningen er gemt.")
    desk.good("a follow-up")


def begin_the_next_year(desk: Desk) -> None:
    """The plan of 2013 begins from this one; each result says what was reached, and is written on."""
    page = desk.visit.go("/planer/")
    page.get_by_role("link", name="Ny plan for Holstebro Kommune").click()
    expect(page.get_by_label("År", exact=True)).to_have_value("2013")
    chosen = page.get_by_label("Begynd fra").locator("option:checked")
    expect(chosen).to_have_text("Beskæftigelsesplan 2012")
    page.get_by_role("button", name="Opret planen").click()
    told(page, "Planen er oprettet.")
    row = desk.row(A1)
    expect(row.locator("li").first).to_contain_text(f"2012: Opnået. {REACHED}")
    expect(row.get_by_text("2012: Delvist opnået.")).to_be_visible()
    expect(row.get_by_role("link", name=f"{MENTOR}, et halvt år")).to_be_visible()
    desk.good("next year's plan")
    page.get_by_role("navigation", name="Mål", exact=True).get_by_role("link", name="Mål 5").click()
    expect(desk.row(Z1).get_by_text("2012: Ikke opnået.")).to_be_visible()
    expect(page.get_by_role("link", name="Ret målet")).to_be_visible()  # local still


def test_a_plan_from_the_ministrys_goals_to_the_plan_of_the_year_after(desk: Desk) -> None:
    begin(desk)
    write_a_group(desk)
    rewrite_cells(desk)
    add_a_local_goal(desk)
    try_to_adopt(desk)
    fill_the_gap(desk)
    words = (A1[3:], Z1[3:], BROADER, f"{JOB} i eget fag", TALK, f"{MENTOR}, et halvt år", CONTACTS, MEETING)
    read_back(desk, printed(desk, "Word"))
    adopt(desk)
    word = printed(desk, "Word")
    said = "".join(docx.Document(io.BytesIO(word)).element.body.itertext())
    assert [one for one in words if one not in said] == []
    assert missing_in(printed(desk, "PDF"), "PDF", words) == []
    read_too_late(desk, word)
    follow_up(desk)
    begin_the_next_year(desk)
    assert desk.visit.complaints == []
