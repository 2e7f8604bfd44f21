"""The pictures of the user guide, made anew when they are asked for: `VIRKNING_SCREENSHOTS=1`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.by_hand import Typist, block
from browser.conftest import Visit
from browser.hands import Hand

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
WANTED = pytest.mark.skipif(
    not os.environ.get("VIRKNING_SCREENSHOTS"), reason="only when pictures are asked for"
)
pytestmark = [pytest.mark.browser, WANTED]

VIBORG, HOLSTEBRO = "Projektleder i Viborg", "Projektleder i Holstebro"
#: Picture → who sees it, where, and how many pixels of height show what matters.
PICTURES = {
    "min-dag": (VIBORG, "/min-dag/", 760),
    "status": (HOLSTEBRO, "/projekter/1/aktiviteter/8/status/2013/", 720),
    "skema": (HOLSTEBRO, "/projekter/1/skema/milepaele/", 820),
    "rediger": (HOLSTEBRO, "/projekter/1/rediger/", 860),
    "notat": (HOLSTEBRO, "/projekter/1/statusnotat/?periode=2013", 900),
    "program": (VIBORG, "/programmer/2/", 860),
    "personer": (HOLSTEBRO, "/projekter/1/personer/", 820),
}


def take(page: Page, name: str, height: int) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=str(FOLDER / f"{name}.png"), clip={"x": 0, "y": 0, "width": 1440, "height": height})
    assert (FOLDER / f"{name}.png").stat().st_size < 150_000, (
        f"{name}.png is too large: show less of the page"
    )


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_guide(visit_office: Callable[..., Visit], name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    person, path, height = PICTURES[name]
    opened = visit_office(person)
    if name == "min-dag":
        made = {"statement": "Ti virksomheder har skrevet under", "deadline": "2014K2"}
        Typist(Hand(opened.address, VIBORG)).make("/projekter/2/aktiviteter/12/ny-milepael/", made)
    opened.page.goto(opened.address + path)
    take(opened.page, name, height)


def test_the_picture_of_a_pasted_block(visit_office: Callable[..., Visit]) -> None:
    opened = visit_office(HOLSTEBRO)
    page = opened.page
    page.goto(f"{opened.address}/projekter/1/skema/milepaele/indsaet/")
    told = [
        ("3.3.2", "", "På vej (7)", "Ja (55)", "Ja (110)"),
        ("3.3.3", "", "På vej (7)", "Ja (125)", "Ja (151)"),
    ]
    page.get_by_label("Celler fra Excel").fill(block([("", "2010", "2011", "2012", "2013"), *told]))
    page.get_by_role("button", name="Vis, hvad der ændres").click()
    page.get_by_role("button", name="Gem 2 celler").wait_for()
    take(page, "indsaet", 880)
