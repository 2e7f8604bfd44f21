"""A round from its calendar to the day it can be closed, by keyboard; every state of its pages looked at."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import WATCH_POLICY, Served, Visit
from browser.looking import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CHIEF, LEADER = "Administrator i Holstebro", "Projektleder i Holstebro"
Open = Callable[[str], Visit]


@pytest.fixture
def visit_alone(
    served: Served, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Open]:
    """Somebody signed in at a site of this test's own: an opened round is never taken away again."""
    contexts: list[Any] = []
    with served.beside(tmp_path_factory.mktemp("rounds")) as address:

        def open_screen(person: str) -> Visit:
            context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
            contexts.append(context)
            context.set_default_timeout(15_000)
            context.add_init_script(WATCH_POLICY)
            opened = Visit(context, context.new_page(), address)
            opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
            return opened.sign_in(person)

        yield open_screen
        for context in contexts:
            context.close()


def good(opened: Visit, state: str) -> None:
    found = faults_of(opened)
    assert not found, f"{state}: {found}"


def test_a_round_from_its_calendar_to_the_day_it_can_be_closed(visit_alone: Open) -> None:
    opened = visit_alone(LEADER)
    page = opened.page
    page.goto(opened.address + "/runder/")
    good(opened, "no rounds")
    page.goto(opened.address + "/projekter/1/")
    page.get_by_role("link", name="Statuskalender").click()
    page.get_by_label("Åbner", exact=True).fill("-20")
    page.get_by_role("button", name="Vis datoerne").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#kommende")
    good(opened, "coming rounds")
    page.get_by_label("2013", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Gem, og planlæg de valgte").click()
    expect(page.get_by_text("1 runde er planlagt.")).to_be_visible()
    page.get_by_role("link", name="2013", exact=True).click()
    good(opened, "a planned round")
    page.get_by_role("button", name="Åbn runden nu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Runden er åbnet.")).to_be_visible()
    good(opened, "an open round")
    address = page.url.split("#")[0]
    for part in ("ret/", "luk/", "genaabn/"):
        page.goto(address + part)
        good(opened, part)
    for path in ("/min-dag/", "/projekter/1/", "/runder/"):
        page.goto(opened.address + path)
        good(opened, path)
    leave_all_out(opened, address)
    page.goto(address)
    expect(page.get_by_role("link", name="Luk runden")).to_be_visible()
    good(opened, "a round with everything left out")
    page.goto(address + "luk/")
    good(opened, "a round that can be closed")


def leave_all_out(opened: Visit, address: str) -> None:
    """Each activity, from its own review."""
    page: Page = opened.page
    page.goto(address)
    reviews = page.locator("#aktiviteter tbody th[scope=row] a").evaluate_all("all => all.map(a => a.href)")
    assert len(reviews) == 7
    for number, review in enumerate(reviews):
        page.goto(review)
        if number == 0:
            good(opened, "a review")
            page.goto(review + "returner/")
            good(opened, "a return")
            page.goto(review)
        page.get_by_role("link", name="Undtag fra runden").click()
        if number == 0:
            good(opened, "leaving out")
        page.get_by_label("Hvorfor undtages aktiviteten?").fill("Indgår i en anden rapport.")
        page.get_by_role("button", name="Undtag fra runden").click()
        expect(page.get_by_text("er undtaget fra runden.")).to_be_visible()
