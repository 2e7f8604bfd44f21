"""Somebody who sends forms without a browser: many at once, as fast as they can."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from pages.forms_reading import _Fields


@dataclass
class Answer:
    """What came back."""

    status: int
    html: str
    address: str

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the page's form, with its token."""
        reader = _Fields()
        reader.feed(self.html)
        return reader.values


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        return None


class Hand:
    """A signed-in demo person."""

    def __init__(self, address: str, person: str = "Projektleder i Holstebro") -> None:
        self.site = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay())
        page = self.get("/log-ind/").html
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = re.search(rf'<strong>{re.escape(person)}</strong>.*?action="([^"]+)"', page, re.DOTALL)
        assert token
        assert form
        self.post(form[1], {"csrfmiddlewaretoken": token[1]})

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask(urllib.request.Request(self.site + path))  # noqa: S310 - our own server

    def post(self, path: str, data: dict[str, Any]) -> Answer:
        """Send a form; a redirect is not followed."""
        body = urllib.parse.urlencode(data, doseq=True).encode()
        return self._ask(urllib.request.Request(self.site + path, data=body))  # noqa: S310 - our own server

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read().decode(), answer.url)
        except urllib.error.HTTPError as error:
            where = error.headers.get("Location", "")
            return Answer(error.code, error.read().decode(), where)
