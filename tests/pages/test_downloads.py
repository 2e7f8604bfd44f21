"""Files leave with a Danish name, as attachments that no browser guesses at and no cache keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from virkning.pages.projects.downloads import as_file

pytestmark = pytest.mark.django_db

Signed = Callable[[str], Client]


def addresses(site: Any) -> dict[str, bytes]:
    """Each download with how its content begins."""
    found = site.result("holstebro", "3")
    project, one = (found.project_id,), (found.project_id, found.pk)
    return {
        reverse("project_workbook", args=project): b"PK",
        reverse("status_note", args=(*project, "2013", "docx")): b"PK",
        reverse("status_note", args=(*project, "2013", "pdf")): b"%PDF",
        reverse("result_numbers", args=one): b"PK",
        reverse("result_chart", args=(*one, "png")): b"\x89PNG",
        reverse("result_chart", args=(*one, "svg")) + "?periode=2012": b"<svg",
    }


def test_every_file_is_an_attachment(site: Any, signed_in: Signed) -> None:
    client = signed_in("leader")
    for address, begins in addresses(site).items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.content.startswith(begins), address
        assert answer["Content-Disposition"].startswith("attachment; filename="), address
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"


def test_a_period_format_or_chart_that_is_not_there_is_not_found(site: Any, signed_in: Signed) -> None:
    client = signed_in("leader")
    found = site.result("holstebro", "3")
    project, one = (found.project_id,), (found.project_id, found.pk)
    for address in (
        reverse("status_note", args=(*project, "2031", "pdf")),
        reverse("status_note", args=(*project, "2013", "exe")),
        reverse("result_chart", args=(*one, "gif")),
        reverse("result_chart", args=(*one, "svg")) + "?figur=2",
        reverse("result_chart", args=(*one, "svg")) + "?figur=-1",
        reverse("result_chart", args=(*one, "svg")) + "?figur=²",
    ):
        assert client.get(address).status_code == 404, address


def test_whoever_does_not_see_the_project_gets_no_file(site: Any, signed_in: Signed) -> None:
    client = signed_in("newcomer")
    for address in addresses(site):
        assert client.get(address).status_code == 404


NAMES = [
    (
        "Projektark Ærø.xlsx",
        'filename="Projektark Aeroe.xlsx"',
        "filename*=UTF-8''Projektark%20%C3%86r%C3%B8.xlsx",
    ),
    ('a"b\r\nX: y.pdf', 'filename="a b X y.pdf"', "filename*=UTF-8''a%20b%20X%20y.pdf"),
    ("../../etc.pdf", 'filename=".. .. etc.pdf"', "filename*=UTF-8''..%20..%20etc.pdf"),
]


@pytest.mark.parametrize(("name", "plain", "danish"), NAMES)
def test_a_name_is_given_for_every_program_and_holds_nothing_dangerous(
    name: str, plain: str, danish: str
) -> None:
    header = as_file(b"", name, "text/plain")["Content-Disposition"]
    assert header == f"attachment; {plain}; {danish}"
