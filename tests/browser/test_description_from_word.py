"""A description that was filled in at home, in Word: uploaded, confirmed and handed in within twelve clicks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Visit
from description_files import description_file
from virkning.cli.demointerventions import PROJECT

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "indsatsbeskrivelse-tabel.docx"
AMBASSADOR = "Integrationsambassadør i Assens"
MOST_CLICKS = 12
Record = Callable[[str, object], None]


@pytest.fixture
def page(office: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    context.set_default_timeout(20_000)
    yield Visit(context, context.new_page(), office).sign_in(AMBASSADOR).page
    context.close()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample people have; where it is not here, one like it."""
    if SAMPLE.is_file():
        return SAMPLE
    file = tmp_path / SAMPLE.name
    file.write_bytes(description_file(municipality="Assens Kommune"))
    return file


def test_a_sample_is_uploaded_confirmed_and_handed_in(
    page: Page, sample: Path, record_property: Record
) -> None:
    clicks = 0

    def click(role: str, name: str) -> None:
        nonlocal clicks
        clicks += 1
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    click("link", "Indsatser")
    click("link", "Indlæs en Word-fil")
    clicks += 2  # the field, and the file in the browser's own window
    page.locator("input[type=file]").set_input_files(sample)
    click("button", "Læs filerne")
    expect(page.get_by_role("heading", name="Korte fakta om indsatsen")).to_be_visible()
    click("button", "Gem som indsats")
    expect(page.get_by_role("heading", name="Tjek svar")).to_be_visible()
    click("button", "Indsend beskrivelsen")
    expect(page.get_by_text("IB-").first).to_be_visible()
    assert clicks <= MOST_CLICKS
    record_property("measured", f"a Word file handed in: {clicks} clicks of {MOST_CLICKS}")


def test_several_files_and_words_that_were_not_understood(page: Page, tmp_path: Path) -> None:
    files = []
    for number in (1, 2):
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(
            description_file(municipality="Assens", name=f"Hold {number}", hours_per_week="efter aftale")
        )
    files.append(tmp_path / "itu.docx")
    files[-1].write_bytes(b"PK\x03\x04")
    page.goto(page.url.split("/min-dag/")[0] + "/projekter/")
    page.get_by_role("link", name=PROJECT).first.click()
    page.locator("main").get_by_role("link", name="Indsatser").first.click()
    page.get_by_role("link", name="Indlæs en Word-fil").first.click()
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("3 filer")).to_be_visible()
    page.get_by_role("button", name="Læs filerne").click()
    expect(page.get_by_text("itu.docx: Filen er beskadiget")).to_be_visible()
    page.get_by_role("link", name="Hold 2").click()
    page.get_by_label("Felt", exact=True).select_option("method")
    page.get_by_role("button", name="Læg i feltet").click()
    expect(page.get_by_label("Hvilke erfaringer / metoder bygger indsatsen på?")).to_have_value(
        "Bygger på erfaringer fra et hold i 2016.\nefter aftale"
    )
    page.get_by_role("link", name="Fra Word").click()
    page.get_by_role("button", name="Kassér 1.docx").click()
    expect(page.get_by_text("Filen 1.docx er kasseret.")).to_be_visible()
