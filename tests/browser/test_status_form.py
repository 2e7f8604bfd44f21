"""The status form: a sum of registrations taken over with one click, and its parts apart from each other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.conftest import Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
LEADER = "Projektleder i Holstebro"
COUNTED, STATUS = "/projekter/1/aktiviteter/7/registreringer/", "/projekter/1/aktiviteter/7/status/{}/"


@pytest.mark.parametrize(("scripts", "year"), [(True, "2013"), (False, "2012")])
def test_a_sum_is_taken_over_and_saved(visit_office: Open, scripts: bool, year: str) -> None:
    opened = visit_office(LEADER, java_script_enabled=scripts)
    page = opened.go(COUNTED)
    kind = f"forældre {year}"
    page.get_by_label("Hvad tælles").fill(kind)
    page.get_by_label("Dato").fill("1.2.2012")
    page.get_by_label("Antal").fill("1065")
    page.get_by_role("button", name="Registrér").click()
    opened.go(STATUS.format(year))
    page.get_by_role("link", name=f"brug 1.065 {kind}").click()
    expect(page.get_by_text(f"1.065 {kind} står nu som værdi")).to_be_visible()
    page.get_by_role("button", name="Gem status").click()
    expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()
    opened.go(STATUS.format(year))
    expect(page.get_by_text(f"Værdien er summen af registreringerne af {kind}")).to_be_visible()


def test_the_last_words_before_signing_out_are_a_draft(visit_office: Open) -> None:
    opened = visit_office(LEADER)
    page = opened.go(STATUS.format("2011"))
    page.locator("textarea[name^=comment_]").first.fill("Lige før jeg gik.")
    page.get_by_role("button", name="Log af").first.click()
    page.wait_for_url(lambda address: "status" not in address)
    assert page.evaluate("localStorage.length") == 0
    opened.sign_in(LEADER).go(STATUS.format("2011"))
    expect(page.locator("textarea[name^=comment_]").first).to_have_value("Lige før jeg gik.")
    page.get_by_role("button", name="Kassér kladden").click()
    expect(page.locator("textarea[name^=comment_]").first).not_to_have_value("Lige før jeg gik.")


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_stands_on_top_of_anything(visit_office: Open, width: int) -> None:
    opened = visit_office(LEADER, width=width)
    page = opened.go(STATUS.format("2010"))

    def between(above: str, below: str) -> float:
        boxes = [page.locator(one).first.bounding_box() for one in (above, below)]
        assert boxes[0]
        assert boxes[1]
        return boxes[1]["y"] - boxes[0]["y"] - boxes[0]["height"]

    assert between(".wayfinding .segments ul", ".asked h2") >= 16
    assert between(".asked .asked__light", ".asked .form-label[for*=comment_]") >= 12
