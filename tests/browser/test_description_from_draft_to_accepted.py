"""A description's whole way, as municipality and as coordinator: sent in, back once, mended, accepted; and its clicks.

A click is a click: typing is none. Each part is counted from the start page of whoever does it.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from browser.conftest import Visit
from browser.looking import faults_of
from virkning.cli.demointerventions import FIRST_STEPS, PROJECT
from virkning.figures.reminding import day_in_denmark

pytestmark = pytest.mark.browser

AMBASSADOR, COORDINATOR = "Integrationsambassadør i Assens", "Koordinator i styrelsen"
NAME = "Andet hold"
REASON = "Hvor mange af de tolv, og hvornår?"
#: What each part may cost, from my day on.
SUBMIT, SEND_BACK, MEND, ACCEPT = 6, 5, 6, 3
Record = Callable[[str, object], None]


class Hands:
    """Somebody at a screen, whose clicks are counted."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page, self.clicks = visit, visit.page, 0
        self.home = visit.page.url

    def click(self, role: str, name: str, within: str = "body") -> None:
        """One click, on the first of that name."""
        self.clicks += 1
        self.page.locator(within).get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def sees(self, words: str) -> None:
        """It stands on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def again(self) -> "Hands":
        """From the start page again."""
        self.page.goto(self.home)
        self.clicks = 0
        return self


@pytest.fixture
def sit_down(office: str, chromium: Browser) -> Iterator[Callable[[str], Hands]]:
    contexts = []

    def begin(person: str) -> Hands:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Hands(Visit(context, context.new_page(), office).sign_in(person))

    yield begin
    for context in contexts:
        context.close()


def test_from_draft_to_accepted_returned_once(
    sit_down: Callable[[str], Hands], record_property: Record
) -> None:
    writer, reader = sit_down(AMBASSADOR), sit_down(COORDINATOR)
    counted = [_submit(writer), _send_back(reader), _mend(writer), _accept(reader)]
    budgets = [SUBMIT, SEND_BACK, MEND, ACCEPT]
    told = ", ".join(f"{clicks} of {most}" for clicks, most in zip(counted, budgets, strict=True))
    record_property("measured", f"sent in, sent back, mended, accepted: {told} clicks")
    assert all(clicks <= most for clicks, most in zip(counted, budgets, strict=True)), told
    _stands_in_the_project(writer)


def _submit(writer: Hands) -> int:
    """A draft, begun with an earlier one's answers, is read through and sent in."""
    site = writer.home.split("/min-dag/")[0]
    writer.page.goto(f"{site}/projekter/4/indsatser/kopi/?fra_indsats=1")
    writer.page.get_by_label("Navn på indsatsen").fill(NAME)
    begun = day_in_denmark(timezone.now()) - timedelta(days=80)
    writer.page.get_by_label("Opstartsdato").fill(f"{begun.day}.{begun.month}.{begun.year}")
    writer.page.locator("form.house-form button[type=submit]").first.click()
    expect(writer.page.get_by_role("heading", name=NAME)).to_be_visible()
    writer.again().click("link", "Projekter")
    writer.click("link", PROJECT)
    writer.click("link", "Indsatser", "main")
    writer.click("link", NAME)
    writer.click("link", "Tjek svar og indsend")
    writer.click("button", "Indsend beskrivelsen")
    writer.sees("IB-")
    return writer.clicks


def _send_back(reader: Hands) -> int:
    """From my day to the description, a reason at a field, the reasons once more, and back it goes."""
    reader.again().click("link", f"Læs indsatsbeskrivelsen {NAME}")
    assert faults_of(reader.visit) == []
    reader.click("link", "Kommentér", "#expected_effect")
    reader.page.get_by_label("Skriv til kommunen").fill(REASON)
    reader.click("button", "Skal rettes")
    reader.click("link", "Send tilbage med 1 grund")
    expect(reader.page.get_by_label("Hvad skal rettes?")).to_have_value(REASON)
    assert faults_of(reader.visit) == []
    reader.click("button", "Send tilbage")
    reader.sees("Beskrivelsen er sendt tilbage.")
    return reader.clicks


def _mend(writer: Hands) -> int:
    """The reason stands at the field; it is corrected there, and sent in again."""
    writer.again().click("link", f"Ret indsatsbeskrivelsen {NAME}")
    writer.sees(REASON)
    writer.click("link", "Forventet effekt")
    writer.sees(REASON)
    writer.page.locator("textarea").first.fill("Otte af tolv har haft en praktik efter tre måneder")
    writer.clicks += 1
    writer.page.get_by_text("Det er rettet").first.click()
    writer.click("button", "Gem og til oversigten", ".form-end")
    writer.click("link", "Tjek svar og indsend")
    writer.click("button", "Indsend beskrivelsen")
    writer.sees("IB-")
    return writer.clicks


def _accept(reader: Hands) -> int:
    """What was changed is marked; what comes of it is told; and then it is made."""
    reader.again().click("link", f"Læs indsatsbeskrivelsen {NAME}")
    reader.sees("1 felt er ændret, siden du så den sidst")
    reader.click("link", "Godkend", "main")
    reader.sees("Et nyt indsatsområde")
    assert faults_of(reader.visit) == []
    reader.click("button", "Godkend", "main")
    reader.sees("I projektet er oprettet 3 aktiviteter med milepæle og 2 resultater.")
    return reader.clicks


def _stands_in_the_project(writer: Hands) -> None:
    writer.page.goto(writer.home.replace("/min-dag/", "/projekter/4/"))
    writer.sees(FIRST_STEPS.elements[0])
    writer.sees("Aktiviteten er gennemført som beskrevet")
    writer.sees("Otte af tolv har haft en praktik efter tre måneder")
