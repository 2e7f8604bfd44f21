"""The states a page gets into while somebody works on it: each accessible, within its width, quiet in the console."""

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visit
from browser.hands import Hand
from browser.looking import faults_of
from exchange.books import cells, changed, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

VIBORG, NEWCOMER = "Projektleder i Viborg", "Nyansat i Holstebro"
ACTIVITY = "/projekter/2/aktiviteter/13/status/2014K2/"
RESULT = "/projekter/2/resultater/15/maaling/2014K2/"
Open = Callable[..., Visit]


def good(opened: Visit, state: str) -> None:
    found = faults_of(opened)
    assert not found, f"{state}: {found}"


def send(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()


def test_a_form_with_errors_with_doubts_and_as_a_draft(visit_office: Open) -> None:
    opened = visit_office(VIBORG)
    page = opened.page
    page.goto(opened.address + RESULT)
    page.get_by_role("textbox", name="Værdi i dage").fill("otte")
    send(page, "Gem måling")
    expect(page.locator("#fejl")).to_be_focused()
    good(opened, "errors")
    page.get_by_role("textbox", name="Værdi i dage").fill("800")
    send(page, "Gem måling")
    expect(page.get_by_text("Det er rigtigt")).to_be_visible()
    good(opened, "doubts")
    page.goto(opened.address + ACTIVITY)
    page.get_by_label("Kommentar").first.fill("Halvt skrevet")
    page.get_by_text("Kladde gemt kl.").wait_for()
    page.reload()
    expect(page.get_by_text("Her er din kladde fra")).to_be_visible()
    good(opened, "a draft")
    send(page, "Kassér kladden")


def test_a_conflict_and_what_was_saved(visit_office: Open) -> None:
    """Somebody else saves first, twice over: once the texts are settled, the second save goes through."""
    opened = visit_office(VIBORG)
    page = opened.page
    other = Hand(opened.address, VIBORG)
    page.goto(opened.address + ACTIVITY)
    name = page.get_by_label("Kommentar").first.get_attribute("name")
    for words in ("Skrevet først.", "Skrevet et andet sted."):
        other.post(ACTIVITY, other.get(ACTIVITY).fields | {str(name): words})
        if words == "Skrevet først.":  # so that there is a record, with a version, that both have read
            page.reload()
    page.locator(f"[name={name}]").fill("Skrevet her.")
    send(page, "Gem status")
    expect(page.get_by_role("heading", name="To har rettet det samme")).to_be_visible()
    good(opened, "a conflict")
    send(page, "Gem status")
    expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()
    good(opened, "a toast")


def test_the_grid_with_a_cell_being_written_in_refused_and_doubted(visit_office: Open) -> None:
    opened = visit_office(VIBORG)
    page = opened.page
    page.goto(f"{opened.address}/projekter/2/skema/resultater/")
    cell = page.locator("[data-grid] [data-cell]").first
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cell__field")).to_be_focused()
    good(opened, "a cell being written in")
    page.locator(".cell__field").fill("mange")
    page.keyboard.press("Enter")
    expect(page.locator(".cell__error")).to_be_visible()
    good(opened, "a cell refused")
    page.locator(".cell__field").fill("4000")
    page.keyboard.press("Enter")
    expect(page.locator(".cell__doubts")).to_be_visible()
    good(opened, "a cell doubted")


def test_a_pasted_block_with_errors_and_with_changes(visit_office: Open) -> None:
    opened = visit_office(VIBORG)
    page = opened.page
    page.goto(f"{opened.address}/projekter/2/skema/resultater/indsaet/")
    page.get_by_label("Celler fra Excel").fill("12\tmange\n14\t15")
    send(page, "Vis, hvad der ændres")
    expect(page.locator("#fejl")).to_be_visible()
    good(opened, "a block with errors")
    page.get_by_label("Celler fra Excel").fill("12\t13\n14\t15")
    send(page, "Vis, hvad der ændres")
    expect(page.get_by_role("button", name=re.compile(r"^Gem \d+ celler$"))).to_be_visible()
    good(opened, "a block with changes")


def test_a_workbook_that_cannot_be_read_one_with_errors_and_one_to_confirm(visit_office: Open) -> None:
    opened = visit_office(VIBORG)
    page = opened.page

    def bring(content: bytes) -> None:
        page.goto(f"{opened.address}/projekter/2/projektark/")
        file: Any = {"name": "ark.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        page.locator("input[type=file]").set_input_files(file)
        send(page, "Se, hvad der ændres")

    bring(b"ikke et regneark")
    expect(page.locator("#fejl")).to_be_visible()
    good(opened, "a file that is no workbook")
    sheets = cells(files("virkning.demo").joinpath("brobygning.xlsx").read_bytes())
    bring(xlsx(changed({"Milepæle!E2": "halvtreds"}, sheets)))
    expect(page.get_by_role("heading", name="Filen kan ikke indlæses endnu")).to_be_visible()
    good(opened, "a workbook with errors")
    bring(xlsx(changed({"Aktiviteter!G2": "Rettet i Excel."}, sheets)))
    expect(page.get_by_text("Rettet i Excel.")).to_be_visible()
    good(opened, "a workbook to confirm")
    send(page, "Kassér filen")


def test_registrations_and_long_work(visit_office: Open) -> None:
    opened = visit_office(VIBORG)
    page = opened.page
    page.goto(f"{opened.address}/projekter/2/aktiviteter/13/registreringer/")
    page.get_by_label("Hvad tælles").fill("praktikker")
    page.get_by_label("Antal").fill("12")
    page.get_by_label("Dato").fill("3/3-14")
    send(page, "Registrér")
    good(opened, "registrations")
    page.get_by_role("link", name=re.compile("^Ret")).first.click()
    good(opened, "a registration")
    hand = Hand(opened.address, VIBORG)  # the page offers it only where a note has many charts
    token = hand.get(ACTIVITY).fields["csrfmiddlewaretoken"]
    ordered = {"csrfmiddlewaretoken": token, "periode": "2014K2", "format": "pdf"}
    page.goto(opened.address + hand.post("/projekter/2/statusnotat/lav/", ordered).address)
    good(opened, "long work")


def test_pages_with_nothing_in_them(visit_office: Open) -> None:
    opened = visit_office(NEWCOMER)
    for path in ("/min-dag/", "/projekter/", "/programmer/", "/soeg/?q=findes-ikke", "/projekter/2/"):
        opened.page.goto(opened.address + path)
        good(opened, path)


def test_a_recommendation_given_corrected_and_followed_up(visit_office: Open) -> None:
    opened = visit_office("Evaluator")
    page = opened.page
    page.goto(opened.address + "/projekter/1/anbefalinger/ny/?periode=2012")
    page.get_by_label("Anbefaling", exact=True).fill("Find ud af, hvem der betaler efter 2013.")
    page.get_by_label("Rettet til").fill("Styregruppen")
    page.get_by_label("Frist").fill("30.6.2013")
    send(page, "Gem anbefalingen")
    expect(page.get_by_text("Anbefalingen er givet.")).to_be_visible()
    page.goto(opened.address + "/projekter/1/?periode=2012")
    page.get_by_role("link", name="Ret anbefalingen : Find ud af").click()
    good(opened, "a recommendation to correct")
    lead = visit_office("Projektleder i Holstebro")
    page = lead.page
    page.goto(lead.address + "/projekter/1/?periode=2013")
    good(lead, "a recommendation to follow up")
    page.get_by_role("link", name="Følg op : Find ud af").click()
    page.get_by_label("Afvist").check()
    send(page, "Gem opfølgningen")
    expect(page.locator("#fejl")).to_be_focused()
    good(lead, "a rejection without a reason")
    page.get_by_label("Kommentar").fill("Kommunen betaler selv.")
    send(page, "Gem opfølgningen")
    expect(page.locator("#anbefalinger")).to_contain_text("Afvist: Kommunen betaler selv.")
    good(lead, "a recommendation followed up")
    # Taken away again: another test reads this project's note.
    page = opened.page
    page.goto(opened.address + "/projekter/1/?periode=2013")
    page.get_by_role("link", name="Ret anbefalingen : Find ud af").click()
    send(page, "Fjern anbefalingen")
    expect(page.get_by_text("Anbefalingen er fjernet.")).to_be_visible()


def test_a_proposal_made_rejected_and_taken_back(visit_office: Open) -> None:
    opened = visit_office("Evaluator")
    page = opened.page
    page.goto(opened.address + "/projekter/1/forslag/nyt/?resultat=3&periode=2013")
    page.get_by_label("Erstat").check()
    page.get_by_label("Begrundelse").fill("Læseprøven måler noget andet.")
    send(page, "Gem forslaget")
    expect(page.locator("#fejl")).to_be_focused()
    good(opened, "a proposal that does not say what")
    page.get_by_label("Hvad der skal stå eller gælde i stedet").fill("Elevernes trivsel")
    send(page, "Gem forslaget")
    expect(page.get_by_text("Forslaget er sendt til projektet.")).to_be_visible()
    good(opened, "a proposal beside its result")
    page.get_by_role("link", name="Ret forslaget").click()
    good(opened, "a proposal to correct")
    lead = visit_office("Projektleder i Holstebro")
    page = lead.page
    page.goto(lead.address + "/projekter/1/forslag/")
    good(lead, "proposals")
    page.get_by_role("link", name=re.compile("^Beslut.*erstattes")).click()
    page.get_by_label("Afvis forslaget").check()
    send(page, "Gem beslutningen")
    expect(page.locator("#fejl")).to_be_focused()
    good(lead, "a proposal rejected without a reason")
    page.get_by_label("Begrundelse").fill("Vi holder fast i læsning.")
    send(page, "Gem beslutningen")
    expect(page.get_by_text("Projektet har afvist forslaget: Vi holder fast i læsning.")).to_be_visible()
    # Undone again, and the proposal taken away: another test reads this project's note.
    page.get_by_role("button", name="Fortryd").first.click()
    told = page.get_by_role("listitem").filter(has_text="Elevernes trivsel")
    expect(told.get_by_text("Projektet har ikke besluttet sig endnu.")).to_be_visible()
    page = opened.page
    page.reload()
    send(page, "Fjern forslaget")
    expect(page.get_by_text("Forslaget er fjernet.")).to_be_visible()
