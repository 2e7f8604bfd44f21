"""The main flow by the keyboard alone and without JavaScript; and what is on paper."""

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.by_hand import Typist
from browser.conftest import Visit
from browser.hands import Hand
from exchange.books import cells, changed, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

AEROE = "Projektleder på Ærø"
OWN, ACTIVITY = "/projekter/3/", 16
Open = Callable[..., Visit]


@pytest.fixture
def asked(office: str) -> str:
    """A milestone nobody has written a status for although its period is over; what it is called."""
    hand = Typist(Hand(office, AEROE))
    number = len(re.findall("Alle hoteller er spurgt", hand.hand.get(f"{OWN}aktiviteter/{ACTIVITY}/").html))
    name = f"Alle hoteller er spurgt, runde {number + 1}"
    hand.make(f"{OWN}aktiviteter/{ACTIVITY}/ny-milepael/", {"statement": name})
    return name


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus, and see that it shows."""
    wanted.wait_for()
    for _step in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            style = wanted.evaluate("one => getComputedStyle(one).outlineStyle")
            assert style != "none" or wanted.get_attribute("type") == "radio"
            return
    pytest.fail(f"Tab never reaches {wanted}")


def test_the_main_flow_by_the_keyboard_alone(visit: Open, office: str, asked: str) -> None:
    opened = visit()
    opened.address = office
    page = opened.go("/log-ind/")
    tab_to(page, page.get_by_role("button", name=f"Log ind som {AEROE}", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/min-dag/")
    tab_to(page, page.get_by_role("link", name="1.3 Fra sæsonjob til helårsjob, status 1. halvår 2016"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/status/2016H1/**")
    part = page.locator(".asked").filter(has_text=asked)
    tab_to(page, part.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(part.get_by_label("Ja", exact=True)).to_be_checked()
    tab_to(page, part.get_by_label("Kommentar"))
    page.keyboard.type("Skrevet uden mus.")
    tab_to(page, page.get_by_role("button", name="Gem status"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()
    tab_to(page, page.locator("[data-toast]").get_by_role("button", name="Fortryd"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Skrevet uden mus.")).to_have_count(0)
    assert opened.stopped() == []


def test_the_grid_by_the_keyboard_alone(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    page = opened.page
    page.goto(f"{opened.address}{OWN}skema/milepaele/")
    grid = page.locator("[data-grid] tr[data-row]")
    tab_to(page, page.locator("[data-grid] [data-cell]").first)
    for key, row, column in (
        ("ArrowDown", 1, 0),
        ("ArrowRight", 1, 1),
        ("End", 1, 4),
        ("Home", 1, 0),
        ("ArrowUp", 0, 0),
    ):
        page.keyboard.press(key)
        expect(grid.nth(row).locator("[data-cell]").nth(column)).to_be_focused()
    cell = grid.nth(0).locator("[data-cell]").nth(0)
    before = cell.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.type("noget andet")
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    assert cell.inner_text() == before
    page.keyboard.type("På vej")
    page.keyboard.press("Enter")
    expect(grid.nth(1).locator("[data-cell]").nth(0)).to_be_focused()
    expect(cell).to_contain_text("På vej")
    assert opened.stopped() == []


def test_the_main_flow_without_javascript(visit_office: Open, asked: str) -> None:
    opened = visit_office(AEROE, java_script_enabled=False)
    page = opened.page
    page.locator("#for-sent").get_by_role("link", name=re.compile("^1.3 Fra sæsonjob")).click()
    part = page.locator(".asked").filter(has_text=asked)
    part.get_by_label("På vej", exact=True).check()
    part.get_by_label("Kommentar").fill("Skrevet uden JavaScript.")
    page.get_by_role("button", name="Gem status").click()
    expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Skrevet uden JavaScript.")).to_have_count(0)
    page.goto(f"{opened.address}{OWN}skema/milepaele/")
    page.locator("[data-grid] a.cell__open").first.click()  # without JavaScript a cell is a link to its form
    expect(page.get_by_role("button", name="Gem status")).to_be_visible()


def test_a_workbook_read_in_without_javascript(visit_office: Open) -> None:
    opened = visit_office(AEROE, java_script_enabled=False)
    page = opened.page
    page.goto(f"{opened.address}{OWN}projektark/")
    sheets = cells(files("virkning.demo").joinpath("vejen-til-job.xlsx").read_bytes())
    content = xlsx(changed({"Aktiviteter!G2": "Rettet i Excel."}, sheets))
    file: Any = {"name": "ark.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Se, hvad der ændres").click()
    expect(page.get_by_text("Rettet i Excel.")).to_be_visible()
    page.locator("form button.button-primary").click()
    expect(page.get_by_role("heading", name="Projektarket er indlæst")).to_be_visible()
    page.get_by_role("link", name="Fortryd indlæsningen").or_(
        page.get_by_role("button", name="Fortryd indlæsningen")
    ).first.click()
    page.get_by_role("button", name="Fortryd hele indlæsningen").click()
    expect(page.get_by_text("Indlæsningen er fortrudt").first).to_be_visible()


#: Page → what must stand on the paper, and what must not.
PAPER = {
    f"{OWN}?periode=2016H1": (("Vejen til job, Ærø", "Milepæl", "Resultater"), ("Rediger projektet",)),
    f"{OWN}statusnotat/?periode=2016H1": (("Vejen til job", "Status for"), ("Vis",)),
    "/programmer/2/": (("Flere på arbejdsmarkedet", "Brobygning til job", "Milepæle"), ("Tal i Excel",)),
}


@pytest.mark.parametrize("path", PAPER)
def test_on_paper_what_matters_stands_and_what_is_pressed_is_gone(visit_office: Open, path: str) -> None:
    opened = visit_office("Projektleder i Viborg" if "programmer" in path else AEROE, width=700)
    page = opened.page
    page.goto(opened.address + path)
    page.emulate_media(media="print")
    there, gone = PAPER[path]
    main = page.locator("main")
    for words in there:
        expect(main.get_by_text(words).locator("visible=true").first).to_be_visible()
    for words in gone:
        expect(page.get_by_role("link", name=words, exact=True).locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("button").locator("visible=true")).to_have_count(0)
    expect(page.locator("header").get_by_role("searchbox").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("link", name="Hjælp til denne side")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
