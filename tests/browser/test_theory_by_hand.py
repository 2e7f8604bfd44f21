"""A theory of change made by keyboard alone; and a value entered once, in a round, that shows wherever it counts.

The boxes of the theory are the project's own results, and a plan's results are measured by them: what an activity hands
in in a round stands on the theory's box and in the plan's follow-up, and nobody enters it again.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Served, Visit
from browser.looking import faults_of
from browser.status_rounds import asking_about_2013, listen, region, told

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

LEADER = "Projektleder i Holstebro"
THEORY, FOLLOW_UP = "/projekter/1/forandringsteori/", "/planer/1/opfoelgning/"
JOBS, STAY = "3.3 Fritidsjobformidling", "7. Fritidsjob fastholdes i mindst 3 måneder"
DROP_OUT, TALKS = "8. Færre nydanske unge falder fra det første år", "3.1 Overdragelsessamtaler"
WHY = "Et job giver den unge en plan, der holder."
BETTER = "Rådgiverne fortæller det samme om tolv unge."
#: More presses than this, and nobody would call it a way.
MOST_TABS = 150


@pytest.fixture
def report(
    served: Served, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Visit, str]]:
    """The project manager, at a site of this test's own with a round under way; and where the report is written."""
    with asking_about_2013(served, tmp_path_factory.mktemp("theory")) as (address, path):
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
        context.set_default_timeout(20_000)
        yield listen(Visit(context, context.new_page(), address)).sign_in(LEADER), path
        context.close()


# --- Keys, and nothing but keys.


def tab_to(page: Page, target: Locator) -> None:
    """Go there with Tab, from wherever one is."""
    expect(target).to_have_count(1)
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {target}")


def press(page: Page, target: Locator) -> None:
    """Go to a link or a button and press it."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def choose(page: Page, label: str, words: str) -> None:
    """Choose in a list with the arrow."""
    field = page.get_by_label(label, exact=True)
    tab_to(page, field)
    while words not in str(field.locator("option:checked").text_content()):
        before = field.input_value()
        page.keyboard.press("ArrowDown")
        assert field.input_value() != before, f"{words} is not in the list"


def write(page: Page, label: str, text: str) -> None:
    """Write in a field instead of what stands in it."""
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def box(page: Page, name: str) -> Locator:
    """A box of the drawing."""
    return page.locator(".theory-map").get_by_role("link", name=re.compile(f"^{re.escape(name)}"))


def link(page: Page, start: str, end: str) -> Locator:
    """An arrow's row among the links."""
    way = page.get_by_role("link", name=f"pilen fra {start} til {end}")
    return page.locator("#led").get_by_role("row").filter(has=way)


