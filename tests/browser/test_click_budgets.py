"""How many clicks things take from the start page. Typing is no click, nor are Tab and Enter.

The demo has one late measurement for each of two project managers. A late status is made for the purpose: a milestone
is added to a project whose last period is over.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.by_hand import Typist
from browser.conftest import Visit
from browser.hands import Hand

pytestmark = pytest.mark.browser

VIBORG, AEROE = "Projektleder i Viborg", "Projektleder på Ærø"
NEW_MILESTONE = "Alle mentorer har haft et opfølgende møde"
Record = Callable[[str, object], None]


class Counting:
    """A page on which every click is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, where: Locator) -> None:
        """One click."""
        self.clicks += 1
        where.click()

    def again(self) -> "Counting":
        """From the start page again."""
        self.page.goto(self.page.url.split("/", 3)[0] + "//" + self.page.url.split("/", 3)[2] + "/min-dag/")
        self.clicks = 0
        return self


@pytest.fixture(scope="module")
def late_status(office: str) -> None:
    """A status nobody has written although its period is over."""
    leader = Typist(Hand(office, VIBORG))
    activity = re.search(r"/projekter/2/aktiviteter/\d+/", leader.hand.get("/projekter/2/").html)
    assert activity
    leader.make(f"{activity[0]}ny-milepael/", {"statement": NEW_MILESTONE})


@pytest.fixture
def start(office: str, chromium: Browser) -> Iterator[Callable[[str], Counting]]:
    """Somebody on their start page."""
    contexts = []

    def begin(person: str) -> Counting:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = Visit(context, context.new_page(), office).sign_in(person).page
        return Counting(page)

    yield begin
    for context in contexts:
        context.close()


def test_a_status_with_a_comment_takes_at_most_four_clicks(
    late_status: None, start: Callable[[str], Counting], record_property: Record
) -> None:
    at = start(VIBORG)
    page = at.page
    at.click(page.locator("#for-sent").get_by_role("link", name=re.compile("status 2. kvartal 2014")))
    asked = page.locator(".asked").filter(has_text=NEW_MILESTONE)
    at.click(asked.get_by_label("På vej", exact=True))
    asked.get_by_label("Kommentar").fill("De første to møder er holdt.")
    at.click(page.get_by_role("button", name="Gem status"))
    expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()
    record_property("measured", f"a status with a comment: {at.clicks} clicks (at most 4)")
    assert at.clicks <= 4


def test_a_new_measurement_takes_at_most_three_clicks(
    start: Callable[[str], Counting], record_property: Record
) -> None:
    at = start(AEROE)
    page = at.page
    at.click(page.locator("#for-sent").get_by_role("link", name=re.compile("Resultat 5")))
    page.get_by_label("Tekst").first.fill("Syv af ti siger, at de ved, hvem de skal ringe til.")
    at.click(page.get_by_role("button", name="Gem måling"))
    expect(page.get_by_text("1 værdi er gemt.")).to_be_visible()
    record_property("measured", f"a measurement that is asked for: {at.clicks} clicks (at most 3)")
    assert at.clicks <= 3


def find(page: Page, words: str) -> None:
    """The search field of the frame, reached by the keyboard."""
    field = page.get_by_role("searchbox")
    for _step in range(12):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg/**")


def test_what_nobody_asks_for_takes_no_more_clicks(
    start: Callable[[str], Counting], record_property: Record
) -> None:
    at = start(VIBORG)
    page = at.page
    find(page, "praktikbank")
    at.click(page.get_by_role("main").get_by_role("link", name=re.compile("Praktikbank")).first)
    at.click(page.get_by_role("link", name="Skriv status 2. kvartal 2014"))
    asked = page.locator(".asked").first
    at.click(asked.get_by_label("Ja", exact=True))
    asked.get_by_label("Kommentar").fill("Banken bruges hver uge.")
    at.click(page.get_by_role("button", name="Gem status"))
    expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()
    record_property("measured", f"a status nobody asks for, found by search: {at.clicks} clicks (at most 4)")
    assert at.clicks <= 4
    at.again()
    find(page, "dage fra henvendelse")
    at.click(page.get_by_role("main").get_by_role("link", name=re.compile("Dage fra henvendelse")).first)
    at.click(page.get_by_role("link", name="Skriv måling 2. kvartal 2014"))
    page.get_by_label("Værdi").first.fill("9")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 værdi er gemt.")).to_be_visible()
    record_property("measured", f"a measurement nobody asks for: {at.clicks} clicks (at most 3)")
    assert at.clicks <= 3


def test_any_late_item_is_at_most_two_clicks_away(
    late_status: None, start: Callable[[str], Counting], record_property: Record
) -> None:
    at = start(VIBORG)
    rows = at.page.locator("#for-sent tbody th a")
    late = int(at.page.locator(".numbers__link[href='#for-sent'] .numbers__count").inner_text())
    assert rows.count() == late >= 1
    most = 0
    for place in range(late):
        at = at.again()
        row = at.page.locator("#for-sent tbody th a").nth(place)
        title = row.inner_text().partition(": ")[2] or row.inner_text().partition(",")[0]
        title = title.removeprefix("Godkend ").removeprefix("Luk ")
        at.click(at.page.locator(".numbers__link[href='#for-sent']"))  # the number opens exactly its rows
        in_a_round = (row.get_attribute("href") or "").startswith("/runder/")
        at.click(row)
        # A round's item is a page on which something is decided; every other one is a form.
        expect(at.page.locator("main h1" if in_a_round else "form.house-form")).to_be_visible()
        most = max(most, at.clicks)
        expect(at.page.locator("main")).to_contain_text(title, ignore_case=True)
    record_property("measured", f"any late item: {most} clicks (at most 2)")
    assert most <= 2
