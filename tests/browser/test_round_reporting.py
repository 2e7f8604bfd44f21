"""An activity in a round, in a browser: by keyboard, on a phone, without scripts, and how many clicks it takes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import Served, Visit
from browser.looking import faults_of
from browser.status_rounds import asking_about_2013

pytestmark = pytest.mark.browser

LEADER = "Projektleder i Holstebro"


@pytest.fixture(scope="module")
def asking(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A site of its own with a round under way: its address, and that of the activity's report."""
    with asking_about_2013(served, tmp_path_factory.mktemp("round")) as asked:
        yield asked


@pytest.fixture
def sit_down(asking: tuple[str, str], chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """The project manager at the report."""
    contexts = []

    def begin(*, width: int = 1440, **options: Any) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="da-DK", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        opened = Visit(context, context.new_page(), asking[0]).sign_in(LEADER)
        opened.go(asking[1])
        return opened

    yield begin
    for context in contexts:
        context.close()


def test_by_keyboard_from_the_first_field_to_the_receipt_and_back(sit_down: Callable[..., Visit]) -> None:
    page = sit_down().page
    first = page.get_by_role("radio", name="Ikke angivet").first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Ja").first).to_be_checked()
    value = page.get_by_label("Værdi", exact=True).first
    value.focus()
    value.fill("102")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tjek svar")
    expect(page.get_by_text("Ja (102)")).to_be_visible()
    page.get_by_role("button", name="Indsend").press("Enter")
    expect(page.get_by_text("Indsendt", exact=True)).to_be_visible()
    page.get_by_role("button", name="Træk tilbage for at rette").press("Enter")
    expect(page.get_by_text("Indsendelsen er trukket tilbage.")).to_be_visible()
    expect(page.get_by_label("Værdi", exact=True).first).to_have_value("102")


def test_the_reader_and_what_is_missing_follow_what_is_typed(sit_down: Callable[..., Visit]) -> None:
    page = sit_down().page
    links = page.get_by_role("navigation", name="Afsnit")
    said = page.get_by_label("Hvad skal læseren vide om aktiviteten i 2013?")
    said.fill("")  # whatever the demo says there
    said.blur()
    expect(links).to_contain_text("Samlet kommentar mangler")
    page.get_by_role("button", name="Hent teksten fra 2012").last.click()
    expect(said).to_have_value("Godt i gang.")
    said.press_sequentially(" Og videre.")
    said.blur()
    expect(links).to_contain_text("Samlet kommentar skrevet")
    expect(page.locator("#laeser")).to_contain_text("Godt i gang. Og videre.")
    expect(page.locator("[data-draft-shown]")).to_contain_text("Kladde gemt")


def test_without_scripts_last_time_is_fetched_and_saved(sit_down: Callable[..., Visit]) -> None:
    page = sit_down(java_script_enabled=False).page
    page.get_by_label("Risiko").fill("Pengene slipper op")
    page.get_by_label("Hvordan fortsætter aktiviteten?").select_option("ends")
    page.get_by_role("button", name="Hent teksten fra 2012").last.click()
    expect(page.get_by_label("Risiko")).to_have_value("Pengene slipper op")
    page.get_by_role("button", name="Tjek svar og indsend").last.click()
    expect(page.get_by_text("Godt i gang.")).to_be_visible()
    expect(page.get_by_text("Risiko: Pengene slipper op")).to_be_visible()


def test_nothing_is_wrong_with_the_pages_at_either_width(
    sit_down: Callable[..., Visit], asking: tuple[str, str]
) -> None:
    opened = sit_down()
    page = opened.page
    assert faults_of(opened) == []
    opened.go(f"{asking[1]}fil/")
    assert faults_of(opened) == []
    opened.go(f"{asking[1]}tjek/")
    assert faults_of(opened) == []
    page.get_by_role("button", name="Indsend").click()
    assert faults_of(opened) == []
    opened.go(asking[1])
    assert faults_of(opened) == []
    page.get_by_role("button", name="Træk tilbage for at rette").click()
    assert faults_of(opened) == []


def test_an_activity_is_handed_in_with_few_clicks(
    sit_down: Callable[..., Visit], record_property: Callable[[str, object], None]
) -> None:
    page = sit_down(width=390).page
    clicks = 0
    for button in ("Tjek svar og indsend", "Indsend"):
        page.get_by_role("button", name=button, exact=True).last.click()
        clicks += 1
    expect(page.get_by_text("Indsendt", exact=True)).to_be_visible()
    record_property("measured", f"a reported activity handed in from its page: {clicks} clicks")
    assert clicks <= 2
    page.get_by_role("button", name="Træk tilbage for at rette").click()
