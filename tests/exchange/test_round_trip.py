"""Export, import, export: the same workbook, whatever the project."""

import string
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.books import VALID, Sheets, book, cells, xlsx
from exchange.conftest import Importer
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.exchange.queries import project_as_book
from virkning.rooms.programmes.models import Project

DEMO = ("holstebro.xlsx", "brobygning.xlsx", "vejen-til-job.xlsx")


class Undo(Exception):
    """Ends a transaction that must leave nothing."""


def in_an_empty_database(content: bytes, *, prune: bool = False) -> bytes:
    """Import where there is nothing, export, import again (which must change nothing), and undo."""
    exported = b""
    try:
        with system_scope("test"), transaction.atomic():
            made = import_project(content=content, name="x.xlsx", by=COMMAND_LINE, may_create=True)
            exported = export_project(made.project)
            again = import_project(
                content=exported, name="y.xlsx", by=COMMAND_LINE, prune=prune, may_create=True
            )
            assert not again.differences, again.differences
            raise Undo
    except Undo:
        return exported


@pytest.mark.django_db
def test_the_valid_workbook_comes_back_as_it_was() -> None:
    exported = in_an_empty_database(book(), prune=True)
    assert in_an_empty_database(exported, prune=True) == exported
    found = cells(exported)
    assert list(found) == list(VALID)
    assert [row[0] for row in found.values()] == [row[0] for row in VALID.values()]
    assert found["Milepæle"][1][5] == date(2013, 6, 30)
    assert found["Milepæle"][2][5] == "2012"
    assert found["Milepælsstatus"][2][8] == "Linje 1\nLinje 2"


@pytest.mark.django_db
@pytest.mark.parametrize("name", DEMO)
def test_the_shipped_workbooks_come_back_row_for_row(name: str) -> None:
    content = files("virkning.demo").joinpath(name).read_bytes()
    exported = in_an_empty_database(content, prune=True)
    before, after = cells(content), cells(exported)
    assert list(before) == list(after)
    after["Projekt"] = [
        row for row in after["Projekt"] if row != ["Program", ""]
    ]  # may be left out, is written
    for sheet, rows in before.items():
        assert sorted(map(repr, rows)) == sorted(map(repr, after[sheet])), sheet


@pytest.mark.django_db
def test_optional_sheets_are_left_out_where_they_have_no_rows(take: Importer) -> None:
    sheets = {name: rows for name, rows in VALID.items() if name != "Målversioner"}
    assert "Målversioner" not in cells(export_project(take(xlsx(sheets)).project))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["=1+1", "+45 12", "-5", "@ordret", "\tindrykket", "'=1", "_x000D_", "<b>&amp;", "1E5", "0012"]
)
def test_text_stays_text(take: Importer, text: str) -> None:
    exported = export_project(take(book({"Aktiviteter!G2": text, "Målinger!I2": text})).project)
    assert cells(exported)["Aktiviteter"][1][6] == text.strip()
    assert not take(exported).differences


@pytest.mark.django_db
def test_the_same_project_gives_the_same_bytes(take: Importer) -> None:
    project = take(book()).project
    assert export_project(project) == export_project(project)
    assert project_as_book(project) == project_as_book(Project.objects.get())


# Any project ----------------------------------------------------------------------------------------------------------

PERIODS = ["2009", "2010", "2010H2", "2011K1", "2011-03", "2011"]
LETTERS = string.ascii_letters + string.digits + " æøåÆØÅ.,:-=+@'\"%&<>éü…–\U0001f600"
words = st.text(LETTERS, max_size=30)
some_words = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: text.strip())
paragraphs = st.lists(words, max_size=3).map("\n".join)
names = st.text(string.ascii_letters + "æøå .-", min_size=1, max_size=12).filter(lambda text: text.strip())
periods = st.sampled_from(PERIODS)
maybe_period = st.sampled_from(["", "", *PERIODS])
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
numbers = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4)),
    st.decimals(-9999, 9999, places=2).map(
        lambda number: f"{number:f}".replace(".", ",").replace("-0,00", "0,00")
    ),
    st.sampled_from(["67,33 pct.", "25 %", "1.234", "1.234.567,80", 0, "0,10"]),
)
maybe_number = st.one_of(st.just(""), numbers)
amounts = st.one_of(st.just(""), st.integers(0, 1000), st.sampled_from(["5,50", "7"]))
lights = st.sampled_from(["", "grøn", "gul", "rød"])
RULES = [
    "mindst",
    "højst",
    "stiger med pct.",
    "falder med procentpoint",
    "lig reference",
    "højst over reference",
    "ja",
    "",
]