def open_arrow(page: Page, start: str, end: str) -> None:
    press(page, link(page, start, end).get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ret pilen")


# --- Arrows.


def draw_from_its_beginning(visit: Visit) -> None:
    """An activity is chosen in the drawing, and what it leads to is said."""
    page = visit.go(THEORY)
    press(page, box(page, JOBS))
    told(page, f"Valgt: {JOBS}.")
    press(page, page.get_by_role("link", name="Hvad fører det til?"))
    choose(page, "Fører til", DROP_OUT[3:])
    tab_to(page, page.get_by_role("radio", name="Antagelse"))
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Dokumentation")).to_be_checked()
    write(page, "Begrundelse", WHY)
    press(page, page.get_by_role("button", name="Tegn pilen"))
    told(page, "Pilen er tegnet.")
    expect(link(page, JOBS, DROP_OUT)).to_contain_text("Dokumentation")
    expect(link(page, JOBS, DROP_OUT)).to_contain_text(WHY)
    expect(box(page, JOBS)).to_have_accessible_name(re.compile(re.escape(DROP_OUT)))


def draw_from_its_end(visit: Visit) -> None:
    """The other way round: a result is chosen, and what leads to it is said."""
    page = visit.go(THEORY)
    press(page, box(page, STAY))
    told(page, f"Valgt: {STAY}.")
    press(page, page.get_by_role("link", name="Hvad fører hertil?"))
    choose(page, "Fra", TALKS)
    press(page, page.get_by_role("button", name="Tegn pilen"))
    told(page, "Pilen er tegnet.")
    expect(link(page, TALKS, STAY)).to_contain_text("Antagelse")
    found = faults_of(visit)
    assert not found, found


def draw_one_that_cannot_be(visit: Visit) -> None:
    """Twice the same is refused in words at the field, with the focus on what is wrong."""
    page = visit.go(THEORY)
    press(page, page.get_by_role("link", name="Tegn en pil"))
    choose(page, "Fra", TALKS)
    choose(page, "Fører til", STAY[3:])
    press(page, page.get_by_role("button", name="Tegn pilen"))
    expect(page.locator("#fejl")).to_be_focused()
    found = faults_of(visit)
    assert not found, found


def change_and_remove(visit: Visit) -> None:
    """An arrow is said otherwise, removed, taken back, and removed for good."""
    page = visit.go(THEORY)
    open_arrow(page, TALKS, STAY)
    write(page, "Begrundelse", BETTER)
    press(page, page.get_by_role("button", name="Gem pilen"))
    told(page, "Pilen er rettet.")
    expect(link(page, TALKS, STAY)).to_contain_text(BETTER)
    for press_undo in (True, False):
        open_arrow(page, TALKS, STAY)
        press(page, page.get_by_role("button", name="Fjern pilen"))
        told(page, "Pilen er fjernet.")
        expect(link(page, TALKS, STAY)).to_have_count(0)
        if press_undo:
            press(page, page.get_by_role("main").get_by_role("button", name="Fortryd"))
            visit.go(THEORY)
            expect(link(page, TALKS, STAY)).to_contain_text(BETTER)
    visit.go(THEORY)
    expect(link(page, JOBS, DROP_OUT)).to_have_count(1)


def test_arrows_are_made_and_removed_by_keyboard_alone(report: tuple[Visit, str]) -> None:
    visit, _path = report
    draw_from_its_beginning(visit)
    draw_from_its_end(visit)
    draw_one_that_cannot_be(visit)
    change_and_remove(visit)
    assert visit.complaints == []


# --- A value.


def follow_up_row(visit: Visit) -> Locator:
    """The planned result that the project's own result measures."""
    page = visit.go(FOLLOW_UP)
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=STAY[3:]))


def shows_everywhere(visit: Visit, light: str, judged: str, other: str) -> None:
    """The box and its row in the list say the series the target is for; the follow-up says both."""
    page = visit.go(THEORY)
    for value in (light, judged):
        expect(box(page, STAY)).to_have_accessible_name(re.compile(re.escape(value).replace(r"\ ", r"\s")))
    page = visit.go(f"{THEORY}?vis=liste")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=STAY, exact=True))
    for value in (light, judged):
        expect(row).to_contain_text(value)
    planned = follow_up_row(visit)
    for value in (light, judged, other):
        expect(planned).to_contain_text(value)


def hand_in(visit: Visit, path: str, **values: str) -> None:
    """The round's own form, filled in and handed in."""
    page = visit.go(path)
    for series, value in values.items():
        group = region(page, STAY).get_by_role("group", name=series.replace("_", " "), exact=True)
        group.get_by_label("Værdi i pct.").fill(value)
    page.get_by_role("button", name="Tjek svar og indsend", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tjek svar")
    page.get_by_role("button", name="Indsend", exact=True).click()
    expect(page.get_by_text("Indsendt", exact=True)).to_be_visible()


def test_a_value_entered_in_a_round_shows_on_the_theory_and_in_the_plan(report: tuple[Visit, str]) -> None:
    visit, path = report
    shows_everywhere(visit, "Grøn", "Tosprogede: 88 pct.", "Etnisk danske: 79 pct.")
    hand_in(visit, path, Tosprogede="41,5", Etnisk_danske="52")
    # The evaluator's light stands until the evaluator sets another; what is computed has followed.
    shows_everywhere(visit, "Grøn", "Tosprogede: 41,5 pct.", "Etnisk danske: 52 pct.")
    planned = follow_up_row(visit)
    expect(planned).not_to_contain_text("88 pct.")
    expect(planned).not_to_contain_text("Målet er nået")
    assert visit.complaints == []
