"""A result's series are put in order by the keyboard and with the mouse; a reload shows the same order."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visit
from browser.looking import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

#: A result of Holstebro that is measured for three groups.
FORM, SERIES = "/projekter/1/resultater/7/rediger/", ["Alle unge", "Tosprogede", "Etnisk danske"]


def is_in_order(page: Page, names: list[str]) -> None:
    expect(page.locator("[data-outline] .outline__words > p:first-child")).to_have_text(names)


def test_by_keyboard_and_by_dragging(visit_office: Callable[..., Visit]) -> None:
    opened = visit_office("Projektleder i Holstebro")
    page = opened.go(FORM)
    first, second, third = SERIES
    is_in_order(page, SERIES)
    page.get_by_role("button", name=f"Flyt {first} ned").focus()
    with page.expect_response("**/rediger/flyt/"):
        page.keyboard.press("Alt+ArrowDown")
    is_in_order(page, [second, first, third])
    expect(page.locator("[data-outline-said]")).to_contain_text("flyttet til plads 2")
    is_in_order(opened.go(FORM), [second, first, third])
    rows = page.locator("[data-part]")
    with page.expect_response("**/rediger/flyt/"):
        rows.nth(2).locator("[data-handle]").drag_to(rows.nth(0))
    is_in_order(opened.go(FORM), [third, second, first])
    assert faults_of(opened) == []
    for name in (second, first):  # by a button, which loads the page anew; and as it was
        page.get_by_role("button", name=f"Flyt {name} op").click()
        expect(page.get_by_role("button", name="Fortryd")).to_be_visible()
    page.get_by_role("button", name=f"Flyt {first} op").click()
    is_in_order(page, SERIES)
