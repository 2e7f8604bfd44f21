"""The project's page: what it says, in which words, and how many queries it takes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.reading import empty_cells, rows, words
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit.authors import Author
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.statusrounds.actions.rounds import open_round, plan_round
from virkning.rooms.statusrounds.models import StatusRound

pytestmark = pytest.mark.django_db

#: Session, person, the project, two for its permissions, its programme, ten of facts, who sees it, and the frame.
#: What has been proposed, for how much of it awaits the project; and the round the period belongs to.
QUERIES = 20
#: Where one is open: what was handed in in it, what was said beside the figures (2), and who leads which activity.
IN_A_ROUND = QUERIES + 4

Signed = Callable[[str], Client]
SYSTEM = Author.system("prøve")


def page(site: Any, client: Client, name: str = "holstebro", query: str = "") -> Any:
    answer = client.get(reverse("project", args=(site.projects[name].pk,)) + query)
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("name", ["holstebro", "brobygning"])
def test_the_page_takes_the_same_queries_however_large_the_project_is(
    site: Any, signed_in: Signed, django_assert_num_queries: Any, name: str
) -> None:
    client = signed_in("many")
    with django_assert_num_queries(QUERIES):
        page(site, client, name)


@pytest.fixture
def in_a_round(site: Any) -> StatusRound:
    """Holstebro's round 2013 is open."""
    with system_scope("test"):
        made = plan_round(owner=site.projects["holstebro"], period=Period.parse("2013"), by=SYSTEM)
        return open_round(made, by=SYSTEM)


def test_an_open_round_stands_as_a_band_and_as_a_column(
    site: Any, signed_in: Signed, in_a_round: StatusRound, django_assert_num_queries: Any
) -> None:
    client = signed_in("leader")
    with django_assert_num_queries(IN_A_ROUND):
        answer = page(site, client)
    assert "Statusrunde 2013 er åben: 0 af 7 aktiviteter er indsendt eller godkendt" in words(answer)
    row = rows(answer, "2.1 Kompetenceudvikling af lærere")[0]
    assert "Skole I gang" in row
    closed = rows(answer, "2.4 Kurser for nydanske forældre")[0]
    assert "SSP Lukket" in closed
    assert empty_cells(answer) == []
    reads = page(site, signed_in("many"))
    assert "Runde 2013" in words(reads)


@pytest.mark.parametrize("name", ["holstebro", "brobygning", "vejen"])
@pytest.mark.parametrize("query", ["", "?perioder=alle"])
def test_no_cell_is_ever_empty(site: Any, signed_in: Signed, name: str, query: str) -> None:
    assert empty_cells(page(site, signed_in("many"), name, query)) == []


# milestone | its cells 2010-2013 as they are read
CELLS = [
    ("24 lærere har gennemført forløbet", "På vej Grøn På vej Grøn Ja (24) Grøn Uændret: Ja (24) Grøn"),
    ("Kurset er sat i gang", "Ja Grøn Uændret: Ja Grøn Uændret: Ja Grøn Uændret: Ja Grøn"),
    ("30 forældre har deltaget i kurser", "0 Gul Uændret: 0 Gul Lukket Rød Lukket Rød"),
    ("Temaaftener afholdes", "N/A Ingen farve Ja Gul Beregnet: Grøn Ja Grøn Uændret: Ja Grøn"),
    ("40 fritidsjob er formidlet", "Ikke tilføjet endnu På vej (7) Gul Ja (55) Grøn Ja (101) Grøn"),
    ("95 pct. har en handleplan", "0 pct. Ingen farve 100 pct. 58 af 58 Grøn 100 pct. Grøn 100 pct. Grøn"),
]


@pytest.mark.parametrize(("milestone", "cells"), CELLS)
def test_each_state_of_a_milestone_has_its_own_words(
    site: Any, signed_in: Signed, milestone: str, cells: str
) -> None:
    (row,) = rows(page(site, signed_in("leader")), milestone)
    assert row.endswith(cells)


