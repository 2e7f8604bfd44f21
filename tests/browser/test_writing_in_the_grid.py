"""Writing in the grid as fast as in a spreadsheet: nothing typed is lost, and a doubt is answered by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
AEROE = "Projektleder på Ærø"
GRID, VALUES = "/projekter/3/skema/milepaele/", "/projekter/3/skema/resultater/"


def cell(page: Page, row: int, column: int = 0) -> Locator:
    return page.locator("[data-grid] tr[data-row]").nth(row).locator("[data-cell]").nth(column)


#: The server takes its time.
SLOWLY = """
const ask = window.fetch;
window.fetch = (...given) => new Promise((done) => setTimeout(done, 500)).then(() => ask(...given));
"""


def test_fast_typing_saves_every_cell(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    opened.context.add_init_script(SLOWLY)
    page = opened.go(GRID)
    cell(page, 0).focus()
    for words in ("Nej", "Ja", "På vej"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    expect(cell(page, 3)).to_be_focused()
    for row, words in enumerate(("Nej", "Ja", "På vej")):
        expect(cell(page, row)).to_contain_text(words)
        expect(cell(page, row)).to_have_attribute("data-saved", "")
    opened.go(GRID)
    for row, words in enumerate(("Nej", "Ja", "På vej")):
        expect(cell(page, row)).to_contain_text(words)
    assert opened.stopped() == []


def test_the_same_cell_twice_before_the_answer_keeps_the_last(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    opened.context.add_init_script(SLOWLY)
    page = opened.go(GRID)
    cell(page, 0, 1).focus()
    page.keyboard.type("Nej")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("På vej")
    page.keyboard.press("Enter")
    expect(cell(page, 0, 1)).to_have_attribute("data-saved", "")
    opened.go(GRID)
    expect(cell(page, 0, 1)).to_contain_text("På vej")


def test_an_error_brings_one_back_and_what_was_being_written_is_saved(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    page = opened.go(GRID)
    cell(page, 0, 2).focus()
    page.keyboard.type("sludder 12 vrøvl")
    page.keyboard.press("Enter")
    page.keyboard.type("Ja")
    expect(cell(page, 0, 2).locator(".cell__error")).to_be_visible()
    expect(cell(page, 1, 2).locator(".cell__field")).to_be_focused()  # left in peace until that is done
    page.keyboard.press("Enter")
    expect(cell(page, 0, 2).locator(".cell__field")).to_be_focused()
    expect(cell(page, 0, 2).locator(".cell__field")).to_have_value("sludder 12 vrøvl")
    expect(cell(page, 1, 2)).to_have_attribute("data-saved", "")
    page.keyboard.press("Escape")
    expect(cell(page, 0, 2)).to_be_focused()
    expect(cell(page, 0, 2).locator(".cell__field")).to_have_count(0)


def test_a_doubt_is_confirmed_by_the_keyboard(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    page = opened.go(VALUES)
    cell(page, 0).focus()
    page.keyboard.type("4000")
    page.keyboard.press("Enter")
    expect(cell(page, 0).locator(".cell__doubts")).to_be_visible()
    expect(cell(page, 0).locator(".cell__field")).to_be_focused()
    doubts = cell(page, 0).locator("input[type=checkbox]")
    for number in range(doubts.count()):
        page.keyboard.press("Tab")
        expect(doubts.nth(number)).to_be_focused()
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(cell(page, 0)).to_have_attribute("data-saved", "")
    expect(cell(page, 0)).to_contain_text("4000")
    expect(cell(page, 0)).to_be_focused()


def test_a_cell_opened_and_left_as_it_was_is_not_sent(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    page = opened.go(GRID)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    cell(page, 2, 1).focus()
    before = cell(page, 2, 1).inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(cell(page, 3, 1)).to_be_focused()
    assert cell(page, 2, 1).inner_text() == before
    assert "POST" not in sent


def test_a_cell_left_with_the_mouse_is_saved_and_a_reload_asks_first(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    page = opened.go(GRID)
    cell(page, 2, 2).locator(".cell__open").click()
    page.locator(".cell__field").fill("Nej")
    page.get_by_role("heading", level=1).click()
    expect(cell(page, 2, 2)).to_have_attribute("data-saved", "")
    cell(page, 3, 2).locator(".cell__open").click()
    page.locator(".cell__field").fill("Ja")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(str(getattr(dialog, "type", "")))
        getattr(dialog, "accept")()  # noqa: B009 - playwright's own type is not exported

    page.on("dialog", stay)
    page.reload()
    assert asked == ["beforeunload"]


def test_without_a_connection_the_text_stays_in_its_field(visit_office: Open) -> None:
    opened = visit_office(AEROE)
    page = opened.go(GRID)
    page.route(re.compile("/skema/.*/"), lambda route: route.abort())
    cell(page, 4).focus()
    page.keyboard.type("Nej")
    page.keyboard.press("Enter")
    expect(cell(page, 4).locator(".cell__error")).to_contain_text("Det er ikke gemt.")
    expect(cell(page, 4).locator(".cell__field")).to_have_value("Nej")
    page.unroute_all()
    page.keyboard.press("Enter")
    expect(cell(page, 4)).to_have_attribute("data-saved", "")


def test_a_text_of_several_lines_keeps_them(visit_office: Open) -> None:
    opened = visit_office("Projektleder i Viborg")
    page = opened.go("/projekter/2/skema/resultater/")
    words = page.locator("[data-grid] td[data-long]").first
    identity = str(words.get_attribute("id"))
    words.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Første linje")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Anden linje")
    page.keyboard.press("Enter")
    saved = page.locator(f"#{identity}")
    expect(saved).to_have_attribute("data-saved", "")
    assert saved.locator("[data-text]").get_attribute("data-text") == "Første linje\nAnden linje"
    saved.focus()
    page.keyboard.press("Enter")
    expect(page.locator("textarea.cell__field")).to_have_value("Første linje\nAnden linje")
    page.keyboard.press("Enter")
    assert saved.locator("[data-text]").get_attribute("data-text") == "Første linje\nAnden linje"
