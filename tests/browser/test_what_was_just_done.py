"""What has just been done is told where the page is looked at; a pasted block that others have written in meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visit
from browser.looking import faults_of

pytestmark = pytest.mark.browser

HOLSTEBRO = "Projektleder i Holstebro"
OUTLINE = "/projekter/1/rediger/"
PASTE = "/projekter/1/skema/resultater/indsaet/"
Open = Callable[..., Visit]
#: What has focus and stands, in part or whole, behind the words.
HIDDEN = """() => {
  const [one, told] = [document.activeElement, document.querySelector(".told")].map((e) => e.getBoundingClientRect());
  if (!document.activeElement.closest("main") || document.activeElement.closest(".messages")) return "";
  return one.top < told.bottom - 1 && one.left < told.right ? document.activeElement.outerHTML : "";
}"""


def move_the_last(page: Page) -> None:
    """Move a part far down on the page; the answer begins at it."""
    page.locator("[data-down]:visible").last.click()
    expect(page.locator(".told")).to_contain_text("er nu flyttet til plads")


@pytest.mark.parametrize("width", [1440, 390])
def test_an_undo_is_seen_where_the_page_begins(visit_office: Open, width: int) -> None:
    opened = visit_office(HOLSTEBRO, width=width)
    page = opened.go(OUTLINE)
    move_the_last(page)
    assert page.evaluate("scrollY") > 900
    expect(page.get_by_role("button", name="Fortryd")).to_be_in_viewport(ratio=1)
    page.locator("footer a").last.focus()
    for _press in range(40):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(HIDDEN) == ""
    assert faults_of(opened, (width,)) == []
    page.get_by_role("button", name="Luk beskeden").click()
    expect(page.locator(".told")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    move_the_last(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator(".told")).to_contain_text("Det er fortrudt.")
    page.emulate_media(media="print")
    expect(page.locator(".told")).to_be_hidden()


def test_without_javascript_there_is_no_button_that_does_nothing(visit_office: Open) -> None:
    opened = visit_office(HOLSTEBRO, java_script_enabled=False)
    page = opened.go(OUTLINE)
    move_the_last(page)
    expect(page.get_by_role("button", name="Fortryd")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Luk beskeden")).to_have_count(0)


def show_block(page: Page, block: str) -> None:
    page.get_by_label("Celler fra Excel").fill(block)
    page.get_by_role("button", name="Vis, hvad der ændres").click()


def test_a_block_others_have_written_in_is_decided_cell_by_cell(visit_office: Open) -> None:
    opened, other = visit_office(HOLSTEBRO), visit_office(HOLSTEBRO)
    page, theirs = opened.go(PASTE), other.go(PASTE)
    show_block(page, "\t2012\t2013\nTosprogede\t71,5\t89,5")
    show_block(theirs, "\t2013\nTosprogede\t99")
    theirs.get_by_role("button", name="Gem 1 celle").click()
    expect(theirs.locator(".told")).to_contain_text("1 celle er skrevet.")
    page.get_by_role("button", name="Gem 2 celler").click()
    expect(page.get_by_role("heading", name="Andre har skrevet i de samme celler")).to_be_visible()
    expect(page.locator("section.conflict")).to_be_focused()
    assert faults_of(opened) == []
    page.get_by_role("button", name="Gem", exact=True).click()  # the browser asks for the choice
    expect(page.get_by_role("radio").first).to_be_focused()
    page.get_by_role("radio", name="99").check()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".told")).to_contain_text("1 celle er skrevet.")
