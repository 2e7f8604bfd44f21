"""What did not reach the server is kept in the browser: for its author alone, whole, and never over others' words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visit
from browser.hands import Hand

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
LEADER, CHIEF = "Projektleder i Holstebro", "Administrator i Holstebro"
STATUS = "/projekter/1/aktiviteter/{}/status/2011/"
RESULT = "/projekter/1/resultater/7/rediger/"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('kladde:'))"
DRAFTS = "**/kladde/"


def lose(page: Page) -> None:
    """The server cannot be reached with drafts."""
    page.route(DRAFTS, lambda route: route.abort())


def is_kept_here(page: Page) -> None:
    expect(page.locator("[data-draft-state]")).to_contain_text("gemt her i browseren")
    assert len(page.evaluate(KEPT)) == 1


def test_the_next_person_in_the_same_browser_sees_nothing_of_it(visit_office: Open) -> None:
    opened = visit_office(LEADER)
    page = opened.go(STATUS.format(1))
    lose(page)
    page.locator("textarea").last.fill("Kun for mig.")
    is_kept_here(page)
    page.goto("about:blank")
    page.unroute(DRAFTS)
    opened.context.clear_cookies()  # the session ran out; nobody pressed anything
    opened.go("/log-ind/")
    assert len(page.evaluate(KEPT)) == 1  # its author may be the one to come back
    opened.sign_in(CHIEF)
    assert page.evaluate(KEPT) == []
    opened.go(STATUS.format(1))
    assert "Kun for mig." not in [one.input_value() for one in page.locator("textarea").all()]
    expect(page.locator("[data-draft-kept]")).to_be_hidden()


def test_signing_out_leaves_nothing(visit_office: Open) -> None:
    opened = visit_office(LEADER)
    page = opened.go(STATUS.format(2))
    lose(page)
    page.locator("textarea").last.fill("Kun for mig.")
    is_kept_here(page)
    page.get_by_role("button", name="Log af").first.click()
    page.wait_for_url(lambda address: "status" not in address)
    assert page.evaluate(KEPT) == []


def test_it_comes_back_and_meets_what_others_wrote_meanwhile(visit_office: Open) -> None:
    opened = visit_office(LEADER)
    page = opened.go(STATUS.format(3))
    lose(page)
    field = page.locator("textarea[name^=comment_]").first
    name = str(field.get_attribute("name"))
    field.fill("Skrevet uden forbindelse.")
    is_kept_here(page)
    colleague = Hand(opened.address, CHIEF)
    fields = colleague.get(STATUS.format(3)).fields
    colleague.post(STATUS.format(3), fields | {name: "Kollegaens nyere tekst."})
    page.goto("about:blank")
    page.unroute(DRAFTS)
    opened.go(STATUS.format(3))
    expect(page.locator("[data-draft-kept]")).to_contain_text("som ikke nåede frem")
    expect(page.locator(f"[name={name}]")).to_have_value("Skrevet uden forbindelse.")
    expect(page.locator("[data-draft-state]")).to_contain_text("Kladde gemt kl.")
    assert page.evaluate(KEPT) == []
    page.get_by_role("button", name="Gem status").click()
    expect(page.get_by_role("heading", name="To har rettet det samme")).to_be_visible()
    expect(page.locator(".conflict__two")).to_contain_text("Kollegaens nyere tekst.")
    expect(page.locator(".conflict__two")).to_contain_text("Skrevet uden forbindelse.")


def test_every_tick_comes_back(visit_office: Open) -> None:
    opened = visit_office(LEADER)
    page = opened.go(RESULT)
    lose(page)
    ticks = page.locator("input[name=activities]")
    before = [one.is_checked() for one in ticks.all()]
    wanted = [place in (0, 2, 4) for place in range(len(before))]
    for one, wish in zip(ticks.all(), wanted, strict=True):
        one.set_checked(wish)
    page.locator("[name=unit]").fill("point")
    is_kept_here(page)
    page.goto("about:blank")
    page.unroute(DRAFTS)
    opened.go(RESULT)
    expect(page.locator("[name=unit]")).to_have_value("point")
    for one, wish in zip(ticks.all(), wanted, strict=True):
        expect(one).to_be_checked(checked=wish)
    page.locator("[data-draft-kept]").get_by_role("button", name="Kassér det").click()
    expect(page.locator("[data-draft-kept]")).to_be_hidden()
    for one, stood in zip(ticks.all(), before, strict=True):
        expect(one).to_be_checked(checked=stood)
    assert page.locator("[name=unit]").input_value() != "point"


def test_a_newer_draft_from_elsewhere_is_not_written_over(visit_office: Open) -> None:
    opened = visit_office(LEADER)
    page = opened.go(STATUS.format(4))
    lose(page)
    field = page.locator("textarea[name^=comment_]").first
    name = str(field.get_attribute("name"))
    field.fill("Skrevet først, her.")
    is_kept_here(page)
    page.goto("about:blank")
    page.unroute(DRAFTS)
    page.wait_for_timeout(1100)  # the server tells its time in whole seconds
    elsewhere = Hand(opened.address, LEADER)
    fields = elsewhere.get(STATUS.format(4))
    draft = fields.html.split('data-draft="')[1].split('"')[0]
    sent = fields.fields | {name: "Skrevet siden, et andet sted.", "kladde": draft, "side": STATUS.format(4)}
    assert elsewhere.post("/kladde/", sent).status == 200
    opened.go(STATUS.format(4))
    expect(page.locator(f"[name={name}]")).to_have_value("Skrevet siden, et andet sted.")
    expect(page.locator("[data-draft-kept]")).to_contain_text("ældre end det, der står i felterne")
    page.get_by_role("button", name="Hent det gamle").click()
    expect(page.locator(f"[name={name}]")).to_have_value("Skrevet først, her.")
    page.locator("[data-draft-kept]").get_by_role("button", name="Kassér det").click()
    expect(page.locator("[data-draft-kept]")).to_be_hidden()


def test_what_is_saved_leaves_nothing_in_the_browser(visit_office: Open) -> None:
    opened = visit_office(LEADER)
    page = opened.go(STATUS.format(6))
    lose(page)
    page.locator("textarea[name^=comment_]").first.fill("Gemt til sidst.")
    is_kept_here(page)
    page.get_by_role("button", name="Gem status").click()
    expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()
    page.wait_for_load_state()  # the words stand there before the page's script has run
    assert page.evaluate(KEPT) == []