def keys(most: int) -> st.SearchStrategy[list[str]]:
    number = st.text(string.ascii_uppercase + string.digits + ".", min_size=1, max_size=5)
    return st.lists(number, min_size=1, max_size=most, unique=True)


@st.composite
def projects(draw: st.DrawFn) -> Sheets:
    """A workbook of any project that keeps the rules."""
    areas, activities = draw(keys(3)), draw(keys(4))
    milestones = [(activity, number) for activity in activities for number in draw(keys(3))]
    results = draw(keys(5))
    kinds = {pair: draw(st.sampled_from(["ja/nej", "antal", "procent", "tekst"])) for pair in milestones}
    sheets: Sheets = {name: [rows[0]] for name, rows in VALID.items()}
    first = draw(days)
    sheets["Projekt"] += [
        ["Projekt", draw(some_words)],
        ["Kommune", draw(st.sampled_from(["661", "Holstebro;0671", "Aarhus;Ærø Kommune;københavn"]))],
        ["Program", draw(words)],
        ["Startdato", first],
        ["Slutdato", first + timedelta(days=draw(st.integers(0, 2000)))],
        ["Perioder", ";".join(draw(st.permutations(PERIODS)))],
        ["Baselineperiode", draw(periods)],
    ]
    sheets["Områder"] += [[number, draw(some_words)] for number in areas]
    for number in activities:
        closing = [draw(maybe_period), draw(paragraphs), draw(paragraphs)]
        sheets["Aktiviteter"].append(
            [number, draw(st.sampled_from(areas)), draw(some_words), draw(words), *closing]
        )
    for pair in draw(st.permutations(milestones)):
        amount = draw(paragraphs if kinds[pair] == "tekst" else amounts)
        deadline = draw(st.one_of(st.just(""), days, st.sampled_from(["2012", "2011K3", "2013-02"])))
        since = [draw(maybe_period) for _ in range(3)]
        row = [*pair, draw(some_words), kinds[pair], amount, deadline, *since, draw(paragraphs)]
        sheets["Milepæle"].append(row)
    sheets["Milepælsstatus"] += draw(statuses(kinds))
    for number in results:
        rows, row = draw(result(number, activities, areas, results))
        sheets["Resultater"].append(row)
        sheets["Målinger"] += rows
    sheets["Målversioner"] += draw(versions(kinds, sheets["Resultater"][1:]))
    sheets["Vurderinger"] += draw(assessments(activities, areas, results))
    if draw(st.booleans()):
        del sheets["Målversioner"]
    return sheets


@st.composite
def statuses(draw: st.DrawFn, kinds: dict[tuple[str, str], str]) -> list[list[Any]]:
    pairs = st.tuples(st.sampled_from(sorted(kinds)), periods)
    rows = []
    for pair, period in draw(st.lists(pairs, unique=True, max_size=8)):
        value = draw(paragraphs if kinds[pair] == "tekst" else maybe_number)
        fraction = draw(st.sampled_from([("", ""), (3, 4), ("1,50", 20), (7, 2)]))
        status = draw(st.sampled_from(["", "Ja", "Nej", "På vej", "N/A", True]))
        rows.append([*pair, period, status, value, *fraction, draw(lights), draw(paragraphs)])
    return rows


