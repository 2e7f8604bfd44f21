"""A file on its way: dropped or chosen, refused at once, sent with progress, lost and sent again; without script."""

import base64
import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browser.conftest import Visit
from browser.looking import faults_of
from exchange.books import cells, changed, xlsx

pytestmark = pytest.mark.browser

AEROE = "Projektleder på Ærø"
SHEET = "/projekter/3/projektark/"
#: What Excel calls its files.
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DROP = """(zone, [name, content]) => {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  for (const kind of ["dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""
Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def book() -> bytes:
    """The project's workbook with one remark changed."""
    sheets = cells(files("virkning.demo").joinpath("vejen-til-job.xlsx").read_bytes())
    return xlsx(changed({"Aktiviteter!G2": "Rettet i Excel."}, sheets))


def at_the_sheet(visit_office: Open, **options: Any) -> tuple[Visit, Page]:
    opened = visit_office(AEROE, **options)
    opened.page.goto(opened.address + SHEET)
    return opened, opened.page


def choose(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("Projektark (.xlsx)").set_input_files(
        {"name": name, "mimeType": KIND, "buffer": content}
    )


def drop(page: Page, name: str, content: bytes) -> None:
    page.locator("[data-upload-zone]").evaluate(DROP, [name, base64.b64encode(content).decode()])


def send(page: Page) -> None:
    page.get_by_role("button", name="Se, hvad der ændres").click()


def lands_on_the_preview(page: Page) -> None:
    expect(page.get_by_role("heading", name="Se, hvad der ændres")).to_be_visible()
    expect(page.get_by_text("Rettet i Excel.")).to_be_visible()
    assert page.url.rstrip("/").rpartition("/")[2].isdecimal()


def refusal(page: Page) -> Locator:
    return page.locator(".form-error [data-upload-error]")


def test_a_dropped_file_is_sent_with_progress_and_read(visit_office: Open, book: bytes) -> None:
    opened, page = at_the_sheet(visit_office)
    held: list[Route] = []
    page.route(f"**{SHEET}", lambda route: held.append(route))
    drop(page, "Vejen til job.xlsx", book)
    zone = page.locator("[data-upload-zone]")
    expect(zone).to_contain_text(f"Vejen til job.xlsx {-(-len(book) // 1024)} kB")
    expect(zone).to_contain_text("Vælg en anden")
    send(page)
    bar = page.get_by_role("progressbar", name="Filen sendes")
    expect(bar).to_be_visible()
    expect(zone).to_contain_text("0 pct.")
    assert faults_of(opened, (390, 1440)) == []
    page.locator("form.house-form").evaluate("form => form.requestSubmit()")  # a second time sends nothing
    page.get_by_role("button", name="Afbryd").click()
    expect(page.get_by_text("Afsendelsen er afbrudt. Filen er stadig valgt.")).to_be_visible()
    assert len(held) == 1
    page.unroute(f"**{SHEET}")
    slowly = page.context.new_cdp_session(page)
    slowly.send("Network.enable")
    line = {"offline": False, "latency": 500, "downloadThroughput": -1, "uploadThroughput": len(book)}
    slowly.send("Network.emulateNetworkConditions", line)
    send(page)
    expect(page.locator("progress[value]:not([value='0'])")).to_be_visible()
    expect(page.get_by_role("progressbar", name="Filen er modtaget. Den bliver læst …")).to_be_visible()
    lands_on_the_preview(page)
    assert opened.stopped() == []


def test_what_cannot_be_taken_is_refused_at_once(visit_office: Open, tmp_path: Path) -> None:
    opened, page = at_the_sheet(visit_office)
    field = page.get_by_label("Projektark (.xlsx)")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    choose(page, "Notat.docx", b"PK")
    expect(refusal(page)).to_have_text(
        "“Notat.docx” er ikke en fil af den rigtige slags. Den skal ende på .xlsx."
    )
    send(page)
    expect(field).to_be_focused()
    large = tmp_path / "Stort.xlsx"
    with large.open("wb") as opened_file:
        opened_file.truncate(25 * 1024 * 1024 + 1)
    field.set_input_files(large)
    expect(refusal(page)).to_have_text("Filen fylder 25,1 MB. Den må højst fylde 25 MB.")
    send(page)
    choose(page, "Tomt.xlsx", b"")
    expect(refusal(page)).to_have_text("Filen er tom. Vælg en anden.")
    assert "POST" not in sent
    choose(page, "ark.xlsx", b"ikke et regneark")
    expect(refusal(page)).to_have_count(0)
    send(page)  # the server is the judge
    expect(page.locator("#fejl")).to_be_focused()
    expect(refusal(page)).to_contain_text("Filen er ikke en Excel-fil")
    expect(page.locator(".upload.is-live")).to_be_visible()
    assert opened.stopped() == []


def test_a_lost_connection_keeps_the_file(visit_office: Open, book: bytes, tmp_path: Path) -> None:
    _opened, page = at_the_sheet(visit_office)
    file = tmp_path / "ark.xlsx"
    file.write_bytes(book)
    os.utime(file, (1, 1))
    page.get_by_label("Projektark (.xlsx)").set_input_files(file)
    os.utime(file)  # saved in Excel once more before it is sent: the browser refuses to read it
    send(page)
    expect(refusal(page)).to_contain_text("Filen er rettet eller flyttet, siden du valgte den.")
    page.get_by_label("Projektark (.xlsx)").set_input_files(file)
    page.route(f"**{SHEET}", lambda route: route.abort())
    send(page)
    expect(refusal(page)).to_contain_text("Forbindelsen gik tabt. Filen er stadig valgt")
    page.unroute(f"**{SHEET}")
    send(page)
    lands_on_the_preview(page)


def test_without_javascript_it_is_a_plain_field(visit_office: Open, book: bytes) -> None:
    _opened, page = at_the_sheet(visit_office, java_script_enabled=False)
    expect(page.get_by_text("Filen skal ende på .xlsx og må højst fylde 25 MB.")).to_be_visible()
    expect(page.get_by_text("træk den hertil")).to_be_hidden()
    expect(page.locator("progress")).to_be_hidden()
    choose(page, "ark.xlsx", book)
    send(page)
    lands_on_the_preview(page)
