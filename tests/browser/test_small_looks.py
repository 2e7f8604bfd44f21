"""Small things people stumbled over: a line out of line, half a word, a heading alone on its sheet."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from browser.conftest import Visit

pytestmark = pytest.mark.browser

LINES = """[...document.querySelectorAll('.doubts .doubts__ways, .doubts > p:last-child')].map(e => {
  const words = document.createRange();
  words.selectNodeContents(e);
  return Math.round(words.getBoundingClientRect().left);
})"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_doubts_last_line_stands_under_its_words(visit: Callable[..., Visit], width: int) -> None:
    opened = visit(width)
    page = opened.signed_in().go(reverse("project_head", args=(1,)))
    page.fill("#id_ends_on", "31.12.2011")
    page.locator("form.house-form button.button-primary").first.click()
    page.locator(".doubts").wait_for()
    first, last = page.evaluate(LINES)
    assert first == last


def test_a_light_in_the_grid_has_its_whole_word_on_a_phone(visit: Callable[..., Visit]) -> None:
    page = visit(390).signed_in().go(reverse("status_grid", args=(1,)))
    rest = page.locator(".grid--fill .light--none .light__rest").first
    box = rest.bounding_box()
    assert box is not None
    assert box["width"] > 20, "“Ingen farve” is not “Ingen”"


def test_the_grid_is_printed_on_sheets_that_all_lie_down(visit: Callable[..., Visit]) -> None:
    """One sheet of another shape in between would stand alone with the heading, or with the footer."""
    page = visit(1440).signed_in().go(reverse("status_grid", args=(1,)))
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert len(sheets) > 1
    assert all(float(wide) > float(high) for wide, high in sheets)
    page.emulate_media(media="print")
    heading = page.locator("h1").bounding_box()
    table = page.locator("table").bounding_box()
    assert heading is not None
    assert table is not None
    assert table["y"] - heading["y"] < 300
