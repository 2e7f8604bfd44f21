"""The site as `make run` starts it, with its demo data, and Chromium in front of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)

#: How long a page may take to become what is expected; a machine with other work on it is slow. Milliseconds.
expect.set_options(timeout=20_000)

#: The demo's data as they were before any test wrote in them.
UNTOUCHED = "untouched.sqlite3"

#: Tells, inside the page, what the content security policy stopped.
WATCH_POLICY = """
window.__stopped = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.__stopped.push(event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sundhed/", timeout=2) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@dataclass(frozen=True)
class Served:
    """The running site: where it answers, and what it takes to start another one on the same data."""

    address: str
    environment: dict[str, str]
    log: Path

    @contextmanager
    def beside(self, folder: Path) -> Iterator[str]:
        """A site of its own with the demo's data as they were before any test wrote in them. Its address."""
        shutil.copy(Path(self.environment["VIRKNING_DATA"]) / UNTOUCHED, folder / "virkning.sqlite3")
        mine = Served("", self.environment | {"VIRKNING_DATA": str(folder)}, folder / "server.log")
        with mine.another() as (address, _process):
            yield address

    @contextmanager
    def another(self) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
        """A second server on the same data, for tests that kill one."""
        port = _free_port()
        with self.log.open("ab") as log:
            process = _serve(port, self.environment, log)
            try:
                _wait_for(process, f"http://127.0.0.1:{port}", self.log)
                yield f"http://127.0.0.1:{port}", process
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=15)


def _serve(port: int, environment: dict[str, str], log: Any) -> subprocess.Popen[bytes]:
    server = [sys.executable, "-m", "gunicorn", "virkning.config.wsgi", "--bind", f"127.0.0.1:{port}"]
    server += ["--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    return subprocess.Popen(server, env=environment, stdout=log, stderr=log, start_new_session=True)


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the site answers."""
    return served.address


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, migrated: Path | None) -> Iterator[Served]:
    """The site with its demo data. Data, port and processes are this session's own."""
    data = tmp_path_factory.mktemp("site")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VIRKNING_")}
    environment |= {
        "VIRKNING_MODE": "local",
        "VIRKNING_DEMO": "1",
        "VIRKNING_DATA": str(data),
        "DATABASE_URL": "",
    }
    environment |= {"VIRKNING_LOG_LEVEL": "WARNING"}
    if migrated is not None:
        shutil.copy(migrated, data / "virkning.sqlite3")
    virkning = [sys.executable, "-m", "virkning.cli.main"]
    # No test here looks at the register's figures, and making it takes longer than the rest of the demo.
    without = [["demo", "--persons", "0"]]
    for command in without if migrated is not None else [["migrate"], *without]:
        subprocess.run([*virkning, *command], env=environment, check=True, capture_output=True)
    shutil.copy(data / "virkning.sqlite3", data / UNTOUCHED)
    port = _free_port()
    with (data / "server.log").open("wb") as log:
        process = _serve(port, environment, log)
        try:
            _wait_for(process, f"http://127.0.0.1:{port}", data / "server.log")
            yield Served(f"http://127.0.0.1:{port}", environment, data / "server.log")
        finally:
            process.terminate()
            process.wait(timeout=15)


@pytest.fixture(scope="session")
def office(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of its own: what is typed there disturbs no other test, and no other test what is typed there."""
    with served.beside(tmp_path_factory.mktemp("office")) as address:
        yield address


def _wait_for(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _attempt in range(120):
        if _answers(address):
            return
        if process.poll() is not None:
            break
        time.sleep(0.25)
    pytest.fail(f"The site did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Closed after each file: its event loop in the worker's thread stops the database there."""
    if not CHROMIUM:
        pytest.fail("The browser tests need Chromium. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


_kept_sessions: dict[str, Any] = {}


@dataclass
class Visit:
    """Somebody at a screen of a certain width. `complaints` collects what the browser complained of."""

    context: BrowserContext
    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, person: str = "Projektleder i Holstebro") -> "Visit":
        """One click on the demo."""
        self.go("/log-ind/")
        self.page.get_by_role("button", name=f"Log ind som {person}", exact=True).click()
        self.page.wait_for_url("**/min-dag/")
        return self

    def signed_in(self, person: str = "Projektleder i Holstebro") -> "Visit":
        """Somebody who has signed in before: the session is kept between tests, so nothing may sign it out."""
        if person not in _kept_sessions:
            _kept_sessions[person] = self.sign_in(person).context.cookies()
        self.context.add_cookies(_kept_sessions[person])
        return self

    def stopped(self) -> list[str]:
        """What the content security policy stopped on this page, and other complaints so far."""
        return [*self.page.evaluate("window.__stopped || []"), *self.complaints]


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open a screen: `visit(390)`, `visit(1440, java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def open_screen(width: int = 1440, **options: bool) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="da-DK", **options)
        contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(WATCH_POLICY)
        opened = Visit(context, context.new_page(), address)
        opened.page.on("console", lambda message: _note(opened, message.type, message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        return opened

    yield open_screen
    for context in contexts:
        context.close()


@pytest.fixture
def visit_office(office: str, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Somebody signed in at the office: `visit_office("Evaluator", width=390)`."""
    contexts: list[BrowserContext] = []

    def open_screen(person: str, *, width: int = 1440, **options: Any) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="da-DK", **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        if options.get("java_script_enabled", True):
            context.add_init_script(WATCH_POLICY)
        opened = Visit(context, context.new_page(), office)
        opened.page.on("console", lambda message: _note(opened, message.type, message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        return opened.sign_in(person)

    yield open_screen
    for context in contexts:
        context.close()


#: Answers a test asks for on purpose: not there, in conflict, refused.
EXPECTED = ("404 (Not Found)", "409 (Conflict)", "422 (Unprocessable", "403 (Forbidden)")


def _note(opened: Visit, kind: str, text: str) -> None:
    # What is expected is told by the test itself; everything else the browser complains of is a fault.
    if kind in ("error", "warning") and not any(status in text for status in EXPECTED):
        opened.complaints.append(text)