@st.composite
def result(
    draw: st.DrawFn, number: str, activities: list[str], areas: list[str], results: list[str]
) -> tuple[list[list[Any]], list[Any]]:
    """A result's measurements and its row."""
    kind = draw(st.sampled_from(["tal", "fordeling", "ja/nej", "tekst"]))
    series = draw(st.lists(names.map(lambda name: " ".join(name.split())), unique=True, max_size=3))
    rule = draw(st.sampled_from(RULES)) if series else ""
    reference = [name for name in series[1:] if draw(st.booleans())] or series[-1:] if rule else []
    target = series[0] if len(series) > 1 and draw(st.booleans()) and series[0] not in reference else ""
    amount = draw(st.integers(0, 100)) if rule not in ("lig reference", "ja", "") else ""
    about = draw(st.sampled_from([("", ""), (";".join(activities), ""), (activities[0], ""), ("", areas[0])]))
    after = list(results[results.index(number) + 1 :])
    row = [
        *(number, *about, draw(some_words), draw(st.sampled_from(["kort", "mellemlangt", "langt"])), kind),
        *(draw(st.sampled_from(["", "pct.", "kr.", "antal"])), rule, amount, target, ";".join(reference)),
        *(draw(maybe_period) for _ in range(4)),
        *(draw(paragraphs), draw(st.sampled_from(["", *after]))),
    ]
    rows = []
    for name, period in draw(
        st.lists(st.tuples(st.sampled_from(["", *series]), periods), unique=True, max_size=8)
    ):
        rows.append([number, name, period, *draw(measured(kind)), draw(words)])
        if not name and kind != "tekst" and draw(st.booleans()):
            rows.append([number, "", period, "", "", "", draw(some_words), "", draw(words)])
    return rows, row


@st.composite
def measured(draw: st.DrawFn, kind: str) -> list[Any]:
    """Værdi, Tæller, Nævner, Tekst, Brud."""
    if kind == "tekst":
        return ["", "", "", draw(some_words), draw(paragraphs)]
    if kind == "ja/nej":
        return [
            draw(st.sampled_from(["Ja", "nej", "N/A", True, False])),
            "",
            "",
            draw(paragraphs),
            draw(paragraphs),
        ]
    value = draw(st.one_of(numbers, st.just("N/A")))
    return [value, *draw(st.sampled_from([("", ""), (3, 4), ("", 9)])), draw(paragraphs), draw(paragraphs)]


@st.composite
def versions(draw: st.DrawFn, kinds: dict[tuple[str, str], str], results: list[list[Any]]) -> list[list[Any]]:
    rows = []
    for row, period in draw(
        st.lists(st.tuples(st.integers(0, len(results) - 1), periods), unique=True, max_size=3)
    ):
        deadline = draw(st.one_of(st.just(""), days, st.just("2012H2")))
        rows.append([results[row][0], "", "", period, "mindst", draw(numbers), deadline, draw(some_words)])
    pairs = st.tuples(st.sampled_from(sorted(kinds)), periods)
    for pair, period in draw(st.lists(pairs, unique=True, max_size=3)):
        amount = draw(paragraphs if kinds[pair] == "tekst" else amounts)
        rows.append(["", *pair, period, "", amount, draw(st.one_of(st.just(""), days)), draw(some_words)])
    return rows


@st.composite
def assessments(
    draw: st.DrawFn, activities: list[str], areas: list[str], results: list[str]
) -> list[list[Any]]:
    about = st.one_of(
        st.just(("", "", "")),
        st.sampled_from(activities).map(lambda one: (one, "", "")),
        st.sampled_from(areas).map(lambda one: ("", one, "")),
        st.sampled_from(results).map(lambda one: ("", "", one)),
    )
    rows = []
    for what, period in draw(st.lists(st.tuples(about, periods), unique=True, max_size=5)):
        light = draw(lights) if what[2] else ""
        rows.append([*what, period, draw(words), draw(some_words), light])
    return draw(st.permutations(rows))


@pytest.mark.django_db
@settings(max_examples=30)
@given(sheets=projects())
def test_any_project_comes_back(sheets: Sheets) -> None:
    exported = in_an_empty_database(xlsx(sheets), prune=True)
    assert in_an_empty_database(exported, prune=True) == exported