def test_a_missing_and_a_retired_milestone_say_so(site: Any, signed_in: Signed) -> None:
    answer = page(site, signed_in("many"), "brobygning", "?perioder=alle")
    (missing,) = rows(answer, "Netværkets spilleregler er aftalt")
    assert "Mangler" in missing
    (retired,) = rows(answer, "Den fælles liste dækker 75 pct. af brancherne")
    assert retired.endswith("Udgået Udgået")


# result | what stands in its row | the sentence under it
RESULTS = [
    (
        "3. Elever på mellemtrinnet læser på niveau med klassen",
        "32 pct. 67,33 pct. 25 pct. Databrud 71,7 pct. Se værdierne i rækken Gul Beregnet: Rød",
        "Målet er ikke nået: 71,7 pct. i 2013 mod mindst 75 pct., 3,3 procentpoint under.",
    ),
    (
        "5. Unge erklæres uddannelsesparate",
        "Udgået i 2011",
        "Målopfyldelsen kan ikke afgøres: indikatoren udgik i 2011.",
    ),
    ("1. Alle 24 lærere bruger dansk som andetsprog", "Beskrives i ord", "Kan ikke afgøres af tal."),
]


@pytest.mark.parametrize(("result", "told", "sentence"), RESULTS)
def test_a_result_is_told_with_values_light_and_sentence(
    site: Any, signed_in: Signed, result: str, told: str, sentence: str
) -> None:
    answer = page(site, signed_in("leader"))
    assert told in rows(answer, result)[0]
    assert sentence in words(answer)


def test_another_period_can_be_chosen_and_an_unknown_one_is_the_latest(site: Any, signed_in: Signed) -> None:
    client = signed_in("leader")
    earlier = page(site, client, query="?periode=2011")
    assert "Milepælenes farver i 2011" in words(earlier)
    assert f"/projekter/{site.projects['holstebro'].pk}/statusnotat-2011.pdf" in earlier.content.decode()
    for unknown in ("2031", "x", "%00", "2013K9"):
        assert "Milepælenes farver i 2013" in words(page(site, client, query=f"?periode={unknown}"))


def test_many_periods_are_shown_a_few_at_a_time_and_all_in_a_region_of_their_own(
    site: Any, signed_in: Signed
) -> None:
    project = site.projects["brobygning"]
    with system_scope("test"):
        for number in range(10):
            start = date(2014 + (number + 2) // 4, (number + 2) % 4 * 3 + 1, 1)
            ProjectPeriod.objects.create(project=project, kind=PeriodKind.QUARTER, start=start)
    client = signed_in("many")
    few = page(site, client, "brobygning")
    assert "Tabellen viser 6 af 16 perioder. Vis alle 16 perioder" in words(few)
    assert '<select class="form-select form-select--small" id="periode"' in few.content.decode()
    everything = page(site, client, "brobygning", "?perioder=alle").content.decode()
    assert everything.count('<div class="scroll scroll--wide" tabindex="0" role="region"') == 2


def test_what_people_typed_is_never_markup(site: Any, signed_in: Signed) -> None:
    with system_scope("test"):
        Milestone.objects.filter(activity__project=site.projects["holstebro"]).update(
            statement="<script>alert(1)</script>"
        )
    html = page(site, signed_in("leader")).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_project_one_does_not_see_does_not_exist(site: Any, signed_in: Signed) -> None:
    client = signed_in("leader")
    for name in ("brobygning", "vejen"):
        answer = client.get(reverse("project", args=(site.projects[name].pk,)))
        assert answer.status_code == 404
        assert "Siden findes ikke" in words(answer)


def test_nothing_in_the_page_needs_an_inline_style_or_script(site: Any, signed_in: Signed) -> None:
    html = page(site, signed_in("leader")).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count("<script src=")
