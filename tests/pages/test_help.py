"""The guide: one text in the program and in the documents, a section for every page, and no marks but our own."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from house.ledger import LEDGER
from virkning.pages.help.guide import anchor_of, as_html, guide, read_guide
from virkning.pages.help.places import SECTIONS, section_for

Signed = Callable[[str], Client]

DOCS = Path(settings.PROJECT_ROOT) / "docs"
SHIPPED = Path(settings.PROJECT_ROOT) / "src/virkning/pages/help/brugervejledning.md"
ANCHORS = {section.anchor for section in guide().sections}
#: Families that show no page of their own, or none to anybody signed in.
WITHOUT = {"forms", "undoing", "site", "help"}


def families() -> dict[str, set[str]]:
    """Family of screens → the names of its addresses that show something."""
    found: dict[str, set[str]] = {}

    def walk(resolver: URLResolver) -> None:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                walk(one)
                continue
            module = getattr(getattr(one.callback, "__wrapped__", one.callback), "__module__", "")
            if module.startswith("virkning.pages.") and "GET" in LEDGER[str(one.name)].methods:
                found.setdefault(module.split(".")[2], set()).add(str(one.name))

    walk(get_resolver())
    return found


def test_the_document_is_the_text_the_program_ships() -> None:
    """The source is in the package, so that it is there when installed; copy it over the document after a change."""
    assert (DOCS / "brugervejledning.md").read_text("utf-8") == SHIPPED.read_text("utf-8")


def test_every_picture_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", SHIPPED.read_text("utf-8"))
    assert 0 < len(pictures) <= 10
    for one in pictures:
        assert (DOCS / one).stat().st_size < 150_000, one


def test_every_link_leads_to_a_section() -> None:
    links = re.findall(r"\]\(#([^)]+)\)", SHIPPED.read_text("utf-8"))
    assert links
    assert set(links) <= ANCHORS


def test_every_page_that_has_a_section_exists_and_so_does_the_section() -> None:
    assert set(SECTIONS) <= set(LEDGER)
    assert set(SECTIONS.values()) <= ANCHORS


def test_every_family_of_screens_has_a_section() -> None:
    lacking = {
        family
        for family, names in families().items()
        if family not in WITHOUT and not any(section_for(name) for name in names)
    }
    assert lacking == set()


@pytest.mark.django_db
def test_the_guide_is_shown_and_every_page_leads_to_its_section(
    site: Any, signed_in: Signed, django_assert_num_queries: Any
) -> None:
    client = signed_in("leader")
    with django_assert_num_queries(3):
        page = client.get(reverse("user_guide")).content.decode()
    for section in guide().sections:
        assert f'id="{section.anchor}"' in page
    assert "images/" not in page
    assert 'href="/hjaelp/#min-dag"' in client.get(reverse("my_day")).content.decode()


def test_marks_become_html_and_everything_else_is_text() -> None:
    told = as_html("Et **vigtigt** ord og [et sted](#der).\n\n1. Først\n   og mere\n2. Så\n\n- <b>\n- x")
    assert told == (
        '<p>Et <strong>vigtigt</strong> ord og <a href="#der">et sted</a>.</p>\n'
        "<ol><li>Først og mere</li><li>Så</li></ol>\n"
        "<ul><li>&lt;b&gt;</li><li>x</li></ul>"
    )
    assert as_html("[ud](https://example.test)") == "<p>[ud](https://example.test)</p>"
    assert as_html("| A | B |\n|---|---|\n| **a** | <b> |") == (
        '<table class="grid grid--list"><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        '<tbody><tr><th scope="row"><strong>a</strong></th><td data-label="B">&lt;b&gt;</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Skriv en måling", "skriv-en-måling"), ("Kladder, fejl og fortryd", "kladder-fejl-og-fortryd")],
)
def test_anchors_are_those_the_usual_readers_make(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor


def test_a_guide_has_a_title_an_opening_and_sections() -> None:
    told = read_guide("# Titel\n\nFørst.\n\n## Et\n\nTekst.\n\n## To\n\nMere.\n")
    assert (told.title, str(told.opening)) == ("Titel", "<p>Først.</p>")
    assert [one.anchor for one in told.sections] == ["et", "to"]
