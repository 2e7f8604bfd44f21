"""Invited, in, behind a second factor, and out again: at the width of a phone, with axe on each page."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import Visit

pytestmark = pytest.mark.browser
PASSWORD = "kaffe-og-rugbrød"


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def good(page: Page) -> None:
    """Accessible, and within its width."""
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_from_invitation_to_leaving(visit: Callable[..., Visit]) -> None:
    chief = visit(390, bypass_csp=True).sign_in("Administrator i Holstebro")
    page = chief.go("/konto/")
    page.get_by_role("link", name="Personer i Holstebro Kommune").click()
    good(page)
    page.get_by_role("link", name="Invitér en person").click()
    page.get_by_label("E-mail").fill("forkert")
    page.get_by_role("button", name="Send invitation").click()
    good(page)
    page.get_by_label("E-mail").fill("ny.kollega@example.test")
    page.get_by_label("Navn").fill("Ny Kollega")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("Mailen er sendt til ny.kollega@example.test")).to_be_visible()
    good(page)
    link = re.search(r"/invitation/[\w-]+/", page.content())
    assert link is not None

    newcomer = visit(390, bypass_csp=True)
    own = newcomer.go(link.group(0))
    own.get_by_label("Vælg en adgangskode").fill("kort")
    own.get_by_role("button", name="Tag imod").click()
    good(own)
    for label in ("Vælg en adgangskode", "Skriv den igen"):
        own.get_by_label(label).fill(PASSWORD)
    own.get_by_role("button", name="Tag imod").click()
    expect(own.get_by_text("Velkommen. Du har nu adgang gennem Holstebro Kommune.")).to_be_visible()

    newcomer.go("/konto/totrinslogin/til/")
    good(own)
    own.get_by_label("Kode fra appen").fill(code_of(own.locator(".secret").inner_text().replace(" ", "")))
    own.get_by_label("Din adgangskode").fill(PASSWORD)
    own.get_by_role("button", name="Slå til").click()
    good(own)
    recovery = own.locator(".codes li").first.inner_text()

    elsewhere = visit(390, bypass_csp=True)
    other = elsewhere.go("/log-ind/")
    other.get_by_label("E-mail").fill("ny.kollega@example.test")
    other.get_by_label("Adgangskode").fill(PASSWORD)
    other.locator("form[action='/log-ind/'] button").click()
    good(other)
    other.get_by_label("Kode").fill(recovery)
    other.get_by_role("button", name="Log ind").click()
    elsewhere.go("/konto/steder/")
    good(other)
    other.get_by_role("button", name="Log af alle andre steder").click()
    newcomer.go("/konto/")
    expect(own).to_have_url(re.compile("/log-ind/"))

    elsewhere.go("/konto/")
    good(other)
    other.get_by_role("link", name="Forlad Holstebro Kommune").click()
    good(other)
    other.get_by_role("button", name="Forlad organisationen").click()
    expect(other).to_have_url(re.compile("/log-ind/"))
    chief.go("/projekter/1/personer/")
    good(page)
    chief.go("/projekter/1/personer/ny/")
    good(page)
