"""What is saved in its cell and does not come through: said at the form, and the text comes back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
PLANNER, PLAN, MINE = "Planlægger i Holstebro", "/planer/2/", "Skrevet uden forbindelse"


def field(page: Page) -> None:
    page.locator("td .plan-text").first.click()
    expect(page.locator(".plan-form input[name=text]")).to_be_focused()


@pytest.mark.parametrize(
    ("status", "why"),
    [(0, "Der er ingen forbindelse."), (404, "Det er fjernet imens"), (403, "Du er logget ud, siden")],
)
def test_what_does_not_come_through_is_said_and_kept(visit_office: Open, status: int, why: str) -> None:
    page = visit_office(PLANNER).go(PLAN)
    stop = f"**{PLAN}resultater/**"
    field(page)
    page.route(stop, lambda route: route.fulfill(status=status, body="") if status else route.abort())
    text = page.locator(".plan-form input[name=text]")
    text.fill(MINE)
    text.press("Enter")
    told = page.locator(".plan-form [data-unanswered-told]")
    expect(told).to_be_focused()
    expect(told).to_contain_text(why)
    expect(told).to_contain_text("Det er ikke gemt. Det, du skrev, står her endnu.")
    expect(text).to_have_value(MINE)
    page.unroute(stop)
    page.reload()
    field(page)
    expect(text).to_have_value(MINE)
    page.get_by_role("button", name="Kassér").locator("visible=true").first.click()
    page.wait_for_load_state()
