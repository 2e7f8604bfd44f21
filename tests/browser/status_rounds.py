"""A programme's status rounds as its people meet them: who sits where, the ways they go, and the files they get."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from playwright.sync_api import Locator, Page, expect

from browser.conftest import EXPECTED, Served, Visit
from documents.examples import pdf_text, squeezed

COORDINATOR, EVALUATOR = "Koordinator af de tre", "Evaluator af de tre"
FILES = ("Word", "PDF", "Projektark")
#: A round that asks the demo's Holstebro about 2013, with something said in 2012.
ROUND = """
from datetime import date
from virkning.figures.periods import Period
from virkning.figures.rounds import RoundDays
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.actions.comments import comment_activity
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.statusrounds.actions.rounds import open_round, plan_round
with system_scope("test"):
    jobs = Activity.objects.get(title="Fritidsjobformidling")
    days = RoundDays(date(2013, 11, 1), date(2100, 11, 15), date(2100, 11, 22), date(2100, 12, 6))
    asked = open_round(plan_round(owner=jobs.project, period=Period.parse("2013"), by=DEMO, days=days), by=DEMO)
    before = jobs.project.periods.get(start=date(2012, 1, 1))
    comment_activity(activity=jobs, period=before, text="Godt i gang.", by=DEMO)
    print(f"/runder/{asked.pk}/aktiviteter/{jobs.pk}/")
"""


@dataclass
class Story:
    """The site, who sits where, and the keys of what was set up."""

    address: str
    people: Callable[[str], Page]
    programme: int
    projects: dict[str, dict[str, Any]]
    visits: dict[str, Visit]

    def lead(self, place: str) -> Page:
        return self.people(f"Aktivitetsansvarlig i {place}")

    def manager(self, place: str) -> Page:
        return self.people(f"Projektleder i {place}")

    def open(self, page: Page, path: str) -> Page:
        page.goto(self.address + path)
        return page

    def round_of(self, page: Page, period: str, place: str = "") -> Page:
        """The round's page by way of the list of rounds; one project of it where it is named."""
        self.open(page, "/runder/")
        page.get_by_role("link", name=f"Statusrunde {period}").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Statusrunde {period}")
        page.wait_for_load_state()
        if place:
            link = page.get_by_role("link", name=f"Unge i {place}", exact=True)
            if link.count():  # a municipality's own people see only their project, and it is unfolded
                link.click()
        return page

    def review(self, page: Page, period: str, place: str, activity: str) -> Page:
        """What was handed in, as it is looked through."""
        self.round_of(page, period, place)
        page.locator("#aktiviteter").get_by_role("link", name=activity, exact=True).click()
        return page


@contextmanager
def asking_about_2013(served: Served, folder: Path) -> Iterator[tuple[str, str]]:
    """A site of its own with a round under way: its address, and that of the activity's report."""
    with served.beside(folder) as address:
        shell = [sys.executable, "-m", "virkning.cli.main", "shell", "-v", "0"]
        environment = served.environment | {"VIRKNING_DATA": str(folder)}
        made = subprocess.run(shell, input=ROUND, env=environment, check=True, capture_output=True, text=True)
        yield address, made.stdout.strip().splitlines()[-1]


def region(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def told(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def listen(visit: Visit) -> Visit:
    """Collect what the browser complains of.

    Not what is asked for on purpose, nor a preview that is stopped because another one is asked for: htmx tells that.
    """
    meant = (*EXPECTED, "htmx:sendAbort", "htmx:afterRequest")

    def hear(kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(one in text for one in meant):
            visit.complaints.append(text)

    visit.page.on("console", lambda message: hear(message.type, message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    return visit


def download(story: Story, period: str, place: str, kind: str) -> bytes:
    """The file of a closed round, by its link on the round's page."""
    page = story.round_of(story.people(COORDINATOR), period)
    row = page.locator("#filer").get_by_role("row", name=f"Unge i {place}")
    with page.expect_download() as got:
        row.get_by_role("link", name=kind).click()
    return Path(got.value.path()).read_bytes()


def said_in_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in document.paragraphs), *cells])
    return text.replace("\N{NO-BREAK SPACE}", " ")


def missing_in(content: bytes, kind: str, wanted: tuple[str, ...]) -> list[str]:
    """What the note does not say. A PDF breaks its lines anywhere."""
    if kind == "Word":
        text = said_in_word(content)
        return [one for one in wanted if one not in text]
    text = squeezed(pdf_text(content) or "".join(wanted))
    return [one for one in wanted if squeezed(one) not in text]


def files_of(story: Story, period: str, place: str) -> dict[str, bytes]:
    return {kind: download(story, period, place, kind) for kind in FILES}
