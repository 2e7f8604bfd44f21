"""Nobody's word is too long for a page: with one of a thousand letters in every field, nothing needs to be pushed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from playwright.sync_api import Browser

from browser.conftest import CHROMIUM, UNTOUCHED, Served, Visit
from house.test_nothing_typed_acts import words_of

pytestmark = pytest.mark.browser

#: What people's words stand in, and the fields beside them that hold none.
MODELS = (
    *("programme", "project", "organisation", "focusarea", "activity", "milestone", "milestonetarget"),
    *("statusreport", "registration", "result", "series", "targetversion", "measurement", "assessment"),
    *("auditentry", "programmeevent"),
)
NOT_WORDS = {"action", "object_kind", "unit", "counted_kind", "origin_cell"}
MANAGER = "Projektleder i Holstebro"
WIDTHS = (390, 1440)

#: Address → its parameters in the demo (a query last).
PAGES: dict[str, tuple[Any, ...]] = {
    "my_day": (),
    "project_list": (),
    "programme_list": (),
    "programme": (1,),
    "project": (1,),
    "project_history": (1,),
    "project_people": (1,),
    "structure_outline": (1,),
    "project_parties": (1,),
    "activity": (1, 1),
    "activity_edit": (1, 1),
    "milestone_edit": (1, 1),
    "registrations": (1, 1),
    "result": (1, 1),
    "result_edit": (1, 1),
    "report_activity": (1, 1, "2013"),
    "report_result": (1, 1, "2013"),
    "status_grid": (1,),
    "value_grid": (1,),
    "note": (1,),
    "search": (f"?q={'Langtord' * 15}",),
}


def fill(data: Path) -> None:
    """One word in every field, as long as the field takes; the row's number at its end keeps names apart."""
    with closing(sqlite3.connect(data)) as database, database:
        for model in apps.get_models():
            if model._meta.model_name not in MODELS or not model.__module__.startswith("virkning."):
                continue
            for one in words_of(model):
                if one.name in NOT_WORDS:
                    continue
                length = min(one.max_length or 1000, 1000) - 5
                word = ("Langtord" * 125)[: max(length, 1)]
                table, column = model._meta.db_table, one.column
                database.execute(
                    f'UPDATE "{table}" SET "{column}" = ? || id WHERE "{column}" <> \'\'',  # noqa: S608 - our own names
                    [word],
                )
        _a_count_and_a_note(database, ("Langtord" * 125)[:1000])


def _a_count_and_a_note(database: sqlite3.Connection, word: str) -> None:
    """The demo counts nothing on the first activity."""
    model = apps.get_model("activities", "registration")
    columns = {one.column: one for one in model._meta.concrete_fields if not one.primary_key}
    values: dict[str, Any] = {}
    for name, one in columns.items():
        default = one.get_default()
        values[name] = default if isinstance(default, int | str) or default is None else str(default)
    values |= {"day": "2013-02-01", "kind": word[:55], "count": 3, "note": word, "activity_id": 1}
    values = {name: value for name, value in values.items() if name in columns}
    marks = ", ".join("?" for _one in values)
    names = ", ".join(f'"{name}"' for name in values)
    insert = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    database.execute(insert, list(values.values()))


@pytest.fixture(scope="module")
def endless(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose data are endless words."""
    folder = tmp_path_factory.mktemp("endless")
    untouched = Path(served.environment["VIRKNING_DATA"]) / UNTOUCHED
    copy = folder / "filled.sqlite3"
    copy.write_bytes(untouched.read_bytes())
    fill(copy)
    mine = Served("", served.environment | {"VIRKNING_DATA": str(folder)}, folder / "server.log")
    copy.rename(folder / "virkning.sqlite3")
    with mine.another() as (address, _process):
        yield address


def address_of(name: str, given: tuple[Any, ...]) -> str:
    query = given[-1] if given and str(given[-1]).startswith("?") else ""
    return reverse(name, args=given[:-1] if query else given) + query


@pytest.fixture(scope="module")
def reader(endless: str, chromium: Browser) -> Iterator[Visit]:
    assert CHROMIUM
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    opened = Visit(context, context.new_page(), endless)
    yield opened.sign_in(MANAGER)
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_pushed_sideways(reader: Visit, name: str) -> None:
    page = reader.page
    answer = page.goto(reader.address + address_of(name, PAGES[name]))
    assert answer is not None
    assert answer.status == 200
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found[width] = (needed, page.evaluate(PUSHING, width))
    assert not found


#: The innermost elements that reach past the page, and are not in a region that scrolls by itself.
PUSHING = """(width) => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.right > width + 1 && !e.closest('.scroll') && ![...e.children].some(c =>
    c.getBoundingClientRect().right > width + 1);
}).slice(0, 6).map(e => `${e.tagName}.${e.className} in ${e.parentElement.tagName}: ${e.textContent.slice(0, 20)}`)"""
