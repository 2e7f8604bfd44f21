"""The reading pages in a browser: accessible, within their width, without JavaScript, by keyboard, and on paper."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.conftest import Visit
from browser.looking import faults_of

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

HOLSTEBRO, VIBORG, AEROE = "Projektleder i Holstebro", "Projektleder i Viborg", "Projektleder på Ærø"

#: Every page, by what it is: who opens it, and where. The demo's projects come in this order on a fresh machine.
OPEN_PAGES = {
    "sign-in": "/log-ind/",
    "accessibility statement": "/was/",
    "not found, signed out": "/findes-ikke/",
}
PAGES = {
    "projects": (HOLSTEBRO, "/projekter/"),
    "no projects": ("Nyansat i Holstebro", "/projekter/"),
    "projects, nothing found": (HOLSTEBRO, "/projekter/?q=findes-ikke"),
    "project": (HOLSTEBRO, "/projekter/1/"),
    "project, earlier period": (HOLSTEBRO, "/projekter/1/?periode=2011"),
    "project of quarters": (VIBORG, "/projekter/2/"),
    "project of halves": (AEROE, "/projekter/3/"),
    "activity, closed": (HOLSTEBRO, "/projekter/1/aktiviteter/4/"),
    "activity": (HOLSTEBRO, "/projekter/1/aktiviteter/8/"),
    "result": (HOLSTEBRO, "/projekter/1/resultater/3/"),
    "result in words": (HOLSTEBRO, "/projekter/1/resultater/1/"),
    "distribution": (HOLSTEBRO, "/projekter/1/resultater/8/"),
    "result with several series": (VIBORG, "/projekter/2/resultater/20/"),
    "gallery": (HOLSTEBRO, "/dele/"),
    "sign-out": (HOLSTEBRO, "/log-af/"),
    "not found": (HOLSTEBRO, "/projekter/999/"),
}
#: Axe looks at the last width of each.
WIDE, NARROW = (1024, 800, 1440), (320, 390)


def good(opened: Visit) -> None:
    """Accessible on a wide screen and on a phone, within five widths, quiet in the console, and within the policy."""
    for widths in (WIDE, NARROW):
        assert faults_of(opened, widths) == [], widths


@pytest.mark.parametrize("path", OPEN_PAGES.values(), ids=OPEN_PAGES.keys())
def test_open_pages_are_accessible_and_keep_the_policy_at_every_width(visit: Open, path: str) -> None:
    opened = visit(1440)
    opened.go(path)
    good(opened)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible_and_keep_the_policy_at_every_width(visit: Open, name: str) -> None:
    person, path = PAGES[name]
    opened = visit(1440).signed_in(person)
    answer = opened.page.goto(opened.address + path)
    assert answer is not None
    assert answer.status == (404 if name == "not found" else 200)
    good(opened)


def test_everything_works_without_javascript(visit: Open) -> None:
    opened = visit(1440, java_script_enabled=False)
    page = opened.sign_in().page
    page.get_by_role("link", name="Partnerskab om ungestrategier, Holstebro").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Partnerskab om ungestrategier, Holstebro")
    page.get_by_label("Vælg periode").get_by_role("link", name="2011").click()
    expect(page.get_by_text("Milepælenes farver i 2011")).to_be_visible()
    page.get_by_role("link", name="3. Elever på mellemtrinnet").click()
    expect(page.get_by_role("heading", name="Værdier og oprindelse")).to_be_visible()
    page.get_by_role("button", name="Log af").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")


def test_the_phones_menu_works_without_javascript_and_closes_with_escape(visit: Open) -> None:
    page = visit(390).signed_in().go("/projekter/1/")
    summary = page.locator("details.bar__menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bar__panel").get_by_role("link", name="Projekter")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bar__panel")).to_be_hidden()
    expect(summary).to_be_focused()
    plain = visit(390, java_script_enabled=False).sign_in()
    plain.page.locator("details.bar__menu > summary").click()
    plain.page.locator(".bar__panel").get_by_role("button", name="Log af").click()
    expect(plain.page.get_by_role("heading", level=1)).to_have_text("Log ind")


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(visit: Open) -> None:
    page = visit().signed_in().go("/projekter/1/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Gå til sidens indhold")
    expect(skip).to_be_focused()
    assert (skip.bounding_box() or {"y": -1})["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"
    seen = []
    for _step in range(35):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e.textContent.trim(), s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
            )
        )
    for words, style, width in seen:
        assert (style, width >= 3) == ("solid", True), f"{words!r} does not show its focus"
    assert any("2.1 Kompetenceudvikling" in words for words, _style, _width in seen)


def test_a_refused_sign_in_puts_focus_on_what_went_wrong(visit: Open) -> None:
    page = visit().go("/log-ind/")
    page.get_by_label("E-mail").fill("nogen@example.test")
    page.get_by_label("Adgangskode").fill("forkert-forkert")
    page.locator("form[action='/log-ind/'] button").first.click()
    expect(page.locator("#fejl")).to_be_focused()
    expect(page.get_by_text("E-mail og adgangskode passer ikke sammen.")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("nogen@example.test")


def test_on_paper_the_words_carry_the_lights_and_the_frame_is_gone(visit: Open) -> None:
    page = visit(700).signed_in().go("/projekter/1/")
    page.emulate_media(media="print")
    expect(page.locator(".section-links").first).to_be_hidden()
    expect(page.get_by_role("button", name="Log af").first).to_be_hidden()
    expect(page.get_by_role("columnheader", name="Milepæl", exact=True)).to_be_visible()
    tag = page.locator(".grid--milestones .light--tag.light--red").first
    expect(tag).to_have_text("Rød")
    look = tag.evaluate(
        "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.borderTopWidth]; }"
    )
    assert look[0] == "rgba(0, 0, 0, 0)"
    assert float(look[1].removesuffix("px")) > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


def test_two_clicks_lead_from_the_start_to_any_result(visit: Open) -> None:
    page = visit().signed_in().go("/projekter/")
    page.get_by_role("link", name="Partnerskab om ungestrategier, Holstebro").click()
    page.get_by_role("link", name="8. Færre nydanske unge falder fra det første år").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Færre nydanske unge falder fra det første år")


@pytest.mark.skipif(not os.environ.get("VIRKNING_SCREENSHOTS"), reason="only when pictures are asked for")
def test_save_the_pictures_of_the_readme(visit: Open) -> None:
    folder = Path(__file__).resolve().parents[2] / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    page = visit(1440).signed_in().go("/projekter/1/")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=str(folder / "project.png"))
